import { statSync } from 'node:fs';
import { RiegelError } from '../../entity/index.ts';

/** What the words after `riegel screen` mean. */
export interface Operands {
  readonly names: readonly string[];
  /** Paths; `-` is stdin. */
  readonly files: readonly string[];
}

/** A word like this is meant as a file: one that is not there must not be screened as a name and be called clear. */
const LIKE_A_FILE =
  /^\.{0,2}\/|[/\\]|\.(csv|tsv|xlsx?|ndjson|jsonl?|parquet|txt|html?|gz|xml|zip|pdf|docx?)$/i;

/**
 * Tells files from names: what is there as a file is one, what only looks like one is an error.
 * Throws `messages/file-not-found`.
 */
export function sortOperands(words: readonly string[]): Operands {
  const names: string[] = [];
  const files: string[] = [];
  for (const word of words) {
    if (word === '-' || isThere(word)) files.push(word);
    else if (LIKE_A_FILE.test(word)) {
      throw new RiegelError('messages/file-not-found', `There is no file ${word}`, {
        place: { file: word },
        expected: 'a file that is there; for a name written like this, --name',
      });
    } else names.push(word);
  }
  return { names, files };
}

function isThere(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    // Too long for a path, or with a NUL in it: no file is called so.
    return false;
  }
}
