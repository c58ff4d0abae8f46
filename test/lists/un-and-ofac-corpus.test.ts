import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { inflateRawSync } from 'node:zlib';
import { ofacCounters } from '../../scripts/counts/ofac.ts';
import { unCounters } from '../../scripts/counts/un.ts';
import { type Entity, RiegelError, schemaOf } from '../../src/entity/index.ts';
import { type ParsedList, type SourceFile, sourceById } from '../../src/lists/index.ts';

const corpus = join(process.env.RIEGEL_CORPUS ?? join(import.meta.dirname, '../../../shared'), 'lists');
const skip = existsSync(corpus) ? false : `no corpus at ${corpus}; set RIEGEL_CORPUS`;

const load = (paths: readonly string[], names?: readonly string[]): readonly SourceFile[] =>
  paths.map((path, at) => ({ name: names?.[at] ?? basename(path), bytes: readFileSync(join(corpus, path)) }));

/** Reads files by the one format that knows them. */
function parse(sourceId: string, files: readonly SourceFile[]): ParsedList {
  const source = sourceById(sourceId);
  assert.ok(source);
  const formats = source.formats.filter((format) => format.detects(files));
  assert.equal(
    formats.length,
    1,
    `${files[0]?.name} is read by ${formats.map(({ id }) => id).join(', ') || 'none'}`,
  );
  return formats[0]!.parse(files, source);
}

const codes = (list: ParsedList) => {
  const counts: Record<string, number> = {};
  for (const { code } of list.issues) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
};

for (const counter of [...unCounters, ...ofacCounters]) {
  test(`${counter.files.join(' + ')}: the parser finds what the raw text holds`, { skip }, () => {
    const files = load(counter.files, counter.names);
    const list = parse(counter.source, files);
    const raw = counter.count(files.map(({ bytes }) => bytes));
    assert.ok(raw.entities > 0 && raw.names >= raw.entities);
    assert.deepEqual(counter.parsed(list), raw);
    assertSound(list);
  });
}

/** Every property exists in the model, ids are unique, and no link points nowhere. */
function assertSound({ entities }: ParsedList): void {
  const ids = new Set(entities.map(({ id }) => id));
  assert.equal(ids.size, entities.length);
  for (const { id, schema, properties, notes } of entities) {
    for (const [property, values] of Object.entries(properties)) {
      const known = schemaOf(schema)?.properties.get(property);
      assert.ok(known, `${id}: ${schema} has no property ${property}`);
      assert.ok((notes?.[property]?.length ?? 0) <= values.length);
      if (known.type === 'entity')
        for (const value of values) assert.ok(ids.has(value), `${id}: ${property} ${value}`);
      if (known.type === 'date') for (const value of values) assert.match(value, /^\d{4}(-\d{2}(-\d{2})?)?$/);
    }
  }
}

test('UN file of 2024-10-16: each bare ampersand is mended and reported', { skip }, () => {
  const list = parse(
    'un_sc_sanctions',
    load(['un/UN_consolidated_2024-10-16_NOT_WELLFORMED_bare_ampersands.xml']),
  );
  const mended = list.issues.filter(({ code }) => code === 'bare-ampersand');
  assert.equal(mended.length, 6);
  assert.ok(mended.every(({ severity, line }) => severity === 'mended' && line !== undefined));
  assert.equal(list.entities.filter(({ schema, target }) => target && schema === 'Person').length, 684);
  assert.equal(list.entities.filter(({ schema, target }) => target && schema === 'Organization').length, 193);
});

test('UN: each designation has its reference number, programme and regime', { skip }, () => {
  const { entities, publishedAt } = parse('un_sc_sanctions', load(['un/UN_consolidated_2026-02-27.xml']));
  assert.equal(publishedAt, '2026-02-27T00:00:09.554Z');
  for (const { id, target, referents, properties } of entities) {
    if (!target) continue;
    assert.match(referents?.[0] ?? '', /^[A-Z]{2}[ie]\.\d{3}$/, id);
    assert.ok(properties.programId && properties.keywords && properties.topics?.includes('sanction'), id);
  }
  const sanctions = entities.filter(({ schema }) => schema === 'Sanction');
  assert.ok(sanctions.every(({ properties }) => properties.listingDate && properties.unscId));
});

