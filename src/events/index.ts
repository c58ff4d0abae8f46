/** What happened, told to the outside: the journal as a stream of events, and signed webhooks. */
export { EVENT_KINDS, type EventKind, eventText, type ToldEvent } from './event.ts';
export { EventFeed } from './feed.ts';
export { DEFAULT_WEBHOOK_POLICY, type WebhookPolicy } from './webhooks/policy.ts';
export type { MadeWebhook, NewWebhook, ResumeFrom } from './webhooks/subscribe.ts';
export { openWebhooks, type Webhooks } from './webhooks/webhooks.ts';
