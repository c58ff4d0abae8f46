/**
 * Reads a message as a stream of elements. What is wrong inside one transaction costs that transaction alone: it is
 * set aside, the reader looks for the place where it ends and goes on behind it.
 */
import { createHash, type Hash } from 'node:crypto';
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { piecesOf } from './character-data.ts';
import { Element } from './element.ts';
import {
  digestOf,
  type ElementSink,
  RAW_LENGTH,
  READING_BOUNDS,
  type ReadingBounds,
} from './element-sink.ts';
import { BARE_AMPERSAND, DECLARED, Fault, faultOf, TOO_SLOW, TRUNCATED, UNANSWERED } from './faults.ts';

/** Letters given to the parser at once: what it holds back is looked at between two of them. */
const SLICE = 64 * 1024;
/** The document begins with its declaration, after blanks that should not be there. */
const DECLARATION = /^\s*<\?xml\s/;

type Parser = SaxesParser<{ readonly xmlns?: false; readonly fragment: true; readonly position: false }>;
type Scope = ReadonlyMap<string, string>;
const NO_SCOPE: Scope = new Map();

interface Open {
  readonly element: Element;
  /** With its prefix. */
  readonly tag: string;
  readonly scope: Scope;
  readonly transaction: boolean;
  hasText: boolean;
}

/** The part of the source between two transactions that could be read. */
interface Resync {
  readonly fault: Fault;
  readonly path: string;
  readonly at: number;
  readonly element: Element | undefined;
  /** Start or end tag of the transaction. */
  readonly tag: string;
  readonly start: number;
  readonly hash: Hash;
  raw: string;
}

export class XmlReader {
  private readonly sink: ElementSink;
  private readonly bounds: ReadingBounds;
  private made: Parser | undefined;
  /** Where in the source the parser's first letter stands. */
  private base = 0;
  /** Start tags repeated for a new parser are not events. */
  private muted = false;
  private readonly open: Open[] = [];
  /** The source from `windowStart`, as far as it may still be asked for. */
  private window = '';
  private windowStart = 0;
  /** Letters given to the parser, or looked through. */
  private position = 0;
  private lastEvent = 0;
  private elements = 0;
  /** Where in `open` the innermost transaction is; undefined where none is open, or only one that holds others. */
  private transaction: number | undefined;
  /** Where reading was last gone on with, so that nothing is read twice. */
  private restarted = -1;
  /** Whether the declaration of a document is being passed over. */
  private passing = false;
  /** The last transaction that was closed or set aside, and how many elements were open behind it. */
  private lastTransaction: { tag: string; depth: number; end: number } | undefined;
  private resync: Resync | undefined;
  /** Milliseconds. */
  private spent = 0;
  private scope: Scope = NO_SCOPE;
  private prefix = '';
  /** Of all that was read while no message had begun. */
  private readonly beginning: { hash: Hash | undefined; raw: string } = { hash: undefined, raw: '' };
  /** Letters of it. */
  private begun = 0;

  constructor(sink: ElementSink, bounds: Partial<ReadingBounds> = {}) {
    this.sink = sink;
    this.bounds = { ...READING_BOUNDS, ...bounds };
  }

  /** Namespace of the element that is being opened; empty where it has none, undefined where its prefix is not bound. */
  get namespace(): string | undefined {
    return this.scope.get(this.prefix) ?? (this.prefix === '' ? '' : undefined);
  }

  /** What stands from the start of the transaction that is just closed to its end. */
  digest(start: number): { readonly digest: string; readonly raw: string } {
    return digestOf(this.window.slice(Math.max(0, start - this.windowStart), this.here() - this.windowStart));
  }

  write(text: string): void {
    for (let from = 0; from < text.length; ) {
      const slice = from === 0 && text.length <= SLICE ? text : text.slice(from, from + SLICE);
      from += slice.length;
      const began = performance.now();
      this.take(slice);
      this.spent += performance.now() - began;
      if (this.spent > this.bounds.maxMilliseconds && this.resync === undefined) this.loseRest(TOO_SLOW);
    }
  }

