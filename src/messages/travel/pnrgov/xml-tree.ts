import { SaxesParser } from 'saxes';
import { RiegelError } from '../../../entity/index.ts';

/** An element with what is in it; names carry no prefix. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
  readonly line: number;
  readonly span: readonly [from: number, to: number];
}

interface Open {
  name: string;
  attributes: Record<string, string>;
  children: XmlElement[];
  text: string;
  line: number;
  from: number;
}

const DEEPEST = 40;
const MOST = 2_000_000;

/**
 * Gives the elements of a name one after the other, each when it is whole; the attributes of elements around it are
 * given with them by `onOpen`. No document type, no entities but the five of XML. Throws `travel/bad-xml` with line and
 * column, after what could be read.
 */
export function* xmlElements(
  text: string,
  wanted: string,
  onOpen: (name: string, attributes: Readonly<Record<string, string>>) => void = () => {},
): Generator<XmlElement, void> {
  const done: XmlElement[] = [];
  let failure: RiegelError | undefined;
  const stack: Open[] = [];
  let count = 0;
  let depth = 0;
  const parser = new SaxesParser({ xmlns: false, position: true });
  const fail = (message: string) => {
    failure ??= new RiegelError('travel/bad-xml', message, {
      place: { line: parser.line, column: parser.column },
    });
  };
  parser.on('error', () => fail('The XML is not well-formed'));
  parser.on('doctype', () => fail('A document type is refused'));
  parser.on('opentag', (tag) => {
    depth++;
    if (depth > DEEPEST || ++count > MOST) fail('The XML is too deep or too long');
    if (failure !== undefined) return;
    const name = localName(tag.name);
    const attributes = Object.fromEntries(
      Object.entries(tag.attributes as Record<string, string>).map(([key, value]) => [
        localName(key),
        value.trim(),
      ]),
    );
    if (stack.length === 0 && name !== wanted) onOpen(name, attributes);
    if (stack.length > 0 || name === wanted) {
      const from = text.lastIndexOf('<', parser.position - 1);
      stack.push({ name, attributes, children: [], text: '', line: parser.line, from });
    }
  });
  const onText = (piece: string) => {
    const open = stack.at(-1);
    if (open !== undefined && failure === undefined) open.text += piece;
  };
  parser.on('text', onText);
  parser.on('cdata', onText);
  parser.on('closetag', () => {
    depth--;
    const open = stack.pop();
    if (open === undefined || failure !== undefined) return;
    const { from, ...rest } = open;
    const element = { ...rest, text: open.text.trim(), span: [from, parser.position] as const };
    const above = stack.at(-1);
    if (above === undefined) done.push(element);
    else above.children.push(element);
  });
  for (let at = 0; at < text.length && failure === undefined; at += 1 << 16) {
    parser.write(text.slice(at, at + (1 << 16)));
    yield* done.splice(0);
  }
  if (failure === undefined) parser.close();
  yield* done.splice(0);
  // What of the last one came is given as well: its people are not lost for its end.
  while (stack.length > 0) {
    const { from, ...rest } = stack.pop()!;
    const element = { ...rest, span: [from, text.length] as const };
    const above = stack.at(-1);
    if (above === undefined) yield element;
    else above.children.push(element);
  }
  if (failure !== undefined) throw failure;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** Elements of a name at any depth. */
export function within({ children }: XmlElement, name: string): XmlElement[] {
  return children.flatMap((child) => (child.name === name ? [child] : within(child, name)));
}

export function childNamed({ children }: XmlElement, name: string): XmlElement | undefined {
  return children.find((child) => child.name === name);
}
