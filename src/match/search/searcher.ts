import {
  Aligner,
  type FlatName,
  INITIAL,
  joinedAllowed,
  type NameKind,
  PERSON_SETTINGS,
  type TermColumns,
  THING_SETTINGS,
  termColumns,
  termCost,
  termMarks,
  UNLIKE,
} from '../../names/index.ts';
import type { IndexColumns } from '../index/columns.ts';
import { KIND_CODE } from '../index/kinds.ts';

/** A name of the index that met the subject's name. */
export interface NameMatch {
  readonly entity: number;
  readonly name: number;
  readonly score: number;
}

const MAX_MATCHED = 1 << 16;

/** One thread's search state over a shared index. Not re-entrant. */
export class NameSearcher {
  private readonly columns: IndexColumns;
  private readonly aligner = new Aligner();
  /** Term → epoch in which it was last looked at, for one unit of the subject's name. */
  private readonly termLooked: Uint32Array;
  /** Term → epoch in which it matched, and the head of its list of matches. */
  private readonly termEpoch: Uint32Array;
  private readonly termFirst: Int32Array;
  private readonly nameEpoch: Uint32Array;
  private readonly matchUnit = new Uint8Array(MAX_MATCHED);
  private readonly matchCost = new Int32Array(MAX_MATCHED);
  private readonly matchNext = new Int32Array(MAX_MATCHED);
  private readonly matchedTerms = new Uint32Array(MAX_MATCHED);
  private lookEpoch = 0;
  private epoch = 0;
  private candidates = new Uint32Array(1 << 16);
  /** Of the last search, for benchmarks. */
  candidateCount = 0;
  /** Words compared since the searcher was made, for benchmarks. */
  verified = 0;
  /** Marks of every term, made at the first full scan. */
  private marks: number[][] | undefined;

  constructor(columns: IndexColumns) {
    this.columns = columns;
    const termCount = columns.terms.kind.length;
    this.termLooked = new Uint32Array(termCount);
    this.termEpoch = new Uint32Array(termCount);
    this.termFirst = new Int32Array(termCount);
    this.nameEpoch = new Uint32Array(columns.nameEntity.length);
  }

  /** Names of the index whose score with the subject's name reaches the threshold; unordered. */
  search(flat: FlatName, kind: NameKind, threshold: number): NameMatch[] {
    const { columns } = this;
    const subject = termColumns(flat.terms);
    const epoch = this.nextEpoch();
    const matchedTerms = this.expand(flat, subject, epoch);
    let candidateCount = 0;
    for (let m = 0; m < matchedTerms; m++) {
      const term = this.matchedTerms[m]!;
      const end = columns.postingStart[term + 1]!;
      for (let p = columns.postingStart[term]!; p < end; p++) {
        const name = columns.postings[p]!;
        if (this.nameEpoch[name] === epoch) continue;
        this.nameEpoch[name] = epoch;
        if (candidateCount === this.candidates.length) {
          const grown = new Uint32Array(candidateCount * 2);
          grown.set(this.candidates);
          this.candidates = grown;
        }
        this.candidates[candidateCount++] = name;
      }
    }
    this.candidateCount = candidateCount;
    const matches: NameMatch[] = [];
    for (let c = 0; c < candidateCount; c++) {
      const name = this.candidates[c]!;
      const score = this.scoreName(name, flat, kind, epoch);
      if (score >= threshold) matches.push({ entity: columns.nameEntity[name]!, name, score });
    }
    return matches;
  }

  /** Score of one name of the index against the subject's name whose words were expanded in this epoch. */
  private scoreName(name: number, flat: FlatName, kind: NameKind, epoch: number): number {
    const { columns, aligner } = this;
    if (columns.nameKind[name] !== KIND_CODE[kind]) return 0;
    if (!this.gatherPairs(name, flat, epoch) || !aligner.touches(columns.nameHead[name]!)) return 0;
    const from = columns.nameParts[name]!;
    const score = aligner.score(
      flat,
      0,
      flat.wordCount,
      columns.words,
      from,
      columns.nameParts[name + 1]! - from,
      kind === 'person' ? PERSON_SETTINGS : THING_SETTINGS,
    );
    return score;
  }

  /** The names of one entity with their scores, whatever they are; unordered. */
  scoreEntity(flat: FlatName, kind: NameKind, entity: number): NameMatch[] {
    const { columns } = this;
    const epoch = this.nextEpoch();
    this.expand(flat, termColumns(flat.terms), epoch);
    const matches: NameMatch[] = [];
    for (let name = columns.entityNames[entity]!; name < columns.entityNames[entity + 1]!; name++) {
      const score = this.scoreName(name, flat, kind, epoch);
      if (score > 0) matches.push({ entity, name, score });
    }
    return matches;
  }

  /**
   * As `search`, without dictionary, postings or head look-up: every word of the vocabulary is compared with every
   * word of the subject by definition, and every name is scored.
   */
  searchAll(flat: FlatName, kind: NameKind, threshold: number): NameMatch[] {
    const { columns } = this;
    const epoch = this.nextEpoch();
    this.expandAll(flat, termColumns(flat.terms), epoch);
    const matches: NameMatch[] = [];
    for (let name = 0; name < columns.nameEntity.length; name++) {
      const score = this.scoreName(name, flat, kind, epoch);
      if (score >= threshold) matches.push({ entity: columns.nameEntity[name]!, name, score });
    }
    return matches;
  }

