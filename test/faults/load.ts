import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { addPerson, enrol, ORIGIN, type Service, type SignedIn } from '../access/service.ts';
import type { Started } from '../cli/started.ts';

/** What a service is started with, so that the browsers of the tests can sign in. */
export const SIGN_IN_OPTIONS = ['--public-url', ORIGIN, '--rate-limit', '0'] as const;

/** What a machine and a person ask with. */
export interface Visitors {
  readonly authorization: string;
  readonly analyst: SignedIn;
}

/** Signs in, once, at a service that was started for the first time. */
export async function signInAt(service: Started): Promise<Visitors> {
  await service.heard('/sign-in#');
  const link = /https?:\/\/\S+\/sign-in#\S+/.exec(service.said())![0];
  const desk = { app: remote(service.address), clock: { now: Date.now() } } as Service;
  const administrator = await enrol(desk, link, 'admin');
  const order = { name: 'machine', scopes: ['screen', 'customers.write'], days: 30 };
  const made = await administrator.browser.send('POST', '/v1/keys', order);
  assert.equal(made.statusCode, 201, made.body);
  const analyst = await addPerson(desk, administrator, 'analyst', ['analyst']);
  return { authorization: `Bearer ${made.json<{ secret: string }>().secret}`, analyst };
}

/** A service far away, as the browsers of the tests ask one that is near. */
function remote(address: string): FastifyInstance {
  const inject = async ({ method, url, headers, payload }: InjectOptions) => {
    const answer = await fetch(`${address}${String(url)}`, {
      method: method ?? 'GET',
      headers: {
        ...(headers as Record<string, string>),
        ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(payload === undefined ? {} : { body: JSON.stringify(payload) }),
    });
    const body = await answer.text();
    const cookies = answer.headers.getSetCookie().map((text) => {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(text)!;
      const age = /max-age=(\d+)/i.exec(text)?.[1];
      return { name, value, ...(age === undefined ? {} : { maxAge: Number(age) }) };
    });
    return { statusCode: answer.status, body, cookies, json: () => JSON.parse(body) as never };
  };
  return { inject } as unknown as FastifyInstance;
}

/** One request that changes something, with a key of its own, so that it can be sent again. */
export interface Sent {
  readonly kind: 'screen' | 'customer' | 'decide';
  readonly method: string;
  readonly path: string;
  readonly body: object;
  readonly key: string;
  /** Of whom it is, or the alert that is decided. */
  readonly about: string;
}

/** What was answered with a status below 400. */
export interface Acknowledged extends Sent {
  readonly status: number;
  readonly answer: Record<string, unknown>;
}

/** Asks a service for all sorts of things at once, and remembers what it has acknowledged. */
export class Load {
  readonly acknowledged: Acknowledged[] = [];
  /** Sent, and no answer came: may have been done or not. */
  unanswered: Sent[] = [];
  /** Codes of refusals, each as often as it came. */
  readonly refusals = new Map<string, number>();
  private readonly visitors: Visitors;
  private count = 0;
  private stopped = true;
  private running: Promise<unknown> = Promise.resolve();

  constructor(visitors: Visitors) {
    this.visitors = visitors;
  }

  /** Begins to ask, `lanes` at a time for each sort of request. */
  begin(address: string, lanes = 3): void {
    this.stopped = false;
    const lane = async (next: () => Promise<Sent | undefined>) => {
      while (!this.stopped) {
        const sent = await next().catch(() => undefined);
        if (sent === undefined) await sleep(20);
        else await this.send(address, sent);
      }
    };
    this.running = Promise.all(
      Array.from({ length: lanes }, () => [
        lane(async () => this.screening()),
        lane(async () => this.customer()),
        lane(() => this.decision(address)),
      ]).flat(),
    );
  }

  /** Waits until so much has been acknowledged. */
  async hasAcknowledged(count: number): Promise<void> {
    while (this.acknowledged.length < count) await sleep(20);
  }

  /** How often the service said that it cannot at present. */
  get refused(): number {
    return [...this.refusals].reduce((sum, [code, times]) => sum + (code.startsWith('503') ? times : 0), 0);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  /** Sends again what was not answered, with the same keys. */
  async sendAgain(address: string): Promise<void> {
    const again = this.unanswered;
    this.unanswered = [];
    for (const sent of again) await this.send(address, sent);
  }

  private async send(address: string, sent: Sent): Promise<void> {
    let answer: Response;
    let body: string;
    try {
      answer = await this.ask(address, sent.method, sent.path, sent);
      body = await answer.text();
    } catch {
      this.unanswered.push(sent);
      return;
    }
    const said = JSON.parse(body) as Record<string, unknown>;
    if (answer.status < 400) this.acknowledged.push({ ...sent, status: answer.status, answer: said });
    else {
      const code = `${answer.status} ${String(said.code)}`;
      this.refusals.set(code, (this.refusals.get(code) ?? 0) + 1);
      // Of an outcome that nobody knows, and where nothing was done, it may be asked again.
      if (answer.status >= 500 || said.code === 'server/idempotency-running') this.unanswered.push(sent);
    }
  }

  private ask(address: string, method: string, path: string, sent?: Sent): Promise<Response> {
    const { analyst, authorization } = this.visitors;
    const cookie = [...analyst.browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const asPerson = { cookie, origin: ORIGIN, 'sec-fetch-site': 'same-origin', 'x-riegel-request': '1' };
    return fetch(`${address}${path}`, {
      method,
      signal: AbortSignal.timeout(40_000),
      headers: {
        ...(sent === undefined || sent.kind === 'decide' ? asPerson : { authorization }),
        ...(sent === undefined ? {} : { 'content-type': 'application/json', 'idempotency-key': sent.key }),
      },
      ...(sent === undefined ? {} : { body: JSON.stringify(sent.body) }),
    });
  }

  private screening(): Sent {
    const about = `screened:${++this.count}`;
    const name = this.count % 2 === 0 ? `Hafiz Saeed` : `Martha Oberholt ${this.count}`;
    const subject = { schema: 'Person', properties: { name: [name] }, reference: about };
    return { ...sending('screen', about), method: 'POST', path: '/v1/screen', body: { subjects: [subject] } };
  }

  private customer(): Sent {
    const about = `kept-${++this.count}`;
    const name = this.count % 3 === 0 ? 'Ayman al-Zawahiri' : `Ida Oberholt ${this.count}`;
    const body = { schema: 'Person', properties: { name: [name] } };
    return { ...sending('customer', about), method: 'PUT', path: `/v1/customers/${about}`, body };
  }

  /** A decision on a case that nobody has decided. */
  private async decision(address: string): Promise<Sent | undefined> {
    const answer = await this.ask(address, 'GET', '/v1/alerts?states=new&limit=20');
    if (!answer.ok) return undefined;
    const { items } = (await answer.json()) as { items: { id: string; version: number }[] };
    const found = items[Math.floor(Math.random() * items.length)];
    if (found === undefined) return undefined;
    const body = { version: found.version, decision: 'cannot-tell', reasons: ['too-few-facts'] };
    return {
      ...sending('decide', found.id),
      ...{ method: 'POST', path: `/v1/cases/${found.id}/decide`, body },
    };
  }
}

function sending(kind: Sent['kind'], about: string) {
  return { kind, about, key: randomUUID() };
}
