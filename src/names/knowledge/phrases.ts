import { nativeForm } from './native-form.ts';

/** Where a phrase of the knowledge stands in a row of tokens. */
export interface PhraseMatch<T> {
  /** How many tokens it covers, at least 1. */
  readonly length: number;
  readonly value: T;
}

/** Phrases of one or more tokens, found by their longest match at a place. */
export interface PhraseTable<T> {
  at(tokens: readonly string[], index: number): PhraseMatch<T> | undefined;
  /** The value of one token or of a phrase with single blanks. */
  get(phrase: string): T | undefined;
  readonly size: number;
}

/**
 * Takes pairs of a phrase (tokens separated by one blank, in native form) and its value; the first value of a
 * phrase wins. Every look-up is one Map access for a token that starts no phrase.
 */
export function phraseTable<T>(entries: Iterable<readonly [string, T]>): PhraseTable<T> {
  const values = new Map<string, T>();
  const longest = new Map<string, number>();
  for (const [phrase, value] of entries) {
    if (values.has(phrase)) continue;
    values.set(phrase, value);
    const tokens = phrase.split(' ');
    const first = tokens[0]!;
    longest.set(first, Math.max(longest.get(first) ?? 0, tokens.length));
  }
  return Object.freeze({
    size: values.size,
    get: (phrase: string) => values.get(nativeForm(phrase)),
    at(tokens: readonly string[], index: number) {
      const token = tokens[index];
      if (token === undefined) return undefined;
      const first = nativeForm(token);
      const reach = Math.min(longest.get(first) ?? 0, tokens.length - index);
      for (let length = reach; length > 0; length--) {
        const phrase = length === 1 ? first : nativeForm(tokens.slice(index, index + length).join(' '));
        const value = values.get(phrase);
        if (value !== undefined) return { length, value };
      }
      return undefined;
    },
  });
}
