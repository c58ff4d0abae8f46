import { type FlatName, INITIAL } from '../../names/index.ts';
import { GrowingU8, GrowingU32 } from './growing.ts';
import { KINDS } from './kinds.ts';
import type { Sections } from './layout.ts';
import {
  JOIN_SEEDS,
  joinBits,
  joinsOfRecord,
  kindOfRecord,
  POSTING_WORDS,
  RECORD_WORDS,
  recordHeader,
  wordsOfRecord,
} from './name-records.ts';

/** The names of an index while it is built, by their numbers. */
export class NameColumns {
  count = 0;
  private readonly entity = new GrowingU32();
  private readonly kind = new GrowingU8();
  private readonly property = new GrowingU8();
  private readonly head = new GrowingU32();
  private readonly parts = new GrowingU32();
  private readonly partTerm = new GrowingU32();
  private readonly partWeight = new GrowingU8();
  private readonly partInitial = new GrowingU8();
  private readonly partLetter = new GrowingU8();
  private readonly joins = new GrowingU32();
  private readonly joinTerm = new GrowingU32();
  private readonly joinStart = new GrowingU8();
  private readonly joinLength = new GrowingU8();
  private readonly numbersTo = new GrowingU32();
  private readonly numbers = new GrowingU32();
  private readonly legalTo = new GrowingU32();
  private readonly legal = new GrowingU32();

  constructor() {
    for (const column of [this.parts, this.joins, this.numbersTo, this.legalTo]) column.push(0);
  }

  /** `terms`: numbers of the name's terms in the vocabulary, words first. */
  add(flat: FlatName, terms: readonly number[], entity: number, kind: number, property: number): void {
    this.count++;
    this.entity.push(entity);
    this.kind.push(kind);
    this.property.push(property);
    this.head.push(flat.head);
    for (let i = 0; i < flat.wordCount; i++) {
      this.partTerm.push(terms[i]!);
      this.partWeight.push(flat.weights[i]!);
      this.partInitial.push(flat.initials[i]!);
      this.partLetter.push(flat.letters[i]!);
    }
    this.parts.push(this.partTerm.length);
    for (let j = 0; j < flat.joinStart.length; j++) {
      this.joinTerm.push(terms[flat.wordCount + j]!);
      this.joinStart.push(flat.joinStart[j]!);
      this.joinLength.push(flat.joinLength[j]!);
    }
    this.joins.push(this.joinTerm.length);
    for (const number of flat.numbers) this.numbers.push(number);
    this.numbersTo.push(this.numbers.length);
    for (const form of flat.legalForms) this.legal.push(form);
    this.legalTo.push(this.legal.length);
  }

  /** Adds a name once more, as it was added before, for another entity or property. */
  again(name: number, entity: number, property: number): void {
    this.count++;
    this.entity.push(entity);
    this.kind.push(this.kind.at(name));
    this.property.push(property);
    this.head.push(this.head.at(name));
    for (const column of [this.partTerm, this.partWeight, this.partInitial, this.partLetter])
      column.repeat(this.parts.at(name), this.parts.at(name + 1));
    this.parts.push(this.partTerm.length);
    for (const column of [this.joinTerm, this.joinStart, this.joinLength])
      column.repeat(this.joins.at(name), this.joins.at(name + 1));
    this.joins.push(this.joinTerm.length);
    this.numbers.repeat(this.numbersTo.at(name), this.numbersTo.at(name + 1));
    this.numbersTo.push(this.numbers.length);
    this.legal.repeat(this.legalTo.at(name), this.legalTo.at(name + 1));
    this.legalTo.push(this.legal.length);
  }

  /** In how many names each term stands, by its new number. */
  uses(renumbered: Uint32Array): Uint32Array {
    const uses = new Uint32Array(renumbered.length);
    for (const term of this.partTerm.done()) uses[renumbered[term]!]!++;
    return uses;
  }

