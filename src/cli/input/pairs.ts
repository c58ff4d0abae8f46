import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { type CsvError, parse } from 'csv-parse';
import { RiegelError } from '../../entity/index.ts';

/** One row of a file of pairs. `line` 0 is the header itself. */
export interface Pair {
  readonly line: number;
  readonly schema?: string;
  readonly name1: string;
  readonly name2: string;
  /** All cells as they stand in the file. */
  readonly cells: readonly string[];
  /** The columns that are not ours, by name. */
  readonly columns: Readonly<Record<string, string>>;
  readonly fault?: string;
}

/** What the answer adds to a row. */
const ADDED = ['score', 'explanation', 'sentence', 'reason', 'reason_de'];
const MAX_ROW_BYTES = 1024 * 1024;

/**
 * Reads a UTF-8 CSV of pairs, one after the other. Throws `compare/no-file`, `compare/bad-header`, `compare/bad-csv`
 * with the line.
 */
export async function* readPairs(file: string): AsyncGenerator<Pair> {
  const facts = await stat(file).catch((cause) => {
    throw new RiegelError('compare/no-file', `Cannot open ${file}`, { place: { file }, cause });
  });
  if (!facts.isFile()) throw new RiegelError('compare/no-file', `${file} is no file`, { place: { file } });
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: MAX_ROW_BYTES,
  });
  const source = createReadStream(file);
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  let header: readonly string[] | undefined;
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      if (record.some((cell) => cell.includes('\ufffd'))) {
        throw new RiegelError('compare/encoding', 'The file is not UTF-8', {
          place: { file, line: info.lines },
        });
      }
      if (header === undefined) {
        header = checkedHeader(record, file);
        yield { line: 0, name1: '', name2: '', cells: header, columns: {} };
      } else yield pairOf(record, header, info.lines);
    }
  } catch (cause) {
    if (cause instanceof RiegelError) throw cause;
    const { message, lines, code } = cause as CsvError & { lines?: number };
    if (!String(code).startsWith('CSV_')) throw cause;
    throw new RiegelError('compare/bad-csv', message, {
      place: { file, ...(lines === undefined ? {} : { line: lines }) },
      cause,
    });
  }
  if (header === undefined) {
    throw new RiegelError('compare/bad-header', 'The file is empty', {
      place: { file },
      expected: 'a header with name1,name2',
    });
  }
}

function checkedHeader(record: readonly string[], file: string): readonly string[] {
  const header = record.map((cell) => cell.trim());
  const fail = (message: string) =>
    new RiegelError('compare/bad-header', message, {
      place: { file, line: 1 },
      expected: 'schema,name1,name2 and other columns',
    });
  for (const needed of ['name1', 'name2']) {
    if (!header.includes(needed)) throw fail(`There is no column ${needed}`);
  }
  const taken = header.find((column) => ADDED.includes(column));
  if (taken !== undefined) throw fail(`The column ${taken} would be overwritten by the answer`);
  if (new Set(header).size !== header.length) throw fail('Two columns have the same name');
  return header;
}

function pairOf(record: readonly string[], header: readonly string[], line: number): Pair {
  const cell = (column: string) => record[header.indexOf(column)] ?? '';
  const ours = ['schema', 'name1', 'name2'];
  const columns = header
    .filter((column) => !ours.includes(column))
    .map((column) => [column, cell(column)] as const);
  const schema = cell('schema').trim();
  return {
    line,
    name1: cell('name1'),
    name2: cell('name2'),
    ...(schema === '' ? {} : { schema }),
    cells: record,
    columns: Object.fromEntries(columns),
    ...(record.length === header.length
      ? {}
      : { fault: `The row has ${record.length} cells, the header ${header.length}` }),
  };
}
