import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { MANY_EDITS, PreparedLetters, plainEdits } from './plain-edits.ts';
import { lettersOf } from './sounds.ts';

function edits(a: string, b: string): number {
  const own = lettersOf(a);
  const other = lettersOf(b);
  return plainEdits(own, 0, own.length, other, 0, other.length);
}

/** The whole table, row by row. */
function levenshtein(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++)
      row[j] = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    above = row;
  }
  return above[b.length]!;
}

test('typing errors are counted letter by letter, up to three', () => {
  assert.equal(edits('farley', 'farley'), 0);
  assert.equal(edits('marti', 'mati'), 1);
  assert.equal(edits('foley', 'farley'), 2);
  assert.equal(edits('amru', 'amur'), 2);
  assert.equal(edits('marquez', 'marcos'), MANY_EDITS);
  assert.equal(edits('', 'ab'), 2);
});

test('they are those of the whole table, from either side', () => {
  const word = fc.oneof(
    fc.string({ unit: fc.constantFrom(...'abc'), maxLength: 9 }),
    fc.string({ unit: fc.constantFrom(...'ab'), minLength: 28, maxLength: 34 }),
  );
  const prepared = new PreparedLetters();
  fc.assert(
    fc.property(word, word, (a, b) => {
      assert.equal(edits(a, b), Math.min(MANY_EDITS, levenshtein(a, b)));
      assert.equal(edits(b, a), edits(a, b));
      const own = lettersOf(a);
      const other = lettersOf(b);
      prepared.prepare(own, 0, own.length);
      assert.equal(prepared.edits(other, 0, other.length), edits(a, b));
    }),
    { numRuns: 3_000 },
  );
});
