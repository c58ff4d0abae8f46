import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The public data that evaluation reads where it is present: `RIEGEL_CORPUS`, by default `../shared` beside the checkout. */
const CORPUS = process.env.RIEGEL_CORPUS ?? join(import.meta.dirname, '../../../shared');

/** Path of a file of the corpus; undefined where it is absent. */
export function corpusFile(...path: string[]): string | undefined {
  const whole = join(CORPUS, ...path);
  return existsSync(whole) ? whole : undefined;
}

/** Results and caches; git does not see it. */
export const OUT = join(import.meta.dirname, '../../out');
