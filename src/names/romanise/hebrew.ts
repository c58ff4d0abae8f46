import { attestedNames, attestedReadings } from './attested.ts';
import commonNames from './common-names.data.json' with { type: 'json' };
import attested from './hebrew-attested.data.json' with { type: 'json' };
import type { Romanised } from './romanised.ts';

/**
 * The written letters of Hebrew and Yiddish, one ASCII character each, final forms as the common ones:
 * `A` א `b` ב `g` ג `d` ד `h` ה `w` ו `z` ז `H` ח `T` ט `y` י `k` כ `l` ל `m` מ `n` נ `s` ס `E` ע `p` פ `S` צ
 * `q` ק `r` ר `c` ש `t` ת; with geresh, which spells foreign sounds: `j` ג׳ `C` צ׳ ץ׳ `J` ז׳ `O` ת׳ `Q` ד׳ `x` ח׳ `G` ע׳ ר׳ `V` ו׳.
 */
const letters = 'AbgdhwzHTykklmmnnsEppSSqrct';
const withGeresh: Readonly<Record<string, string>> = {
  g: 'j',
  S: 'C',
  z: 'J',
  t: 'O',
  d: 'Q',
  H: 'x',
  E: 'G',
  r: 'G',
  w: 'V',
};
const ligatures: Readonly<Record<string, string>> = { װ: 'ww', ױ: 'wy', ײ: 'yy' };
const geresh = "'\u05f3";

/** The written form of a Hebrew word by the table above; points are dropped, ASCII digits stay. */
export function unvocalisedHebrew(word: string): string {
  let form = '';
  for (let at = 0; at < word.length; at++) {
    const unit = word.charCodeAt(at);
    if (unit >= 0x5d0 && unit <= 0x5ea) {
      const letter = letters[unit - 0x5d0]!;
      const foreign = geresh.includes(word[at + 1] ?? 'none') ? withGeresh[letter] : undefined;
      form += foreign ?? letter;
    } else if (unit >= 0x30 && unit <= 0x39) form += word[at];
    else form += ligatures[word[at]!] ?? '';
  }
  return form;
}

const names = attestedNames(attested.names, commonNames.hebrew, unvocalisedHebrew);

/**
 * Reads one Hebrew word. Vowels are never guessed: `readings` are spellings attested for exactly these letters
 * and may be empty; then compare `unvocalised` with a Latin word by `compareUnvocalised(…, 'hebrew')`.
 */
export function romaniseHebrew(word: string): Romanised {
  const unvocalised = unvocalisedHebrew(word);
  const readings = attestedReadings(names, unvocalised);
  return { readings, system: readings.length === 0 ? 'unvocalised' : 'attested', unvocalised };
}
