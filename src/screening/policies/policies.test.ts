import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RiegelError } from '../../entity/index.ts';
import { compilePolicy, type PolicyContext } from './compile.ts';
import type { PolicyDocument } from './document.ts';
import { parsePolicy } from './parse.ts';
import { PROFILES } from './profiles.ts';
import { before } from './retention.ts';
import { faultsOf } from './validate.ts';

const LISTS = {
  lists: { un_sc_sanctions: '1', eu_fsf: '1', us_ofac_sdn: '1', us_ofac_cons: '1', own_list: '1' },
};
const profile = (name: string) => PROFILES.find((each) => each.name === name)!;
const code = (wanted: string) => (error: unknown) => error instanceof RiegelError && error.code === wanted;
const changed = (change: object, from = 'STANDARD') => ({ ...profile(from), sources: {}, ...change });
const policyOf = async (change: object, context: PolicyContext, lists = LISTS) =>
  compilePolicy(await parsePolicy(JSON.stringify(changed(change))), context, lists);

test('every profile is a policy, and every setting of it has its source', async () => {
  assert.deepEqual(
    PROFILES.map(({ name }) => name),
    ['STRICT', 'STANDARD', 'EU_INSTANT', 'OFAC', 'BORDER_EU'],
  );
  for (const document of PROFILES) {
    assert.deepEqual(await faultsOf(document), []);
    const told = Object.keys(document.sources ?? {});
    for (const pointer of settingsOf(document)) {
      assert.ok(
        told.some((each) => pointer === each || pointer.startsWith(`${each}/`)),
        `${document.name} ${pointer}`,
      );
    }
  }
});

function settingsOf({ lists, threshold, retention, fourEyes }: PolicyDocument): string[] {
  const below = (name: string, setting: object) => Object.keys(setting).map((key) => `/${name}/${key}`);
  return [
    ...lists.map((_, i) => `/lists/${i}`),
    ...Object.keys(threshold.doors ?? {}).map((door) => `/threshold/doors/${door}`),
    ...['/threshold/default', '/facts', '/names', '/limit', '/exemptions'],
    ...below('retention', retention),
    ...below('fourEyes', fourEyes),
  ];
}

test('an instant payment leaves EU restrictions out for payer and payee, and nothing else', () => {
  const instant = profile('EU_INSTANT');
  const asked = (context: PolicyContext) => compilePolicy(instant, context, LISTS).lists;
  const withoutEu = ['own_list', 'un_sc_sanctions', 'us_ofac_cons', 'us_ofac_sdn'];
  assert.deepEqual(asked({ door: 'payment' }), withoutEu);
  assert.deepEqual(asked({ door: 'payment', party: 'payee' }), withoutEu);
  assert.deepEqual(compilePolicy(instant, { door: 'payment' }, LISTS).leaveOut, {
    lists: ['eu_fsf', 'eu_journal_sanctions'],
    gatherers: ['own_list'],
  });
  assert.equal(compilePolicy(instant, { door: 'customer' }, LISTS).leaveOut, undefined);
  assert.deepEqual(asked({ door: 'payment', party: 'other' }), ['eu_fsf', ...withoutEu]);
  assert.deepEqual(asked({ door: 'customer' }), ['eu_fsf', ...withoutEu]);
  assert.throws(
    () => compilePolicy(instant, { door: 'customer' }, { lists: { un_sc_sanctions: '1' } }),
    code('policy/missing-list'),
  );
  assert.throws(
    () => compilePolicy(instant, { door: 'payment' }, { lists: { eu_fsf: '1' } }),
    code('policy/missing-list'),
  );
  assert.throws(() => compilePolicy(instant, { door: 'traveller' }, LISTS), code('policy/wrong-door'));
});

test('a policy never asks a list that is not there', () => {
  assert.throws(
    () => compilePolicy(profile('OFAC'), { door: 'payment' }, { lists: { us_ofac_sdn: '1' } }),
    code('policy/missing-list'),
  );
  assert.throws(
    () => compilePolicy(profile('STANDARD'), { door: 'text' }, { lists: {} }),
    code('policy/missing-list'),
  );
});

test('lists and regimes depend on the country', async () => {
  const lists = [
    { ask: ['un_sc_sanctions'] },
    { ask: ['eu_fsf'], jurisdictions: ['eu'] },
    { ask: ['authority:us'], jurisdictions: ['de'], regimes: ['terrorism'] },
    { ask: ['us_ofac_sdn'], jurisdictions: ['de'], regimes: ['cyber'] },
  ];
  const retention = { clear: 'P10Y', alerts: 'P10Y' };
  const inCountry = (jurisdiction?: string) =>
    policyOf({ lists, retention }, { door: 'customer', ...(jurisdiction && { jurisdiction }) });
  assert.deepEqual((await inCountry('fr')).lists, ['eu_fsf', 'un_sc_sanctions']);
  assert.deepEqual((await inCountry('gb')).lists, ['un_sc_sanctions']);
  const de = await inCountry('de');
  assert.deepEqual(de.lists, ['eu_fsf', 'un_sc_sanctions', 'us_ofac_cons', 'us_ofac_sdn']);
  assert.deepEqual(de.regimes, { us_ofac_cons: ['terrorism'], us_ofac_sdn: ['cyber', 'terrorism'] });
  await assert.rejects(inCountry(), code('policy/jurisdiction-needed'));
  await assert.rejects(inCountry('DE'), code('policy/bad-jurisdiction'));
});

