import { propertyType, typeOfGroup } from '../../entity/index.ts';
import { MOMENTS, type MomentName } from '../book/build-book.ts';
import type { BookEntity, EntityBook } from '../book/entity-book.ts';
import { secondsOf } from '../book/moment.ts';
import { isKeyword } from '../filter.ts';
import { type Bound, badQuery, type Query } from './query.ts';
import { folded, tokensOf } from './tokens.ts';
import { fitsPattern, type WordIndex } from './word-index.ts';

/** How well each entity answers a query, by number: 0 not at all. */
export type Scores = Float32Array;

/** A word in a name says three times as much as one elsewhere: yente's `names^3`. */
const NAME_WEIGHT = 3;
/** Of an entity of which a query only says what it is not. */
const LEAST_SCORE = 1e-6;
/** Entities that are read whole to answer one part of a query (a phrase, a property). */
const MAX_READ = 20_000;

/** Answers queries from the words of a book. */
export class Evaluator {
  private readonly book: EntityBook;
  private readonly index: WordIndex;

  constructor(book: EntityBook, index: WordIndex) {
    this.book = book;
    this.index = index;
  }

  /** Throws `lookup/bad-query` where a part would have to read too many entities to be answered as a whole. */
  scores(query: Query): Scores {
    switch (query.kind) {
      case 'all':
        return new Float32Array(this.book.count).fill(1);
      case 'term':
        return this.term(query.field, query.text);
      case 'phrase':
        return this.phrase(query.field, query.text, query.slop);
      case 'value':
        return this.value(query.field, query.text);
      case 'wildcard':
        return this.expanded(query.field, folded(query.pattern), (pattern) => this.index.like(pattern));
      case 'fuzzy':
        return this.every(tokensOf(query.text), (token) =>
          this.expanded(query.field, token, (text) => this.index.withSlips(text, query.edits)),
        );
      case 'range':
        return this.range(query.field, query.from, query.to);
      case 'and':
        return this.every(query.of, (part) => this.scores(part));
      case 'or': {
        const total = this.none();
        for (const part of query.of) add(total, this.scores(part));
        return total;
      }
      case 'not':
        return this.scores(query.of).map((score) => (score > 0 ? 0 : LEAST_SCORE));
      case 'boost':
        return this.scores(query.of).map((score) => score * query.by);
    }
  }

  private none(): Scores {
    return new Float32Array(this.book.count);
  }

  /** Entities that answer every part, with the sum of what they answer. */
  private every<T>(parts: readonly T[], scoresOf: (part: T) => Scores): Scores {
    let total: Scores | undefined;
    for (const part of parts) {
      const scores = scoresOf(part);
      if (total === undefined) total = scores;
      else
        for (let i = 0; i < total.length; i++)
          total[i] = total[i]! > 0 && scores[i]! > 0 ? total[i]! + scores[i]! : 0;
    }
    return total ?? this.none();
  }

  private term(field: string | undefined, text: string): Scores {
    const inColumn = this.inColumn(field, text);
    if (inColumn !== undefined) return inColumn;
    const tokens = tokensOf(text);
    // An id with signs in it is one word of the index.
    const whole = field === undefined && tokens.join('') !== text ? this.index.word(text.toLowerCase()) : [];
    const scores = this.every(tokens, (token) =>
      this.expanded(field, token, (word) => this.index.word(word)),
    );
    if (whole.length > 0) add(scores, this.words(whole, false));
    return scores;
  }

  /** A field whose values are not words of a text: a list, a topic, a country, an id. */
  private inColumn(field: string | undefined, text: string): Scores | undefined {
    if (field === undefined) return undefined;
    if (isKeyword(field)) {
      const codes = this.book.keywords[field].codesFor([text]);
      return this.marked((number) => this.book.keywords[field].hasAny(number, codes));
    }
    if (field === 'target') return this.marked((number) => this.book.isTarget(number) === (text === 'true'));
    if (isMoment(field))
      return this.range(field, { value: text, included: true }, { value: text, included: true });
    if (!ID_FIELDS.has(field)) return undefined;
    const numbers = field === 'referents' ? this.book.numbersOfReferent(text) : this.book.numbersOf(text);
    const found = this.none();
    for (const number of numbers) found[number] = 1;
    return found;
  }

