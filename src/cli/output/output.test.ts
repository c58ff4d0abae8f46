import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { cutTo, fit, widthOf, wrap } from './columns.ts';
import { csvLine } from './csv.ts';
import { printable } from './printable.ts';
import { duration } from './progress.ts';

describe('csvLine', () => {
  test('is read back as it was, but for the apostrophe before a formula', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (cells) => {
        fc.pre(cells.length > 1 || cells[0] !== '');
        const [record = []]: string[][] = parse(csvLine(cells), { record_delimiter: '\r\n' });
        assert.equal(record.length, cells.length);
        cells.forEach((cell, i) => {
          assert.ok(record[i] === cell || record[i] === `'${cell}`, JSON.stringify([cell, record[i]]));
          assert.doesNotMatch(record[i] ?? '', /^\s*[=+\-@]/);
        });
      }),
    );
  });

  test('numbers stay numbers', () => assert.equal(csvLine([-1, '-1', 'a"b']), `-1,'-1,"a""b"\r\n`));
});

describe('columns', () => {
  test('East Asian letters take two, marks none', () => {
    assert.equal(widthOf('陈翔'), 4);
    assert.equal(widthOf('e\u0301'), 1);
    assert.equal(fit('陈翔', 5), '陈翔 ');
    assert.equal(cutTo('Hafiz Saeed', 6), 'Hafiz…');
  });

  test('wrapping keeps every word and the width', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { maxLength: 40 }), (words) => {
        const lines = wrap(words.join(' '), 20);
        assert.equal(lines.join(' '), words.join(' '));
        assert.ok(lines.every((line) => widthOf(line) <= 20));
      }),
    );
  });
});

test('printable steers no terminal', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      assert.doesNotMatch(printable(text), /[\p{Cc}\u202a-\u202e\u2066-\u2069\u200e\u200f]/u);
    }),
  );
  assert.equal(printable('a\u001b[31mb\r\nc\u202e'), 'a[31mb c');
});

test('duration', () => {
  assert.equal(duration(45.4), '45 s');
  assert.equal(duration(185), '3 min 05 s');
  assert.equal(duration(7800), '2 h 10 min');
});
