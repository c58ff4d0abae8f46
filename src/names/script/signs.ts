/** Signs written in many ways, by the one they become. Escapes where the sign cannot be seen or told apart in print. */
const oneOf: Readonly<Record<string, string>> = {
  "'": '`´\u2018\u2019\u201a\u201b\u2032\u2035\u2039\u203a\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\u02ca\u02cb\u0374\u0384\u055a\u05f3\ua78b\ua78c\uff07\uff40\u1fbd\u1fbf\u1ffd\u1ffe',
  '"': '\u201c\u201d\u201e\u201f\u2033\u2036\u00ab\u00bb\u05f4\u300c\u300d\u300e\u300f\u301d\u301e\u301f\u02ba\u02dd\uff02\uff62\uff63',
  '-': '\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\u058a\u05be\u1806\u2e3a\u2e3b\u30a0\ufe31\ufe32\ufe58\ufe63\uff0d\uff1d',
  ' ': '\t\n\v\f\r\u0085\u00b7\u0387\u2022\u2027\u2219\u22c5\u30fb\uff65\u16eb',
  ',': '\u060c\u3001\uff0c\uff64\u055d',
  ';': '\u061b\uff1b\u037e',
  '.': '\u06d4\u3002\uff0e\uff61\u0589',
  // Free-standing accents: NFKC would make a blank of them.
  '': '\u00a8\u00af\u00b8\u02d8\u02d9\u02da\u02db\u02dc\u037a\u0640\u0385',
};

export const replacements: ReadonlyMap<number, string> = new Map(
  Object.entries(oneOf).flatMap(([to, signs]) =>
    [...signs].map((sign) => [sign.codePointAt(0)!, to] as const),
  ),
);

/** Isolated Arabic vowel marks (U+FE70 to U+FE7F) carry a blank in NFKC that would part a word. */
const isolatedMarks: readonly [first: number, last: number] = [0xfe70, 0xfe7f];

/** Fillers and joiners that are letters or marks by category but never seen. */
const unseen = new Set([
  0x034f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180b, 0x180c, 0x180d, 0x180e, 0x180f, 0x3164, 0xffa0,
]);

const control = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Variation_Selector}]/u;

/** Whether a code point shows nothing and only hides or reorders others. */
export function invisible(codePoint: number): boolean {
  if (codePoint >= 0x20 && codePoint < 0x7f) return false;
  if (codePoint >= isolatedMarks[0] && codePoint <= isolatedMarks[1]) return true;
  return unseen.has(codePoint) || control.test(String.fromCodePoint(codePoint));
}

/** First digit of every decimal digit series outside ASCII (Unicode category Nd). */
export const digitZeros: readonly number[] = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0,
  0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50,
  0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10, 0x104a0, 0x10d30, 0x11066, 0x110f0, 0x11136,
  0x111d0, 0x112f0, 0x11450, 0x114d0, 0x11650, 0x116c0, 0x11730, 0x118e0, 0x11950, 0x11c50, 0x11d50, 0x11da0,
  0x16a60, 0x16ac0, 0x16b50, 0x1e140, 0x1e2f0, 0x1e4f0, 0x1e950, 0x1fbf0,
];
