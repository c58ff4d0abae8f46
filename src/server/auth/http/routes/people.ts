import type { FastifyInstance } from 'fastify';
import type { PersonRow } from '../../../../store/index.ts';
import type { Access } from '../../access.ts';
import { noSuch } from '../../errors.ts';
import { makeLink } from '../../people/links.ts';
import { addPerson, editPerson, endSessions, type NewPerson, type PersonEdit } from '../../people/people.ts';
import {
  ID_PARAMETER,
  LINK,
  LOGIN,
  NAME,
  NOTHING,
  object,
  PAGE,
  PERSON,
  page,
  ROLE_LIST,
} from '../schemas.ts';
import { iso, pageOf, personOf } from './self.ts';

type Id = { Params: { id: string } };

export function peopleRoutes(app: FastifyInstance, access: Access): void {
  const { people } = access.store.tables;
  const tags = ['access'];

  app.get<{ Querystring: { cursor?: string; limit: number } }>(
    '/v1/people',
    {
      schema: { summary: 'People', tags, querystring: PAGE, response: { 200: page(PERSON) } },
    },
    async ({ query: { cursor, limit } }) => {
      return pageOf(await people.readPage({ beyond: cursor, limit: limit + 1 }), limit, shown);
    },
  );

  app.get<Id>(
    '/v1/people/:id',
    {
      schema: { summary: 'One person', tags, params: ID_PARAMETER, response: { 200: PERSON } },
    },
    async ({ params: { id } }) => {
      const person = await people.find(id);
      if (person === undefined) throw noSuch('person');
      return shown(person);
    },
  );

  app.post<{ Body: NewPerson }>(
    '/v1/people',
    {
      schema: {
        summary: 'Let somebody in; the answer holds the link for the first sign-in',
        tags,
        body: object({ login: LOGIN, name: NAME, roles: ROLE_LIST }),
        response: { 201: object({ person: PERSON, link: LINK }) },
      },
    },
    async (request, reply) => {
      const { person, link } = await addPerson(access, request.body, personOf(request));
      return reply.code(201).send({ person: shown(person), link });
    },
  );

  app.patch<Id & { Body: PersonEdit }>(
    '/v1/people/:id',
    {
      schema: {
        summary: 'Change name, roles, or whether the person may come in',
        tags,
        params: ID_PARAMETER,
        body: object({ name: NAME, roles: ROLE_LIST, disabled: { type: 'boolean' } }, [
          'name',
          'roles',
          'disabled',
        ]),
        response: { 200: PERSON },
      },
    },
    async (request) => {
      return shown(await editPerson(access, request.params.id, request.body, personOf(request)));
    },
  );

  app.post<Id>(
    '/v1/people/:id/link',
    {
      schema: {
        summary: 'A new sign-in link, for who has lost password or second factor',
        tags,
        params: ID_PARAMETER,
        response: { 201: LINK },
      },
    },
    async (request, reply) => {
      return reply.code(201).send(await makeLink(access, request.params.id, personOf(request)));
    },
  );

  app.delete<Id>(
    '/v1/people/:id/sessions',
    {
      schema: {
        summary: 'End all sessions of a person',
        tags,
        params: ID_PARAMETER,
        response: { 204: NOTHING },
      },
    },
    async (request, reply) => {
      await endSessions(access, request.params.id, personOf(request));
      return reply.code(204).send();
    },
  );
}

function shown({ id, login, name, roles, provider, enrolled, disabledAt, madeAt }: PersonRow) {
  const [provided, disabled] = [provider !== undefined, disabledAt !== undefined];
  return { id, login, name, roles, provided, enrolled, disabled, madeAt: iso(madeAt) };
}
