import { RiegelError } from '../../entity/index.ts';
import type { LineBatch } from '../bytes/lines.ts';
import { mapColumns } from '../tables/columns.ts';
import { type SubjectItem, subjectsOfRow } from '../tables/subjects.ts';

/** A list of names has lines no longer than this, in letters and in words; prose has most lines longer. */
const MAX_NAME_LINE = 80;
const MAX_NAME_WORDS = 8;
const MIN_SHARE = 0.8;
/** `12. `, `3) `, `- `, `* ` before a name. */
const BULLET = /^\s*(?:\d{1,6}[.)]\s+|[-*•–]\s+)/;

/** Whether the lines of a text are names, one on each, or prose; and why, in one sentence for people. */
export function guessTextKind(lines: readonly string[]): {
  readonly kind: 'names' | 'text';
  readonly statement: string;
} {
  const filled = lines.map((line) => line.trim()).filter((line) => line !== '');
  const namelike = filled.filter(looksLikeName).length;
  const share = filled.length === 0 ? 0 : namelike / filled.length;
  const facts = `${namelike} of the first ${filled.length} lines look like a name`;
  return share >= MIN_SHARE
    ? { kind: 'names', statement: `read as a list of names, one on each line: ${facts}` }
    : { kind: 'text', statement: `read as running text: ${facts}` };
}

function looksLikeName(line: string): boolean {
  const name = line.replace(BULLET, '');
  if (name.length > MAX_NAME_LINE || !/\p{L}/u.test(name)) return false;
  const words = name.split(/\s+/);
  const isSentence = /[.!?。！？؟]["”»']?$/.test(name) && words.length > 4;
  // Half of the words of a sentence begin small; scripts without capitals cannot be told so.
  const cased = words.filter((word) => /^\p{L}/u.test(word) && word.toLowerCase() !== word.toUpperCase());
  const small = cased.filter((word) => /^\p{Ll}/u.test(word)).length;
  return words.length <= MAX_NAME_WORDS && !isSentence && (small <= cased.length / 2 || words.length <= 3);
}

const MAPPING = mapColumns(['name'], []);

/**
 * Reads a list of names, one on each line; numbers and bullets before them are left out. Empty lines are passed over.
 * @param document name of the document, for the origin.
 */
export async function* readNameLines(
  batches: AsyncIterable<LineBatch>,
  document: string,
): AsyncIterable<SubjectItem> {
  for await (const batch of batches) {
    for (const [index, text] of batch.lines.entries()) {
      const line = batch.first + index;
      const fault = batch.faults.get(index);
      if (fault?.code === 'messages/line-too-long') {
        yield { reject: { row: line, line, offset: fault.offset, code: fault.code, message: fault.message } };
        continue;
      }
      if (text.trim() === '') continue;
      const issues = fault ? { issues: [{ code: fault.code, message: fault.message }] } : {};
      const name = text.replace(BULLET, '');
      yield* subjectsOfRow({ values: [name], row: line, line, ...issues }, MAPPING, document, 'txt');
    }
  }
}

/** A text is kept in memory whole. */
export const MAX_TEXT_BYTES = 32 * 1024 * 1024;

/** All lines of a text. @throws RiegelError `messages/too-large` beyond `MAX_TEXT_BYTES`. */
export async function readAllLines(
  batches: AsyncIterable<LineBatch>,
  file: string,
): Promise<readonly string[]> {
  const lines: string[] = [];
  let length = 0;
  for await (const batch of batches) {
    for (const line of batch.lines) {
      lines.push(line);
      length += line.length + 1;
    }
    if (
      length > MAX_TEXT_BYTES ||
      batch.faults.values().some((fault) => fault.code === 'messages/line-too-long')
    ) {
      throw new RiegelError('messages/too-large', `${file} is a text of more than ${MAX_TEXT_BYTES} bytes`, {
        place: { file, line: batch.first },
      });
    }
  }
  return lines;
}