test('a list asked whole by one rule is whole, whatever another says', async () => {
  const lists = [
    { ask: ['eu_fsf'], regimes: ['cyber'] },
    { ask: ['*'] },
    { ask: ['eu_fsf'], regimes: ['crime'] },
  ];
  assert.equal((await policyOf({ lists }, { door: 'text' })).regimes, undefined);
});

test('thresholds, facts and name qualities reach the engine', async () => {
  const policy = await policyOf(
    {
      threshold: { default: 0.7, doors: { text: 0.9 }, schemata: { Vessel: 0.8 } },
      facts: { birthDate: true, country: false, gender: true, identifier: false },
      names: { alias: true, previousName: false, weakAlias: 0.95, abbreviation: true },
    },
    { door: 'text' },
  );
  assert.equal(policy.threshold, 0.9);
  assert.deepEqual(policy.thresholds, { Vessel: 0.8 });
  assert.deepEqual(policy.facts, ['birthDate', 'gender']);
  assert.deepEqual(policy.names, { previousName: 2, weakAlias: 0.95 });
});

test('under OFAC nothing is kept less than ten years', async () => {
  const short = { clear: 'P9Y', alerts: 'P10Y' };
  const paths = async (document: unknown) => (await faultsOf(document)).map(({ path }) => path);
  assert.deepEqual(await paths(changed({ retention: short }, 'OFAC')), ['/retention/clear']);
  assert.deepEqual(await paths(changed({ lists: [{ ask: ['us_ofac_sdn'] }], retention: short })), [
    '/retention/clear',
  ]);
  assert.deepEqual(await paths(changed({ retention: { clear: 'P3650D', alerts: 'P119M' } }, 'OFAC')), [
    '/retention/alerts',
    '/retention/clear',
    '/retention/alerts',
  ]);
  assert.deepEqual(await paths(changed({ retention: short })), []);
  await assert.rejects(
    policyOf({ retention: short }, { door: 'customer', jurisdiction: 'us' }),
    code('policy/retention-too-short'),
  );
});

test('what is wrong is told with line, column and pointer', async () => {
  const yaml = async (text: string) => {
    try {
      await parsePolicy(text, 'own.yaml');
    } catch (error) {
      assert.ok(error instanceof RiegelError);
      return { code: error.code, ...error.place };
    }
    return undefined;
  };
  const good = JSON.stringify(changed({}), null, 2);
  assert.equal(await yaml(good), undefined);
  assert.deepEqual(await yaml(good.replace('"default": 0.7', '"default": 0.4')), {
    code: 'policy/invalid',
    file: 'own.yaml',
    path: '/threshold/default',
    line: good.split('\n').findIndex((line) => line.includes('"default"')) + 1,
    column: 16,
  });
  const extra = await yaml(good.replace('"limit": 100', '"limit": 100, "learn": true'));
  assert.equal(extra?.path, '/learn');
  assert.equal((await yaml('name: ['))?.code, 'policy/unreadable');
  assert.equal((await yaml('name: A\nname: B'))?.code, 'policy/unreadable');
  assert.equal((await yaml('a: &a [1]\nb: *a'))?.code, 'policy/unreadable');
  assert.equal((await yaml(''))?.code, 'policy/invalid');
  assert.equal((await yaml(' '.repeat(300_000)))?.code, 'policy/unreadable');
  const faults = await faultsOf(
    changed({
      doors: ['customer'],
      lists: [
        { regimes: ['crime'] },
        { leaveOut: ['*'], doors: ['text'], parties: ['payer'], jurisdictions: ['xq'] },
      ],
      threshold: { default: 0.7, doors: { text: 0.8 }, schemata: { Ship: 0.8 } },
      sources: { '/limits': 'nothing' },
    }),
  );
  assert.deepEqual(
    faults.map(({ path }) => path),
    [
      '/lists/0',
      '/lists/0/regimes',
      '/lists/1/doors/0',
      '/lists/1/parties',
      '/lists/1/jurisdictions/0',
      '/lists',
      '/threshold/schemata/Ship',
      '/threshold/doors/text',
      '/sources/~1limits',
    ],
  );
});

test('a time before another is found by the calendar', () => {
  const day = (text: string) => Date.parse(`${text}T12:00:00Z`);
  const at = day('2026-08-31');
  assert.equal(before(at, 'P6M'), day('2026-02-28'));
  assert.equal(before(at, 'P30D'), day('2026-08-01'));
  assert.equal(before(day('2024-02-29'), 'P10Y'), day('2014-02-28'));
});
