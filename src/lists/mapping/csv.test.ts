import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readDelimited } from './csv.ts';

const HEADER = 'id,name,country';

describe('readDelimited', () => {
  it('gives records with the line where each starts', () => {
    const { rows, issues } = readDelimited(`${HEADER}\n1,"A\nB",x\n\n2,C,y\n`, ',', 'f');
    assert.deepEqual(issues, []);
    assert.deepEqual(
      rows.map((row) => [row.line, row.cells[1]]),
      [
        [1, 'name'],
        [2, 'A\nB'],
        [5, 'C'],
      ],
    );
  });

  it('rejects a record with a stray quote by its line and reads the next ones', () => {
    const text = `${HEADER}\n1,"Abu, x\n2,"Doe, John",us\n3,Roe,gb\n`;
    const { rows, issues } = readDelimited(text, ',', 'f');
    assert.deepEqual(
      issues.map((issue) => [issue.severity, issue.code, issue.line]),
      [['rejected', 'bad-record', 2]],
    );
    assert.deepEqual(
      rows.map((row) => row.cells[0]),
      ['id', '2', '3'],
    );
  });

  it('does not let two stray quotes swallow the records between them', () => {
    const text = `${HEADER}\n1,"Abu,x\n2,Doe,us\n3,Roe,gb\n4,Poe",de,x\n5,Coe,fr\n`;
    const { rows, issues } = readDelimited(text, ',', 'f');
    assert.deepEqual(
      rows.map((row) => row.cells[0]),
      ['id', '2', '3', '5'],
    );
    assert.deepEqual(
      issues.map((issue) => issue.line),
      [2, 5],
    );
  });

  it('says that the last record is cut', () => {
    const { issues } = readDelimited(`${HEADER}\n1,a,b\n2,"half of`, ',', 'f');
    assert.deepEqual(
      issues.map((issue) => [issue.code, issue.line]),
      [['truncated', 3]],
    );
  });

  it('reads long prose with commas and line breaks inside quotes as it is', () => {
    const prose = 'one, two\nthree, four, five\nsix';
    const { rows, issues } = readDelimited(`${HEADER}\n1,"${prose}",x\n`, ',', 'f');
    assert.deepEqual(issues, []);
    assert.equal(rows[1]!.cells[1], prose);
  });

  it('reads back what was quoted, whatever the cells hold', () => {
    const cell = fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => text.replace(/\r/g, ''));
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }), (records) => {
        const text = records
          .map((cells) => cells.map((each) => `"${each.replaceAll('"', '""')}"`).join(','))
          .join('\n');
        const { rows } = readDelimited(`${text}\n`, ',', 'f');
        assert.deepEqual(
          rows.map((row) => row.cells),
          records,
        );
      }),
      { numRuns: 200 },
    );
  });

  it('loses no line of broken text without saying so', () => {
    const line = fc.constantFrom('1,a,b', '2,"x",y', '3,"x,y', '4,x",y', '5,"a"b,c', '6,"q, r",s');
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const { rows, issues } = readDelimited([HEADER, ...lines].join('\n'), ',', 'f');
        const covered = new Set<number>();
        for (const row of rows) {
          const height = row.cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 1);
          for (let i = 0; i < height; i++) covered.add(row.line + i);
        }
        for (const issue of issues) covered.add(issue.line!);
        assert.equal(covered.size, lines.length + 1);
      }),
      { numRuns: 200 },
    );
  });
});
