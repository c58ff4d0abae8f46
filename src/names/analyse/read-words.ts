import { isOrganisationWord } from '../frequency/organisation-words.ts';
import { compoundNameAt } from '../knowledge/compound-names.ts';
import { gluedForm, isBrokenFormWord, legalFormAffix, slippedFormWord } from '../knowledge/legal-forms.ts';
import { nativeForm } from '../knowledge/native-form.ts';
import { orgConceptsInside, slippedConceptWord } from '../knowledge/organisation-words.ts';
import { Remembered } from '../remembered.ts';
import { splitArabicArticle } from '../romanise/arabic.ts';
import { asKnown, makeTerm, withMoreSymbols } from '../terms/make-term.ts';
import { TERM_KIND, type Term } from '../terms/term.ts';
import type { NameKind } from './part.ts';
import { personSymbols } from './person-symbols.ts';
import { splitSyllables } from './syllables.ts';
import { clearTermCache, remembered } from './term-cache.ts';
import { type Word, wordsOf } from './words.ts';

/** A word with its term, as the tables of knowledge look it up. */
export interface ReadWord {
  readonly surface: string;
  /** Latin reading of a Latin word, the native word otherwise. */
  readonly form: string;
  readonly term: Term;
  /** The word of a legal form that it is with a slip: `limted`. */
  readonly slippedForm?: string;
  /** The word of a trade that it is with a slip: `shiping`. */
  readonly slippedConcept?: string;
}

/** Longest name that is compared, in words: what is longer is cut. */
export const MAX_WORDS = 30;

/** Terms of words already read. A word reads the same everywhere, so the cache changes no answer. */
const caches = new Map<string, Remembered<string, ReadWord>>();
const CACHE_SIZE = 100_000;

/** What a word is read as depends on whose name it is in, and on which part of the name it is where that is told. */
function cacheOf(kind: NameKind, part: Word['part']): Remembered<string, ReadWord> {
  const key = kind === 'person' ? (part ?? 'person') : 'thing';
  let cache = caches.get(key);
  if (cache === undefined) {
    cache = new Remembered(CACHE_SIZE);
    caches.set(key, cache);
  }
  return cache;
}

/** Forgets all words read: for measuring without it. */
export function clearWordCache(): void {
  caches.clear();
  clearTermCache();
}

/** Takes cleaned text; gives its words with their terms, at most MAX_WORDS. */
export function readWords(text: string, kind: NameKind): { words: ReadWord[]; cut: boolean } {
  const parted = splitArticles(splitSyllables(wordsOf(text), kind));
  const written = kind === 'organisation' ? splitRuns(mendForms(parted)) : parted;
  const words: ReadWord[] = [];
  for (const word of written.slice(0, MAX_WORDS)) {
    const known = termOf(word, kind);
    words.push(
      known.surface === text.slice(word.start, word.end)
        ? known
        : { ...known, surface: text.slice(word.start, word.end) },
    );
  }
  return { words, cut: written.length > MAX_WORDS };
}

function termOf(word: Word, kind: NameKind): ReadWord {
  return cacheOf(kind, word.part).of(word.text, () => readWord(word, kind));
}

function readWord(word: Word, kind: NameKind): ReadWord {
  let term = makeTerm(word.text, word.script, [], word.part);
  const latin = word.script === 'latin' || word.script === 'common';
  const form = latin && term.latin !== '' ? term.latin : word.text;
  if (kind === 'person') {
    const symbols = personSymbols(form);
    // A syllable reads like names of other peoples by chance: `娟` is no `Juan`.
    if (form !== term.latin && term.latin !== '' && term.kind !== TERM_KIND.syllable)
      symbols.push(...personSymbols(term.latin));
    term = withMoreSymbols(term, symbols);
  } else if (isOrganisationWord(form)) term = asKnown(term);
  const slipped = kind === 'person' || term.known ? undefined : slippedFormWord(form);
  const concept = kind === 'person' || term.known ? undefined : slippedConceptWord(form);
  return {
    surface: word.text,
    form,
    term,
    ...(slipped === undefined ? {} : { slippedForm: slipped }),
    ...(concept === undefined ? {} : { slippedConcept: concept }),
  };
}

