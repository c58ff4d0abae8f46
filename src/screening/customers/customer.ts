import { RiegelError, type Subject } from '../../entity/index.ts';
import type { Journal, Json } from '../../journal/index.ts';
import type { CustomerOutcome, CustomerRow } from '../../store/index.ts';
import type { BatchReject } from '../answer.ts';

/** A customer as it is handed in. */
export interface CustomerInput {
  /** The lasting reference by which the customer is known: one line, nothing personal. */
  readonly reference: string;
  readonly subject: Subject;
}

/** What became of one customer that was handed in; told once it is durable. */
export type CustomerAnswer =
  | {
      readonly reference: string;
      /** `unchanged`: as it was, and screened under the same index and policy before. */
      readonly status: 'screened' | 'unchanged';
      readonly outcome: CustomerOutcome;
      /** Id of the journal's record of the screening. */
      readonly record?: string;
      readonly alerts?: readonly string[];
    }
  | { readonly reject: BatchReject & { readonly reference?: string } };

/** What of a subject is kept. */
type KeptSubject = Pick<Subject, 'schema' | 'properties' | 'carried'>;

/** A customer that can be screened and kept. */
export interface CheckedCustomer {
  readonly reference: string;
  readonly subject: Subject;
  /** Canonical: equal for equal customers. */
  readonly text: string;
}

const REFERENCE = /^[^\p{Cc}\p{Zl}\p{Zp}\s](?:[^\p{Cc}\p{Zl}\p{Zp}]{0,198}[^\p{Cc}\p{Zl}\p{Zp}\s])?$/u;
const MAX_VALUES = 1_000;
const MAX_TEXT = 200_000;

/** With this begins the reference under which a customer's events stand in the journal. */
export const CUSTOMER_SUBJECT = 'customer:';

/** Reference under which a customer's events stand in the journal. */
export function journalSubject(reference: string): string {
  return `${CUSTOMER_SUBJECT}${reference}`;
}

/** Throws `screening/bad-customer`, telling which part is not right. */
export function checkedCustomer({ reference, subject }: CustomerInput): CheckedCustomer {
  if (typeof reference !== 'string' || !REFERENCE.test(reference) || !reference.isWellFormed()) {
    throw bad('/reference', 'one line of 1 to 200 characters, no blank at either end');
  }
  if (typeof subject?.schema !== 'string' || subject.schema === '') throw bad('/subject/schema', 'a schema');
  const { properties } = subject;
  if (typeof properties !== 'object' || properties === null || Array.isArray(properties)) {
    throw bad('/subject/properties', 'an object of lists of texts');
  }
  let values = 0;
  const kept: Record<string, readonly string[]> = {};
  for (const [property, given] of Object.entries(properties).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!Array.isArray(given) || !given.every((value) => typeof value === 'string')) {
      throw bad(`/subject/properties/${property}`, 'a list of texts');
    }
    values += given.length;
    if (given.length > 0) kept[property] = given.map((value: string) => value.toWellFormed());
  }
  if (values > MAX_VALUES) throw bad('/subject/properties', `at most ${MAX_VALUES} values`);
  const own: KeptSubject = {
    schema: subject.schema.toWellFormed(),
    properties: kept,
    ...(subject.carried && { carried: subject.carried }),
  };
  const text = JSON.stringify(own);
  if (text.length > MAX_TEXT) throw bad('/subject', `at most ${MAX_TEXT} characters`);
  return { reference, subject: { ...subject, ...own, id: reference }, text };
}

/** The reject of what was handed in, with the place where it came from. */
export function rejectOfInput(
  { reference, subject }: CustomerInput,
  error: unknown,
): BatchReject & { readonly reference?: string } {
  if (!(error instanceof RiegelError)) throw error;
  const { row, line, path } = { ...subject?.origin, ...error.place };
  return {
    ...(typeof reference === 'string' ? { reference } : {}),
    ...(row === undefined ? {} : { row }),
    ...(line === undefined ? {} : { line }),
    ...(path === undefined ? {} : { path }),
    code: error.code,
    message: error.message,
    ...(error.expected === undefined ? {} : { expected: error.expected }),
  };
}

/** The digest by which a change is seen. */
export function digestOf(journal: Journal, { text }: CheckedCustomer): Buffer {
  return journal.digestOf(`customer\n${text}`);
}

/** The subject of a stored customer; undefined where its key was erased. Throws `journal/damaged-seal`. */
export function openedSubject(
  journal: Journal,
  { reference, sealed, wrapped }: CustomerRow,
): Subject | undefined {
  if (wrapped === undefined) return undefined;
  const text = journal.openKept(sealed, wrapped, journalSubject(reference)).toString();
  return { id: reference, ...(JSON.parse(text) as KeptSubject) };
}

/** Nothing but JSON can say: for what goes into the journal. */
export function asJson(value: object): Json {
  return value as unknown as Json;
}

function bad(path: string, expected: string): RiegelError {
  return new RiegelError('screening/bad-customer', 'A customer cannot be taken in as it is', {
    place: { path },
    expected,
  });
}
