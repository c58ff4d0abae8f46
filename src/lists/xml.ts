/**
 * Reads the XML in which authorities publish lists: one record element at a time, as a plain tree.
 * A list is an untrusted input: no DOCTYPE, no entity expansion, bounded depth and size.
 */
import { SaxesParser } from 'saxes';
import { RiegelError } from '../entity/index.ts';
import type { ParseIssue } from './source.ts';
import { decodeXml } from './xml-encoding.ts';

/** An element with all that is inside it. Names carry no namespace prefix. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** The element's own character data, trimmed; that of its children is theirs. */
  readonly text: string;
  /** Where the start tag begins, from 1. */
  readonly line: number;
  readonly column: number;
}

export interface XmlOptions {
  /** File name, for the place in errors and issues. */
  readonly file: string;
  /** Local names of the root element that are right; another is refused with `lists/unknown-root`. */
  readonly roots: readonly string[];
  /** Local names of the elements handed to `onRecord`. A record inside a record belongs to the outer one. */
  readonly records: readonly string[];
  /** Replace each `&` that begins no reference by `&amp;` and report it as an issue `bare-ampersand`. */
  readonly mendAmpersands?: boolean;
  /** Deepest nesting, default 64. */
  readonly maxDepth?: number;
  /** Most elements in one record, default 200,000. */
  readonly maxElements?: number;
}

export interface XmlReading {
  readonly root: {
    readonly name: string;
    readonly attributes: Readonly<Record<string, string>>;
    /** The root's namespace URI; empty when it has none. */
    readonly namespace: string;
  };
  /** Paths (without the root) of elements that stand outside every record, with how often each came. */
  readonly outside: ReadonlyMap<string, number>;
  /** What was mended, one issue for each place. */
  readonly issues: readonly ParseIssue[];
}

interface Building {
  name: string;
  attributes: Record<string, string>;
  children: Building[];
  text: string;
  line: number;
  column: number;
}

const LARGEST = 0x1fffffe8; // V8's longest string; a larger file could not be decoded

/**
 * Reads a document and hands over each record element as soon as it is complete.
 *
 * Throws RiegelError: `lists/empty`, `lists/encoding`, `lists/too-large`, `lists/doctype`,
 * `lists/unknown-root`, `lists/not-well-formed` (with line and column) and `lists/truncated` when the input
 * ends inside an element. Records before the fault have been handed over by then: a caller that keeps the
 * last good version must not use them.
 */
export function readXml(
  bytes: Uint8Array,
  options: XmlOptions,
  onRecord: (record: XmlElement) => void,
): XmlReading {
  const { file, maxDepth = 64, maxElements = 200_000 } = options;
  if (bytes.length > LARGEST) {
    throw new RiegelError('lists/too-large', `${bytes.length} bytes are more than a list may have`, {
      place: { file },
    });
  }
  const decoded = decodeXml(bytes, file);
  const { text, issues } = options.mendAmpersands
    ? mendBareAmpersands(decoded, file)
    : { text: decoded, issues: [] };

  const records = new Set(options.records);
  const outside = new Map<string, number>();
  const open: Building[] = []; // elements of the record being built, outermost first
  const path: string[] = []; // names of all open elements
  let root: XmlReading['root'] | undefined;
  let elements = 0;
  let line = 1;
  let column = 1;

  const parser = new SaxesParser();
  const place = () => ({ file, line: parser.line, column: parser.column + 1, path: path.join('/') });
  const refuse = (code: string, message: string, expected?: string): never => {
    throw new RiegelError(code, message, { place: place(), ...(expected && { expected }) });
  };

  let ended = false;
  parser.on('error', (error) => {
    const reason = error.message.replace(/^(?:\S*?:)?\d+:\d+: /, '');
    // The parser looks for the `;` of a reference far beyond a bare `&`: name the place of the fault itself.
    const ampersand = faultyAmpersand(text);
    if (ampersand !== undefined) {
      const { line, column } = ampersand;
      throw new RiegelError('lists/not-well-formed', 'Not well-formed XML: "&" begins no reference', {
        place: { file, line, column },
        expected: '&amp;',
      });
    }
    if (ended) refuse('lists/truncated', `The input ends too early: ${reason}`);
    refuse('lists/not-well-formed', `Not well-formed XML: ${reason}`);
  });
  parser.on('doctype', () => refuse('lists/doctype', 'A list with a DOCTYPE is refused'));
  parser.on('opentagstart', (tag) => {
    // The parser stands behind the name and the one character that ended it.
    column = parser.column - tag.name.length - 1;
    line = column < 1 ? parser.line - 1 : parser.line;
    column = Math.max(column, 1);
  });
  parser.on('opentag', (tag) => {
    const name = localName(tag.name);
    if (root === undefined) {
      if (!options.roots.includes(name)) {
        refuse('lists/unknown-root', `Unknown root element "${name}"`, options.roots.join(' or '));
      }
      root = { name, attributes: localAttributes(tag.attributes), namespace: namespaceOf(tag) };
    }
    if (path.push(name) > maxDepth) refuse('lists/too-deep', `More than ${maxDepth} elements deep`);
    const parent = open.at(-1);
    if (parent === undefined && !records.has(name)) {
      if (path.length > 1) {
        const key = path.slice(1).join('/');
        outside.set(key, (outside.get(key) ?? 0) + 1);
      }
      return;
    }
    if (parent === undefined) elements = 0;
    if (++elements > maxElements) refuse('lists/too-large', `A record of more than ${maxElements} elements`);
    const element = {
      name,
      attributes: localAttributes(tag.attributes),
      children: [],
      text: '',
      line,
      column,
    };
    parent?.children.push(element);
    open.push(element);
  });
  const onText = (chunk: string): void => {
    const element = open.at(-1);
    if (element !== undefined) element.text += chunk;
  };
  parser.on('text', onText);
  parser.on('cdata', onText);
  parser.on('closetag', () => {
    path.pop();
    const element = open.pop();
    if (element === undefined) return;
    element.text = element.text.trim();
    if (open.length === 0) onRecord(element);
  });

  parser.write(text);
  ended = true;
  parser.close();
  return { root: root as unknown as XmlReading['root'], outside, issues };
}

