import type { FastifyInstance } from 'fastify';
import type { Installation } from '../installation/installation.ts';
import { shown, timeOf } from './casework-answers.ts';
import {
  EXEMPTION,
  EXEMPTION_QUERY,
  EXEMPTIONS,
  ID_PARAMETER,
  line,
  object,
  STEP_BODY,
  TIME,
} from './casework-schemas.ts';
import { caseworkActor } from './person.ts';
import { type AskedSubject, SUBJECT, subjectOf } from './screen.ts';

interface NewExemption {
  readonly subject: AskedSubject & { readonly reference: string };
  readonly entity: string;
  readonly reasons: readonly string[];
  readonly text?: string;
  readonly expiresAt?: string;
}

type Order = { Params: { id: string }; Body: { readonly version: number; readonly text?: string } };

const { schema, properties } = SUBJECT.properties;

const NEW_EXEMPTION = object(
  {
    subject: object({ schema, properties, reference: line(200) }),
    entity: line(300),
    reasons: { type: 'array', maxItems: 32, items: line(64) },
    text: { type: 'string', maxLength: 20_000 },
    expiresAt: TIME,
  },
  ['text', 'expiresAt'],
);

/** Exemptions: which there are, and new ones by hand, which a second person approves. */
export function exemptionRoutes(app: FastifyInstance, { casework }: Installation): void {
  const tags = ['Casework'];

  app.get<{
    Querystring: {
      readonly reference?: string;
      readonly entity?: string;
      readonly states?: readonly ('pending' | 'active' | 'ended')[];
      readonly cursor?: string;
      readonly limit: number;
    };
  }>(
    '/v1/exemptions',
    {
      schema: {
        summary: 'Exemptions, those that have ended too',
        tags,
        querystring: EXEMPTION_QUERY,
        response: { 200: EXEMPTIONS },
      },
    },
    async ({ query }) => {
      const { exemptions, cursor } = await casework.exemptions(query);
      return { items: exemptions.map(shown), ...(cursor === undefined ? {} : { cursor }) };
    },
  );

  app.post<{ Body: NewExemption }>(
    '/v1/exemptions',
    {
      schema: {
        summary: 'Exempt a subject from one entity',
        description: 'Holds once a second person has approved it, and lapses when either side changes.',
        tags,
        body: NEW_EXEMPTION,
        response: { 201: EXEMPTION },
      },
    },
    async ({ body: { subject, expiresAt, ...asked }, actor }, reply) => {
      const row = await casework.addExemption({
        ...asked,
        actor: caseworkActor(actor),
        reference: subject.reference,
        subject: subjectOf(subject),
        ...(expiresAt === undefined ? {} : { expiresAt: timeOf(expiresAt) }),
      });
      return reply.code(201).send(shown(row));
    },
  );

  app.post<Order>(
    '/v1/exemptions/:id/approve',
    {
      schema: {
        summary: 'Agree, as a second person, with an exemption',
        tags,
        params: ID_PARAMETER,
        body: STEP_BODY,
        response: { 200: EXEMPTION },
      },
    },
    async ({ params, body, actor }) =>
      shown(await casework.approveExemption({ ...body, exemption: params.id, actor: caseworkActor(actor) })),
  );

  app.post<Order>(
    '/v1/exemptions/:id/revoke',
    {
      schema: {
        summary: 'End an exemption, or refuse one that waits',
        tags,
        params: ID_PARAMETER,
        body: STEP_BODY,
        response: { 200: EXEMPTION },
      },
    },
    async ({ params, body, actor }) =>
      shown(await casework.revokeExemption({ ...body, exemption: params.id, actor: caseworkActor(actor) })),
  );
}
