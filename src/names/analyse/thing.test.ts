import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Aligner } from '../compare/align.ts';
import { comparePair } from '../compare/compare-names.ts';
import { settingsOf } from '../compare/settings.ts';
import { analyseName } from './analyse.ts';
import { flatten } from './flat-name.ts';
import type { NameKind } from './part.ts';

const aligner = new Aligner();
const ALERT = 0.7;

function score(subject: string, listed: string, kind: NameKind = 'organisation'): number {
  const flat = (name: string) => flatten(analyseName(name, kind));
  return comparePair(flat(subject), flat(listed), aligner, settingsOf(kind));
}

const words = (name: string) => analyseName(name, 'organisation').parts.map((part) => part.term.latin);
const forms = (name: string) => analyseName(name, 'organisation').legalForms;

test('a legal form with a slip, without its blank or with one too many is a legal form', () => {
  for (const name of [
    'Tarimex Limted',
    'Tarimex L1mited',
    'Tarimex Liimted',
    'Tarimexlimited',
    'LLCTarimex',
    'Limited Liabilty Company Tarimex',
    'Limited Liability Compay Tarimex',
    'Limited Liability Campony Tarimex',
    'LIMI TED Tarimex',
    'Tarimex 0OD',
  ]) {
    assert.deepEqual(words(name), ['tarimex'], name);
    assert.deepEqual(forms(name), ['limited'], name);
  }
});

test('a word of a trade with a slip is that word', () => {
  const weights = (name: string) => analyseName(name, 'organisation').parts.map((part) => part.weight);
  assert.deepEqual(weights('Tarimex Shiping Company Limited'), weights('Tarimex Shipping Company Limited'));
  // A letter put before it makes a name of a word, another vowel another word of Chinese.
  for (const name of ['Aservice', 'Hongkong']) assert.equal(weights(`Tarimex ${name}`)[1]! > 0.5, true, name);
});

test('two typing errors in all leave the name of a thing the same, unless in a short word', () => {
  assert.ok(score('Fjord Motor Company', 'Ford Motor Company') >= ALERT);
  assert.ok(score('Laure Maria', 'Lauren Maria', 'vessel') >= ALERT);
  assert.ok(score('Rian Drop', 'Rain Drop', 'vessel') >= ALERT);
  assert.ok(score('KSK Group', 'KTK Group') < ALERT);
});

test('what only resembles a legal form is a name', () => {
  for (const name of ['Woodhood', 'Lamited', 'Compass', 'Sarlat', 'Spartak'])
    assert.deepEqual(words(name), [name.toLowerCase()], name);
  // South African, Israeli and Bulgarian forms that nobody writes before the name.
  for (const name of ['NPC International', 'BM Holding', 'KB Investments'])
    assert.equal(words(name).length, 2, name);
  // Forms that stand there by custom.
  for (const name of ['AS Tarimex', 'PT Tarimex', 'UAB Tarimex', 'ООО Таримекс'])
    assert.deepEqual(
      words(name),
      ['tarimex'].map((word) => (name.startsWith('О') ? 'tarimeks' : word)),
      name,
    );
});

test('dotted letters are one word, those of a legal form are not', () => {
  assert.deepEqual(words('D.C.B. Tarimex S.A.'), ['dcb', 'tarimex']);
  assert.deepEqual(forms('D.C.B. Tarimex S.A.'), ['stock']);
  assert.equal(score('I.R.G.C. Navy', 'IRGC Navy'), 1);
});

test('an acronym beside the words that it stands for weighs little', () => {
  const [first, , , acronym] = analyseName('Karrazi Metal Works (KMW)', 'organisation').parts;
  assert.ok(acronym!.weight < first!.weight / 3);
  assert.ok(score('Karrazi Metal Works', 'Karrazi Metal Works (KMW)') > 0.9);
});

test('a number word inside a name is a number', () => {
  assert.ok(score('Cacique One S.A.', 'Cacique 1 S.A.') > 0.95);
});

test('organisations in scripts without blanks are compared by what their words mean', () => {
  assert.deepEqual(words('朝鮮貿易銀行'), ['chaoxian', 'maoyi', 'yinxing']);
  assert.ok(score('朝鮮貿易銀行', 'Korea Trade Bank') > 0.9);
  assert.ok(score('조선무역은행', 'Korea Trade Bank') > 0.9);
  assert.deepEqual(forms('沈忠國際海運有限公司'), ['limited']);
});

test('a shared trade or an ordinary word is no alert, a shared name is', () => {
  for (const [subject, listed] of [
    ['Petroleum Services Ltd', 'Tarimex Petroleum Services'],
    ['Eagle Bakery', 'Eagle Construction Industries'],
    ['Elite Bil AS', 'Sistemas Elite de Seguridad Privada'],
    ['Service AS', 'Limited Liability Company Aservice'],
    ['Tanker Brokers', 'Mehdi Brothers Ship Services'],
  ] as const)
    assert.ok(score(subject, listed) < ALERT, `${subject} | ${listed}`);
  for (const [subject, listed] of [
    ['Tarimex', 'Tarimex Petroleum Services'],
    ['Tarimex Trdg', 'Tarimex Trading'],
    ['CK International', 'CK INTERNATIONAL LTD'],
  ] as const)
    assert.ok(score(subject, listed) >= ALERT, `${subject} | ${listed}`);
});

test('a vessel forgives a slip in a short rare name, not another known name or another word', () => {
  for (const [subject, listed] of [
    ['Harand', 'Parand'],
    ['Sakiz', 'Saviz'],
    ['Sprign', 'Spring'],
    ['MV Tarmex 3', 'TARIMEX 3'],
  ] as const)
    assert.ok(score(subject, listed, 'vessel') >= ALERT, `${subject} | ${listed}`);
  for (const [subject, listed] of [
    ['Hermes', 'Hormoz'],
    ['Orion', 'Orion Star'],
    ['Titan', 'Aqua Titan'],
    ['Sarah', 'Sally'],
  ] as const)
    assert.ok(score(subject, listed, 'vessel') < ALERT, `${subject} | ${listed}`);
});
