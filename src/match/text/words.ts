import { analyseName, type NameKind, type Term, type TextWord, textWords } from '../../names/index.ts';

/** A word of a text as names are looked for in it. */
export interface PlacedWord extends TextWord {
  /** Number of the run it is in: a name does not go on past the end of a sentence or a bracket. */
  readonly run: number;
}

/** What ends a run between two words. A full stop behind one or two letters is an initial's or an abbreviation's. */
const BREAK = /[.!?;:()[\]{}"„“”«»|•…]|\n\s*\n/u;
const SHORT_WORD = 2;

/** Takes a text; gives its words with their offsets, in runs that a name may lie in. */
export function placedWords(text: string): PlacedWord[] {
  let run = 0;
  let end = 0;
  let length = 0;
  return textWords(text).map((word) => {
    const gap = text.slice(end, word.start);
    if (BREAK.test(gap) && !(length <= SHORT_WORD && /^\.\s*$/u.test(gap))) run++;
    end = word.end;
    length = word.end - word.start;
    return { ...word, run };
  });
}

/** The terms that a word of a text may be in a name, as that of a person and of a thing. */
export function termsOfWord(word: string): readonly Term[] {
  const terms: Term[] = [];
  for (const kind of ['person', 'organisation'] as const satisfies readonly NameKind[]) {
    for (const part of analyseName(word, kind).parts) {
      if (
        part.role !== 'initial' &&
        part.role !== 'stop' &&
        !terms.some((term) => term.id === part.term.id)
      ) {
        terms.push(part.term);
      }
    }
  }
  return terms;
}
