import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildIndex, openIndex } from '../../match/index.ts';
import { DEFAULT_POLICY } from '../policy.ts';
import { screenSubject } from '../screen-subject.ts';
import { StandingPool } from '../standing-pool.ts';
import { ownershipGraph } from './graph.ts';
import { withOwnership } from './ground.ts';
import { readOwnershipRows } from './rows.ts';

const listed = {
  id: 'ofac-1',
  schema: 'Person',
  caption: 'Qarvel Thandeka',
  properties: { name: ['Qarvel Thandeka'] },
  datasets: ['us_ofac_sdn'],
  target: true,
};
const index = openIndex(buildIndex([listed], { lists: { us_ofac_sdn: '1' } }).buffer);

/** Owned in a ring with a shell, and under a name that is a member of every object. */
const { holdings } = readOwnershipRows(
  [
    { owner: 'ofac-1', asset: '__proto__', percentage: 40 },
    { owner: 'shell', asset: '__proto__', percentage: 10 },
    { owner: '__proto__', asset: 'shell', percentage: 5 },
    { owner: 'ofac-1', asset: 'shell', percentage: 50 },
  ].map((row) => ({ ...row, source: 'register' })),
);
const policy = withOwnership(
  { ...DEFAULT_POLICY, ownership: [{ rules: 'OFAC', lists: ['us_ofac_sdn'] }] },
  {
    ...{ index, clusters: new Map(), sources: { register: 1 }, on: '2026-11-24' },
    graph: ownershipGraph(holdings, '2026-11-24'),
  },
);

test('whoever is owned matches by its id, in a thread as here; nobody else does', async () => {
  const company = { schema: 'Company', properties: { name: ['Harbour Bakery'] } };
  const owned = screenSubject(index, { ...company, id: '__proto__' }, policy);
  assert.equal(owned.outcome, 'alert');
  assert.deepEqual(owned.matches[0]!.explanation.ownership!.aggregate, { kind: 'shares', low: 50, high: 50 });
  for (const id of ['constructor', 'nobody', undefined]) {
    const subject = id === undefined ? company : { ...company, id };
    assert.equal(screenSubject(index, subject, policy).outcome, 'clear');
  }
  const person = { schema: 'Person', properties: { name: ['Harbour Bakery'] }, id: '__proto__' };
  assert.equal(screenSubject(index, person, policy).outcome, 'clear', 'a person is nobody’s property');

  const pool = new StandingPool(index, policy, 1);
  const subjects = Array.from({ length: 40 }, (_, i) => ({
    ...company,
    id: i === 7 ? '__proto__' : `c-${i}`,
  }));
  const answers = await pool.screen(subjects);
  await pool.retire();
  const alerted = answers.flatMap((answer, i) =>
    'screening' in answer && answer.screening.outcome === 'alert' ? [[i, answer.screening.matches]] : [],
  );
  assert.deepEqual(alerted, [[7, owned.matches]]);
});
