import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type ChangedPolicy, type Door, parsePolicy, tryPolicy } from '../../screening/index.ts';
import type { Installation } from '../installation/installation.ts';
import { journalName } from './person.ts';
import { DOOR, line, object } from './shapes.ts';

interface ChangeBody {
  readonly document: object;
  readonly reason: string;
  readonly doors?: readonly Door[];
}

const REFERENCE = { type: 'string', maxLength: 60, description: '`NAME@VERSION`: `STANDARD@1`.' } as const;
const PARAMS = object({ reference: REFERENCE }, ['reference']);
const REASON = line(2_000);
/** Stored screenings that a change is tried on. */
const TRIED = 1_000;

/** The policies: their versions, and how one comes in force. */
export function policyRoutes(app: FastifyInstance, installation: Installation): void {
  const { policies } = installation;
  const tags = ['Policies'];

  app.get(
    '/v1/policies',
    {
      schema: {
        summary: 'All versions of all policies',
        description:
          'How each stands, at which doors, who wrote it and why. The document itself stands under its reference.',
        tags,
      },
    },
    async () => {
      const listed = await policies.list();
      return {
        policies: listed.map(({ document, evaluation: _, ...policy }) => ({
          policy: `${policy.name}@${policy.version}`,
          title: document.title,
          ...policy,
        })),
      };
    },
  );

  app.get<{ Params: { reference: string } }>(
    '/v1/policies/:reference',
    {
      schema: {
        summary: 'One version of a policy',
        description:
          'With its document and the evaluation it was stored with. `NAME` alone is the version in force.',
        tags,
        params: object({ reference: { ...REFERENCE, description: '`NAME@VERSION` or `NAME`.' } }, [
          'reference',
        ]),
      },
    },
    async ({ params: { reference } }) => await policies.find(reference),
  );

  app.post<{ Body: ChangeBody }>(
    '/v1/policies',
    {
      schema: {
        summary: 'Change a policy',
        description: `Tries the policy on the last ${TRIED} stored screenings, stores it as the next version with what would have changed, and puts it in force; where four eyes are asked for it waits for a second person.`,
        tags,
        body: object(
          {
            document: { type: 'object', description: 'As docs/policies.md describes it.' },
            reason: REASON,
            doors: {
              type: 'array',
              maxItems: 4,
              items: DOOR,
              description: 'Doors whose policy it becomes, besides those at which its earlier version is.',
            },
          },
          ['document', 'reason'],
        ),
      },
    },
    async (request, reply) => {
      const { reason, doors = [] } = request.body;
      const document = await parsePolicy(JSON.stringify(request.body.document));
      const { index } = installation.service.ready();
      const { journal } = installation;
      const { evaluation } = await tryPolicy(document, { journal, policies, index, most: TRIED });
      const author = journalName(request.actor);
      const changed = await policies.change({ document, author, reason, evaluation, doors });
      await tell(installation, changed, request);
      return reply.code(201).send({ ...changed, evaluation });
    },
  );

  app.post<{ Params: { reference: string }; Body: { readonly reason: string } }>(
    '/v1/policies/:reference/approve',
    {
      schema: {
        summary: 'Put a waiting policy in force',
        description: 'By a second person, never by who wrote it.',
        tags,
        params: PARAMS,
        body: object({ reason: REASON }, ['reason']),
      },
    },
    async (request) => {
      const { reference } = request.params;
      const approved = await policies.approve(reference, journalName(request.actor), request.body.reason);
      await tell(installation, approved, request);
      return approved;
    },
  );
}

/** The change is durable whatever comes of this: where the policy does not hold for customers, the log says so. */
async function tell(
  installation: Installation,
  { state }: ChangedPolicy,
  request: FastifyRequest,
): Promise<void> {
  if (state !== 'in-force') return;
  try {
    await installation.policyChanged();
  } catch (err) {
    request.log.error({ err }, 'customers are still screened under the policy before');
  }
}
