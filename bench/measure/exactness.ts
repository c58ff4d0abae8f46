import { createHash } from 'node:crypto';
import type { Subject } from '../../src/entity/index.ts';
import { buildIndex, type MatchIndex, openIndex } from '../../src/match/index.ts';
import { clearWordCache } from '../../src/names/index.ts';
import { people } from '../data/labelled.ts';
import { drawn, hash32 } from '../seed.ts';
import { perturbedCases, subjectOf } from './perturbed.ts';
import { matchesOf, NO_LIMIT, personNamed, type Scene } from './scene.ts';

/** Entities of the sub-index of the default run: a full scan costs with every one of them. */
const SUB_INDEX = 3000;
/** Below the default threshold too: there the bounds are tighter. */
const THRESHOLDS = [0.7, 0.7, 0.6, 0.85];

export interface ExactnessFigures {
  readonly entities: number;
  readonly queries: number;
  /** Queries whose answer by pruned search is not the one of a full scan. */
  readonly prunedDiffers: number;
  /** Queries whose answer with words read before is not the one of a first reading. */
  readonly cachedDiffers: number;
  /** Matches that were compared. */
  readonly matches: number;
}

/**
 * Pruned search against a scan of every name, and warm caches against empty ones, on perturbed names, listed names
 * and unlisted people. With `whole`, on the index of all lists.
 */
export function measureExactness(scene: Scene, queries: number, whole: boolean): ExactnessFigures {
  const index = whole ? scene.index : subIndex(scene);
  const subjects = drawn(subjectsOf(scene, queries), queries, 'exactness', (subject) =>
    JSON.stringify(subject.properties),
  );
  const answers: string[] = [];
  let prunedDiffers = 0;
  let matches = 0;
  subjects.forEach((subject, at) => {
    const options = { threshold: THRESHOLDS[at % THRESHOLDS.length]!, limit: NO_LIMIT };
    // Some queries meet empty caches, some warm ones: both must give what the full scan gives.
    if (hash32(`cold:${at}`) % 2 === 0) clearWordCache();
    const pruned = matchesOf(index, subject, options);
    const answer = JSON.stringify(pruned);
    matches += pruned.length;
    if (answer !== JSON.stringify(index.fullScan(subject, options))) {
      prunedDiffers++;
      scene.failure('exactness', JSON.stringify(subject.properties));
    }
    answers.push(digestOf(answer));
    if (at % 100 === 99) scene.progress(`full scan: ${at + 1} of ${subjects.length}`);
  });
  return {
    entities: index.info.entities,
    queries: subjects.length,
    prunedDiffers,
    cachedDiffers: cachedDiffers(index, subjects, answers),
    matches,
  };
}

/** Asks all again, in the opposite order, with all words read before. */
function cachedDiffers(index: MatchIndex, subjects: readonly Subject[], answers: readonly string[]): number {
  let differs = 0;
  for (let at = subjects.length - 1; at >= 0; at--) {
    const options = { threshold: THRESHOLDS[at % THRESHOLDS.length]!, limit: NO_LIMIT };
    if (digestOf(JSON.stringify(matchesOf(index, subjects[at]!, options))) !== answers[at]) differs++;
  }
  return differs;
}

const digestOf = (text: string) => createHash('sha256').update(text).digest('base64');

function subIndex(scene: Scene): MatchIndex {
  const some = drawn(
    scene.lists.entities.filter(({ schema }) => schema !== 'Sanction' && schema !== 'Address'),
    SUB_INDEX,
    'sub-index',
    ({ id }) => id,
  );
  return openIndex(buildIndex(some, { lists: scene.lists.versions }).buffer);
}

/** Listed and unlisted, about as many of each. */
function subjectsOf(scene: Scene, queries: number): Subject[] {
  const subjects: Subject[] = [];
  for (const { base, altered } of perturbedCases({
    ...scene,
    cases: () => Math.ceil(queries / 80),
    progress: () => {},
  })) {
    const subject = subjectOf(base, altered);
    if (altered.text === undefined) subjects.push(subject);
  }
  for (const file of ['people-unlisted-global.csv', 'people-unlisted-us.csv'] as const)
    for (const person of drawn(people(file) ?? [], queries, 'exact', ({ name }) => name))
      subjects.push(personNamed(person.name));
  return subjects;
}
