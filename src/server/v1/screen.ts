import { setImmediate } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { RiegelError, type Subject, schemaOf } from '../../entity/index.ts';
import {
  type DoneScreening,
  type Door,
  type Party,
  type PolicyContext,
  type RecordedScreening,
  screenSubject,
} from '../../screening/index.ts';
import type { Installation, Standing } from '../installation/installation.ts';
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
      const standings = await standingsFor(installation, context, subjects);
      const answers: (DoneScreening | RiegelError)[] = [];
      for (const asked of subjects) {
        if (answers.length % BEFORE_OTHERS === BEFORE_OTHERS - 1) await setImmediate();
        answers.push(screened(asked, door, standings.get(asked.party)!));
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

/** Subjects screened before other requests have their turn. */
const BEFORE_OTHERS = 32;

/** What screens each party named, all with one index: an answer never mixes two. */
async function standingsFor(
  installation: Installation,
  context: PolicyContext,
  subjects: readonly AskedSubject[],
): Promise<ReadonlyMap<Party | undefined, Standing>> {
  const parties = [...new Set(subjects.map(({ party }) => party))];
  for (;;) {
    const standings = new Map<Party | undefined, Standing>();
    for (const party of parties) {
      standings.set(
        party,
        await installation.standing({ ...context, ...(party === undefined ? {} : { party }) }),
      );
    }
    // Other lists may have come in force meanwhile: then all are asked again.
    if (new Set([...standings.values()].map(({ index }) => index)).size === 1) return standings;
  }
}

function screened(
  asked: AskedSubject,
  door: Door,
  { index, policy, basis }: Standing,
): DoneScreening | RiegelError {
  const { reference, value } = asked;
  try {
    const subject = { ...subjectOf(asked), ...(reference === undefined ? {} : { id: ownId(reference) }) };
    return {
      door,
      subject,
      screening: screenSubject(index, subject, policy),
      basis,
      ...(reference === undefined ? {} : { reference }),
      ...(value === undefined ? {} : { value }),
    };
  } catch (error) {
    if (error instanceof RiegelError && OF_SUBJECT.test(error.code)) return error;
    throw error;
  }
}

/** The id by which a reference is known where it is said who owns whom: customers are by their own. */
function ownId(reference: string): string {
  return reference.replace(/^customer:(?=.)/, '');
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
