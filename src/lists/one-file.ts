import { RiegelError } from '../entity/index.ts';
import { ListDraft } from './list-draft.ts';
import type { ParsedList, Source, SourceFile } from './source.ts';

/**
 * Parses a publication of one file: `read` hands over record after record and returns the publication's date
 * as written, undefined where the publication states none, `add` turns a record into entities, `day` reads that date.
 *
 * Throws `lists/missing-file`, `lists/no-records` when the file names nobody, and what `read` throws.
 */
export function parseOneFile<Item>(
  files: readonly SourceFile[],
  source: Source,
  read: (bytes: Uint8Array, list: ListDraft, onRecord: (record: Item) => void) => string | undefined,
  add: (list: ListDraft, record: Item) => void,
  day: (text: string) => string | undefined = (text) => text,
): ParsedList {
  const [file] = files;
  if (file === undefined) throw new RiegelError('lists/missing-file', 'The format needs one file');
  const list = new ListDraft(source, file.name);
  const published = read(file.bytes, list, (record) => add(list, record));
  if (!list.designatesAnyone) {
    throw new RiegelError('lists/no-records', 'The list names nobody', { place: { file: file.name } });
  }
  const publishedAt = published === undefined ? undefined : day(published) || undefined;
  if (publishedAt === undefined && published !== undefined) {
    list.issue('drift', 'no-date', `The day of publication is missing or cannot be read: "${published}"`);
  }
  return list.build(publishedAt === undefined ? {} : { publishedAt });
}
