import { RiegelError } from '../../../entity/index.ts';
import { type EdifactIssue, readSegments, type Segment, valueAt } from './segments.ts';
import { serviceCharactersAt } from './service-characters.ts';
import tags from './tags.data.json' with { type: 'json' };

/** Who sent an interchange to whom. */
interface Interchange {
  readonly syntax: string;
  readonly sender: string;
  readonly recipient: string;
  /** `YYMMDD:HHMM` or `YYYYMMDD:HHMM`, as it is written. */
  readonly prepared: string;
  readonly reference: string;
}

/** One message of an interchange, whole or as much of it as came. */
export interface EdifactMessage {
  /** `PAXLST`, `PNRGOV` … */
  readonly type: string;
  /** Version, release and agency as they are written: `D:05B:UN`. */
  readonly version: string;
  readonly reference: string;
  /** Between `UNH` and `UNT`. */
  readonly segments: readonly Segment[];
  readonly interchange: Interchange | undefined;
  /** What does not hold of the message itself. */
  readonly issues: readonly EdifactIssue[];
}

export interface EdifactDocument {
  readonly messages: readonly EdifactMessage[];
  /** What does not hold outside messages. */
  readonly issues: readonly EdifactIssue[];
}

const KNOWN: ReadonlySet<string> = new Set(tags.tags);
/** Characters of a document: some fifty thousand passengers. */
const LONGEST = 64 * 1024 * 1024;

interface Open {
  readonly header: Segment;
  readonly segments: Segment[];
  readonly issues: EdifactIssue[];
}

/**
 * Reads an EDIFACT document as carriers send it: with or without service string advice, with several interchanges, with
 * wrong counts, missing trailers and lines wrapped anywhere. Nothing that can be read is lost for what cannot; what does
 * not hold is told. Throws `edifact/none` where there is no message in it, `edifact/too-large`.
 */
export function readEdifact(text: string): EdifactDocument {
  if (text.length > LONGEST) {
    throw new RiegelError('edifact/too-large', `A text of ${text.length} characters`, {
      expected: `${LONGEST} at most`,
    });
  }
  const reader = new Reader();
  for (const { from, to } of interchangesIn(text)) {
    const { characters, from: first } = serviceCharactersAt(text, from);
    const segments = readSegments(text.slice(0, to), first, characters, KNOWN, (issue) => reader.tell(issue));
    for (const segment of segments) reader.take(segment);
    reader.endInterchange();
  }
  if (reader.messages.length > 0) return { messages: reader.messages, issues: reader.issues };
  throw new RiegelError('edifact/none', 'There is no EDIFACT message in the text', {
    expected: 'UNA or UNB, and UNH with what follows it',
  });
}

/** Each interchange may have service characters of its own. */
function interchangesIn(text: string): readonly { readonly from: number; readonly to: number }[] {
  const starts = [...text.matchAll(/(?:^|[^A-Z0-9])(UNA.{5,6}\s*UNB|UNB)[^A-Z0-9\s]/g)].map(
    ({ index, 0: whole, 1: found }) => index + whole.indexOf(found!),
  );
  const first = text.search(/\S/);
  const from = starts.length > 0 ? starts : [Math.max(0, first)];
  return from.map((start, i) => ({ from: start, to: from[i + 1] ?? text.length }));
}

class Reader {
  readonly messages: EdifactMessage[] = [];
  readonly issues: EdifactIssue[] = [];
  private interchange: Interchange | undefined;
  private open: Open | undefined;
  private inInterchange = 0;

  take(segment: Segment): void {
    switch (segment.tag) {
      case 'UNB':
        this.interchange = interchangeOf(segment);
        break;
      case 'UNH':
        this.endMessage('edifact/no-trailer', 'The message has no UNT');
        this.open = { header: segment, segments: [], issues: [] };
        break;
      case 'UNT':
        this.endByTrailer(segment);
        break;
      case 'UNZ':
        this.endMessage('edifact/no-trailer', 'The message has no UNT');
        this.checkCount(segment, this.inInterchange, 'messages');
        break;
      case 'UNG':
      case 'UNE':
        break;
      default:
        if (this.open === undefined && this.interchange !== undefined && this.inInterchange === 0) {
          this.open = { header: { ...segment, tag: 'UNH', elements: [] }, segments: [segment], issues: [] };
          this.tell({ code: 'edifact/no-header', message: 'The message has no UNH', line: segment.line });
        } else if (this.open === undefined) {
          this.tell({
            code: 'edifact/outside',
            message: `${segment.tag} stands outside of messages`,
            line: segment.line,
          });
        } else this.open.segments.push(segment);
    }
  }

  tell(issue: EdifactIssue): void {
    (this.open?.issues ?? this.issues).push(issue);
  }

  endInterchange(): void {
    this.endMessage('edifact/cut', 'The message is cut off: there is no UNT');
    this.interchange = undefined;
    this.inInterchange = 0;
  }

  private endByTrailer(segment: Segment): void {
    const { open } = this;
    if (open === undefined) {
      this.tell({ code: 'edifact/outside', message: 'A UNT without its UNH', line: segment.line });
      return;
    }
    this.checkCount(segment, open.segments.length + 2, 'segments');
    const reference = valueAt(open.header, 0);
    if (reference !== '' && valueAt(segment, 1) !== reference) {
      const message = `UNT refers to ${valueAt(segment, 1)}, UNH to ${reference}`;
      this.tell({ code: 'edifact/wrong-reference', message, line: segment.line });
    }
    this.endMessage();
  }

  private checkCount(segment: Segment, counted: number, what: string): void {
    const stated = valueAt(segment, 0);
    if (stated === String(counted)) return;
    const message = `${segment.tag} counts ${stated} ${what}, there are ${counted}`;
    this.tell({ code: 'edifact/wrong-count', message, line: segment.line });
  }

  private endMessage(code?: string, message = ''): void {
    const { open } = this;
    if (open === undefined) return;
    if (code !== undefined) {
      open.issues.push({ code, message, line: open.segments.at(-1)?.line ?? open.header.line });
    }
    const [type = '', ...version] = (open.header.elements[1] ?? []).map((value) => value.trim());
    this.messages.push({
      type,
      version: version.slice(0, 3).join(':'),
      reference: valueAt(open.header, 0),
      segments: open.segments,
      interchange: this.interchange,
      issues: open.issues,
    });
    this.inInterchange++;
    this.open = undefined;
  }
}

function interchangeOf(segment: Segment): Interchange {
  return {
    syntax: (segment.elements[0] ?? []).join(':'),
    sender: valueAt(segment, 1),
    recipient: valueAt(segment, 2),
    prepared: (segment.elements[3] ?? []).join(':'),
    reference: valueAt(segment, 4),
  };
}