  /** Ends the source. What is still open is cut off. */
  end(): void {
    while (this.resync === undefined) {
      try {
        this.parser.close();
        if (this.open.length > 0) throw TRUNCATED;
        break;
      } catch (fault) {
        const cut = this.open.length > 0 && fault instanceof Fault;
        this.feed(this.stop(this.awaitsReference() ? BARE_AMPERSAND : cut ? TRUNCATED : fault));
      }
    }
    if (this.resync !== undefined) {
      const told = this.resync.tag === '' || this.resync.fault === TRUNCATED;
      this.finishResync(this.position);
      if (told || this.open.length === 0) return;
      this.loseRest(TRUNCATED);
      this.finishResync(this.position);
    } else if (this.sink.messages === 0) this.setAsideAll();
  }

  /** A source in which no message begins. */
  private setAsideAll(): void {
    const { hash, raw } = this.beginning;
    const digest = (hash ?? createHash('sha256')).digest('hex');
    const code = this.position === 0 || raw.trim() === '' ? 'messages/empty' : 'messages/unknown-type';
    const reason = code === 'messages/empty' ? 'There is no message' : 'No payment message that can be told';
    const end = this.position;
    this.sink.setAside({ code, reason, path: '/', at: 0, element: undefined, start: 0, end, digest, raw });
  }

  private take(slice: string): void {
    const keep = this.keepFrom();
    this.window = this.window.slice(keep - this.windowStart) + slice;
    this.windowStart = keep;
    const first = this.position === 0;
    this.position += slice.length;
    if (this.resync !== undefined) this.feed(this.seek());
    else if (this.passing || (first && DECLARATION.test(slice))) this.feed(this.passDeclaration());
    else this.feed(slice);
    if (this.sink.messages > 0 || this.resync !== undefined) return;
    this.beginning.hash ??= createHash('sha256');
    this.beginning.hash.update(slice, 'utf8');
    this.begun = this.position;
    this.beginning.raw += slice.slice(0, RAW_LENGTH - this.beginning.raw.length);
  }

  /** Gives text to the parser; where it finds a fault, what comes behind it to the next one. */
  private feed(slice: string | undefined): void {
    for (let text = slice; text !== undefined; ) {
      try {
        this.parser.write(text);
        this.checkLengths();
        return;
      } catch (fault) {
        text = this.stop(fault);
      }
    }
  }

  /** A parser that waits for the end of a text holds all of it. */
  private checkLengths(): void {
    const waiting = this.position - this.lastEvent;
    if (waiting > LONGEST_REFERENCE && this.awaitsReference()) throw BARE_AMPERSAND;
    if (waiting > this.bounds.maxText) {
      throw new Fault('messages/too-large', `A text or tag of more than ${this.bounds.maxText} letters`);
    }
    const opened = this.innermost();
    if (opened !== undefined && this.position - opened.element.start > this.bounds.maxTransaction) {
      throw new Fault(
        'messages/too-large',
        `A transaction of more than ${this.bounds.maxTransaction} letters`,
      );
    }
  }

  /** Whether the parser looks for the end of a reference behind an `&` that begins none; it would look to the end. */
  private awaitsReference(): boolean {
    const from = Math.max(0, this.lastEvent - this.windowStart);
    // In sections and comments an ampersand is but a letter.
    if (this.window[from] === '!' || this.window.startsWith('<!', from)) return false;
    const to = this.window.indexOf('<', from);
    const found = UNANSWERED.exec(to < 0 ? this.window.slice(from) : this.window.slice(from, to));
    return found !== null && (to >= 0 || from + found.index + LONGEST_REFERENCE < this.window.length);
  }

  private innermost(): Open | undefined {
    return this.transaction === undefined ? undefined : this.open[this.transaction];
  }

