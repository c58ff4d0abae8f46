import { type Romanised, readingsOf } from './romanised.ts';

/** Royal Thai General System of 1999: a consonant at the start and at the end of a syllable. */
const consonantSounds: Readonly<Record<string, readonly [initial: string, final: string]>> = {
  ก: ['k', 'k'],
  ข: ['kh', 'k'],
  ฃ: ['kh', 'k'],
  ค: ['kh', 'k'],
  ฅ: ['kh', 'k'],
  ฆ: ['kh', 'k'],
  ง: ['ng', 'ng'],
  จ: ['ch', 't'],
  ฉ: ['ch', 't'],
  ช: ['ch', 't'],
  ซ: ['s', 't'],
  ฌ: ['ch', 't'],
  ญ: ['y', 'n'],
  ฎ: ['d', 't'],
  ฏ: ['t', 't'],
  ฐ: ['th', 't'],
  ฑ: ['th', 't'],
  ฒ: ['th', 't'],
  ณ: ['n', 'n'],
  ด: ['d', 't'],
  ต: ['t', 't'],
  ถ: ['th', 't'],
  ท: ['th', 't'],
  ธ: ['th', 't'],
  น: ['n', 'n'],
  บ: ['b', 'p'],
  ป: ['p', 'p'],
  ผ: ['ph', 'p'],
  ฝ: ['f', 'p'],
  พ: ['ph', 'p'],
  ฟ: ['f', 'p'],
  ภ: ['ph', 'p'],
  ม: ['m', 'm'],
  ย: ['y', 'i'],
  ร: ['r', 'n'],
  ล: ['l', 'n'],
  ว: ['w', 'o'],
  ศ: ['s', 't'],
  ษ: ['s', 't'],
  ส: ['s', 't'],
  ห: ['h', ''],
  ฬ: ['l', 'n'],
  อ: ['', ''],
  ฮ: ['h', ''],
};
const vowelSigns: Readonly<Record<string, string>> = {
  ะ: 'a',
  'ั': 'a',
  า: 'a',
  'ิ': 'i',
  'ี': 'i',
  'ึ': 'ue',
  'ื': 'ue',
  'ุ': 'u',
  'ู': 'u',
  'ํ': 'a',
  ฤ: 'rue',
};
const leading: Readonly<Record<string, string>> = { เ: 'e', แ: 'ae', โ: 'o', ใ: 'ai', ไ: 'ai' };
/** Second letters of a true cluster, and the first letters they follow. */
const clusterSeconds = 'รลว';
const clusterFirsts = 'กขคตปผพ';
const afterSilentH = 'งญนมยรลว';

/** Tone marks and the short mark say nothing of the letters; a letter under thanthakhat, with its vowel, is silent. */
const tones = /[\u0e47-\u0e4b\u0e4e\u0e3a]/g;
const silent = /[ก-ฮ][ิุ]?์/g;
const dissolvedAm = /ํา/g;

/** Reads one Thai word by the Royal system: `สมชาย` → `somchai`; second without aspirates, as many write themselves. */
export function romaniseThai(word: string): Romanised {
  const bare = word.replace(tones, '').replace(silent, '').replace(dissolvedAm, '\u0e33');
  const best = spell(bare);
  const plainer = best.replace(/ph/g, 'p').replace(/th/g, 't').replace(/kh/g, 'k');
  return {
    readings: readingsOf(best, plainer, best.replace(/w(?=[aeiou])/g, 'v').replace(/ch/g, 'j')),
    system: 'rtgs',
  };
}

function isConsonant(letter: string | undefined): boolean {
  return letter !== undefined && consonantSounds[letter] !== undefined;
}

/**
 * Whether the consonant at a place closes the syllable before it. A run of bare consonants is shared out in
 * closed syllables of two (`ธร` → thon), so an even run opens with its first letter, an odd one gives it away.
 */
function closes(word: string, at: number): boolean {
  const letter = word[at];
  if (!isConsonant(letter) || letter === 'อ' || letter === 'ห' || letter === 'ฮ') return false;
  let end = at;
  while (isConsonant(word[end])) end++;
  const next = word[end];
  const led = next !== undefined && (vowelSigns[next] !== undefined || next === '\u0e33');
  const run = end - at - (led ? 1 : 0);
  if (run === 0 || word[at + 1] === 'อ') return false;
  // A cluster that carries a vowel opens the next syllable whole.
  if (led && run === 1 && clusterFirsts.includes(letter!) && clusterSeconds.includes(word[at + 1]!))
    return false;
  if (word.startsWith('รร', at + 1)) return false;
  // ร between two syllables is read with an a of its own (`สุรชัย` → surachai).
  if (letter === 'ร' && led && run === 1) return false;
  // Mai han-akat never stands without a final consonant.
  if (word[at - 1] === 'ั') return true;
  const afterShortVowel = 'ิุ'.includes(word[at - 1] ?? ' ');
  if (run === 2 && next === undefined) return afterShortVowel && word[at + 1] === 'ร';
  return run % 2 === 1 || run === 2;
}

