import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { LineBatch } from '../bytes/lines.ts';
import { readCsv } from './csv.ts';
import { guessDialect } from './dialect.ts';
import type { Reject, Row } from './row.ts';

async function* batches(text: string, perBatch = 3): AsyncIterable<LineBatch> {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  for (let at = 0; at < lines.length; at += perBatch) {
    yield { lines: lines.slice(at, at + perBatch), first: at + 1, faults: new Map() };
  }
}

async function read(text: string, columns?: number, delimiter?: string) {
  const rows: Row[] = [];
  const rejects: Reject[] = [];
  for await (const items of readCsv(batches(text), guessDialect(text.split('\n'), delimiter), columns)) {
    for (const item of items) {
      if ('row' in item) rows.push(item.row);
      else rejects.push(item.reject);
    }
  }
  return { rows, rejects, values: rows.map((row) => row.values) };
}

test('quoted cells may hold delimiters, quotes and line ends', async () => {
  const { rows, rejects } = await read('a,"x ""y"", z"\nb,"one\ntwo"\nc,  "spaced"  \n', 2);
  assert.deepEqual(rejects, []);
  assert.deepEqual(
    rows.map(({ values, row, line }) => [values, row, line]),
    [
      [['a', 'x "y", z'], 1, 1],
      [['b', 'one\ntwo'], 2, 2],
      [['c', 'spaced'], 3, 4],
    ],
  );
});

test('a stray quote costs its own row, with its number, and no other', async () => {
  const lines = ['n,d', 'Ann,1', 'Bob "the, 2', '"Cid,3', 'Dan,4', 'Eva,5"', 'Fay,6', '"Gus" x,7', 'Hal,8'];
  const { values, rejects } = await read(lines.join('\n'), 2);
  assert.deepEqual(values, [
    ['n', 'd'],
    ['Ann', '1'],
    ['Dan', '4'],
    ['Fay', '6'],
    ['Hal', '8'],
  ]);
  assert.deepEqual(
    rejects.map(({ code, row, line, raw }) => [code, row, line, raw]),
    [
      ['messages/stray-quote', 3, 3, 'Bob "the, 2'],
      ['messages/stray-quote', 4, 4, '"Cid,3'],
      ['messages/stray-quote', 6, 6, 'Eva,5"'],
      ['messages/stray-quote', 8, 8, '"Gus" x,7'],
    ],
  );
});

test('a quote that is never closed does not swallow the rest of the file', async () => {
  const rest = Array.from({ length: 1000 }, (_, index) => `Name ${index},x`);
  const { values, rejects } = await read(['a,b', '"open,1', ...rest].join('\n'), 2);
  assert.equal(rejects.length, 1);
  assert.equal(rejects[0]!.row, 2);
  assert.equal(values.length, 1001);
});

test('every row of a table survives any one line being replaced by a stray quote', async () => {
  const cell = fc.stringMatching(/^[a-zäЖ ",;\n-]{0,8}$/);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(cell, cell, cell), { minLength: 2, maxLength: 12 }),
      fc.nat(11),
      async (table, at) => {
        const encode = (row: readonly string[]) =>
          row.map((value) => `"x${value.replaceAll('"', '""')}"`).join(',');
        const rows = table.map(encode);
        const broken = rows.toSpliced(at % rows.length, 1, 'stray "quote, in, here');
        const { values, rejects } = await read(broken.join('\n'), 3, ',');
        assert.equal(rejects.length, 1);
        assert.deepEqual(
          values,
          table.toSpliced(at % rows.length, 1).map((row) => row.map((value) => `x${value}`)),
        );
      },
    ),
    { numRuns: 150 },
  );
});

test('a row with too many cells is rejected, one with too few carries an issue, empty rows are passed over', async () => {
  const { rows, rejects } = await read('Ann,1970,us\nSmith, John,1971,us\n\n , ,\nBob\nCid,1972,fr,,\n', 3);
  assert.deepEqual(
    rows.map(({ values, row }) => [values[0], row]),
    [
      ['Ann', 1],
      ['Bob', 5],
      ['Cid', 6],
    ],
  );
  assert.equal(rows[1]!.issues?.[0]?.code, 'messages/short-row');
  assert.deepEqual(
    rejects.map(({ code, row }) => [code, row]),
    [['messages/ragged-row', 2]],
  );
});

test('the delimiter is guessed, stated by `sep=` or given', async () => {
  assert.equal(guessDialect(['a;b;c', '1,5;2,5;3,5', '4,1;5;6']).delimiter, ';');
  assert.equal(guessDialect(['a\tb', '"c\td']).delimiter, '\t');
  assert.equal(guessDialect(['a\tb', '"c\td']).quote, '');
  assert.equal(guessDialect(['a|b|c', '1|2|3']).delimiter, '|');
  assert.equal(guessDialect(['name', 'Ann']).delimiter, ',');
  assert.equal(guessDialect(['a^b'], '^').delimiter, '^');
  const { rows } = await read('sep=;\na;b\nx,y;z\n');
  assert.deepEqual(
    rows.map(({ values, row }) => [values, row]),
    [
      [['a', 'b'], 2],
      [['x,y', 'z'], 3],
    ],
  );
  assert.throws(() => guessDialect(['a'], '::'), { code: 'messages/bad-delimiter' });
});

test('backslash escapes of MySQL exports are read', async () => {
  const { values, rejects } = await read('1,"say \\"hi\\", x"\n2,"b"\n', 2);
  assert.deepEqual(rejects, []);
  assert.deepEqual(values, [
    ['1', 'say "hi", x'],
    ['2', 'b'],
  ]);
});
