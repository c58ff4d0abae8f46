import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { caCounters } from '../../scripts/counts/ca.ts';
import { chCounters } from '../../scripts/counts/ch.ts';
import { type Counts, countParsed } from '../../scripts/counts/counter.ts';
import { euCounters } from '../../scripts/counts/eu.ts';
import { ukCounters } from '../../scripts/counts/uk.ts';
import {
  type Entity,
  isIsoDate,
  isTopic,
  type PropertyType,
  RiegelError,
  schemaOf,
} from '../../src/entity/index.ts';
import { type ParsedList, sourceById } from '../../src/lists/index.ts';

const corpus = path.resolve(process.env.RIEGEL_CORPUS ?? path.join(import.meta.dirname, '../../../shared'));
const skip = existsSync(path.join(corpus, 'lists')) ? false : `no corpus at ${corpus} (RIEGEL_CORPUS)`;

function read(file: string, sourceId: string): { bytes: Uint8Array; list: ParsedList } {
  const bytes = readFileSync(path.join(corpus, 'lists', file));
  const source = sourceById(sourceId);
  assert.ok(source, `no source ${sourceId}`);
  const files = [{ name: path.basename(file), bytes }];
  const [format, ...others] = source.formats.filter((one) => one.detects(files));
  assert.ok(format, `no format of ${sourceId} takes ${file}`);
  assert.deepEqual(others, []);
  return { bytes, list: format.parse(files, source) };
}

for (const { file, source, count } of [...euCounters, ...ukCounters, ...chCounters, ...caCounters]) {
  test(`${file}: as many entities, designations, names and numbers as the raw text`, { skip }, () => {
    const { bytes, list } = read(file, source);
    const expected = count(bytes);
    assert.ok(expected.entities > 0 && expected.names >= expected.entities);
    const parsed = countParsed(list);
    const counted = Object.keys(expected) as (keyof Counts)[];
    assert.deepEqual(Object.fromEntries(counted.map((name) => [name, parsed[name]])), expected);
    for (const entity of list.entities) assertIsFtm(entity);
    for (const entity of list.entities.filter(({ target }) => target)) {
      assert.ok(entity.properties.topics?.includes('sanction'), entity.id);
      assert.notEqual(entity.caption, entity.id, `${entity.id} has no name`);
      for (const regime of entity.properties.keywords ?? []) {
        assert.ok(sourceById(source)?.regimes.includes(regime), `${source} does not declare ${regime}`);
      }
    }
  });
}

/** Properties that the schema has, in the form that their type asks for. */
function assertIsFtm({ id, schema, properties, notes }: Entity): void {
  const known = schemaOf(schema)?.properties;
  assert.ok(known, `${id}: schema ${schema}`);
  for (const [property, values] of Object.entries(properties)) {
    const type: PropertyType | undefined = known.get(property)?.type;
    assert.ok(type, `${id}: ${schema} has no property ${property}`);
    assert.equal(new Set(values).size, values.length, `${id}: ${property} repeats a value`);
    assert.ok((notes?.[property]?.length ?? 0) <= values.length);
    for (const value of values) {
      assert.equal(value, value.replace(/\s+/g, ' ').trim(), `${id}: ${property} has stray spaces`);
      if (type === 'date') assert.ok(isIsoDate(value), `${id}: ${property} ${value}`);
      if (type === 'topic') assert.ok(isTopic(value), `${id}: ${property} ${value}`);
    }
  }
}

test('the real download that was cut is refused, with the place where it ends', { skip }, () => {
  assert.throws(
    () => read('eu/eu_fsf_1_1_2022-03-18_TRUNCATED_download.xml', 'eu_fsf'),
    (error: unknown) =>
      error instanceof RiegelError &&
      error.code === 'lists/truncated' &&
      error.place.line === 28198 &&
      error.place.path === 'export/sanctionEntity/birthdate',
  );
});

test('the EU file has no drift, and its one Islamic date is the one the EU reckoned', { skip }, () => {
  const { list } = read('eu/eu_fsf_1_1_2022-03-18_first_part_wellformed.xml', 'eu_fsf');
  assert.deepEqual(list.issues, []);
  const islamic = list.entities.flatMap(({ properties, notes }) =>
    (notes?.birthDate ?? []).flatMap((note, index) =>
      note?.original?.includes('islamic') ? [properties.birthDate?.[index]] : [],
    ),
  );
  assert.deepEqual(islamic, ['1982-04-19']);
});

test('the OFSI lists: what cannot be read is little, and named by its line', { skip }, () => {
  const { list } = read('uk/ofsi_ConList_2022-05-04.xlsx', 'gb_hmt_sanctions');
  const rejected = list.issues.filter(({ severity }) => severity === 'rejected');
  assert.deepEqual(
    rejected.map(({ code, line }) => [code, line]),
    [
      ['bad-date', 5250],
      ['bad-date', 5251],
      ['bad-date', 7680],
    ],
  );
  assert.ok(list.issues.length - rejected.length <= 12, 'texts that name no country we know');
});
