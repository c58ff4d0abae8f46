import { RiegelError } from '../../entity/index.ts';
import { CUSTOMER_SUBJECT } from '../../screening/index.ts';
import type { CaseRow } from '../../store/index.ts';
import { type Actor, actorText } from '../actor.ts';
import { changeAtDesk } from '../desk.ts';
import type { Room } from '../room.ts';
import { isKeptForOfac } from './years.ts';

/** Whose personal data go, by whom and why. */
export interface ErasureWish {
  /** The subject's reference; a case's `subjectKey` where it has none. */
  readonly subject: string;
  readonly actor: Actor;
  /** Stays readable: nothing personal in it. */
  readonly reason: string;
  /** Before the retention has ended, where the law of the place says so. Not where OFAC's rules hold. */
  readonly early?: boolean;
}

export interface SubjectErased {
  /** Keys of the journal that were erased. */
  readonly keys: number;
  /** The case that was cleared; none where there was none, or where it was opened again in the meantime. */
  readonly case?: string;
}

/**
 * Makes what the journal holds of a subject unreadable for ever, and clears the casework of it. A case keeps its id,
 * its entities, decisions and times. Interrupted, it is done again. Throws `casework/still-open`, `casework/retained`.
 */
export async function eraseSubject(room: Room, wish: ErasureWish): Promise<SubjectErased> {
  const { store, journal } = room;
  const { subject, actor, reason } = wish;
  await checkErasable(room, wish);
  // The journal first: where the second half fails, the case is still there to be erased again.
  const { keys } = await journal.eraseSubject({ subject, actor: actorText(actor), reason });
  const answer = await changeAtDesk(room, async (desk) => {
    const [still] = await desk.tables.casework.casesOf([subject]);
    const isCleared = still === undefined || still.state === 'closed';
    if (isCleared) await desk.tables.casework.eraseSubject(subject, desk.at);
    desk.tell({
      kind: 'case.erased',
      actor,
      about: { subjectKey: undefined, reference: undefined },
      references: { case: still?.id },
      result: { reason, cleared: isCleared },
    });
    return isCleared ? still?.id : undefined;
  });
  await store.tables.casework.scrub();
  return { keys, ...(answer === undefined ? {} : { case: answer }) };
}

/** Throws `casework/still-open`, `casework/retained` where the subject cannot be erased now. */
export async function checkErasable(
  { store, now, policy }: Room,
  { subject, early = false }: Pick<ErasureWish, 'subject' | 'early'>,
): Promise<void> {
  const { casework } = store.tables;
  const [row] = await casework.casesOf([subject]);
  if (row === undefined) return;
  const releases = await casework.releasesOf([row.id]);
  if (row.state !== 'closed' || releases.some(({ state }) => state === 'open')) {
    throw new RiegelError('casework/still-open', 'The subject’s case is not closed', {
      expected: 'a closed case without open release tasks',
    });
  }
  if ((row.retainUntil ?? 0) <= now()) return;
  if (early && !isKeptForOfac(await casework.alertsOf([row.id]), policy)) return;
  throw new RiegelError('casework/retained', 'The evidence must still be kept', {
    expected: `an erasure from ${new Date(row.retainUntil!).toISOString()} on`,
  });
}

/**
 * Closed cases whose retention has ended, the longest due first. Not those of who is a customer still: without its key
 * the customer could not be screened any more.
 */
export async function dueForErasure({ store, now }: Room, limit = 100): Promise<readonly CaseRow[]> {
  const most = Math.min(Math.max(1, limit), 1_000);
  return await store.tables.casework.dueForErasure(now(), most, CUSTOMER_SUBJECT);
}

/** Erases what is due. A case with an open release task is left until that is done. Gives the cases that were cleared. */
export async function eraseDue(
  room: Room,
  { actor, limit }: { readonly actor: Actor; readonly limit?: number },
): Promise<readonly string[]> {
  const erased: string[] = [];
  for (const { subjectKey } of await dueForErasure(room, limit)) {
    try {
      const done = await eraseSubject(room, { subject: subjectKey!, actor, reason: 'retention ended' });
      if (done.case !== undefined) erased.push(done.case);
    } catch (error) {
      if (!(error instanceof RiegelError) || error.code !== 'casework/still-open') throw error;
    }
  }
  return erased;
}
