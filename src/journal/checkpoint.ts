import { openNote, type SigningKey, signNote, type VerifierKey } from './keys/signing-key.ts';
import { HASH_BYTES } from './merkle/hash.ts';

/** A signed statement of how far a journal goes and what it holds (C2SP tlog-checkpoint). */
export interface Checkpoint {
  /** The name of the journal. */
  readonly origin: string;
  /** Number of records. */
  readonly size: number;
  /** Merkle tree hash (RFC 9162) of them. */
  readonly root: Buffer;
}

export function signCheckpoint(size: number, root: Buffer, key: SigningKey): string {
  return signNote(`${key.verifier.name}\n${size}\n${root.toString('base64')}\n`, key);
}

/** Undefined when the key has not signed it, or it is no checkpoint of its journal. */
export function openCheckpoint(note: string, verifier: VerifierKey): Checkpoint | undefined {
  const [origin, sizeText = '', rootText = ''] = openNote(note, verifier)?.split('\n') ?? [];
  const size = /^(0|[1-9]\d{0,15})$/.test(sizeText) ? Number(sizeText) : Number.NaN;
  const root = Buffer.from(rootText, 'base64');
  if (origin !== verifier.name || !Number.isSafeInteger(size) || root.length !== HASH_BYTES) return undefined;
  return { origin, size, root };
}