  /** From where on the source may still be asked for. */
  private keepFrom(): number {
    // What is looked through has been counted in up to where the window begins.
    if (this.resync !== undefined) return this.windowStart;
    const opened = this.innermost();
    const element = opened?.element ?? this.open.at(-1)?.element;
    // The text of a leaf may still be wanted as it is written; the `<` of the next tag has been read.
    const wanted =
      opened !== undefined
        ? opened.element.start
        : element?.branches === false
          ? element.textStart
          : undefined;
    return Math.max(this.windowStart, Math.min(wanted ?? this.lastEvent - 2, this.lastEvent - 2));
  }

  // ——— events of the parser

  /** Made when it is needed: a message that begins with a declaration has its parser begin behind it. */
  private get parser(): Parser {
    this.made ??= this.newParser();
    return this.made;
  }

  private newParser(): Parser {
    // A fragment: a source may hold several documents one after the other.
    const parser: Parser = new SaxesParser({ fragment: true, position: false });
    parser.on('error', ({ message }) => {
      throw faultOf(message.replace(/^(?:\S*?:)?\d+:\d+: /, ''));
    });
    parser.on('opentag', (tag) => this.onOpen(tag));
    parser.on('closetag', (tag) => this.onClose(tag));
    const onText = (text: string) => this.onText(text);
    parser.on('text', onText);
    parser.on('cdata', onText);
    parser.on('comment', () => {
      this.lastEvent = this.here();
    });
    parser.on('processinginstruction', () => {
      this.lastEvent = this.here();
    });
    return parser;
  }

  private here(): number {
    return this.base + this.parser.position;
  }

  private onOpen(tag: SaxesTagPlain): void {
    if (this.muted) return;
    const here = this.here();
    this.lastEvent = here;
    const colon = tag.name.indexOf(':');
    const name = colon < 0 ? tag.name : tag.name.slice(colon + 1);
    this.prefix = colon < 0 ? '' : tag.name.slice(0, colon);
    const parent = this.open.at(-1);
    const { scope, currency } = this.readAttributes(tag.attributes, parent?.scope ?? NO_SCOPE);
    this.scope = scope;
    if (this.open.length >= this.bounds.maxDepth) {
      throw new Fault('messages/too-deep', `More than ${this.bounds.maxDepth} elements deep`);
    }
    if (++this.elements > this.bounds.maxElements) {
      throw new Fault('messages/too-large', `More than ${this.bounds.maxElements} elements`);
    }
    const start = this.windowStart + this.window.lastIndexOf('<', here - 1 - this.windowStart);
    const element = new Element(parent?.element, name, start, currency);
    element.textStart = here;
    element.textEnd = here;
    const transaction = this.sink.opened(element, this);
    this.open.push({ element, tag: tag.name, scope, transaction, hasText: false });
    if (transaction) {
      this.transaction = this.open.length - 1;
      this.elements = 0;
    }
  }

  private readAttributes(
    attributes: Readonly<Record<string, string>>,
    outer: Scope,
  ): { scope: Scope; currency: string | undefined } {
    let scope = outer;
    let currency: string | undefined;
    let count = 0;
    for (const name in attributes) {
      if (++count > this.bounds.maxAttributes) {
        throw new Fault('messages/too-many-attributes', `More than ${this.bounds.maxAttributes} attributes`);
      }
      if (name === 'Ccy') currency = attributes[name]!;
      else if (name === 'xmlns' || name.startsWith('xmlns:')) {
        if (scope === outer) scope = new Map(outer);
        (scope as Map<string, string>).set(name.slice(6), attributes[name]!);
      }
    }
    return { scope, currency };
  }

  private onText(text: string): void {
    if (this.muted) return;
    this.lastEvent = this.here();
    const opened = this.open.at(-1);
    if (opened === undefined) return;
    const { element } = opened;
    // Blanks between elements are no text.
    if (element.branches && isBlank(text)) return;
    element.text = opened.hasText ? element.text + text : text;
    opened.hasText = true;
  }

