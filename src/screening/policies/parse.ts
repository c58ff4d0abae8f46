import type { Document, LineCounter } from 'yaml';
import { type ErrorPlace, RiegelError } from '../../entity/index.ts';
import type { PolicyDocument } from './document.ts';
import { faultsOf } from './validate.ts';

const MAX_TEXT = 256 * 1024;
/** More are told of no document: who mends ten sees the rest. */
const TOLD = 10;

/**
 * Reads a policy from YAML or JSON. Throws `policy/unreadable` for what is neither, and `policy/invalid` for the first
 * thing that is wrong with it, with line, column and JSON pointer; further ones stand in the message.
 * @param file for the place of an error
 */
export async function parsePolicy(text: string, file?: string): Promise<PolicyDocument> {
  const { LineCounter, parseDocument } = await yaml();
  const named = file === undefined ? {} : { file };
  if (text.length > MAX_TEXT) {
    throw new RiegelError('policy/unreadable', `A policy of ${text.length} characters`, {
      place: named,
      expected: `${MAX_TEXT} at most`,
    });
  }
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: true,
    prettyErrors: false,
    schema: 'core',
    merge: false,
  });
  const wrong = document.errors[0] ?? document.warnings[0];
  if (wrong !== undefined) {
    throw new RiegelError('policy/unreadable', `The policy is no YAML or JSON: ${wrong.message}`, {
      place: { ...named, ...lineAndColumn(lines, wrong.pos[0]) },
      expected: 'one YAML or JSON document without repeated keys',
    });
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 0 });
  } catch (cause) {
    throw new RiegelError('policy/unreadable', 'The policy refers to parts of itself', {
      place: named,
      expected: 'every setting written out',
      cause,
    });
  }
  const faults = await faultsOf(value);
  const [first, ...others] = faults;
  if (first === undefined) return deepFrozen(value as PolicyDocument);
  const more = others.slice(0, TOLD - 1).map(({ path, message }) => `${path || '/'}: ${message}`);
  throw new RiegelError('policy/invalid', [first.message, ...more].join('; '), {
    place: {
      ...named,
      path: first.path === '' ? '/' : first.path,
      ...(await placeIn(document, lines, first.path)),
    },
    ...(first.expected === undefined ? {} : { expected: first.expected }),
  });
}

/** Loaded only where it is needed: a screening must not wait for it. */
function yaml(): Promise<typeof import('yaml')> {
  return import('yaml');
}

/** A policy as YAML, ready to be edited and parsed again. */
export async function policyText(document: PolicyDocument): Promise<string> {
  const { stringify } = await yaml();
  return stringify(document, { lineWidth: 110, aliasDuplicateObjects: false });
}

/** Line and column of what a JSON pointer leads to, or of the nearest thing around it. */
async function placeIn(document: Document, lines: LineCounter, pointer: string): Promise<ErrorPlace> {
  const { isNode } = await yaml();
  const keys = pointer.split('/').slice(1).map(unescaped);
  for (let depth = keys.length; depth >= 0; depth--) {
    const node = depth === 0 ? document.contents : document.getIn(keys.slice(0, depth).map(asIndex), true);
    if (isNode(node) && node.range) return lineAndColumn(lines, node.range[0]);
  }
  return {};
}

function unescaped(key: string): string {
  return key.replaceAll('~1', '/').replaceAll('~0', '~');
}

function asIndex(key: string): string | number {
  return /^\d+$/.test(key) ? Number(key) : key;
}

function lineAndColumn(lines: LineCounter, offset: number): ErrorPlace {
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

function deepFrozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const each of Object.values(value)) deepFrozen(each);
    Object.freeze(value);
  }
  return value;
}
