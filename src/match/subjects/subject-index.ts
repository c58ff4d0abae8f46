import type { Subject } from '../../entity/index.ts';
import type { FlatName, NameKind, Term } from '../../names/index.ts';
import { MOST_ADDED } from '../facts/facts.ts';
import { GrowingU8, GrowingU32 } from '../index/growing.ts';
import { hashKey, identifiersOf } from '../index/identifiers.ts';
import { KIND_CODE } from '../index/kinds.ts';
import type { MatchIndex } from '../index/open.ts';
import { namesOfSubject, readName, type SubjectName } from '../subject-names.ts';
import type { EntityLeads } from './entity-leads.ts';
import { WordColumns } from './word-columns.ts';

const KIND_OF_CODE = Object.keys(KIND_CODE).sort(
  (a, b) => KIND_CODE[a as NameKind] - KIND_CODE[b as NameKind],
) as readonly NameKind[];
/** Flags of a name beside the code of its kind: it may be cut off; … */
const CUT = 4;
/** … it has numbers or legal forms, which are read again from its text. */
const MORE = 8;

/** What is looked at between two batches: some milliseconds. */
const WORDS_AT_ONCE = 1 << 10;
const NAMES_AT_ONCE = 1 << 15;
/** Names that cost as much as one that has to be scored. */
const SCORED = 1 << 7;

const NONE = new Uint8Array(0);

/**
 * Many subjects, laid out to be asked the other way round: which of them match these entities? The engine's sides are
 * not alike (a listed word leaves marks, a subject's word looks for them; a listed name's head has to be met), so
 * nothing here compares in the other direction. The subjects' words are kept once each with the marks that they look
 * for; a search asks an index of the entities which words lead to it, and scores the names that hold such a word with
 * the forward search itself. So it finds whom the forward search finds, by definition, and not by a lower threshold.
 *
 * Columns that only grow: a subject is added without rebuilding anything, and a search reads the columns from the
 * beginning, which is little beside the scoring. What was added is never taken away: who is found and is gone is the
 * caller's to pass over.
 */
export class SubjectIndex {
  private readonly words = new WordColumns();
  private readonly nameSubject = new GrowingU32();
  private readonly nameFlags = new GrowingU8();
  private readonly nameTextEnd = new GrowingU32();
  private readonly texts = new GrowingU8();
  private readonly nameWordsEnd = new GrowingU32();
  /** Of each word of each name: its number, and weight, role flag and first letter in the name. */
  private readonly nameWords = new GrowingU32();
  private readonly weights = new GrowingU8();
  private readonly initials = new GrowingU8();
  private readonly letters = new GrowingU8();
  /** Words read as one are rarely met twice: their marks stand with the name. */
  private readonly joinMarksEnd = new GrowingU32();
  private readonly joinMarks = new GrowingU32();

  private readonly keyHigh = new GrowingU32();
  private readonly keyLow = new GrowingU32();
  private readonly keySubject = new GrowingU32();

  private readonly encoder = new TextEncoder();
  private readonly decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  private subjects = 0;

  /** How much there is, for whoever decides when to begin anew. `bytes` is about what it takes. */
  get counts(): {
    readonly subjects: number;
    readonly names: number;
    readonly words: number;
    readonly bytes: number;
  } {
    const numbers = this.joinMarks.length + 3 * this.keyHigh.length + 4 * this.nameSubject.length;
    const bytes =
      this.words.bytes + 4 * numbers + 7 * this.nameWords.length + this.texts.length + this.nameFlags.length;
    return { subjects: this.subjects, names: this.nameSubject.length, words: this.words.count, bytes };
  }

  /** Adds a subject under a number of the caller's, 0 … 2³² − 1. The same number may come again with other names. */
  add(number: number, subject: Subject): void {
    this.subjects++;
    for (const name of namesOfSubject<SubjectName>(subject, readName)) this.addName(number, name);
    for (const { key } of identifiersOf(subject.properties)) {
      const [high, low] = hashKey(key);
      this.keyHigh.push(high);
      this.keyLow.push(low);
      this.keySubject.push(number);
    }
  }

  private addName(number: number, { text, kind, flat }: SubjectName): void {
    flat.terms.forEach((term, unit) => {
      if (unit < flat.wordCount) this.nameWords.push(this.words.numberOf(term));
      else this.joinMarks.append(term.marks('sought'));
    });
    this.weights.append(flat.weights);
    this.initials.append(flat.initials);
    this.letters.append(flat.letters);
    this.texts.append(this.encoder.encode(text));
    const more = flat.numbers.length + flat.legalForms.length > 0;
    this.nameFlags.push(KIND_CODE[kind] | (flat.cut ? CUT : 0) | (more ? MORE : 0));
    this.nameTextEnd.push(this.texts.length);
    this.nameWordsEnd.push(this.nameWords.length);
    this.joinMarksEnd.push(this.joinMarks.length);
    this.nameSubject.push(number);
  }

