import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Entity } from '../../entity/index.ts';
import { buildIndex, openIndex } from '../../match/index.ts';
import { clustersOf } from './clusters.ts';
import type { LinkProposal } from './link.ts';
import { proposeLinks } from './propose.ts';

const LISTS = ['un_sc_sanctions', 'gb_hmt_sanctions', 'us_ofac_sdn', 'eu_journal_sanctions'];

function entry(list: string, id: string, schema: string, properties: Entity['properties']): Entity {
  return {
    id: `${list}-${id}`,
    schema,
    caption: properties.name?.[0] ?? '',
    properties,
    datasets: [list],
    target: true,
  };
}

function sanction(of: Entity, properties: Entity['properties']): Entity {
  return {
    id: `${of.id}-sanction`,
    schema: 'Sanction',
    caption: '',
    properties: { entity: [of.id], ...properties },
    datasets: of.datasets,
  };
}

function propose(entities: readonly Entity[], options = {}): LinkProposal[] {
  const lists = Object.fromEntries(LISTS.map((list) => [list, '1']));
  return proposeLinks(entities, openIndex(buildIndex(entities, { lists }).buffer), options);
}

const UN = 'un_sc_sanctions';
const GB = 'gb_hmt_sanctions';
const US = 'us_ofac_sdn';
const EU = 'eu_journal_sanctions';

const un = entry(UN, '1', 'Person', {
  name: ['Qarvel Ostomir Thandeka'],
  birthDate: ['1961-03-04'],
  nationality: ['so'],
});
const gb = entry(GB, '1', 'Person', {
  name: ['THANDEKA, Qarvel Ostomir'],
  birthDate: ['1961-03-04'],
  nationality: ['so'],
});

test('a reference number that one list quotes of another links; how it is written does not matter', () => {
  const entities = [un, sanction(un, { unscId: ['QDi.901'] }), gb, sanction(gb, { unscId: ['QDI.901'] })];
  const [link, ...others] = propose(entities);
  assert.deepEqual(others, []);
  assert.equal(link!.state, 'linked');
  assert.deepEqual(
    link!.evidence.map(({ key }) => key),
    ['reference:un:QDI901', 'names:birthDate=same:country=agrees'],
  );
  const [hidden] = propose(entities, { withoutReferences: true });
  assert.deepEqual(
    hidden!.evidence.map(({ kind }) => kind),
    ['names'],
  );
  assert.equal(hidden!.state, 'linked');
});

test("notes that name another's number link nobody", () => {
  const friend = entry(GB, '2', 'Person', {
    name: ['Bertil Okonwe-Lindqvist'],
    notes: ['Associated with Q. O. Thandeka (QDi.901)'],
  });
  assert.deepEqual(propose([un, sanction(un, { unscId: ['QDi.901'] }), friend]), []);
});

test('a number with another name beside it, or another number, goes to a person', () => {
  const other = entry(GB, '3', 'Person', { name: ['Bertil Okonwe-Lindqvist'] });
  const [slip] = propose([
    un,
    sanction(un, { unscId: ['QDi.901'] }),
    other,
    sanction(other, { unscId: ['QDi.901'] }),
  ]);
  assert.equal(slip!.state, 'proposed');
  assert.ok(slip!.doubts.some(({ code }) => code === 'other-name'));
  const [two] = propose([
    un,
    sanction(un, { unscId: ['QDi.901'] }),
    gb,
    sanction(gb, { unscId: ['SOi.902'] }),
  ]);
  assert.equal(two!.state, 'proposed');
  assert.deepEqual(two!.doubts, [{ code: 'other-reference', about: 'un:QDi.901' }]);
});

test('a ship is linked by its IMO number under a new name; a passport needs a name beside it', () => {
  const ships = [
    entry(UN, '4', 'Vessel', { name: ['Tamarisk Dawn'], imoNumber: ['9074729'] }),
    entry(US, '4', 'Vessel', { name: ['Velvet Harbour'], imoNumber: ['IMO 9074729'] }),
  ];
  assert.deepEqual(
    propose(ships).map(({ state }) => state),
    ['linked'],
  );
  const brothers = [
    entry(UN, '5', 'Person', { name: ['Qarvel Thandeka'], passportNumber: ['AB1234567'] }),
    entry(US, '5', 'Person', { name: ['Bertil Okonwe'], passportNumber: ['AB1234567'] }),
  ];
  assert.deepEqual(
    propose(brothers).map(({ state }) => state),
    ['proposed'],
  );
  const document = (of: Entity, country: string): Entity => ({
    id: `${of.id}-p`,
    schema: 'Passport',
    caption: '',
    properties: { holder: [of.id], number: ['AB1234567'], country: [country] },
    datasets: of.datasets,
  });
  const [one, other] = brothers as [Entity, Entity];
  const proposals = propose([one, other, document(one, 'so'), document(other, 'ye')]);
  assert.ok(proposals.every(({ evidence }) => !evidence.some(({ kind }) => kind === 'identifier')));
});

