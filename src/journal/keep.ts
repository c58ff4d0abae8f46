import { RiegelError } from '../entity/index.ts';
import type { KeyRow, Tables } from '../store/index.ts';
import type { JournalKeys } from './keys/keys.ts';
import { newKey, seal, unseal } from './seal.ts';

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
  { journal }: Tables,
  { master }: JournalKeys,
  texts: readonly KeptText[],
): Promise<KeptSeal[]> {
  const tags = texts.map(({ subject }) => master.tagOf(subject));
  const live = new Map<string, KeyRow>();
  for (const row of await journal.readLiveKeys(tags)) live.set(row.tag!.toString('base64'), row);
  return texts.map(({ subject, text }, i) => {
    const row = live.get(tags[i]!.toString('base64'));
    if (row?.wrapped === undefined) {
      throw new RiegelError('journal/no-key', 'The journal has no key of a subject', {
        expected: 'a record about the subject, with a personal part, in this transaction or before',
      });
    }
    return { key: row.id, sealed: seal(text, master.unwrap(row.wrapped), subject).bytes };
  });
}

/** Opens what `sealKept` sealed. Throws `journal/damaged-seal`, `journal/damaged-key`. */
export function openKept(sealed: Buffer, wrapped: Buffer, subject: string, { master }: JournalKeys): Buffer {
  return unseal(sealed, master.unwrap(wrapped), subject).content;
}

/** Bytes of a key that the master key has wrapped (RFC 3394). */
const WRAPPED_BYTES = 40;

/** Seals what is kept for a while and is about nobody in particular, with a key of its own. `name` is the row's. */
export function sealApart(text: string, name: string, { master }: JournalKeys): Buffer {
  const key = newKey();
  return Buffer.concat([master.wrap(key), seal(text, key, name).bytes]);
}

/** Opens what `sealApart` sealed. Throws `journal/damaged-seal`, `journal/damaged-key`. */
export function openApart(sealed: Buffer, name: string, { master }: JournalKeys): string {
  const key = master.unwrap(sealed.subarray(0, WRAPPED_BYTES));
  return unseal(sealed.subarray(WRAPPED_BYTES), key, name).content.toString();
}
