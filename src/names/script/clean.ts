import { mendLookalikes, RAREST_DOUBLES } from './mend.ts';
import { scriptOf } from './script.ts';
import { digitZeros, invisible, replacements } from './signs.ts';

/** What cleaning did. `from` and `to` show at most a few letters or one word; the kinds are explained at `cleanText`. */
export interface CleanStep {
  readonly kind:
    | 'cut'
    | 'form'
    | 'invisible'
    | 'symbol'
    | 'punctuation'
    | 'space'
    | 'digit'
    | 'lookalike'
    | 'mixed';
  readonly from: string;
  readonly to: string;
}

export interface CleanText {
  readonly text: string;
  readonly steps: readonly CleanStep[];
}

/** Longest text taken, in UTF-16 units: a hundred times the longest name of any list. */
const longest = 10_000;
const sampleLength = 40;
const mostWords = 16;

const latin = 1;
const cyrillic = 2;
const greek = 4;
const armenian = 8;
const single = 16;
/** Letters and marks that may still have to be composed with a neighbour. */
const composing = 32;
const katakana = 64;
const han = 128;
const alphabets = latin | cyrillic | greek | armenian;

/**
 * For every UTF-16 unit: 0 where the text has to be looked at closely, otherwise the alphabet it belongs to
 * (`single` for what is never mistaken for another alphabet). A letter is listed only if NFKC leaves it alone
 * next to any other listed one.
 */
const plain = new Uint8Array(0x10000);
fillPlain();
// Among doubles alone these are a disguise: see `mend.ts`.
for (const letter of RAREST_DOUBLES) plain[letter.charCodeAt(0)] = 0;

const noSteps: readonly CleanStep[] = Object.freeze([]);

/**
 * Brings a name or line of text into one written form, and says what had to be done:
 * - `cut`: longer than 10,000 UTF-16 units; the lengths before and after are given,
 * - `form`: Unicode compatibility form (NFKC: presentation forms, full width, ligatures, composition),
 * - `invisible`: bidirectional marks, zero-width and control characters, soft hyphens, variation selectors, lone surrogates, private use,
 * - `symbol`: emoji, pictographs, trade mark signs,
 * - `punctuation`: kinds of apostrophe, quote, hyphen and separating dot made one,
 * - `space`: kinds and runs of white space made one blank, none at the ends,
 * - `digit`: decimal digits of any script made ASCII,
 * - `lookalike`: a word mixed letters of several alphabets and was made one (evidence of evasion, or of OCR),
 * - `mixed`: a word mixes alphabets and stays so.
 *
 * A text that needs nothing comes back as it is, with no steps. Case and diacritics are kept.
 */
export function cleanText(text: string): CleanText {
  let seen = 0;
  let afterSpace = true;
  if (text.length <= longest) {
    let at = 0;
    for (; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      const kind = plain[unit]!;
      if (kind === 0 || (unit === 0x20 && afterSpace)) break;
      seen |= kind;
      afterSpace = unit === 0x20;
    }
    const used = seen & alphabets;
    const tidy = at === text.length && !(afterSpace && at > 0);
    const mixed = (used & (used - 1)) !== 0 || (seen & (katakana | han)) === (katakana | han);
    if (tidy && !mixed && ((seen & composing) === 0 || text.normalize('NFKC') === text)) {
      return { text, steps: noSteps };
    }
  }
  return cleanClosely(text);
}

/** Samples of what each kind of step changed, in the order met. */
class StepBook {
  readonly #samples = new Map<CleanStep['kind'], { from: string; to: string }>();
  readonly #words: CleanStep[] = [];

  note(kind: CleanStep['kind'], from: string, to: string): void {
    const sample = this.#samples.get(kind);
    if (sample === undefined) this.#samples.set(kind, { from, to });
    else if (sample.from.length < sampleLength && !sample.from.includes(from)) {
      sample.from += ` ${from}`;
      if (to !== '' && !sample.to.includes(to)) sample.to += to;
    }
  }

  word(kind: 'lookalike' | 'mixed', from: string, to: string): void {
    if (this.#words.length < mostWords) {
      this.#words.push({ kind, from: from.slice(0, sampleLength), to: to.slice(0, sampleLength) });
    }
  }