test('OFAC SDN of two days: parts without their party are reported, one by one', { skip }, () => {
  const files = ['ofac_sdn_2024-05-03/sdn.csv', ...['add', 'alt', 'sdn_comments'].map(partOf2025)];
  const counts = codes(parse('us_ofac_sdn', load(files)));
  const known = new Set(readFileSync(join(corpus, files[0]!), 'latin1').match(/^\d+(?=,)/gm));
  const orphans = (path: string) =>
    (readFileSync(join(corpus, path), 'latin1').match(/^\d+(?=,)/gm) ?? []).filter((id) => !known.has(id))
      .length;
  assert.equal(counts['orphan-address'], orphans(files[1]!));
  assert.equal(counts['orphan-alias'], orphans(files[2]!));
  assert.equal(counts['orphan-comment'], orphans(files[3]!));
});

const partOf2025 = (name: string) => `ofac_sdn_2025-12_partial/${name}.csv`;

test('OFAC consolidated of 2018: five formats give the same entities', { skip }, () => {
  const folder = 'ofac_cons_allformats_2018-04';
  const set = (ending: string) =>
    load(['prim', 'add', 'alt'].map((name) => `${folder}/cons_${name}.${ending}`));
  const lists = ['csv', 'del', 'pip', 'ff'].map((ending) => parse('us_ofac_cons', set(ending)));
  const xml = parse('us_ofac_cons', load([`${folder}/consolidated.xml`]));
  assert.equal(xml.claimedRecords, 639);
  const [csv, ...others] = [...lists, xml].map(comparable);
  for (const other of others) {
    assert.deepEqual([...other.keys()].sort(), [...csv!.keys()].sort());
    for (const [id, properties] of csv!) assert.deepEqual(other.get(id), properties, id);
  }
});

/**
 * Properties by id. The delimited files write `'` for `"` inside a name, leave an address in one piece, and repeat
 * titles among the remarks; those are no differences of the list.
 */
function comparable({ entities }: ParsedList): Map<string, object> {
  const linked = entities.filter(({ schema }) => schema !== 'Address');
  return new Map(linked.map((entity) => [entity.id, { schema: entity.schema, ...plain(entity) }]));
}

function plain({ properties }: Entity): Record<string, readonly string[]> {
  const entries = Object.entries(properties).filter(([name]) => name !== 'addressEntity' && name !== 'notes');
  return Object.fromEntries(
    entries.map(([name, values]) => [name, values.map((value) => value.replaceAll('"', "'")).sort()]).sort(),
  );
}

test('OFAC advanced sample of 2026: person with Arabic name, vessel, aircraft, entity', { skip }, () => {
  const list = parse('us_ofac_sdn', load(['ofac_sdn_advanced/sdn_advanced_2026-09-09_4parties_sample.xml']));
  assertSound(list);
  const by = new Map(list.entities.map((entity) => [entity.id, entity]));
  const person = by.get('ofac-2677');
  assert.deepEqual(person?.properties.name, [
    'Abboud Abdul Latif Hassan Al-Zomor',
    'عبود عبداللطيف حسن الزمر',
  ]);
  assert.equal(person?.notes?.name?.[1]?.kind, 'original script');
  assert.deepEqual(person?.properties.birthDate, ['1947-04-19']);
  assert.deepEqual(person?.properties.nationality, ['eg']);
  assert.equal(person?.properties.alias?.length, 5);
  const vessel = by.get('ofac-4238');
  assert.deepEqual(
    [vessel?.schema, vessel?.properties.callSign, vessel?.properties.flag],
    ['Vessel', ['CL2192'], ['cu']],
  );
  const aircraft = by.get('ofac-15432');
  assert.deepEqual([aircraft?.schema, aircraft?.properties.model], ['Airplane', ['IL-76TD']]);
  assert.deepEqual(aircraft?.properties.buildDate, ['1991']);
  assert.deepEqual(by.get('ofac-36')?.properties.address, ['Havana, Cuba']);
  const sanctions = list.entities
    .filter(({ schema }) => schema === 'Sanction')
    .map(({ properties }) => properties);
  assert.deepEqual(
    sanctions.map(({ listingDate, program }) => [listingDate?.[0], program?.[0]]),
    [
      ['1986-12-10', 'CUBA'],
      ['1995-01-23', 'SDGT'],
      ['1989-01-05', 'CUBA'],
      ['2012-09-19', 'SDGT'],
    ],
  );
});

