import arabicCosts from './arabic-costs.data.json' with { type: 'json' };
import hebrewCosts from './hebrew-costs.data.json' with { type: 'json' };

/**
 * Written letter (`^A`: that letter at the start of a word, where it differs) → Latin spellings (`-`: left unwritten) → cost in
 * hundredths of an unmatched consonant.
 */
export type SpellingCosts = Readonly<Record<string, Readonly<Record<string, number>>>>;

/**
 * What a Latin letter costs that answers to no written letter, in hundredths of a consonant. Short vowels are
 * not written, so inside a word they cost next to nothing; at its start and end Arabic and Hebrew nearly always
 * write something, so a Latin vowel there without a letter is evidence against.
 */
export interface UnwrittenCosts {
  readonly vowel: number;
  readonly secondVowel: number;
  readonly firstVowel: number;
  /** At the start of a word an alif or ayn that is not spoken, unless it only carries a following w or y. */
  readonly silentStart: number;
  readonly lastVowel: number;
  readonly lastE: number;
  readonly doubled: number;
  readonly h: number;
  readonly glide: number;
  readonly consonant: number;
}

/** Set by hand; `scripts/learn-arabic-names.ts --report` prints how well they part true pairs from random ones. */
export const unwritten: UnwrittenCosts = Object.freeze({
  vowel: 4,
  secondVowel: 25,
  firstVowel: 55,
  silentStart: 70,
  lastVowel: 40,
  lastE: 15,
  doubled: 3,
  h: 30,
  glide: 60,
  consonant: 100,
});

/** Letters that at the start of a word are always spoken with a vowel, which they are not inside it. */
const initialLetters = 'AE';

/** The key under which the costs of the letter at a place of a form stand. */
export function costKey(form: string, at: number): string {
  const letter = form[at]!;
  return at === 0 && initialLetters.includes(letter) ? `^${letter}` : letter;
}

/** Whether a form begins with an alif or ayn that has to be spoken with a vowel of its own. */
export function startsSpoken(form: string): boolean {
  return initialLetters.includes(form[0] ?? ' ') && form[1] !== 'w' && form[1] !== 'y';
}

/** Longest Latin word looked at; letters after it are not. */
const longest = 64;
const bitsPerLetter = 5;
const longestSpelling = 4;

/** Spelling costs laid out flat: the spellings of letter code `c` are at `start[c]` to `start[c + 1]`. */
interface CompiledSpellings {
  readonly start: Uint16Array;
  readonly letters: Uint32Array;
  readonly lengths: Uint8Array;
  readonly costs: Uint8Array;
  /** Cost of leaving a written letter without any Latin one. */
  readonly skip: Uint8Array;
}

/** Codes of initial letters: the letter's own less 64, below all letters' codes. */
function keyOfCode(code: number): string {
  const letter = String.fromCharCode(code + 64);
  return code < 32 && initialLetters.includes(letter) ? `^${letter}` : String.fromCharCode(code);
}

export function compileSpellings(costs: SpellingCosts): CompiledSpellings {
  const rowOf = (code: number) => costs[keyOfCode(code)] ?? {};
  const rows = Array.from({ length: 128 }, (_, code) =>
    Object.entries(rowOf(code)).filter(([spelling]) => spelling !== '-'),
  );
  const size = rows.reduce((sum, row) => sum + row.length, 0);
  const compiled: CompiledSpellings = {
    start: new Uint16Array(129),
    letters: new Uint32Array(size),
    lengths: new Uint8Array(size),
    costs: new Uint8Array(size),
    skip: new Uint8Array(128).fill(unwritten.consonant),
  };
  let at = 0;
  for (const [code, row] of rows.entries()) {
    compiled.start[code] = at;
    compiled.skip[code] = rowOf(code)['-'] ?? unwritten.consonant;
    for (const [spelling, cost] of row) {
      compiled.letters[at] = [...spelling].reduce(
        (packed, letter) => packed * 32 + letterNumber(letter.charCodeAt(0)),
        0,
      );
      compiled.lengths[at] = spelling.length;
      compiled.costs[at++] = cost;
    }
  }
  compiled.start[128] = at;
  return compiled;
}

const compiled = { arabic: compileSpellings(arabicCosts.costs), hebrew: compileSpellings(hebrewCosts.costs) };

/** a–z are 1 to 26; everything else, digits too, is 27 and meets no spelling. */
function letterNumber(unit: number): number {
  return unit >= 0x61 && unit <= 0x7a ? unit - 0x60 : 27;
}

const isVowel = new Uint8Array(32);
for (const vowel of 'aeiou') isVowel[letterNumber(vowel.charCodeAt(0))] = 1;
const letterA = 'A'.charCodeAt(0);
const letterAyn = 'E'.charCodeAt(0);
const letterE = letterNumber('e'.charCodeAt(0));
const letterH = letterNumber('h'.charCodeAt(0));
const letterY = letterNumber('y'.charCodeAt(0));
const letterW = letterNumber('w'.charCodeAt(0));

// One comparison runs at a time, so its working space is made once.
const latinLetters = new Uint8Array(longest + longestSpelling);
const insert = new Uint8Array(longest + 1);
/** The next 1, 2, 3 and 4 Latin letters from each place, packed like the spellings. */
const grams = new Uint32Array((longest + 1) * (longestSpelling + 1));
let row = new Uint16Array(longest + longestSpelling + 1);
let nextRow = new Uint16Array(longest + longestSpelling + 1);
const unreached = 60_000;

