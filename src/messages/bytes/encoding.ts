import { isAscii, isUtf8 } from 'node:buffer';
import { analyse } from 'chardet';
import iconv from 'iconv-lite';
import { RiegelError } from '../../entity/index.ts';

/** How the bytes of a document stand for letters, and how we know. */
export interface Encoding {
  /** `utf-8`, `utf-16le`, `utf-16be`, or a single- or multi-byte encoding iconv-lite knows, e.g. `windows-1251`. */
  readonly name: string;
  readonly basis: 'override' | 'bom' | 'valid' | 'zero-bytes' | 'statistics' | 'fallback';
  /** 0 to 1; below 0.5 the reader should be told to check. */
  readonly confidence: number;
  /** Bytes of the byte order mark to skip. */
  readonly bomLength: number;
  /** Encoding of single lines that are not valid UTF-8 in a document that otherwise is. */
  readonly strayEncoding: string;
  /** One sentence for people. */
  readonly statement: string;
}

/** Bytes of lines with letters beyond ASCII, kept for the statistics. */
const SAMPLE_BYTES = 64 * 1024;
/** A document is UTF-8 with some broken lines, not another encoding, when sound sequences outnumber broken ones so. */
const SOUND_PER_BROKEN = 10;
/** chardet gives 10 to encodings it can only not exclude. */
const MIN_STATISTICS = 20;
/** Short Cyrillic texts score up to 50 as Chinese; Chinese and Japanese ones score 78 to 100 as themselves. */
const MIN_MULTI_BYTE = 60;
const MULTI_BYTE = /^(?:big5|gb18030|euc|shift)/i;
/** Above this share of letters beyond ASCII a wrong guess would make every name unreadable. */
const NON_LATIN_SHARE = 0.25;

