import type { Journal, JournalKeys } from '../../journal/index.ts';
import type { Store, WebhookRow } from '../../store/index.ts';
import type { EventFeed } from '../feed.ts';
import type { AddressGuard } from './address.ts';
import type { WebhookPolicy } from './policy.ts';
import type { Sender, Sent } from './send.ts';
import { signatureHeaders } from './signature.ts';

/** What everything about webhooks works with. */
export interface WebhookRoom {
  readonly store: Store;
  readonly journal: Journal;
  readonly master: JournalKeys['master'];
  readonly feed: EventFeed;
  readonly policy: WebhookPolicy;
  readonly guard: AddressGuard;
  readonly sender: Sender;
}

/** Deliveries of one webhook that are kept to be looked at. */
export const DELIVERIES_KEPT = 1_000;

/** Signs an event and sends it, once. `id` is the same whenever the event is sent. */
export async function sendEvent(
  room: WebhookRoom,
  webhook: WebhookRow,
  id: string,
  body: string,
): Promise<Sent> {
  const at = Date.now();
  const { previous } = webhook;
  const sealed = [
    webhook.secret,
    ...(previous !== undefined && previous.until > at ? [previous.secret] : []),
  ];
  const secrets = sealed.map((secret) => room.master.unwrap(secret));
  const headers = signatureHeaders({ id, at, body }, secrets);
  return await room.sender.send({ url: webhook.url, headers, body });
}
