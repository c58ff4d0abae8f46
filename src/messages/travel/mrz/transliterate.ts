import data from './transliteration.data.json' with { type: 'json' };

/** A name as the machine-readable zone writes it, and what of it could not be written. */
export interface MrzName {
  /** Capital letters A to Z, components parted by one filler each. */
  readonly text: string;
  /** Characters that no table of Doc 9303 has, as they stood. */
  readonly lost: readonly string[];
}

interface CyrillicSpelling {
  readonly any: string;
  /** Language → spelling. */
  readonly in?: Readonly<Record<string, string>>;
  /** Language → spelling at the beginning of a word. */
  readonly first?: Readonly<Record<string, string>>;
}

const latin = new Map(Object.entries(data.latin));
const cyrillic = new Map<string, CyrillicSpelling>(Object.entries(data.cyrillic));
const arabic = new Map(Object.entries(data.arabic));

const TEH_MARBUTA = '\u0629';
const SHADDA = '\u0651';
/** Tatweel, vowel signs, sukun, the small alef, and the soft sign: known, and not written. */
const UNWRITTEN = /^[\u0640\u064b-\u0650\u0652\u0670\u069c\u06a2\u06a7\u06a8\u042c]$/u;
/** Parts a name as a hyphen or a blank does (Part 3, 4.6). */
const PARTING = /^[\s\-\u2010-\u2015,/]$/u;
/** An apostrophe is left out, and what stands on both sides is one (Part 3, 4.6). */
const LEFT_OUT = /^['\u2018\u2019\u02bc\u02bb\u02b9`´.\p{Cf}]$/u;

/**
 * Writes a name by the tables of ICAO Doc 9303 Part 3, section 6. `language` (`be`, `bg`, `mk`, `sr`, `uk`) chooses
 * where the Cyrillic table gives several. Where the Latin one gives several (`AE or A`), `choice` 0 takes the first,
 * 1 the second where there is one.
 */
export function toMrz(name: string, { language, choice = 0 }: MrzSpellingOptions = {}): MrzName {
  const lost: string[] = [];
  let text = '';
  let last = '';
  const characters = [...name.normalize('NFC').toUpperCase()];
  characters.forEach((character, i) => {
    const isFirst = text === '' || text.endsWith('<');
    if (PARTING.test(character)) {
      if (!isFirst) text += '<';
      last = '';
      return;
    }
    if (UNWRITTEN.test(character) || LEFT_OUT.test(character)) return;
    if (character === SHADDA) {
      text += last;
      return;
    }
    const isLast = i + 1 === characters.length || PARTING.test(characters[i + 1]!);
    const written = spelling(character, { language, choice, isFirst, isLast });
    if (written === undefined) lost.push(character);
    else text += written;
    last = written ?? '';
  });
  return { text: text.replace(/<+$/, ''), lost };
}

export interface MrzSpellingOptions {
  readonly language?: string | undefined;
  readonly choice?: number;
}

interface Position {
  readonly language: string | undefined;
  readonly choice: number;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

function spelling(character: string, { language, choice, isFirst, isLast }: Position): string | undefined {
  if (/^[A-Z]$/.test(character)) return character;
  const several = latin.get(character);
  if (several !== undefined) return several[Math.min(choice, several.length - 1)];
  if (character === TEH_MARBUTA) return isLast ? 'XAH' : 'XTA';
  const consonant = arabic.get(character);
  if (consonant !== undefined) return consonant;
  const letter = cyrillic.get(character);
  if (letter !== undefined) {
    const own =
      language === undefined
        ? undefined
        : ((isFirst ? letter.first?.[language] : undefined) ?? letter.in?.[language]);
    return own ?? letter.any;
  }
  const bare = character.normalize('NFD').replace(/\p{M}/gu, '');
  return bare !== character && bare !== ''
    ? [...bare].map((one) => spelling(one, { language, choice, isFirst, isLast }) ?? '').join('') || undefined
    : undefined;
}

/** Longest first: `XTH` before `XT`. */
const arabicSpellings = [...arabic, [TEH_MARBUTA, 'XAH'] as const]
  .map(([letter, written]) => [written, letter] as const)
  .sort(([a], [b]) => b.length - a.length);
/** Where two letters are written alike, the Arabic one goes before those of other languages: it stands first in the table. */
const letterOf = new Map<string, string>();
for (const [written, letter] of arabicSpellings) if (!letterOf.has(written)) letterOf.set(written, letter);
const longest = Math.max(...[...letterOf.keys()].map((written) => written.length));

/**
 * The letters that a component was written from, if it was written by the Arabic table. Vowel signs are not in the table
 * and do not come back. Undefined where it has a letter that no Arabic spelling has, such as `O`.
 */
export function arabicOfMrz(component: string): string | undefined {
  let text = '';
  for (let i = 0; i < component.length; ) {
    let read = 0;
    for (let length = Math.min(longest, component.length - i); length > 0; length--) {
      const letter = letterOf.get(component.slice(i, i + length));
      if (letter === undefined) continue;
      text += letter;
      read = length;
      break;
    }
    if (read === 0) return undefined;
    i += read;
  }
  return text === '' ? undefined : text;
}

/** What else a Latin component can have been: `NXX` is an Ñ, `UXX` an Ü (section 6.A). */
export function latinOfMrz(component: string): string {
  return component.replaceAll('NXX', 'Ñ').replaceAll('UXX', 'Ü');
}
