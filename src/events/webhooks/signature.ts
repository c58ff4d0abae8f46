import { createHmac } from 'node:crypto';

/** Before the base64 of a secret: Standard Webhooks 1.0, "Signature scheme". */
const SECRET_PREFIX = 'whsec_';

/** A secret as it is shown to who subscribes, once. */
export function secretText(secret: Uint8Array): string {
  return SECRET_PREFIX + Buffer.from(secret).toString('base64');
}

/**
 * The headers of a delivery, by Standard Webhooks 1.0: `v1,` and HMAC-SHA256 of `id.timestamp.body` in base64, for each
 * secret that is in force, with a blank between. `at` in milliseconds since 1970.
 */
export function signatureHeaders(
  { id, at, body }: { readonly id: string; readonly at: number; readonly body: string },
  secrets: readonly Uint8Array[],
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(at / 1000));
  const signatures = secrets.map(
    (secret) => `v1,${createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')}`,
  );
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}