test('OFAC: every wallet address known from elsewhere that stands in the file is a wallet', { skip }, () => {
  const files = load(['ofac_sdn_2024-05-03/sdn.csv']);
  const { entities } = parse('us_ofac_sdn', files);
  const text = files.map(({ bytes }) => Buffer.from(bytes).toString('latin1')).join('\n');
  const ours = new Set(
    entities.filter(({ schema }) => schema === 'CryptoWallet').map((each) => each.properties.publicKey?.[0]),
  );
  let found = 0;
  for (const currency of ['XBT', 'ETH', 'USDT', 'XMR', 'ZEC', 'LTC', 'TRX']) {
    const path = join(corpus, `ofac_crypto_addresses/sanctioned_addresses_${currency}.txt`);
    for (const address of readFileSync(path, 'utf8').trim().split('\n')) {
      if (!text.includes(` ${address};`) && !text.includes(` ${address}.`)) continue;
      found++;
      assert.ok(ours.has(address), `${currency} ${address}`);
    }
  }
  assert.ok(found > 200, `${found} addresses compared`);
});

test('damaged OFAC files are refused', { skip }, () => {
  const damaged: readonly (readonly [paths: readonly string[], code: string])[] = [
    [['ofac_sdn_history/sdn_2024-05-04_013619_EMPTY_as_published.csv'], 'lists/empty'],
    [['malformed_watchman/sdn.csv'], 'lists/truncated'],
    [['ofac_sdn_2021-07/sdn.csv', 'malformed_watchman/add.csv'], 'lists/truncated'],
    [['ofac_sdn_2021-07/sdn.csv', 'malformed_watchman/alt.csv'], 'lists/truncated'],
    [['ofac_sdn_2021-07/sdn.csv', 'malformed_watchman/sdn_comments.csv'], 'lists/truncated'],
  ];
  const source = sourceById('us_ofac_sdn')!;
  const csv = source.formats.find(({ id }) => id === 'csv')!;
  for (const [paths, code] of damaged) {
    const files = load(paths, paths.length === 1 ? ['sdn.csv'] : undefined);
    assert.throws(
      () => csv.parse(files, source),
      (error) => error instanceof RiegelError && error.code === code,
    );
  }
});

test('OFAC sample archive: sdn.xml of 2020', { skip }, () => {
  const archive = readFileSync(join(corpus, 'small_samples_deriv/sample_ofac_sdn.zip'));
  const header = archive.indexOf('PK\u0001\u0002', 'latin1');
  const packed = archive.readUInt32LE(header + 20);
  const start = 30 + archive.readUInt16LE(26) + archive.readUInt16LE(28);
  const bytes = inflateRawSync(archive.subarray(start, start + packed));
  const list = parse('us_ofac_sdn', [{ name: 'sdn.xml', bytes }]);
  assertSound(list);
  assert.equal(
    list.entities.filter(({ target }) => target).length,
    bytes.toString().split('<sdnEntry>').length - 1,
  );
  assert.deepEqual([list.claimedRecords, codes(list)['record-count']], [8197, 1]);
  const saeed = list.entities.find(({ id }) => id === 'ofac-10689');
  assert.deepEqual(
    [saeed?.caption, saeed?.notes?.name?.[0]?.original],
    ['Muhammad SAEED', 'SAEED, Muhammad'],
  );
  assert.ok(saeed?.properties.passportNumber?.includes('BE5978421'));
});
