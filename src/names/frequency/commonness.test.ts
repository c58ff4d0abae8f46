import assert from 'node:assert/strict';
import { test } from 'node:test';
import { soundsOf } from '../sound/sounds.ts';
import { isKnownName, surpriseOf } from './commonness.ts';
import { latinWord } from './latin-word.ts';
import { organisationSurprise } from './organisation-words.ts';

const bits = (word: string) => surpriseOf(word, soundsOf(word));

test('a common name tells less than a rare one, in every culture', () => {
  for (const [common, rare] of [
    ['john', 'zawahiri'],
    ['mohammed', 'hattab'],
    ['ali', 'belhadi'],
    ['smith', 'lavrov'],
    ['kim', 'okonkwo'],
    ['maria', 'quirin'],
  ] as const) {
    assert.ok(bits(common) < bits(rare), `${common} ${rare}`);
  }
});

test('a rare spelling of a common name is common, and nothing is commoner than a floor', () => {
  assert.ok(bits('mahammad') < bits('zawahiri'));
  assert.ok(bits('mahammad') >= bits('mohammed'));
  for (const word of ['mohammed', 'john', 'a', '']) assert.ok(bits(word) >= 5, word);
});

test('what no population holds is as rare as anything', () => {
  const rarest = bits('xqzwvk');
  for (const word of ['john', 'lavrov', 'zawahiri', 'qqqqq']) assert.ok(bits(word) <= rarest, word);
  assert.ok(!isKnownName('xqzwvk'));
  assert.ok(isKnownName('john'));
});

test('a word that many organisations bear tells less than a name of its own', () => {
  assert.ok(organisationSurprise('trading') < organisationSurprise('xqzwvk'));
});

test('a Latin word is folded to letters and digits', () => {
  assert.equal(latinWord('Müller-Straße'), 'mullerstrasse');
  assert.equal(latinWord('Ægir Łukasz'), 'aegirlukasz');
  assert.equal(latinWord('№ 44'), 'no44');
  assert.equal(latinWord('محمد'), '');
});
