import { wordsOf } from './words.ts';

/** A word of running text. Offsets are UTF-16 units of the text. */
export interface TextWord {
  /** Lower case. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Begins with a capital letter, or is of a script without capitals. */
  readonly capital: boolean;
}

/** The words of a running text, as names are written in it. */
export function textWords(text: string): TextWord[] {
  return wordsOf(text).map(({ text: word, start, end }) => {
    const first = text.slice(start, start + 1);
    return {
      text: word,
      start,
      end,
      capital: first !== first.toLowerCase() || first === first.toUpperCase(),
    };
  });
}
