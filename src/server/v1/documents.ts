import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { type Origin, RiegelError } from '../../entity/index.ts';
import { type OpenedDocument, openDocument, openTravel, type RowIssue } from '../../messages/index.ts';
import {
  type BatchReject,
  type DoneScreening,
  type Door,
  type RecordedScreening,
  screenSubject,
  screenText,
} from '../../screening/index.ts';
import { toldError } from '../errors.ts';
import type { Installation, Standing } from '../installation/installation.ts';
import { answerPayments, isPaymentType, PAYMENT_TYPES, type PaymentQuery } from './payment-documents.ts';
import { journalName } from './person.ts';
import { DOOR, JURISDICTION, object } from './shapes.ts';

interface DocumentQuery extends PaymentQuery {
  readonly door: Door;
}

/** Content type → name under which the document is opened; what it is, its content says first. */
const NAMES: Readonly<Record<string, string>> = {
  'text/csv': 'document.csv',
  'text/tab-separated-values': 'document.tsv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'document.xlsx',
  'application/x-ndjson': 'document.ndjson',
  'application/json': 'document.json',
  'text/plain': 'document.txt',
  'text/html': 'document.html',
  'application/vnd.apache.parquet': 'document.parquet',
};

/** What is read as messages of carriers and zones of documents, at the door of travellers alone. */
const TRAVEL_NAMES: Readonly<Record<string, string>> = {
  'application/edifact': 'message.edi',
  'application/xml': 'message.xml',
  'application/x-bcbp': 'pass.txt',
  'application/x-mrz': 'zone.txt',
};
const TYPES = [...new Set([...Object.keys(NAMES), ...PAYMENT_TYPES, ...Object.keys(TRAVEL_NAMES)])];
const MAX_BYTES = 32 * 1024 * 1024;
/** Subjects of one document: the answer holds all of them. */
const MAX_SUBJECTS = 10_000;
/** Letters of a running text: nothing else is done while it is searched. */
const MAX_TEXT = 1_000_000;
/** Screenings in one transaction. */
const SLICE = 1_000;
/** Subjects after which others have their turn. */
const TURN = 32;

/** `POST /v1/documents`: whatever a document names is screened at a door and recorded. */
export function documentRoutes(app: FastifyInstance, installation: Installation): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(TYPES, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.post<{ Body: Buffer | undefined; Querystring: DocumentQuery }>(
      '/v1/documents',
      {
        bodyLimit: MAX_BYTES,
        schema: {
          summary: 'Screen a document',
          description: `Reads a table, a list of names (one on each line), or with \`door=text\` a running text, screens whom it names under the policy in force at the door, and records every screening; all rest on one index. Content types: ${TYPES.join(', ')}. Payment messages (${PAYMENT_TYPES.join(', ')}; \`door=payment\`) are answered transaction by transaction, in \`transactions\`; with \`door=traveller\` PAXLST, PNRGOV, bar codes of boarding passes and machine-readable zones are read. At most ${MAX_SUBJECTS} subjects; a row that could not be screened stands in \`rejects\` and is never clear. For customers use \`/v1/customers\`: the subjects of a document have no lasting reference.`,
          tags: ['Screening'],
          body: { content: Object.fromEntries(TYPES.map((type) => [type, { schema: {} }])) },
          querystring: object({
            door: { ...DOOR, default: 'customer' },
            jurisdiction: JURISDICTION,
            regime: {
              enum: ['EU', 'FATF', 'none'],
              default: 'EU',
              description: 'Rules of completeness of payments.',
            },
          }),
        },
      },
      async (request) => {
        const { body, query } = request;
        if (body === undefined) throw new RiegelError('server/empty-body', 'There is no body');
        const header = request.headers['content-type'] ?? '';
        const travel = TRAVEL_NAMES[header.split(';')[0]!.trim().toLowerCase()];
        if (query.door === 'payment' && isPaymentType(header)) {
          return await answerPayments(installation, body, query, journalName(request.actor));
        }
        const isTravel = query.door === 'traveller' && travel !== undefined;
        if (!isTravel && (travel !== undefined || isPaymentType(header))) {
          const doors = [
            ...(isPaymentType(header) ? ['payment'] : []),
            ...(travel === undefined ? [] : ['traveller']),
          ];
          throw new RiegelError('server/not-at-this-door', 'Such documents are screened at another door', {
            expected: doors.map((door) => `door=${door}`).join(' or '),
          });
        }
        const { name, encoding } = readContentType(header);
        return await screenUpload(installation, {
          ...{ ...query, name: travel ?? name, bytes: body, isTravel, actor: journalName(request.actor) },
          ...(encoding === undefined ? {} : { encoding }),
        });
      },
    );
  });
}

/** A document that came whole. */
interface Upload extends Omit<DocumentQuery, 'regime'> {
  /** Says what it is where its content does not. */
  readonly name: string;
  readonly bytes: Buffer;
  readonly encoding?: string;
  /** A carrier's message or a zone of a document. */
  readonly isTravel?: boolean;
  /** As the journal names who sent it. */
  readonly actor: string;
}

