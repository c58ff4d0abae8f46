import {
  holdingsOfLists,
  type OwnershipRegister,
  type OwnershipStanding,
  ownershipStanding,
  type Policy,
  withOwnership,
} from '../../screening/index.ts';
import type { Store } from '../../store/index.ts';
import type { Loaded } from '../service.ts';

interface Known {
  /** What it was made of: index, uploads, links, day. */
  readonly key: string;
  readonly loaded: Loaded;
  readonly standing: OwnershipStanding | undefined;
  readonly policies: WeakMap<Policy, Policy>;
}

/** How long what is known is taken from memory, milliseconds: another process may have changed it. */
const FRESH_MS = 1_000;

/** Who owns whom now, for the policies: made anew when lists, uploads, links or the day have changed. */
export class OwnershipInForce {
  private readonly store: Store;
  private readonly register: OwnershipRegister;
  private readonly now: () => number;
  private known: Known | undefined;
  private freshUntil = 0;
  private looking: Promise<unknown> = Promise.resolve();

  constructor(store: Store, register: OwnershipRegister, now: () => number) {
    this.store = store;
    this.register = register;
    this.now = now;
  }

  /** The policy with whom its rules of ownership reach, and what that rests on; as it was where it has none. */
  async applyTo(
    policy: Policy,
    loaded: Loaded,
  ): Promise<{ readonly policy: Policy; readonly standing?: OwnershipStanding }> {
    if (policy.ownership === undefined) return { policy };
    const { standing, policies } = await this.current(loaded);
    if (standing === undefined) return { policy };
    let applied = policies.get(policy);
    if (applied === undefined) {
      applied = withOwnership(policy, standing);
      policies.set(policy, applied);
    }
    return { policy: applied, standing };
  }

  /** Looks again at the next question: something has changed in this process. */
  changed(): void {
    this.freshUntil = 0;
  }

  private current(loaded: Loaded): Promise<Known> {
    const { known } = this;
    if (known?.loaded === loaded && this.now() < this.freshUntil) return Promise.resolve(known);
    const looked = this.looking.then(() => this.look(loaded));
    this.looking = looked.catch(() => {});
    return looked;
  }

  private async look(loaded: Loaded): Promise<Known> {
    const on = new Date(this.now()).toISOString().slice(0, 10);
    const sources = await this.register.inForce();
    const links = (await this.store.tables.links.book())?.version ?? 0;
    const key = JSON.stringify([loaded.index.info.id, Object.entries(sources).sort(), links, on]);
    let { known } = this;
    if (known?.key !== key || known.loaded !== loaded) {
      const { store, register } = this;
      const standing = await ownershipStanding({
        ...{ store, register, index: loaded.index, on },
        listHoldings: async () => holdingsOfLists(linksIn(loaded)),
      });
      known = { key, loaded, standing, policies: new WeakMap() };
      this.known = known;
    }
    this.freshUntil = this.now() + FRESH_MS;
    return known;
  }
}

/** The entities that say who owns whom. */
function* linksIn({ lookup: { book } }: Loaded) {
  const codes = book.keywords.schema.codesFor(['Ownership', 'UnknownLink']);
  for (let number = 0; number < book.count; number++) {
    if (book.keywords.schema.hasAny(number, codes)) yield book.entity(number);
  }
}
