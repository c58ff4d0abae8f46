import { exactLookalikes, katakanaLookalikes, roughLookalikes } from './lookalikes.ts';
import { type Script, scriptOf } from './script.ts';

/** What was done to one word of mixed scripts. `mended` equals `word` where nothing could be done. */
interface MendedWord {
  readonly word: string;
  readonly mended: string;
  /** True when every letter now belongs to one script. */
  readonly whole: boolean;
}

/** The alphabets whose letters are mistaken for one another, in the order preferred when nothing else decides. */
const alphabets: readonly Script[] = ['latin', 'cyrillic', 'greek', 'armenian'];

const mark = /\p{M}/u;

/**
 * Mends look-alike letters inside words of mixed alphabets (a Cyrillic `а` in a Latin word), and ideographs
 * between katakana. A word in one script is left alone even if all its letters have a double elsewhere, unless
 * another word of the text was written so, no language writes these letters together, or it stands beside a Latin
 * word that was mended and nothing in the text belongs to its own script alone: `Маrіа РЕСЅО`.
 * Takes text already in normal form; gives the mended text and the words that were mixed.
 */
export function mendLookalikes(text: string): { text: string; words: readonly MendedWord[] } {
  const words: MendedWord[] = [];
  const letters = [...text];
  const kinds = letters.map(kindOf);
  const overall = distinctiveLetters(letters, kinds);
  /** Pieces of the text; of those that are words also the letters' scripts and what was mended. */
  const pieces: { text: string; kinds?: readonly Script[]; mended?: MendedWord | undefined }[] = [];
  let start = 0;
  while (start < letters.length) {
    if (kinds[start] === undefined) {
      pieces.push({ text: letters[start++]! });
      continue;
    }
    let end = start + 1;
    while (end < letters.length && kinds[end] !== undefined) end++;
    const own = kinds.slice(start, end) as Script[];
    const mended = mendWord(letters.slice(start, end), own, overall);
    pieces.push({ text: letters.slice(start, end).join(''), kinds: own, mended });
    start = end;
  }
  const isLatin = overall[0]! > 0 && overall.every((count, alphabet) => alphabet === 0 || count === 0);
  const disguised = pieces.some(
    ({ mended }) =>
      mended !== undefined &&
      (isLatin || (mended.whole && /^[\p{Script=Latin}\p{M}]+$/u.test(mended.mended))),
  );
  let out = '';
  for (const { text: piece, kinds: own, mended } of pieces) {
    const changed =
      mended ?? (own !== undefined && (disguised || impossible(piece)) ? asLatin(piece, own) : undefined);
    if (changed !== undefined) words.push(changed);
    out += changed?.mended ?? piece;
  }
  return { text: out, words };
}

/** Letters so rare (Macedonian ѕ, Kurdish ԛ and ԝ, the palochka) that among doubles alone they are a disguise. */
export const RAREST_DOUBLES: ReadonlySet<string> = new Set('ЅѕԌԍԚԛԜԝ');
/** Letters of few alphabets: a word mended to Cyrillic hardly needs them. */
const RARE_DOUBLES: ReadonlySet<string> = new Set([...RAREST_DOUBLES, ...'ҺһӀӏҮүЈј']);

function impossible(word: string): boolean {
  for (const letter of word) if (RAREST_DOUBLES.has(letter)) return true;
  return false;
}

/** A Cyrillic word all of whose letters have a Latin double, in Latin letters. */
function asLatin(word: string, kinds: readonly Script[]): MendedWord | undefined {
  if (!kinds.every((kind) => kind === 'cyrillic')) return undefined;
  let mended = '';
  for (const letter of word) {
    const image = exactLookalikes.latin!.get(letter);
    if (image === undefined) return undefined;
    mended += image;
  }
  return { word, mended, whole: true };
}

/** Script of a letter or mark; undefined where a word ends. */
function kindOf(letter: string): Script | undefined {
  const script = scriptOf(letter.codePointAt(0)!);
  return script === 'common' && !mark.test(letter) ? undefined : script;
}

/** How many letters of each alphabet have no double in another one: they say what the text is written in. */
function distinctiveLetters(
  letters: readonly string[],
  kinds: readonly (Script | undefined)[],
): readonly number[] {
  return alphabets.map((alphabet) => {
    let count = 0;
    for (let at = 0; at < letters.length; at++) {
      if (kinds[at] !== alphabet) continue;
      if (!alphabets.some((target) => exactLookalikes[target]?.has(letters[at]!))) count++;
    }
    return count;
  });
}

function mendWord(
  letters: readonly string[],
  kinds: readonly Script[],
  overall: readonly number[],
): MendedWord | undefined {
  if (kinds.includes('katakana') && kinds.includes('han')) return mendKatakana(letters, kinds);
  const used = kinds.filter(
    (kind, at) => alphabets.includes(kind) || (kind === 'other' && exactLookalikes.latin!.has(letters[at]!)),
  );
  if (used.every((kind) => kind === used[0])) return undefined;
  let best: Script = 'latin';
  let least = Number.POSITIVE_INFINITY;
  for (const [number, target] of alphabets.entries()) {
    if (!used.includes(target)) continue;
    // What cannot be mended decides; then the script of the rest of the text; then the script of most letters.
    let badness = 0;
    for (let at = 0; at < letters.length; at++) {
      if (kinds[at] === target || !used.includes(kinds[at]!)) continue;
      const double = exactLookalikes[target]!.get(letters[at]!);
      if (double !== undefined) {
        if (RARE_DOUBLES.has(double)) badness += 30;
        continue;
      }
      badness += roughLookalikes[target]?.has(letters[at]!) ? 500 : 1000;
    }
    badness -= Math.min(overall[number]!, 20) + used.filter((kind) => kind === target).length / 100;
    if (badness < least) {
      least = badness;
      best = target;
    }
  }
  let mended = '';
  let whole = true;
  for (let at = 0; at < letters.length; at++) {
    const letter = letters[at]!;
    if (kinds[at] === best || !used.includes(kinds[at]!)) {
      mended += letter;
      continue;
    }
    const image = exactLookalikes[best]!.get(letter) ?? roughLookalikes[best]?.get(letter);
    if (image === undefined) whole = false;
    mended += image ?? letter;
  }
  return { word: letters.join(''), mended, whole };
}

/** `マリ一` → `マリー`: an ideograph in the middle of katakana; at the end only the one that looks like the length mark. */
function mendKatakana(letters: readonly string[], kinds: readonly Script[]): MendedWord | undefined {
  let mended = '';
  for (let at = 0; at < letters.length; at++) {
    const letter = letters[at]!;
    const image = katakanaLookalikes.get(letter);
    const between =
      kinds[at - 1] === 'katakana' &&
      (kinds[at + 1] === 'katakana' || (at + 1 === letters.length && letter === '一'));
    mended += image !== undefined && between ? image : letter;
  }
  const word = letters.join('');
  return mended === word ? undefined : { word, mended, whole: true };
}
