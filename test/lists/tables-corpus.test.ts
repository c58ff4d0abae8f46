import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { countParsed } from '../../scripts/counts/counter.ts';
import { journalCounter, type TableCounter, tableCounters } from '../../scripts/counts/tables.ts';
import { isIsoDate, isTopic, propertyType, schemaOf } from '../../src/entity/index.ts';
import {
  applyDelta,
  openSanctionsSource,
  type ParsedList,
  readDelta,
  readOpenSanctionsIndex,
  type SourceFile,
  sourceById,
} from '../../src/lists/index.ts';

const corpus = path.resolve(process.env.RIEGEL_CORPUS ?? path.join(import.meta.dirname, '../../../shared'));
const lists = path.join(corpus, 'lists');
const skip = existsSync(lists) ? false : `no corpus at ${corpus} (RIEGEL_CORPUS)`;

function fileOf(file: string): SourceFile {
  return { name: path.basename(file), bytes: readFileSync(path.join(lists, file)) };
}

function parse(sourceId: string, paths: readonly string[]): { files: SourceFile[]; list: ParsedList } {
  const source = sourceById(sourceId);
  assert.ok(source, `no source ${sourceId}`);
  const files = paths.map(fileOf);
  const format = source.formats.find((one) => one.detects(files));
  assert.ok(format, `no format of ${sourceId} takes ${paths[0]}`);
  return { files, list: format.parse(files, source) };
}

/** Every value stands in a property of its schema, in the form of the property's type; every link has an end. */
function assertIsFtm({ entities }: ParsedList): void {
  const ids = new Set(entities.map(({ id }) => id));
  assert.equal(ids.size, entities.length);
  for (const { id, schema, properties, notes } of entities) {
    assert.ok(schemaOf(schema), `${id}: schema ${schema}`);
    for (const [property, values] of Object.entries(properties)) {
      const type = propertyType(schema, property);
      assert.ok(type, `${id}: ${schema} has no property ${property}`);
      assert.ok((notes?.[property]?.length ?? 0) <= values.length);
      for (const value of values) {
        assert.notEqual(value.trim(), '');
        if (type === 'date') assert.ok(isIsoDate(value), `${id}: ${property} ${value}`);
        if (type === 'topic') assert.ok(isTopic(value), `${id}: ${property} ${value}`);
        if (type === 'entity') assert.ok(ids.has(value), `${id}: ${property} leads to ${value}`);
      }
    }
  }
}

function compare({ source, files: paths, count }: TableCounter): void {
  const { files, list } = parse(source, paths);
  const expected = count(files.map(({ bytes }) => bytes));
  const parsed = countParsed(list);
  assert.equal(parsed.entities, expected.entities, 'entities');
  if (!Number.isNaN(expected.names)) assert.equal(parsed.names, expected.names, 'names');
  assertIsFtm(list);
}

for (const counter of tableCounters) {
  test(`${counter.files[0]}: as many entities and names as the raw rows`, { skip }, () => compare(counter));
}

test('the EU journal: as many entities and names as the raw rows, a sanction for each row', { skip }, () => {
  const folder = 'eu/journal_sanctions_2026-08';
  const paths = ['consolidated', 'amendments'].flatMap((kind) =>
    readdirSync(path.join(lists, folder, kind)).map((name) => `${folder}/${kind}/${name}`),
  );
  assert.equal(paths.length, 56);
  compare(journalCounter(paths));
  const { list } = parse('eu_journal_sanctions', paths);
  // 8,017 + 417 rows; two persons stand twice in one annex with the same listing.
  assert.equal(list.entities.filter(({ schema }) => schema === 'Sanction').length, 8017 + 417 - 2);
});

test('the CSL subset that was cut: its last record is rejected, its second header reported', { skip }, () => {
  const { list } = parse('us_trade_csl', ['us_csl/csl_tradegov_2023-11_subset.csv']);
  assert.deepEqual(
    list.issues.filter(({ severity }) => severity !== 'drift').map(({ code, line }) => [code, line]),
    [
      ['truncated', 4233],
      ['repeated-header', 2],
    ],
  );
  assert.equal(countParsed(list).entities, 4226);
});

test('OFAC wallets: as many addresses as the text files have lines, in both formats', { skip }, () => {
  const folder = 'ofac_crypto_addresses';
  const names = readdirSync(path.join(lists, folder));
  const addresses = new Map<string, number>();
  for (const name of names.filter((each) => each.endsWith('.txt'))) {
    for (const line of readFileSync(path.join(lists, folder, name), 'utf8').split('\n')) {
      if (line.trim() !== '') addresses.set(line.trim(), (addresses.get(line.trim()) ?? 0) + 1);
    }
  }
  for (const suffix of ['.json', '.txt']) {
    const { list } = parse(
      'us_ofac_crypto',
      names.filter((name) => name.endsWith(suffix)).map((name) => `${folder}/${name}`),
    );
    const wallets = list.entities.filter(({ schema }) => schema === 'CryptoWallet');
    assert.equal(wallets.length, addresses.size);
    const currencies = wallets.reduce((sum, { properties }) => sum + properties.currency!.length, 0);
    assert.equal(currencies, 654);
    assertIsFtm(list);
  }
});

