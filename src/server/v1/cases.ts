import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { DecisionKind } from '../../casework/index.ts';
import { RiegelError } from '../../entity/index.ts';
import { permissionsOf } from '../auth/index.ts';
import type { Installation } from '../installation/installation.ts';
import { type AskedFilter, filterOf, shown, shownView, timeOf } from './casework-answers.ts';
import {
  ALERTS_BODY,
  ASK_BODY,
  ASSIGN_BODY,
  CASE,
  CASE_VIEW,
  CASES,
  COMMENT_BODY,
  DEADLINE_BODY,
  DECIDE_BODY,
  HISTORY,
  HISTORY_QUERY,
  ID_PARAMETER,
  QUEUE_QUERY,
  STEP_BODY,
} from './casework-schemas.ts';
import { caseworkActor } from './person.ts';

type Id = { Params: { id: string } };
interface Step {
  readonly version: number;
  readonly text?: string;
}
type AlertsStep = Step & { readonly alerts?: readonly string[] };
type Decision = AlertsStep & {
  readonly decision: DecisionKind;
  readonly reasons: readonly string[];
  readonly humanitarian?: 'applies' | 'may-apply' | 'does-not-apply';
};

/** Cases: the queue, one with all that belongs to it, its history, and the steps that people take with it. */
export function caseRoutes(app: FastifyInstance, { casework, access }: Installation): void {
  const tags = ['Casework'];

  app.get<{ Querystring: AskedFilter & { readonly cursor?: string; readonly limit: number } }>(
    '/v1/cases',
    {
      schema: {
        summary: 'The queue of cases, the most pressing first',
        tags,
        querystring: QUEUE_QUERY,
        response: { 200: CASES },
      },
    },
    async ({ query: { cursor, limit, ...filter } }) => {
      const page = await casework.queue({
        ...filterOf(filter),
        limit,
        ...(cursor === undefined ? {} : { cursor }),
      });
      return {
        items: page.cases.map(shown),
        ...(page.cursor === undefined ? {} : { cursor: page.cursor }),
      };
    },
  );

  app.get<Id>(
    '/v1/cases/:id',
    {
      schema: {
        summary: 'A case with its alerts, decisions, exemptions, files and release tasks',
        tags,
        params: ID_PARAMETER,
        response: { 200: CASE_VIEW },
      },
    },
    async ({ params }) => shownView(await casework.case(params.id)),
  );

  app.get<
    Id & {
      Querystring: {
        readonly cursor?: number;
        readonly limit: number;
        readonly newestFirst: boolean;
        readonly screenings: boolean;
      };
    }
  >(
    '/v1/cases/:id/history',
    {
      schema: {
        summary: 'Everything that happened to a case, as the journal has it',
        tags,
        params: ID_PARAMETER,
        querystring: HISTORY_QUERY,
        response: { 200: HISTORY },
      },
    },
    async ({ params, query }) => {
      const { records, cursor } = await casework.history(params.id, query);
      return { items: records, ...(cursor === undefined ? {} : { cursor }) };
    },
  );

  /** A route of one step: what it asks is the order, but for the case and who orders. */
  const step = <B extends object>(
    name: string,
    summary: string,
    body: object,
    take: (order: B & ReturnType<typeof orderOf>) => Promise<object>,
  ) =>
    app.post<Id & { Body: B }>(
      `/v1/cases/:id/${name}`,
      { schema: { summary, tags, params: ID_PARAMETER, body, response: { 200: CASE } } },
      async (request) => shown(await take({ ...(request.body as B), ...orderOf(request) })),
    );

  step<Step & { readonly to: string | null }>(
    'assign',
    'Give a case to somebody, or back to the queue',
    ASSIGN_BODY,
    async ({ to, ...order }) => {
      if (to === null) return await casework.assign(order);
      const roles = access.directory.person(to)?.roles ?? [];
      if (permissionsOf(roles).has('alerts.decide')) return await casework.assign({ ...order, to });
      throw new RiegelError('server/no-caseworker', 'Nobody of this id may decide alerts', {
        expected: 'the id of a person with a role that decides alerts',
      });
    },
  );
  step<Step & { readonly information: readonly string[] }>(
    'ask',
    'Note that the subject was asked for something',
    ASK_BODY,
    casework.askInformation,
  );
  step<Step>('receive', 'Note that an answer has come', STEP_BODY, casework.receiveInformation);
  step<Step & { readonly deadline: string }>(
    'deadline',
    'Set another deadline for all undecided alerts of a case',
    DEADLINE_BODY,
    async ({ deadline, ...order }) => await casework.setDeadline({ ...order, deadline: timeOf(deadline) }),
  );
  step<{ readonly text: string }>('comments', 'Add a comment', COMMENT_BODY, casework.comment);
  step<Decision>(
    'decide',
    'Decide alerts of a case; all undecided ones where none is named',
    DECIDE_BODY,
    casework.decide,
  );
  step<AlertsStep>('undo', 'Take back decisions that nobody has approved', ALERTS_BODY, casework.undo);
  step<Step>(
    'approve',
    'Agree, as a second person, with the decisions of a case',
    STEP_BODY,
    casework.approve,
  );
  step<Step>('send-back', 'Disagree, as a second person', STEP_BODY, casework.sendBack);
  step<Step>('close', 'Close a case: its decisions take effect', STEP_BODY, casework.close);
  step<AlertsStep>(
    'reopen',
    'Open decided alerts again; all where none is named',
    ALERTS_BODY,
    casework.reopen,
  );
}

function orderOf({ params, actor }: FastifyRequest<Id>) {
  return { case: params.id, actor: caseworkActor(actor) };
}
