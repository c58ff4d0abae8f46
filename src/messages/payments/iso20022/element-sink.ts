import { createHash } from 'node:crypto';
import type { Element } from './element.ts';

/** What a message may be at most. */
export interface ReadingBounds {
  /** Deepest nesting. ISO 20022 messages with their envelope are some 25 deep. */
  readonly maxDepth: number;
  /** Most elements in one transaction, or outside all transactions. */
  readonly maxElements: number;
  /** Longest text, comment or tag in letters. */
  readonly maxText: number;
  readonly maxAttributes: number;
  /** Longest transaction in letters. */
  readonly maxTransaction: number;
  /** Longest time that reading may take, without what is done with the transactions between its parts. */
  readonly maxMilliseconds: number;
}

export const READING_BOUNDS: ReadingBounds = {
  maxDepth: 64,
  maxElements: 100_000,
  maxText: 4_000_000,
  maxAttributes: 64,
  maxTransaction: 16_000_000,
  maxMilliseconds: Number.POSITIVE_INFINITY,
};

/** Something that ends the reading of a transaction, or outside of one of the document. */
interface FoundFault {
  readonly code: string;
  readonly reason: string;
  readonly path: string;
  /** Where it was found. */
  readonly at: number;
}

/** A transaction that was set aside. */
export interface SetAside extends FoundFault {
  /** The element, opened and not closed; undefined where not even its start could be read. */
  readonly element: Element | undefined;
  readonly start: number;
  readonly end: number;
  readonly digest: string;
  readonly raw: string;
}

/** What can still tell how the last element stands in the source. */
export interface RawSource {
  digest(start: number): { readonly digest: string; readonly raw: string };
}

export interface ElementSink {
  /** Number of messages begun. */
  readonly messages: number;
  /** An element's start tag was read. Gives true where it is a transaction. */
  opened(element: Element, reader: { readonly namespace: string | undefined }): boolean;
  /** An element is complete. */
  closed(element: Element, reader: RawSource): void;
  setAside(fault: SetAside): void;
  /** Text where none belongs. */
  strayText(element: Element): void;
}

/** Letters kept of what was set aside. */
export const RAW_LENGTH = 16_384;

/** By what a text that was set aside is known again. */
export function digestOf(text: string): { readonly digest: string; readonly raw: string } {
  return {
    digest: createHash('sha256').update(text, 'utf8').digest('hex'),
    raw: text.slice(0, RAW_LENGTH),
  };
}
