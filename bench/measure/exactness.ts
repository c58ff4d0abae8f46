import { createHash } from 'node:crypto';
import { type Entity, RiegelError, type Subject } from '../../src/entity/index.ts';
import { buildIndex, type Match, type MatchIndex, openIndex } from '../../src/match/index.ts';
import { clearWordCache } from '../../src/names/index.ts';
import { people } from '../data/labelled.ts';
import { TREATMENTS } from '../perturb/index.ts';
import { drawn, hash32 } from '../seed.ts';
import { perturbedCases, subjectOf } from './perturbed.ts';
import { matchesOf, NO_LIMIT, personNamed, type Scene } from './scene.ts';

/** Entities of the sub-index of the default run: a full scan costs with every one of them. */
const SUB_INDEX = 800;
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

/** What cannot be compared is refused in both paths alike; `matchesOf` gives no match then. */
function refusedIsNone(answer: () => readonly Match[]): readonly Match[] {
  try {
    return answer();
  } catch (error) {
    if (error instanceof RiegelError && error.code === 'match/nothing-to-compare') return [];
    throw error;
  }
}

/**
 * Pruned search against a scan of every name, and warm caches against empty ones, on perturbed names, listed names
 * and unlisted people. With `whole`, on the index of all lists.
 */
export function measureExactness(scene: Scene, queries: number, whole: boolean): ExactnessFigures {
  const entities = whole ? scene.lists.entities : subList(scene);
  const index = whole ? scene.index : openIndex(buildIndex(entities, { lists: scene.lists.versions }).buffer);
  const subjects = subjectsOf({ ...scene, lists: { ...scene.lists, entities } }, queries);
  const answers: string[] = [];
  let prunedDiffers = 0;
  let matches = 0;
  subjects.forEach((subject, at) => {
    const options = { threshold: THRESHOLDS[at % THRESHOLDS.length]!, limit: NO_LIMIT };
    // Some queries meet empty caches, some warm ones: both must give what the full scan gives.
    if (hash32(`cold:${at}`) % 2 === 0) {
      clearWordCache();
      index.forgetWords();
    }
    const pruned = matchesOf(index, subject, options);
    const answer = JSON.stringify(pruned);
    matches += pruned.length;
    if (answer !== JSON.stringify(refusedIsNone(() => index.fullScan(subject, options)))) {
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

function subList(scene: Scene): Entity[] {
  const named = scene.lists.entities.filter(({ properties }) => properties.name !== undefined);
  return drawn(named, SUB_INDEX, 'sub-index', ({ id }) => id);
}

/** Half of them names of the index under all manipulations, so that there is something to find; half unlisted people. */
function subjectsOf(scene: Scene, queries: number): Subject[] {
  const quiet: Scene = { ...scene, cases: () => Math.ceil(queries / TREATMENTS.length), progress: () => {} };
  const listed = [...perturbedCases(quiet)]
    .filter(({ altered }) => altered.text === undefined)
    .map(({ base, altered }) => subjectOf(base, altered));
  const unlisted = UNLISTED.flatMap((file) => people(file) ?? []).map(({ name }) => personNamed(name));
  const half = Math.ceil(queries / 2);
  const keyOf = (subject: Subject) => JSON.stringify(subject.properties);
  const some = drawn(listed, half, 'exactness', keyOf);
  return [...some, ...drawn(unlisted, queries - some.length, 'exactness', keyOf)];
}

const UNLISTED = ['people-unlisted-global.csv', 'people-unlisted-us.csv'] as const;
