import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { type Entity, type Subject, valuesOf } from '../src/entity/index.ts';
import { loadStarter } from '../src/lists/index.ts';
import { buildIndex, type MatchIndex, openIndex } from '../src/match/index.ts';

/** The embedded list is a real one: its names are as authorities write them. */
let index: MatchIndex;
let designated: Entity[];

before(async () => {
  const { entities } = await loadStarter();
  index = openIndex(buildIndex(entities).buffer);
  designated = entities.filter((one) => one.target === true && valuesOf(one, 'name').length > 0);
  assert.ok(designated.length > 300);
});

const THRESHOLDS = [0.5, 0.6, 0.7, 0.8, 0.95];

function assertExact(subject: Subject, threshold: number): number {
  const pruned = index.screen(subject, { threshold });
  assert.deepEqual(
    pruned,
    index.fullScan(subject, { threshold }),
    `${JSON.stringify(subject)} at ${threshold}`,
  );
  return pruned.length;
}

/** Every so-and-so-many-th value, spread over the whole list. */
function spread<T>(values: readonly T[], count: number): T[] {
  return Array.from({ length: count }, (_, i) => values[Math.floor((i * values.length) / count)]!);
}

test('names of the list, in every script, are found at full score, and as a full scan finds them', () => {
  const names = designated.flatMap((one) =>
    [...valuesOf(one, 'name'), ...valuesOf(one, 'alias')].map((name) => ({ one, name })),
  );
  const notLatin = names.filter(({ name }) => /[^\p{Script=Latin}\p{P}\p{N}\s]/u.test(name));
  assert.ok(notLatin.length >= 20);
  [...spread(names, 45), ...spread(notLatin, 15)].forEach(({ one, name }, i) => {
    const subject = { schema: one.schema, properties: { name: [name] } };
    assertExact(subject, THRESHOLDS[i % THRESHOLDS.length]!);
    const own = index.screen(subject).find((match) => match.id === one.id);
    assert.equal(own?.score, 1, name);
  });
});

test('names of the list with slips, missing, added, turned and joined words', () => {
  let found = 0;
  spread(designated, 50).forEach((one, i) => {
    const name = valuesOf(one, 'name')[0]!;
    const words = name.split(' ');
    const at = (i * 31) % name.length;
    const changed = [
      name.slice(0, at) + name.slice(at + 1),
      `${name.slice(0, at)}s${name.slice(at)}`,
      [...words].reverse().join(' '),
      words.slice(0, -1).join(' ') || name,
      `${name} Huber`,
      words.join(''),
    ][i % 6]!;
    found += assertExact({ schema: one.schema, properties: { name: [changed] } }, THRESHOLDS[(i * 3) % 5]!);
  });
  assert.ok(found >= 30, `${found}`);
});

test('subjects of facts, of several names, of an unknown schema and of nobody on the list', () => {
  const strangers = [
    'Anna Schmidt',
    'Mohammed Ali',
    'Kim Min Jun',
    'محمد علي',
    'Иван Петров',
    '王伟',
    'J. Smith',
  ];
  strangers.forEach((name, i) => {
    for (const schema of ['Person', 'Organization', 'Vessel', 'Unheard']) {
      assertExact({ schema, properties: { name: [name] } }, THRESHOLDS[i % 5]!);
    }
  });
  spread(designated, 12).forEach((one, i) => {
    assertExact({ schema: one.schema, properties: one.properties }, THRESHOLDS[i % 5]!);
    assertExact(
      {
        schema: 'Thing',
        properties: { name: [one.caption], birthDate: ['1970-01-01'], nationality: ['af'] },
      },
      THRESHOLDS[(i + 2) % 5]!,
    );
  });
});

test('a designated entity screened as it is finds itself, at full score', () => {
  for (const one of spread(designated, 40)) {
    const matches = index.screen({ schema: one.schema, properties: one.properties });
    const self = matches.find((match) => match.id === one.id);
    assert.equal(self?.score, 1, one.caption);
  }
});