test('a firm is linked by its register number and an alias that is alike', () => {
  const firms = [
    entry(UN, 'f', 'Company', { name: ['Tamarisk Velvet Trading'], innCode: ['7707083893'] }),
    entry(US, 'f', 'Company', {
      name: ['Ostomir Holding'],
      alias: ['Tamarisk Velvet Trade'],
      innCode: ['7707083893'],
    }),
  ];
  assert.deepEqual(
    propose(firms).map(({ state, doubts }) => [state, doubts]),
    [['linked', []]],
  );
});

test('two ships of one name with two IMO numbers are two ships', () => {
  const ships = [UN, US].map((list, at) =>
    entry(list, 's', 'Vessel', {
      name: ['Tamarisk Velvet Harbour'],
      imoNumber: [['9074729', '9187629'][at]!],
    }),
  );
  assert.deepEqual(
    propose(ships).map(({ state, doubts }) => [state, doubts]),
    [['proposed', [{ code: 'other-number', about: 'imoNumber:9187629' }]]],
  );
});

test('where a name finds two entries of a list, neither is linked by it', () => {
  const namesake = entry(GB, '6', 'Person', {
    name: ['Qarvel Ostomir Thandeka'],
    birthDate: ['1961'],
    nationality: ['so'],
  });
  const proposals = propose([un, gb, namesake]);
  assert.deepEqual(
    proposals.map(({ state, doubts }) => [state, doubts.map(({ code }) => code)]),
    [
      ['proposed', ['rival']],
      ['proposed', ['rival']],
    ],
  );
});

test('a list that has an entry for each act may name somebody twice; one that names everybody once may not', () => {
  const acts = ['7', '8'].map((id) => entry(EU, id, 'Person', un.properties));
  const proposals = propose([un, ...acts]);
  assert.deepEqual(
    proposals.map(({ state }) => state),
    ['linked', 'linked', 'linked'],
  );
  const entities = new Map([un, ...acts].map((one) => [one.id, one]));
  const cluster = clustersOf(proposals, entities).clusterOf(un.id);
  assert.equal(cluster.entries.length, 3);
  assert.deepEqual(cluster.conflicts, []);
});

test('the stronger link is made, and the one that would put two entries of a list together goes to a person', () => {
  const first = entry(GB, '9', 'Person', { ...un.properties });
  const second = entry(GB, '10', 'Person', { ...un.properties, passportNumber: ['AB1234567'] });
  const us = entry(US, '10', 'Person', { ...un.properties, passportNumber: ['AB1234567'] });
  const proposals = propose([
    un,
    sanction(un, { unscId: ['QDi.901'] }),
    first,
    sanction(first, { unscId: ['QDi.901'] }),
    second,
    us,
  ]);
  const entities = new Map([un, first, second, us].map((one) => [one.id, one]));
  for (const cluster of clustersOf(proposals, entities).all())
    assert.deepEqual(cluster.conflicts, [], cluster.id);
  assert.ok(proposals.some(({ state }) => state === 'proposed'));
  assert.equal(proposals.find(({ left, right }) => left === first.id && right === un.id)!.state, 'linked');
});

test('dates of birth that contradict each other link nobody by name', () => {
  const older = entry(GB, '11', 'Person', { ...gb.properties, birthDate: ['1941-09-20'] });
  assert.ok(propose([un, older]).every(({ state }) => state === 'proposed'));
});

test('a person and a company of the same name are not compared, a wallet is linked by its key', () => {
  const company = entry(GB, '12', 'Company', { name: ['Qarvel Ostomir Thandeka'] });
  assert.deepEqual(propose([un, company]), []);
  const key = '1Fz29BQp82pE3vXXcsZoMNQ3KSHfMzfMe3';
  const wallets = [US, 'us_ofac_crypto'].map((list) =>
    entry(list, 'w', 'CryptoWallet', { publicKey: [key] }),
  );
  assert.deepEqual(
    propose([...wallets, un]).map(({ state }) => state),
    ['linked'],
  );
});
