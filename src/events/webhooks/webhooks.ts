import type { Journal, JournalKeys } from '../../journal/index.ts';
import type { DeliveryRow, Store, WebhookRow } from '../../store/index.ts';
import type { EventFeed } from '../feed.ts';
import { addressGuard } from './address.ts';
import { keepDelivering } from './deliver.ts';
import { DEFAULT_WEBHOOK_POLICY, type WebhookPolicy } from './policy.ts';
import type { WebhookRoom } from './room.ts';
import { senderBy } from './send.ts';
import {
  addWebhook,
  deliveriesOf,
  type MadeWebhook,
  type NewWebhook,
  type ResumeFrom,
  removeWebhook,
  resumeWebhook,
  rotateSecret,
  type TestDone,
  testWebhook,
} from './subscribe.ts';

export interface WebhookOptions {
  readonly store: Store;
  readonly journal: Journal;
  readonly keys: JournalKeys;
  readonly feed: EventFeed;
  readonly policy?: Partial<WebhookPolicy> | undefined;
}

/** Subscriptions of other systems, to which events are sent. */
export interface Webhooks {
  /** See `addWebhook`. */
  add(asked: NewWebhook, by: string): Promise<MadeWebhook>;
  /** The oldest first. */
  list(): Promise<readonly WebhookRow[]>;
  /** See `removeWebhook`. */
  remove(id: string, by: string): Promise<void>;
  /** See `rotateSecret`. */
  rotate(id: string, by: string): Promise<MadeWebhook>;
  /** See `resumeWebhook`. */
  resume(id: string, from: ResumeFrom, by: string): Promise<WebhookRow>;
  /** See `testWebhook`. */
  test(id: string): Promise<TestDone>;
  /** See `deliveriesOf`. */
  deliveries(
    id: string,
    page: { readonly limit: number; readonly before?: number },
  ): Promise<readonly DeliveryRow[]>;
  /** See `keepDelivering`. Called once. */
  keepDelivering(onError: (error: unknown) => void): () => Promise<void>;
  close(): Promise<void>;
}

/** Throws `events/bad-network`. */
export function openWebhooks({ store, journal, keys, feed, policy: asked }: WebhookOptions): Webhooks {
  const policy = { ...DEFAULT_WEBHOOK_POLICY, ...asked };
  const guard = addressGuard(policy);
  const sender = senderBy(guard, policy);
  const room: WebhookRoom = { store, journal, master: keys.master, feed, policy, guard, sender };
  return {
    add: (webhook, by) => addWebhook(room, webhook, by),
    list: () => store.tables.webhooks.readAll(),
    remove: (id, by) => removeWebhook(room, id, by),
    rotate: (id, by) => rotateSecret(room, id, by),
    resume: (id, from, by) => resumeWebhook(room, id, from, by),
    test: (id) => testWebhook(room, id),
    deliveries: (id, page) => deliveriesOf(room, id, page),
    keepDelivering: (onError) => keepDelivering(room, onError),
    close: () => sender.close(),
  };
}
