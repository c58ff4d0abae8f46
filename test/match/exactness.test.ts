import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { type Entity, RiegelError, type Subject, valuesOf } from '../../src/entity/index.ts';
import { manyEntities } from '../../src/match/fixture-entities.ts';
import { buildIndex } from '../../src/match/index/build.ts';
import { type MatchIndex, openIndex } from '../../src/match/index/open.ts';
import type { Match } from '../../src/match/match.ts';
import type { ScreenOptions } from '../../src/match/screen-options.ts';
import { clearWordCache } from '../../src/names/index.ts';

const entities = manyEntities();
const { buffer } = buildIndex(entities);
const index = openIndex(buffer);

const THRESHOLDS = [0.5, 0.6, 0.7, 0.8, 0.95];
const SCHEMATA = ['Person', 'Organization', 'Company', 'Vessel', 'LegalEntity', 'Thing', 'Unheard'];

/** Subjects with the true names of the list, each also under another schema. */
function trueNames(): Subject[] {
  return entities.flatMap((listed, i) =>
    [...valuesOf(listed, 'name'), ...valuesOf(listed, 'alias')].map((name, n) => ({
      schema: (i + n) % 4 === 0 ? SCHEMATA[(i + n) % SCHEMATA.length]! : listed.schema,
      properties: { name: [name] },
    })),
  );
}

/** What people and machines do to a name. */
function perturbed(name: string, seed: number): string {
  const letters = [...name];
  const at = (seed * 7919) % letters.length;
  const words = name.split(' ');
  switch (seed % 8) {
    case 0:
      return letters.filter((_, i) => i !== at).join('');
    case 1:
      return [...letters.slice(0, at), 'k', ...letters.slice(at)].join('');
    case 2:
      return letters.map((letter, i) => (i === at ? 'e' : letter)).join('');
    case 3:
      return words.reverse().join(' ');
    case 4:
      return words.slice(0, Math.max(1, words.length - 1)).join(' ');
    case 5:
      return `${name} Ahmad`;
    case 6:
      return words.join('');
    default:
      return words.map((word, i) => (i === 0 ? `${word[0]}.` : word)).join(' ');
  }
}

function screenOrRefuse(screen: () => readonly Match[]): readonly Match[] | string {
  try {
    return screen();
  } catch (error) {
    assert.ok(error instanceof RiegelError);
    return error.code;
  }
}

function assertSame(subject: Subject, options: ScreenOptions, searched: MatchIndex = index): number {
  const pruned = screenOrRefuse(() => searched.screen(subject, options));
  assert.deepEqual(
    pruned,
    screenOrRefuse(() => searched.fullScan(subject, options)),
    `${JSON.stringify(subject)} ${JSON.stringify(options)}`,
  );
  return typeof pruned === 'string' ? 0 : pruned.length;
}

test('a word left over that is two letters another: the pruned search is the full scan', () => {
  let found = 0;
  for (const subject of trueNames()) {
    const words = subject.properties.name![0]!.split(' ');
    words.forEach((word, w) => {
      const letters = [...word];
      if (letters.length < 3) return;
      for (const [first, second] of [
        [0, 1],
        [1, letters.length - 1],
      ] as const) {
        const other = letters.map((letter, l) => (l === first ? 'u' : l === second ? 'g' : letter)).join('');
        const name = words.map((whole, at) => (at === w ? other : whole)).join(' ');
        found += assertSame({ ...subject, properties: { name: [name] } }, { threshold: 0.7 });
      }
    });
  }
  assert.ok(found > 0);
});

test('true and perturbed names: the pruned search is the full scan', () => {
  let found = 0;
  trueNames().forEach((subject, i) => {
    const threshold = THRESHOLDS[i % THRESHOLDS.length]!;
    found += assertSame(subject, { threshold });
    const name = perturbed(subject.properties.name![0]!, i);
    found += assertSame(
      {
        ...subject,
        properties:
          i % 3 === 0 ? { name: [name], birthDate: ['1971'], nationality: ['iq'] } : { name: [name] },
      },
      { threshold: THRESHOLDS[(i + 2) % THRESHOLDS.length]! },
    );
  });
  assert.ok(found > entities.length, `${found} matches`);
});

