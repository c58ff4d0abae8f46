import type { FastifyInstance } from 'fastify';
import { ATTACHMENT_TYPES, DEFAULT_CASEWORK_POLICY } from '../../casework/index.ts';
import { RiegelError } from '../../entity/index.ts';
import { decodedFileName, FILE_NAME, FILE_NAME_HEADER, type FileNameHeader } from '../http/file-name.ts';
import type { Installation } from '../installation/installation.ts';
import { shown } from './casework-answers.ts';
import { ATTACHMENT, ID_PARAMETER } from './casework-schemas.ts';
import { caseworkActor } from './person.ts';

type Id = { Params: { id: string } };

const BYTES = { description: 'The file as it is.' } as const;

/** Files of a case. They come as they are, with their media type; what their bytes say is their type. */
export function attachmentRoutes(app: FastifyInstance, { casework }: Installation): void {
  const tags = ['Casework'];

  // Of its own, because only here a body of these types is read.
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      [...ATTACHMENT_TYPES],
      { parseAs: 'buffer', bodyLimit: DEFAULT_CASEWORK_POLICY.attachment.mostBytes },
      (_request, body, done) => done(null, body),
    );
    scope.post<Id & { Body: Buffer; Headers: FileNameHeader }>(
      '/v1/cases/:id/attachments',
      {
        bodyLimit: DEFAULT_CASEWORK_POLICY.attachment.mostBytes,
        schema: {
          summary: 'Keep a file with a case',
          tags,
          body: { content: Object.fromEntries(ATTACHMENT_TYPES.map((type) => [type, { schema: BYTES }])) },
          params: ID_PARAMETER,
          headers: FILE_NAME_HEADER,
          response: { 201: ATTACHMENT },
        },
      },
      async ({ params, body, headers, actor }, reply) => {
        const row = await casework.attach({
          case: params.id,
          actor: caseworkActor(actor),
          name: nameOf(headers[FILE_NAME]),
          content: body ?? new Uint8Array(),
        });
        return reply.code(201).send(shown(row));
      },
    );
  });

  app.get<Id>(
    '/v1/attachments/:id',
    {
      schema: {
        summary: 'A file of a case, to be kept and not shown',
        description: 'Its name stands in the history of its case.',
        tags,
        params: ID_PARAMETER,
      },
    },
    async ({ params }, reply) => {
      const { row, content } = await casework.attachment(params.id);
      return reply.type(row.type).header('content-disposition', 'attachment').send(content);
    },
  );
}

/** Throws `casework/bad-file-name`. */
function nameOf(header: string): string {
  const name = decodedFileName(header);
  if (name !== undefined) return name;
  throw new RiegelError('casework/bad-file-name', 'The file’s name cannot be used', {
    expected: 'percent-encoded UTF-8',
  });
}
