import {
  Aligner,
  beyondWords,
  type FlatName,
  INITIAL,
  joinedAllowed,
  mostWith,
  type NameKind,
  settingsOf,
  type Term,
  type TermColumns,
  TermGate,
  type TermKind,
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
/** Epochs are 32 bits: before they run out the marks of old ones are wiped. */
const LAST_EPOCH = 0xffff_fff0;
/** Most that a joined word may differ (see `joinedAllowed`). */
const MOST_JOINED_COST = 100;
/** Words and joined words of the longest name. */
const MAX_UNITS = 128;
/** Words of subjects whose like terms are remembered. */
const CACHE_SIZE = 50_000;

/** One thread's search state over a shared index. Not re-entrant. */
export class NameSearcher {
  private readonly columns: IndexColumns;
  private readonly aligner = new Aligner();
  /** Term → epoch in which it was last looked at, for one unit of the subject's name. */
  private readonly termLooked: Uint32Array;
  /** Term → epoch in which it matched, and the head of its list of matches. */
  private readonly termEpoch: Uint32Array;
  private readonly termFirst: Int32Array;
  /** Term → bit set of the subject's words that it met. */
  private readonly termUnits: Int32Array;
  /** Unit of the subject's name → the words it covers. */
  private readonly unitBits = new Int32Array(MAX_UNITS);
  private readonly nameEpoch: Uint32Array;
  private readonly matchUnit = new Uint8Array(MAX_MATCHED);
  private readonly matchCost = new Int32Array(MAX_MATCHED);
  private readonly matchNext = new Int32Array(MAX_MATCHED);
  private readonly matchedTerms = new Uint32Array(MAX_MATCHED);
  private readonly gate = new TermGate();
  private readonly found = new Int32Array(1 << 15);
  /** Like terms by term id: an answer of the immutable index, so remembering it changes nothing. */
  private readonly cache: Map<string, Int32Array> | undefined;
  /** A joined word of some name was met: only then are the joined words of candidates looked at. */
  private joinsMatched = false;
  private lookEpoch = 0;
  private epoch = 0;
  private candidates = new Uint32Array(1 << 16);
  /** Of the last search, for benchmarks. */
  candidateCount = 0;
  /** Words compared since the searcher was made, for benchmarks. */
  verified = 0;
  /** Marks of every term, made at the first full scan. */
  private marks: number[][] | undefined;

  constructor(columns: IndexColumns, options: { readonly cache?: boolean } = {}) {
    this.columns = columns;
    this.cache = (options.cache ?? true) ? new Map() : undefined;
    const termCount = columns.terms.kind.length;
    this.termLooked = new Uint32Array(termCount);
    this.termEpoch = new Uint32Array(termCount);
    this.termFirst = new Int32Array(termCount);
    this.termUnits = new Int32Array(termCount);
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
      const score = this.scoreName(name, flat, kind, epoch, threshold);
      if (score >= threshold) matches.push({ entity: columns.nameEntity[name]!, name, score });
    }
    return matches;
  }

  /** Score of one name of the index against the subject's name whose words were expanded in this epoch. */
  private scoreName(name: number, flat: FlatName, kind: NameKind, epoch: number, least: number): number {
    const { columns, aligner } = this;
    if (columns.nameKind[name] !== KIND_CODE[kind]) return 0;
    if (least > 0 && this.mostOf(name, flat, kind, epoch) < least) return 0;
    if (!this.gatherPairs(name, flat, epoch) || !aligner.touches(columns.nameHead[name]!)) return 0;
    const from = columns.nameParts[name]!;
    const settings = settingsOf(kind);
    const score = aligner.score(
      flat,
      0,
      flat.wordCount,
      columns.words,
      from,
      columns.nameParts[name + 1]! - from,
      settings,
    );
    const numbersFrom = columns.nameNumbers[name]!;
    const numbersTo = columns.nameNumbers[name + 1]!;
    const formsFrom = columns.nameLegal[name]!;
    const formsTo = columns.nameLegal[name + 1]!;
    if (
      numbersTo - numbersFrom + flat.numbers.length === 0 &&
      (formsTo === formsFrom || flat.legalForms.length === 0)
    ) {
      return score;
    }
    const loss = beyondWords(
      flat.numbers,
      columns.numbers.subarray(numbersFrom, numbersTo),
      flat.legalForms,
      columns.legal.subarray(formsFrom, formsTo),
      settings,
    );
    return Math.max(0, score - loss);
  }

  /** The names of one entity with their scores, whatever they are; unordered. */
  scoreEntity(flat: FlatName, kind: NameKind, entity: number): NameMatch[] {
    const { columns } = this;
    const epoch = this.nextEpoch();
    this.expand(flat, termColumns(flat.terms), epoch);
    const matches: NameMatch[] = [];
    for (let name = columns.entityNames[entity]!; name < columns.entityNames[entity + 1]!; name++) {
      const score = this.scoreName(name, flat, kind, epoch, 0);
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
      const score = this.scoreName(name, flat, kind, epoch, 0);
      if (score >= threshold) matches.push({ entity: columns.nameEntity[name]!, name, score });
    }
    return matches;
  }

  private expandAll(flat: FlatName, subject: TermColumns, epoch: number): void {
    const { columns } = this;
    this.marks ??= allMarks(columns);
    this.markUnits(flat);
    const matches = { terms: 0, stored: 0 };
    for (let unit = 0; unit < flat.terms.length; unit++) {
      const wanted = flat.terms[unit]!.marks.sought;
      for (let term = 0; term < columns.terms.kind.length; term++) {
        if (!this.marks[term]!.some((mark) => wanted.includes(mark))) continue;
        const joined = unit >= flat.wordCount;
        if (joined && (columns.termUsage[term]! & 1) === 0) continue;
        const packed = termCost(subject, unit, columns.terms, term);
        if (packed === UNLIKE || (joined && !joinedAllowed(packed))) continue;
        this.note(unit, term, packed, epoch, matches);
      }
    }
  }

  /** Finds all terms of the index that any unit of the name is like; gives how many. */
  private expand(flat: FlatName, subject: TermColumns, epoch: number): number {
    const matches = { terms: 0, stored: 0 };
    this.markUnits(flat);
    for (let unit = 0; unit < flat.terms.length; unit++) {
      const joined = unit >= flat.wordCount;
      const key = joined ? `+${flat.terms[unit]!.id}` : flat.terms[unit]!.id;
      let found = this.cache?.get(key);
      if (found === undefined) {
        found = this.likeTerms(flat.terms[unit]!, subject, unit, joined);
        if (this.cache !== undefined) {
          if (this.cache.size >= CACHE_SIZE) this.cache.clear();
          this.cache.set(key, found);
        }
      }
      for (let at = 0; at < found.length; at += 2)
        this.note(unit, found[at]!, found[at + 1]!, epoch, matches);
    }
    return matches.terms;
  }

  /** Terms of the index that are words of names and like this one: term, packed cost, term, packed cost … */
  likeWord(own: Term): Int32Array {
    return this.likeTerms(own, termColumns([own]), 0, false);
  }

  /** Names in whose head a term is. */
  namesOfTerm(term: number): Uint32Array {
    const { postingStart, postings } = this.columns;
    return postings.subarray(postingStart[term]!, postingStart[term + 1]!);
  }

  /** Terms, weights and kind of a name of the index. */
  nameParts(name: number): {
    readonly terms: Uint32Array;
    readonly weights: Uint8Array;
    readonly kind: number;
  } {
    const { nameParts, partTerm, words, nameKind } = this.columns;
    const from = nameParts[name]!;
    const to = nameParts[name + 1]!;
    return {
      terms: partTerm.subarray(from, to),
      weights: words.weights.subarray(from, to),
      kind: nameKind[name]!,
    };
  }

  /** Terms of the index that one unit is like: term, packed cost, term, packed cost … */
  private likeTerms(own: Term, subject: TermColumns, unit: number, joined: boolean): Int32Array {
    const { columns, gate, found } = this;
    const mask = columns.markKey.length - 1;
    const look = this.nextLook();
    gate.prepare(subject, unit, joined ? MOST_JOINED_COST : undefined);
    let count = 0;
    for (const mark of own.marks.sought) {
      let slot = mark & mask;
      while (columns.markEnd[slot] !== 0 && columns.markKey[slot] !== mark) slot = (slot + 1) & mask;
      const end = columns.markEnd[slot]!;
      for (let at = columns.markStart[slot]!; at < end; at++) {
        const term = columns.markTerms[at]!;
        if (this.termLooked[term] === look) continue;
        this.termLooked[term] = look;
        // Joined words are compared with words only.
        if (joined && (columns.termUsage[term]! & 1) === 0) continue;
        this.verified++;
        const packed = termCost(subject, unit, columns.terms, term, gate);
        if (packed === UNLIKE || (joined && !joinedAllowed(packed)) || count + 2 > found.length) continue;
        found[count++] = term;
        found[count++] = packed;
      }
    }
    return found.slice(0, count);
  }

  /** Notes that a unit of the subject's name is like a term of the index. */
  private note(
    unit: number,
    term: number,
    packed: number,
    epoch: number,
    matches: { terms: number; stored: number },
  ): void {
    if (matches.stored >= MAX_MATCHED) return;
    if (this.termEpoch[term] !== epoch) {
      this.termEpoch[term] = epoch;
      this.termFirst[term] = -1;
      this.termUnits[term] = 0;
      this.matchedTerms[matches.terms++] = term;
      if ((this.columns.termUsage[term]! & 2) !== 0) this.joinsMatched = true;
    }
    this.termUnits[term]! |= this.unitBits[unit]!;
    const stored = matches.stored++;
    this.matchUnit[stored] = unit;
    this.matchCost[stored] = packed;
    this.matchNext[stored] = this.termFirst[term]!;
    this.termFirst[term] = stored;
  }

  private markUnits(flat: FlatName): void {
    this.joinsMatched = false;
    for (let unit = 0; unit < flat.terms.length; unit++) {
      const join = unit - flat.wordCount;
      this.unitBits[unit] =
        join < 0 ? 1 << unit : ((1 << flat.joinLength[join]!) - 1) << flat.joinStart[join]!;
    }
  }

  private nextLook(): number {
    if (this.lookEpoch >= LAST_EPOCH) {
      this.termLooked.fill(0);
      this.lookEpoch = 0;
    }
    return ++this.lookEpoch;
  }

  private nextEpoch(): number {
    if (this.epoch >= LAST_EPOCH) {
      this.termEpoch.fill(0);
      this.nameEpoch.fill(0);
      this.epoch = 0;
    }
    return ++this.epoch;
  }

  /**
   * An upper bound of a name's score, from which words met any word at all: what met is taken as equal, and each
   * word as met by itself alone. Most candidates share one word and contradict in the rest; they end here.
   */
  private mostOf(name: number, flat: FlatName, kind: NameKind, epoch: number): number {
    const { columns } = this;
    const from = columns.nameParts[name]!;
    const to = columns.nameParts[name + 1]!;
    const weights = columns.words.weights;
    const initials = columns.words.initials;
    let listedMet = 0;
    let subjectBits = 0;
    let listedRest = 0;
    let listedBits = 0;
    for (let p = from; p < to; p++) {
      const term = columns.partTerm[p]!;
      if (this.termEpoch[term] === epoch) {
        listedBits |= 1 << (p - from);
        subjectBits |= this.termUnits[term]!;
      }
    }
    const joinsTo = this.joinsMatched ? columns.nameJoins[name + 1]! : 0;
    for (let j = columns.nameJoins[name]!; j < joinsTo; j++) {
      const term = columns.joinTerm[j]!;
      if (this.termEpoch[term] === epoch) {
        listedBits |= ((1 << columns.joinLength[j]!) - 1) << columns.joinStart[j]!;
        subjectBits |= this.termUnits[term]!;
      }
    }
    if ((listedBits & columns.nameHead[name]!) === 0) return 0;
    // An initial may stand for any word left.
    let subjectInitials = false;
    let listedInitials = false;
    let subjectMet = 0;
    let subjectRest = 0;
    for (let s = 0; s < flat.wordCount; s++) {
      if ((subjectBits >> s) & 1) subjectMet += flat.weights[s]!;
      else subjectRest += flat.weights[s]!;
      if (flat.initials[s] === INITIAL) subjectInitials = true;
    }
    for (let p = from; p < to; p++) {
      if ((listedBits >> (p - from)) & 1) listedMet += weights[p]!;
      else listedRest += weights[p]!;
      if (initials[p] === INITIAL) listedInitials = true;
    }
    if (subjectInitials || listedInitials) return 1;
    return mostWith((subjectMet + listedMet) / 2, subjectRest, listedRest, settingsOf(kind));
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
    const joinsTo = this.joinsMatched ? columns.nameJoins[name + 1]! : 0;
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

function allMarks(columns: IndexColumns): number[][] {
  const { terms, termJoined } = columns;
  return Array.from(terms.kind, (kind, term) => {
    const readings: Uint8Array[] = [];
    for (let r = terms.readingStart[term]!; r < terms.readingStart[term + 1]!; r++) {
      readings.push(terms.sounds.slice(terms.soundStart[r]!, terms.soundStart[r + 1]!));
    }
    const symbols = [...terms.symbols.subarray(terms.symbolStart[term]!, terms.symbolStart[term + 1]!)];
    return [...termMarks(kind as TermKind, readings, symbols, termJoined[term] === 1).left];
  });
}
