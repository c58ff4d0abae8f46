import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { RiegelError } from '../../../entity/index.ts';
import { lastCharacterBoundary } from '../../bytes/encoding.ts';
import type { PaymentProblem } from '../payment.ts';

/** Encodings a message may declare; anything else (`base64`, `utf-7` …) is refused. */
const DECLARABLE =
  /^(utf-?8|utf-?16(le|be)?|(us-)?ascii|iso-?8859-?\d{1,2}|latin-?\d{1,2}|windows-?125\d|cp125\d|koi8-[ru]|gb(2312|k|18030)|big5|shift_jis|euc-(jp|kr))$/i;
/** As many bytes as a declaration has at most. */
const HEAD = 512;

/**
 * Turns the bytes of a message into text, piece by piece. The byte order mark counts, then the declaration, then
 * UTF-8 (XML 1.0, appendix F); where the bytes cannot be what they are said to be, they are read as what they are and
 * that is told.
 */
export class XmlText {
  readonly problems: PaymentProblem[] = [];
  private readonly name: string;
  private head: Uint8Array = new Uint8Array(0);
  private begun = false;
  private kind: 'utf-8' | 'other' = 'utf-8';
  private decoder: { write(bytes: Buffer): string; end(): string | undefined } | undefined;
  private declared = '';
  private rest: Uint8Array = new Uint8Array(0);

  /** @param name of the source, for errors. */
  constructor(name: string) {
    this.name = name;
  }

  /** @throws RiegelError `messages/encoding-unsupported`. */
  write(bytes: Uint8Array): string {
    if (this.begun) return this.decode(bytes);
    this.head = this.head.length === 0 ? bytes : Buffer.concat([this.head, bytes]);
    return this.head.length < HEAD ? '' : this.begin();
  }

  end(): string {
    const start = this.begun ? '' : this.begin();
    if (this.kind === 'other') return start + (this.decoder?.end() ?? '');
    if (this.rest.length === 0) return start;
    const { rest } = this;
    this.rest = new Uint8Array(0);
    return start + this.mixed(asBuffer(rest));
  }

  private begin(): string {
    this.begun = true;
    const bytes = this.head;
    this.head = new Uint8Array(0);
    const { encoding, skip } = this.detect(bytes);
    if (!DECLARABLE.test(encoding)) {
      throw new RiegelError(
        'messages/encoding-unsupported',
        `Encoding "${encoding.slice(0, 40)}" is not read`,
        {
          place: { file: this.name, line: 1 },
          expected: 'UTF-8, UTF-16 or a code page of a bank',
        },
      );
    }
    if (!/^utf-?8$|ascii$/i.test(encoding)) {
      this.kind = 'other';
      this.decoder = /^utf-?16/i.test(encoding) ? wide(encoding) : iconv.getDecoder(encoding);
    }
    return this.decode(bytes.subarray(skip));
  }

  private detect(bytes: Uint8Array): { encoding: string; skip: number } {
    const [a, b, c] = bytes;
    const bom =
      a === 0xef && b === 0xbb && c === 0xbf
        ? { encoding: 'utf-8', skip: 3 }
        : a === 0xff && b === 0xfe
          ? { encoding: 'utf-16le', skip: 2 }
          : a === 0xfe && b === 0xff
            ? { encoding: 'utf-16be', skip: 2 }
            : a === 0x3c && b === 0
              ? { encoding: 'utf-16le', skip: 0 }
              : a === 0 && b === 0x3c
                ? { encoding: 'utf-16be', skip: 0 }
                : undefined;
    const head = asBuffer(bytes.subarray(0, HEAD * 2))
      .toString('latin1')
      .replaceAll('\0', '');
    this.declared = /^[^<]*<\?xml[^>]*?\bencoding\s*=\s*["']([^"']+)["']/.exec(head)?.[1] ?? '';
    const declared = this.declared || 'utf-8';
    if (bom === undefined) {
      if (!/^utf-?16/i.test(declared)) return { encoding: declared, skip: 0 };
      // What can be read as ASCII is not UTF-16, whatever it declares.
      this.wrong('the bytes are not');
      return { encoding: 'utf-8', skip: 0 };
    }
    const same = declared
      .toLowerCase()
      .replace('-', '')
      .startsWith(bom.encoding.replace('-', '').slice(0, 5));
    if (!same && this.declared !== '') this.wrong(`the bytes are ${bom.encoding}`);
    return bom;
  }

  private decode(bytes: Uint8Array): string {
    if (this.kind === 'other') return this.decodeOther(asBuffer(bytes));
    const whole = this.rest.length > 0 ? Buffer.concat([this.rest, bytes]) : asBuffer(bytes);
    const end = lastCharacterBoundary(whole);
    this.rest = end === whole.length ? new Uint8Array(0) : Uint8Array.from(whole.subarray(end));
    const text = end === whole.length ? whole : whole.subarray(0, end);
    return isUtf8(text) ? text.toString('utf8') : this.mixed(text);
  }

  private decodeOther(bytes: Buffer): string {
    const singleByte = !/^(?:utf|gb|big|shift|euc)/i.test(this.declared);
    const end = lastCharacterBoundary(bytes);
    if (
      this.decoder !== undefined &&
      singleByte &&
      !isAscii(bytes) &&
      end > 0 &&
      isUtf8(bytes.subarray(0, end))
    ) {
      // No text of a code page has sound sequences of UTF-8 for all its letters beyond ASCII.
      this.wrong('the bytes are utf-8');
      this.kind = 'utf-8';
      return this.decode(bytes);
    }
    return this.decoder?.write(bytes) ?? '';
  }

  /** Sound sequences as UTF-8, stray bytes as windows-1252: both stand in files that were put together. */
  private mixed(bytes: Buffer): string {
    this.wrong('the bytes are not; stray ones are read as windows-1252');
    return bytes.toString('latin1').replace(SEQUENCES, (found) => {
      const sequence = Buffer.from(found, 'latin1');
      return found.length > 1 && isUtf8(sequence)
        ? sequence.toString('utf8')
        : iconv.decode(sequence, 'windows-1252');
    });
  }

  private wrong(found: string): void {
    if (this.problems.length > 0) return;
    const said =
      this.declared === '' ? 'No encoding is declared, which means utf-8' : `${this.declared} is declared`;
    this.problems.push({ code: 'messages/wrong-encoding', message: `${said}; ${found}` });
  }
}

/** A sequence of UTF-8 by its form, or a single byte beyond ASCII. */
const SEQUENCES = /[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|[\x80-\xff]/g;

function wide(encoding: string): { write(bytes: Buffer): string; end(): string } {
  const decoder = new TextDecoder(/be$/i.test(encoding) ? 'utf-16be' : 'utf-16le');
  return { write: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() };
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
