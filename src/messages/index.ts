/** Documents: what they name, and where in them it stands. */
export type { NamedBytes } from './bytes/source.ts';
export type { OpenedDocument, OpenOptions } from './document.ts';
export { openDocument } from './open.ts';
export {
  type ColumnMapping,
  describeMapping,
  type ExplicitMapping,
  type MappedColumn,
} from './tables/columns.ts';
export type { Reject, RowIssue } from './tables/row.ts';
export type { SubjectItem } from './tables/subjects.ts';
export { placeInSource, type TextDocument, type TextOffset } from './text/text-document.ts';
