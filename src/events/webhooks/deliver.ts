import { randomUUID } from 'node:crypto';
import type { AttemptRow, WebhookRow } from '../../store/index.ts';
import { type EventKind, eventText, type ToldEvent } from '../event.ts';
import { pause } from '../feed.ts';
import { pauseAfter } from './policy.ts';
import { DELIVERIES_KEPT, sendEvent, type WebhookRoom } from './room.ts';
import type { Sent } from './send.ts';

/** A receiver that answers so wants no more (Standard Webhooks 1.0, "Delivery success and failure"). */
const GONE = 410;
const ACTOR = 'riegel:webhooks';

/**
 * Delivers events to the webhooks, each on its own: one that hangs holds up no other. To each webhook they go in their
 * order, the next once the one before is acknowledged. How far a webhook has come is stored with each delivery; what
 * was sent when the process died, but not stored, is sent again. Gives how to stop.
 */
export function keepDelivering(room: WebhookRoom, onError: (error: unknown) => void): () => Promise<void> {
  const delivering = new Delivering(room, onError);
  const running = delivering.run();
  return async () => {
    await delivering.stop();
    await running;
  };
}

class Delivering {
  private readonly room: WebhookRoom;
  private readonly onError: (error: unknown) => void;
  private readonly end = new AbortController();
  /** By which what this process holds is told from what others hold. */
  private readonly lease = randomUUID();
  private readonly atWork = new Map<string, Promise<void>>();
  /** How far there is nothing for a webhook: it need not be looked through again. */
  private readonly passed = new Map<string, number>();

  constructor(room: WebhookRoom, onError: (error: unknown) => void) {
    this.room = room;
    this.onError = onError;
  }

  async run(): Promise<void> {
    const { signal } = this.end;
    while (!signal.aborted) {
      try {
        await this.look();
      } catch (error) {
        this.onError(error);
      }
      await pause(this.room.policy.lookMs, signal);
    }
  }

  async stop(): Promise<void> {
    this.end.abort();
    await this.room.sender.close();
    await Promise.all(this.atWork.values());
  }

  /** Begins with every webhook for which there is something, and which nobody is at. */
  private async look(): Promise<void> {
    const due = await this.room.store.tables.webhooks.readDue();
    if (due.length === 0) return;
    await this.room.feed.look();
    for (const webhook of due) {
      if (this.atWork.has(webhook.id)) continue;
      const work = this.workOn(webhook)
        .catch(this.onError)
        .finally(() => this.atWork.delete(webhook.id));
      this.atWork.set(webhook.id, work);
    }
  }

  private async workOn(webhook: WebhookRow): Promise<void> {
    const { webhooks } = this.room.store.tables;
    const { id } = webhook;
    if ((await this.nextOf(webhook, webhook.cursor)).length === 0) return;
    let taken = await webhooks.take(id, this.lease, this.room.policy.leaseMs);
    if (taken === undefined) return;
    while (!this.end.signal.aborted) {
      const events = await this.nextOf(taken, taken.cursor);
      if (events.length === 0) break;
      for (const event of events) {
        // As it stands by now: its secret may have been replaced since the last.
        taken = await this.deliver(taken, event);
        if (taken === undefined) return;
      }
    }
    await webhooks.release(id, this.lease);
  }

  /** The next events for a webhook, beyond a record. */
  private async nextOf({ id, kinds }: WebhookRow, cursor: number): Promise<readonly ToldEvent[]> {
    const wanted = kinds.length === 0 ? undefined : new Set(kinds as EventKind[]);
    for (;;) {
      const beyond = Math.max(cursor, this.passed.get(id) ?? -1);
      const { events, upTo, more } = await this.room.feed.read({ beyond, kinds: wanted });
      if (events.length > 0) return events;
      this.passed.set(id, upTo);
      if (!more) return [];
    }
  }

  /** One attempt, and what follows from it: the webhook, where it goes on with the next event now. */
  private async deliver(webhook: WebhookRow, event: ToldEvent): Promise<WebhookRow | undefined> {
    const { store, policy } = this.room;
    const { id } = webhook;
    const sent = await sendEvent(this.room, webhook, event.id, eventText(event));
    if (this.end.signal.aborted && sent.failure !== undefined) {
      await store.tables.webhooks.release(id, this.lease);
      return undefined;
    }
    const attempt = attemptOf(event, sent);
    if (sent.failure === undefined) {
      return await store.transaction(async ({ webhooks }) => {
        const advanced = await webhooks.advance(id, this.lease, event.record, policy.leaseMs);
        if (advanced !== undefined) await webhooks.note(id, attempt, 'delivered', DELIVERIES_KEPT);
        return advanced;
      });
    }
    if (sent.status === GONE || isTooLong(webhook, policy.giveUpMs)) {
      await this.giveUp(webhook, attempt);
      return undefined;
    }
    const pauseMs = pauseAfter(webhook.attempts + 1, policy, sent.askedMs);
    await store.transaction(async ({ webhooks }) => {
      if (!(await webhooks.postpone(id, this.lease, pauseMs))) return;
      await webhooks.note(id, attempt, 'retrying', DELIVERIES_KEPT);
    });
    return undefined;
  }

  private async giveUp({ id, failingSince }: WebhookRow, attempt: AttemptRow): Promise<void> {
    const { failure = null, status = null, record = null } = attempt;
    const since = failingSince === undefined ? null : new Date(failingSince).toISOString();
    const event = {
      kind: 'webhook.failing',
      actor: ACTOR,
      references: { webhook: id },
      result: { failure, status, record, since },
    };
    try {
      await this.room.journal.appendWith(
        async ({ webhooks }) => {
          if (!(await webhooks.fail(id, this.lease))) throw new LeaseLost();
          return [event];
        },
        ({ webhooks }) => webhooks.note(id, attempt, 'given-up', DELIVERIES_KEPT),
      );
    } catch (error) {
      if (!(error instanceof LeaseLost)) throw error;
    }
  }
}

/** Somebody else delivers to the webhook by now: what came of this attempt is theirs to find out. */
class LeaseLost extends Error {}

/** By two clocks, of the database and of this machine: hours are at stake. */
function isTooLong({ failingSince }: WebhookRow, giveUpMs: number): boolean {
  return failingSince !== undefined && Date.now() - failingSince >= giveUpMs;
}

export function attemptOf(
  { record, kind }: { readonly record?: number; readonly kind: string },
  { tookMs, status, failure }: Sent,
): AttemptRow {
  return { record, kind, tookMs, status, failure };
}
