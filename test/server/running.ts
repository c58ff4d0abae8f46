import assert from 'node:assert/strict';
import type { FastifyInstance } from 'fastify';
import { fixtureLoaded } from '../../src/server/fixture-service.ts';
import type { InstallationOptions } from '../../src/server/index.ts';
import { createServer, type Installation, openInstallation, Service } from '../../src/server/index.ts';
import { addPerson, firstAdministrator, ORIGIN, type SignedIn } from '../access/service.ts';
import type { TestDatabase } from '../store/both-stores.ts';

/** A whole installation over the entities of the fixture, with somebody of every role signed in. */
export interface Running {
  readonly app: FastifyInstance;
  readonly installation: Installation;
  readonly clock: { now: number };
  /** Role → somebody who has it and no other. */
  readonly people: Readonly<Record<string, SignedIn>>;
  /** A further person, let in by the administrator. */
  addPerson(login: string, roles: readonly string[]): Promise<SignedIn>;
  close(): Promise<void>;
}

const OTHERS = ['analyst', 'approver', 'officer', 'auditor', 'list-manager'] as const;

/**
 * @param options for example another `service` than the one over the entities of the fixture; `isReady: false` leaves it
 *   without lists
 */
export async function startInstallation(
  database: TestDatabase,
  { isReady = true, ...options }: Partial<InstallationOptions> & { readonly isReady?: boolean } = {},
): Promise<Running> {
  const clock = { now: Date.now() };
  const service = options.service ?? new Service(fixtureLoaded);
  const installation = await openInstallation({
    ...database.options(),
    origin: ORIGIN,
    service,
    workers: 0,
    now: () => clock.now,
    ...options,
  });
  const app = await createServer({ service, installation, logTo: false });
  if (isReady) await service.reload();
  const { store, journal, keys, access } = installation;
  const signing = { store, journal, keys, access, app, clock, close: () => app.close() };
  const administrator = await firstAdministrator(signing);
  const people: Record<string, SignedIn> = { administrator };
  for (const role of OTHERS) people[role] = await addPerson(signing, administrator, role, [role]);
  assert.equal(Object.keys(people).length, 6);
  return {
    ...{ app, installation, clock, people },
    addPerson: (login, roles) => addPerson(signing, administrator, login, roles),
    async close() {
      await app.close();
      await installation.close();
    },
  };
}
