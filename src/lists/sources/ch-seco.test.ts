import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Entity, RiegelError, valuesOf } from '../../entity/index.ts';
import type { ParsedList } from '../source.ts';
import { chSeco } from './ch-seco.ts';

function parse(text: string): ParsedList {
  const files = [{ name: 'list', bytes: new TextEncoder().encode(text) }];
  const [format] = chSeco.formats;
  assert.ok(format!.detects(files));
  return format!.parse(files, chSeco);
}

function entity(list: ParsedList, id: string): Entity {
  const found = list.entities.find((one) => one.id === id);
  assert.ok(found, `no entity ${id}`);
  return found;
}

const programme = `<sanctions-program ssid="20"><program-key lang="ger">Taliban-D</program-key><program-key lang="eng">Taliban</program-key>
  <program-name lang="eng">Ordinance against the Taliban</program-name>
  <sanctions-set ssid="7" lang="eng">annex 1</sanctions-set><sanctions-set ssid="7" lang="ger">Anhang 1</sanctions-set><origin>UN</origin></sanctions-program>`;
const listed =
  '<modification modification-type="listed" publication-date="2001-04-02" effective-date="2001-04-03"/>';
const part = (order: number, type: string, value: string, variants = '') =>
  `<name-part order="${order}" name-part-type="${type}"><value>${value}</value>${variants}</name-part>`;
const variant = (text: string, script = 'LATN', lang = 'RUS') =>
  `<spelling-variant lang="${lang}" script="${script}" spelling-variant-type="other">${text}</spelling-variant>`;