const words = fc.oneof(
  fc.constantFrom(...new Set(entities.flatMap((one: Entity) => one.caption.split(' ')))),
  fc.constantFrom(
    'محمد',
    'الحطاب',
    'شريف',
    'Соколов',
    'Иван',
    '김영철',
    '张伟民',
    'דוד',
    'J.',
    'Dr.',
    'GmbH',
    '7',
    'VII',
  ),
  fc.string({ unit: fc.constantFrom(...'abdehiklmnorstuvyz'), minLength: 1, maxLength: 9 }),
);

test('random names: the pruned search is the full scan', () => {
  fc.assert(
    fc.property(
      fc.array(words, { minLength: 1, maxLength: 5 }),
      fc.constantFrom(...SCHEMATA),
      fc.constantFrom(...THRESHOLDS),
      (parts, schema, threshold) => {
        assertSame({ schema, properties: { name: [parts.join(' ')] } }, { threshold });
      },
    ),
    { numRuns: 300 },
  );
});

test('several names and every fact: the pruned search is the full scan', () => {
  for (const threshold of THRESHOLDS) {
    assertSame(
      {
        schema: 'Person',
        properties: {
          name: ['Kasim Jahja Hattab', 'Sergei Turchin'],
          alias: ['عبد الرحمن ياسين'],
          birthDate: ['1971-04-03'],
          nationality: ['de'],
          gender: ['female'],
          passportNumber: ['A1234567'],
        },
      },
      { threshold },
    );
  }
});

test('explain gives of an entity what the search gives of it', () => {
  let explained = 0;
  trueNames().forEach((subject, i) => {
    const facts = i % 2 === 0 ? {} : { birthDate: ['1971'], nationality: ['iq'], gender: ['male'] };
    const asked = {
      ...subject,
      properties: { name: [perturbed(subject.properties.name![0]!, i)], ...facts },
    };
    const matches = screenOrRefuse(() => index.screen(asked, { threshold: 0.6 }));
    if (typeof matches === 'string') return;
    for (const match of matches) {
      assert.deepEqual(index.explain(asked, match.id), match, JSON.stringify(asked));
      explained++;
    }
  });
  assert.ok(explained > 200, `${explained}`);
});

test('a warm searcher answers as a fresh one, in any order', () => {
  const subjects = trueNames().filter((_, i) => i % 4 === 0);
  const warm = subjects.map((subject) => index.screen(subject, { threshold: 0.6 }));
  clearWordCache();
  index.forgetWords();
  const fresh = openIndex(buffer);
  [...subjects.keys()].reverse().forEach((i) => {
    assert.deepEqual(fresh.screen(subjects[i]!, { threshold: 0.6 }), warm[i]);
  });
});

test('a second thread over the same shared bytes answers the same', async () => {
  const subjects = trueNames().filter((_, i) => i % 6 === 0);
  const source = `
    import { parentPort, workerData } from 'node:worker_threads';
    const { openIndex } = await import(workerData.door);
    const index = openIndex(workerData.buffer, { verify: false });
    parentPort.postMessage({
      shared: index.buffer === workerData.buffer,
      answers: workerData.subjects.map((subject) => index.screen(subject)),
    });`;
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(source)}`), {
    workerData: { buffer, subjects, door: new URL('../../src/match/index.ts', import.meta.url).href },
  });
  const answer = await new Promise<{ shared: boolean; answers: unknown }>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  await worker.terminate();
  assert.ok(answer.shared);
  assert.deepEqual(
    answer.answers,
    subjects.map((subject) => index.screen(subject)),
  );
});