  private onClose(tag: SaxesTagPlain): void {
    if (this.muted) return;
    const here = this.here();
    this.lastEvent = here;
    const opened = this.open.at(-1)!;
    const { element } = opened;
    element.end = here;
    const from = this.windowStart;
    if (opened.hasText && !tag.isSelfClosing) this.placeText(element, here, from);
    if (this.transaction === this.open.length - 1) {
      this.checkEndTag(tag, here);
      this.transaction = undefined;
      this.elements = 0;
    }
    this.open.pop();
    // What was read of one message says nothing of the size of the next.
    if (this.open.length === 0 || element.name === 'Document') this.elements = 0;
    if (opened.transaction) this.lastTransaction = { tag: tag.name, depth: this.open.length, end: here };
    this.sink.closed(element, this);
  }

  private placeText(element: Element, here: number, from: number): void {
    if (element.branches) {
      if (isBlank(element.text)) element.text = '';
      else this.strayText(element, here);
      return;
    }
    element.textEnd = from + this.window.lastIndexOf('</', here - 1 - from);
    // What XML reads otherwise than it is written is always longer in the writing.
    if (element.textEnd - element.textStart === element.text.length) return;
    const raw = this.window.slice(element.textStart - from, element.textEnd - from);
    element.pieces = piecesOf(raw, element.textStart);
  }

  /** Text beside elements becomes a leaf of its own. It cannot be placed letter for letter: all of it stands between the tags. */
  private strayText(element: Element, here: number): void {
    const stray = new Element(element, 'text()', element.textStart);
    stray.text = element.text;
    stray.textEnd = here;
    stray.pieces = [{ at: 0, start: element.textStart, end: here }];
    element.text = '';
    this.sink.strayText(stray);
  }

  /** The parser closes a transaction also where another end tag stands, before it says so. */
  private checkEndTag(tag: SaxesTagPlain, here: number): void {
    if (tag.isSelfClosing) return;
    const from = this.window.lastIndexOf('</', here - 1 - this.windowStart) + 2;
    const written = this.window.slice(from, here - 1 - this.windowStart).trimEnd();
    if (written !== tag.name) {
      throw new Fault('messages/not-well-formed', `</${written}> stands where </${tag.name}> belongs`);
    }
  }

  // ——— faults

  /** Deals with a fault; gives the text behind it that can be read, where there is some. */
  private stop(thrown: unknown): string | undefined {
    if (!(thrown instanceof Fault)) throw thrown;
    const fault = /entity/.test(thrown.reason) && this.awaitsReference() ? BARE_AMPERSAND : thrown;
    const opened = this.innermost();
    if (fault.code === 'messages/doctype') this.loseRest(fault);
    else if (opened !== undefined) this.begin(fault, opened);
    else if (fault.code === DECLARED && this.open.length === 0) return this.passDeclaration();
    else if (this.lastTransaction?.depth === this.open.length) this.beginBetween(fault);
    else this.loseRest(fault);
    return this.seek();
  }

  /** Sets all the rest aside; where no message has begun, all there is. */
  private loseRest(fault: Fault): void {
    const path = this.open.at(-1)?.element.path ?? '/';
    const all = this.sink.messages === 0;
    const opened = this.innermost();
    const from = opened?.element.start ?? Math.min(this.lastEvent, this.position);
    const start = all ? 0 : Math.max(this.windowStart, from);
    this.transaction = undefined;
    this.startResync(fault, path, '', undefined, start);
    if (!all) return;
    const { hash = this.resync!.hash, raw } = this.beginning;
    this.resync = { ...this.resync!, hash, raw };
    this.window = this.window.slice(this.begun - this.windowStart);
    this.windowStart = this.begun;
  }

  /** Sets the innermost transaction aside. */
  private begin(fault: Fault, opened: Open): void {
    const path = this.open.at(-1)!.element.path;
    this.open.length = this.transaction!;
    this.transaction = undefined;
    this.startResync(fault, path, opened.tag, opened.element, opened.element.start);
  }

