import { RiegelError } from '../../entity/index.ts';
import type { Journal, JournalKeys } from '../../journal/index.ts';
import type { Store } from '../../store/index.ts';
import type { AccessContext } from './context.ts';
import { PASSWORD_COST, type PasswordCost } from './credentials/password.ts';
import { Directory } from './directory/directory.ts';
import { prepareDecoy } from './sign-in/local.ts';
import { type ProviderOptions, providerOf } from './sign-in/provider.ts';

export interface AccessOptions {
  readonly store: Store;
  readonly journal: Journal;
  readonly keys: JournalKeys;
  /** Under which people reach the service: `https://…`, or `http://` on this machine. */
  readonly origin: string;
  /** The installation's name, as an authenticator app shows it. */
  readonly name?: string;
  readonly passwordCost?: PasswordCost;
  /** Who vouches for people, beside or instead of passwords kept here. */
  readonly provider?: ProviderOptions | undefined;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** Who may come in, and all that has to do with it. */
export interface Access extends AccessContext {
  /** Waits for what is still to be written. Store and journal stay open. */
  close(): Promise<void>;
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Throws `access/insecure-origin`, `access/bad-provider`, `store/…`. */
export async function openAccess(options: AccessOptions): Promise<Access> {
  const { store, journal, keys, name = 'Riegel', passwordCost = PASSWORD_COST, now = Date.now } = options;
  const directory = new Directory(store, now);
  const origin = checkedOrigin(options.origin);
  const provider = options.provider && providerOf(options.provider, origin, isSafe);
  const ctx = { store, journal, master: keys.master, directory, now, origin, name, passwordCost, provider };
  await directory.refresh();
  await prepareDecoy(ctx);
  return Object.assign(ctx, { close: () => directory.close() });
}

function checkedOrigin(text: string): URL {
  const url = URL.parse(text);
  if (url !== null && isSafe(url)) return new URL(url.origin);
  throw new RiegelError('access/insecure-origin', 'People cannot sign in safely under this address', {
    expected: 'https://…, or http:// on this machine only',
  });
}

/** Whether nobody can read on the way. */
function isSafe({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
}
