import type { Actor as CaseworkActor } from '../../casework/index.ts';
import { type Actor, journalActor } from '../auth/index.ts';

/** Who asks, as the journal names them. */
export function journalName(actor: Actor | null): string {
  return actor === null ? 'nobody' : journalActor(actor);
}

/** Who asks, as the casework takes it: a key acts for its owner, but decides nothing. */
export function caseworkActor(actor: Actor | null): CaseworkActor {
  if (actor === null) return { user: 'nobody', machine: true };
  return actor.kind === 'user'
    ? { user: actor.person }
    : { user: actor.person, key: actor.id, machine: true };
}
