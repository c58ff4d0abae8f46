import { findWallets, type Subject } from '../../entity/index.ts';
import { knownOrganisationAt, Remembered } from '../../names/index.ts';
import type { Match } from '../match.ts';
import type { LikeWords } from './like-words.ts';
import { Places, type ScoredSubject } from './places.ts';
import { keyOf, SHORTEST_LONE, type Span, SpanFinder, type SpanSchema } from './spans.ts';
import { isUnspaced, type UnspacedNames } from './unspaced.ts';
import { type PlacedWord, placedWords } from './words.ts';

/** A designated name (or wallet address) in a text. Offsets are UTF-16 units of the text given. */
export interface TextMatch {
  readonly start: number;
  readonly end: number;
  /** The words as the text writes them. */
  readonly text: string;
  readonly match: Match;
}

/** Least score of one word alone: any text has words that are like some name of one word. */
const LEAST_LONE_SCORE = 0.95;
const NOT_ALIKE: ScoredSubject = { score: 0, matches: () => [] };

/** Compares a subject with all listed names. */
export type ScoreSubject = (subject: Subject) => ScoredSubject;

/**
 * Finds all designated names in a text, in one pass over its words: each word is compared with the vocabulary once,
 * the rare words of names lead to the names, and where enough of a name stands close together the words are screened
 * as a name. In scripts that write words together the listed names themselves are looked for. Of places that overlap the best is kept, and only what is kept is explained.
 */
export function scanText(
  scoreSubject: ScoreSubject,
  like: LikeWords,
  unspaced: () => UnspacedNames,
  text: string,
): TextMatch[] {
  const words = placedWords(text);
  const spans = new SpanFinder(words, like).spans();
  for (const span of knownOrganisations(text, words)) {
    spans.set(keyOf(span), span);
  }
  for (const span of otherReadings([...spans.values()])) spans.set(keyOf(span), span);
  const score = remembered(scoreSubject);
  const places = new Places();
  for (const span of spans.values()) {
    const { schema } = span;
    const start = words[span.first]!.start;
    const end = words[span.last]!.end;
    const name = wholeName(text, words, span);
    const least = span.lone ? LEAST_LONE_SCORE : 0;
    places.add(start, end, () => {
      const scored = score({ schema, properties: { name: [name] } });
      return scored.score < least ? NOT_ALIKE : scored;
    });
  }
  if (isUnspaced(text)) {
    for (const { start, end, schema } of unspaced().spans(text)) {
      const name = text.slice(start, end).replace(/\s+/gu, '');
      places.add(start, end, () => score({ schema, properties: { name: [name] } }));
    }
  }
  for (const { start, end, normalised } of findWallets(text)) {
    places.add(start, end, () => score({ schema: 'CryptoWallet', properties: { publicKey: [normalised] } }));
  }
  return places.best(text.length).flatMap(({ start, end, scored, holds }) => {
    const written = text.slice(start, end);
    // Who was found by a better part of the place is not found again.
    const ids = new Set(holds.flatMap((place) => matchesOf(place.scored()).map(({ id }) => id)));
    return matchesOf(scored())
      .toSorted((a, b) => b.score - a.score)
      .filter(({ id }) => !ids.has(id) && ids.add(id))
      .map((match) => ({ start, end, text: written, match }));
  });
}

function matchesOf(scored: readonly ScoredSubject[]): readonly Match[] {
  return scored.flatMap(({ matches }) => matches());
}

/**
 * Places read as what was found within them too: a list that leaves open what `Huber Company` is has it as a
 * person's name of two words, and another has the firm, whose name is `Huber`.
 */
function otherReadings(spans: readonly Span[]): Span[] {
  const byFirst = new Map<number, Span[]>();
  for (const span of spans) {
    const others = byFirst.get(span.first);
    if (others === undefined) byFirst.set(span.first, [span]);
    else others.push(span);
  }
  return spans.flatMap((span) => {
    const schemata = new Set<SpanSchema>();
    for (let first = span.first; first <= span.last; first++) {
      for (const { last, schema } of byFirst.get(first) ?? []) if (last <= span.last) schemata.add(schema);
    }
    schemata.delete(span.schema);
    return [...schemata].map((schema) => ({ ...span, schema }));
  });
}

/** The name that stands in a place, with blanks for line ends, and whole the words that a line end broke. */
function wholeName(text: string, words: readonly PlacedWord[], { first, last, broken }: Span): string {
  let name = '';
  let from = words[first]!.start;
  for (const at of broken.toSorted((a, b) => a - b)) {
    name += text.slice(from, words[at]!.end);
    from = words[at + 1]!.start;
  }
  return (name + text.slice(from, words[last]!.end)).replace(/\s+/gu, ' ');
}

/** Places where an organisation that is known by many names stands. */
function* knownOrganisations(text: string, words: readonly PlacedWord[]): Generator<Span> {
  const forms = words.map((word) => word.text);
  for (let at = 0; at < words.length; at++) {
    const known = knownOrganisationAt(forms, at);
    if (known === undefined || words[at + known.length - 1]!.run !== words[at]!.run) continue;
    const last = at + known.length - 1;
    // A form that is also a word or a given name (`Isis`) counts in capitals only.
    const written = text.slice(words[at]!.start, words[last]!.end);
    if (known.value.caution && (written.length < SHORTEST_LONE || written !== written.toUpperCase()))
      continue;
    yield { first: at, last, schema: 'Organization', broken: [], lone: false };
  }
}

/** Answers that one scan remembers: names come back in a text. */
const ANSWERS = 10_000;

function remembered(score: ScoreSubject): ScoreSubject {
  const answers = new Remembered<string, ScoredSubject>(ANSWERS);
  return (subject) => {
    const { schema, properties } = subject;
    const key = `${schema}:${(properties.name ?? properties.publicKey ?? []).join('\n')}`;
    return answers.of(key, () => score(subject));
  };
}
