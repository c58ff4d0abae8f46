import type { ByteSource } from '../../bytes/source.ts';
import type { TableSource } from '../table.ts';
import { openArchive } from './archive.ts';
import { findMerges, type Merge } from './merges.ts';
import { readSheet } from './sheet.ts';
import { readWorkbook } from './workbook.ts';

/**
 * The sheets of a workbook as tables, hidden ones too: a name in them is screened like any other.
 * @throws RiegelError when the archive or the workbook cannot be read.
 */
export async function workbookTables(
  source: ByteSource,
  progress: (bytesRead: number) => void,
): Promise<readonly TableSource[]> {
  const archive = await openArchive(source);
  try {
    const workbook = await readWorkbook(archive, source.name);
    const merges = new Map<string, readonly Merge[]>();
    for (const { part } of workbook.sheets) merges.set(part, await findMerges(archive.pieces(part)));
    return workbook.sheets.map((sheet, index) => ({
      document: source.name,
      format: 'xlsx',
      path: sheet.name,
      items: async function* () {
        const opened = await openArchive(source);
        try {
          for await (const rows of readSheet(opened, workbook, sheet, merges.get(sheet.part)!, source.name)) {
            yield rows.map((row) => ({ row }));
          }
          progress(Math.round((source.size * (index + 1)) / workbook.sheets.length));
        } finally {
          opened.close();
        }
      },
    }));
  } finally {
    archive.close();
  }
}
