import {
  Aligner,
  beginsWith,
  beyondWords,
  type FlatName,
  INITIAL,
  isOneBit,
  joinedAllowed,
  mostWith,
  type NameKind,
  type NameSettings,
  OneTerm,
  restCost,
  settingsOf,
  type Term,
  UNLIKE,
} from '../../names/index.ts';
import type { IndexColumns } from '../index/columns.ts';
import { doubled } from '../index/growing.ts';
import { KIND_CODE, KINDS } from '../index/kinds.ts';
import {
  INITIALS,
  joinsOfRecord,
  kindOfRecord,
  POSTING_WORDS,
  RECORD_WORDS,
  termOfWord,
  weightOfRecord,
  weightOfWord,
  wordsOfRecord,
} from '../index/name-records.ts';
import { LikeTerms } from './like-terms.ts';
import { MetJoins } from './met-joins.ts';

/** A name of the index that met the subject's name. */
export interface NameMatch {
  readonly entity: number;
  readonly name: number;
  readonly score: number;
}

/** Epochs are 32 bits: before they run out the marks of old ones are wiped. */
const LAST_EPOCH = 0xffff_fff0;
/** Words and joined words of the longest name. */
const MAX_UNITS = 128;

/** One thread's search state over a shared index. Not re-entrant. */
export class NameSearcher {
  private readonly columns: IndexColumns;
  private readonly aligner = new Aligner();
  readonly like: LikeTerms;
  /** Terms that the subject's name met, one bit each: small enough to stay in the processor's cache. */
  private readonly met: Uint32Array;
  /** Of a term that is met: the head of its list of matches, and the bit set of the subject's words. */
  private readonly termFirst: Int32Array;
  private readonly termUnits: Int32Array;
  private metTerms = new Uint32Array(1 << 12);
  private metCount = 0;
  /** Matches of units of the subject's name with terms; `matchNext` chains those of one term. */
  private matchUnit = new Uint8Array(1 << 12);
  private matchCost = new Int32Array(1 << 12);
  private matchNext = new Int32Array(1 << 12);
  private matchCount = 0;
  /** Unit of the subject's name → the words it covers. */
  private readonly unitBits = new Int32Array(MAX_UNITS);
  private readonly metJoins = new MetJoins();
  private subjectWeight = 0;
  private subjectInitials = false;
  /** Words of the subject's name laid out for `restCost`, and which of them are, as a bit set. */
  private readonly laidOut: OneTerm[] = [];
  private laidOutWords = 0;
  /** The last word of a subject's name that may be cut off. */
  private readonly lastWord = new OneTerm();
  /** Name → epoch in which it was looked at. */
  private readonly nameEpoch: Uint32Array;
  private epoch = 0;
  /** Of the last search, for benchmarks. */
  candidateCount = 0;

  /** `ready`: answers that the index carries (see `index/ready-answers.ts`). */
  constructor(
    columns: IndexColumns,
    options: { readonly cache?: boolean; readonly ready?: ReadonlyMap<string, Int32Array> } = {},
  ) {
    this.columns = columns;
    this.like = new LikeTerms(columns, options.cache ?? true, options.ready);
    this.met = new Uint32Array((columns.termCount >> 5) + 1);
    this.termFirst = new Int32Array(columns.termCount);
    this.termUnits = new Int32Array(columns.termCount);
    this.nameEpoch = new Uint32Array(columns.nameEntity.length);
  }

  /** Names of the index whose score with the subject's name reaches the threshold; unordered. */
  search(flat: FlatName, kind: NameKind, threshold: number): NameMatch[] {
    const { postingStart, postings, records, nameEntity, termCount, wordTerms } = this.columns;
    const { nameEpoch } = this;
    this.expand(flat, false);
    const epoch = this.nextEpoch();
    const lists = KIND_CODE[kind] * termCount;
    const settings = settingsOf(kind);
    const matches: NameMatch[] = [];
    let candidates = 0;
    const weigh = (record: number) => {
      const name = records[record]!;
      if (nameEpoch[name] === epoch) return;
      nameEpoch[name] = epoch;
      const score = this.scoreName(record, flat, settings);
      if (score >= threshold) matches.push({ entity: nameEntity[name]!, name, score });
    };
    for (let m = 0; m < this.metCount; m++) {
      const term = this.metTerms[m]!;
      const end = postingStart[lists + term + 1]!;
      let p = postingStart[lists + term]!;
      if (term >= wordTerms) {
        for (; p < end; p++) {
          const record = postings[p]!;
          candidates++;
          if (this.mayReach(records, record, true, flat, settings, threshold)) weigh(record);
        }
        continue;
      }
      while (p < end) {
        const record = postings[p]!;
        const joins = this.metJoins.mayHold(postings[p + 3]!, postings[p + 4]!);
        candidates++;
        if (this.mayReach(postings, p, joins, flat, settings, threshold)) weigh(record);
        p += POSTING_WORDS + wordsOfRecord(postings[p + 1]!);
      }
    }
    this.candidateCount = candidates;
    return matches;
  }

