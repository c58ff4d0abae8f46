import type { TermColumns, WordArrays } from '../../names/index.ts';
import type { Sections } from './layout.ts';

/** The columns of an index, typed. */
export interface IndexColumns {
  readonly terms: TermColumns;
  readonly termUsage: Uint8Array;
  readonly termJoined: Uint8Array;
  readonly postingStart: Uint32Array;
  readonly postings: Uint32Array;
  readonly markKey: Uint32Array;
  readonly markStart: Uint32Array;
  readonly markEnd: Uint32Array;
  readonly markTerms: Uint32Array;
  readonly nameEntity: Uint32Array;
  readonly nameKind: Uint8Array;
  readonly nameHead: Uint32Array;
  readonly nameParts: Uint32Array;
  readonly partTerm: Uint32Array;
  readonly nameJoins: Uint32Array;
  readonly joinTerm: Uint32Array;
  readonly joinStart: Uint8Array;
  readonly joinLength: Uint8Array;
  readonly nameNumbers: Uint32Array;
  readonly numbers: Uint32Array;
  readonly nameLegal: Uint32Array;
  readonly legal: Uint32Array;
  readonly words: WordArrays;
  readonly entityNames: Uint32Array;
}

export function columnsOf(sections: Sections): IndexColumns {
  const u8 = (name: string) => sections[name] as Uint8Array;
  const u32 = (name: string) => sections[name] as Uint32Array;
  return {
    terms: {
      kind: u8('term.kind'),
      flags: u8('term.flags'),
      readingStart: u32('term.readingStart'),
      soundStart: u32('term.soundStart'),
      sounds: u8('term.sounds'),
      symbolStart: u32('term.symbolStart'),
      symbols: u32('term.symbols'),
    },
    termUsage: u8('termUsage'),
    termJoined: u8('termJoined'),
    postingStart: u32('postingStart'),
    postings: u32('postings'),
    markKey: u32('markKey'),
    markStart: u32('markStart'),
    markEnd: u32('markEnd'),
    markTerms: u32('markTerms'),
    nameEntity: u32('nameEntity'),
    nameKind: u8('nameKind'),
    nameHead: u32('nameHead'),
    nameParts: u32('nameParts'),
    partTerm: u32('partTerm'),
    nameJoins: u32('nameJoins'),
    joinTerm: u32('joinTerm'),
    joinStart: u8('joinStart'),
    joinLength: u8('joinLength'),
    nameNumbers: u32('nameNumbers'),
    numbers: u32('numbers'),
    nameLegal: u32('nameLegal'),
    legal: u32('legal'),
    words: { weights: u8('partWeight'), initials: u8('partInitial'), letters: u8('partLetter') },
    entityNames: u32('entityNames'),
  };
}
