import assert from 'node:assert/strict';
import { test } from 'node:test';
import { valuesOf } from '../../entity/index.ts';
import type { ParsedList } from '../source.ts';
import { splitAliases } from './ca/aliases.ts';
import { caSema } from './ca-sema.ts';

function parse(records: string): ParsedList {
  const text = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<data-set>${records}</data-set>`;
  const files = [{ name: 'sema-lmes.xml', bytes: new TextEncoder().encode(text) }];
  const [format] = caSema.formats;
  assert.ok(format!.detects(files));
  return format!.parse(files, caSema);
}

test('a person, an organisation and a ship', () => {
  const list = parse(`
    <record><Country>Russia / Russie</Country><LastName>IVANOV</LastName><GivenName>Ivan </GivenName><Title>Major General/major-général</Title>
      <DateOfBirth>1972-08-10 or 1972-08-11</DateOfBirth><Schedule>1, Part 2</Schedule><Item>7</Item><Aliases>Иван ИВАНОВ; Ivan Ivanoff, Andrei</Aliases></record>
    <record><Country>Iran</Country><Entity>Example &amp; Co.</Entity><Schedule>1</Schedule><Item>3</Item></record>
    <record><Country>Russia / Russie</Country><EntityOrShip>Sea Star</EntityOrShip><ShipIMONumber>9562233</ShipIMONumber><DateOfBirthOrShipBuildDate>2001</DateOfBirthOrShipBuildDate><Schedule>3</Schedule><Item>1</Item><DateOfListing>2025-06-01</DateOfListing></record>
    <record><Country>Iran</Country><Colour>red</Colour></record><footer/>`);
  const [person, company, ship] = list.entities.filter(({ target }) => target);
  assert.deepEqual([person?.schema, company?.schema, ship?.schema], ['Person', 'Organization', 'Vessel']);
  assert.deepEqual(valuesOf(person!, 'name'), ['Ivan IVANOV']);
  assert.deepEqual(valuesOf(person!, 'alias'), ['Иван ИВАНОВ', 'Ivan Ivanoff']);
  assert.deepEqual(valuesOf(person!, 'weakAlias'), ['Andrei'], 'one word would meet everybody of that name');
  assert.deepEqual(valuesOf(person!, 'birthDate'), ['1972-08-10', '1972-08-11']);
  assert.deepEqual(valuesOf(person!, 'title'), ['Major General', 'major-général']);
  assert.deepEqual(valuesOf(company!, 'name'), ['Example & Co.']);
  assert.deepEqual(valuesOf(company!, 'keywords'), ['country']);
  assert.deepEqual(valuesOf(ship!, 'imoNumber'), ['9562233']);
  assert.deepEqual(valuesOf(ship!, 'buildDate'), ['2001']);
  const sanctions = list.entities.filter(({ schema }) => schema === 'Sanction');
  assert.deepEqual(
    sanctions.map((one) => valuesOf(one, 'authorityId')[0]),
    ['schedule 1, Part 2, item 7', 'schedule 1, item 3', 'schedule 3, item 1'],
  );
  assert.deepEqual(valuesOf(sanctions[2]!, 'listingDate'), ['2025-06-01']);
  assert.deepEqual(
    list.issues.map(({ severity, code }) => [severity, code]),
    [
      ['drift', 'unknown-element'],
      ['rejected', 'empty-name'],
      ['drift', 'unknown-element'],
    ],
  );
});

test('an id does not depend on the place in the file, nor on what an amendment changes', () => {
  const record = (name: string, born: string) =>
    `<record><Country>Iran</Country><LastName>${name}</LastName><GivenName>A</GivenName><DateOfBirth>${born}</DateOfBirth><Schedule>1</Schedule><Item>1</Item></record>`;
  const ids = (list: ParsedList) => list.entities.filter(({ target }) => target).map(({ id }) => id);
  const [first, second] = ids(parse(record('X', '1960') + record('Y', '1960')));
  assert.deepEqual(ids(parse(record('Y', '1961') + record('X', '1962'))), [second, first]);
});

test('aliases are taken apart where the list separates them, and nowhere else', () => {
  assert.deepEqual(splitAliases('Иван Головатый; Ivan Golovatyi'), ['Иван Головатый', 'Ivan Golovatyi']);
  assert.deepEqual(splitAliases('Владимир ПАВЛЕНКО / Володимир ПАВЛЕНКО'), [
    'Владимир ПАВЛЕНКО',
    'Володимир ПАВЛЕНКО',
  ]);
  assert.deepEqual(splitAliases('MinFin or МинФин'), ['MinFin', 'МинФин']);
  assert.deepEqual(splitAliases('ООО Машприборинторг-Волна and МПИ-Волна'), [
    'ООО Машприборинторг-Волна',
    'МПИ-Волна',
  ]);
  assert.deepEqual(splitAliases('Tree and Leaf Trading'), ['Tree and Leaf Trading']);
  assert.deepEqual(splitAliases('Bank (Trade, Credit) JSC'), ['Bank (Trade, Credit) JSC']);
  assert.deepEqual(splitAliases('Holding, Ltd., Other Co'), ['Holding, Ltd.', 'Other Co']);
  assert.deepEqual(splitAliases('Danske A/S'), ['Danske A/S']);
  assert.deepEqual(splitAliases(' '), []);
});
