import type { Json } from './canonical-json.ts';
import type { CheckedEvent } from './event.ts';

/** What the hashed body of a record says of its sealed part. */
export interface SealedReference {
  /** `SHA-256(salt || canonical JSON of the personal part)`, base64url. */
  readonly commitment: string;
  /** SHA-256 of the sealed bytes, base64url. */
  readonly digest: string;
  /** Number of the key. */
  readonly key: number;
}

/** The body of a record as it is hashed: canonical JSON of this. */
export interface RecordBody {
  readonly v: 1;
  readonly seq: number;
  readonly id: string;
  /** ISO 8601, UTC, with milliseconds; never before that of an earlier record. */
  readonly at: string;
  /** What the clock said, where it stood behind the record before. */
  readonly clock?: string;
  readonly kind: string;
  readonly actor: string;
  readonly references: { readonly [name: string]: Json };
  readonly result: Json;
  readonly sealed?: SealedReference;
}

interface BodyParts {
  readonly event: CheckedEvent;
  readonly seq: number;
  readonly id: string;
  readonly at: number;
  readonly clock: number;
  readonly sealed: SealedReference | undefined;
}

/** Canonical JSON of the body, put together from parts that are canonical already. */
export function bodyText({ event, seq, id, at, clock, sealed }: BodyParts): string {
  const behind = clock < at ? `"clock":"${isoTime(clock)}",` : '';
  const seal =
    sealed === undefined
      ? ''
      : `"sealed":{"commitment":"${sealed.commitment}","digest":"${sealed.digest}","key":${sealed.key}},`;
  return `{"actor":${JSON.stringify(event.actor.toWellFormed())},"at":"${isoTime(at)}",${behind}"id":"${id}","kind":"${event.kind}","references":${event.references},"result":${event.result},${seal}"seq":${seq},"v":1}`;
}

export function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}

/** Undefined where the text is no body: it was changed by hand. */
export function readBody(text: string): RecordBody | undefined {
  try {
    const body = JSON.parse(text) as RecordBody;
    return body?.v === 1 && Number.isSafeInteger(body.seq) && typeof body.id === 'string' ? body : undefined;
  } catch {
    return undefined;
  }
}

/** A record as it is read. */
export interface JournalRecord extends Omit<RecordBody, 'v' | 'sealed'> {
  readonly sealed?: SealedReference;
  /** The personal part, where it was asked for and its key is not erased. */
  readonly personal?: Json;
  /** Since when the key is erased: the personal part is gone for ever. */
  readonly erasedAt?: string;
}
