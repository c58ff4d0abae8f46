import type { Journal, JournalKeys } from '../../journal/index.ts';
import type { Store } from '../../store/index.ts';
import type { PasswordCost } from './credentials/password.ts';
import type { Directory } from './directory/directory.ts';
import type { Provider } from './sign-in/provider.ts';

/** What everything about access works with. */
export interface AccessContext {
  readonly store: Store;
  readonly journal: Journal;
  readonly master: JournalKeys['master'];
  readonly directory: Directory;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Scheme, host and port under which people reach the service. */
  readonly origin: URL;
  /** The installation's name, as an authenticator app shows it. */
  readonly name: string;
  readonly passwordCost: PasswordCost;
  /** Who vouches for people, beside passwords kept here. */
  readonly provider: Provider | undefined;
}
