import { analyseName, type NameKind, type Term, type TextWord, textWords } from '../../names/index.ts';

/** A word of a text as names are looked for in it. */
export interface PlacedWord extends TextWord {
  /** Number of the run it is in: a name does not go on past the end of a sentence. */
  readonly run: number;
  /** This word and the next as one, where nothing but a line end stands between them: a line may break a word. */
  readonly withNext?: string;
}

/** What ends a run between two words; a round bracket does not (`Evgenii (Evgeny) Pervyshov`). A full stop behind one or two letters is an initial's or an abbreviation's. */
const BREAK = /[.!?;:[\]{}"„“”«»|•…]|\n\s*\n/u;
const SHORT_WORD = 2;

/** What stands between the halves of a word that a line end broke: payments break at 35 signs, without a hyphen. */
const LINE_END = /^[-‐‑\u00ad¬]?[^\S\n]*\n[^\S\n]*$/u;
/** Letters of a broken word: a shorter one is as likely two words, a longer one is none. */
const SHORTEST_BROKEN = 5;
const LONGEST_BROKEN = 30;
const UNBROKEN = /^[\p{L}\p{M}]+$/u;

/** Takes a text; gives its words with their offsets, in runs that a name may lie in. */
export function placedWords(text: string): PlacedWord[] {
  let run = 0;
  let end = 0;
  let length = 0;
  const words = textWords(text);
  return words.map((word, at) => {
    const gap = text.slice(end, word.start);
    if (BREAK.test(gap) && !(length <= SHORT_WORD && /^\.\s*$/u.test(gap))) run++;
    end = word.end;
    length = word.end - word.start;
    const withNext = broken(text, word, words[at + 1]);
    return { ...word, run, ...(withNext === undefined ? {} : { withNext }) };
  });
}

function broken(text: string, word: TextWord, next: TextWord | undefined): string | undefined {
  if (next === undefined || !LINE_END.test(text.slice(word.end, next.start))) return undefined;
  const whole = word.text + next.text;
  const fits = whole.length >= SHORTEST_BROKEN && whole.length <= LONGEST_BROKEN;
  return fits && UNBROKEN.test(whole) ? whole : undefined;
}

/** True for a name that ordinary people bear (`Olga`): alone in a text it names nobody on a list. */
export function isOrdinary(word: string): boolean {
  return analyseName(word, 'person').parts.some(({ term }) => term.known);
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