  private expandAll(flat: FlatName, subject: TermColumns, epoch: number): void {
    const { columns } = this;
    this.marks ??= allMarks(columns.terms);
    const matches = { terms: 0, stored: 0 };
    for (let unit = 0; unit < flat.terms.length; unit++) {
      const wanted = flat.terms[unit]!.marks;
      for (let term = 0; term < columns.terms.kind.length; term++) {
        if (!this.marks[term]!.some((mark) => wanted.includes(mark))) continue;
        this.tryTerm(flat, subject, unit, term, epoch, matches);
      }
    }
  }

  /** Finds all terms of the index that any unit of the name is like; gives how many. */
  private expand(flat: FlatName, subject: TermColumns, epoch: number): number {
    const { columns } = this;
    const mask = columns.markKey.length - 1;
    const matches = { terms: 0, stored: 0 };
    for (let unit = 0; unit < flat.terms.length; unit++) {
      const look = ++this.lookEpoch;
      for (const mark of flat.terms[unit]!.marks) {
        let slot = mark & mask;
        while (columns.markEnd[slot] !== 0 && columns.markKey[slot] !== mark) slot = (slot + 1) & mask;
        const end = columns.markEnd[slot]!;
        for (let at = columns.markStart[slot]!; at < end; at++) {
          const term = columns.markTerms[at]!;
          if (this.termLooked[term] === look) continue;
          this.termLooked[term] = look;
          this.tryTerm(flat, subject, unit, term, epoch, matches);
        }
      }
    }
    return matches.terms;
  }

  /** Compares one unit of the subject's name with one term of the index, and notes it where they are alike. */
  private tryTerm(
    flat: FlatName,
    subject: TermColumns,
    unit: number,
    term: number,
    epoch: number,
    matches: { terms: number; stored: number },
  ): void {
    const { columns } = this;
    const joined = unit >= flat.wordCount;
    // Joined words are compared with words only.
    if (joined && (columns.termUsage[term]! & 1) === 0) return;
    this.verified++;
    const packed = termCost(subject, unit, columns.terms, term);
    if (packed === UNLIKE || (joined && !joinedAllowed(packed)) || matches.stored >= MAX_MATCHED) return;
    if (this.termEpoch[term] !== epoch) {
      this.termEpoch[term] = epoch;
      this.termFirst[term] = -1;
      this.matchedTerms[matches.terms++] = term;
    }
    const stored = matches.stored++;
    this.matchUnit[stored] = unit;
    this.matchCost[stored] = packed;
    this.matchNext[stored] = this.termFirst[term]!;
    this.termFirst[term] = stored;
  }

  /** Epochs are 32 bits: long before they run out the marks of old ones are wiped. */
  private nextEpoch(): number {
    if (this.epoch > 0xf0000000 || this.lookEpoch > 0xf0000000) {
      this.termLooked.fill(0);
      this.termEpoch.fill(0);
      this.nameEpoch.fill(0);
      this.epoch = 0;
      this.lookEpoch = 0;
    }
    return ++this.epoch;
  }

  /** Adds the pairs of a candidate name to the aligner; false when there are none. */
  private gatherPairs(name: number, flat: FlatName, epoch: number): boolean {
    const { columns, aligner } = this;
    aligner.reset();
    const from = columns.nameParts[name]!;
    const to = columns.nameParts[name + 1]!;
    for (let p = from; p < to; p++) {
      const term = columns.partTerm[p]!;
      if (this.termEpoch[term] !== epoch) continue;
      const initial = columns.words.initials[p] === INITIAL;
      for (let m = this.termFirst[term]!; m >= 0; m = this.matchNext[m]!) {
        const unit = this.matchUnit[m]!;
        const joined = unit >= flat.wordCount;
        if ((!joined && flat.initials[unit] === INITIAL) !== initial) continue;
        aligner.addPair(
          joined ? flat.joinStart[unit - flat.wordCount]! : unit,
          joined ? flat.joinLength[unit - flat.wordCount]! : 1,
          p - from,
          1,
          this.matchCost[m]!,
        );
      }
    }
    const joinsTo = columns.nameJoins[name + 1]!;
    for (let j = columns.nameJoins[name]!; j < joinsTo; j++) {
      const term = columns.joinTerm[j]!;
      if (this.termEpoch[term] !== epoch) continue;
      for (let m = this.termFirst[term]!; m >= 0; m = this.matchNext[m]!) {
        const unit = this.matchUnit[m]!;
        if (unit >= flat.wordCount || flat.initials[unit] === INITIAL || !joinedAllowed(this.matchCost[m]!))
          continue;
        aligner.addPair(unit, 1, columns.joinStart[j]!, columns.joinLength[j]!, this.matchCost[m]!);
      }
    }
    return aligner.pairCount > 0;
  }
}

function allMarks(terms: TermColumns): number[][] {
  return Array.from(terms.kind, (_, term) => {
    const readings: Uint8Array[] = [];
    for (let r = terms.readingStart[term]!; r < terms.readingStart[term + 1]!; r++) {
      readings.push(terms.sounds.slice(terms.soundStart[r]!, terms.soundStart[r + 1]!));
    }
    const symbols = [...terms.symbols.subarray(terms.symbolStart[term]!, terms.symbolStart[term + 1]!)];
    return [...termMarks(readings, symbols)];
  });
}
