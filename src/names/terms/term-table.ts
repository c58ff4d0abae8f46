import { Term, type TermKind } from './term.ts';

/** Flags of a term. */
export const KNOWN = 1;
export const SPELLED = 2;
/** It stands for something besides its letters. */
export const SYMBOLS = 4;

/** Where in a term's block its flags, its number of readings, and their lengths stand; the sounds follow them. */
export const FLAGS = 1;
export const READINGS = 2;
export const LENGTHS = 3;

/**
 * Terms as columns: what comparing them needs, in typed arrays that may lie in a shared index. What one term is
 * compared by lies together, because the terms that meet a word lie all over the memory:
 *
 *   kind, flags, number of readings, length of each, sounds of each        one byte each
 */
export interface TermColumns {
  /** Term → its block: `start[t] … start[t + 1]`. */
  readonly start: Uint32Array;
  readonly blocks: Uint8Array;
  /** Term → its symbols, ascending. */
  readonly symbolStart: Uint32Array;
  readonly symbols: Uint32Array;
}

/** Lays terms out as columns, in the order given. */
export function termColumns(terms: readonly Term[]): TermColumns {
  let bytes = 0;
  let symbols = 0;
  for (const term of terms) {
    bytes += LENGTHS + term.readings.length;
    symbols += term.symbols.length;
    for (const reading of term.readings) bytes += reading.length;
  }
  const columns = {
    start: new Uint32Array(terms.length + 1),
    blocks: new Uint8Array(bytes),
    symbolStart: new Uint32Array(terms.length + 1),
    symbols: new Uint32Array(symbols),
  };
  const { blocks } = columns;
  let at = 0;
  let y = 0;
  for (let t = 0; t < terms.length; t++) {
    const term = terms[t]!;
    at = writeBlock(term, blocks, at);
    columns.start[t + 1] = at;
    for (const symbol of term.symbols) columns.symbols[y++] = symbol;
    columns.symbolStart[t + 1] = y;
  }
  return columns;
}

/** Columns of one term, filled anew for the next: what a search asks of a subject's words, without allocation. */
export class OneTerm implements TermColumns {
  readonly start = new Uint32Array(2);
  blocks = new Uint8Array(512);
  readonly symbolStart = new Uint32Array(2);
  symbols = new Uint32Array(32);

  fill(term: Term): void {
    let size = LENGTHS + term.readings.length;
    for (const reading of term.readings) size += reading.length;
    if (size > this.blocks.length) this.blocks = new Uint8Array(size);
    if (term.symbols.length > this.symbols.length) this.symbols = new Uint32Array(term.symbols.length);
    this.start[1] = writeBlock(term, this.blocks, 0);
    for (let y = 0; y < term.symbols.length; y++) this.symbols[y] = term.symbols[y]!;
    this.symbolStart[1] = term.symbols.length;
  }
}

/** Writes the block of a term, gives where it ends. */
function writeBlock(term: Term, blocks: Uint8Array, from: number): number {
  let at = from;
  blocks[at++] = term.kind;
  blocks[at++] =
    (term.known ? KNOWN : 0) | (term.spelled ? SPELLED : 0) | (term.symbols.length > 0 ? SYMBOLS : 0);
  blocks[at++] = term.readings.length;
  for (const reading of term.readings) blocks[at++] = reading.length;
  for (const reading of term.readings) for (let i = 0; i < reading.length; i++) blocks[at++] = reading[i]!;
  return at;
}

/** Kind of a term and its readings, as they were laid out: for what looks at every term. */
export function readTerm(columns: TermColumns, term: number): { kind: number; readings: Uint8Array[] } {
  const { blocks, start } = columns;
  const from = start[term]!;
  const count = blocks[from + READINGS]!;
  let at = from + LENGTHS + count;
  const readings: Uint8Array[] = [];
  for (let r = 0; r < count; r++) {
    const length = blocks[from + LENGTHS + r]!;
    readings.push(blocks.slice(at, at + length));
    at += length;
  }
  return { kind: blocks[from]!, readings };
}

/** A term as it was laid out, under its own id: compared as the one that was written, but not to be shown. */
export function comparedTerm(columns: TermColumns, term: number, id: string): Term {
  const flags = columns.blocks[columns.start[term]! + FLAGS]!;
  const { kind, readings } = readTerm(columns, term);
  return new Term({
    id,
    kind: kind as TermKind,
    latin: '',
    readings,
    spelled: (flags & SPELLED) !== 0,
    symbols: [...columns.symbols.subarray(columns.symbolStart[term]!, columns.symbolStart[term + 1]!)],
    joined: false,
    known: (flags & KNOWN) !== 0,
    bits: 0,
  });
}
