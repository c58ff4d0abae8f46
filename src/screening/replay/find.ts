import { RiegelError } from '../../entity/index.ts';
import type { Journal, JournalRecord } from '../../journal/index.ts';
import { SCREENING } from './recorded.ts';

const PAGE = 1_000;

/**
 * The record of a screening by its number or its id, opened. By number it is read at once; by id the journal is read
 * from the newest record back. Throws `journal/no-record`.
 */
export async function findScreening(journal: Journal, id: string): Promise<JournalRecord> {
  if (/^\d{1,15}$/.test(id)) {
    const seq = Number(id);
    const { records } = await journal.read({ cursor: seq - 1, limit: 1, open: true });
    if (records[0]?.seq === seq) return records[0];
  } else {
    for (let cursor: number | undefined; ; ) {
      const page = await journal.read({
        kinds: [SCREENING],
        newestFirst: true,
        limit: PAGE,
        ...(cursor === undefined ? {} : { cursor }),
      });
      const found = page.records.find((record) => record.id === id);
      if (found !== undefined) return await findScreening(journal, String(found.seq));
      if (page.cursor === undefined) break;
      cursor = page.cursor;
    }
  }
  throw new RiegelError('journal/no-record', `The journal has no record ${id} of a screening`, {
    expected: 'the number or id that the screening was acknowledged with',
  });
}
