import type { ParsedList } from '../../src/lists/index.ts';

/** What a list file holds. A number is absent where the raw text cannot be counted for it without parsing it. */
export interface Counts {
  /** Designated entities. */
  readonly entities: number;
  /** Designations: an entity can stand under several regimes. */
  readonly designations?: number;
  /** Different names of each entity, of every kind, added up. */
  readonly names: number;
  /** Different document numbers of each entity, added up. */
  readonly numbers?: number;
}

/** One real file: counted from its raw bytes without the parser, to compare with what the parser found. */
export interface Counter {
  /** Path in the corpus, below `lists/`. */
  readonly file: string;
  readonly source: string;
  readonly count: (bytes: Uint8Array) => Counts;
}

const NAMES = ['name', 'alias', 'weakAlias', 'previousName'];

/** The same numbers from the parser's answer. */
export function countParsed({ entities }: ParsedList): Required<Counts> {
  const designated = entities.filter((entity) => entity.target === true);
  const names = designated.map(
    ({ properties }) => new Set(NAMES.flatMap((property) => properties[property] ?? [])).size,
  );
  const numbers = new Set<string>();
  for (const { schema, properties } of entities) {
    if (schema !== 'Passport' && schema !== 'Identification') continue;
    numbers.add(`${properties.holder?.[0]} ${properties.number?.[0]}`);
  }
  return {
    entities: designated.length,
    designations: entities.filter(({ schema }) => schema === 'Sanction').length,
    names: names.reduce((sum, count) => sum + count, 0),
    numbers: numbers.size,
  };
}

/** Different texts of each key, spaces made single and empty ones left out. */
export class Tally {
  readonly #texts = new Map<string, Set<string>>();

  add(key: string, text: string): void {
    const known = this.#texts.get(key) ?? new Set();
    this.#texts.set(key, known);
    const plain = text.replace(/[\s\u00a0]+/g, ' ').trim();
    if (plain !== '') known.add(plain);
  }

  get keys(): number {
    return this.#texts.size;
  }

  get texts(): number {
    return [...this.#texts.values()].reduce((sum, { size }) => sum + size, 0);
  }
}

const REFERENCES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Text of XML with its references resolved. */
export function unescaped(text: string): string {
  return text.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (decimal) return String.fromCodePoint(Number(decimal));
    return REFERENCES[name] ?? whole;
  });
}

/** The text between the first such start tag and its end tag; empty when there is none. */
export function between(text: string, tag: string): string {
  return unescaped(new RegExp(`<${tag}(?:\\s[^>]*)?>([^<]*)</${tag}>`).exec(text)?.[1] ?? '');
}
