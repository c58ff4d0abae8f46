import { RiegelError } from '../entity/index.ts';
import { type Encoding, examineEncoding } from './bytes/encoding.ts';
import { gunzip } from './bytes/gunzip.ts';
import { type LineBatch, MAX_LINE_BYTES, readLines } from './bytes/lines.ts';
import { type ByteSource, type NamedBytes, openSource } from './bytes/source.ts';
import type { OpenedDocument, OpenOptions } from './document.ts';
import { containerOf, textFormatOf } from './format.ts';
import { delimitedTable, isDelimited } from './tables/delimited.ts';
import { jsonTable } from './tables/json-table.ts';
import { parquetTable } from './tables/parquet-table.ts';
import { openTable, type Table, type TableSource } from './tables/table.ts';
import { workbookTables } from './tables/xlsx/tables.ts';
import { htmlText } from './text/html.ts';
import { guessTextKind, MAX_TEXT_BYTES, readAllLines, readNameLines } from './text/names.ts';
import { plainText } from './text/plain.ts';

/** First bytes of a document by which its format is told. */
const HEAD_BYTES = 64 * 1024;
/** Lines by which the layout of a text is told. */
const HEAD_LINES = 200;

type Format = OpenedDocument['format'];

/**
 * Looks into a document and says what it is; its subjects are read when they are asked for.
 * The format is told by the content first and by the name second.
 * @param input path of a file, or bytes with the name they came under.
 * @throws RiegelError with a code `messages/…` and the place when the document cannot be read or screened as a whole.
 */
export async function openDocument(
  input: string | NamedBytes,
  options: OpenOptions = {},
): Promise<OpenedDocument> {
  const source = await openSource(input);
  const container = containerOf(await source.range(0, HEAD_BYTES), source.name);
  if (container === 'xlsx')
    return tables('xlsx', await workbookTables(source, progressOf(source, options)), options, []);
  if (container === 'parquet')
    return tables('parquet', [parquetTable(source, progressOf(source, options))], options, []);
  const stored: Pieces = (progress) => counted(source.pieces(), progress);
  if (container === 'text') return openText(source, stored, options);
  const unpacked: Pieces = (progress) => gunzip(stored(progress), source.name);
  const inner = containerOf(await firstBytes(unpacked()), source.name);
  if (inner === 'text') return openText(source, unpacked, options);
  throw new RiegelError('messages/format-unsupported', `${source.name} is a packed ${inner} file`, {
    place: { file: source.name },
    expected: 'the file unpacked',
  });
}

function progressOf(source: ByteSource, { onProgress }: OpenOptions): (bytesRead: number) => void {
  return (bytesRead) => onProgress?.({ bytesRead, bytesTotal: source.size });
}

/** The text within a source: the source itself, or what it unpacks to. */
type Pieces = (progress?: (bytesRead: number) => void) => AsyncIterable<Uint8Array>;

async function* counted(
  pieces: AsyncIterable<Uint8Array>,
  progress?: (bytesRead: number) => void,
): AsyncIterable<Uint8Array> {
  let bytesRead = 0;
  for await (const piece of pieces) {
    yield piece;
    bytesRead += piece.length;
    progress?.(bytesRead);
  }
}

