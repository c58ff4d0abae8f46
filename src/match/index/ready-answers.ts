import { analyseName, commonNames, type Term } from '../../names/index.ts';
import { LikeTerms } from '../search/like-terms.ts';
import { columnsOf } from './columns.ts';
import type { Sections } from './layout.ts';

/**
 * The words that subjects bear most often are looked up once, when the index is built: what they are like depends on
 * the index alone. Of the Latin words of ordinary people nearly two thirds are among them, which an index that was
 * just opened need not look up.
 */

/** Names that one of 2 ** this many ordinary name words is: the whole table of frequencies. */
const COMMON_BITS = 17;
/** An index of fewer words is asked as fast without, and built in a tenth of the time. */
const FEWEST_WORDS = 8_000;
/** Words that so many listed names hold: Arabic and Cyrillic ones too. */
const OFTEN_LISTED = 10;
const MOST_WORDS = 40_000;

/** Takes the finished sections of an index and its terms with how many names hold each; gives the answers. */
export function readyAnswers(
  sections: Sections,
  terms: readonly Term[],
  wordTerms: number,
  uses: Uint32Array,
): Sections {
  if (wordTerms < FEWEST_WORDS) return sectionsOf([], [0], new Int32Array(0));
  const chosen = new Map<string, Term>();
  for (const word of commonNames(COMMON_BITS)) {
    for (const part of analyseName(word, 'person').parts) chosen.set(part.term.id, part.term);
  }
  const often: number[] = [];
  for (let term = 0; term < wordTerms; term++) if (uses[term]! >= OFTEN_LISTED) often.push(term);
  often.sort((a, b) => uses[b]! - uses[a]! || a - b);
  for (const term of often) chosen.set(terms[term]!.id, terms[term]!);
  const like = new LikeTerms(columnsOf(sections, wordTerms), false);
  const ids: string[] = [];
  const start = [0];
  let count = 0;
  const answers: Int32Array[] = [];
  for (const [id, term] of chosen) {
    if (ids.length >= MOST_WORDS) break;
    const found = like.of(term);
    ids.push(id);
    answers.push(found);
    count += found.length;
    start.push(count);
  }
  const all = new Int32Array(count);
  answers.forEach((found, i) => {
    all.set(found, start[i]!);
  });
  return sectionsOf(ids, start, all);
}

function sectionsOf(ids: readonly string[], start: readonly number[], readyAnswers: Int32Array): Sections {
  return {
    readyIds: new TextEncoder().encode(ids.join('\n')),
    readyStart: Uint32Array.from(start),
    readyAnswers,
  };
}

/** Term id → its answer (see `LikeTerms`), as an index carries them. */
export function readyAnswersOf(sections: Sections): Map<string, Int32Array> {
  const start = sections.readyStart as Uint32Array;
  const answers = sections.readyAnswers as Int32Array;
  const known = new Map<string, Int32Array>();
  // TextDecoder refuses views of shared memory.
  const ids = new TextDecoder().decode((sections.readyIds as Uint8Array).slice());
  if (ids === '') return known;
  ids.split('\n').forEach((id, i) => {
    known.set(id, answers.subarray(start[i]!, start[i + 1]!));
  });
  return known;
}
