import type { Term } from './term.ts';

/** Flags of a term. */
export const KNOWN = 1;
export const SPELLED = 2;

/** Terms as columns: what comparing them needs, in typed arrays that may lie in a shared index. */
export interface TermColumns {
  readonly kind: Uint8Array;
  /** KNOWN and SPELLED (see `term.ts`). */
  readonly flags: Uint8Array;
  /** Term → its readings: `readingStart[t] … readingStart[t + 1]`. */
  readonly readingStart: Uint32Array;
  /** Reading → its sounds: `soundStart[r] … soundStart[r + 1]`. */
  readonly soundStart: Uint32Array;
  readonly sounds: Uint8Array;
  /** Term → its symbols, ascending. */
  readonly symbolStart: Uint32Array;
  readonly symbols: Uint32Array;
}

/** Lays terms out as columns, in the order given. */
export function termColumns(terms: readonly Term[]): TermColumns {
  let readings = 0;
  let sounds = 0;
  let symbols = 0;
  for (const term of terms) {
    readings += term.readings.length;
    symbols += term.symbols.length;
    for (const reading of term.readings) sounds += reading.length;
  }
  const columns = {
    kind: new Uint8Array(terms.length),
    flags: new Uint8Array(terms.length),
    readingStart: new Uint32Array(terms.length + 1),
    soundStart: new Uint32Array(readings + 1),
    sounds: new Uint8Array(sounds),
    symbolStart: new Uint32Array(terms.length + 1),
    symbols: new Uint32Array(symbols),
  };
  let r = 0;
  let s = 0;
  let y = 0;
  terms.forEach((term, t) => {
    columns.kind[t] = term.kind;
    columns.flags[t] = (term.known ? KNOWN : 0) | (term.spelled ? SPELLED : 0);
    for (const reading of term.readings) {
      columns.sounds.set(reading, s);
      s += reading.length;
      columns.soundStart[++r] = s;
    }
    columns.readingStart[t + 1] = r;
    for (const symbol of term.symbols) columns.symbols[y++] = symbol;
    columns.symbolStart[t + 1] = y;
  });
  return columns;
}
