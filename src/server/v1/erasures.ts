import type { FastifyInstance } from 'fastify';
import { RiegelError } from '../../entity/index.ts';
import { CUSTOMER_SUBJECT } from '../../screening/index.ts';
import type { Installation } from '../installation/installation.ts';
import { journalName } from './person.ts';
import { line, object } from './shapes.ts';

interface ErasureBody {
  readonly subject: string;
  readonly reason: string;
  readonly early?: boolean;
}

const BODY = object(
  {
    subject: {
      ...line(256),
      description: 'Lasting reference of the subject; of a customer `customer:` and the reference.',
    },
    reason: { ...line(500), description: 'Stays readable: nothing personal in it.' },
    early: {
      type: 'boolean',
      description:
        'Before the retention has ended, where the law of the place says so. Never under OFAC’s rules.',
    },
  },
  ['subject', 'reason'],
);

/** The right to be forgotten, as far as the law of evidence lets it reach. */
export function erasureRoutes(app: FastifyInstance, installation: Installation): void {
  app.post<{ Body: ErasureBody }>(
    '/v1/erasures',
    {
      schema: {
        summary: 'Erase a subject',
        description:
          'Makes all that journal and casework hold of the subject unreadable for ever; a customer is no longer kept. Refused while a case of it is open or evidence must be kept. What was screened and decided stays, without whom.',
        tags: ['Customers'],
        body: BODY,
      },
    },
    async ({ body, actor }) => {
      const { subject, ...why } = body;
      const order = { ...why, actor: journalName(actor) };
      const erased = subject.startsWith(CUSTOMER_SUBJECT)
        ? await installation.customers().erase(subject.slice(CUSTOMER_SUBJECT.length), order)
        : (await installation.casework.eraseSubject({ ...order, subject, actor: { user: order.actor } }))
            .keys > 0;
      if (erased) return { subject, erased };
      throw new RiegelError('server/no-subject', 'Nothing is held of this subject');
    },
  );
}