  /** The names of one entity with their scores, whatever they are; unordered. */
  scoreEntity(flat: FlatName, kind: NameKind, entity: number): NameMatch[] {
    const { entityNames } = this.columns;
    this.expand(flat, false);
    return this.scoreNames(flat, kind, entityNames[entity]!, entityNames[entity + 1]!, Number.MIN_VALUE);
  }

  /**
   * Score of one name of the index with the subject's name, and which words met: readable in the aligner until the
   * next search.
   */
  align(flat: FlatName, kind: NameKind, name: number): { readonly score: number; readonly aligner: Aligner } {
    this.expand(flat, false);
    const score = this.scoreName(this.columns.nameRecord[name]!, flat, settingsOf(kind));
    return { score, aligner: this.aligner };
  }

  /**
   * As `search`, without dictionary, postings or bounds: every word of the vocabulary is compared with every word of
   * the subject by definition, and every name is scored.
   */
  searchAll(flat: FlatName, kind: NameKind, threshold: number): NameMatch[] {
    this.expand(flat, true);
    return this.scoreNames(flat, kind, 0, this.columns.nameEntity.length, threshold);
  }

  private scoreNames(
    flat: FlatName,
    kind: NameKind,
    from: number,
    to: number,
    threshold: number,
  ): NameMatch[] {
    const { nameRecord, nameEntity, records } = this.columns;
    const matches: NameMatch[] = [];
    for (let name = from; name < to; name++) {
      const record = nameRecord[name]!;
      if (kindOfRecord(records[record + 1]!) !== KIND_CODE[kind]) continue;
      const score = this.scoreName(record, flat, settingsOf(kind));
      if (score >= threshold) matches.push({ entity: nameEntity[name]!, name, score });
    }
    return matches;
  }

  /** All marks that the terms of the index left; some more than once. */
  *leftMarks(): Generator<number> {
    const { bucketStart, entries, termBits } = this.columns.dictionary;
    const bucketBits = Math.log2(bucketStart.length - 1);
    for (let bucket = 0; bucket < bucketStart.length - 1; bucket++) {
      for (let at = bucketStart[bucket]!; at < bucketStart[bucket + 1]!; at++)
        yield ((entries[at]! >>> termBits) * 2 ** bucketBits + bucket) >>> 0;
    }
  }

  /** True where a subject's word is like a term by which `search` finds a name. */
  leadsAnywhere(own: Term): boolean {
    const { postingStart, termCount } = this.columns;
    const found = this.like.of(own);
    for (let at = 0; at < found.length; at += 2) {
      for (let list = found[at]!; list < KINDS * termCount; list += termCount)
        if (postingStart[list]! < postingStart[list + 1]!) return true;
    }
    return false;
  }

  /** Terms of the index that are words of names and like this one: term, packed cost, term, packed cost … */
  likeWord(own: Term): Int32Array {
    return this.like.of(own);
  }

  /** Records of the names in whose head a term is (see `nameParts`). */
  namesOfTerm(term: number): readonly number[] {
    const { postingStart, postings, termCount, wordTerms } = this.columns;
    const names: number[] = [];
    for (let list = term; list < KINDS * termCount; list += termCount) {
      const end = postingStart[list + 1]!;
      const joined = term >= wordTerms;
      for (let p = postingStart[list]!; p < end; ) {
        names.push(postings[p]!);
        p += joined ? 1 : POSTING_WORDS + wordsOfRecord(postings[p + 1]!);
      }
    }
    return names;
  }

  /** Code of the kind of a name of the index, by its number. */
  kindOf(name: number): number {
    const { records, nameRecord } = this.columns;
    return kindOfRecord(records[nameRecord[name]! + 1]!);
  }

  /** Terms, weights and kind of a name of the index, by its record. */
  nameParts(record: number): {
    readonly terms: Uint32Array;
    readonly weights: Uint8Array;
    readonly kind: number;
  } {
    const { records } = this.columns;
    const header = records[record + 1]!;
    const words = records.subarray(record + RECORD_WORDS, record + RECORD_WORDS + wordsOfRecord(header));
    return {
      terms: words.map(termOfWord),
      weights: Uint8Array.from(words, weightOfWord),
      kind: kindOfRecord(header),
    };
  }

