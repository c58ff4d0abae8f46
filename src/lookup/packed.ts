import { createHash } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';
import { RiegelError } from '../entity/index.ts';
import type { LookupData } from './lookup.ts';

/** Arrays of shared memory, and long lists of words, as they lie in a file. */
type Packed =
  | { readonly $bytes: Uint8Array }
  | { readonly $numbers: Uint32Array }
  | { readonly $words: string };

const DIGEST_LENGTH = 32;
/** Stands between words; no word that is indexed holds it. */
const BETWEEN = '\n';

/** A lookup as bytes, with their digest before them: reading them takes a tenth of the time that building takes. */
export function packLookup(data: LookupData): Uint8Array {
  const content = serialize(mapped(data, packed));
  return Buffer.concat([createHash('sha256').update(content).digest(), content]);
}

/** Throws `lookup/damaged` for bytes that are not as they were written. */
export function unpackLookup(bytes: Uint8Array): LookupData {
  const content = bytes.subarray(DIGEST_LENGTH);
  const digest = createHash('sha256').update(content).digest();
  if (bytes.length < DIGEST_LENGTH || digest.compare(bytes.subarray(0, DIGEST_LENGTH)) !== 0) {
    throw new RiegelError('lookup/damaged', 'The stored lookup is not as it was written');
  }
  return mapped(deserialize(content), unpacked) as LookupData;
}

function packed(value: unknown): Packed | undefined {
  if (value instanceof Uint8Array) return { $bytes: value.slice() };
  if (value instanceof Uint32Array) return { $numbers: value.slice() };
  if (Array.isArray(value) && !value.some((word: string) => word.includes(BETWEEN))) {
    return { $words: value.join(BETWEEN) };
  }
  return undefined;
}

function unpacked(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  if ('$bytes' in value) return shared(value.$bytes as Uint8Array, Uint8Array);
  if ('$numbers' in value) return shared(value.$numbers as Uint32Array, Uint32Array);
  if ('$words' in value) return value.$words === '' ? [] : (value.$words as string).split(BETWEEN);
  return undefined;
}

function shared<T extends Uint8Array | Uint32Array>(
  value: T,
  make: new (buffer: SharedArrayBuffer) => { set(from: T): void },
): unknown {
  const copy = new make(new SharedArrayBuffer(value.byteLength));
  copy.set(value);
  return copy;
}

/** The same tree with its leaves changed. */
function mapped(value: unknown, change: (leaf: unknown) => unknown): unknown {
  const changed = change(value);
  if (changed !== undefined) return changed;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, mapped(each, change)]));
}