  /** Entities with any of the words that a token stands for; of a property, those that have it there. */
  private expanded(
    field: string | undefined,
    token: string,
    expand: (token: string) => readonly number[],
  ): Scores {
    if (field !== undefined && (isKeyword(field) || ID_FIELDS.has(field) || isMoment(field))) {
      if (!isKeyword(field)) throw badQuery(`${field} can be asked for as a whole only`);
      const words = this.book.keywords[field].words.filter((word) => fitsPattern(folded(word), token));
      const codes = this.book.keywords[field].codesFor(words);
      return this.marked((number) => this.book.keywords[field].hasAny(number, codes));
    }
    const words = expand(token);
    if (isNameField(field)) return this.words(words, true);
    const scores = this.words(words, false);
    if (isTextField(field)) return scores;
    const wanted = new Set(words.map((word) => this.index.words[word]!));
    return this.read(scores, field, (values) =>
      values.some((value) => tokensOf(value).some((each) => wanted.has(each))),
    );
  }

  private words(words: readonly number[], namesOnly: boolean): Scores {
    const scores = this.none();
    for (const word of words) {
      const weight = Math.log(1 + this.book.count / this.index.spread(word));
      this.index.each(word, (number, inName) => {
        if (namesOnly && !inName) return;
        scores[number] = Math.max(scores[number]!, inName ? weight * NAME_WEIGHT : weight);
      });
    }
    return scores;
  }

  private phrase(field: string | undefined, text: string, slop: number): Scores {
    const tokens = tokensOf(text);
    const inColumn = this.inColumn(field, text);
    if (inColumn !== undefined) return inColumn;
    const scores = this.every(tokens, (token) => {
      const words = this.index.word(token);
      return this.words(words, isNameField(field));
    });
    if (tokens.length < 2 && isTextField(field)) return scores;
    return this.read(scores, field, (values) =>
      values.some((value) => hasPhrase(tokensOf(value), tokens, slop)),
    );
  }

  private value(field: string, text: string): Scores {
    const inColumn = this.inColumn(field, text);
    if (inColumn !== undefined) return inColumn;
    const wanted = folded(text);
    const scores = this.every(tokensOf(text), (token) =>
      this.words(this.index.word(token), isNameField(field)),
    );
    return this.read(scores, field, (values) => values.some((value) => folded(value) === wanted));
  }

  private range(field: string | undefined, from: Bound, to: Bound): Scores {
    if (field === undefined) throw badQuery('A range needs a field: field:[from TO until]');
    if (isMoment(field)) {
      // A bound that is left out is left out as a whole: after 2024 is after its last second.
      const least =
        from.value === undefined
          ? 1
          : from.included
            ? momentOf(from.value, false)
            : momentOf(from.value, true) + 1;
      const most =
        to.value === undefined
          ? 2 ** 32
          : to.included
            ? momentOf(to.value, true)
            : momentOf(to.value, false) - 1;
      return this.marked((number) => {
        const moment = this.book.moment(field, number);
        return moment >= least && moment <= most;
      });
    }
    const candidates = this.words(this.index.between(firstWord(from.value, ''), lastWord(to.value)), false);
    return this.read(candidates, field, (values) => values.some((value) => between(value, from, to)));
  }

  private marked(test: (number: number) => boolean): Scores {
    const scores = this.none();
    for (let number = 0; number < scores.length; number++) if (test(number)) scores[number] = 1;
    return scores;
  }