function spell(word: string): string {
  let reading = '';
  let at = 0;
  while (at < word.length) {
    const letter = word[at]!;
    if (letter >= '0' && letter <= '9') {
      reading += letter;
      at++;
      continue;
    }
    const before = leading[letter];
    if (before !== undefined) at++;
    else if (!isConsonant(letter)) {
      reading += vowelSigns[letter] ?? '';
      at++;
      continue;
    }
    const onset = onsetAt(word, at, before !== undefined);
    at += onset.size;
    const rime = before === undefined ? rimeAt(word, at, reading) : leadingRime(word, at, letter, before);
    at += rime.size;
    // A bare letter left over after a closed syllable at the end of a word is written but not spoken.
    if (rime.sound === '' && at >= word.length && reading !== '') break;
    reading += onset.sound + rime.sound;
    if (rime.open && closes(word, at)) {
      const final = consonantSounds[word[at]!]![1];
      reading +=
        (reading.endsWith('i') && final === 'i') || (reading.endsWith('o') && final === 'o') ? '' : final;
      at++;
    }
  }
  return reading;
}

function onsetAt(word: string, at: number, led: boolean): { sound: string; size: number } {
  const first = word[at] ?? '';
  const second = word[at + 1] ?? '';
  const sound = consonantSounds[first]?.[0] ?? '';
  const follows = word[at + 2];
  const vocalic = led
    ? follows !== undefined
    : follows !== undefined && (vowelSigns[follows] !== undefined || follows === '\u0e33');
  if (first === 'ห' && afterSilentH.includes(second) && (vocalic || isConsonant(follows))) {
    return { sound: consonantSounds[second]![0], size: 2 };
  }
  if (clusterFirsts.includes(first) && clusterSeconds.includes(second) && second !== '' && vocalic) {
    if (!(second === 'ว' && follows === 'ั')) return { sound: sound + consonantSounds[second]![0], size: 2 };
  }
  // ทร is s in native words (ทราย), thr in Sanskrit ones, which names mostly are.
  return { sound, size: first === '' ? 0 : 1 };
}

interface Rime {
  readonly sound: string;
  readonly size: number;
  /** A final consonant may follow. */
  readonly open: boolean;
}

function leadingRime(word: string, at: number, letter: string, before: string): Rime {
  if (letter !== 'เ') {
    const absorbed = letter === 'ไ' && word[at] === 'ย' ? 1 : word[at] === 'ะ' ? 1 : 0;
    return { sound: before, size: absorbed, open: letter === 'แ' || letter === 'โ' };
  }
  if (word.startsWith('ีย', at)) return { sound: 'ia', size: 2, open: true };
  if (word.startsWith('ือ', at)) return { sound: 'uea', size: 2, open: true };
  if (word.startsWith('าะ', at)) return { sound: 'o', size: 2, open: false };
  if (word[at] === 'า') return { sound: 'ao', size: 1, open: false };
  if (word[at] === 'ิ') return { sound: 'oe', size: 1, open: true };
  if (word[at] === 'อ') return { sound: 'oe', size: 1, open: true };
  if (word[at] === 'ย' && closes(word, at)) return { sound: 'oei', size: 1, open: false };
  if (word[at] === 'ะ') return { sound: 'e', size: 1, open: false };
  return { sound: 'e', size: 0, open: true };
}

function rimeAt(word: string, at: number, reading: string): Rime {
  const letter = word[at];
  if (letter === '\u0e33') return { sound: 'am', size: 1, open: false };
  if (word.startsWith('ัว', at)) return { sound: 'ua', size: word[at + 2] === 'ะ' ? 3 : 2, open: true };
  if (word.startsWith('รร', at)) return { sound: closes(word, at + 2) ? 'a' : 'an', size: 2, open: true };
  if (word.startsWith('ือ', at)) return { sound: 'ue', size: 2, open: true };
  if (letter !== undefined && vowelSigns[letter] !== undefined) {
    return { sound: vowelSigns[letter], size: 1, open: letter !== 'ะ' };
  }
  if (letter === 'อ' && !vowelSigns[word[at + 1] ?? '']) return { sound: 'o', size: 1, open: true };
  if (letter === 'ว' && isConsonant(word[at + 1]) && closes(word, at + 1))
    return { sound: 'ua', size: 1, open: true };
  if (closes(word, at)) return { sound: 'o', size: 0, open: true };
  return { sound: at >= word.length && reading !== '' ? '' : 'a', size: 0, open: false };
}
