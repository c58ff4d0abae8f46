import { RiegelError } from '../entity/index.ts';

/** What JSON can say. A member that is undefined is left out. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [member: string]: Json | undefined };

/** Deeper than any record is; a structure that contains itself ends here. */
const MAX_DEPTH = 64;

/**
 * JSON in its one canonical form (RFC 8785): members in the order of their names' UTF-16 units, no blanks, numbers
 * and strings as ECMAScript writes them. Half a surrogate pair, which I-JSON does not know, becomes U+FFFD. Throws
 * `journal/not-json` for what JSON cannot say (NaN, a function, a bigint, deeper than 64 levels).
 */
export function canonicalJson(value: Json): string {
  return written(value, 0);
}

function written(value: Json | undefined, depth: number): string {
  switch (typeof value) {
    case 'string':
      return quoted(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      if (Number.isFinite(value)) return JSON.stringify(value);
      break;
    case 'object':
      if (value === null) return 'null';
      if (depth >= MAX_DEPTH) break;
      return Array.isArray(value) ? arrayText(value, depth) : objectText(value as JsonObject, depth);
  }
  throw new RiegelError('journal/not-json', 'A value for the journal cannot be said in JSON', {
    expected: `text, finite numbers, booleans, null, lists and objects, at most ${MAX_DEPTH} deep`,
  });
}

type JsonObject = { readonly [member: string]: Json | undefined };

function arrayText(values: readonly Json[], depth: number): string {
  let text = '[';
  for (let i = 0; i < values.length; i++) {
    text += (i === 0 ? '' : ',') + written(values[i], depth + 1);
  }
  return `${text}]`;
}

function objectText(object: JsonObject, depth: number): string {
  let text = '{';
  for (const member of Object.keys(object).sort()) {
    const value = object[member];
    if (value === undefined) continue;
    text += `${text.length === 1 ? '' : ','}${quoted(member)}:${written(value, depth + 1)}`;
  }
  return `${text}}`;
}

function quoted(text: string): string {
  return JSON.stringify(text.isWellFormed() ? text : text.toWellFormed());
}