async function openText(source: ByteSource, pieces: Pieces, options: OpenOptions): Promise<OpenedDocument> {
  const { name } = source;
  const encoding = await encodingOf(name, pieces, options);
  const notes = [`encoding: ${encoding.statement}`];
  const lines = () =>
    readLines(pieces(progressOf(source, options)), encoding, options.maxLineBytes ?? MAX_LINE_BYTES);
  const allLines = () => readAllLines(readLines(pieces(), encoding, MAX_TEXT_BYTES), name);
  const head = await firstLines(readLines(pieces(), encoding, options.maxLineBytes ?? MAX_LINE_BYTES));
  const format = textFormatOf(head.join('\n').slice(0, HEAD_BYTES), name);
  if (format === 'html') {
    const { text, statement } = htmlText((await allLines()).join('\n'), name);
    return running('html', text, [...notes, statement]);
  }
  if (format === 'json') {
    const table = await jsonTable(name, head, lines, allLines);
    return tables(table.format, [table], options, notes);
  }
  const guess = guessTextKind(head);
  const isTable = format === 'delimited' || isDelimited(head);
  const kind = options.kind ?? (isTable ? 'table' : guess.kind);
  if (kind === 'table') {
    const { table, statement } = delimitedTable(name, head, lines, options);
    return tables('csv', [table], options, [...notes, statement]);
  }
  notes.push(options.kind === undefined ? guess.statement : `read as ${kind}, as the caller says`);
  if (kind === 'text') return running('txt', plainText(await allLines(), name), notes);
  return Object.freeze({ kind, format: 'txt', subjects: () => readNameLines(lines(), name), notes });
}

/** HTML says its encoding in its own first lines; that counts where the bytes themselves do not say. */
async function encodingOf(file: string, pieces: Pieces, { encoding }: OpenOptions): Promise<Encoding> {
  if (encoding === undefined) {
    const start = Buffer.from(await firstBytes(pieces()))
      .toString('latin1')
      .slice(0, 4096);
    const stated = /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(start)?.[1];
    if (stated !== undefined) {
      const found = await examineEncoding(pieces(), file).catch(() => undefined);
      if (found && found.confidence === 1) return found;
      return examineEncoding(pieces(), file, stated);
    }
  }
  return examineEncoding(pieces(), file, encoding);
}

async function firstBytes(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  for await (const piece of pieces) return piece.subarray(0, HEAD_BYTES);
  return new Uint8Array(0);
}

async function firstLines(batches: AsyncIterable<LineBatch>): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const batch of batches) {
    lines.push(...batch.lines.slice(0, HEAD_LINES - lines.length));
    if (lines.length >= HEAD_LINES) break;
  }
  return lines;
}

function running(
  format: Format,
  text: NonNullable<OpenedDocument['text']>,
  notes: readonly string[],
): OpenedDocument {
  return Object.freeze({ kind: 'text', format, text, subjects: async function* () {}, notes });
}

async function tables(
  format: Format,
  sources: readonly TableSource[],
  options: OpenOptions,
  notes: readonly string[],
): Promise<OpenedDocument> {
  const opened: Table[] = [];
  const said: string[] = [...notes];
  const faults: RiegelError[] = [];
  for (const source of sources) {
    const label = source.path === undefined ? '' : `sheet ${source.path}: `;
    try {
      const table = await openTable(source, options);
      if (table) opened.push(table);
      said.push(...(table?.notes ?? ['holds no rows']).map((note) => label + note));
    } catch (error) {
      if (!(error instanceof RiegelError) || error.code !== 'messages/no-name-column') throw error;
      faults.push(error);
      said.push(`${label}not screened: ${error.message}`);
    }
  }
  // A sheet of remarks beside the table is no reason to refuse it; a document that names nobody at all is.
  if (opened.length === 0) throw faults[0] ?? emptyTable(sources);
  return Object.freeze({
    kind: 'table',
    format,
    mapping: opened[0]!.mapping,
    mappings: opened.map(({ path, mapping }) => ({ ...(path !== undefined ? { path } : {}), mapping })),
    notes: said,
    subjects: async function* () {
      for (const table of opened) yield* table.subjects();
      for (const fault of faults)
        yield { reject: { code: fault.code, message: fault.message, ...pathOf(fault) } };
    },
  });
}

function pathOf(fault: RiegelError): { path?: string } {
  return fault.place.path === undefined ? {} : { path: fault.place.path };
}

function emptyTable(sources: readonly TableSource[]): RiegelError {
  const file = sources[0]?.document ?? 'The document';
  return new RiegelError('messages/empty', `${file} holds no rows`, { place: { file } });
}
