import { closeSync, openSync, readSync, statSync } from 'node:fs';

/** A file straight into memory that threads share, in pieces: no second copy. */
export function readShared(file: string): SharedArrayBuffer {
  const { size } = statSync(file);
  const buffer = new SharedArrayBuffer(size);
  const bytes = new Uint8Array(buffer);
  const descriptor = openSync(file, 'r');
  for (let at = 0; at < size; ) at += readSync(descriptor, bytes, at, Math.min(size - at, 64 << 20), at);
  closeSync(descriptor);
  return buffer;
}
