import type { Random } from '../seed.ts';

/** Bytes that mean something to some parser. */
const TELLING = [
  '<',
  '>',
  '&',
  '"',
  "'",
  ';',
  ',',
  '\t',
  '\n',
  '\r\n',
  '\0',
  '\ufeff',
  '\u202e',
  '{',
  '}',
  '[',
  ']',
  '<!DOCTYPE a [<!ENTITY b "c">]>',
  '&b;',
  '<![CDATA[',
  ']]>',
  '<?xml version="1.0" encoding="utf-7"?>',
  '\ud83d\udca3',
  '0000',
  '31.02.',
  '29/02/1900',
  '-1',
  '1e309',
  '99999999999999999999',
  'null',
  '__proto__',
  '"""',
  '\x1b',
  '\xff\xfe',
];
/** Longest piece that is doubled, moved or cut out. */
const PIECE = 4096;
const MOST_CHANGES = 8;
/** A mutant does not grow beyond this many times its original. */
const MOST_GROWTH = 3;

/** Damages bytes in one to eight ways: flipped, overwritten, cut out, doubled, moved, cut off, telling bytes put in. */
export function mutated(original: Uint8Array, random: Random): Uint8Array {
  let bytes = original;
  for (let n = 1 + random.below(MOST_CHANGES); n > 0; n--) {
    if (bytes.length === 0) return bytes;
    bytes = changed(bytes, random);
  }
  return bytes.length > original.length * MOST_GROWTH + PIECE
    ? bytes.slice(0, original.length * MOST_GROWTH)
    : bytes;
}

function changed(bytes: Uint8Array, random: Random): Uint8Array {
  const at = random.below(bytes.length);
  const end = Math.min(bytes.length, at + 1 + random.below(PIECE));
  switch (random.below(9)) {
    case 0:
      return spliced(bytes, at, at + 1, Uint8Array.of(bytes[at]! ^ (1 << random.below(8))));
    case 1:
      return spliced(bytes, at, at + 1, Uint8Array.of(random.below(256)));
    case 2:
      return spliced(bytes, at, end, new Uint8Array());
    case 3:
      return spliced(bytes, at, at, bytes.slice(at, end));
    case 4:
      return spliced(bytes, random.below(bytes.length), 0, bytes.slice(at, end));
    case 5:
      return bytes.slice(0, at);
    case 6:
      return bytes.slice(at);
    case 7:
      return spliced(bytes, at, at, Buffer.from(random.pick(TELLING).repeat(1 + random.below(3)), 'utf8'));
    default:
      return spliced(
        bytes,
        at,
        end,
        Uint8Array.from({ length: end - at }, () => random.below(256)),
      );
  }
}

function spliced(bytes: Uint8Array, from: number, to: number, put: Uint8Array): Uint8Array {
  const rest = bytes.subarray(Math.max(from, to));
  const result = new Uint8Array(from + put.length + rest.length);
  result.set(bytes.subarray(0, from), 0);
  result.set(put, from);
  result.set(rest, from + put.length);
  return result;
}
