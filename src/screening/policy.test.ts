import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { type Entity, RiegelError, type Subject } from '../entity/index.ts';
import { buildIndex, type MatchIndex, openIndex } from '../match/index.ts';
import { screenBatch } from './batch.ts';
import { checkPolicy, DEFAULT_POLICY, type Policy } from './policy.ts';
import { screenText } from './screen-document.ts';
import { screenSubject } from './screen-subject.ts';

const entities: readonly Entity[] = [
  {
    id: 'p1',
    schema: 'Person',
    caption: 'Zoltan Brakemeier',
    datasets: ['list_a'],
    properties: {
      name: ['Zoltan Brakemeier'],
      weakAlias: ['Zoltini Magnusk'],
      birthDate: ['1961-02-03'],
      nationality: ['hu'],
      gender: ['male'],
      passportNumber: ['HU1234567'],
    },
  },
  {
    id: 'v1',
    schema: 'Vessel',
    caption: 'Ocean Grace',
    datasets: ['list_a'],
    properties: { name: ['Ocean Grace'] },
  },
];
let index: MatchIndex;
before(() => {
  index = openIndex(buildIndex(entities, { lists: { list_a: '1' } }).buffer);
});
const subject = (properties: Subject['properties'], schema = 'Person'): Subject => ({ schema, properties });
const policy = (change: Partial<Policy>): Policy => ({ ...DEFAULT_POLICY, ...change });

test('a fact that does not count is not compared, and the subject is given back as it was', () => {
  const asked = subject({
    name: ['Zoltan Brakemeier'],
    birthDate: ['1999-01-01'],
    nationality: ['ru'],
    gender: ['female'],
    passportNumber: ['HU1234567'],
  });
  const told = (facts?: Policy['facts']) => {
    const { subject: given, matches } = screenSubject(
      index,
      asked,
      policy(facts === undefined ? {} : { facts }),
    );
    assert.equal(given, asked);
    const { explanation, score } = matches[0]!;
    return { facts: explanation.facts.map(({ fact }) => fact), by: explanation.identifiers.length, score };
  };
  assert.deepEqual(told(), { facts: ['birthDate', 'country', 'gender'], by: 1, score: 1 });
  assert.deepEqual(told([]), { facts: [], by: 0, score: 1 });
  assert.deepEqual(told(['gender']), { facts: ['gender'], by: 0, score: 0.88 });
  assert.throws(
    () => screenSubject(index, subject({ passportNumber: ['HU1234567'] }), policy({ facts: ['gender'] })),
    (error: unknown) => error instanceof RiegelError && error.code === 'match/nothing-to-compare',
  );
});

test('a schema has its threshold, and its descendants with it', () => {
  const ship = subject({ name: ['Ocean Grase'] }, 'Vessel');
  const outcome = (thresholds: Policy['thresholds'], threshold = 0.7) =>
    screenSubject(index, ship, policy({ threshold, ...(thresholds && { thresholds }) })).outcome;
  const [match] = screenSubject(index, ship).matches;
  assert.ok(match!.score < 0.99);
  assert.equal(outcome({ Vessel: 0.99 }), 'clear');
  assert.equal(outcome({ Vehicle: 0.99 }), 'clear');
  assert.equal(outcome({ Vehicle: 0.99, Vessel: 0.6 }), 'alert');
  assert.equal(outcome({ Person: 0.99 }), 'alert');
  assert.equal(outcome({ Vessel: 0.6 }, 0.99), 'alert');
});

test('the policy is the same in a text and in every thread', async () => {
  const strict = policy({ thresholds: { Vessel: 1 }, names: { weakAlias: 2 }, facts: [] });
  const text = 'The Ocean Grasce left. Zoltan Brakemeier, called Zoltini Magnusk, did not.';
  const found = (used: Policy) =>
    screenText(index, { text, offsets: [], origin: { document: 't' } }, used).map(
      ({ subject: { properties } }) => properties.name![0],
    );
  assert.ok(found(DEFAULT_POLICY).includes('Zoltini Magnusk'));
  assert.deepEqual(found(strict), ['Zoltan Brakemeier']);
  const items = Array.from({ length: 6_000 }, () => ({ subject: subject({ name: ['Zoltini Magnusk'] }) }));
  const outcomes = new Set<string>();
  for await (const answer of screenBatch(index.buffer, items, { policy: strict, workers: 1 })) {
    outcomes.add('screening' in answer ? answer.screening.outcome : 'reject');
  }
  assert.deepEqual([...outcomes], ['clear']);
});

test('what cannot be is refused', () => {
  const refused = (change: Partial<Policy>) => {
    try {
      checkPolicy(policy(change), index.info);
    } catch (error) {
      return error instanceof RiegelError ? error.code : String(error);
    }
    return undefined;
  };
  assert.equal(refused({}), undefined);
  assert.equal(refused({ thresholds: { Vessel: 0.2 } }), 'screening/bad-policy');
  assert.equal(refused({ thresholds: { Ship: 0.8 } }), 'screening/bad-policy');
  assert.equal(refused({ facts: ['religion' as never] }), 'screening/bad-policy');
  assert.equal(refused({ regimes: { list_b: ['terrorism'] } }), 'screening/unknown-list');
});