  /** Sets aside what stands behind a transaction and is none that can be read. */
  private beginBetween(fault: Fault): void {
    const { tag, end } = this.lastTransaction!;
    this.startResync(fault, this.open.at(-1)!.element.path, tag, undefined, Math.max(end, this.windowStart));
  }

  private startResync(
    fault: Fault,
    path: string,
    tag: string,
    element: Element | undefined,
    start: number,
  ): void {
    const at = Math.min(this.here(), this.position);
    this.resync = { fault, path, at, tag, element, start, hash: createHash('sha256'), raw: '' };
    // The window begins where the transaction does; what is set aside begins there too.
    const from = Math.max(start, this.windowStart);
    this.window = this.window.slice(from - this.windowStart);
    this.windowStart = from;
  }

  /** Looks for the end of what is set aside; gives the text behind it. */
  private seek(): string | undefined {
    const resync = this.resync!;
    const found = this.endOfTransaction(resync);
    if (found !== undefined) {
      this.finishResync(found);
      return this.restart(found);
    }
    // Nothing but the letters that may begin a tag is kept.
    const keep = Math.max(this.windowStart, this.position - resync.tag.length - LONGEST_BLANK);
    this.setAsideUpTo(keep);
    return undefined;
  }

  private endOfTransaction({ tag, start, element }: Resync): number | undefined {
    if (tag === '') return undefined;
    const escaped = tag.replace(/[.\\]/g, '\\$&');
    const pattern = new RegExp(`</${escaped}\\s*>|<${escaped}[\\s/>]`, 'g');
    // The start tag of the transaction itself is not the next one, nor one from which was gone on already.
    const own = element !== undefined && this.windowStart === start ? start + 1 : 0;
    pattern.lastIndex = Math.max(0, own - this.windowStart, this.restarted + 1 - this.windowStart);
    const found = pattern.exec(this.window);
    if (found === null) return undefined;
    const isEnd = found[0].startsWith('</');
    return this.windowStart + found.index + (isEnd ? found[0].length : 0);
  }

  private setAsideUpTo(to: number): void {
    const resync = this.resync!;
    const part = this.window.slice(0, to - this.windowStart);
    resync.hash.update(part, 'utf8');
    if (resync.raw.length < RAW_LENGTH) resync.raw += part.slice(0, RAW_LENGTH - resync.raw.length);
    this.window = this.window.slice(part.length);
    this.windowStart = to;
  }

  private finishResync(end: number): void {
    this.setAsideUpTo(end);
    const { fault, path, at, element, start, hash, raw, tag } = this.resync!;
    this.resync = undefined;
    this.elements = 0;
    this.lastTransaction = { tag, depth: this.open.length, end };
    const { code, reason } = fault;
    this.sink.setAside({ code, reason, path, at, element, start, end, digest: hash.digest('hex'), raw });
  }

  /** A new parser, told of the elements that are open, goes on. */
  private restart(from: number): string {
    this.restarted = from;
    const rest = this.window.slice(from - this.windowStart);
    const prologue = this.open.map(({ tag }) => `<${tag}>`).join('');
    this.made = this.newParser();
    this.muted = true;
    this.parser.write(prologue);
    this.muted = false;
    this.base = from - prologue.length;
    this.lastEvent = from;
    return rest;
  }

  /** Passes over the declaration of a document; one may stand before each of several. */
  private passDeclaration(): string | undefined {
    const end = this.window.indexOf('?>', Math.max(0, this.lastEvent - this.windowStart));
    this.passing = end < 0;
    if (this.passing) {
      if (this.position - this.lastEvent > this.bounds.maxText) {
        this.loseRest(new Fault('messages/not-well-formed', 'An XML declaration without end'));
      }
      return undefined;
    }
    return this.restart(this.windowStart + end + 2);
  }
}

/** Blanks that may stand in an end tag. */
const LONGEST_BLANK = 64;
const LONGEST_REFERENCE = 64;

function isBlank(text: string): boolean {
  return !/\S/.test(text);
}
