import { before } from '../../screening/index.ts';
import { type Actor, actorText } from '../actor.ts';
import type { Room } from '../room.ts';

/** Door → record of the journal up to which its clear screenings were looked at. */
type Reached = Readonly<Record<string, number>>;

const SETTING = 'casework.forgotten';

/**
 * Makes the personal parts of clear screenings unreadable for ever, once they were kept as long as the policy of their
 * door says: those of subjects without a lasting reference, which had no match. That they took place stays. Gives how
 * many.
 */
export async function forgetClear(
  { store, journal, policy, now }: Room,
  { actor }: { readonly actor: Actor },
): Promise<number> {
  const { setting } = store.tables;
  let keys = 0;
  for (const [door, { clearFor }] of Object.entries(policy.atDoors ?? {})) {
    const reached = ((await setting.read(SETTING)) ?? {}) as Reached;
    const erased = await journal.eraseUnnamed({
      actor: actorText(actor),
      reason: 'retention of clear screenings ended',
      beyond: reached[door] ?? -1,
      before: before(now(), clearFor),
      isDue: ({ kind, result }) => kind === 'screening' && (result as { door?: unknown }).door === door,
    });
    keys += erased.keys;
    if (erased.reached !== reached[door]) await setting.set(SETTING, { ...reached, [door]: erased.reached });
  }
  return keys;
}
