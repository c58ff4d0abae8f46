import { setTimeout } from 'node:timers/promises';
import type { Casework } from '../../casework/index.ts';
import {
  type Customers,
  type CustomersOptions,
  type InForce,
  listChange,
  openCustomers,
  type PendingChange,
} from '../../screening/index.ts';

/**
 * How long the search for a change of the lists waits for the links: with them a new listing of somebody on whom people
 * have decided opens no alert. Freezing has to be without delay, so it does not wait for longer.
 */
const LINKS_FIRST_MS = 120_000;

export interface InStepOptions extends Omit<CustomersOptions, 'inForce'> {
  readonly dataDir: string;
  readonly casework: Pick<Casework, 'onDelisted'>;
  /** As the journal names what is done here. */
  readonly actor: string;
  /** Index and policy at the customers' door. */
  readonly inForce: () => Promise<InForce>;
}

/** Keeps the customers in step with what is in force: screened with it, and searched for what it changed. */
export class CustomersInStep {
  private readonly options: InStepOptions;
  private opened: Customers | undefined;
  /** Digest of whom rules of ownership reach, as customers are screened now. */
  private owned: string | undefined;
  private turn: Promise<unknown> = Promise.resolve();
  private answering: Promise<unknown> = Promise.resolve();

  constructor(options: InStepOptions) {
    this.options = options;
  }

  /** None until the lists are loaded. */
  get customers(): Customers | undefined {
    return this.opened;
  }

  /** Screens with other lists from now on, and searches for what changed in them; `links`: done once these are known. */
  async listsReplaced(links: Promise<unknown>): Promise<void> {
    await this.putInForce();
    if ((await this.opened?.pendingChange()) === undefined) return;
    await Promise.race([links, setTimeout(LINKS_FIRST_MS, undefined, { ref: false })]);
    await this.answer(() => true);
  }

  /** Screens with what is in force now; what changed by it is pending. */
  putInForce(): Promise<void> {
    const next = this.turn.then(async () => {
      const { inForce, ...options } = this.options;
      const now = await inForce();
      if (this.opened === undefined) this.opened = await openCustomers({ ...options, inForce: now });
      else await this.opened.putInForce(now);
      this.owned = now.policy.owned?.digest;
    });
    this.turn = next.catch(() => {});
    return next;
  }

  /** Screens those of whom another answer follows from who owns whom. */
  async ownershipChanged(): Promise<void> {
    if (this.opened === undefined) return;
    if ((await this.options.inForce()).policy.owned?.digest === this.owned) return;
    await this.putInForce();
    // Where the policy has changed as well, the next sweep answers both.
    await this.answer(({ from, to }) => from.policyDigest === to.policyDigest && from.engine === to.engine);
  }

  async close(): Promise<void> {
    await this.opened?.close();
  }

  /** One change after the other; `isAnswered` says which are answered here. */
  private answer(isAnswered: (pending: PendingChange) => boolean): Promise<void> {
    const next = this.answering.then(async () => {
      const { dataDir, casework, actor } = this.options;
      const pending = await this.opened?.pendingChange();
      if (this.opened === undefined || pending === undefined || !isAnswered(pending)) return;
      const change = await listChange(dataDir, pending.from.lists, pending.to.lists);
      await this.opened.answerChange(change, {
        actor,
        delisted: async (ids) => {
          await casework.onDelisted(ids, pending.to.index);
        },
      });
    });
    this.answering = next.catch(() => {});
    return next;
  }
}
