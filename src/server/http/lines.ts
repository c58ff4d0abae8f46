import { RiegelError } from '../../entity/index.ts';

/** One line of a body that comes in pieces; without a text where it is no line to be read. */
export interface BodyLine {
  /** From 1. */
  readonly number: number;
  readonly text?: string;
  readonly fault?: RiegelError;
}

const LF = 0x0a;

/**
 * Cuts what comes into lines of UTF-8 as it comes. A line that is longer than `maxBytes` is not kept, but told of; the
 * next one is read. Lines of blanks are left out.
 */
export async function* bodyLines(
  pieces: AsyncIterable<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<BodyLine> {
  let held: Uint8Array[] = [];
  let length = 0;
  let number = 1;
  const add = (part: Uint8Array) => {
    length += part.length;
    if (length > maxBytes) held = [];
    else held.push(part);
  };
  const end = (): BodyLine | undefined => {
    const line = length > maxBytes ? tooLong(number, maxBytes) : decoded(Buffer.concat(held), number);
    held = [];
    length = 0;
    number++;
    return line;
  };
  for await (const piece of pieces) {
    let from = 0;
    for (let at = piece.indexOf(LF); at >= 0; at = piece.indexOf(LF, from)) {
      add(piece.subarray(from, at));
      from = at + 1;
      const line = end();
      if (line !== undefined) yield line;
    }
    add(piece.subarray(from));
  }
  const last = end();
  if (last !== undefined) yield last;
}

function decoded(bytes: Uint8Array, number: number): BodyLine | undefined {
  try {
    const text = STRICT.decode(bytes);
    return text.trim() === '' ? undefined : { number, text };
  } catch {
    return { number, fault: new RiegelError('server/not-utf-8', 'The line is not UTF-8') };
  }
}

function tooLong(number: number, maxBytes: number): BodyLine {
  const expected = `${maxBytes} bytes at most`;
  return { number, fault: new RiegelError('server/line-too-long', 'The line is too long', { expected }) };
}

const STRICT = new TextDecoder('utf-8', { fatal: true });
