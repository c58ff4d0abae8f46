import type { AccessContext } from '../context.ts';
import { FORGET_MS } from './throttle.ts';

/** Takes away what has expired. Every sign-in that begins does it: what grows by sign-ins shrinks by them. */
export async function removeStale({ store, now }: AccessContext): Promise<void> {
  await store.tables.sessions.removeExpired(now());
  await store.tables.signIns.removeStale(now(), now() - FORGET_MS);
}
