/** Reads an ISO 20022 schema and writes a message of it in which every element stands, each text another one. For tests. */
import { SaxesParser } from 'saxes';

interface ComplexType {
  readonly elements: { readonly name: string; readonly type: string }[];
  /** Of a type with text and attributes. */
  base?: string;
}

interface SimpleType {
  base: string;
  restricted: boolean;
}

interface MessageSchema {
  readonly namespace: string;
  readonly complex: ReadonlyMap<string, ComplexType>;
  readonly simple: ReadonlyMap<string, SimpleType>;
}

/** A leaf of the message and what was put into it. */
export interface FilledLeaf {
  readonly path: string;
  readonly type: string;
  /** Types of the elements around it, the outermost first. */
  readonly within: readonly string[];
  /** By this word it can be found again. */
  readonly marker: string;
  /** False of codes, figures and dates, which have a form of their own. */
  readonly text: boolean;
}

export function readSchema(xsd: string): MessageSchema {
  const complex = new Map<string, ComplexType>();
  const simple = new Map<string, SimpleType>();
  let namespace = '';
  let inComplex: ComplexType | undefined;
  let inSimple: SimpleType | undefined;
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    const local = name.replace(/^.*:/, '');
    const type = String(attributes.type ?? '').replace(/^.*:/, '');
    const base = String(attributes.base ?? '').replace(/^.*:/, '');
    if (local === 'schema') namespace = String(attributes.targetNamespace);
    else if (local === 'complexType') {
      inComplex = { elements: [] };
      complex.set(String(attributes.name), inComplex);
    } else if (local === 'simpleType') {
      inSimple = { base: '', restricted: false };
      simple.set(String(attributes.name), inSimple);
    } else if (local === 'element' && inComplex !== undefined)
      inComplex.elements.push({ name: String(attributes.name), type });
    else if (local === 'extension' && inComplex !== undefined) inComplex.base = base;
    else if (local === 'restriction' && inSimple !== undefined) inSimple.base = base;
    else if ((local === 'pattern' || local === 'enumeration') && inSimple !== undefined)
      inSimple.restricted = true;
  });
  parser.on('closetag', ({ name }) => {
    if (name.endsWith('complexType')) inComplex = undefined;
    else if (name.endsWith('simpleType')) inSimple = undefined;
  });
  parser.write(xsd).close();
  return { namespace, complex, simple };
}

/** A message with every element of the schema once, all branches of choices side by side. */
export function fillMessage(schema: MessageSchema): { xml: string; leaves: readonly FilledLeaf[] } {
  const leaves: FilledLeaf[] = [];
  const out: string[] = [];
  const write = (name: string, type: string, path: string, types: readonly string[]): void => {
    const complex = schema.complex.get(type);
    const here = `${path}/${name}`;
    // A type within itself is not gone into a second time.
    if (complex !== undefined && types.filter((outer) => outer === type).length > 1) return;
    const attributes = path === '' ? ` xmlns="${schema.namespace}"` : '';
    out.push(`<${name}${attributes}>`);
    if (complex === undefined || complex.elements.length === 0) {
      const leaf = leafOf(schema, complex?.base ?? type, here, types, leaves.length);
      leaves.push(leaf);
      out.push(contentOf(leaf));
    } else for (const child of complex.elements) write(child.name, child.type, here, [...types, type]);
    out.push(`</${name}>`);
  };
  write('Document', 'Document', '', []);
  return { xml: out.join(''), leaves };
}

function leafOf(
  { simple }: MessageSchema,
  type: string,
  path: string,
  within: readonly string[],
  number: number,
): FilledLeaf {
  const letters = [...number.toString(26)]
    .map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 26)))
    .join('');
  const marker = MARKERS.find(([form]) => form.test(type))?.[1](number);
  if (marker !== undefined) return { path, type, within, marker, text: true };
  const found = simple.get(type);
  const text = found?.base === 'string' && !found.restricted && !/Code$/.test(type);
  return {
    path,
    type,
    within,
    marker: text ? `Mk${letters.replaceAll('x', 'xx').padStart(3, 'y')}xx` : '1',
    text,
  };
}

/** Numbers with a form of their own that identify somebody. */
const MARKERS: readonly (readonly [RegExp, (number: number) => string])[] = [
  [/^IBAN/, (number) => `GB12${String(number).padStart(14, '0')}`],
  [/^(?:Any)?BIC|^BEI/, (number) => `${lettersOf(number)}GBAA`],
  [/^LEIIdentifier/, (number) => `${String(number).padStart(18, 'A')}12`],
  [/^PhoneNumber/, (number) => `+44-${1_000_000 + number}`],
];

function lettersOf(number: number): string {
  return Array.from({ length: 4 }, (_, at) =>
    String.fromCharCode(65 + (Math.floor(number / 26 ** at) % 26)),
  ).join('');
}

/** Two words, as of a name. */
function contentOf({ marker, type }: FilledLeaf): string {
  return marker.startsWith('Mk') && !/^Max(?:[1-9]|1\d)Text$/.test(type) ? `${marker} Wort` : marker;
}
