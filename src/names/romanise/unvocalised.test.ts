import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { romaniseArabic, splitArabicArticle, unvocalisedArabic } from './arabic.ts';
import { romaniseHebrew, unvocalisedHebrew } from './hebrew.ts';
import { compareUnvocalised } from './unvocalised.ts';

const alike = (word: string, latin: string) => {
  const form = unvocalisedArabic(word);
  return compareUnvocalised(form, latin) / form.length;
};

test('spelling variants of Arabic-script languages have one written form', () => {
  assert.equal(unvocalisedArabic('محمد'), 'mHmd');
  assert.equal(unvocalisedArabic('مُحَمَّد'), 'mHmd');
  assert.equal(unvocalisedArabic('أحمد'), unvocalisedArabic('احمد'));
  assert.equal(unvocalisedArabic('علي'), unvocalisedArabic('علی'));
  assert.equal(unvocalisedArabic('کریم'), unvocalisedArabic('كريم'));
  assert.notEqual(unvocalisedArabic('فاطمة'), unvocalisedArabic('فاطمه'));
  assert.equal(unvocalisedArabic('چمران'), 'CmrAn');
});

test('no two letter classes share a character, and none is a digit', () => {
  const letters = [...'اءؤئبپتةثجچحخدذرزژسشصضطظعغفڤقكگلمنڭهەوي'];
  const forms = letters.map((letter) => unvocalisedArabic(letter));
  assert.equal(new Set(forms).size, letters.length);
  for (const form of forms) assert.match(form, /^[^0-9]$/);
});

test('attested spellings come with the most frequent first', () => {
  const { readings, system } = romaniseArabic('محمد');
  assert.equal(system, 'attested');
  assert.deepEqual(readings, ['mohammed', 'muhammad', 'mohammad']);
  assert.ok(romaniseArabic('أحمد').readings.includes('ahmed'));
  assert.ok(romaniseHebrew('דוד').readings.includes('david'));
  assert.deepEqual(romaniseArabic('ظغقخث').readings, []);
});

test('vowel marks are read where a word is really written with them', () => {
  assert.equal(romaniseArabic('مُحَمَّد').readings[0], 'muhammad');
  assert.equal(romaniseArabic('خَالِد').readings[0], 'khalid');
  assert.equal(romaniseArabic('زَيْنَب').readings[0], 'zaynab');
  assert.equal(romaniseArabic('محمّد').system, 'attested');
});

test('the article is parted off, but not off God or a stump', () => {
  assert.equal(splitArabicArticle('الزواهري'), 'زواهري');
  assert.equal(splitArabicArticle('اللهيبي'), 'لهيبي');
  assert.equal(splitArabicArticle('الله'), undefined);
  assert.equal(splitArabicArticle('الي'), undefined);
  assert.equal(splitArabicArticle('محمد'), undefined);
});

test('true spellings cost little for each letter, other names much', () => {
  const pairs = [
    ['محمد', 'mohammed'],
    ['محمد', 'muhamad'],
    ['حسين', 'hussein'],
    ['حسين', 'hossain'],
    ['عثمان', 'othman'],
    ['عثمان', 'osman'],
    ['ظواهري', 'zawahiri'],
    ['خالد', 'khaled'],
    ['قاسم', 'ghasem'],
    ['قاسم', 'qasim'],
    ['جمال', 'djamel'],
    ['پرویز', 'parviz'],
    ['ضياء', 'ziya'],
    ['غلام', 'gholam'],
    ['شيخ', 'sheikh'],
    ['يوسف', 'yousef'],
    ['فاطمة', 'fatima'],
  ] as const;
  for (const [word, latin] of pairs)
    assert.ok(alike(word, latin) <= 0.22, `${word} ${latin} ${alike(word, latin)}`);
  for (const [, latin] of pairs) {
    if (!latin.startsWith('z')) assert.ok(alike('زرقاوي', latin) > 0.4, latin);
  }
  assert.ok(alike('عماري', 'moore') > 0.2);
});

test('each unmatched consonant costs one', () => {
  const whole = compareUnvocalised('krym', 'karim');
  assert.ok(Math.abs(compareUnvocalised('krymd', 'karim') - whole - 1) < 1e-9);
  assert.ok(Math.abs(compareUnvocalised('krym', 'kardim') - whole - 1) < 1e-9);
});

test('Hebrew is compared by its own spellings', () => {
  const form = unvocalisedHebrew('בנימין');
  assert.ok(compareUnvocalised(form, 'binyamin', 'hebrew') / form.length <= 0.15);
  assert.ok(compareUnvocalised(unvocalisedHebrew('צבי'), 'tzvi', 'hebrew') / 3 <= 0.15);
  assert.ok(compareUnvocalised(form, 'avraham', 'hebrew') > 2);
  assert.equal(unvocalisedHebrew("ג'ורג'"), 'jwrj');
});

test('a limit changes nothing but the answer beyond it', () => {
  const form = fc.string({ unit: fc.constantFrom(...'AbtjHxdrzscSDTZEGfqklmnhwya'), maxLength: 8 });
  const latin = fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'), maxLength: 10 });
  fc.assert(
    fc.property(form, latin, fc.double({ min: 0, max: 6, noNaN: true }), (written, word, limit) => {
      const cost = compareUnvocalised(written, word);
      const bounded = compareUnvocalised(written, word, 'arabic', limit);
      assert.equal(bounded, cost <= limit ? cost : Number.POSITIVE_INFINITY);
      assert.ok(cost >= 0 && cost <= written.length + word.length);
    }),
    { numRuns: 2_000, seed: 3 },
  );
});
