import { badQuery, joined, MAX_DEPTH, MAX_PARTS, MAX_QUERY, type Query } from './query.ts';

/**
 * Reads a query in the syntax of Elasticsearch's `query_string` as far as yente's documentation promises it: words
 * (all are needed), `"phrases"` with `~slop`, `AND` `OR` `NOT` `&&` `||` `!` `+` `-`, brackets, `field:`,
 * `*` and `?`, `word~` and `word~1`, `[a TO b]` and `{a TO b}`, `field:>=a`, `^boost`, `\` before a sign meant as such.
 * NOT binds closer than AND, AND closer than OR. Throws `lookup/bad-query` with the offset; regular expressions
 * (`/…/`) are refused.
 */
export function parseQueryString(text: string): Query {
  if (text.trim() === '') return { kind: 'all' };
  if (text.length > MAX_QUERY) throw badQuery(`The query is longer than ${MAX_QUERY} characters`);
  return new QueryReader(text).whole();
}

class QueryReader {
  private at = 0;
  private parts = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  whole(): Query {
    const query = this.alternatives(undefined, 0);
    if (this.at < this.text.length) throw badQuery(`Unexpected "${this.text[this.at]}"`, this.at);
    return query;
  }

  private alternatives(field: string | undefined, depth: number): Query {
    if (depth > MAX_DEPTH) throw badQuery(`Brackets are nested more than ${MAX_DEPTH} deep`, this.at);
    const found = [this.conjunction(field, depth)];
    while (this.operator('OR', '||')) found.push(this.conjunction(field, depth));
    return joined('or', found);
  }

  private conjunction(field: string | undefined, depth: number): Query {
    const found = [this.clause(field, depth)];
    for (;;) {
      if (this.operator('AND', '&&')) found.push(this.clause(field, depth));
      else if (this.atEnd() || this.sees('OR', '||')) return joined('and', found);
      else found.push(this.clause(field, depth));
    }
  }

  private clause(field: string | undefined, depth: number): Query {
    if (this.atEnd() || this.sees('AND', '&&') || this.sees('OR', '||'))
      throw badQuery('Something is missing after an operator or in brackets', this.at);
    if (++this.parts > MAX_PARTS) throw badQuery(`The query has more than ${MAX_PARTS} parts`, this.at);
    if (this.operator('NOT', '!') || this.sign('-')) {
      if (depth > MAX_DEPTH) throw badQuery(`NOT is nested more than ${MAX_DEPTH} deep`, this.at);
      return { kind: 'not', of: this.clause(field, depth + 1) };
    }
    this.sign('+');
    return this.boosted(this.primary(field, depth));
  }

  private primary(field: string | undefined, depth: number): Query {
    this.space();
    const start = this.at;
    const sign = this.text[start];
    if (sign === '(') {
      this.at++;
      const query = this.alternatives(field, depth + 1);
      this.space();
      if (this.text[this.at] !== ')') throw badQuery('A bracket is not closed', start);
      this.at++;
      return query;
    }
    if (sign === '"') return this.phrase(field);
    if (sign === '[' || sign === '{') return this.range(field);
    if (sign === '/') throw badQuery('A slash begins a regular expression, which is not answered', start);
    if (sign === '>' || sign === '<') return this.openRange(field);
    return this.word(field, depth);
  }

  private word(field: string | undefined, depth: number): Query {
    const start = this.at;
    let plain = '';
    let pattern = '';
    let wild = false;
    for (; this.at < this.text.length; this.at++) {
      const letter = this.text[this.at]!;
      if (letter === '\\') {
        this.at++;
        if (this.at === this.text.length) throw badQuery('Nothing follows the last backslash', this.at - 1);
        plain += this.text[this.at];
        pattern += this.text[this.at];
      } else if (letter === '*' || letter === '?') {
        wild = true;
        plain += letter;
        pattern += letter;
      } else if (letter === ':' && field === undefined && plain !== '') {
        this.at++;
        return this.primary(plain, depth + 1);
      } else if (letter === '/') {
        throw badQuery('A slash begins a regular expression, which is not answered', this.at);
      } else if (ENDS.test(letter)) break;
      else {
        plain += letter;
        pattern += letter;
      }
    }
    if (plain === '')
      throw badQuery(
        start < this.text.length ? `Unexpected "${this.text[start]}"` : 'Something is missing at the end',
        start,
      );
    const named = field === undefined ? {} : { field };
    if (this.text[this.at] === '~') {
      this.at++;
      const edits = this.number();
      if (edits !== undefined && edits > 2) throw badQuery('A word may have two slips at most', this.at);
      return {
        kind: 'fuzzy',
        ...named,
        text: plain,
        edits: edits === undefined ? 'auto' : Math.trunc(edits),
      };
    }
    if (wild)
      return field === undefined && plain === '*' ? { kind: 'all' } : { kind: 'wildcard', ...named, pattern };
    return { kind: 'term', ...named, text: plain };
  }

