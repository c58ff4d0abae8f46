import { findWallets, type Subject } from '../../entity/index.ts';
import { costOf, knownOrganisationAt, lengthOf } from '../../names/index.ts';
import type { Match } from '../match.ts';
import type { ScreenOptions } from '../screen-options.ts';
import type { NameSearcher } from '../search/searcher.ts';
import { type PlacedWord, placedWords, termsOfWord } from './words.ts';

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
}

/** A place in the text where a listed name may stand. */
interface Span {
  readonly first: number;
  readonly last: number;
  readonly schema: 'Person' | 'Organization' | 'Vessel';
}

const SCHEMA_OF_KIND = ['Person', 'Organization', 'Vessel'] as const;

/** Share of a listed name's weight that has to stand in the text: less is a part of a name that anybody may bear. */
const LEAST_SHARE = 0.72;
/** Particles and titles weigh no more, in 1/200: they stand in many names and widen no place. */
const LIGHT = 20;
/** Words that may stand between two words of a name: a particle, a middle name. */
const GAP = 2;
/** A name of one word is too common to be found in running text, unless an organisation's and as long as this. */
const SHORTEST_LONE = 4;

/**
 * Finds all designated names in a text, in one pass over its words: each word is compared with the vocabulary once,
 * the rare words of names lead to the names, and where enough of a name stands close together the words are screened
 * as a name. Of places that overlap the best is kept.
 */
export function scanText(
  index: ScannedIndex,
  searcher: NameSearcher,
  text: string,
  options: ScreenOptions,
): TextMatch[] {
  const words = placedWords(text);
  const like = new LikeWords(searcher);
  const spans = new Map<string, Span>();
  for (let at = 0; at < words.length; at++) {
    for (const [term] of like.of(words[at]!.text)) {
      for (const name of searcher.namesOfTerm(term)) {
        const span = spanOf(searcher, words, like, at, name);
        if (span !== undefined) spans.set(`${span.first}-${span.last}-${span.schema}`, span);
      }
    }
  }
  const forms = words.map((word) => word.text);
  for (let at = 0; at < words.length; at++) {
    const known = knownOrganisationAt(forms, at);
    if (known === undefined || words[at + known.length - 1]!.run !== words[at]!.run) continue;
    // A form that is also a word or a given name (`Isis`) counts in capitals only.
    const written = text.slice(words[at]!.start, words[at + known.length - 1]!.end);
    if (known.value.caution && (written.length < SHORTEST_LONE || written !== written.toUpperCase()))
      continue;
    const last = at + known.length - 1;
    spans.set(`${at}-${last}-Organization`, { first: at, last, schema: 'Organization' });
  }
  const found: TextMatch[] = [];
  for (const span of spans.values()) {
    const start = words[span.first]!.start;
    const end = words[span.last]!.end;
    const written = text.slice(start, end);
    const subject: Subject = { schema: span.schema, properties: { name: [written.replace(/\s+/gu, ' ')] } };
    for (const match of index.screen(subject, options)) found.push({ start, end, text: written, match });
  }
  for (const wallet of findWallets(text)) {
    const subject: Subject = { schema: 'CryptoWallet', properties: { publicKey: [wallet.normalised] } };
    for (const match of index.screen(subject, options)) {
      found.push({ start: wallet.start, end: wallet.end, text: text.slice(wallet.start, wallet.end), match });
    }
  }
  return bestOf(found);
}

/** The words around a place that a listed name would take, where enough of it stands there. */
function spanOf(
  searcher: NameSearcher,
  words: readonly PlacedWord[],
  like: LikeWords,
  at: number,
  name: number,
): Span | undefined {
  const { terms, weights, kind } = searcher.nameParts(name);
  let total = 0;
  for (const weight of weights) total += weight;
  const run = words[at]!.run;
  const reach = terms.length + GAP;
  let met = 0;
  let metWords = 0;
  let first = at;
  let last = at;
  const taken = new Set<number>();
  // The heaviest first: an Arabic article written with its word must not take the word's place.
  const parts = [...weights.keys()].sort((a, b) => weights[b]! - weights[a]! || a - b);
  for (const part of parts) {
    const term = terms[part]!;
    let best = -1;
    for (let distance = 0; distance <= reach; distance++) {
      for (const place of distance === 0 ? [at] : [at - distance, at + distance]) {
        const word = words[place];
        if (best >= 0 || word === undefined || word.run !== run || taken.has(place)) continue;
        if (like.of(word.text).has(term)) best = place;
      }
    }
    if (best < 0 || (weights[part]! <= LIGHT && (best < first || best > last))) continue;
    taken.add(best);
    met += weights[part]!;
    metWords++;
    first = Math.min(first, best);
    last = Math.max(last, best);
  }
  if (met < total * LEAST_SHARE || last - first + 1 > metWords + GAP) return undefined;
  if (metWords === 1) {
    const word = words[at]!;
    if (kind === 0 || !word.capital || word.text.length < SHORTEST_LONE || terms.length > 1) return undefined;
  }
  return { first, last, schema: SCHEMA_OF_KIND[kind]! };
}

/** Of matches that overlap: for each entity the best, and only entities about as good as the best at that place. */
function bestOf(found: readonly TextMatch[]): TextMatch[] {
  const order = [...found].sort(
    (a, b) => b.match.score - a.match.score || b.end - b.start - (a.end - a.start) || a.start - b.start,
  );
  const kept: TextMatch[] = [];
  for (const one of order) {
    const beside = kept.filter((other) => other.start < one.end && one.start < other.end);
    const same = beside.every((other) => other.start === one.start && other.end === one.end);
    if (beside.length > 0 && (!same || beside.some((other) => other.match.id === one.match.id))) continue;
    kept.push(one);
  }
  return kept.sort((a, b) => a.start - b.start || b.match.score - a.match.score);
}

/** Terms of the index that a word of the text is, looked up once for each different word. */
class LikeWords {
  private readonly searcher: NameSearcher;
  private readonly known = new Map<string, ReadonlyMap<number, number>>();

  constructor(searcher: NameSearcher) {
    this.searcher = searcher;
  }

  /** Term → packed cost. Stricter than for a name by itself: running text has many words. */
  of(word: string): ReadonlyMap<number, number> {
    let found = this.known.get(word);
    if (found === undefined) {
      const terms = new Map<number, number>();
      for (const own of termsOfWord(word)) {
        const like = this.searcher.likeWord(own);
        for (let at = 0; at < like.length; at += 2) {
          const cost = costOf(like[at + 1]!);
          if (cost <= 45 || (cost <= 100 && lengthOf(like[at + 1]!) >= 7))
            terms.set(like[at]!, like[at + 1]!);
        }
      }
      found = terms;
      this.known.set(word, found);
    }
    return found;
  }
}