  /**
   * Numbers of the subjects that may match an entity of the index at the threshold (0.5 … 1): all that do, and few
   * that do not. In batches, some empty, one every few milliseconds, so that other work can come between; a number
   * may come more than once. What is added meanwhile is not looked at.
   */
  *search(entities: MatchIndex, threshold: number): Generator<number[]> {
    const leads = entities.leads();
    const names = this.nameSubject.length;
    const keys = this.keyHigh.length;
    const termOf = this.words.reader();
    const leading = new Uint8Array(this.words.count);
    yield* this.findWords(leads, leading, termOf);
    yield* this.findNames(leads, leading, termOf, names, threshold - MOST_ADDED);
    yield this.findKeys(leads, keys);
  }

  private *findWords(
    leads: EntityLeads,
    leading: Uint8Array,
    termOf: (word: number) => Term,
  ): Generator<number[]> {
    for (let word = 0; word < leading.length; word++) {
      const { marks, from, to } = this.words.marksOf(word);
      if (leads.anyMeets(marks, from, to) && leads.leads(termOf(word))) leading[word] = 1;
      if (word % WORDS_AT_ONCE === 0) yield [];
    }
  }

  private *findNames(
    leads: EntityLeads,
    leading: Uint8Array,
    termOf: (word: number) => Term,
    names: number,
    least: number,
  ): Generator<number[]> {
    let found: number[] = [];
    let looked = 0;
    for (let name = 0; name < names; name++) {
      looked++;
      const joins = this.joinMeets(name, leads);
      if (joins || this.hasLeadingWord(name, leading)) {
        const flags = this.nameFlags.at(name);
        const kind = KIND_OF_CODE[flags & ~(CUT | MORE)]!;
        const cut = (flags & CUT) !== 0;
        const flat =
          joins || (flags & MORE) !== 0 ? this.readAgain(name, kind, cut) : this.flatOf(name, cut, termOf);
        if (leads.reaches(flat, kind, least)) found.push(this.nameSubject.at(name));
        looked += SCORED;
      }
      if (looked >= NAMES_AT_ONCE) {
        yield found;
        found = [];
        looked = 0;
      }
    }
    yield found;
  }

  private hasLeadingWord(name: number, leading: Uint8Array): boolean {
    const to = this.nameWordsEnd.at(name);
    for (let at = name === 0 ? 0 : this.nameWordsEnd.at(name - 1); at < to; at++)
      if (leading[this.nameWords.at(at)] === 1) return true;
    return false;
  }

  private joinMeets(name: number, leads: EntityLeads): boolean {
    const from = name === 0 ? 0 : this.joinMarksEnd.at(name - 1);
    return leads.anyMeets(this.joinMarks.view(), from, this.joinMarksEnd.at(name));
  }

  private readAgain(name: number, kind: NameKind, cut: boolean): FlatName {
    const from = name === 0 ? 0 : this.nameTextEnd.at(name - 1);
    const text = this.decoder.decode(this.texts.view().subarray(from, this.nameTextEnd.at(name)));
    return readName(text, kind, cut)!.flat;
  }

  /** A name without its joined words: where none of them meets anything, they bear on no score. */
  private flatOf(name: number, cut: boolean, termOf: (word: number) => Term): FlatName {
    const from = name === 0 ? 0 : this.nameWordsEnd.at(name - 1);
    const to = this.nameWordsEnd.at(name);
    const terms: Term[] = [];
    for (let at = from; at < to; at++) terms.push(termOf(this.nameWords.at(at)));
    return {
      terms,
      wordCount: to - from,
      weights: this.weights.view().subarray(from, to),
      initials: this.initials.view().subarray(from, to),
      letters: this.letters.view().subarray(from, to),
      joinStart: NONE,
      joinLength: NONE,
      head: 0,
      numbers: [],
      legalForms: [],
      cut,
    };
  }

  private findKeys(leads: EntityLeads, keys: number): number[] {
    const found: number[] = [];
    for (let key = 0; key < keys; key++)
      if (leads.hasKey(this.keyHigh.at(key), this.keyLow.at(key))) found.push(this.keySubject.at(key));
    return found;
  }
}
