import type { LineBatch } from '../bytes/lines.ts';
import { KeyColumns, readJsonDocument, readJsonLines } from './json.ts';
import type { TableSource } from './table.ts';

/** A JSON document as a table: JSON lines where its first lines are records, one document otherwise. */
export async function jsonTable(
  document: string,
  head: readonly string[],
  lines: () => AsyncIterable<LineBatch>,
  allLines: () => Promise<readonly string[]>,
): Promise<TableSource & { readonly format: 'json' | 'ndjson' }> {
  const columns = new KeyColumns();
  if (isJsonLines(head)) {
    return {
      document,
      format: 'ndjson',
      columns: columns.names,
      items: () => readJsonLines(lines(), columns),
    };
  }
  const items = readJsonDocument((await allLines()).join('\n'), document, columns);
  return {
    document,
    format: 'json',
    columns: columns.names,
    items: async function* () {
      yield items;
    },
  };
}

/** One record stands on each line. A single line is a document in one piece: it may hold a list of records. */
function isJsonLines(head: readonly string[]): boolean {
  const filled = head.map((line) => line.trim()).filter((line) => line !== '');
  if (filled.length === 1) return false;
  const whole = filled.filter(isRecord).length;
  return whole > 0 && whole >= filled.length / 2;
}

function isRecord(line: string): boolean {
  if (!/^[{[].*[}\]]$/s.test(line)) return false;
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