  /** The columns, with the records of the names and the postings of the terms in their heads. */
  sections(renumbered: Uint32Array, wordTerms: number): Sections {
    const parts = this.parts.done();
    const joins = this.joins.done();
    const partTerm = this.partTerm.done().map((term) => renumbered[term]!);
    const joinTerm = this.joinTerm.done().map((term) => renumbered[term]!);
    const partWeight = this.partWeight.done();
    const partInitial = this.partInitial.done();
    const joinStart = this.joinStart.done();
    const joinLength = this.joinLength.done();
    const kind = this.kind.done();
    const head = this.head.done();
    const nameRecord = new Uint32Array(this.count);
    const records = new Uint32Array(this.count * RECORD_WORDS + partTerm.length + 2 * joinTerm.length);
    const postedTerm = new GrowingU32();
    const postedRecord = new GrowingU32();
    let at = 0;
    for (const name of this.inOrderOfHeads(parts, partTerm, partWeight)) {
      const from = parts[name]!;
      const to = parts[name + 1]!;
      const heads = head[name]!;
      nameRecord[name] = at;
      let weight = 0;
      let initials = false;
      for (let p = from; p < to; p++) {
        records[at + RECORD_WORDS + p - from] = partTerm[p]! | (partWeight[p]! << 24);
        weight += partWeight[p]!;
        if (partInitial[p] === INITIAL) initials = true;
        if ((heads >> (p - from)) & 1) {
          postedTerm.push(partTerm[p]!);
          postedRecord.push(at);
        }
      }
      const joinsFrom = joins[name]!;
      const joinsTo = joins[name + 1]!;
      let join = at + RECORD_WORDS + to - from;
      for (let j = joinsFrom; j < joinsTo; j++) {
        const covered = ((1 << joinLength[j]!) - 1) << joinStart[j]!;
        records[join++] = joinTerm[j]!;
        records[join++] = covered;
        if ((covered & heads) === 0) continue;
        postedTerm.push(joinTerm[j]!);
        postedRecord.push(at);
      }
      records[at] = name;
      records[at + 1] = recordHeader(kind[name]!, initials, to - from, joinsTo - joinsFrom, weight);
      records[at + 2] = heads;
      at = join;
    }
    return {
      nameEntity: this.entity.done(),
      nameProperty: this.property.done(),
      nameParts: parts,
      partWeight,
      partInitial,
      partLetter: this.partLetter.done(),
      nameNumbers: this.numbersTo.done(),
      numbers: this.numbers.done(),
      nameLegal: this.legalTo.done(),
      legal: this.legal.done(),
      nameRecord,
      nameRecords: records,
      ...postingsOf(renumbered.length, wordTerms, postedTerm.done(), postedRecord.done(), records),
    };
  }

  /** Names by their weightiest words: those that one word leads to lie together then. */
  private inOrderOfHeads(parts: Uint32Array, partTerm: Uint32Array, partWeight: Uint8Array): Uint32Array {
    const weightiest = new Uint32Array(this.count);
    for (let name = 0; name < this.count; name++) {
      let best = parts[name]!;
      for (let p = best + 1; p < parts[name + 1]!; p++) if (partWeight[p]! > partWeight[best]!) best = p;
      weightiest[name] = partTerm[best]!;
    }
    return Uint32Array.from(weightiest.keys()).sort((a, b) => weightiest[a]! - weightiest[b]! || a - b);
  }
}

/**
 * Kind and term → postings of the names of this kind in whose head it is: `postingStart[kind * terms + term]`. A word
 * that stands twice in a name is posted once.
 */
function postingsOf(
  termCount: number,
  wordTerms: number,
  terms: Uint32Array,
  postedRecords: Uint32Array,
  records: Uint32Array,
): Sections {
  const start = new Uint32Array(KINDS * termCount + 1);
  const last = new Uint32Array(termCount).fill(0xffff_ffff);
  const kept = new Uint8Array(terms.length);
  const listOf = (i: number) => kindOfRecord(records[postedRecords[i]! + 1]!) * termCount + terms[i]!;
  for (let i = 0; i < terms.length; i++) {
    const term = terms[i]!;
    const record = postedRecords[i]!;
    if (last[term] === record) continue;
    last[term] = record;
    kept[i] = 1;
    start[listOf(i) + 1]! += term < wordTerms ? POSTING_WORDS + wordsOfRecord(records[record + 1]!) : 1;
  }
  for (let list = 0; list < KINDS * termCount; list++) start[list + 1]! += start[list]!;
  const next = start.slice(0, KINDS * termCount);
  const postings = new Uint32Array(start[KINDS * termCount]!);
  for (let i = 0; i < terms.length; i++) {
    if (kept[i] === 0) continue;
    const record = postedRecords[i]!;
    const list = listOf(i);
    const at = next[list]!;
    const header = records[record + 1]!;
    const words = wordsOfRecord(header);
    postings[at] = record;
    if (terms[i]! >= wordTerms) {
      next[list] = at + 1;
      continue;
    }
    postings[at + 1] = header;
    postings[at + 2] = records[record + 2]!;
    const joins = record + RECORD_WORDS + words;
    for (let j = 0; j < joinsOfRecord(header); j++) {
      postings[at + 3]! |= joinBits(records[joins + 2 * j]!, JOIN_SEEDS[0]);
      postings[at + 4]! |= joinBits(records[joins + 2 * j]!, JOIN_SEEDS[1]);
    }
    for (let w = 0; w < words; w++) postings[at + POSTING_WORDS + w] = records[record + RECORD_WORDS + w]!;
    next[list] = at + POSTING_WORDS + words;
  }
  return { postingStart: start, postings };
}
