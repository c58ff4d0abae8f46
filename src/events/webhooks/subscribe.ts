import { randomBytes, randomUUID } from 'node:crypto';
import { RiegelError } from '../../entity/index.ts';
import type { JournalEvent } from '../../journal/index.ts';
import type { DeliveryRow, WebhookRow } from '../../store/index.ts';
import type { EventKind } from '../event.ts';
import { attemptOf } from './deliver.ts';
import { DELIVERIES_KEPT, sendEvent, type WebhookRoom } from './room.ts';
import { secretText } from './signature.ts';

/** A subscription as somebody wants it. */
export interface NewWebhook {
  readonly url: string;
  /** All where none is named. */
  readonly kinds: readonly EventKind[];
  /** What it is for. */
  readonly description: string;
}

/** A webhook and its secret, which is shown this once. */
export interface MadeWebhook {
  readonly webhook: WebhookRow;
  readonly secret: string;
}

/** What came of a test. */
export interface TestDone {
  readonly delivered: boolean;
  readonly status?: number;
  readonly failure?: string;
  readonly tookMs: number;
}

/** Each is delivered to on its own, so all may hang at once. */
const MOST_WEBHOOKS = 100;
const SECRET_BYTES = 32;
const TEST = 'webhook.test';

/**
 * Subscribes to what happens from now on. `by`: as the journal names who does. Throws `events/bad-address`,
 * `events/forbidden-address`, `events/too-many-webhooks`.
 */
export async function addWebhook(room: WebhookRoom, asked: NewWebhook, by: string): Promise<MadeWebhook> {
  const { href: url } = room.guard.check(asked.url);
  const { kinds, description } = asked;
  const id = randomUUID();
  const secret = randomBytes(SECRET_BYTES);
  const event: JournalEvent = {
    kind: 'webhook.added',
    actor: by,
    references: { webhook: id },
    result: { kinds },
    personal: { url, description },
  };
  const webhook = await room.journal.appendWith(
    async ({ webhooks }) => {
      if ((await webhooks.readAll()).length >= MOST_WEBHOOKS) {
        throw new RiegelError('events/too-many-webhooks', `There are ${MOST_WEBHOOKS} webhooks`, {
          expected: 'one to be removed first',
        });
      }
      return [event];
    },
    async ({ webhooks }, [receipt]) => {
      const { seq: cursor, at } = receipt!;
      const sealed = room.master.wrap(secret);
      const createdAt = Date.parse(at);
      await webhooks.add({ id, url, kinds, description, secret: sealed, author: by, createdAt, cursor });
      return (await webhooks.read(id))!;
    },
  );
  return { webhook, secret: secretText(secret) };
}

/** Throws `events/no-webhook`. */
export async function removeWebhook({ journal }: WebhookRoom, id: string, by: string): Promise<void> {
  await journal.appendWith([changeOf('removed', id, by)], async ({ webhooks }) => {
    if (!(await webhooks.remove(id))) throw noWebhook();
  });
}

/** A new secret; the one before signs along for a while. Throws `events/no-webhook`. */
export async function rotateSecret(room: WebhookRoom, id: string, by: string): Promise<MadeWebhook> {
  const secret = randomBytes(SECRET_BYTES);
  const webhook = await room.journal.appendWith([changeOf('rotated', id, by)], async ({ webhooks }) => {
    const until = Date.now() + room.policy.overlapMs;
    if (!(await webhooks.rotate(id, room.master.wrap(secret), until))) throw noWebhook();
    return (await webhooks.read(id))!;
  });
  return { webhook, secret: secretText(secret) };
}

/** Where a webhook goes on: with the event that was given up, or with what happens from now on. */
export type ResumeFrom = 'where-it-stood' | 'now';

/** Delivers to a webhook again, at once. Throws `events/no-webhook`. */
export async function resumeWebhook(
  { journal }: WebhookRoom,
  id: string,
  from: ResumeFrom,
  by: string,
): Promise<WebhookRow> {
  return await journal.appendWith(
    [changeOf('resumed', id, by, { from })],
    async ({ webhooks }, [receipt]) => {
      const webhook = await webhooks.read(id);
      if (webhook === undefined) throw noWebhook();
      await webhooks.resume(id, from === 'now' ? receipt!.seq : webhook.cursor);
      return (await webhooks.read(id))!;
    },
  );
}

/** Sends `webhook.test` once, whatever state the webhook is in. Throws `events/no-webhook`. */
export async function testWebhook(room: WebhookRoom, id: string): Promise<TestDone> {
  const { webhooks } = room.store.tables;
  const webhook = await webhooks.read(id);
  if (webhook === undefined) throw noWebhook();
  const body = JSON.stringify({ type: TEST, timestamp: new Date().toISOString(), data: {} });
  const sent = await sendEvent(room, webhook, `test-${randomUUID()}`, body);
  const { tookMs, status, failure } = sent;
  const delivered = failure === undefined;
  const state = delivered ? 'delivered' : 'failed';
  await room.store.transaction(async (tables) => {
    // It may have been removed meanwhile.
    if ((await tables.webhooks.read(id)) === undefined) return;
    await tables.webhooks.note(id, attemptOf({ kind: TEST }, sent), state, DELIVERIES_KEPT);
  });
  return {
    delivered,
    ...(status === undefined ? {} : { status }),
    ...(failure === undefined ? {} : { failure }),
    tookMs,
  };
}

/** The newest first. Throws `events/no-webhook`. */
export async function deliveriesOf(
  { store }: WebhookRoom,
  id: string,
  { limit, before }: { readonly limit: number; readonly before?: number },
): Promise<readonly DeliveryRow[]> {
  const { webhooks } = store.tables;
  if ((await webhooks.read(id)) === undefined) throw noWebhook();
  return await webhooks.readDeliveries(id, limit, before);
}

function changeOf(what: string, id: string, by: string, result: JournalEvent['result'] = {}): JournalEvent {
  return { kind: `webhook.${what}`, actor: by, references: { webhook: id }, result };
}

function noWebhook(): RiegelError {
  return new RiegelError('events/no-webhook', 'There is no such webhook');
}