/**
 * How ill a Latin word agrees with the written letters of an Arabic or Hebrew one.
 *
 * Takes a form made by `unvocalisedArabic` or `unvocalisedHebrew` and a lower-case a–z word. Gives 0 where every
 * written consonant has a usual Latin spelling in order and nothing is left over; an unmatched consonant of
 * either side adds 1, an unusual spelling up to 0.9, an unwritten short vowel next to nothing. As soon as the
 * cost is sure to exceed `limit`, Infinity is given.
 *
 * The alignment goes letter by letter: each written letter takes one of its spellings from the Latin word or
 * is left out; each Latin letter that no written one takes is an unwritten vowel, a doubling, or a surplus.
 *
 *     m  H  m  d          H: h 0, ch, kh …
 *     m uh amm ad         u a a: unwritten vowels, second m: doubling
 */
export function compareUnvocalised(
  form: string,
  latin: string,
  script: 'arabic' | 'hebrew' = 'arabic',
  limit = Number.POSITIVE_INFINITY,
): number {
  return align(form, latin, compiled[script], unwritten, limit * 100) / 100;
}

/** As `compareUnvocalised`, with given costs and in hundredths: for learning and tuning. */
export function align(
  form: string,
  latin: string,
  spellings: CompiledSpellings,
  left: UnwrittenCosts,
  limit: number,
): number {
  const length = Math.min(latin.length, longest);
  prepare(latin, length, left);
  row.fill(unreached, 0, length + 1);
  row[0] = 0;
  // Costs only grow: from a place beyond the limit nothing comes back.
  const most = Math.min(limit, unreached - 1);
  let first = 0;
  const { start, letters, lengths, costs, skip } = spellings;
  for (let written = 0; written < form.length; written++) {
    let code = form.charCodeAt(written) & 127;
    if (written === 0 && (code === letterA || code === letterAyn)) code -= 64;
    nextRow.fill(unreached, 0, length + 1);
    const unspoken = written === 0 && startsSpoken(form) ? left.silentStart : skip[code]!;
    const from = start[code]!;
    const to = start[code + 1]!;
    let reached = false;
    for (let at = first; at <= length; at++) {
      const cost = row[at]!;
      if (cost > most) continue;
      if (!reached) {
        reached = true;
        first = at;
      }
      if (at < length && cost + insert[at]! < row[at + 1]!) row[at + 1] = cost + insert[at]!;
      if (cost + unspoken < nextRow[at]!) nextRow[at] = cost + unspoken;
      const gramsHere = at * (longestSpelling + 1);
      for (let spelling = from; spelling < to; spelling++) {
        const size = lengths[spelling]!;
        if (at + size > length || grams[gramsHere + size] !== letters[spelling]) continue;
        const total = cost + costs[spelling]!;
        if (total < nextRow[at + size]!) nextRow[at + size] = total;
      }
    }
    if (!reached) return Number.POSITIVE_INFINITY;
    [row, nextRow] = [nextRow, row];
  }
  for (let at = 0; at < length; at++) {
    if (row[at]! + insert[at]! < row[at + 1]!) row[at + 1] = row[at]! + insert[at]!;
  }
  const cost = row[length]!;
  return cost > limit ? Number.POSITIVE_INFINITY : cost;
}

/** A written letter at its place: what leaving it out costs, and its Latin spellings with their costs. */
export interface WrittenLetter {
  readonly unspoken: number;
  readonly spellings: readonly (readonly [letters: string, cost: number])[];
}

/** The letters of a form as `compareUnvocalised` reads them. */
export function writtenLetters(form: string, script: 'arabic' | 'hebrew'): WrittenLetter[] {
  const costs: SpellingCosts = (script === 'arabic' ? arabicCosts : hebrewCosts).costs;
  return Array.from(form, (_, at) => {
    const row = costs[costKey(form, at)] ?? {};
    return {
      unspoken: at === 0 && startsSpoken(form) ? unwritten.silentStart : (row['-'] ?? unwritten.consonant),
      spellings: Object.entries(row).filter(([letters]) => letters !== '-'),
    };
  });
}

/** Lays out the Latin word: letters, packed n-grams, and what each letter costs if nothing written stands for it. */
function prepare(latin: string, length: number, left: UnwrittenCosts): void {
  for (let at = 0; at < length; at++) latinLetters[at] = letterNumber(latin.charCodeAt(at));
  for (let at = 0; at < length; at++) {
    const letter = latinLetters[at]!;
    const before = at === 0 ? 0 : latinLetters[at - 1]!;
    let packed = 0;
    for (let size = 1; size <= longestSpelling && at + size <= length; size++) {
      packed = (packed << bitsPerLetter) | latinLetters[at + size - 1]!;
      grams[at * (longestSpelling + 1) + size] = packed;
    }
    if (isVowel[letter] === 1) {
      if (at === 0) insert[at] = left.firstVowel;
      else if (at === length - 1) insert[at] = letter === letterE ? left.lastE : left.lastVowel;
      else insert[at] = isVowel[before] === 1 ? left.secondVowel : left.vowel;
    } else if (letter === before) insert[at] = left.doubled;
    else if (letter === letterH) insert[at] = left.h;
    else if (letter === letterY || letter === letterW) insert[at] = left.glide;
    else insert[at] = left.consonant;
  }
}
