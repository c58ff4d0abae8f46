import type { OpenedDocument } from '../../messages/index.ts';
import type { BatchAnswer } from '../../screening/index.ts';

/** What a screening came to. */
export interface Tally {
  screened: number;
  alerts: number;
  /** Not screened. */
  rejects: number;
}

/** A document as its heading tells of it. */
interface DocumentHeading {
  readonly name: string;
  readonly format?: OpenedDocument['format'];
  readonly notes: readonly string[];
}

/** Writes answers in one of the output formats. */
export interface AnswerWriter {
  begin(): Promise<void>;
  document(heading: DocumentHeading): Promise<void>;
  /** Said of a running text in which no listed name was found. */
  emptyText(): Promise<void>;
  answer(answer: BatchAnswer): Promise<void>;
  end(tally: Tally, footer: string): Promise<void>;
}

export const ANSWER_FORMATS = ['table', 'json', 'ndjson', 'csv'] as const;
export type AnswerFormat = (typeof ANSWER_FORMATS)[number];
