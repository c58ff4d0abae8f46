import { readFileSync } from 'node:fs';
import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { REFERENCE_STYLE, referencePage } from './http/reference-page.ts';
import { accessTo } from './permissions.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** Gathers the schemata of all routes that come after it, and serves them as OpenAPI 3.1 and as a page to read. */
export async function registerOpenApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Riegel',
        version,
        description:
          'Screening against official terrorism and sanctions lists: the API of Riegel under /v1, and that of yente 5.5.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      tags: [
        { name: 'Screening', description: 'Subjects screened, recorded and turned into alerts.' },
        { name: 'Casework', description: 'Alerts, cases, decisions by people, exemptions and releases.' },
        {
          name: 'Customers',
          description: 'Who is kept, and screened when they, the lists or the policy change.',
        },
        {
          name: 'Journal',
          description: 'The record of every screening and decision, its proofs and certificates.',
        },
        { name: 'Lists', description: 'The lists in force, what came of them, and what changed in them.' },
        { name: 'Policies', description: 'What is screened against, how, and who decided so.' },
        { name: 'Matching', description: 'Screening of subjects, and search for a person at a screen.' },
        { name: 'Data access', description: 'The lists in force and their entities.' },
        {
          name: 'Reconciliation',
          description: 'The reconciliation API that OpenRefine speaks, version 0.2.',
        },
        {
          name: 'System information',
          description: 'Whether the service runs, is ready, and what it answers with.',
        },
      ],
    },
    refResolver: {
      buildLocalReference: (schema, _base, _fragment, i) =>
        typeof schema.$id === 'string' ? schema.$id : `def-${i}`,
    },
    transform: ({ schema, url, route }) => {
      const access = accessTo(String(route.method), url) ?? 'open';
      return { schema: { ...schema, 'x-riegel-permission': access } as typeof schema, url };
    },
  });
  let document: string | undefined;
  let page: string | undefined;
  app.get('/openapi.json', { schema: { hide: true } }, async (_request, reply) => {
    document ??= JSON.stringify(app.swagger());
    return reply.type('application/json').send(document);
  });
  app.get('/', { schema: { hide: true } }, async (_request, reply) => {
    page ??= referencePage(app.swagger());
    return reply.type('text/html; charset=utf-8').send(page);
  });
  app.get('/reference.css', { schema: { hide: true } }, async (_request, reply) =>
    reply.type('text/css; charset=utf-8').send(REFERENCE_STYLE),
  );
}
