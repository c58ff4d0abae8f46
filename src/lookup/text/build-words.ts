import { type Entity, schemaOf } from '../../entity/index.ts';
import { type SharedNumbers, sharedNumbers } from '../book/shared.ts';
import { tokensOf } from './tokens.ts';

/** Which entities hold which words. */
export interface WordData {
  /** In order of their UTF-16 units. */
  readonly words: readonly string[];
  readonly starts: SharedNumbers;
  /** Numbers of entities, ascending, each doubled; odd where the word is in a name. */
  readonly postings: SharedNumbers;
}

/** Types whose values nobody looks for by their words. */
const UNREAD = new Set(['entity', 'checksum', 'url', 'mimetype', 'json']);

/** Indexes the words of entities: of their names, and of all else that they say. */
export function buildWords(entities: readonly Entity[]): WordData {
  const found = new Map<string, number[]>();
  entities.forEach((entity, number) => {
    const inNames = new Set<string>();
    const inText = new Set<string>([
      entity.id.toLowerCase(),
      ...(entity.referents ?? []).map((id) => id.toLowerCase()),
    ]);
    for (const token of tokensOf(entity.caption)) inNames.add(token);
    const properties = schemaOf(entity.schema)?.properties;
    for (const [name, values] of Object.entries(entity.properties)) {
      const type = properties?.get(name)?.type;
      if (type !== undefined && UNREAD.has(type)) continue;
      const into = type === 'name' ? inNames : inText;
      for (const value of values) for (const token of tokensOf(value)) into.add(token);
    }
    for (const token of inNames) postingsOf(token).push(number * 2 + 1);
    for (const token of inText) if (!inNames.has(token)) postingsOf(token).push(number * 2);
  });
  function postingsOf(token: string): number[] {
    const known = found.get(token);
    if (known !== undefined) return known;
    const fresh: number[] = [];
    found.set(token, fresh);
    return fresh;
  }
  const words = [...found.keys()].sort();
  const starts = new Uint32Array(words.length + 1);
  words.forEach((word, i) => {
    starts[i + 1] = starts[i]! + found.get(word)!.length;
  });
  const postings = new Uint32Array(new SharedArrayBuffer(starts[words.length]! * 4));
  words.forEach((word, i) => {
    postings.set(found.get(word)!, starts[i]!);
    found.delete(word);
  });
  return { words, starts: sharedNumbers(starts), postings };
}
