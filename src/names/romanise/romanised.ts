/** How a word of any script reads in Latin letters. */
export interface Romanised {
  /** Lower-case a–z and digits only, best first, at most four; empty where nothing is known or vowels would be guessed. */
  readonly readings: readonly string[];
  /** Which convention gave the first reading, e.g. `elot-743`, `pinyin`, `attested`, `fallback`. */
  readonly system: string;
  /** Arabic and Hebrew script: the written letters, one ASCII character each (see `arabic.ts`, `hebrew.ts`). */
  readonly unvocalised?: string;
  /** The readings may belong to another language than the name's: ideographs of a Japanese name read as Chinese. */
  readonly uncertain?: true;
}

/** What the caller knows about the name a word stands in. */
export interface RomaniseContext {
  /** ISO 639-1 code of the name's language, e.g. `uk`, `ja`, `fa`. */
  readonly language?: string;
  /** Which part of the name this is; ideographs and Hangul read differently as a family name. */
  readonly part?: 'family' | 'given';
  /** The whole name has kana in it: its ideographs are Japanese. */
  readonly kana?: boolean;
}

/** Most readings that one word is given. */
const mostReadings = 4;

/** Puts readings in order without doubles and empties, at most four. */
export function readingsOf(...readings: readonly string[]): readonly string[] {
  const kept: string[] = [];
  for (const reading of readings) {
    if (reading !== '' && !kept.includes(reading)) {
      kept.push(reading);
      if (kept.length === mostReadings) break;
    }
  }
  return kept;
}

/** A lookup by UTF-16 unit made once from a record of letters; `undefined` for letters not in it. */
export function letterTable(
  first: number,
  last: number,
  letters: Readonly<Record<string, string>>,
): readonly (string | undefined)[] {
  const table: (string | undefined)[] = new Array(last - first + 1).fill(undefined);
  for (const [letter, reading] of Object.entries(letters)) {
    const at = letter.charCodeAt(0) - first;
    if (letter.length !== 1 || at < 0 || at >= table.length)
      throw new RangeError(`letter ${letter} is outside the table`);
    table[at] = reading;
  }
  return table;
}
