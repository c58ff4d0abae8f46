import { type CleanStep, cleanText } from '../script/clean.ts';
import { joinParts, withMeaning } from './joined.ts';
import type { JoinedPart, NameKind, Part, SetAside } from './part.ts';
import { sortPerson } from './person.ts';
import { MAX_WORDS, readWords } from './read-words.ts';
import { sortThing } from './thing.ts';

export interface AnalysedName {
  /** The cleaned text. */
  readonly text: string;
  readonly kind: NameKind;
  readonly parts: readonly Part[];
  readonly joined: readonly JoinedPart[];
  readonly numbers: readonly string[];
  readonly legalForms: readonly string[];
  readonly setAside: readonly SetAside[];
  readonly steps: readonly CleanStep[];
}

/** Takes a name as written and what bears it; gives its words with their roles, and every step taken. Pure. */
export function analyseName(text: string, kind: NameKind): AnalysedName {
  const cleaned = cleanText(text);
  const { words, cut } = readWords(cleaned.text, kind);
  const sorted = kind === 'person' ? sortPerson(words) : sortThing(words, kind);
  const parts = sorted.parts.map((part) => withMeaning(part, kind));
  return {
    text: cleaned.text,
    kind,
    parts,
    joined: joinParts(parts, kind),
    numbers: sorted.numbers,
    legalForms: sorted.legalForms,
    setAside: sorted.setAside,
    steps: cut
      ? [...cleaned.steps, { kind: 'cut', from: `${cleaned.text.slice(0, 20)}…`, to: `${MAX_WORDS} words` }]
      : cleaned.steps,
  };
}
