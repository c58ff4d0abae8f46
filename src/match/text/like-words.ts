import { costOf, editsOf, lengthOf, Remembered } from '../../names/index.ts';
import type { NameSearcher } from '../search/searcher.ts';
import { termsOfWord } from './words.ts';

/** Words of texts remembered with their like terms. */
const REMEMBERED = 30_000;
/** Names remembered with their words: more than lists hold today. */
const REMEMBERED_NAMES = 400_000;

/** A slip in a shorter word is another word. */
const SHORTEST_SLIPPED = 5;

/** Terms that a word is, and others that it is one letter away from. */
interface LikeTerms {
  readonly same: ReadonlySet<number>;
  readonly nearly: ReadonlySet<number>;
}

/**
 * A listed name as the scan looks at it: its words, the heaviest first, so that an Arabic article written with its
 * word does not take the word's place.
 */
export interface ListedParts {
  readonly terms: Uint32Array;
  readonly weights: Uint8Array;
  readonly kind: number;
  readonly total: number;
}

/**
 * What a scan asks an index for, again and again: the terms that a word of a text is, and the words of the names that
 * a term leads to. Answers of the immutable index, remembered from text to text.
 */
export class LikeWords {
  private readonly searcher: NameSearcher;
  private readonly words = new Remembered<string, LikeTerms>(REMEMBERED);
  private readonly names = new Remembered<number, ListedParts>(REMEMBERED_NAMES);

  constructor(searcher: NameSearcher) {
    this.searcher = searcher;
  }

  /** Forgets all answers. */
  clear(): void {
    this.words.clear();
    this.names.clear();
  }

  /** Terms of the index that a word is. Stricter than for a name by itself: running text has many words. */
  of(word: string): ReadonlySet<number> {
    return this.read(word).same;
  }

  /** Terms that a word may be with a slip, where the rest of a name stands beside it. */
  nearly(word: string): ReadonlySet<number> {
    return this.read(word).nearly;
  }

  private read(word: string): LikeTerms {
    return this.words.of(word, () => {
      const same = new Set<number>();
      const nearly = new Set<number>();
      for (const own of termsOfWord(word)) {
        const like = this.searcher.likeWord(own);
        for (let at = 0; at < like.length; at += 2) {
          const packed = like[at + 1]!;
          const cost = costOf(packed);
          if (cost <= 45 || (cost <= 100 && lengthOf(packed) >= 7)) same.add(like[at]!);
          else if (editsOf(packed) === 1 && lengthOf(packed) >= SHORTEST_SLIPPED) nearly.add(like[at]!);
        }
      }
      return { same, nearly: nearly.difference(same) };
    });
  }

  /** Names in whose head a term is, as `partsOf` takes them. */
  namesOf(term: number): readonly number[] {
    return this.searcher.namesOfTerm(term);
  }

  partsOf(name: number): ListedParts {
    return this.names.of(name, () => {
      const { terms, weights, kind } = this.searcher.nameParts(name);
      const order = [...weights.keys()].sort((a, b) => weights[b]! - weights[a]! || a - b);
      return {
        terms: Uint32Array.from(order, (part) => terms[part]!),
        weights: Uint8Array.from(order, (part) => weights[part]!),
        kind,
        total: weights.reduce((sum, weight) => sum + weight, 0),
      };
    });
  }
}
