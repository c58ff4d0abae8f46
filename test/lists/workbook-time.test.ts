import assert from 'node:assert/strict';
import { test } from 'node:test';
import { utils, write } from '@e965/xlsx';
import { readWorkbook } from '../../src/lists/mapping/workbook.ts';

test('a number that was damaged into a formula without an end holds nobody up', { timeout: 60_000 }, () => {
  const sheet = utils.aoa_to_sheet([['Born'], [1963.5]]);
  const book = { SheetNames: ['Persons'], Sheets: { Persons: sheet } };
  const bytes = new Uint8Array(write(book, { type: 'buffer', bookType: 'biff8' }));
  // The record of a number, 14 bytes long; as a record of a formula it has a length that is not there.
  const at = Buffer.from(bytes).indexOf(Buffer.from([0x03, 0x02, 0x0e, 0x00]));
  assert.ok(at > 0);
  bytes.set([0x06, 0x02], at);
  assert.throws(() => readWorkbook(bytes, 'f'), { code: 'lists/truncated' });
});