  private phrase(field: string | undefined): Query {
    const start = this.at++;
    let text = '';
    for (; this.text[this.at] !== '"'; this.at++) {
      if (this.at >= this.text.length) throw badQuery('A quotation is not closed', start);
      if (this.text[this.at] === '\\') this.at++;
      text += this.text[this.at] ?? '';
    }
    this.at++;
    let slop = 0;
    if (this.text[this.at] === '~') {
      this.at++;
      slop = Math.min(100, this.number() ?? 0);
    }
    return { kind: 'phrase', ...(field === undefined ? {} : { field }), text, slop };
  }

  private range(field: string | undefined): Query {
    const start = this.at;
    const found = RANGE.exec(this.text.slice(start));
    if (found === null) throw badQuery('A range is written [from TO until]', start);
    this.at += found[0].length;
    return {
      kind: 'range',
      ...(field === undefined ? {} : { field }),
      from: { ...(found[2] === '*' ? {} : { value: unquoted(found[2]!) }), included: found[1] === '[' },
      to: { ...(found[3] === '*' ? {} : { value: unquoted(found[3]!) }), included: found[4] === ']' },
    };
  }

  private openRange(field: string | undefined): Query {
    const found = OPEN_RANGE.exec(this.text.slice(this.at));
    if (found === null) throw badQuery('A value is missing after the sign', this.at);
    this.at += found[0].length;
    const bound = { value: unquoted(found[2]!), included: found[1]!.length === 2 };
    const open = { included: true };
    return {
      kind: 'range',
      ...(field === undefined ? {} : { field }),
      ...(found[1]![0] === '>' ? { from: bound, to: open } : { from: open, to: bound }),
    };
  }

  private boosted(query: Query): Query {
    if (this.text[this.at] !== '^') return query;
    this.at++;
    const by = this.number();
    if (by === undefined) throw badQuery('A number is missing after ^', this.at);
    return { kind: 'boost', of: query, by: Math.min(1000, by) };
  }

  private number(): number | undefined {
    const found = /^\d{1,6}(?:\.\d{1,6})?/.exec(this.text.slice(this.at, this.at + 16));
    if (found === null) return undefined;
    this.at += found[0].length;
    return Number(found[0]);
  }

  private space(): void {
    while (SPACE.test(this.text[this.at] ?? '')) this.at++;
  }

  private atEnd(): boolean {
    this.space();
    return this.at >= this.text.length || this.text[this.at] === ')';
  }

  private sign(sign: string): boolean {
    this.space();
    if (this.text[this.at] !== sign) return false;
    this.at++;
    return true;
  }

  private sees(word: string, signs: string): boolean {
    this.space();
    if (this.text.startsWith(signs, this.at)) return true;
    const after = this.text[this.at + word.length];
    return this.text.startsWith(word, this.at) && (after === undefined || /[\s()"!]/.test(after));
  }

  private operator(word: string, signs: string): boolean {
    if (!this.sees(word, signs)) return false;
    this.at += this.text.startsWith(signs, this.at) ? signs.length : word.length;
    return true;
  }
}

const SPACE = /\s/;
/** Signs that end a word; `-`, `+` and `!` only begin one. */
const ENDS = /[\s()"[\]{}~^:]/;
const RANGE = /^([[{])\s*("[^"]*"|[^\s"\]}]+)\s+TO\s+("[^"]*"|[^\s"\]}]+)\s*([\]}])/;
const OPEN_RANGE = /^([<>]=?)\s*("[^"]*"|[^\s()"]+)/;

function unquoted(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1) : text;
}
