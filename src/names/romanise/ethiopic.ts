import { type Romanised, readingsOf } from './romanised.ts';

/**
 * Ethiopic (Amharic, Tigrinya) as names are written: a syllabary of rows of eight from U+1200, the consonant
 * by row, the vowel by column. The sixth column has a weak i or none; the first is e, after throat letters a.
 */
const rows =
  'h l h m s r s sh q q q q b v t ch h h n ny a k k kh kh w a z zh y d d j g g ng t ch p ts ts f p'.split(
    ' ',
  );
const labialised = new Set([9, 11, 17, 22, 24, 34]);
const throat = new Set(['a', 'h']);
const columns = ['e', 'u', 'i', 'a', 'e', '', 'o', 'wa'];

const first = 0x1200;
const last = first + rows.length * 8 - 1;

/** Reads one Ethiopic word: `ተስፋዬ` → `tesfaye`, `ኃይለ` → `haile`. */
export function romaniseEthiopic(word: string): Romanised {
  const best = spell(word);
  const english = best.replace(/(?<=[aeiou])y(?=[^aeiou])/g, 'i');
  return {
    readings: readingsOf(english, best, best.replace(/q/g, 'k'), best.replace(/ts/g, 's')),
    system: 'ethiopic',
  };
}

function spell(word: string): string {
  let reading = '';
  let open = false;
  for (let at = 0; at < word.length; at++) {
    const unit = word.charCodeAt(at);
    if (unit >= 0x30 && unit <= 0x39) reading += word[at];
    if (unit < first || unit > last) continue;
    const row = (unit - first) >> 3;
    const column = (unit - first) & 7;
    let consonant = rows[row]!;
    let vowel = columns[column]!;
    if (column === 0 && throat.has(consonant)) vowel = 'a';
    if (consonant === 'a') consonant = '';
    if (labialised.has(row) && vowel !== '') vowel = `w${vowel === 'wa' ? 'a' : vowel}`;
    if (column === 5 && needsVowel(word, at, open)) vowel = 'i';
    reading += consonant + vowel;
    open = vowel !== '';
  }
  return reading;
}

/** A consonant of the sixth column is spoken with i at the start of a word and after another closed consonant. */
function needsVowel(word: string, at: number, open: boolean): boolean {
  if (at === word.length - 1) return false;
  if (at === 0) return true;
  const next = word.charCodeAt(at + 1) - first;
  return !open || (next >= 0 && (next & 7) === 5 && at + 2 < word.length);
}
