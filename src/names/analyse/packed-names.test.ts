import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { namesWithin } from './packed-names.ts';

test('one name is one name, whatever signs it has', () => {
  for (const name of [
    'Anna Gruber',
    'GRUBER, Anna',
    'LOPEZ DIAZ, Juan Luis',
    'BEN MAHMOUD, Isa Ben Tarif',
    'Raju s/o Kumar',
    "Sean O'Brien",
    'Khalil, Khaleel, Halil',
  ])
    assert.deepEqual(namesWithin(name), [name]);
});

test('an alternative stands in the place of the word before it', () => {
  assert.deepEqual(namesWithin('Fahd (a.k.a. Fahid, Fahed) AL-KASSAR'), [
    'Fahd AL-KASSAR',
    'Fahid AL-KASSAR',
    'Fahed AL-KASSAR',
  ]);
  assert.deepEqual(namesWithin('Denis(Denys) MOROV(MORIV/MOROW)'), [
    'Denis MOROV',
    'Denis MORIV',
    'Denis MOROW',
    'Denys MOROV',
  ]);
  assert.deepEqual(namesWithin('Mikalai VARAB/VERAB'), ['Mikalai VARAB', 'Mikalai VERAB']);
  assert.deepEqual(namesWithin('（Sheikh） Salim Kassar'), ['Sheikh Salim Kassar']);
});

test('whole names beside each other are names', () => {
  assert.deepEqual(namesWithin('Julia MOROVA / Юлія МОРОВА'), ['Julia MOROVA', 'Юлія МОРОВА']);
  assert.deepEqual(namesWithin('KIM Yong-Sok, KIM Young-Suk'), ['KIM Yong-Sok', 'KIM Young-Suk']);
  assert.deepEqual(namesWithin('Salim Kassar; Saleem Qassar'), ['Salim Kassar', 'Saleem Qassar']);
  assert.deepEqual(namesWithin('Salim KASSAR (a.k.a. Saleem QASSAR or Selim KASSAR)'), [
    'Salim KASSAR',
    'Saleem QASSAR',
    'Selim KASSAR',
  ]);
  assert.deepEqual(namesWithin('Salim KASSAR a.k.a. Qassar'), ['Salim KASSAR', 'Salim Qassar']);
  assert.deepEqual(namesWithin('Kassar a.k.a. Qassar'), ['Kassar', 'Qassar']);
});

test('a maiden name replaces the family name', () => {
  assert.deepEqual(namesWithin('Anna GRUBER, née HUBER'), ['Anna GRUBER', 'Anna HUBER']);
  assert.deepEqual(namesWithin('Anna GRUBER (born HUBER)'), ['Anna GRUBER', 'Anna HUBER']);
});

test('what is told beside a name is no name', () => {
  for (const text of [
    'Salim Kassar (previously listed as)',
    'Salim Kassar, born 4 Mar. 1985 in Jakarta, Indonesia',
    'Salim Kassar (Passport number: B0515260; DOB: 1948; POB: Anefif (Kidal), Mali)',
    'Salim Kassar, DOB: 01 Jan.1969. POB: Badakhshan.',
    'Salim Kassar (nom de guerre)',
    'Salim Kassar (',
  ])
    assert.deepEqual(namesWithin(text), ['Salim Kassar'], text);
});

test('any text gives at least one name, and at most a dozen', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('(', ')', '/', ';', ',', ' ', 'a', 'née', 'a.k.a.', 'ب') }),
      (text) => {
        const names = namesWithin(text);
        assert.ok(names.length >= 1 && names.length <= 12);
      },
    ),
  );
});
