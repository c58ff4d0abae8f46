import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RiegelError, type Subject, valuesOf } from '../../src/entity/index.ts';
import { manyEntities } from '../../src/match/fixture-entities.ts';
import { buildIndex } from '../../src/match/index/build.ts';
import { type MatchIndex, openIndex } from '../../src/match/index/open.ts';
import { SubjectIndex } from '../../src/match/subjects/subject-index.ts';

const entities = manyEntities();
const SUBJECTS = 20_000;
const SCHEMATA = ['Person', 'LegalEntity', 'Company', 'Vessel', 'Thing', 'Organization'];

let state = 11;
function below(most: number): number {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * most);
}

const texts = entities.flatMap((entity) =>
  ['name', 'alias', 'weakAlias'].flatMap((property) => valuesOf(entity, property)),
);
const words = [...new Set(texts.flatMap((text) => text.split(' ')))];
const papers = entities.flatMap(({ properties }) =>
  Object.entries(properties).filter(([property]) => /Number|Code|publicKey/.test(property)),
);

/** What becomes of a name: slips, words left out, joined, turned round, initials, other words. */
function mangled(text: string): string {
  const parts = text.split(' ');
  const at = below(text.length);
  switch (below(10)) {
    case 0:
      return text;
    case 1:
      return text.slice(0, at) + text.slice(at + 1);
    case 2:
      return `${text.slice(0, at)}e${text.slice(at)}`;
    case 3:
      return `${text.slice(0, at)}a${text.slice(at + 1)}`;
    case 4:
      return parts.reverse().join(' ');
    case 5:
      return parts.slice(below(2)).join(' ');
    case 6:
      return parts.join('');
    case 7:
      return [`${parts[0]![0]}.`, ...parts.slice(1)].join(' ');
    case 8:
      return [...parts, words[below(words.length)]].join(' ');
    default:
      return [words[below(words.length)], ...parts.slice(1)].join(' ');
  }
}

function subject(i: number): Subject {
  const text = texts[below(texts.length)]!;
  const paper = papers[below(papers.length)];
  const name = i % 4 === 0 ? `${words[below(words.length)]} ${words[below(words.length)]}` : mangled(text);
  return {
    schema: i % 3 === 0 ? SCHEMATA[below(SCHEMATA.length)]! : 'Person',
    properties: {
      name: [name],
      ...(i % 7 === 0 ? { alias: [mangled(text)] } : {}),
      ...(i % 11 === 0 && paper !== undefined ? { [paper[0]]: paper[1] } : {}),
      ...(i % 13 === 0 ? { birthDate: ['1971'], nationality: ['iq'] } : {}),
    },
    ...(i % 17 === 0 ? { carried: { truncated: true } } : {}),
  };
}

const subjects = Array.from({ length: SUBJECTS }, (_, i) => subject(i));

/** The best score of each subject, screened by itself; 0 where there is no match. */
function screened(index: MatchIndex): number[] {
  return subjects.map((each) => {
    try {
      return index.screen(each, { threshold: 0.5, limit: 1 })[0]?.score ?? 0;
    } catch (error) {
      assert.ok(error instanceof RiegelError && error.code === 'match/nothing-to-compare');
      return 0;
    }
  });
}

test('finds every subject that screening each of them finds, and few others', (t) => {
  const subjectIndex = new SubjectIndex();
  const half = SUBJECTS / 2;
  for (const [i, each] of subjects.slice(0, half).entries()) subjectIndex.add(i, each);
  const search = (index: MatchIndex, threshold: number) => {
    const found = new Set<number>();
    for (const batch of subjectIndex.search(index, threshold)) for (const i of batch) found.add(i);
    return found;
  };
  const first = openIndex(buildIndex(entities.slice(0, 5)).buffer);
  search(first, 0.7);
  for (let i = half; i < SUBJECTS; i++) subjectIndex.add(i, subjects[i]!);
  for (const [from, count] of [
    [3, 5],
    [10, 25],
  ] as const) {
    const index = openIndex(buildIndex(entities.slice(from, from + count)).buffer);
    const scores = screened(index);
    for (const threshold of [0.5, 0.7, 0.9]) {
      const expected = new Set([...scores.keys()].filter((i) => scores[i]! >= threshold));
      const found = search(index, threshold);
      assert.deepEqual(
        [...expected].filter((i) => !found.has(i)),
        [],
        `${count} entities at ${threshold}`,
      );
      t.diagnostic(`${count} entities at ${threshold}: ${expected.size} match, ${found.size} found`);
      assert.ok(found.size <= 2 * expected.size + 100);
    }
  }
  assert.equal(subjectIndex.counts.subjects, SUBJECTS);
});

test('finds nobody in an index of nobody, and among nobody', () => {
  const none = openIndex(buildIndex([]).buffer);
  const some = new SubjectIndex();
  some.add(4_294_967_295, { schema: 'Person', properties: { name: [texts[0]!] } });
  assert.deepEqual([...some.search(none, 0.5)].flat(), []);
  assert.deepEqual([...new SubjectIndex().search(openIndex(buildIndex(entities).buffer), 0.5)].flat(), []);
  const all = openIndex(buildIndex(entities).buffer);
  assert.deepEqual([...new Set([...some.search(all, 0.7)].flat())], [4_294_967_295]);
});
