import type { TermColumns, WordArrays } from '../../names/index.ts';
import { type Dictionary, termBitsOf } from './dictionary.ts';
import type { Sections } from './layout.ts';

/** The columns of an index, typed. */
export interface IndexColumns {
  readonly terms: TermColumns;
  readonly termCount: number;
  /** Terms below are words of names, terms from here on words read as one. */
  readonly wordTerms: number;
  readonly dictionary: Dictionary;
  /** Kind and term → postings of the names of this kind in whose head it is: `postingStart[kind * termCount + term]`. */
  readonly postingStart: Uint32Array;
  readonly postings: Uint32Array;
  /** Names as the search reads them (see `name-records.ts`), and where the record of a name begins. */
  readonly records: Uint32Array;
  readonly nameRecord: Uint32Array;
  readonly nameEntity: Uint32Array;
  /** Name → its words in `words`. */
  readonly nameParts: Uint32Array;
  readonly words: WordArrays;
  readonly nameNumbers: Uint32Array;
  readonly numbers: Uint32Array;
  readonly nameLegal: Uint32Array;
  readonly legal: Uint32Array;
  readonly entityNames: Uint32Array;
}

export function columnsOf(sections: Sections, wordTerms: number): IndexColumns {
  const u8 = (name: string) => sections[name] as Uint8Array;
  const u32 = (name: string) => sections[name] as Uint32Array;
  const termCount = u32('term.start').length - 1;
  return {
    terms: {
      start: u32('term.start'),
      blocks: u8('term.blocks'),
      symbolStart: u32('term.symbolStart'),
      symbols: u32('term.symbols'),
    },
    termCount,
    wordTerms,
    dictionary: {
      present: u32('present'),
      bucketStart: u32('bucketStart'),
      entries: u32('entries'),
      termBits: termBitsOf(termCount),
    },
    postingStart: u32('postingStart'),
    postings: u32('postings'),
    records: u32('nameRecords'),
    nameRecord: u32('nameRecord'),
    nameEntity: u32('nameEntity'),
    nameParts: u32('nameParts'),
    words: { weights: u8('partWeight'), initials: u8('partInitial'), letters: u8('partLetter') },
    nameNumbers: u32('nameNumbers'),
    numbers: u32('numbers'),
    nameLegal: u32('nameLegal'),
    legal: u32('legal'),
    entityNames: u32('entityNames'),
  };
}
