import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WebhookPolicy } from '../../src/events/index.ts';

/** To receivers on this machine, and with leases that end soon: of processes that are killed. */
export const KILLED_POLICY: Partial<WebhookPolicy> = {
  ...{ allowHttp: true, allowNetworks: ['127.0.0.0/8'], lookMs: 30 },
  ...{ connectMs: 500, attemptMs: 500, firstPauseMs: 50, leaseMs: 1_000 },
};

/** A delivery as it came in. */
export interface Received {
  readonly id: string;
  readonly body: string;
  readonly type: string;
  readonly record: number;
  readonly headers: IncomingMessage['headers'];
}

type Answer = (response: ServerResponse, received: Received, asked: number) => void;

export interface Receiver extends AsyncDisposable {
  readonly url: string;
  readonly received: readonly Received[];
  /** How it answers from now on. */
  answer(answer: Answer): void;
}

export const OK: Answer = (response) => response.writeHead(204).end();

/** A real receiver on this machine that answers as it is told to. */
export async function startReceiver(first: Answer = OK): Promise<Receiver> {
  let answer = first;
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('error', () => {});
    request.on('end', () => {
      const body = Buffer.concat(pieces).toString();
      const { type, data } = JSON.parse(body) as { type: string; data: { record: number } };
      const one = {
        id: String(request.headers['webhook-id']),
        ...{ body, type, record: data.record, headers: request.headers },
      };
      received.push(one);
      answer(response, one, received.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    answer: (next) => {
      answer = next;
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** As docs/events.md tells receivers to do it. */
export function verifies({ id, body, headers }: Received, secret: string): boolean {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const timestamp = String(headers['webhook-timestamp']);
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) return false;
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest();
  return String(headers['webhook-signature'])
    .split(' ')
    .some((each) => {
      const [version, signature = ''] = each.split(',');
      const given = Buffer.from(signature, 'base64');
      return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected);
    });
}

/** Waits until something holds, and says what did not. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  ms = 15_000,
): Promise<void> {
  const end = performance.now() + ms;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`Not within ${ms} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
