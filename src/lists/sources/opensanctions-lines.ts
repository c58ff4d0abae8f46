import { RiegelError } from '../../entity/index.ts';
import { decodeText } from '../decode.ts';
import type { ParseIssue, SourceFile } from '../source.ts';

/** A line that is no record; the reader turns it into an issue with the place. */
export class BadLine extends Error {}

/**
 * Reads JSON lines one by one. A line that is no JSON, or that `read` refuses with BadLine, is rejected with its
 * number and the next ones are read. Throws `lists/truncated` when the last line breaks off.
 */
export function readJsonLines(
  file: SourceFile,
  issues: ParseIssue[],
  read: (value: unknown, line: number) => void,
): void {
  const text = decodeText(file.bytes, file.name, 'utf-8');
  let line = 0;
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const record = text.slice(start, end).trim();
    line++;
    start = end + 1;
    if (record === '') continue;
    let value: unknown;
    try {
      value = JSON.parse(record);
    } catch (cause) {
      if (newline < 0) {
        const place = { file: file.name, line };
        throw new RiegelError('lists/truncated', 'The last line breaks off', { place, cause });
      }
      issues.push({
        severity: 'rejected',
        code: 'bad-json',
        message: 'The line is no JSON',
        file: file.name,
        line,
      });
      continue;
    }
    try {
      read(value, line);
    } catch (cause) {
      if (!(cause instanceof BadLine)) throw cause;
      issues.push({
        severity: 'rejected',
        code: 'bad-entity',
        message: cause.message,
        file: file.name,
        line,
      });
    }
  }
}
