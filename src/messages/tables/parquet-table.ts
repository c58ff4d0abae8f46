import type { ByteSource } from '../bytes/source.ts';
import { KeyColumns } from './json.ts';
import { readParquet } from './parquet.ts';
import type { TableSource } from './table.ts';

/** A Parquet file as a table; its columns are named in the file. */
export function parquetTable(source: ByteSource, progress: (bytesRead: number) => void): TableSource {
  const columns = new KeyColumns();
  return {
    document: source.name,
    format: 'parquet',
    columns: columns.names,
    items: () => readParquet(source, columns, progress),
  };
}