/** Comments, CDATA and processing instructions may hold any `&`; elsewhere it must begin a reference. */
const ASIDE_OR_AMPERSAND =
  /<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<!--[\s\S]*?(?:-->|$)|<\?[\s\S]*?(?:\?>|$)|&(?!(?:[A-Za-z_:][\w:.-]*|#\d+|#x[\da-fA-F]+);)/g;

interface TextPlace {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

function* bareAmpersands(text: string): Generator<TextPlace> {
  let line = 1;
  let lineStart = 0;
  for (const { 0: found, index: offset } of text.matchAll(ASIDE_OR_AMPERSAND)) {
    if (found !== '&') continue;
    for (let next = text.indexOf('\n', lineStart); next !== -1 && next < offset; ) {
      line++;
      lineStart = next + 1;
      next = text.indexOf('\n', lineStart);
    }
    yield { offset, line, column: offset - lineStart + 1 };
  }
}

/** Lines and columns are those of the published file. */
function mendBareAmpersands(text: string, file: string): { text: string; issues: ParseIssue[] } {
  const issues: ParseIssue[] = [];
  const pieces: string[] = [];
  let from = 0;
  for (const { offset, line, column } of bareAmpersands(text)) {
    pieces.push(text.slice(from, offset), '&amp;');
    from = offset + 1;
    const message = `"&" in column ${column} begins no reference; read as "&amp;"`;
    issues.push({ severity: 'mended', code: 'bare-ampersand', message, file, line });
  }
  pieces.push(text.slice(from));
  return { text: pieces.join(''), issues };
}

/** The first `&` that is a fault of the document, not a reference cut by the end of the input. */
function faultyAmpersand(text: string): TextPlace | undefined {
  for (const place of bareAmpersands(text)) {
    return /^&#?\w*$/.test(text.slice(place.offset, place.offset + 100)) ? undefined : place;
  }
  return undefined;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function localAttributes(attributes: Readonly<Record<string, string>>): Record<string, string> {
  const local: Record<string, string> = {};
  for (const name in attributes) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) local[localName(name)] = attributes[name] as string;
  }
  return local;
}

function namespaceOf(tag: { name: string; attributes: Readonly<Record<string, string>> }): string {
  const colon = tag.name.indexOf(':');
  return tag.attributes[colon === -1 ? 'xmlns' : `xmlns:${tag.name.slice(0, colon)}`] ?? '';
}

/** Children of that name, in order. */
export function childrenOf(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element === undefined ? [] : element.children.filter((child) => child.name === name);
}

/** The first element reached by going down those names. */
export function childOf(
  element: XmlElement | undefined,
  ...names: readonly string[]
): XmlElement | undefined {
  let found = element;
  for (const name of names) found = found?.children.find((child) => child.name === name);
  return found;
}

/** Text of the element reached by going down those names; empty when there is none. */
export function textOf(element: XmlElement | undefined, ...names: readonly string[]): string {
  return childOf(element, ...names)?.text ?? '';
}