test('the Israeli wallets: every address of the table', { skip }, () => {
  const file = 'opensanctions_source_files/il_mod_crypto_wallets.csv';
  const { list } = parse('il_mod_crypto_wallets', [file]);
  const raw = new Set(readFileSync(path.join(lists, file), 'utf8').match(/(?<=,)T[A-Za-z0-9]{33}(?=,)/g));
  const keys = new Set(list.entities.flatMap(({ properties }) => properties.publicKey ?? []));
  assert.ok(raw.size > 400);
  assert.deepEqual(
    [...raw].filter((address) => !keys.has(address)),
    [],
  );
  assertIsFtm(list);
});

test('the Turkish annex: an entity for each entry; one is printed twice, five have their labels apart', {
  skip,
}, () => {
  const file = 'opensanctions_source_files/tr_fcib_plain.txt';
  const { list } = parse('tr_fcib', [file]);
  const text = readFileSync(path.join(lists, file), 'utf8');
  const entries = text.match(/Adı Soyadı\s*:/g)!.length + text.match(/^[^\S\n]*•?\s*Adı\s*:/gm)!.length;
  const codes = list.issues
    .map(({ code }) => code)
    .filter((code) => code !== 'bad-date' && code !== 'unknown-country');
  assert.deepEqual(codes.sort(), [...Array(5).fill('broken-entry'), 'repeated-id']);
  assert.equal(countParsed(list).entities, entries - 1);
  assertIsFtm(list);
});

const dataset = { name: 'x', title: 'X', resources: [], children: [], collections: [] };
const openSanctions = openSanctionsSource(dataset);
const FTM = [
  'ftm_donations.ijson',
  'ftm_parteispenden_entities.ftm.json',
  'ftm_t1_entities.ftm.json',
  'ftm_zala_entities.ftm.json',
];

for (const name of [
  ...FTM,
  'us_congress_senzing.json',
  'ua_war_sanctions_targets.simple_2026-03.csv',
  'ftm_sa_wiki_peps_entities.ftm.json',
]) {
  test(`OpenSanctions ${name}: an entity for each record`, { skip }, () => {
    const files = [fileOf(`opensanctions/${name}`)];
    const format = openSanctions.formats.find((one) => one.detects(files));
    assert.ok(format);
    const { entities, issues } = format.parse(files, openSanctions);
    const text = new TextDecoder().decode(files[0]!.bytes);
    const records = name.endsWith('.csv')
      ? text.match(/^"(?:NK-|Q\d|ua-ws)[^"]*","(?:Person|Company|Vessel|LegalEntity)",/gm)!.length
      : text.split('\n').filter((line) => line.trim() !== '').length;
    const rejected = issues.filter(({ severity }) => severity === 'rejected').length;
    const linked = entities.filter(
      ({ schema }) => schema === 'UnknownLink' || (format.id === 'simple-csv' && schema === 'Sanction'),
    );
    assert.equal(entities.length - linked.length + rejected, records);
    assert.equal(rejected, name.includes('wiki_peps') ? 4 : 0);
  });
}

test('OpenSanctions: three real deltas follow each other, and the last is refused a second time', {
  skip,
}, () => {
  const folder = 'opensanctions/ftm_delta';
  const deltas = readdirSync(path.join(lists, folder))
    .sort()
    .map((name) => readDelta(fileOf(`${folder}/${name}`), 'sanctions'));
  const entities = deltas.reduce(
    (before, delta) => [...applyDelta(before, delta)],
    [] as ReturnType<typeof applyDelta>,
  );
  assert.deepEqual(
    entities.map(({ id }) => id),
    ['NK-2T3S8Hu29ktYnKSTgQp2wL', 'NK-2sJaJRaPJcWUfMbHjTtWcL', 'NK-500Poltergeist', 'Q4365364'],
  );
  assert.throws(() => applyDelta(entities, deltas[2]!), { code: 'lists/delta-conflict' });
});

test('OpenSanctions: the catalogue', { skip }, () => {
  const { bytes, name } = fileOf('opensanctions/opensanctions_catalog_index.json');
  const datasets = readOpenSanctionsIndex(bytes, name);
  assert.equal(datasets.length, new TextDecoder().decode(bytes).match(/"index_url":/g)!.length);
  const sdn = datasets.find((each) => each.name === 'us_ofac_sdn');
  assert.equal(sdn?.publisher?.country, 'us');
  assert.equal(sdn?.targetCount, 15324);
});
