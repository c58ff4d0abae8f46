import type { FastifyInstance } from 'fastify';
import { RiegelError, type Subject, schemaOf } from '../../entity/index.ts';
import type { DoneScreening, Door, Party, RecordedScreening } from '../../screening/index.ts';
import type { Installation } from '../installation/installation.ts';
import { journalName } from './person.ts';

/** A subject as it is sent. */
export interface AskedSubject {
  readonly id?: string;
  readonly schema: string;
  readonly properties: Readonly<Record<string, readonly string[]>>;
  readonly truncated?: boolean;
  readonly reference?: string;
  readonly value?: number;
  readonly party?: Party;
}

interface ScreenBody {
  readonly door?: Door;
  readonly jurisdiction?: string;
  readonly subjects: readonly AskedSubject[];
}

export const SUBJECT = {
  type: 'object',
  required: ['schema', 'properties'],
  additionalProperties: false,
  properties: {
    id: { type: 'string', maxLength: 256, description: 'Given back with the answer.' },
    schema: { type: 'string', maxLength: 64, description: 'FollowTheMoney schema: `Person`, `Company` …' },
    properties: {
      type: 'object',
      maxProperties: 100,
      additionalProperties: { type: 'array', maxItems: 300, items: { type: 'string', maxLength: 10_000 } },
    },
    truncated: { type: 'boolean', description: 'The name may have been cut off.' },
    reference: {
      type: 'string',
      minLength: 1,
      maxLength: 200,
      description: 'Lasting reference of whom it is about: alerts and exemptions follow it.',
    },
    value: {
      type: 'number',
      minimum: 0,
      description: 'What is at stake, in the currency of the installation.',
    },
    party: { enum: ['payer', 'payee', 'other'] },
  },
} as const;

const BODY = {
  type: 'object',
  required: ['subjects'],
  additionalProperties: false,
  properties: {
    door: { enum: ['customer', 'payment', 'traveller', 'text'], default: 'customer' },
    jurisdiction: { type: 'string', pattern: '^[a-z]{2}$' },
    subjects: { type: 'array', minItems: 1, maxItems: 1000, items: SUBJECT },
  },
} as const;

/** `POST /v1/screen`: subjects screened under the policy in force at a door, recorded, and alerts opened. */
export function screenRoutes(app: FastifyInstance, installation: Installation): void {
  app.post<{ Body: ScreenBody }>(
    '/v1/screen',
    {
      schema: {
        summary: 'Screen subjects',
        description:
          'Screens each subject under the policy in force at the door, records every screening in the journal and opens alerts. A subject that cannot be screened is answered with an error of its own and never as clear.',
        tags: ['Screening'],
        body: BODY,
      },
    },
    async (request) => {
      const { door = 'customer', jurisdiction, subjects } = request.body;
      const context = { door, ...(jurisdiction === undefined ? {} : { jurisdiction }) };
      const answers: (DoneScreening | RiegelError)[] = [];
      for (const asked of subjects) {
        const { party, reference, value } = asked;
        try {
          const done = await installation.screen(subjectOf(asked), {
            ...context,
            ...(party === undefined ? {} : { party }),
          });
          answers.push({
            ...done,
            ...(reference === undefined ? {} : { reference }),
            ...(value === undefined ? {} : { value }),
          });
        } catch (error) {
          if (!(error instanceof RiegelError) || !OF_SUBJECT.test(error.code)) throw error;
          answers.push(error);
        }
      }
      const done = answers.filter((answer): answer is DoneScreening => !(answer instanceof RiegelError));
      const recorded = await installation.casework.takeIn(done, journalName(request.actor));
      let at = 0;
      return {
        results: answers.map((answer, i) => {
          const id = subjects[i]!.id;
          const told =
            answer instanceof RiegelError
              ? { error: faultOf(answer) }
              : recordedAnswer(answer, recorded[at++]!);
          return { ...(id === undefined ? {} : { id }), ...told };
        }),
      };
    },
  );
}

/** Errors that say what is wrong with one subject. */
const OF_SUBJECT = /^(match\/|screening\/(unreadable-name|name-too-long)|entity\/|server\/unknown-schema)/;

/** Throws `server/unknown-schema`. */
export function subjectOf({
  id,
  schema,
  properties,
  truncated,
}: Pick<AskedSubject, 'id' | 'schema' | 'properties' | 'truncated'>): Subject {
  if (schemaOf(schema) === undefined) {
    throw new RiegelError('server/unknown-schema', `${schema} is no schema of FollowTheMoney`);
  }
  return {
    ...(id === undefined ? {} : { id }),
    schema,
    properties,
    ...(truncated === true ? { carried: { truncated } } : {}),
  };
}

function recordedAnswer(
  { screening, basis }: DoneScreening,
  { id, seq, outcome, alerts }: RecordedScreening,
) {
  return {
    screening: id,
    record: seq,
    outcome,
    alerts,
    matches: screening.matches,
    ...(screening.moreMatches === undefined ? {} : { moreMatches: true }),
    index: basis.index,
    policy: basis.policy,
  };
}

function faultOf({ code, message, expected }: RiegelError) {
  return { code, title: message, ...(expected === undefined ? {} : { detail: `Expected ${expected}` }) };
}
