import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { utils, type WorkBook, write } from '@e965/xlsx';
import fc from 'fast-check';
import { RiegelError } from '../../entity/index.ts';
import { readWorkbook } from './workbook.ts';

function workbook(): WorkBook {
  const sheet = utils.aoa_to_sheet([
    ['No', 'Name', 'Born'],
    [1, 'Mullah Example', null],
    [null, 'Example the Second', null],
    [2, 'Other', null],
  ]);
  sheet.C2 = { t: 'n', v: 21_064, z: 'yyyy\\-mm\\-dd' };
  sheet.C4 = { t: 'n', v: 1963 };
  sheet['!merges'] = [{ s: { r: 1, c: 0 }, e: { r: 2, c: 0 } }];
  return { SheetNames: ['Persons'], Sheets: { Persons: sheet } };
}

function bytesOf(bookType: 'xlsx' | 'biff8'): Uint8Array {
  return new Uint8Array(write(workbook(), { type: 'buffer', bookType }));
}

describe('readWorkbook', () => {
  for (const bookType of ['xlsx', 'biff8'] as const) {
    it(`reads ${bookType}: dates as ISO, numbers as numbers, merged cells in each row`, () => {
      const [sheet] = readWorkbook(bytesOf(bookType), 'f');
      assert.equal(sheet!.name, 'Persons');
      assert.deepEqual(
        sheet!.rows.map((row) => row.cells),
        [
          ['No', 'Name', 'Born'],
          ['1', 'Mullah Example', '1957-09-01'],
          ['1', 'Example the Second'],
          ['2', 'Other', '1963'],
        ],
      );
      assert.deepEqual([...sheet!.rows[2]!.above!], [0]);
    });
  }

  it('refuses what is no workbook', () => {
    const text = new TextEncoder().encode('id,name\n1,x\n');
    assert.throws(() => readWorkbook(text, 'f'), { code: 'lists/not-a-workbook' });
    assert.throws(() => readWorkbook(new Uint8Array(), 'f'), { code: 'lists/empty' });
  });

  it('refuses a BIFF file that ends inside a sector', () => {
    const bytes = bytesOf('biff8');
    assert.throws(() => readWorkbook(bytes.subarray(0, bytes.length - 100), 'f'), {
      code: 'lists/truncated',
    });
  });

  it('fails by RiegelError only, wherever the file is cut or changed', () => {
    for (const bookType of ['xlsx', 'biff8'] as const) {
      const whole = bytesOf(bookType);
      fc.assert(
        fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.boolean(), (at, value, cut) => {
          const bytes = cut ? whole.slice(0, at) : whole.slice();
          if (!cut) bytes[at] = value;
          try {
            readWorkbook(bytes, 'f');
          } catch (error) {
            assert.ok(error instanceof RiegelError, String(error));
          }
        }),
        { numRuns: 150 },
      );
    }
  });

  it('gives no name that a flipped byte has changed, and ends on whatever is damaged', () => {
    const whole = new Uint8Array(write(workbook(), { type: 'buffer', bookType: 'xlsx', compression: true }));
    const told = JSON.stringify(readWorkbook(whole, 'f'));
    for (let at = 30; at < whole.length; at += 11) {
      const damaged = whole.slice();
      damaged[at]! ^= 0x55;
      try {
        const sheets = readWorkbook(damaged, 'f');
        assert.ok(sheets.length === 0 || JSON.stringify(sheets) === told, `byte ${at}`);
      } catch (error) {
        assert.ok(error instanceof RiegelError, `byte ${at}: ${error}`);
      }
    }
  });
});