  /** Score of one name of the index against the subject's name whose words were expanded. */
  private scoreName(record: number, flat: FlatName, settings: NameSettings): number {
    const { columns, aligner } = this;
    const { records } = columns;
    const name = records[record]!;
    if (!this.gatherPairs(record, name, flat) || !aligner.touches(records[record + 2]!)) return 0;
    if (settings.mistyped > 0 && aligner.leavesOne(flat.wordCount, wordsOfRecord(records[record + 1]!))) {
      const { restSubject, restListed } = aligner;
      const term = termOfWord(records[record + RECORD_WORDS + restListed]!);
      const packed = this.restCost(flat, restSubject, term);
      if (packed !== UNLIKE) aligner.addPair(restSubject, 1, restListed, 1, packed);
    }
    const from = columns.nameParts[name]!;
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
      flat.cut,
    );
    return Math.max(0, score - loss);
  }

  /** `restCost` of a word of the subject's name and a term of the index. */
  private restCost(flat: FlatName, word: number, term: number): number {
    this.laidOut[word] ??= new OneTerm();
    const own = this.laidOut[word];
    if (((this.laidOutWords >> word) & 1) === 0) {
      own.fill(flat.terms[word]!);
      this.laidOutWords |= 1 << word;
    }
    return restCost(own, 0, this.columns.terms, term);
  }

  /** Finds all terms of the index that any unit of the name is like. */
  private expand(flat: FlatName, byDefinition: boolean): void {
    for (let m = 0; m < this.metCount; m++) this.met[this.metTerms[m]! >> 5] = 0;
    this.metCount = 0;
    this.matchCount = 0;
    this.metJoins.clear();
    this.subjectWeight = 0;
    this.subjectInitials = false;
    this.laidOutWords = 0;
    for (let word = 0; word < flat.wordCount; word++) {
      this.subjectWeight += flat.weights[word]!;
      if (flat.initials[word] === INITIAL) this.subjectInitials = true;
    }
    if (flat.cut) this.lastWord.fill(flat.terms[flat.wordCount - 1]!);
    for (let unit = 0; unit < flat.terms.length; unit++) {
      const join = unit - flat.wordCount;
      this.unitBits[unit] =
        join < 0 ? 1 << unit : ((1 << flat.joinLength[join]!) - 1) << flat.joinStart[join]!;
      const term = flat.terms[unit]!;
      const found = byDefinition ? this.like.byDefinition(term) : this.like.of(term);
      for (let at = 0; at < found.length; at += 2) this.note(unit, found[at]!, found[at + 1]!);
    }
  }

  /** Notes that a unit of the subject's name is like a term of the index. */
  private note(unit: number, term: number, packed: number): void {
    if (this.matchCount === this.matchUnit.length) this.growMatches();
    const bit = 1 << (term & 31);
    if ((this.met[term >> 5]! & bit) === 0) {
      this.met[term >> 5]! |= bit;
      this.termFirst[term] = -1;
      this.termUnits[term] = 0;
      this.metTerms[this.metCount++] = term;
      if (term >= this.columns.wordTerms) this.metJoins.add(term);
    }
    this.termUnits[term]! |= this.unitBits[unit]!;
    const stored = this.matchCount++;
    this.matchUnit[stored] = unit;
    this.matchCost[stored] = packed;
    this.matchNext[stored] = this.termFirst[term]!;
    this.termFirst[term] = stored;
  }

  private growMatches(): void {
    this.matchUnit = doubled(this.matchUnit);
    this.matchCost = doubled(this.matchCost);
    this.matchNext = doubled(this.matchNext);
    this.metTerms = doubled(this.metTerms);
  }

  private nextEpoch(): number {
    if (this.epoch >= LAST_EPOCH) {
      this.nameEpoch.fill(0);
      this.epoch = 0;
    }
    return ++this.epoch;
  }

  /**
   * False where an upper bound of a name's score is below the threshold, from which words met any word at all: what
   * met is taken as equal, and each word as met by itself alone. Most candidates share one word and contradict in the
   * rest; they end here.
   */
  private mayReach(
    listed: Uint32Array,
    at: number,
    joinsMayMeet: boolean,
    flat: FlatName,
    settings: NameSettings,
    threshold: number,
  ): boolean {
    const { records } = this.columns;
    const { met, termUnits } = this;
    // Header and head stand in the same place of a posting as of a record.
    const header = listed[at + 1]!;
    const head = listed[at + 2]!;
    const isRecord = listed === records;
    const from = at + (isRecord ? RECORD_WORDS : POSTING_WORDS);
    const words = wordsOfRecord(header);
    let listedMet = 0;
    let subjectBits = 0;
    let listedBits = 0;
    for (let w = 0; w < words; w++) {
      const word = listed[from + w]!;
      const term = termOfWord(word);
      if ((met[term >> 5]! & (1 << (term & 31))) === 0) continue;
      listedBits |= 1 << w;
      listedMet += weightOfWord(word);
      subjectBits |= termUnits[term]!;
    }
    if (joinsMayMeet) {
      const wordsMet = listedBits;
      const joins = (isRecord ? at : listed[at]!) + RECORD_WORDS + words;
      for (let j = joins + 2 * joinsOfRecord(header) - 2; j >= joins; j -= 2) {
        const term = records[j]!;
        if ((met[term >> 5]! & (1 << (term & 31))) === 0) continue;
        listedBits |= records[j + 1]!;
        subjectBits |= termUnits[term]!;
      }
      for (let bits = listedBits & ~wordsMet; bits !== 0; bits &= bits - 1)
        listedMet += weightOfWord(listed[from + 31 - Math.clz32(bits & -bits)]!);
    }
    if ((listedBits & head) === 0) return false;
    // An initial may stand for any word left, and what was cut off for more.
    if (flat.cut || this.subjectInitials || (header & INITIALS) !== 0) return true;
    // A word that met nothing may still meet the one that is left over (`Aligner.leavesOne`).
    if (words === flat.wordCount && settings.mistyped >= threshold) {
      const all = (1 << words) - 1;
      const listedRest = all & ~listedBits;
      const subjectRest = all & ~subjectBits;
      if ((listedRest & (listedRest - 1)) === 0 && (subjectRest & (subjectRest - 1)) === 0) {
        if (!isOneBit(listedRest) || !isOneBit(subjectRest)) return true;
        const term = termOfWord(listed[from + 31 - Math.clz32(listedRest)]!);
        if (this.restCost(flat, 31 - Math.clz32(subjectRest), term) !== UNLIKE) return true;
      }
    }
    let subjectMet = 0;
    for (let bits = subjectBits; bits !== 0; bits &= bits - 1)
      subjectMet += flat.weights[31 - Math.clz32(bits & -bits)]!;
    const most = mostWith(
      (subjectMet + listedMet) / 2,
      this.subjectWeight - subjectMet,
      weightOfRecord(header) - listedMet,
      settings,
    );
    return most >= threshold;
  }

  /** Adds the pairs of a candidate name to the aligner; false when there are none. */
  private gatherPairs(record: number, name: number, flat: FlatName): boolean {
    const { columns, aligner, met } = this;
    const { records } = columns;
    aligner.reset(flat.cut);
    const words = wordsOfRecord(records[record + 1]!);
    const from = columns.nameParts[name]!;
    for (let w = 0; w < words; w++) {
      const term = termOfWord(records[record + RECORD_WORDS + w]!);
      if (flat.cut && beginsWith(columns.terms, term, this.lastWord, 0)) aligner.addBeginning(w);
      if ((met[term >> 5]! & (1 << (term & 31))) === 0) continue;
      const initial = columns.words.initials[from + w] === INITIAL;
      for (let m = this.termFirst[term]!; m >= 0; m = this.matchNext[m]!) {
        const unit = this.matchUnit[m]!;
        const joined = unit >= flat.wordCount;
        if ((!joined && flat.initials[unit] === INITIAL) !== initial) continue;
        aligner.addPair(
          joined ? flat.joinStart[unit - flat.wordCount]! : unit,
          joined ? flat.joinLength[unit - flat.wordCount]! : 1,
          w,
          1,
          this.matchCost[m]!,
        );
      }
    }
    if (this.metJoins.count === 0) return aligner.pairCount > 0;
    const joins = record + RECORD_WORDS + words;
    const joinsTo = joins + 2 * joinsOfRecord(records[record + 1]!);
    for (let j = joins; j < joinsTo; j += 2) {
      const term = records[j]!;
      if ((met[term >> 5]! & (1 << (term & 31))) === 0) continue;
      const covered = records[j + 1]!;
      const start = 31 - Math.clz32(covered & -covered);
      const length = 32 - Math.clz32(covered) - start;
      for (let m = this.termFirst[term]!; m >= 0; m = this.matchNext[m]!) {
        const unit = this.matchUnit[m]!;
        if (unit >= flat.wordCount || flat.initials[unit] === INITIAL || !joinedAllowed(this.matchCost[m]!))
          continue;
        aligner.addPair(unit, 1, start, length, this.matchCost[m]!);
      }
    }
    return aligner.pairCount > 0;
  }
}
