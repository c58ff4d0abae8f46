import assert from 'node:assert/strict';
import { test } from 'node:test';
import words from './gender-words.data.json' with { type: 'json' };
import { parseGender } from './genders.ts';

test('genders are read in many languages, with and without marks, stops and capitals', () => {
  for (const text of [
    'weiblich',
    'Frau',
    'femme',
    'Féminin',
    'feminin',
    'أنثى',
    'انثى',
    'жен.',
    'F',
    'Weibl.',
  ])
    assert.equal(parseGender(text), 'female', text);
  for (const text of [
    'ذكر',
    'муж.',
    'M',
    'MÄNNLICH',
    'maennlich',
    'homme',
    '男',
    '남성',
    'पुरुष',
    'Άνδρας',
    'זכר',
  ])
    assert.equal(parseGender(text), 'male', text);
  for (const text of ['divers', 'X', 'non-binary']) assert.equal(parseGender(text), 'other', text);
});

test('one gender said twice is read, two are not, and other words are none', () => {
  assert.equal(parseGender('Female (F)'), 'female');
  assert.equal(parseGender('м / муж'), 'male');
  for (const text of ['male/female', 'not male', 'robot', '', ' ', '—', 'm'.repeat(100), '1'])
    assert.equal(parseGender(text), undefined, text);
});

test('no word of the data stands for two genders', () => {
  for (const gender of ['male', 'female', 'other'] as const) {
    for (const word of words[gender]) assert.equal(parseGender(word), gender, word);
  }
});