  /** Of the entities with a score those whose values of a field pass; each is read whole. */
  private read(
    scores: Scores,
    field: string | undefined,
    passes: (values: readonly string[]) => boolean,
  ): Scores {
    let count = 0;
    for (const score of scores) if (score > 0) count++;
    if (count > MAX_READ) {
      throw badQuery(
        `A phrase or property is in too many entities (${count}) to be compared; ask for a rarer word as well`,
      );
    }
    if (count === 0) return scores;
    const valuesOf = valuesOfField(field);
    for (let number = 0; number < scores.length; number++) {
      if (scores[number]! > 0 && !passes(valuesOf(this.book.entity(number)))) scores[number] = 0;
    }
    return scores;
  }
}

function add(total: Scores, scores: Scores): void {
  for (let i = 0; i < total.length; i++) total[i]! += scores[i]!;
}

const ID_FIELDS = new Set(['id', 'entity_id', 'canonical_id', 'referents']);

function isMoment(field: string): field is MomentName {
  return (MOMENTS as readonly string[]).includes(field);
}

function isNameField(field: string | undefined): boolean {
  return field === 'names' || field === 'caption';
}

function isTextField(field: string | undefined): boolean {
  return field === undefined || field === 'text' || isNameField(field);
}

/** Reads the values that a field means: of a property, of all properties of a group (`dates`, `addresses`), or all. */
function valuesOfField(field: string | undefined): (entity: BookEntity) => readonly string[] {
  if (isTextField(field)) {
    const namesOnly = isNameField(field);
    return ({ caption, schema, properties }) => [
      caption,
      ...Object.entries(properties).flatMap(([name, values]) =>
        namesOnly && propertyType(schema, name) !== 'name' ? [] : values,
      ),
    ];
  }
  const property = field!.replace(/^properties\./, '');
  const type = typeOfGroup(field!)?.type;
  return ({ schema, properties }) =>
    type === undefined
      ? Object.hasOwn(properties, property)
        ? properties[property]!
        : []
      : Object.entries(properties).flatMap(([name, values]) =>
          propertyType(schema, name) === type ? values : [],
        );
}

/** Whether the words stand in this order with at most `slop` others between them. */
function hasPhrase(words: readonly string[], wanted: readonly string[], slop: number): boolean {
  for (let start = words.indexOf(wanted[0] ?? ''); start >= 0; start = words.indexOf(wanted[0]!, start + 1)) {
    let at = start;
    let spare = slop;
    const met = wanted.slice(1).every((word) => {
      const next = words.indexOf(word, at + 1);
      if (next < 0 || next - at - 1 > spare) return false;
      spare -= next - at - 1;
      at = next;
      return true;
    });
    if (met) return true;
  }
  return false;
}

/** Seconds of a date that may be a year or a month; of its last moment where `end`. */
function momentOf(value: string, end: boolean): number {
  const partial = /^(\d{4})(?:-(\d{2}))?$/.exec(value);
  const seconds =
    partial === null
      ? secondsOf(value) + (end && value.length === 10 ? 86_399 : 0)
      : Date.UTC(
          Number(partial[1]) + (end && partial[2] === undefined ? 1 : 0),
          Number(partial[2] ?? 1) - 1 + (end && partial[2] !== undefined ? 1 : 0),
        ) /
          1000 -
        (end ? 1 : 0);
  if (!(seconds > 0)) throw badQuery('A date is written 2024, 2024-05, 2024-05-17 or 2024-05-17T08:30:00');
  return seconds;
}

function firstWord(value: string | undefined, absent: string): string {
  return value === undefined ? absent : (tokensOf(value)[0] ?? absent);
}

function lastWord(value: string | undefined): string {
  return `${firstWord(value, '\uffff')}\uffff`;
}

/** Compares as texts; a bound that is less exact than the value holds all that begins with it. */
function between(value: string, from: Bound, to: Bound): boolean {
  const text = folded(value);
  const low = from.value === undefined ? undefined : folded(from.value);
  const high = to.value === undefined ? undefined : folded(to.value);
  if (low !== undefined && (from.included ? text < low : text <= low || text.startsWith(low))) return false;
  return high === undefined || text < high || (to.included && text.startsWith(high));
}
