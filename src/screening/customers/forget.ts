import type { JournalRecord } from '../../journal/index.ts';
import { journalSubject } from './customer.ts';
import type { CustomerRoom } from './customer-room.ts';

/** Who has a customer erased, and why: that stays readable, and holds nothing personal. */
export interface CustomerErasure {
  readonly actor: string;
  readonly reason: string;
  /** Before the retention has ended, where the law of the place says so. */
  readonly early?: boolean;
}

type SubjectWish = CustomerErasure & { readonly subject: string };

export interface SubjectErasure {
  /** Throws where it would be refused: asked before anything is changed. */
  check?(wish: SubjectWish): Promise<void>;
  erase(wish: SubjectWish): Promise<{ readonly keys: number }>;
}

const SETTING = 'customers.forgotten';
/** Deletions looked at in one go. */
const TOGETHER = 500;

/** Erases customers that were deleted long ago: see `Customers.forgetDeleted`. */
export async function forgetDeleted(
  { store, journal }: CustomerRoom,
  erasure: SubjectErasure,
  { before, ...order }: CustomerErasure & { readonly before: number },
): Promise<number> {
  const { setting, casework } = store.tables;
  let cursor = (await setting.read(SETTING)) as number | undefined;
  let forgotten = 0;
  for (let isMore = true; isMore; ) {
    const page = await journal.read({
      kinds: ['customer.deleted'],
      to: before - 1,
      open: true,
      limit: TOGETHER,
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const record of page.records) {
      const subject = subjectOf(record);
      if (subject === undefined) continue;
      const { records: last } = await journal.read({ subject, newestFirst: true, limit: 1 });
      if (last[0]?.seq !== record.seq || (await casework.casesOf([subject])).length > 0) continue;
      await erasure.erase({ ...order, subject });
      forgotten++;
    }
    const reached = page.records.at(-1)?.seq;
    if (reached !== undefined) {
      cursor = reached;
      await setting.set(SETTING, cursor);
    }
    isMore = page.cursor !== undefined;
  }
  return forgotten;
}

/** Undefined where it is erased. */
function subjectOf({ personal }: JournalRecord): string | undefined {
  const reference = (personal as { readonly reference?: string } | undefined)?.reference;
  return reference === undefined ? undefined : journalSubject(reference);
}
