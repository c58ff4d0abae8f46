/**
 * Reads the JSON form of ISO 20022 messages (as Tazama and others use it): the elements by their official names, what
 * comes several times as an array. Names that come twice in an object are two elements: of what a reader with maps
 * would see only the last, nothing is lost.
 */
import type { TextPiece } from '../payment.ts';
import { Element } from './element.ts';
import { digestOf, type ElementSink, READING_BOUNDS, type ReadingBounds } from './element-sink.ts';
import { Fault, TRUNCATED } from './faults.ts';

/** Keys that hold the figure of an amount beside its `Ccy`. */
const FIGURES = new Set([
  'Amt',
  'ActiveCurrencyAndAmount',
  'value',
  'Value',
  '#text',
  '$value',
  '_',
  '$t',
  'Amount',
]);
const CURRENCY = /^[@$_-]?Ccy$/;
const NAMESPACE = /^[@$_-]?xmlns$/i;
/** Keys of attributes, and of what belongs to the carrier and not to the message. */
const ASIDE = /^[@$_#-]/;

/** What programs write of themselves between the elements. */
const OF_PROGRAMS = new Set(['XMLName', 'Attrs']);

export class JsonReader {
  private readonly sink: ElementSink;
  private readonly bounds: ReadingBounds;
  private text = '';
  private tooLong = false;
  private at = 0;
  private elements = 0;
  private depth = 0;
  private element: Element | undefined;
  /** Of the document, where one is said: as `@xmlns`, or by the name of its type beside it (`TxTp`). */
  namespace: string | undefined = '';

  constructor(sink: ElementSink, bounds: Partial<ReadingBounds> = {}) {
    this.sink = sink;
    this.bounds = { ...READING_BOUNDS, ...bounds };
  }

  write(text: string): void {
    this.tooLong ||= this.text.length + text.length > this.bounds.maxTransaction;
    if (!this.tooLong) this.text += text;
  }

  end(): void {
    let start = 0;
    try {
      if (this.tooLong) {
        throw new Fault('messages/too-large', `More than ${this.bounds.maxTransaction} letters of JSON`);
      }
      // Several messages may stand one after the other, each on its line.
      for (this.blanks(); this.at < this.text.length; this.blanks()) {
        start = this.at;
        const before = this.sink.messages;
        this.value('', undefined);
        if (this.sink.messages === before)
          throw new Fault('messages/unknown-type', 'No payment message that can be told');
      }
    } catch (fault) {
      if (!(fault instanceof Fault)) throw fault;
      const raw = this.text.slice(start);
      this.sink.setAside({
        ...fault,
        path: this.element?.path ?? '/',
        at: this.at,
        element: undefined,
        start,
        end: this.text.length,
        ...digestOf(raw),
      });
    }
  }

  digest(start: number): { readonly digest: string; readonly raw: string } {
    return digestOf(this.text.slice(start, this.at));
  }

  /** Reads a value as an element of that name; objects without a name are what messages stand in. */
  private value(name: string, parent: Element | undefined): void {
    this.blanks();
    const sign = this.text[this.at];
    if (sign === '[') this.each(name, parent);
    else if (sign === '{') this.object(name, parent);
    else this.scalar(name, parent);
  }

  private each(name: string, parent: Element | undefined): void {
    this.deeper();
    this.at++;
    for (let first = true; !this.closes(']', first); first = false) this.value(name, parent);
    this.depth--;
  }

  private object(name: string, parent: Element | undefined): void {
    this.deeper();
    const start = this.at++;
    const named = this.nameAhead();
    this.namespace = named?.namespace ?? this.namespace;
    const own = named?.name ?? name;
    const element = own === '' ? undefined : this.open(own, parent, start, this.currencyAhead());
    for (let first = true; !this.closes('}', first); first = false) {
      const key = this.string('a name').text;
      this.blanks();
      if (this.text[this.at++] !== ':') throw this.fault('":"');
      this.blanks();
      if (element?.currency !== undefined && FIGURES.has(key) && !/[[{]/.test(this.text[this.at] ?? '')) {
        this.fill(element);
      } else if (NAMESPACE.test(key) || key === 'TxTp') this.readNamespace(key);
      else if (
        ASIDE.test(key) ||
        OF_PROGRAMS.has(key) ||
        (element?.currency !== undefined && CURRENCY.test(key))
      )
        this.skip();
      else if (element === undefined && !/[[{]/.test(this.text[this.at] ?? '')) this.skip();
      else this.value(key.slice(key.indexOf(':') + 1), element);
    }
    this.depth--;
    if (element !== undefined) this.close(element);
  }

  private scalar(name: string, parent: Element | undefined): void {
    const element = this.open(name, parent, this.at, undefined);
    this.fill(element);
    this.close(element);
  }

  private open(
    name: string,
    parent: Element | undefined,
    start: number,
    currency: string | undefined,
  ): Element {
    if (++this.elements > this.bounds.maxElements) {
      throw new Fault('messages/too-large', `More than ${this.bounds.maxElements} elements`);
    }
    const element = new Element(parent, name, start, currency);
    this.element = element;
    if (this.sink.opened(element, this)) this.elements = 0;
    return element;
  }

  private close(element: Element): void {
    element.end = this.at;
    this.sink.closed(element, this);
  }

  /** Reads a scalar into an element. */
  private fill(element: Element): void {
    if (this.text[this.at] === '"') {
      const { text, start, end, pieces } = this.string('a value');
      Object.assign(element, { text, textStart: start, textEnd: end, pieces });
      return;
    }
    const start = this.at;
    const word = this.word();
    Object.assign(element, { text: word === 'null' ? '' : word, textStart: start, textEnd: this.at });
  }

  private word(): string {
    const pattern = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found === null) throw this.fault('a value');
    this.at += found[0].length;
    return found[0];
  }

  private string(expected: string): {
    text: string;
    start: number;
    end: number;
    pieces?: readonly TextPiece[];
  } {
    this.blanks();
    const pattern = /"((?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*)"/y;
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found === null) throw this.fault(expected);
    const start = this.at + 1;
    const raw = found[1]!;
    this.at += found[0].length;
    const end = this.at - 1;
    if (!raw.includes('\\')) return { text: raw, start, end };
    return { text: JSON.parse(found[0]) as string, start, end, pieces: piecesOf(raw, start) };
  }

  private skip(): void {
    const sign = this.text[this.at];
    if (sign === '"') this.string('a value');
    else if (sign === '[' || sign === '{') {
      this.deeper();
      this.at++;
      for (let first = true; !this.closes(sign === '[' ? ']' : '}', first); first = false) {
        if (sign === '{') {
          this.string('a name');
          this.blanks();
          if (this.text[this.at++] !== ':') throw this.fault('":"');
        }
        this.blanks();
        this.skip();
      }
      this.depth--;
    } else this.word();
  }

  private readNamespace(key: string): void {
    if (this.text[this.at] !== '"') {
      this.skip();
      return;
    }
    const { text } = this.string('a namespace');
    this.namespace = key === 'TxTp' ? `urn:iso:std:iso:20022:tech:xsd:${text}` : text;
  }

  /** The name that an object says of itself, as programs in Go write it. */
  private nameAhead(): { readonly namespace: string; readonly name: string } | undefined {
    const pattern = /\s*"XMLName"\s*:\s*\{\s*"Space"\s*:\s*"([^"\\]*)"\s*,\s*"Local"\s*:\s*"([^"\\]+)"\s*\}/y;
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    return found === null ? undefined : { namespace: found[1]!, name: found[2]! };
  }

  /** The currency of the object that begins here, where it is an amount; it may stand before or behind the figure. */
  private currencyAhead(): string | undefined {
    const found = /^[^{}[\]]*/.exec(this.text.slice(this.at, this.at + 400))?.[0] ?? '';
    return /"[@$_-]?Ccy"\s*:\s*"([A-Za-z]{1,10})"/.exec(found)?.[1];
  }

  /** Passes a comma, or the end of an array or object; gives true at the end. */
  private closes(sign: string, first: boolean): boolean {
    this.blanks();
    if (this.text[this.at] === sign) {
      this.at++;
      return true;
    }
    if (first) return false;
    if (this.text[this.at] !== ',') throw this.fault(`"," or "${sign}"`);
    this.at++;
    this.blanks();
    return false;
  }

  private blanks(): void {
    while (/[ \t\r\n,]/.test(this.text[this.at] ?? '') && (this.depth === 0 || this.text[this.at] !== ','))
      this.at++;
  }

  private deeper(): void {
    if (++this.depth > this.bounds.maxDepth) {
      throw new Fault('messages/too-deep', `More than ${this.bounds.maxDepth} elements deep`);
    }
  }

  private fault(expected: string): Fault {
    if (this.at >= this.text.length) return TRUNCATED;
    return new Fault('messages/not-well-formed', `Not well-formed JSON: ${expected} expected`);
  }
}

/** How a string with escapes stands in the source. */
function piecesOf(raw: string, start: number): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let at = 0;
  for (const { 0: written, index } of raw.matchAll(/\\u[\da-fA-F]{4}|\\.|[^\\]+/gs)) {
    pieces.push({ at, start: start + index, end: start + index + written.length });
    at += written.startsWith('\\') ? 1 : written.length;
  }
  return pieces;
}
