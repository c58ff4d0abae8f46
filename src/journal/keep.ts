import { RiegelError } from '../entity/index.ts';
import type { Tables } from '../store/index.ts';
import type { JournalKeys } from './keys/keys.ts';
import { newKey, sealAlone, unseal } from './seal.ts';
import { liveKeysOf, type SubjectKey, usedKeysOf } from './subject-keys.ts';

/** Something personal that another table is to keep, sealed with the key of whom it is about. */
export interface KeptText {
  /** Lasting reference, as in `JournalEvent.subject`. */
  readonly subject: string;
  readonly text: string | Uint8Array;
}

export interface KeptSeal {
  /** Number of the key in `journal_key`. */
  readonly key: number;
  readonly sealed: Buffer;
}

/**
 * Seals texts with the keys that the journal has of their subjects: whoever erases such a key erases the text as
 * well. In the transaction that wrote the first record about a subject, its key is there. Throws `journal/no-key`
 * where the journal has no record about a subject, or it was erased.
 */
export async function sealKept(
  tables: Tables,
  { master }: JournalKeys,
  texts: readonly KeptText[],
): Promise<KeptSeal[]> {
  const used = usedKeysOf(tables);
  const others = texts.map(({ subject }) => subject).filter((subject) => !used.has(subject));
  const found = others.length === 0 ? NONE : await liveKeysOf(tables, others, master);
  return texts.map(({ subject, text }) => {
    const known = used.get(subject) ?? found.get(subject);
    if (known === undefined) {
      throw new RiegelError('journal/no-key', 'The journal has no key of a subject', {
        expected: 'a record about the subject, with a personal part, in this transaction or before',
      });
    }
    return { key: known.id, sealed: sealAlone(text, known.key, subject) };
  });
}

const NONE: ReadonlyMap<string, SubjectKey> = new Map();

/** Opens what `sealKept` sealed. Throws `journal/damaged-seal`, `journal/damaged-key`. */
export function openKept(sealed: Buffer, wrapped: Buffer, subject: string, { master }: JournalKeys): Buffer {
  return unseal(sealed, master.unwrap(wrapped), subject).content;
}

/** Bytes of a key that the master key has wrapped (RFC 3394). */
const WRAPPED_BYTES = 40;

/** Seals what is kept for a while and is about nobody in particular, with a key of its own. `name` is the row's. */
export function sealApart(text: string, name: string, { master }: JournalKeys): Buffer {
  const key = newKey();
  return Buffer.concat([master.wrap(key), sealAlone(text, key, name)]);
}

/** Opens what `sealApart` sealed. Throws `journal/damaged-seal`, `journal/damaged-key`. */
export function openApart(sealed: Buffer, name: string, { master }: JournalKeys): string {
  const key = master.unwrap(sealed.subarray(0, WRAPPED_BYTES));
  return unseal(sealed.subarray(WRAPPED_BYTES), key, name).content.toString();
}
