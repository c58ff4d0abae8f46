import { symbolOf } from '../terms/symbol.ts';
import { TERM_KIND, type Term } from '../terms/term.ts';
import { costOf, lengthOf } from '../terms/term-cost.ts';
import type { AnalysedName } from './analyse.ts';
import type { Part } from './part.ts';

/** Weights are kept as whole numbers of this part of 1. */
export const WEIGHT_UNIT = 200;

/** Role flags of a word, as the aligner sees them. */
export const INITIAL = 1;
export const PATRONYMIC = 2;
/** A word of Han or Hangul: a family name or a whole given name. */
export const SYLLABIC = 3;
/** What begins a compound name and is left out at will: `Abd`. */
export const COMPOUND_HEAD = 4;

/** An analysed name as the comparison and the index need it. */
export interface FlatName {
  /** Terms of the words, then of the joined words. */
  readonly terms: readonly Term[];
  readonly wordCount: number;
  readonly weights: Uint8Array;
  /** Role flag: INITIAL, PATRONYMIC, SYLLABIC, COMPOUND_HEAD or 0. */
  readonly initials: Uint8Array;
  /** First letter of a word (ASCII), 0 where an initial cannot stand for it. */
  readonly letters: Uint8Array;
  /** Of each joined word: first word it covers, and how many. */
  readonly joinStart: Uint8Array;
  readonly joinLength: Uint8Array;
  /** Bit set of the words of which one has to be met. */
  readonly head: number;
  readonly numbers: readonly number[];
  readonly legalForms: readonly number[];
  /** The name may end in the middle: its last word may be the beginning of one, and words after it may be missing. */
  readonly cut: boolean;
}

/** The rarest words of a name that together carry this share of its weight are its head. */
const HEAD_SHARE = 0.55;

/** `cut`: what carried the name may have cut it off. */
export function flatten(name: AnalysedName, cut = false): FlatName {
  const n = name.parts.length;
  const weights = new Uint8Array(n);
  const initials = new Uint8Array(n);
  const letters = new Uint8Array(n);
  let total = 0;
  name.parts.forEach((part, i) => {
    weights[i] = part.role === 'title' ? 0 : Math.max(1, Math.round(part.weight * WEIGHT_UNIT));
    total += weights[i]!;
    initials[i] = flagOf(part);
    letters[i] =
      part.role === 'initial' || part.role === 'word' || part.role === 'patronymic'
        ? part.term.latin.charCodeAt(0) || 0
        : 0;
  });
  const order = [...weights.keys()].filter((i) => initials[i] !== INITIAL);
  order.sort((a, b) => weights[b]! - weights[a]! || a - b);
  let head = 0;
  let carried = 0;
  for (const i of order) {
    head |= 1 << i;
    carried += weights[i]!;
    if (carried >= total * HEAD_SHARE) break;
  }
  if (order.length === 0) head = (1 << n) - 1;
  return {
    terms: [...name.parts.map((p) => p.term), ...name.joined.map((j) => j.term)],
    wordCount: n,
    weights,
    initials,
    letters,
    joinStart: Uint8Array.from(name.joined, (j) => j.start),
    joinLength: Uint8Array.from(name.joined, (j) => j.length),
    head,
    numbers: name.numbers.map((value) => symbolOf('same', `number:${value}`)),
    legalForms: name.legalForms.map((family) => symbolOf('same', `legal:${family}`)),
    cut,
  };
}

function flagOf({ role, term }: Part): number {
  if (role === 'initial') return INITIAL;
  if (role === 'patronymic') return PATRONYMIC;
  if (role === 'head') return COMPOUND_HEAD;
  return role === 'word' && term.kind === TERM_KIND.syllable ? SYLLABIC : 0;
}

/** A joined word is one reading of many, so it has to be closer than a word: a romanisation, or one slip in a long one. */
export function joinedAllowed(packed: number): boolean {
  return costOf(packed) <= (lengthOf(packed) >= 8 ? 100 : 45);
}
