/** Seeded choice: everything drawn in evaluation and benchmark is drawn here, so that a run can be repeated. */

/** FNV-1a over UTF-16 units with a last mix: 32 bits, the same on every machine. */
export function hash32(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

export interface Random {
  /** 0 ≤ x < 1. */
  next(): number;
  /** Whole number, 0 ≤ x < n. */
  below(n: number): number;
  pick<T>(from: readonly T[]): T;
  chance(probability: number): boolean;
}

/** A stream of choices that depends on the seed alone (mulberry32). */
export function randomOf(seed: string): Random {
  let state = hash32(seed);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n: number) => Math.floor(next() * n);
  return { next, below, pick: (from) => from[below(from.length)]!, chance: (p) => next() < p };
}

export type Half = 'tuning' | 'reporting';

/** Which half a name belongs to, whatever its case, spaces and word order: a name stands in one half only. */
export function halfOf(name: string): Half {
  return (hash32(`half:${foldedName(name)}`) & 1) === 0 ? 'tuning' : 'reporting';
}

/** Letters and digits of a name in lower case without diacritics, its words in alphabetical order. */
export function foldedName(name: string): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .split(/[^\p{L}\p{N}]+/u);
  return words
    .filter((word) => word !== '')
    .sort()
    .join(' ');
}

/**
 * At most `count` of the items, drawn by the hash of their keys: adding or removing an item elsewhere does not
 * change which others are drawn. In the order of the items.
 */
export function drawn<T>(items: readonly T[], count: number, seed: string, keyOf: (item: T) => string): T[] {
  if (items.length <= count) return [...items];
  const ranked = items.map((item, at) => ({ at, rank: hash32(`${seed}:${keyOf(item)}`) }));
  ranked.sort((a, b) => a.rank - b.rank || a.at - b.at);
  return ranked
    .slice(0, count)
    .sort((a, b) => a.at - b.at)
    .map(({ at }) => items[at]!);
}
