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
 * between katakana. A word in one script is left alone even if all its letters have a double elsewhere, unless it
 * stands beside a Latin word that was mended and nothing in the text belongs to its own script alone: `Маrіа РЕСЅО`.
 * Takes text already in normal form; gives the mended text and the words that were mixed.
 */
export function mendLookalikes(text: string): { text: string; words: readonly MendedWord[] } {
  const words: MendedWord[] = [];
  const letters = [...text];
  const kinds = letters.map(kindOf);
  const overall = distinctiveLetters(letters, kinds);
  const isLatin = overall[0]! > 0 && overall.every((count, alphabet) => alphabet === 0 || count === 0);
  const pieces = wordsIn(letters, kinds).map((piece) => ({ ...piece, mended: mendWord(piece, overall) }));
  const evaded = isLatin && pieces.some(({ mended }) => mended !== undefined);
  let out = '';
  let at = 0;
  for (const piece of pieces) {
    out += letters.slice(at, piece.start).join('');
    at = piece.start + piece.letters.length;
    const mended = piece.mended ?? (evaded ? latinDouble(piece) : undefined);
    if (mended !== undefined) words.push(mended);
    out += mended?.mended ?? piece.letters.join('');
  }
  return { text: out + letters.slice(at).join(''), words };
}

interface Piece {
  readonly start: number;
  readonly letters: readonly string[];
  readonly kinds: readonly Script[];
}

function wordsIn(letters: readonly string[], kinds: readonly (Script | undefined)[]): Piece[] {
  const pieces: Piece[] = [];
  for (let start = 0; start < letters.length; start++) {
    if (kinds[start] === undefined) continue;
    let end = start + 1;
    while (end < letters.length && kinds[end] !== undefined) end++;
    pieces.push({ start, letters: letters.slice(start, end), kinds: kinds.slice(start, end) as Script[] });
    start = end;
  }
  return pieces;
}

/** Script of a letter or mark; undefined where a word ends. */
function kindOf(letter: string): Script | undefined {
  const script = scriptOf(letter.codePointAt(0)!);
  return script === 'common' && !mark.test(letter) ? undefined : script;
}

/** A word of one other alphabet as the Latin word it looks like; undefined where a letter has no double. */
function latinDouble({ letters, kinds }: Piece): MendedWord | undefined {
  if (kinds[0] === 'latin' || !alphabets.includes(kinds[0]!)) return undefined;
  const images = letters.map((letter) => exactLookalikes.latin!.get(letter));
  if (images.includes(undefined)) return undefined;
  return { word: letters.join(''), mended: images.join(''), whole: true };
}

/** How many letters of each alphabet have no double in another one of the text: they say what it is written in. */
function distinctiveLetters(
  letters: readonly string[],
  kinds: readonly (Script | undefined)[],
): readonly number[] {
  const present = alphabets.filter((alphabet) => kinds.includes(alphabet));
  return alphabets.map((alphabet) => {
    let count = 0;
    for (let at = 0; at < letters.length; at++) {
      if (kinds[at] !== alphabet) continue;
      if (!present.some((target) => target !== alphabet && exactLookalikes[target]?.has(letters[at]!)))
        count++;
    }
    return count;
  });
}

function mendWord({ letters, kinds }: Piece, overall: readonly number[]): MendedWord | undefined {
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
      if (exactLookalikes[target]!.has(letters[at]!)) continue;
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
