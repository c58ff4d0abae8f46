import { formsOf, nativeForm } from './native-form.ts';
import data from './organisation-words.data.json' with { type: 'json' };
import { type PhraseMatch, phraseTable } from './phrases.ts';
import { SlippedWords } from './slipped-words.ts';

/** What a word of an organisation's name means, whatever the language. */
export interface OrgConcept {
  /** Key of the meaning, in English: `bank`, `liberation`, `general-trading`. */
  readonly concept: string;
  /**
   * How much it tells: `generic` only that there is an organisation (group, company), `descriptive` what it does
   * (bank, shipping), `name` what it is called (islamic, front, north).
   */
  readonly weight: 'generic' | 'descriptive' | 'name';
}

function* conceptForms(): Generator<[string, OrgConcept]> {
  for (const entry of data.entries) {
    const concept = Object.freeze({ concept: entry.concept, weight: entry.weight as OrgConcept['weight'] });
    for (const form of formsOf(entry.forms)) yield [form, concept];
  }
}

const table = phraseTable(conceptForms());
const stopWords: ReadonlySet<string> = new Set(formsOf(data.stopWords));

/** Arabic writes the article and one-letter prepositions joined to the word: والتجارة is "and the trade". */
const ARABIC_CLITICS = ['وال', 'بال', 'فال', 'كال', 'ولل', 'لل', 'ال', 'و'] as const;
const SHORTEST_ARABIC_STEM = 3;

function withoutClitic(token: string): string | undefined {
  const form = nativeForm(token);
  for (const clitic of ARABIC_CLITICS) {
    if (form.startsWith(clitic) && form.length - clitic.length >= SHORTEST_ARABIC_STEM)
      return form.slice(clitic.length);
  }
  return undefined;
}

const ARABIC = /^\p{Script=Arabic}/u;

/**
 * Takes normalised tokens and a place; gives the concept of the longest phrase that starts there, in any of the
 * languages, or undefined. Arabic words are found with and without their joined article.
 */
export function orgConceptAt(tokens: readonly string[], index: number): PhraseMatch<OrgConcept> | undefined {
  const match = table.at(tokens, index);
  if (match !== undefined) return match;
  const token = tokens[index];
  if (token === undefined || !ARABIC.test(token)) return undefined;
  const stem = withoutClitic(token);
  const value = stem === undefined ? undefined : table.get(stem);
  return value === undefined ? undefined : { length: 1, value };
}

/** Shorter words of a trade are a slip away from names. */
const SHORTEST_SLIPPED = 7;
const conceptWords = new Set(
  [...conceptForms()].flatMap(([form, { weight }]) =>
    weight !== 'name' && /^[a-z ]+$/.test(form) ? form.split(' ') : [],
  ),
);
const slips = new SlippedWords([...conceptWords].filter((word) => word.length >= SHORTEST_SLIPPED));

/** Syllables of Chinese as romanised, each with its consonant. */
const PINYIN =
  /^(?:(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])(?:i[aeou]?|u[aeio]?|a[io]?|ei?|ou?)(?:ng?(?![aeiou]))?){2,}$/;

/**
 * Takes one normalised token; gives the word of a trade that it is with a slip (`shiping`), or undefined where it is
 * none or is such a word itself.
 */
export function slippedConceptWord(token: string): string | undefined {
  if (token.length < SHORTEST_SLIPPED - 1 || !/^[a-z]+$/.test(token) || table.get(token) !== undefined)
    return undefined;
  const meant = conceptWords.has(token) ? undefined : slips.meant(token);
  // A letter put before a word makes a name of it: `Aservice`. Another vowel makes another Chinese word: `Hongkong` is
  // no slip for `hangkong`, aviation.
  return meant?.[0] === token[0] && !(PINYIN.test(token) && PINYIN.test(meant!)) ? meant : undefined;
}

/** Takes one normalised token; tells whether it names a concept by itself, or links words. */
export function isOrganisationConceptWord(token: string): boolean {
  return table.get(token) !== undefined || stopWords.has(nativeForm(token));
}

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;
/** One sign alone is too little to be sure of inside a longer word. */
const SHORTEST_UNSPACED = 2;
const LONGEST_UNSPACED = 6;

/**
 * Takes one token of a script without blanks (朝鮮貿易銀行) and cuts it from left to right into concepts and the
 * text between them. Gives the pieces in order; a piece without concept is a name. Empty for other scripts.
 */
export function orgConceptsInside(
  token: string,
): readonly { readonly text: string; readonly concept?: OrgConcept }[] {
  if (!UNSPACED.test(token)) return [];
  const text = nativeForm(token);
  const pieces: { text: string; concept?: OrgConcept }[] = [];
  let name = '';
  for (let start = 0; start < text.length; ) {
    let length = Math.min(LONGEST_UNSPACED, text.length - start);
    let concept: OrgConcept | undefined;
    for (; length >= SHORTEST_UNSPACED; length--) {
      concept = table.get(text.slice(start, start + length));
      if (concept !== undefined) break;
    }
    if (concept === undefined) {
      name += text[start];
      start += 1;
      continue;
    }
    if (name !== '') pieces.push({ text: name });
    name = '';
    pieces.push({ text: text.slice(start, start + length), concept });
    start += length;
  }
  if (name !== '') pieces.push({ text: name });
  return pieces;
}

/** Takes one normalised token; tells whether it only links the words of an organisation's name (of, und, وَ, 的). */
export function isStopWord(token: string): boolean {
  return stopWords.has(nativeForm(token));
}