/** Screens whom a document names, all with one index, records every screening and opens alerts. */
export async function screenUpload(installation: Installation, upload: Upload) {
  const { bytes, actor, door } = upload;
  const document = await openUpload(upload);
  const standing = await installation.standing(upload);
  const { found, rejects } = await screened(document, door, standing, bytes);
  const recorded: RecordedScreening[] = [];
  for (let at = 0; at < found.length; at += SLICE) {
    const slice = found.slice(at, at + SLICE).map(({ done }) => done);
    recorded.push(...(await installation.casework.takeIn(slice, actor)));
  }
  const { kind, format, notes } = document;
  const { index, policy } = standing.basis;
  return {
    ...{ door, kind, format, notes, index, policy },
    results: found.map((each, i) => resultOf(each, recorded[i]!)),
    rejects: rejects.map(toldReject),
  };
}

async function openUpload({
  name,
  bytes,
  encoding,
  door,
  isTravel = false,
}: Upload): Promise<OpenedDocument> {
  if (isTravel) return openTravel({ name, bytes }, { asOf: Date.now() });
  return await openDocument(
    { name, bytes },
    {
      ...(encoding === undefined ? {} : { encoding }),
      ...(door === 'text' ? { kind: 'text' as const } : {}),
    },
  );
}

/** UTF-8 is what many a client says without looking: the bytes say it better. */
function readContentType(header: string): { readonly name: string; readonly encoding?: string } {
  const [type = '', ...parameters] = header.split(';');
  const name = NAMES[type.trim().toLowerCase()] ?? 'document';
  const charset = parameters
    .map((each) => /^\s*charset\s*=\s*"?([\w.:-]{1,40})"?\s*$/i.exec(each)?.[1]?.toLowerCase())
    .find((each) => each !== undefined);
  return charset === undefined || /^utf-?8$/.test(charset) ? { name } : { name, encoding: charset };
}

interface Found {
  readonly done: DoneScreening;
  readonly issues?: readonly RowIssue[];
}

async function screened(
  document: OpenedDocument,
  door: Door,
  standing: Standing,
  bytes: Buffer,
): Promise<{ readonly found: readonly Found[]; readonly rejects: readonly BatchReject[] }> {
  if (document.text !== undefined && door !== 'text') {
    throw new RiegelError('server/running-text', 'The document is a running text', {
      expected: 'door=text, or a table or list of names',
    });
  }
  if (door === 'text') return { found: textFound(document, standing, bytes), rejects: [] };
  const found: Found[] = [];
  const rejects: BatchReject[] = [];
  for await (const item of document.subjects()) {
    const count = found.length + rejects.length;
    if (count === MAX_SUBJECTS) throw tooMany();
    if (count % TURN === 0) await setImmediate();
    if ('reject' in item) {
      rejects.push(item.reject);
      continue;
    }
    const { subject, issues } = item;
    try {
      const screening = screenSubject(standing.index, subject, standing.policy);
      const done = { door, subject, screening, basis: standing.basis };
      found.push({ done, ...(issues === undefined ? {} : { issues }) });
    } catch (error) {
      const { code, message, expected } = toldError(error);
      if (code === 'server/internal') throw error;
      const { row, line, path } = subject.origin ?? {};
      rejects.push({ ...defined({ row, line, path, expected }), code, message });
    }
  }
  return { found, rejects };
}

/** A text that names nobody is recorded as well, by its digest: that it was screened, and clear. */
function textFound({ text }: OpenedDocument, { index, policy, basis }: Standing, bytes: Buffer): Found[] {
  if (text === undefined) {
    throw new RiegelError('server/no-running-text', 'The document is no running text', {
      expected: 'another door, or text/plain or text/html',
    });
  }
  if (text.text.length > MAX_TEXT) {
    throw new RiegelError('server/body-too-large', 'The text is too long for one answer', {
      expected: `${MAX_TEXT} letters at most`,
    });
  }
  const screenings = screenText(index, text, policy);
  if (screenings.length > MAX_SUBJECTS) throw tooMany();
  if (screenings.length > 0) {
    return screenings.map((screening) => ({
      done: { door: 'text', subject: screening.subject, screening, basis },
    }));
  }
  const contentHash = createHash('sha1').update(bytes).digest('hex');
  const subject = { schema: 'PlainText', properties: { contentHash: [contentHash] } };
  const screening = { subject, outcome: 'clear', matches: [] } as const;
  return [{ done: { door: 'text', subject, screening, basis } }];
}

function resultOf({ done, issues }: Found, { id, seq, outcome, alerts }: RecordedScreening) {
  const { subject, screening } = done;
  return {
    ...(subject.id === undefined ? {} : { id: subject.id }),
    place: placeOf(subject.origin),
    subject: { schema: subject.schema, properties: subject.properties },
    ...{ screening: id, record: seq, outcome, alerts, matches: screening.matches },
    ...(screening.moreMatches === undefined ? {} : { moreMatches: true }),
    ...(issues === undefined ? {} : { issues }),
  };
}

function placeOf({ row, line, column, path, span }: Partial<Origin> = {}) {
  return defined({ row, line, column, path, span });
}

function toldReject({ row, line, offset, path, code, message, expected, raw }: BatchReject) {
  const detail = expected === undefined ? undefined : `Expected ${expected}`;
  return {
    place: defined({ row, line, offset, path }),
    error: { code, title: message, ...defined({ detail }) },
    ...defined({ raw }),
  };
}

function defined<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as never;
}

function tooMany(): RiegelError {
  return new RiegelError('server/too-many-subjects', 'The document names too many; nothing was recorded', {
    expected: `${MAX_SUBJECTS} at most, or a stream of customers`,
  });
}
