/** Numbers that threads share. */
export type SharedNumbers = Uint32Array<SharedArrayBuffer>;

export function sharedNumbers(values: ArrayLike<number>): SharedNumbers {
  const shared = new Uint32Array(new SharedArrayBuffer(values.length * 4));
  shared.set(values);
  return shared;
}

/** Bytes that threads share, of pieces that are let go one by one. */
export function sharedBytes(pieces: Buffer[], length: number): Uint8Array<SharedArrayBuffer> {
  const shared = new Uint8Array(new SharedArrayBuffer(length));
  let at = 0;
  for (let i = 0; i < pieces.length; i++) {
    shared.set(pieces[i]!, at);
    at += pieces[i]!.length;
    pieces[i] = EMPTY;
  }
  return shared;
}

const EMPTY = Buffer.alloc(0);
