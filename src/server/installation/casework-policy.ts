import { type CaseworkPolicy, caseworkPolicyOf } from '../../casework/index.ts';
import type { PolicyBook } from '../../screening/index.ts';

/** What the policies at the doors say of the work on alerts, as it stood a moment ago. */
export interface CaseworkPolicyInForce {
  current(): CaseworkPolicy;
  /** Reads it anew: to be called once a policy has changed in this process. */
  reread(): Promise<void>;
  stop(): void;
}

/** How long a change made by another process may go unseen, milliseconds. */
const EVERY_MS = 2_000;

/**
 * Follows the policies in force. A policy that may be at several doors rules over the work at those where it is.
 * `onError` is told when they could not be read: what was read last holds until they can.
 */
export async function followCaseworkPolicy(
  book: PolicyBook,
  onError: (error: unknown) => void,
): Promise<CaseworkPolicyInForce> {
  const read = async () => {
    const policies = await book.list();
    return caseworkPolicyOf(
      policies
        .filter(({ atDoors }) => atDoors.length > 0)
        .map(({ document, atDoors }) => ({ ...document, doors: atDoors })),
    );
  };
  let policy = await read();
  let busy = false;
  const reread = async () => {
    policy = await read();
  };
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    reread()
      .catch(onError)
      .finally(() => {
        busy = false;
      });
  }, EVERY_MS).unref();
  return { current: () => policy, reread, stop: () => clearInterval(timer) };
}
