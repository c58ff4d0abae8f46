import { before } from '../../screening/index.ts';
import type { Installation } from './installation.ts';

/** What an installation does by itself was done, or was not due. */
export interface DutiesDone {
  readonly swept: boolean;
  /** Cases whose retention had ended, and whose personal data are gone. */
  readonly erased: number;
  /** Clear screenings and deleted customers that were kept long enough, likewise. */
  readonly forgotten: number;
}

const ACTOR = 'riegel:duties';
const DAY_MS = 24 * 3_600_000;
/** Cases erased in one go. */
const MOST_ERASED = 1_000;

/**
 * Does what is due: all customers are screened once in every calendar day (UTC; Reg. (EU) 2024/886 Art. 5d(1)), what
 * has been kept long enough is erased, what came of the lists is told, the embedded database is tidied, who owns whom is
 * looked at again since the day is another, and links are made where they are not those of the lists in place. A sweep
 * that was killed goes on where it was. Called every few minutes; does nothing when nothing is due. `now`:
 * milliseconds since 1970.
 */
export async function doDuties(installation: Installation, now: number): Promise<DutiesDone> {
  const customers = installation.customers();
  const { sweeps, customers: count } = await customers.status();
  const today = now - (now % DAY_MS);
  const [last] = sweeps;
  const isDue = count > 0 && (last === undefined || last.finishedAt === undefined || last.startedAt < today);
  if (isDue) await customers.sweep({ actor: ACTOR });
  const erased = await installation.casework.eraseDue({
    actor: { user: ACTOR, machine: true },
    limit: MOST_ERASED,
  });
  const forgotten = await forget(installation, now);
  await installation.tellLists();
  await installation.store.tidy();
  // Last: what goes wrong here must not keep the rest from being done.
  await installation.ownershipChanged();
  await installation.renewLinks();
  return { swept: isDue, erased: erased.length, forgotten };
}

async function forget({ casework, policiesInForce, ...installation }: Installation, now: number) {
  const clear = await casework.forgetClear({ actor: { user: ACTOR, machine: true } });
  const deleted = await installation.customers().forgetDeleted({
    actor: ACTOR,
    reason: 'retention of a deleted customer ended',
    before: before(now, (await policiesInForce.versionAt('customer')).document.retention.clear),
  });
  return clear + deleted;
}

/** Every so often, milliseconds. */
const EVERY_MS = 10 * 60_000;

/** Does the duties at once and from then on; one round never begins before the last has ended. Gives how to stop. */
export function keepDuties(
  installation: Installation,
  onError: (error: unknown) => void,
  now: () => number = Date.now,
): () => Promise<void> {
  let running: Promise<unknown> = Promise.resolve();
  let busy = false;
  const round = () => {
    if (busy) return;
    busy = true;
    running = doDuties(installation, now())
      .catch(onError)
      .finally(() => {
        busy = false;
      });
  };
  round();
  const timer = setInterval(round, EVERY_MS);
  return async () => {
    clearInterval(timer);
    await running;
  };
}