const BOMS: readonly (readonly [name: string, bytes: readonly number[]])[] = [
  ['utf-32le', [0xff, 0xfe, 0, 0]],
  ['utf-32be', [0, 0, 0xfe, 0xff]],
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** The Windows code page holds the ISO set and adds to it; files said to be the ISO set are mostly Windows (WHATWG Encoding, 4.2). */
const WINDOWS_FOR_ISO: Readonly<Record<string, string>> = {
  'ISO-8859-1': 'windows-1252',
  'ISO-8859-9': 'windows-1254',
  'ISO-8859-7': 'windows-1253',
  'ISO-8859-8': 'windows-1255',
};

/**
 * Reads the document once, with flat memory, and says how it is encoded. A byte order mark decides; then a
 * pattern of zero bytes (UTF-16); then validity as UTF-8; then letter statistics, which can be wrong and say so.
 * @param override name of the encoding where the caller knows it; wins over everything.
 * @throws RiegelError `messages/encoding-unknown` (override), `messages/encoding-unsupported` (UTF-32),
 * `messages/encoding-unclear` (not UTF-8, mostly beyond ASCII, and no statistics fit).
 */
export async function examineEncoding(
  pieces: AsyncIterable<Uint8Array>,
  file: string,
  override?: string,
): Promise<Encoding> {
  const survey = new Survey();
  for await (const piece of pieces) {
    survey.add(piece);
    if (override !== undefined) break;
  }
  survey.end();
  const bom = BOMS.find(([, bytes]) => bytes.every((byte, i) => survey.head[i] === byte));
  if (override !== undefined) return overridden(override, bom, file);
  if (bom?.[0].startsWith('utf-32')) throw unsupported(bom[0], file);
  if (bom) {
    return encoding(
      bom[0],
      'bom',
      1,
      `${bom[0]}, by its byte order mark`,
      survey.strayEncoding(),
      bom[1].length,
    );
  }
  const wide = survey.utf16();
  if (wide) return encoding(wide, 'zero-bytes', 0.95, `${wide} without byte order mark, by its zero bytes`);
  if (survey.broken === 0) {
    const statement = survey.sound > 0 ? 'utf-8, every byte sequence valid' : 'ASCII only, read as utf-8';
    return encoding('utf-8', 'valid', 1, statement);
  }
  if (survey.sound >= survey.broken * SOUND_PER_BROKEN) {
    const stray = survey.strayEncoding();
    const statement = `utf-8 with ${survey.broken} broken sequences; lines that hold one are read as ${stray}`;
    return encoding('utf-8', 'valid', 0.8, statement, stray);
  }
  return survey.statistics(file);
}

function encoding(
  name: string,
  basis: Encoding['basis'],
  confidence: number,
  statement: string,
  strayEncoding = 'windows-1252',
  bomLength = 0,
): Encoding {
  return { name, basis, confidence, statement, strayEncoding, bomLength };
}

function overridden(wanted: string, bom: (typeof BOMS)[number] | undefined, file: string): Encoding {
  const name = canonical(wanted);
  if (name === undefined) {
    throw new RiegelError('messages/encoding-unknown', `Encoding ${wanted} is not known`, {
      place: { file },
      expected: 'utf-8, utf-16le, utf-16be, windows-1252 or another ASCII-compatible encoding',
    });
  }
  const bomLength = bom?.[0] === name ? bom[1].length : 0;
  return encoding(name, 'override', 1, `${name}, as the caller says`, 'windows-1252', bomLength);
}

/** The name we use, when line ends can be found in the bytes of that encoding; undefined otherwise. */
function canonical(wanted: string): string | undefined {
  const plain = wanted.trim().toLowerCase();
  if (/^utf-?8$/.test(plain)) return 'utf-8';
  if (/^(utf-?16|utf-?16-?le|ucs-?2)$/.test(plain)) return 'utf-16le';
  if (/^utf-?16-?be$/.test(plain)) return 'utf-16be';
  if (/^(latin-?1|iso-?8859-1)$/.test(plain)) return 'latin1';
  if (!iconv.encodingExists(plain)) return undefined;
  const lineEnd = iconv.encode('\n', plain);
  return lineEnd.length === 1 && lineEnd[0] === 0x0a ? plain : undefined;
}

function unsupported(name: string, file: string): RiegelError {
  return new RiegelError('messages/encoding-unsupported', `${file} is ${name}, which is not read`, {
    place: { file, offset: 0 },
    expected: 'UTF-8 or UTF-16',
  });
}

/** What one reading of the bytes shows. */
class Survey {
  head: Uint8Array = new Uint8Array(0);
  sound = 0;
  broken = 0;
  private readonly sample: Buffer[] = [];
  private sampled = 0;
  private rest: Uint8Array = new Uint8Array(0);
  private position = 0;
  private readonly zeros: [even: number, odd: number] = [0, 0];
  private high = 0;
  private letters = 0;

  add(piece: Uint8Array): void {
    if (this.head.length < 4) this.head = Buffer.concat([this.head, piece.subarray(0, 4)]);
    this.countZeros(piece);
    this.position += piece.length;
    const whole = this.rest.length > 0 ? Buffer.concat([this.rest, piece]) : piece;
    const end = lastCharacterBoundary(whole);
    this.rest = Uint8Array.from(whole.subarray(end));
    this.judge(whole.subarray(0, end));
  }

  end(): void {
    this.judge(this.rest);
  }

  /** UTF-16, when zero bytes stand (nearly) only in the high or only in the low halves of the units. */
  utf16(): string | undefined {
    const [even, odd] = this.zeros;
    const units = Math.min(this.position, ZERO_BYTES_LOOKED_AT) / 2;
    if (this.position % 2 === 1 && this.position < 4) return undefined;
    if (odd > units * 0.02 && odd > even * 20) return 'utf-16le';
    if (even > units * 0.02 && even > odd * 20) return 'utf-16be';
    return undefined;
  }

  strayEncoding(): string {
    return this.sampled === 0 ? 'windows-1252' : this.best().name;
  }

  statistics(file: string): Encoding {
    const { name, score } = this.best();
    if (score >= MIN_STATISTICS) {
      return encoding(
        name,
        'statistics',
        Math.min(0.9, score / 100),
        `${name}, guessed from its letters: check it`,
      );
    }
    if (this.high > this.letters * NON_LATIN_SHARE) {
      throw new RiegelError('messages/encoding-unclear', `${file} is not UTF-8, and no other encoding fits`, {
        place: { file },
        expected: 'UTF-8, or the name of the encoding as an option',
      });
    }
    return encoding(
      'windows-1252',
      'fallback',
      0.3,
      'not utf-8; read as windows-1252 for want of a better guess: check it',
    );
  }

  private best(): { name: string; score: number } {
    const top = analyse(Buffer.concat(this.sample)).find(({ name, confidence }) => {
      const least = MULTI_BYTE.test(name) ? MIN_MULTI_BYTE : MIN_STATISTICS;
      return confidence >= least && canonical(name) !== undefined && !/^utf|ascii/i.test(name);
    });
    if (!top) return { name: 'windows-1252', score: 0 };
    return { name: (WINDOWS_FOR_ISO[top.name] ?? top.name).toLowerCase(), score: top.confidence };
  }

  private countZeros(piece: Uint8Array): void {
    if (this.position >= ZERO_BYTES_LOOKED_AT || !piece.includes(0)) return;
    for (let i = 0; i < piece.length; i++) {
      if (piece[i] === 0) this.zeros[((this.position + i) & 1) as 0 | 1]++;
    }
  }

  private judge(bytes: Uint8Array): void {
    if (isUtf8(bytes)) {
      if (isAscii(bytes)) return;
      for (let at = 0; at < bytes.length; at++) if (bytes[at]! >= 0xc0) this.sound++;
      return;
    }
    for (let at = 0; at < bytes.length; ) {
      const byte = bytes[at]!;
      if (byte < 0x80) {
        if ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a) this.letters++;
        at++;
        continue;
      }
      const length = sequenceLength(byte);
      if (length > 0 && at + length <= bytes.length && isUtf8(bytes.subarray(at, at + length))) {
        this.sound++;
        at += length;
      } else {
        this.broken++;
        at++;
      }
      this.high++;
      this.letters++;
    }
    this.keepLines(bytes);
  }

  /** Keeps the lines that are not ASCII: the rest would only dilute the statistics. */
  private keepLines(bytes: Uint8Array): void {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let from = 0; from < buffer.length && this.sampled < SAMPLE_BYTES; ) {
      const found = buffer.indexOf(0x0a, from);
      const to = found < 0 ? buffer.length : found + 1;
      const line = buffer.subarray(from, Math.min(to, from + SAMPLE_BYTES));
      if (!isUtf8(line)) {
        this.sample.push(Buffer.from(line));
        this.sampled += line.length;
      }
      from = to;
    }
  }
}

const ZERO_BYTES_LOOKED_AT = 1024 * 1024;

function sequenceLength(lead: number): number {
  if (lead >= 0xc2 && lead < 0xe0) return 2;
  if (lead >= 0xe0 && lead < 0xf0) return 3;
  if (lead >= 0xf0 && lead < 0xf5) return 4;
  return 0;
}

/** Where the last character that may be cut off begins; the length of the bytes when none is. */
export function lastCharacterBoundary(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) break;
    if (byte >= 0xc0) return sequenceLength(byte) > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}