  steps(): readonly CleanStep[] {
    return [...Array.from(this.#samples, ([kind, sample]) => ({ kind, ...sample })), ...this.#words];
  }
}

function cleanClosely(given: string): CleanText {
  const book = new StepBook();
  let text = cut(given, given.length, book);
  text = replaceSigns(text, book);
  text = cut(normalForm(text, book), given.length, book);
  text = oneSpace(text, book);
  const mended = mendLookalikes(text);
  for (const { word, mended: to, whole } of mended.words) book.word(whole ? 'lookalike' : 'mixed', word, to);
  return { text: mended.text, steps: book.steps() };
}

function cut(text: string, givenLength: number, book: StepBook): string {
  if (text.length <= longest) return text;
  const last = text.charCodeAt(longest - 1);
  const end = last >= 0xd800 && last < 0xdc00 ? longest - 1 : longest;
  book.note('cut', String(givenLength), String(end));
  return text.slice(0, end);
}

const pictograph = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}/u;
const separator = /\p{Zs}|\p{Zl}|\p{Zp}/u;
const letterL = /^l$/i;

function replaceSigns(text: string, book: StepBook): string {
  let out = '';
  let at = 0;
  while (at < text.length) {
    const codePoint = text.codePointAt(at)!;
    const size = codePoint > 0xffff ? 2 : 1;
    const sign = text.slice(at, at + size);
    at += size;
    if (codePoint < 0x10000 && plain[codePoint] !== 0) {
      out += sign;
      continue;
    }
    const named = replacements.get(codePoint);
    if (named !== undefined) {
      // The dot of Catalan `l·l` is part of the word, every other raised dot parts two words.
      const catalan =
        codePoint === 0xb7 && letterL.test(out.slice(-1)) && letterL.test(text.slice(at, at + 1));
      const to = catalan ? '' : named;
      book.note(to === ' ' ? 'space' : 'punctuation', sign, to);
      out += to;
    } else if (invisible(codePoint)) {
      book.note('invisible', `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`, '');
    } else if (codePoint > 0x7f && separator.test(sign)) {
      book.note('space', `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`, ' ');
      out += ' ';
    } else if (codePoint > 0x7f && (codePoint === 0x2120 || pictograph.test(sign))) {
      book.note('symbol', sign, '');
    } else {
      const zero = digitZeros.find((first) => codePoint >= first && codePoint < first + 10);
      if (zero === undefined) out += sign;
      else {
        const digit = String(codePoint - zero);
        book.note('digit', sign, digit);
        out += digit;
      }
    }
  }
  return out;
}

function normalForm(text: string, book: StepBook): string {
  const normal = text.normalize('NFKC');
  if (normal === text) return text;
  let noted = 0;
  for (const letter of text) {
    const to = letter.normalize('NFKC');
    if (to === letter) continue;
    book.note('form', letter, to.slice(0, sampleLength));
    if (++noted === 8) break;
  }
  // Letters that only compose with their neighbour change nothing by themselves.
  if (noted === 0) book.note('form', 'decomposed', 'composed');
  return normal;
}

const runOfSpaces = / {2,}/g;

function oneSpace(text: string, book: StepBook): string {
  const tidy = text.replace(runOfSpaces, ' ').trim();
  if (tidy.length !== text.length) book.note('space', '  ', ' ');
  return tidy;
}

function fillPlain(): void {
  const letterOrMark = /[\p{L}\p{M}]/u;
  // South and South-East Asian scripts, Tibetan, Burmese, Ethiopic.
  const composingBlocks = [
    [0x900, 0x109f],
    [0x1200, 0x135f],
  ] as const;
  const fill = (first: number, last: number, kind: number) => plain.fill(kind, first, last + 1);
  fill(0x20, 0x7e, single);
  plain[0x60] = 0;
  fill(0x41, 0x5a, latin);
  fill(0x61, 0x7a, latin);
  fill(0xc0, 0x24f, latin);
  fill(0x1e00, 0x1eff, latin);
  fill(0x400, 0x482, cyrillic);
  fill(0x48a, 0x52f, cyrillic);
  fill(0x370, 0x3ff, greek);
  fill(0x531, 0x556, armenian);
  fill(0x561, 0x586, armenian);
  fill(0x5d0, 0x5ea, single);
  fill(0x620, 0x63f, single);
  fill(0x641, 0x652, single);
  fill(0x671, 0x6d3, single);
  fill(0x10d0, 0x10fa, single);
  fill(0xac00, 0xd7a3, single);
  fill(0x3041, 0x3096, single);
  fill(0x30a1, 0x30fa, katakana);
  fill(0x30fc, 0x30fc, katakana);
  fill(0x3400, 0x4dbf, han);
  fill(0x4e00, 0x9fff, han);
  fill(0x300, 0x34e, composing);
  for (const [first, last] of composingBlocks) {
    for (let unit = first; unit <= last; unit++) {
      if (letterOrMark.test(String.fromCharCode(unit))) plain[unit] = composing;
    }
  }
  for (let unit = 0x80; unit < 0x10000; unit++) {
    if (plain[unit] === 0 || plain[unit] === composing || (unit >= 0x3400 && unit < 0xd7a4)) continue;
    const letter = String.fromCharCode(unit);
    if (scriptOf(unit) === 'common' || letter.normalize('NFKC') !== letter) plain[unit] = 0;
  }
}
