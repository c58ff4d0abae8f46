import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { lettersOf, MAX_SOUNDS, SOUNDS, soundCode, soundsOf } from './sounds.ts';

const written = (word: string) => [...soundsOf(word)].map((code) => SOUNDS[code - 1]).join('');

test('a digraph is one sound and the longest reading wins', () => {
  assert.equal(written('khaled'), 'Xaled');
  assert.equal(written('ghazi'), 'Gazi');
  assert.equal(written('philip'), 'filip');
  assert.equal(written('shchukin'), written('schukin'));
  assert.equal(written('tschetschen'), 'CeCen');
  assert.equal(written('dzhamal'), written('djamal'));
});

test('a doubled letter is one sound, a doubled digit is two', () => {
  assert.equal(written('hassan'), 'hasan');
  assert.equal(written('mohammed'), written('mohamed'));
  assert.equal(written('44'), '44');
  assert.notEqual(written('44'), written('4'));
});

test('letter by letter nothing is read as a digraph', () => {
  assert.equal([...lettersOf('khaled')].map((code) => SOUNDS[code - 1]).join(''), 'khaled');
  assert.equal([...lettersOf('hassan')].map((code) => SOUNDS[code - 1]).join(''), 'hassan');
});

test('any text gives known codes only, at most the longest word', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (text) => {
      for (const codes of [soundsOf(text), lettersOf(text)]) {
        assert.ok(codes.length <= MAX_SOUNDS);
        assert.ok(codes.every((code) => code >= 1 && code <= SOUNDS.length));
      }
    }),
  );
  assert.equal(soundsOf('ab'.repeat(500)).length, MAX_SOUNDS);
  assert.equal(soundCode('é'), 0);
});
