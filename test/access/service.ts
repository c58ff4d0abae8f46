import assert from 'node:assert/strict';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import fastify from 'fastify';
import { Secret, TOTP } from 'otpauth';
import { type Journal, type JournalKeys, openJournal, openKeys } from '../../src/journal/index.ts';
import {
  type Access,
  type AccessOptions,
  authPlugin,
  type GuardedRoute,
  inviteFirstAdministrator,
  openAccess,
} from '../../src/server/auth/index.ts';
import type { Store } from '../../src/store/index.ts';
import type { TestDatabase } from '../store/both-stores.ts';

export const ORIGIN = 'https://riegel.example';
/** Cheap to guess, for tests. */
export const CHEAP = { memory: 64, passes: 1, lanes: 1 };
export const PASSWORD = 'correct horse battery';

/** A service to sign in at, with a clock that tests set. */
export interface Service {
  readonly store: Store;
  readonly journal: Journal;
  readonly keys: JournalKeys;
  readonly access: Access;
  readonly app: FastifyInstance;
  readonly clock: { now: number };
  close(): Promise<void>;
}

export async function startService(
  database: TestDatabase,
  options: Partial<AccessOptions> & {
    readonly table?: readonly GuardedRoute[];
    readonly routes?: (app: FastifyInstance) => void;
    readonly store?: Store;
  } = {},
): Promise<Service> {
  const clock = { now: Date.now() };
  const store = options.store ?? (await database.open());
  const keys = openKeys({ dataDir: database.dataDir });
  const journal = await openJournal(store, keys, { now: () => clock.now });
  const { routes, table = [], store: _, ...rest } = options;
  const access = await openAccess({
    ...{ store, journal, keys, origin: ORIGIN, passwordCost: CHEAP, now: () => clock.now },
    ...rest,
  });
  const app = fastify();
  await app.register(authPlugin(access, table));
  routes?.(app);
  await app.ready();
  return {
    ...{ store, journal, keys, access, app, clock },
    async close() {
      await app.close();
      await access.close();
      await journal.close();
      await store.close();
    },
  };
}

/** A browser: it keeps cookies, and says where a request comes from. */
export class Browser {
  readonly cookies = new Map<string, string>();
  private readonly app: FastifyInstance;
  private readonly address: string;

  constructor(app: FastifyInstance, address = '192.0.2.1') {
    this.app = app;
    this.address = address;
  }

  async send(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    payload?: object,
    headers: Record<string, string> = {},
  ): Promise<LightMyRequestResponse> {
    const answer = await this.app.inject({
      ...{ method, url, remoteAddress: this.address },
      headers: {
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(method === 'GET'
          ? {}
          : { origin: ORIGIN, 'sec-fetch-site': 'same-origin', 'x-riegel-request': '1' }),
        ...headers,
      },
      ...(payload === undefined ? {} : { payload }),
    });
    for (const { name, value, maxAge } of answer.cookies as {
      name: string;
      value: string;
      maxAge?: number;
    }[]) {
      if (maxAge === 0) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }

  get session(): string | undefined {
    return this.cookies.get('__Host-riegel-session');
  }
}

/** An authenticator app: the codes of a secret that was typed in. */
export function codeOf(secret: string, now: number): string {
  return TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: now });
}

/** Somebody who has enrolled and is signed in. */
export interface SignedIn {
  readonly id: string;
  readonly login: string;
  readonly browser: Browser;
  /** Base32. */
  readonly totp: string;
  readonly recoveryCodes: readonly string[];
}

/** Follows a sign-in link to the end. */
export async function enrol({ app, clock }: Service, url: string, login: string): Promise<SignedIn> {
  const browser = new Browser(app);
  const entered = await browser.send('POST', '/v1/session/link', { secret: new URL(url).hash.slice(1) });
  assert.equal(entered.statusCode, 200, entered.body);
  const { secret } = (await browser.send('POST', '/v1/me/enrolment', {})).json<{ secret: string }>();
  const finished = await browser.send('PUT', '/v1/me/enrolment', {
    password: PASSWORD,
    code: codeOf(secret, clock.now),
  });
  assert.equal(finished.statusCode, 200, finished.body);
  const { recoveryCodes } = finished.json<{ recoveryCodes: string[] }>();
  return { id: entered.json<{ id: string }>().id, login, browser, totp: secret, recoveryCodes };
}

export async function firstAdministrator(service: Service): Promise<SignedIn> {
  const link = await inviteFirstAdministrator(service.access);
  assert.ok(link !== undefined);
  return await enrol(service, link.url, 'admin');
}

/** A further person, let in by an administrator. */
export async function addPerson(
  service: Service,
  by: SignedIn,
  login: string,
  roles: readonly string[],
): Promise<SignedIn> {
  const made = await by.browser.send('POST', '/v1/people', { login, name: `Name of ${login}`, roles });
  assert.equal(made.statusCode, 201, made.body);
  return await enrol(service, made.json<{ link: { url: string } }>().link.url, login);
}

/** Signs in on another device, one time step later: no code counts twice. */
export async function signIn(
  { app, clock }: Service,
  { login, totp }: SignedIn,
  browser = new Browser(app),
): Promise<LightMyRequestResponse> {
  clock.now += 30_000;
  return await browser.send('POST', '/v1/session', {
    login,
    password: PASSWORD,
    code: codeOf(totp, clock.now),
  });
}
