import { RiegelError } from '../entity/index.ts';
import { canonicalJson, type Json } from './canonical-json.ts';

/** What happened, as the other rooms tell it. */
export interface JournalEvent {
  /** `screening`, `decision`, `policy.changed` …: small letters, digits, dots and hyphens. */
  readonly kind: string;
  /** Who did it: a user, an API key, a part of Riegel. One line. */
  readonly actor: string;
  /** What it rests on: list versions, index id, policy version … Nothing personal. */
  readonly references?: { readonly [name: string]: Json | undefined };
  /** What came of it. Nothing personal: it stays readable for ever. */
  readonly result: Json;
  /** Everything personal: the subject as it was asked, the explanation, free text. It is sealed. */
  readonly personal?: Json;
  /**
   * Whom the personal part is about, as a lasting reference (`customer:42`): its events share one key, to be erased
   * together. Without it the event has a key of its own.
   */
  readonly subject?: string;
}

/** Told once the record is durable. */
export interface Receipt {
  /** Number of the record; the first is 0. */
  readonly seq: number;
  /** The record's own name, not to be guessed. */
  readonly id: string;
  /** ISO 8601, UTC, never before that of an earlier record. */
  readonly at: string;
}

const KIND = /^[a-z][a-z0-9.-]{0,63}$/;
/** One line of text: nothing that a table or a log would break at. */
const LINE = /^[^\p{Cc}\p{Zl}\p{Zp}]{1,256}$/u;
const MAX_TEXT = 4_000_000;

/** An event that has been checked, in canonical form. */
export interface CheckedEvent {
  readonly kind: string;
  readonly actor: string;
  readonly references: string;
  readonly result: string;
  readonly personal: string | undefined;
  readonly subject: string | undefined;
}

/** Throws `journal/bad-event`, `journal/not-json`, `journal/event-too-large`. */
export function checkEvent(event: JournalEvent): CheckedEvent {
  const { kind, actor, references = {}, result, personal, subject } = event;
  if (!KIND.test(kind)) throw bad('kind', 'small letters, digits, dots and hyphens, 64 at most');
  if (!LINE.test(actor)) throw bad('actor', 'one line of 1 to 256 characters');
  if (subject !== undefined && !LINE.test(subject)) throw bad('subject', 'one line of 1 to 256 characters');
  if (subject !== undefined && personal === undefined) throw bad('personal', 'something about the subject');
  const checked = {
    kind,
    actor,
    references: canonicalJson(references),
    result: canonicalJson(result),
    personal: personal === undefined ? undefined : canonicalJson(personal),
    subject,
  };
  const length = checked.references.length + checked.result.length + (checked.personal?.length ?? 0);
  if (length > MAX_TEXT) {
    throw new RiegelError('journal/event-too-large', `An event of ${length} characters`, {
      expected: `${MAX_TEXT} at most`,
    });
  }
  return checked;
}

function bad(member: string, expected: string): RiegelError {
  return new RiegelError('journal/bad-event', `An event’s ${member} is not right`, {
    place: { path: `/${member}` },
    expected,
  });
}
