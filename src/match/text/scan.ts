import { findWallets, type Subject } from '../../entity/index.ts';
import { knownOrganisationAt } from '../../names/index.ts';
import type { Match } from '../match.ts';
import type { ScreenOptions } from '../screen-options.ts';
import type { LikeWords } from './like-words.ts';
import { SHORTEST_LONE, type Span, SpanFinder } from './spans.ts';
import { type PlacedWord, placedWords } from './words.ts';

/** A designated name (or wallet address) in a text. Offsets are UTF-16 units of the text given. */
export interface TextMatch {
  readonly start: number;
  readonly end: number;
  /** The words as the text writes them. */
  readonly text: string;
  readonly match: Match;
}

/** What the scan needs of an index. */
export interface ScannedIndex {
  screen(subject: Subject, options?: ScreenOptions): readonly Match[];
  /** Score of the best match that `screen` would give; 0 where there is none. */
  highestScore(subject: Subject, options?: ScreenOptions): number;
}

/** A place in the text, with the readings that reach the threshold. */
interface Place {
  readonly start: number;
  readonly end: number;
  readonly score: number;
  readonly subjects: Subject[];
}

/**
 * Finds all designated names in a text, in one pass over its words: each word is compared with the vocabulary once,
 * the rare words of names lead to the names, and where enough of a name stands close together the words are screened
 * as a name. Of places that overlap the best is kept, and only what is kept is explained.
 */
export function scanText(
  index: ScannedIndex,
  like: LikeWords,
  text: string,
  options: ScreenOptions,
): TextMatch[] {
  const words = placedWords(text);
  const spans = new SpanFinder(words, like).spans();
  for (const span of knownOrganisations(text, words)) {
    spans.set(`${span.first}-${span.last}-${span.schema}`, span);
  }
  const screened = new Screened(index, options);
  const places = new Map<string, Place>();
  const add = (start: number, end: number, subject: Subject) => {
    const score = screened.highestScore(subject);
    if (score === 0) return;
    const key = `${start}-${end}`;
    const known = places.get(key);
    places.set(key, {
      start,
      end,
      score: Math.max(score, known?.score ?? 0),
      subjects: [...(known?.subjects ?? []), subject],
    });
  };
  for (const { first, last, schema } of spans.values()) {
    const start = words[first]!.start;
    const end = words[last]!.end;
    const name = text.slice(start, end).replace(/\s+/gu, ' ');
    add(start, end, { schema, properties: { name: [name] } });
  }
  for (const { start, end, normalised } of findWallets(text)) {
    add(start, end, { schema: 'CryptoWallet', properties: { publicKey: [normalised] } });
  }
  return bestOf([...places.values()], text.length).flatMap(({ start, end, subjects }) => {
    const written = text.slice(start, end);
    const ids = new Set<string>();
    return subjects
      .flatMap((subject) => screened.matches(subject))
      .sort((a, b) => b.score - a.score)
      .filter(({ id }) => !ids.has(id) && ids.add(id))
      .map((match) => ({ start, end, text: written, match }));
  });
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
    yield { first: at, last, schema: 'Organization' };
  }
}

/** Of places that overlap the best: the highest score, the longest, the first. In the order of the text. */
function bestOf(places: readonly Place[], length: number): Place[] {
  const order = [...places].sort(
    (a, b) => b.score - a.score || b.end - b.start - (a.end - a.start) || a.start - b.start,
  );
  const taken = new Uint8Array(length);
  const kept = order.filter(({ start, end }) => {
    for (let at = start; at < end; at++) if (taken[at] === 1) return false;
    taken.fill(1, start, end);
    return true;
  });
  return kept.sort((a, b) => a.start - b.start);
}

/** Answers of an index for one scan: names come back in a text. */
class Screened {
  private readonly index: ScannedIndex;
  private readonly options: ScreenOptions;
  private readonly scores = new Map<string, number>();
  private readonly found = new Map<string, readonly Match[]>();

  constructor(index: ScannedIndex, options: ScreenOptions) {
    this.index = index;
    this.options = options;
  }

  highestScore(subject: Subject): number {
    return remembered(this.scores, subject, () => this.index.highestScore(subject, this.options));
  }

  matches(subject: Subject): readonly Match[] {
    return remembered(this.found, subject, () => this.index.screen(subject, this.options));
  }
}

/** Answers that one scan remembers. */
const ANSWERS = 10_000;

function remembered<T>(answers: Map<string, T>, { schema, properties }: Subject, answer: () => T): T {
  const key = `${schema}:${(properties.name ?? properties.publicKey ?? []).join('\n')}`;
  let known = answers.get(key);
  if (known === undefined) {
    known = answer();
    if (answers.size >= ANSWERS) answers.clear();
    answers.set(key, known);
  }
  return known;
}
