import anyAscii from 'any-ascii';
import { type Romanised, readingsOf } from './romanised.ts';

const notLatin = /[^a-z0-9]/g;

/** Reads a word of a script without rules of its own (Khmer, Lao, Burmese, Tibetan, Thaana …) by any-ascii's letter tables: rough, named so in `system`. */
export function romaniseByTable(word: string): Romanised {
  return { readings: readingsOf(anyAscii(word).toLowerCase().replace(notLatin, '')), system: 'fallback' };
}
