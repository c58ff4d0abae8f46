import type { ParsedList } from '../../src/lists/index.ts';
import type { Counts } from './counter.ts';

/** A publication of one or several real files, counted from raw bytes in a way that its parser does not use. */
export interface SetCounter {
  readonly source: string;
  /** Paths in the corpus, below `lists/`. */
  readonly files: readonly string[];
  /** Names under which the parser gets the files, where the corpus has renamed them. */
  readonly names?: readonly string[];
  readonly count: (files: readonly Uint8Array[]) => Counts;
  /** The same things in the parser's answer. */
  readonly parsed: (list: ParsedList) => Counts;
}