/** Arabic writes its article joined to the word: `الظواهري` is read as two words, as it is romanised. */
function splitArticles(words: readonly Word[]): readonly Word[] {
  if (!words.some((word) => word.script === 'arabic')) return words;
  return words.flatMap((word, i) => {
    const rest = word.script === 'arabic' ? splitArabicArticle(word.text) : undefined;
    if (rest === undefined) return [word];
    // In `صلاح الدين` the article joins the parts of one name; `عبد الكريم` is `Abdul Karim` as often as one word.
    const before = words[i - 1];
    const compound = before === undefined ? undefined : compoundNameAt([before.text, word.text], 0);
    if (compound?.length === 2 && compound.kind !== 'servant') return [word];
    return [
      { ...word, text: 'ال', end: word.start + 2 },
      { ...word, text: rest, start: word.start + 2 },
    ];
  });
}

/**
 * `JSCINTEGRAL`, `Rajbrooklimited`: a legal form whose blank was lost is a word of its own. `LIMI TED`: one with a blank
 * too many is one word.
 */
function mendForms(words: readonly Word[]): Word[] {
  const whole: Word[] = [];
  for (const word of words) {
    const before = whole.at(-1);
    const broken =
      before?.script === 'latin' &&
      word.script === 'latin' &&
      !(isOrganisationWord(before.text) && isOrganisationWord(word.text)) &&
      isBrokenFormWord(before.text, word.text);
    if (broken) whole[whole.length - 1] = { ...before, text: before.text + word.text, end: word.end };
    else whole.push(word);
  }
  return whole.flatMap((word) => {
    const glued = word.script === 'latin' ? gluedForm(word.text) : undefined;
    if (glued === undefined || isOrganisationWord(word.text)) return [word];
    const cut = glued.side === 'start' ? glued.length : word.text.length - glued.length;
    return [
      { ...word, text: word.text.slice(0, cut), end: word.start + cut },
      { ...word, text: word.text.slice(cut), start: word.start + cut },
    ];
  });
}

/**
 * `朝鮮貿易銀行`, `沈忠國際海運有限公司`: an organisation's name in a script without blanks is parted into its legal form,
 * the words that say what it does, and the name between them.
 */
function splitRuns(words: readonly Word[]): readonly Word[] {
  if (!words.some((word) => word.script === 'han' || word.script === 'hangul')) return words;
  return words.flatMap((word) => {
    if (word.script !== 'han' && word.script !== 'hangul') return [word];
    // Offsets are those of the word only where folding leaves its length as it is.
    if (nativeForm(word.text) !== word.text) return [word];
    const form = legalFormAffix(word.text);
    const rest = form?.rest ?? word.text;
    const pieces = orgConceptsInside(rest).map(({ text }) => text);
    if (form !== undefined) {
      const affix = form.side === 'end' ? word.text.slice(rest.length) : word.text.slice(0, -rest.length);
      if (form.side === 'end') pieces.push(affix);
      else pieces.unshift(affix);
    }
    if (pieces.length < 2) return [word];
    let start = word.start;
    return pieces.map((text) => {
      const piece = { ...word, text, start, end: start + text.length };
      start = piece.end;
      return piece;
    });
  });
}

/** Several words as one, with what they stand for. */
export function joinWords(words: readonly ReadWord[], symbols: readonly number[]): ReadWord {
  if (words.length === 1) return withSymbols(words[0]!, symbols);
  const latin = words.map((w) => w.term.latin).join('');
  const term = remembered(`whole:${latin}:${symbols.join(',')}`, () => makeTerm(latin, 'latin', symbols));
  return { surface: words.map((w) => w.surface).join(' '), form: words.map((w) => w.form).join(' '), term };
}

export function withSymbols(word: ReadWord, symbols: readonly number[]): ReadWord {
  return {
    ...word,
    term: remembered(`${symbols.join(',')}+${word.term.id}`, () => withMoreSymbols(word.term, symbols)),
  };
}
