import type { FlatName, NameKind, Term } from '../../names/index.ts';
import type { NameSearcher } from '../search/searcher.ts';

/** What leads from subjects to the entities of an index: the forward search, asked in pieces. */
export class EntityLeads {
  private readonly searcher: NameSearcher;
  private readonly keys: ReadonlySet<number>;
  /** Open-addressed; 0 is empty, and the mark 0 has a place of its own. */
  private readonly marks: Uint32Array;
  private readonly markZero: boolean;

  constructor(
    searcher: NameSearcher,
    { high, low }: { readonly high: Uint32Array; readonly low: Uint32Array },
  ) {
    this.searcher = searcher;
    const keys = new Set<number>();
    for (let slot = 0; slot < high.length; slot++)
      if (high[slot] !== 0) keys.add(keyNumber(high[slot]!, low[slot]!));
    this.keys = keys;
    const left = new Set(searcher.leftMarks());
    this.markZero = left.delete(0);
    let size = 16;
    while (size < left.size * 4) size *= 2;
    this.marks = new Uint32Array(size);
    for (const mark of left) {
      let slot = mark & (size - 1);
      while (this.marks[slot] !== 0) slot = (slot + 1) & (size - 1);
      this.marks[slot] = mark;
    }
  }

  /** True where one of the marks in a part of a column is one that a listed word left. */
  anyMeets(marks: Uint32Array, from: number, to: number): boolean {
    const table = this.marks;
    const mask = table.length - 1;
    for (let at = from; at < to; at++) {
      const mark = marks[at]!;
      if (mark === 0 && this.markZero) return true;
      for (let slot = mark & mask; table[slot] !== 0; slot = (slot + 1) & mask)
        if (table[slot] === mark) return true;
    }
    return false;
  }

  /** True where a subject's word leads to a listed name. */
  leads(word: Term): boolean {
    return this.searcher.leadsAnywhere(word);
  }

  /** True where a listed name scores `least` or more with a subject's name. */
  reaches(name: FlatName, kind: NameKind, least: number): boolean {
    return this.searcher.search(name, kind, least).length > 0;
  }

  /** True where an entity has an identifier whose key has this hash. */
  hasKey(high: number, low: number): boolean {
    return this.keys.has(keyNumber(high, low));
  }
}

/** 53 of the 64 bits of a hash: two keys that agree in them are looked at, no more. */
function keyNumber(high: number, low: number): number {
  return (high & 0x1f_ffff) * 2 ** 32 + low;
}
