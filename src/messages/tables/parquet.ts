import { type AsyncBuffer, type FileMetaData, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { RiegelError } from '../../entity/index.ts';
import type { ByteSource } from '../bytes/source.ts';
import { flatten } from './flatten.ts';
import type { KeyColumns } from './json.ts';
import type { RowItem } from './row.ts';

/** A row group is read in one piece. Writers make them of 128 MiB to 1 GiB, unpacked. */
const MAX_GROUP_BYTES = 2 * 1024 ** 3;

/**
 * Reads a Parquet file, one row group at a time; all of its codecs.
 * @param progress told how many bytes of the file have been read.
 * @throws RiegelError `messages/truncated`, `messages/bad-parquet`, `messages/too-large`.
 */
export async function* readParquet(
  source: ByteSource,
  columns: KeyColumns,
  progress: (bytes: number) => void,
): AsyncIterable<readonly RowItem[]> {
  const file = bufferOf(source);
  const metadata = await readMetadata(file, source);
  let rowStart = 0;
  let bytes = 0;
  for (const [index, group] of metadata.row_groups.entries()) {
    const rows = Number(group.num_rows);
    const place = { file: source.name, path: `row group ${index}`, row: rowStart + 1 };
    if (Number(group.total_byte_size) > MAX_GROUP_BYTES) {
      throw new RiegelError(
        'messages/too-large',
        `Row group ${index} is larger than ${MAX_GROUP_BYTES} bytes`,
        { place },
      );
    }
    let records: Record<string, unknown>[];
    try {
      records = await parquetReadObjects({ file, metadata, compressors, rowStart, rowEnd: rowStart + rows });
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new RiegelError(
        'messages/bad-parquet',
        `Row group ${index} of ${source.name} cannot be read: ${reason}`,
        { place, cause },
      );
    }
    if (records.length !== rows) {
      const message = `Row group ${index} of ${source.name} gives ${records.length} rows where ${rows} are promised`;
      throw new RiegelError('messages/bad-parquet', message, { place });
    }
    yield records.map((record, at) => itemOf(record, rowStart + at + 1, columns));
    rowStart += rows;
    bytes += group.columns.reduce(
      (sum, column) => sum + Number(column.meta_data?.total_compressed_size ?? 0),
      0,
    );
    progress(Math.min(bytes, source.size));
  }
}

function itemOf(record: Record<string, unknown>, row: number, columns: KeyColumns): RowItem {
  const cells = flatten(record);
  if (cells) return { row: { values: columns.valuesOf(cells), row } };
  return {
    reject: {
      row,
      code: 'messages/bad-record',
      message: 'The record is nested too deep or has too many keys',
    },
  };
}

function bufferOf(source: ByteSource): AsyncBuffer {
  return {
    byteLength: source.size,
    slice: async (start, end) => {
      const bytes = await source.range(start, end ?? source.size);
      return Uint8Array.from(bytes).buffer;
    },
  };
}

async function readMetadata(file: AsyncBuffer, source: ByteSource): Promise<FileMetaData> {
  const tail = Buffer.from(await source.range(Math.max(0, source.size - 4), source.size)).toString('latin1');
  const place = { file: source.name, offset: source.size };
  if (source.size < 12 || tail !== 'PAR1') {
    throw new RiegelError('messages/truncated', `${source.name} ends before its Parquet footer does`, {
      place,
    });
  }
  try {
    return await parquetMetadataAsync(file);
  } catch (cause) {
    throw new RiegelError('messages/bad-parquet', `The footer of ${source.name} cannot be read`, {
      place,
      cause,
    });
  }
}
