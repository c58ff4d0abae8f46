import assert from 'node:assert/strict';
import type { FastifyInstance } from 'fastify';
import type { WebhookPolicy } from '../../src/events/index.ts';
import { fixtureLoaded } from '../../src/server/fixture-service.ts';
import {
  createServer,
  type Installation,
  openInstallation,
  type ServerOptions,
  Service,
} from '../../src/server/index.ts';
import { addPerson, firstAdministrator, ORIGIN, type SignedIn } from '../access/service.ts';
import type { TestDatabase } from '../store/both-stores.ts';

/** A whole installation over the entities of the fixture, with somebody of every role signed in. */
export interface Running {
  readonly app: FastifyInstance;
  readonly installation: Installation;
  readonly clock: { now: number };
  /** Role → somebody who has it and no other. */
  readonly people: Readonly<Record<string, SignedIn>>;
  close(): Promise<void>;
}

const OTHERS = ['analyst', 'approver', 'officer', 'auditor', 'list-manager'] as const;

export async function startInstallation(
  database: TestDatabase,
  {
    webhooks = {},
    ...options
  }: Pick<ServerOptions, 'traced'> & { readonly webhooks?: Partial<WebhookPolicy> } = {},
): Promise<Running> {
  const clock = { now: Date.now() };
  const service = new Service(fixtureLoaded);
  const installation = await openInstallation({
    ...database.options(),
    origin: ORIGIN,
    service,
    workers: 0,
    webhooks,
    now: () => clock.now,
  });
  const app = await createServer({ service, installation, logTo: false, ...options });
  await service.reload();
  const { store, journal, keys, access } = installation;
  const signing = { store, journal, keys, access, app, clock, close: () => app.close() };
  const administrator = await firstAdministrator(signing);
  const people: Record<string, SignedIn> = { administrator };
  for (const role of OTHERS) people[role] = await addPerson(signing, administrator, role, [role]);
  assert.equal(Object.keys(people).length, 6);
  return {
    ...{ app, installation, clock, people },
    async close() {
      await app.close();
      await installation.close();
    },
  };
}

/** What a browser of theirs sends along, for requests that are not sent by it. */
export function cookieHeaders({ browser }: SignedIn): Record<string, string> {
  return {
    cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    origin: ORIGIN,
    'sec-fetch-site': 'same-origin',
    'x-riegel-request': '1',
  };
}
