import type { FastifyInstance } from 'fastify';
import { RiegelError } from '../../entity/index.ts';
import { certificateOf, certificatePdf, type JournalRecord } from '../../journal/index.ts';
import type { Installation } from '../installation/installation.ts';
import { line, object, SEQ } from './shapes.ts';

interface JournalQuery {
  readonly kind?: readonly string[];
  readonly actor?: string;
  readonly from?: string;
  readonly to?: string;
  readonly cursor?: number;
  readonly order?: 'oldest' | 'newest';
  readonly limit?: number;
}

const TIME = { type: 'string', format: 'date-time' } as const;
const QUERY = object({
  kind: { type: 'array', maxItems: 20, items: { type: 'string', pattern: '^[a-z0-9.-]{1,64}$' } },
  actor: line(256),
  from: TIME,
  to: TIME,
  cursor: SEQ,
  order: { enum: ['oldest', 'newest'], default: 'oldest' },
  limit: { type: 'integer', minimum: 1, maximum: 1000, default: 100 },
});
const PARAMS = object({ seq: SEQ }, ['seq']);
const VERIFY_BODY = {
  ...object({
    checkpoints: {
      type: 'array',
      maxItems: 100,
      items: { type: 'string', maxLength: 4096 },
      description: 'Signed checkpoints that were kept outside: the records are compared with them, too.',
    },
  }),
  type: ['object', 'null'],
} as const;

const CERTIFIED = 'screening';

/** The journal as it stays readable for ever: the sealed, personal parts are never opened here but for a certificate. */
export function journalRoutes(app: FastifyInstance, installation: Installation): void {
  const { journal } = installation;
  const tags = ['Journal'];

  app.get<{ Querystring: JournalQuery }>(
    '/v1/journal',
    {
      schema: {
        summary: 'Records of the journal',
        description:
          'By kind, actor and time, page by page: `cursor` of one answer is asked for with the next. The personal parts stay sealed.',
        tags,
        querystring: QUERY,
      },
    },
    async ({ query: { kind, actor, from, to, cursor, order, limit } }) =>
      await journal.read({
        ...(kind === undefined ? {} : { kinds: kind }),
        ...(actor === undefined ? {} : { actor }),
        ...(from === undefined ? {} : { from: Date.parse(from) }),
        ...(to === undefined ? {} : { to: Date.parse(to) }),
        ...(cursor === undefined ? {} : { cursor }),
        ...(limit === undefined ? {} : { limit }),
        newestFirst: order === 'newest',
      }),
  );

  app.get(
    '/v1/journal/checkpoint',
    {
      schema: {
        summary: 'Signed checkpoint of now',
        description:
          'How far the journal goes and what it holds (C2SP tlog-checkpoint), with the public key. Keep it elsewhere: nobody can change a record before it unnoticed.',
        tags,
      },
    },
    async () => ({ checkpoint: await journal.checkpoint(), publicKey: journal.verifier.text }),
  );

  app.get<{ Params: { seq: number } }>(
    '/v1/journal/:seq',
    { schema: { summary: 'One record', tags, params: PARAMS } },
    async ({ params: { seq } }) => await recordOf(installation, seq),
  );

  app.get<{ Params: { seq: number } }>(
    '/v1/journal/:seq/proof',
    {
      schema: {
        summary: 'That a record is in the journal',
        description:
          'Its hashed body, the hashes up to the root (RFC 9162, 2.1.3), and the signed checkpoint.',
        tags,
        params: PARAMS,
      },
    },
    async ({ params: { seq } }) => ({ ...(await journal.prove(seq)), publicKey: journal.verifier.text }),
  );

  let verifying = false;
  app.post<{ Body: { readonly checkpoints?: readonly string[] } | null }>(
    '/v1/journal/verify',
    {
      schema: {
        summary: 'Verify the journal',
        description:
          'Compares every record with its hash, the tree and every signed checkpoint, and names what was altered, removed or re-ordered. One at a time, and within the time an answer may take; `riegel journal verify` has no limit.',
        tags,
        body: VERIFY_BODY,
      },
    },
    async ({ body }) => {
      if (verifying) {
        throw new RiegelError('server/busy', 'The journal is being verified already', {
          expected: 'to be asked again when that is done',
        });
      }
      verifying = true;
      try {
        const { checkpoints = [] } = body ?? {};
        const signal = AbortSignal.timeout(app.limits.answerTime);
        return await journal.verify({ checkpoints, signal });
      } catch (error) {
        if ((error as Error).name !== 'TimeoutError') throw error;
        throw new RiegelError('server/time-limit', 'The journal is too long to be verified in one answer', {
          expected: 'riegel journal verify',
        });
      } finally {
        verifying = false;
      }
    },
  );

  app.get<{ Params: { id: number } }>(
    '/v1/certificates/:id',
    {
      schema: {
        summary: 'Certificate of a screening',
        description:
          'By the number of the record. It holds the subject as it was asked, and is verified offline with the public key. JSON, or with `Accept: application/pdf` one page that has it attached.',
        tags,
        params: object({ id: SEQ }, ['id']),
        produces: ['application/json', 'application/pdf'],
      },
    },
    async ({ params: { id }, headers }, reply) => {
      const { kind } = await recordOf(installation, id);
      if (kind !== CERTIFIED) throw new RiegelError('journal/no-record', `Record ${id} is no screening`);
      const certificate = await certificateOf(journal, id);
      reply.header('vary', 'accept').header('cache-control', 'no-store');
      if (headers.accept?.includes('application/pdf') !== true) return certificate;
      return reply
        .type('application/pdf')
        .header('content-disposition', `attachment; filename="certificate-${id}.pdf"`)
        .send(await certificatePdf(certificate));
    },
  );
}

/** Without its personal part. Throws `journal/no-record`. */
async function recordOf({ journal }: Installation, seq: number): Promise<JournalRecord> {
  const { records } = await journal.read({ cursor: seq - 1, limit: 1 });
  if (records[0]?.seq === seq) return records[0];
  throw new RiegelError('journal/no-record', `There is no record ${seq}`);
}
