import { parse } from 'csv-parse/sync';
import type { ColumnMapping } from './mapping.ts';

/** A value of a cell, and the source's text for it where it was changed on the way. */
interface CellValue {
  readonly value: string;
  readonly original?: string;
}

/** Compiled once for each mapping: the steps from a cell to its values. */
export type CellReader = (cell: string) => readonly CellValue[];

/** Placeholders that lists write for "nothing", in every language and list. */
const NOTHING = /^(?:[-–—.?*\s]*|n\/?a|none|null|nil|unknown|not (?:known|available))$/iu;

/** The steps of a column in their order: replace, split, take, drop, translate, name order. */
export function cellReader(mapping: ColumnMapping): CellReader {
  const replacements = (mapping.replace ?? []).map(
    ([pattern, replacement]) => [new RegExp(pattern, 'giu'), replacement] as const,
  );
  const split = splitter(mapping.split);
  const take = mapping.take === undefined ? undefined : new RegExp(mapping.take, 'giu');
  const drop = mapping.drop === undefined ? undefined : new RegExp(`^(?:${mapping.drop})$`, 'iu');
  const translations = new Map(
    Object.entries(mapping.values ?? {}).map(([from, to]) => [from.trim().toLowerCase(), to]),
  );
  return (cell) => {
    let text = cell;
    for (const [pattern, replacement] of replacements) text = text.replace(pattern, replacement);
    const values: CellValue[] = [];
    for (const part of split(text)) {
      for (const taken of take ? groups(part, take) : [part]) {
        const original = taken.replace(/\s+/g, ' ').trim();
        if (original === '' || NOTHING.test(original) || drop?.test(original)) continue;
        const value = translations.get(original.toLowerCase()) ?? inOrder(original, mapping.order);
        if (value === '') continue;
        values.push(value === original ? { value } : { value, original });
      }
    }
    return values;
  };
}

function splitter(split: ColumnMapping['split']): (text: string) => readonly string[] {
  if (split === undefined) return (text) => [text];
  if (typeof split === 'string') {
    const pattern = new RegExp(split, 'giu');
    // A capturing group would be given back among the parts.
    return (text) => text.split(pattern).filter((part) => part !== undefined);
  }
  return (text) => quotedParts(text, split.quoted);
}

function quotedParts(text: string, delimiter: string): readonly string[] {
  if (!text.includes('"')) return text.split(delimiter);
  try {
    return parse(text, { delimiter, trim: true, relax_column_count: true }).flat() as string[];
  } catch {
    return text.split(delimiter);
  }
}

function* groups(text: string, pattern: RegExp): Generator<string> {
  for (const match of text.matchAll(pattern))
    yield match.slice(1).find((group) => group !== undefined) ?? match[0];
}

const SUFFIX = /^(?:jr|sr|junior|senior|i{2,3}|iv)\.?$/iu;

/** `LAST, First` as `First LAST`; a suffix after a second comma stays at the end. Other forms stay as they are. */
function inOrder(name: string, order: ColumnMapping['order']): string {
  if (order !== 'last-first') return name;
  const parts = name.split(',').map((part) => part.trim());
  const [last, first, suffix] = parts;
  if (!last || !first || SUFFIX.test(first)) return name;
  if (parts.length === 2) return `${first} ${last}`;
  return parts.length === 3 && suffix && SUFFIX.test(suffix) ? `${first} ${last} ${suffix}` : name;
}
