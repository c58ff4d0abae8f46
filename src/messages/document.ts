import type { ColumnMapping, ExplicitMapping } from './tables/columns.ts';
import type { SubjectItem } from './tables/subjects.ts';
import type { TextDocument } from './text/text-document.ts';

/** A document that has been looked into and can be read. */
export interface OpenedDocument {
  /** A table with columns, a list of names one on each line, running text, or what carriers and documents say of travellers. */
  readonly kind: 'table' | 'names' | 'text' | 'travel';
  readonly format: 'csv' | 'xlsx' | 'json' | 'ndjson' | 'parquet' | 'txt' | 'html' | 'travel';
  /**
   * Reads the document from its start and gives its subjects and rejects in order; may be called again. Memory does
   * not grow with the document. Gives nothing for running text. What makes the rest unreadable (damage in the
   * middle of a workbook) is thrown, after what could be read: the document is then not screened as a whole.
   */
  subjects(): AsyncIterable<SubjectItem>;
  /** Running text, in which names are still to be found. */
  readonly text?: TextDocument;
  /** What the columns were taken to hold; of a workbook, those of its first table. */
  readonly mapping?: ColumnMapping;
  /** Of every table in the document: workbooks have several. */
  readonly mappings?: readonly { readonly path?: string; readonly mapping: ColumnMapping }[];
  /** What was guessed and normalised, in sentences for people. */
  readonly notes: readonly string[];
}

/** What the caller knows better than the guesses. */
export interface OpenOptions {
  /** Encoding of a text, e.g. `windows-1251`. */
  readonly encoding?: string;
  /** One character between the cells of a delimited text. */
  readonly delimiter?: string;
  /** False: the table has no header; true: its first row is one; a number: that row is. */
  readonly header?: boolean | number;
  /** Column name to FtM property; null leaves the column out. Columns not named here are guessed. */
  readonly mapping?: ExplicitMapping;
  /** How to read a plain text. */
  readonly kind?: 'table' | 'names' | 'text';
  /** Longest line in bytes; longer ones are rejected. Default 4 MiB. */
  readonly maxLineBytes?: number;
  /** Told of the bytes read so far of the file as it lies on disk, while subjects are read. */
  readonly onProgress?: (progress: { readonly bytesRead: number; readonly bytesTotal: number }) => void;
}