function list(targets: string, rest = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?><swiss-sanctions-list list-type="whole-list" date="2026-08-27">${programme}${targets}${rest}</swiss-sanctions-list>`;
}

function person(identity: string, more = '', modifications = listed): string {
  return `<target ssid="1"><sanctions-set-id>7</sanctions-set-id><foreign-identifier>TAi.099</foreign-identifier>
    <individual sex="male">${identity}${more}</individual>${modifications}</target>`;
}

test('names: parts in their order, variants language by language, several scripts', () => {
  const name = `<identity ssid="2" main="true"><name name-type="primary-name" quality="good" lang="eng">
    ${part(2, 'given-name', 'Dzmitry', variant('Dmitry') + variant('Dimitri') + variant('Дмитрий', 'CYRL'))}
    ${part(1, 'family-name', 'Lukashenka', variant('Lukashenko') + variant('Лукашенко', 'CYRL'))}
    ${part(3, 'title', 'General')}</name>
    <name name-type="alias" quality="low">${part(1, 'whole-name', 'Dima')}</name>
    <name name-type="formerly-known-as" quality="good">${part(1, 'whole-name', 'Old Name')}</name></identity>
    <identity ssid="3" main="false"><name name-type="primary-name" quality="good">${part(1, 'whole-name', 'Ali Zafir')}</name></identity>`;
  const found = entity(parse(list(person(name))), 'ch-seco-1');
  assert.deepEqual(valuesOf(found, 'name'), ['Lukashenka Dzmitry']);
  assert.deepEqual(valuesOf(found, 'alias'), [
    'Lukashenko Dmitry',
    'Lukashenko Dimitri',
    'Лукашенко Дмитрий',
    'Ali Zafir',
  ]);
  assert.deepEqual(
    found.notes?.alias?.map((note) => note?.kind),
    ['spelling variant', 'spelling variant', 'original script', 'name of another identity'],
  );
  assert.equal(found.notes?.alias?.[2]?.lang, 'ru');
  assert.deepEqual(valuesOf(found, 'weakAlias'), ['Dima']);
  assert.deepEqual(valuesOf(found, 'previousName'), ['Old Name']);
  assert.deepEqual(valuesOf(found, 'lastName'), ['Lukashenka', 'Lukashenko', 'Лукашенко']);
  assert.deepEqual(valuesOf(found, 'title'), ['General']);
});

test('names: variants that would make too many names are each kept once, and reported', () => {
  const many = (letter: string) =>
    Array.from({ length: 9 }, (_, index) => variant(`${letter}${index}`)).join('');
  const name = `<identity main="true"><name name-type="primary-name" quality="good">
    ${part(1, 'family-name', 'F', many('f'))}${part(2, 'given-name', 'G', many('g'))}</name></identity>`;
  const { entities, issues } = parse(list(person(name)));
  const aliases = valuesOf(entities.find(({ target }) => target)!, 'alias');
  assert.equal(aliases.length, 9);
  for (const letter of ['f8', 'g8']) assert.ok(aliases.some((alias) => alias.includes(letter)));
  assert.deepEqual(
    issues.map(({ code }) => code),
    ['too-many-variants'],
  );
});

test('dates, places by their table, documents, remarks and the designation', () => {
  const identity = `<identity main="true"><name name-type="primary-name" quality="good">${part(1, 'whole-name', 'A B')}</name>
    <nationality><country iso-code="AF">Afghanistan</country></nationality>
    <day-month-year day="23" month="3" year="1980" calendar="Gregorian" quality="good"/>
    <day-month-year year="1979" calendar="Gregorian" quality="low"/>
    <day-month-year day="31" month="2" year="1978" calendar="Gregorian"/>
    <place-of-birth place-id="50"/><address place-id="51"><c-o>Club</c-o><address-details>ul. 4</address-details><zip-code>220029</zip-code></address>
    <identification-document document-type="passport"><number>D 1</number><issuer code="AFG">Afghanistan</issuer><date-of-issue>2000-07-17</date-of-issue><expiry-date>2010-07-17</expiry-date><remark>lost</remark></identification-document></identity>`;
  const more = `<justification>Reason text.</justification><other-information>Website: https://example.org</other-information>
    <other-information>Travel ban from 2016.</other-information><relation ssid="9" target-id="77" relation-type="related-to"/>`;
  const places = `<place ssid="50"><location>Kandahar</location><area>Kandahar Province</area><country iso-code="AF">Afghanistan</country></place>`;
  const parsed = parse(list(person(identity, more), places));
  const found = entity(parsed, 'ch-seco-1');
  assert.equal(parsed.publishedAt, '2026-08-27');
  assert.deepEqual(valuesOf(found, 'birthDate'), ['1980-03-23', '1979']);
  assert.equal(found.notes?.birthDate?.[1]?.quality, 'weak');
  assert.deepEqual(valuesOf(found, 'birthPlace'), ['Kandahar, Kandahar Province']);
  assert.deepEqual(valuesOf(found, 'birthCountry'), ['af']);
  assert.deepEqual(valuesOf(found, 'gender'), ['male']);
  assert.deepEqual(valuesOf(found, 'address'), ['c/o Club, ul. 4, 220029']);
  assert.deepEqual(valuesOf(found, 'website'), ['https://example.org']);
  assert.ok(valuesOf(found, 'notes').includes('Travel ban from 2016.'));
  const passport = parsed.entities.find(({ schema }) => schema === 'Passport')!;
  assert.deepEqual(
    ['number', 'country', 'startDate', 'endDate', 'summary'].map((name) => valuesOf(passport, name)[0]),
    ['D 1', 'af', '2000-07-17', '2010-07-17', 'lost'],
  );
  const link = parsed.entities.find(({ schema }) => schema === 'UnknownLink')!;
  assert.deepEqual([valuesOf(link, 'object')[0], valuesOf(link, 'role')[0]], ['ch-seco-77', 'related-to']);
  const sanction = parsed.entities.find(({ schema }) => schema === 'Sanction')!;
  assert.deepEqual(
    ['programId', 'program', 'provisions', 'unscId', 'listingDate', 'startDate', 'reason', 'summary'].map(
      (name) => valuesOf(sanction, name)[0],
    ),
    [
      'Taliban',
      'Ordinance against the Taliban',
      'annex 1',
      'TAi.099',
      '2001-04-02',
      '2001-04-03',
      'Reason text.',
      'Origin: UN',
    ],
  );
  assert.deepEqual(
    parsed.issues.map(({ code }) => code),
    ['bad-date', 'unknown-place'],
  );
});

test('the newest modification decides whether a target is listed, whatever its place in the file', () => {
  const named = `<identity main="true"><name name-type="primary-name" quality="good">${part(1, 'whole-name', 'A B')}</name></identity>`;
  const modification = (type: string, date: string, inside = '') =>
    `<modification modification-type="${type}" effective-date="${date}">${inside}</modification>`;
  const other = person(named).replace('ssid="1"', 'ssid="2"');
  const isListed = (modifications: string) =>
    parse(list(person(named, '', modifications) + other)).entities.some(({ id }) => id === 'ch-seco-1');
  const delisted = modification('de-listed', '2016-03-01');
  assert.equal(isListed(delisted + modification('amended', '2015-11-17')), false);
  assert.equal(isListed(modification('amended', '2016-02-01') + delisted), false);
  assert.equal(isListed(modification('listed', '2020-01-01') + delisted), true);
  assert.equal(isListed(modification('listed', '2016-03-01') + delisted), true, 'the first of one day');
  assert.equal(isListed(''), true);

  const history = `<removed><identity main="true"><name name-type="primary-name">${part(1, 'whole-name', 'Removed')}</name></identity></removed>`;
  const parsed = parse(list(person(named, '', modification('amended', '2017-01-01', history))));
  assert.ok(!JSON.stringify(parsed.entities).includes('Removed'), 'a former state is no name');
});

test('a list of changes is refused', () => {
  const changes = list(person('')).replace('whole-list', 'delta-list');
  assert.throws(
    () => parse(changes),
    (error: unknown) => error instanceof RiegelError && error.code === 'lists/partial',
  );
});
