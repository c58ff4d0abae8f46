import {
  Aligner,
  beginsWith,
  beyondWords,
  type FlatName,
  INITIAL,
  isAlone,
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
/** Most that one word weighs in a record. */
const MOST_WEIGHT = 255;
/** More than any name weighs. */
const NO_LEAP = 1 << 20;
/** Sets of a name's words for which is kept how much a listed name may leave. */
const MOST_KEPT = 32;
/** Words and joined words of the longest name. */
const MAX_UNITS = 128;

/** True for a bit set of none or one. */
function isFewBits(bits: number): boolean {
  return (bits & (bits - 1)) === 0;
}

/** One thread's search state over a shared index. Not re-entrant. */
export class NameSearcher {
  private readonly columns: IndexColumns;
  private readonly aligner = new Aligner();
  readonly like: LikeTerms;
  /** Terms that the subject's name met, one bit each: small enough to stay in the processor's cache. */
  private readonly met: Uint32Array;
  /** Of a term that is met: the head of its list of matches, and behind it the bit set of the subject's words. */
  private readonly termMatches: Int32Array;
  private metTerms = new Uint32Array(1 << 12);
  private metCount = 0;
  /** Met words that have postings, and where these lie (see `openLists`). */
  private listTerm = new Uint32Array(1 << 12);
  private listFrom = new Uint32Array(1 << 12);
  private listTo = new Uint32Array(1 << 12);
  /** Holds what was only reached for. */
  protected reached = 0;
  /** Matches of units of the subject's name with terms; `matchNext` chains those of one term. */
  private matchUnit = new Uint8Array(1 << 12);
  private matchCost = new Int32Array(1 << 12);
  private matchNext = new Int32Array(1 << 12);
  private matchCount = 0;
  /** Unit of the subject's name → the words it covers. */
  private readonly unitBits = new Int32Array(MAX_UNITS);
  private readonly metJoins = new MetJoins();
  /** What `mostUnmet` answered for this name. */
  private readonly unmetUnits = new Int32Array(MOST_KEPT);
  private readonly unmetMost = new Int32Array(MOST_KEPT);
  private unmetCount = 0;
  private subjectWeight = 0;
  private subjectInitials = false;
  private subjectAlone = false;
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
    this.termMatches = new Int32Array(2 * columns.termCount);
    this.nameEpoch = new Uint32Array(columns.nameEntity.length);
  }

  /** Names of the index whose score with the subject's name reaches the threshold; unordered. */
  search(flat: FlatName, kind: NameKind, threshold: number): NameMatch[] {
    const { postingStart, postings, records, nameEntity, termCount } = this.columns;
    const { nameEpoch } = this;
    this.expand(flat, false);
    this.unmetCount = 0;
    const epoch = this.nextEpoch();
    const lists = KIND_CODE[kind] * termCount;
    const settings = settingsOf(kind);
    this.subjectAlone = isAlone(flat.weights, 0, flat.wordCount, settings);
    const matches: NameMatch[] = [];
    let candidates = 0;
    const weigh = (record: number) => {
      const name = records[record]!;
      if (nameEpoch[name] === epoch) return;
      nameEpoch[name] = epoch;
      const score = this.scoreName(record, flat, settings);
      if (score >= threshold) matches.push({ entity: nameEntity[name]!, name, score });
    };
    const { listTerm, listFrom, listTo, met, metJoins, termMatches } = this;
    const open = this.openLists(lists);
    // Initials and what is cut off may meet more than the words show: then nothing is passed over.
    const leaps = !flat.cut && !this.subjectInitials;
    const mayRestMeet = settings.mistyped >= threshold;
    for (let l = 0; l < open; l++) {
      const units = termMatches[2 * listTerm[l]! + 1]!;
      const most = leaps ? this.mostUnmet(units, flat, settings, threshold) : NO_LEAP;
      const restMayMeet =
        mayRestMeet && isFewBits(((1 << flat.wordCount) - 1) & ~units) ? flat.wordCount : -1;
      const end = listTo[l]!;
      for (let p = listFrom[l]!; p < end; ) {
        const at = p;
        const header = postings[at + 1]!;
        const words = wordsOfRecord(header);
        const from = at + POSTING_WORDS;
        p = from + words;
        candidates++;
        let listedBits = 0;
        let metWeight = 0;
        // Without a branch that nobody could foretell: which word met differs from posting to posting.
        for (let w = 0; w < words; w++) {
          const word = postings[from + w]!;
          const term = termOfWord(word);
          const isMet = (met[term >> 5]! >>> (term & 31)) & 1;
          listedBits |= isMet << w;
          metWeight += weightOfWord(word) & -isMet;
        }
        const joins = metJoins.mayHold(postings[at + 3]!, postings[at + 4]!);
        // Only the word met that leads here, and what it leaves is more than may be left.
        if (
          !joins &&
          isFewBits(listedBits) &&
          weightOfRecord(header) - metWeight > most &&
          (header & INITIALS) === 0 &&
          !(words === restMayMeet && words <= 2)
        )
          continue;
        if (this.mayReach(postings, at, listedBits, metWeight, joins, flat, settings, threshold))
          weigh(postings[at]!);
      }
    }
    for (let j = 0; j < this.metJoins.count; j++) {
      const term = lists + this.metJoins.terms[j]!;
      for (let p = postingStart[term]!; p < postingStart[term + 1]!; p++) {
        const record = postings[p]!;
        candidates++;
        if (this.mayReachRecord(record, flat, settings, threshold)) weigh(record);
      }
    }
    this.candidateCount = candidates;
    return matches;
  }

  /**
   * Notes where the postings of the words that were met lie, gives of how many there are any. Postings lie all over
   * the memory: they are reached for one after the other here, without waiting, before they are read.
   */
  private openLists(lists: number): number {
    const { metTerms, metCount, listTerm, listFrom, listTo } = this;
    const { postingStart, postings, wordTerms } = this.columns;
    let count = 0;
    for (let m = 0; m < metCount; m++) {
      const term = metTerms[m]!;
      const from = postingStart[lists + term]!;
      const to = postingStart[lists + term + 1]!;
      listTerm[count] = term;
      listFrom[count] = from;
      listTo[count] = to;
      if (from < to && term < wordTerms) count++;
    }
    let reached = 0;
    for (let l = 0; l < count; l++) reached |= postings[listFrom[l]!]!;
    this.reached = reached;
    return count;
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
      this.termMatches[2 * term] = -1;
      this.termMatches[2 * term + 1] = 0;
      this.metTerms[this.metCount++] = term;
      if (term >= this.columns.wordTerms) this.metJoins.add(term);
    }
    this.termMatches[2 * term + 1]! |= this.unitBits[unit]!;
    const stored = this.matchCount++;
    this.matchUnit[stored] = unit;
    this.matchCost[stored] = packed;
    this.matchNext[stored] = this.termMatches[2 * term]!;
    this.termMatches[2 * term] = stored;
  }

  private growMatches(): void {
    this.matchUnit = doubled(this.matchUnit);
    this.matchCost = doubled(this.matchCost);
    this.matchNext = doubled(this.matchNext);
    this.metTerms = doubled(this.metTerms);
    this.listTerm = doubled(this.listTerm);
    this.listFrom = doubled(this.listFrom);
    this.listTo = doubled(this.listTo);
  }

  private nextEpoch(): number {
    if (this.epoch >= LAST_EPOCH) {
      this.nameEpoch.fill(0);
      this.epoch = 0;
    }
    return ++this.epoch;
  }

  /**
   * Most that a listed name may weigh beside the one word that met it, by the words of the subject's name that this
   * one met, and still reach the threshold; what met is taken as equal.
   */
  private mostUnmet(units: number, flat: FlatName, settings: NameSettings, threshold: number): number {
    for (let k = 0; k < this.unmetCount; k++) if (this.unmetUnits[k] === units) return this.unmetMost[k]!;
    let subjectMet = 0;
    for (let bits = units; bits !== 0; bits &= bits - 1)
      subjectMet += flat.weights[31 - Math.clz32(bits & -bits)]!;
    const met = (subjectMet + MOST_WEIGHT) / 2;
    let most = -1;
    for (let step = 1 << 13; step > 0; step >>= 1) {
      if (
        mostWith(met, this.subjectWeight - subjectMet, most + step, this.subjectAlone, settings) >= threshold
      )
        most += step;
    }
    if (this.unmetCount < this.unmetUnits.length) {
      this.unmetUnits[this.unmetCount] = units;
      this.unmetMost[this.unmetCount++] = most;
    }
    return most;
  }

  private mayReachRecord(record: number, flat: FlatName, settings: NameSettings, threshold: number): boolean {
    const { records } = this.columns;
    const words = wordsOfRecord(records[record + 1]!);
    let listedBits = 0;
    let metWeight = 0;
    for (let w = 0; w < words; w++) {
      const word = records[record + RECORD_WORDS + w]!;
      const term = termOfWord(word);
      if ((this.met[term >> 5]! & (1 << (term & 31))) === 0) continue;
      listedBits |= 1 << w;
      metWeight += weightOfWord(word);
    }
    return this.mayReach(records, record, listedBits, metWeight, true, flat, settings, threshold);
  }

  /**
   * False where an upper bound of a name's score is below the threshold, from which words met any word at all (their
   * bits and their weight): what met is taken as equal, and each word as met by itself alone. Most candidates share one
   * word and contradict in the rest; they end here.
   */
  private mayReach(
    listed: Uint32Array,
    at: number,
    wordsMet: number,
    weightMet: number,
    joinsMayMeet: boolean,
    flat: FlatName,
    settings: NameSettings,
    threshold: number,
  ): boolean {
    const { records } = this.columns;
    const { met, termMatches } = this;
    // Header and head stand in the same place of a posting as of a record.
    const header = listed[at + 1]!;
    const head = listed[at + 2]!;
    const isRecord = listed === records;
    const from = at + (isRecord ? RECORD_WORDS : POSTING_WORDS);
    const words = wordsOfRecord(header);
    let listedMet = weightMet;
    let listedBits = wordsMet;
    let subjectBits = 0;
    for (let bits = wordsMet; bits !== 0; bits &= bits - 1)
      subjectBits |= termMatches[2 * termOfWord(listed[from + 31 - Math.clz32(bits & -bits)]!) + 1]!;
    if (joinsMayMeet) {
      const joins = (isRecord ? at : listed[at]!) + RECORD_WORDS + words;
      for (let j = joins + 2 * joinsOfRecord(header) - 2; j >= joins; j -= 2) {
        const term = records[j]!;
        if ((met[term >> 5]! & (1 << (term & 31))) === 0) continue;
        listedBits |= records[j + 1]!;
        subjectBits |= termMatches[2 * term + 1]!;
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
      this.subjectAlone,
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
      for (let m = this.termMatches[2 * term]!; m >= 0; m = this.matchNext[m]!) {
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
      for (let m = this.termMatches[2 * term]!; m >= 0; m = this.matchNext[m]!) {
        const unit = this.matchUnit[m]!;
        if (unit >= flat.wordCount || flat.initials[unit] === INITIAL || !joinedAllowed(this.matchCost[m]!))
          continue;
        aligner.addPair(unit, 1, start, length, this.matchCost[m]!);
      }
    }
    return aligner.pairCount > 0;
  }
}
