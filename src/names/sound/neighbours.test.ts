import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Script } from '../script/script.ts';
import { makeTerm } from '../terms/make-term.ts';
import { meets, type Term } from '../terms/term.ts';
import { MAX_KEY, MAX_PATTERN, writeKey, writePattern } from './key.ts';
import { soundsOf } from './sounds.ts';

const term = (word: string, script: Script = 'latin') => makeTerm(word, script, []);

function consonantKey(sounds: Uint8Array): string {
  const key = new Uint8Array(MAX_KEY);
  return String.fromCharCode(...key.subarray(0, writeKey(sounds, key)));
}

function collapsedSounds(sounds: Uint8Array): string {
  const pattern = new Uint8Array(MAX_PATTERN);
  return String.fromCharCode(...pattern.subarray(0, writePattern(sounds, pattern)));
}

function bothWays(a: Term, b: Term): boolean {
  return meets(a, b) && meets(b, a);
}

test('the key tells consonant classes only, the pattern where vowels stand as well', () => {
  assert.equal(consonantKey(soundsOf('mohammed')), consonantKey(soundsOf('muhamad')));
  assert.equal(consonantKey(soundsOf('qadhafi')), consonantKey(soundsOf('gaddafi')));
  assert.equal(consonantKey(soundsOf('aeiou')), '');
  assert.equal(collapsedSounds(soundsOf('mohammed')), collapsedSounds(soundsOf('muhamad')));
  assert.notEqual(collapsedSounds(soundsOf('karim')), collapsedSounds(soundsOf('krim')));
  assert.notEqual(consonantKey(soundsOf('44')), consonantKey(soundsOf('45')));
});

test('romanisations of one name meet', () => {
  for (const [a, b] of [
    ['mohammed', 'muhammad'],
    ['mohamed', 'mehmed'],
    ['khaled', 'haled'],
    ['khalid', 'chaled'],
    ['qadhafi', 'gaddafi'],
    ['qadhafi', 'kadafi'],
    ['yusuf', 'youssef'],
    ['yusuf', 'jusuf'],
    ['usama', 'osama'],
    ['hussein', 'husayn'],
    ['abdurrahman', 'abdelrahman'],
    ['tschernow', 'chernov'],
    ['shchukin', 'schtschukin'],
    ['zawahiri', 'dhawahiri'],
  ] as const) {
    assert.ok(bothWays(term(a), term(b)), `${a} ${b}`);
  }
});

test('what Arabic and Hebrew write without vowels meets Latin spellings, from either side', () => {
  for (const [written, script, latin] of [
    ['محمد', 'arabic', 'muhammad'],
    ['خالد', 'arabic', 'khaled'],
    ['ظواهري', 'arabic', 'zawahiri'],
    ['حسين', 'arabic', 'hussein'],
    ['יוסף', 'hebrew', 'yosef'],
    ['דוד', 'hebrew', 'david'],
  ] as const) {
    assert.ok(bothWays(term(written, script), term(latin)), `${written} ${latin}`);
  }
  // One letter of an Arabic subject may be spelled otherwise than it most often is.
  for (const latin of ['qadhafi', 'gaddafi', 'kadafi'])
    assert.ok(meets(term('قذافي', 'arabic'), term(latin)), latin);
});

test('words of other names stay apart', () => {
  for (const [a, b] of [
    ['karim', 'schmidt'],
    ['belhadi', 'kowalski'],
    ['petrov', 'nguyen'],
  ] as const) {
    assert.ok(!meets(term(a), term(b)), `${a} ${b}`);
  }
});

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];

/** Every word one slip away, but a consonant typed into the middle of a doubled letter. */
function* slips(word: string): Generator<string> {
  for (let i = 0; i <= word.length; i++) {
    const before = word.slice(0, i);
    const after = word.slice(i);
    const insideDouble = i > 0 && before.at(-1) === after[0];
    for (const letter of LETTERS) {
      if (!insideDouble) yield before + letter + after;
      if (after !== '') yield before + letter + after.slice(1);
    }
    if (after !== '') yield before + after.slice(1);
    if (after.length > 1) yield before + after[1] + after[0] + after.slice(2);
  }
}

test('a word of five letters or more meets every word one slip away, from either side', () => {
  const words = [
    ...['zawahiri', 'baghdadi', 'belhadi', 'karim', 'hassan', 'lavrov', 'schmidt', 'kowalski'],
    ...['abdurrahman', 'mohammed', 'yusuf', 'ladin', 'qadhafi', 'ibrahim', 'hattab', 'nguyen'],
    ...['shchukin', 'tschernow', 'okonkwo', 'tanaka', 'jensen', 'rezaei', 'aydin'],
  ];
  for (const word of words) {
    const own = term(word);
    for (const slip of slips(word)) {
      assert.ok(bothWays(own, term(slip)), `${word} ${slip}`);
    }
  }
});

test('a word always meets itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...LETTERS), minLength: 1, maxLength: 30 }), (word) =>
      meets(term(word), term(word)),
    ),
    { numRuns: 500 },
  );
});
