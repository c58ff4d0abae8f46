import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cleanText } from './clean.ts';

const kindsOf = (text: string) => cleanText(text).steps.map(({ kind }) => kind);

test('a text that needs nothing comes back as it is', () => {
  for (const text of [
    'Osama bin Laden',
    "Jean-Luc O'Neil",
    'José Álvarez',
    'Иван Петров',
    'محمد علي',
    'रीता शाह',
    '',
  ]) {
    assert.deepEqual(cleanText(text), { text, steps: [] });
  }
});

test('what hides or reorders letters goes, and is told', () => {
  assert.deepEqual(cleanText('\u200fمحمد\u200e'), {
    text: 'محمد',
    steps: [{ kind: 'invisible', from: 'U+200F U+200E', to: '' }],
  });
  assert.equal(cleanText('O\u00adsa\u200bma\ufe0f\u0000').text, 'Osama');
  assert.equal(cleanText('a\ud800b').text, 'ab');
  assert.deepEqual(kindsOf('Ali 😀🇸🇾'), ['symbol', 'space']);
});

test('one form for presentation forms, full width, decomposed letters and spaces', () => {
  assert.equal(cleanText('ﻣﺤﻤﺪ').text, 'محمد');
  assert.equal(cleanText('الـعـلـي').text, 'العلي');
  assert.equal(cleanText('Ｋｉｍ　Ｊｏｎｇ').text, 'Kim Jong');
  assert.equal(cleanText('Jose\u0301').text, 'José');
  assert.equal(cleanText('ｽﾐｽ').text, 'スミス');
  assert.equal(cleanText('\u1112\u1161\u11ab').text, '한');
  assert.equal(cleanText('  a \t b\n').text, 'a b');
});

test('one apostrophe, one hyphen, one quote; a raised dot parts words but in Catalan', () => {
  assert.equal(cleanText('O’Neil O`Neil O´Neil').text, "O'Neil O'Neil O'Neil");
  assert.equal(cleanText('Al‑Din — “X”').text, 'Al-Din - "X"');
  assert.equal(cleanText('弗拉基米尔·普京').text, '弗拉基米尔 普京');
  assert.equal(cleanText('Gal·la').text, 'Galla');
});

test('digits of all scripts are ASCII', () => {
  for (const text of ['۱۹۸۴', '١٩٨٤', '१९८४', '๑๙๘๔', '１９８４', '১৯৮৪'])
    assert.equal(cleanText(text).text, '1984');
});

test('look-alike letters are mended to the script of the word, and reported', () => {
  assert.deepEqual(cleanText('Оѕаmа bin Lаdеn'), {
    text: 'Osama bin Laden',
    steps: [
      { kind: 'lookalike', from: 'Оѕаmа', to: 'Osama' },
      { kind: 'lookalike', from: 'Lаdеn', to: 'Laden' },
    ],
  });
  assert.equal(cleanText('ИBAH ПETPOB').text, 'ИВАН ПЕТРОВ');
  assert.equal(cleanText('МOСКВA').text, 'МОСКВА');
  assert.equal(cleanText('Jοhn').text, 'John');
  // Latin letters put for Cyrillic ones, and for Cyrillic vowels with the accent of the stress.
  assert.equal(cleanText('Алеĸсей ЦАPËВ').text, 'Алексей ЦАРЁВ');
  assert.equal(cleanText('Станислáвович').text, 'Станиславович');
  assert.equal(cleanText('マリ一').text, 'マリー');
});

test('words of one script are left alone; a mixture that cannot be mended is told', () => {
  assert.deepEqual(cleanText('Nasser НАСЕР').steps, []);
  assert.deepEqual(cleanText('Иvan').steps, [{ kind: 'mixed', from: 'Иvan', to: 'Иvan' }]);
  assert.deepEqual(cleanText('サトウ一郎').steps, []);
});

test('a word whose letters all have a Latin double is Latin beside one that was mended', () => {
  assert.equal(cleanText('Маrіа РЕСЅО').text, 'Maria PECSO');
  assert.equal(cleanText('Аlі WІNUЅ').text, 'Ali WINUS');
  assert.equal(cleanText('Иван CЕМЕНОВ').text, 'Иван СЕМЕНОВ');
});

test('a long text is cut, never silently and never inside a surrogate pair', () => {
  const { text, steps } = cleanText(`${'a'.repeat(9_999)}𠮷𠮷`);
  assert.equal(text.length, 9_999);
  assert.deepEqual(steps[0], { kind: 'cut', from: '10003', to: '9999' });
  assert.ok(cleanText('ﷺ'.repeat(9_000)).text.length <= 10_000);
});

test('cleaning is done once: a clean text stays as it is, bounded and without lone surrogates', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (given) => {
      const { text } = cleanText(given);
      assert.equal(cleanText(text).text, text);
      assert.ok(text.isWellFormed());
      assert.equal(text, text.trim());
    }),
    { numRuns: 3_000, seed: 7 },
  );
});
