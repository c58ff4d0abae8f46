import { parse } from 'csv-parse/sync';
import { RiegelError } from '../../entity/index.ts';

/** How holdings are handed in: a table with the names of the fields in its first row, an object a line, or a list of them. */
export type OwnershipFormat = 'csv' | 'ndjson' | 'json';

/**
 * The rows of an upload, UTF-8, as `readOwnershipRows` takes them; a line that is no JSON is a row that it rejects.
 * Throws `screening/bad-ownership-file` where there are no rows to be had.
 */
export function readOwnershipUpload(bytes: Uint8Array, format: OwnershipFormat): readonly unknown[] {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw bad('The bytes are no UTF-8', 'UTF-8');
  }
  switch (format) {
    case 'csv':
      return rowsOfTable(text);
    case 'ndjson':
      return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [jsonOf(line)]));
    case 'json': {
      const rows = jsonOf(text);
      if (Array.isArray(rows)) return rows;
      throw bad('The file is no list', 'a JSON array of rows');
    }
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function rowsOfTable(text: string): readonly unknown[] {
  const [header = ''] = text.split('\n', 1);
  try {
    return parse(text, {
      columns: (names: readonly string[]) => names.map((name) => name.trim()),
      delimiter: header.split(';').length > header.split(',').length ? ';' : ',',
      skip_empty_lines: true,
      relax_column_count_less: true,
    });
  } catch (error) {
    const { lines, message } = error as { readonly lines?: number; readonly message: string };
    throw bad(
      `The table cannot be read: ${message}`,
      'CSV with the names of the fields in its first row',
      lines,
    );
  }
}

function bad(message: string, expected: string, line?: number): RiegelError {
  return new RiegelError('screening/bad-ownership-file', message, {
    ...(line === undefined ? {} : { place: { line } }),
    expected,
  });
}
