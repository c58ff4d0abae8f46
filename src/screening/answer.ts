import { RiegelError, type Subject } from '../entity/index.ts';
import type { Reject, SubjectItem } from '../messages/index.ts';
import type { Screening } from './screen-subject.ts';

/** What came of one item of a document: it was screened, or it was not and the reason is told. */
export type BatchAnswer =
  | { readonly screening: Screening; readonly issues?: NonNullable<SubjectIssues> }
  | { readonly reject: BatchReject };

type SubjectIssues = Extract<SubjectItem, { subject: Subject }>['issues'];

/** A row, line or subject that has not been screened. */
export interface BatchReject extends Reject {
  readonly expected?: string;
  /** The subject, where the row gave one. */
  readonly subject?: Subject;
}

/** An error as it travels between threads. */
export interface CarriedError {
  readonly code: string;
  readonly message: string;
  readonly expected?: string;
}

/** What became of one subject in a worker. */
export type CarriedAnswer = Pick<Screening, 'outcome' | 'matches' | 'moreMatches'> | { error: CarriedError };

/** What of a subject bears on the comparison; the rest stays where it is. */
export type CarriedSubject = Pick<Subject, 'id' | 'schema' | 'properties' | 'carried'>;

/** The answer to most subjects; between threads it is `null`. */
export const CLEAR: CarriedAnswer = Object.freeze({ outcome: 'clear', matches: Object.freeze([]) });

/** An error while one subject was screened: it rejects this subject and no other. */
export function carriedError(error: unknown): CarriedError {
  if (error instanceof RiegelError) {
    const { code, message, expected } = error;
    return { code, message, ...(expected === undefined ? {} : { expected }) };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'screening/failed', message: `The subject could not be screened: ${message}` };
}

export function rejectOf(subject: Subject, error: CarriedError): BatchReject {
  const { row, line, path } = subject.origin ?? {};
  return {
    ...(row === undefined ? {} : { row }),
    ...(line === undefined ? {} : { line }),
    ...(path === undefined ? {} : { path }),
    ...error,
    subject,
  };
}
