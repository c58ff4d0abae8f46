import type { FastifyInstance } from 'fastify';
import type { Customers, FinishedSweep } from '../../screening/index.ts';
import type { Installation } from '../installation/installation.ts';
import { journalName } from './person.ts';

/** Sweeps: all customers screened with what is in force, and a signed statement of that. */
export function sweepRoutes(app: FastifyInstance, installation: Installation): void {
  const tags = ['Customers'];

  app.get(
    '/v1/sweeps',
    {
      schema: {
        summary: 'The last sweeps',
        description:
          'The last ten, newest first. `statement` is the number of the record in the journal that states what was checked.',
        tags,
      },
    },
    async () => {
      const { sweeps } = await installation.customers().status();
      return {
        sweeps: sweeps.map(({ id, actor, startedAt, finishedAt, statement }) => ({
          id,
          actor,
          startedAt: new Date(startedAt).toISOString(),
          ...(finishedAt === undefined ? {} : { finishedAt: new Date(finishedAt).toISOString() }),
          ...(statement === undefined ? {} : { statement }),
        })),
      };
    },
  );

  app.post(
    '/v1/sweeps',
    {
      schema: {
        summary: 'Screen all customers',
        description:
          'Begins a sweep, goes on with one that was broken off, or joins the one under way. Answers 200 with the statement and its proof if it ends within the time an answer may take, else 202: it goes on, and stands in `GET /v1/sweeps`. It also answers a change of lists or policy that is pending.',
        tags,
      },
    },
    async (request, reply) => {
      const sweeping = swept(installation.customers(), journalName(request.actor));
      // Who asked may be gone when it ends.
      sweeping.catch((err: unknown) => request.log.error({ err }, 'sweep failed'));
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<undefined>((resolve) => {
        timer = setTimeout(() => resolve(undefined), app.limits.answerTime);
      });
      const finished = await Promise.race([sweeping, late]).finally(() => clearTimeout(timer));
      if (finished !== undefined) return finished;
      return reply.code(202).header('location', '/v1/sweeps').send({ state: 'running' });
    },
  );
}

async function swept(customers: Customers, actor: string): Promise<FinishedSweep> {
  const pending = await customers.pendingChange();
  const answered = pending === undefined ? undefined : await customers.answerChange(undefined, { actor });
  return answered !== undefined && 'statement' in answered ? answered : await customers.sweep({ actor });
}
