/**
 * Sinhala has the letters of the other Brahmi-derived scripts in a layout of its own. Pairs of a Sinhala letter
 * and the same letter in Devanagari, parted by blanks; prenasalised letters become a nasal and a stop.
 */
const pairs = [
  'අअ ආआ ඇअ ඈआ ඉइ ඊई උउ ඌऊ ඍऋ එए ඒए ඓऐ ඔओ ඕओ ඖऔ',
  'කक ඛख ගग ඝघ ඞङ ඟन्ग චच ඡछ ජज ඣझ ඤञ ඥज्ञ ඦन्ज ටट ඨठ ඩड ඪढ ණण ඬन्ड තत ථथ දद ධध නन ඳन्द පप ඵफ බब භभ මम ඹम्ब යय රर ලल වव ශश ෂष සस හह ළल ෆ\u092b\u093c',
  // Vowel signs, virama, anusvara, visarga.
  '\u0dca\u094d \u0dcf\u093e \u0dd0\u093e \u0dd1\u093e \u0dd2\u093f \u0dd3\u0940 \u0dd4\u0941 \u0dd6\u0942 \u0dd8\u0943 \u0dd9\u0947 \u0dda\u0947 \u0ddb\u0948 \u0ddc\u094b \u0ddd\u094b \u0dde\u094c \u0d82\u0902 \u0d83\u0903',
].join(' ');

const devanagari: ReadonlyMap<string, string> = new Map(
  pairs.split(' ').map((pair) => [pair[0]!, pair.slice(1)] as const),
);

/** The same word in Devanagari letters; what is not Sinhala stays. */
export function devanagariOfSinhala(word: string): string {
  return Array.from(word, (letter) => devanagari.get(letter) ?? letter).join('');
}
