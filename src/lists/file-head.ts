import { decodeText } from './decode.ts';
import type { SourceFile } from './source.ts';

const HEAD_BYTES = 8192;

/** The first kilobytes of a file as text, without byte order mark; what cannot be decoded is no reason to throw. */
export function headOf(file: SourceFile): string {
  if (file.bytes.length === 0) return '';
  // An even number of bytes, so that UTF-16 is not cut inside a unit; a UTF-8 character may be.
  const head = file.bytes.subarray(0, HEAD_BYTES);
  try {
    const [a, b] = head;
    if (a === 0x3c && b === 0x00) return new TextDecoder('utf-16le').decode(head);
    if (a === 0x00 && b === 0x3c) return new TextDecoder('utf-16be').decode(head);
    if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return decodeText(head, file.name);
    return new TextDecoder('utf-8').decode(head);
  } catch {
    return '';
  }
}
