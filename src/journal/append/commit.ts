import { RiegelError } from '../../entity/index.ts';
import type { Store, Tables } from '../../store/index.ts';
import { companionHere } from './companion.ts';
import type { Written } from './write.ts';

const TRIES = 5;
/** Errors after which nothing was written and a second try may do better. */
const TRY_AGAIN = new Set(['store/conflict', 'store/unreachable']);

/**
 * Runs `work`, which writes records, in a transaction that happens once: when the server goes away in the middle,
 * the journal itself tells whether the records are in it. What accompanies the caller is done in it as well. Throws
 * `journal/unknown-outcome` where the journal cannot be asked.
 */
export async function commitOnce<W extends Written>(
  store: Store,
  work: (tables: Tables) => Promise<W>,
): Promise<W> {
  for (let tries = 1; ; tries++) {
    let written: W | undefined;
    try {
      return await store.transaction(async (tables) => {
        written = await work(tables);
        const [first] = written.rows;
        if (first !== undefined) await companionHere()?.(tables, first.seq);
        return written;
      });
    } catch (error) {
      if (!(error instanceof RiegelError) || !TRY_AGAIN.has(error.code)) throw error;
      if (written !== undefined && (await isThere(store, written, error))) return written;
      if (tries === TRIES) throw error;
    }
  }
}

async function isThere(store: Store, { rows }: Written, lost: RiegelError): Promise<boolean> {
  const first = rows[0];
  if (first === undefined) return false;
  try {
    // A record's name is random: the same leaf in the same place is the same record. The head is held, because the
    // server may still be at work on the commit whose answer was lost.
    return await store.transaction(async ({ journal }) => {
      await journal.holdHead();
      const [leaf] = await journal.readLeaves(first.seq, first.seq + 1);
      return leaf !== undefined && first.leaf.equals(leaf);
    });
  } catch {
    throw new RiegelError(
      'journal/unknown-outcome',
      'The database went away while it stored records: they may be in the journal or not',
      { cause: lost },
    );
  }
}
