import { type SharedNumbers, sharedNumbers } from './shared.ts';

/** A column of words that entities have any number of: numbers of words in one array, cut by entity. */
export interface KeywordData {
  readonly words: readonly string[];
  /** Where the words of each entity begin; one more than there are entities. */
  readonly starts: SharedNumbers;
  readonly codes: SharedNumbers;
}

/** Fills a column, entity by entity. */
export class KeywordColumn {
  private readonly known = new Map<string, number>();
  private readonly starts: number[] = [0];
  private readonly codes: number[] = [];

  /** The words of the next entity; a word given twice counts once. */
  add(words: Iterable<string>): void {
    for (const word of new Set(words)) {
      let code = this.known.get(word);
      if (code === undefined) {
        code = this.known.size;
        this.known.set(word, code);
      }
      this.codes.push(code);
    }
    this.starts.push(this.codes.length);
  }

  done(): KeywordData {
    return {
      words: [...this.known.keys()],
      starts: sharedNumbers(this.starts),
      codes: sharedNumbers(this.codes),
    };
  }
}

/** A finished column, to be asked. */
export class Keywords {
  readonly words: readonly string[];
  private readonly starts: SharedNumbers;
  private readonly codes: SharedNumbers;
  private codeOfWord: ReadonlyMap<string, number> | undefined;

  constructor({ words, starts, codes }: KeywordData) {
    this.words = words;
    this.starts = starts;
    this.codes = codes;
  }

  /** Numbers of the words that are among these, as the column numbers them. */
  codesFor(words: Iterable<string>): ReadonlySet<number> {
    this.codeOfWord ??= new Map(this.words.map((word, code) => [fold(word), code]));
    const found = new Set<number>();
    for (const word of words) {
      const code = this.codeOfWord.get(fold(word));
      if (code !== undefined) found.add(code);
    }
    return found;
  }

  hasAny(entity: number, codes: ReadonlySet<number>): boolean {
    for (let i = this.starts[entity]!; i < this.starts[entity + 1]!; i++) {
      if (codes.has(this.codes[i]!)) return true;
    }
    return false;
  }

  /** Adds one to the count of each word of an entity. */
  count(entity: number, counts: Uint32Array): void {
    for (let i = this.starts[entity]!; i < this.starts[entity + 1]!; i++) counts[this.codes[i]!]!++;
  }

  codesOf(entity: number): number[] {
    return [...this.codes.subarray(this.starts[entity]!, this.starts[entity + 1]!)];
  }

  of(entity: number): string[] {
    return this.codesOf(entity).map((code) => this.words[code]!);
  }
}

/** Keywords are found whatever their case, as yente's index has them. */
function fold(word: string): string {
  return word.toLowerCase();
}
