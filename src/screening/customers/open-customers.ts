import { availableParallelism } from 'node:os';
import type { Journal } from '../../journal/index.ts';
import type { CustomerCounts, Store, SweepRow } from '../../store/index.ts';
import type { TakeIn } from '../record.ts';
import {
  type AnsweredChange,
  answerChange,
  type ChangeOptions,
  finishChanges,
  type PendingChange,
  pendingChange,
  tellDelisted,
} from './change.ts';
import { type CustomerAnswer, type CustomerInput, journalSubject } from './customer.ts';
import type { CustomerRoom } from './customer-room.ts';
import { footingOn, type InForce } from './footing.ts';
import { type CustomerErasure, forgetDeleted, type SubjectErasure } from './forget.ts';
import type { ListChange } from './list-change.ts';
import { CustomerMirror } from './mirror.ts';
import { type FinishedSweep, type SweepOptions, sweepAll } from './sweep.ts';
import { type CustomerItem, upsertAll } from './upsert.ts';

export interface CustomersOptions {
  readonly store: Store;
  readonly journal: Journal;
  readonly takeIn: TakeIn;
  readonly inForce: InForce;
  /** Who erases a subject where more than the journal knows of it. Default: the journal alone. */
  readonly erasure?: SubjectErasure;
  /** Worker threads; 0 screens in the calling thread. Default: one for each core. */
  readonly workers?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

export interface CustomersStatus extends CustomerCounts {
  readonly pending?: PendingChange;
  /** The last sweeps, newest first. */
  readonly sweeps: readonly SweepRow[];
  /** What the mirror holds in memory. */
  readonly mirror: CustomerMirror['counts'];
}

/** The customers: kept, screened when they change, when the lists change, and every day. */
export interface Customers {
  /** Takes in a few customers; as `upsertAll`. */
  upsert(customers: readonly CustomerInput[], actor: string): Promise<CustomerAnswer[]>;
  /** Takes in customers as they come, millions if need be: see `upsert.ts`. */
  upsertAll(
    items: AsyncIterable<CustomerItem> | Iterable<CustomerItem>,
    actor: string,
  ): AsyncGenerator<CustomerAnswer>;
  /** Takes a customer out; what the journal has of it stays. False where there was none. */
  delete(reference: string, actor: string): Promise<boolean>;
  /**
   * Takes a customer out and makes all that the journal has of it unreadable for ever. False where there was neither.
   * `reason` stays readable: nothing personal in it.
   */
  erase(reference: string, order: CustomerErasure): Promise<boolean>;
  /**
   * Erases in the same way those who were deleted before `before`, milliseconds since 1970, and were not heard of
   * since, nor have a case: that ends by its own rules. Gives how many.
   */
  forgetDeleted(order: CustomerErasure & { readonly before: number }): Promise<number>;
  /**
   * Screens with this from now on; nothing screened with another index or policy is recorded any more. Where this is
   * a change, it is pending until `answerChange` has answered it, also over a restart.
   */
  putInForce(inForce: InForce): Promise<PendingChange | undefined>;
  /** What changed and is not answered yet. */
  pendingChange(): Promise<PendingChange | undefined>;
  /**
   * Answers the pending change: screens the customers that it concerns. Without a `change`, where nobody can say what
   * changed, or where the policy changed as well, all customers are swept instead.
   */
  answerChange(
    change: ListChange | undefined,
    options: ChangeOptions,
  ): Promise<AnsweredChange | FinishedSweep | undefined>;
  /** Screens all customers: see `sweep.ts`. A sweep under way is joined. */
  sweep(options: SweepOptions): Promise<FinishedSweep>;
  /** Reads the customers into memory, so that the next change of the lists finds them there. */
  warm(onProgress?: (customers: number) => void): Promise<void>;
  status(): Promise<CustomersStatus>;
  /** Ends the threads. Store and journal stay open. */
  close(): Promise<void>;
}

const SWEEPS_SHOWN = 10;

/** Opens the customers of a store, and puts an index and a policy in force for them: see `putInForce`. */
export async function openCustomers(options: CustomersOptions): Promise<Customers> {
  const { store, journal, takeIn, now = Date.now, workers = availableParallelism() } = options;
  const { erasure = { erase: (order) => journal.eraseSubject(order) } } = options;
  const room: CustomerRoom = {
    store,
    journal,
    takeIn,
    now,
    footing: await footingOn(store.tables, options.inForce, workers),
    ownedAnswered: undefined,
  };
  const mirror = new CustomerMirror(room);
  await setInForce(room);
  if ((await pendingChange(room)) === undefined) room.ownedAnswered = options.inForce.policy.owned;
  let sweeping: Promise<FinishedSweep> | undefined;
  const sweep = (wanted: SweepOptions) => {
    sweeping ??= sweepAll(room, wanted).finally(() => {
      sweeping = undefined;
    });
    return sweeping;
  };

  return {
    async upsert(customers, actor) {
      const answers: CustomerAnswer[] = [];
      for await (const answer of upsertAll(room, customers, actor)) answers.push(answer);
      return answers;
    },
    upsertAll: (items, actor) => upsertAll(room, items, actor),
    delete: (reference, actor) => deleteCustomer(room, reference, actor),
    async erase(reference, order) {
      const subject = journalSubject(reference);
      await erasure.check?.({ ...order, subject });
      const deleted = await deleteCustomer(room, reference, order.actor);
      const { keys } = await erasure.erase({ ...order, subject });
      if (deleted) await store.tables.customer.scrub();
      return deleted || keys > 0;
    },
    forgetDeleted: (order) => forgetDeleted(room, erasure, order),
    async putInForce(inForce) {
      const before = room.footing;
      room.footing = await footingOn(store.tables, inForce, workers);
      await setInForce(room);
      await before.pool.retire();
      return await pendingChange(room);
    },
    pendingChange: () => pendingChange(room),
    async answerChange(change, wanted) {
      const open = await store.tables.customerWork.openChanges();
      const pending = await pendingChange(room);
      if (pending === undefined) return undefined;
      const { owned } = room.footing.inForce.policy;
      if (change !== undefined && saysAll(pending)) {
        const answered = await answerChange(room, mirror, change, wanted);
        room.ownedAnswered = owned;
        return answered;
      }
      const { actor, delisted } = wanted;
      // A sweep that began before the change has not seen who was added between.
      if ((await store.tables.customerWork.openSweep()) !== undefined) await sweep({ actor });
      const swept = await sweep({ actor });
      if (change !== undefined) await tellDelisted(room, change, delisted);
      await finishChanges(room, open, actor, { sweep: swept.statement.sweep });
      room.ownedAnswered = owned;
      return swept;
    },
    sweep,
    warm: (onProgress) => mirror.follow(onProgress),
    async status() {
      const pending = await pendingChange(room);
      return {
        ...(await store.tables.customer.count()),
        ...(pending === undefined ? {} : { pending }),
        sweeps: await store.tables.customerWork.readSweeps(SWEEPS_SHOWN),
        mirror: mirror.counts,
      };
    },
    close: () => room.footing.pool.retire(),
  };
}

/** Whether a change of the lists is all that changed. */
function saysAll({ from, to }: PendingChange): boolean {
  return from.policy === to.policy && from.policyDigest === to.policyDigest && from.engine === to.engine;
}

/** While the journal's head is held nobody records a screening: what comes after rests on this footing. */
async function setInForce({ store, footing, now }: CustomerRoom): Promise<void> {
  await store.transaction(async ({ journal, customer, customerWork }) => {
    await journal.holdHead();
    const before = await customerWork.inForce();
    if (before === footing.number) return;
    await customerWork.setInForce(footing.number);
    if (before !== undefined && (await customer.count()).customers > 0)
      await customerWork.addChange(before, footing.number, now());
  });
}

async function deleteCustomer(
  { store, journal }: CustomerRoom,
  reference: string,
  actor: string,
): Promise<boolean> {
  const known = await store.tables.customer.readMarks([reference]);
  if (known.length === 0) return false;
  const event = { kind: 'customer.deleted', actor, result: {}, personal: { reference } };
  return await journal.appendWith([{ ...event, subject: journalSubject(reference) }], ({ customer }) =>
    customer.remove(reference),
  );
}
