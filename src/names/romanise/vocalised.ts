const vowels: Readonly<Record<string, string>> = {
  '\u064e': 'a',
  '\u064f': 'u',
  '\u0650': 'i',
  '\u0670': 'a',
};
const shadda = '\u0651';
const sukun = '\u0652';
/** Case endings (tanwin) are not part of a name as it is written in Latin letters. */
const tanwin = /[\u064b-\u064d]/g;
const marks = /[\u064e-\u0652\u0670]/g;
/** One sound for each letter class, as the UN writes Arabic names. Alif, hamza and ayn only carry vowels. */
const sounds: Readonly<Record<string, string>> = {
  b: 'b',
  p: 'p',
  t: 't',
  O: 'th',
  j: 'j',
  C: 'ch',
  H: 'h',
  x: 'kh',
  d: 'd',
  Q: 'dh',
  r: 'r',
  z: 'z',
  J: 'zh',
  s: 's',
  c: 'sh',
  S: 's',
  D: 'd',
  T: 't',
  Z: 'z',
  G: 'gh',
  f: 'f',
  V: 'v',
  q: 'q',
  k: 'k',
  g: 'g',
  l: 'l',
  m: 'm',
  n: 'n',
  N: 'ng',
  h: 'h',
  w: 'w',
  y: 'y',
  K: 'kh',
};
const lengthens: Readonly<Record<string, string>> = { A: 'a', y: 'i', w: 'u' };

/**
 * Reads an Arabic word from its vowel marks: `مُحَمَّد` → `muhammad`. Undefined unless nearly every letter that needs
 * a mark has one; a lone shadda or vowel, as names often carry, says too little.
 *
 * Takes the word and the function that gives a letter's class (the table of `unvocalisedArabic`).
 */
export function vocalisedReading(word: string, classOf: (letter: string) => string): string | undefined {
  const bare = word.replace(tanwin, '');
  const markCount = bare.match(marks)?.length ?? 0;
  if (markCount === 0 || markCount * 2 < bare.length - markCount) return undefined;
  let reading = '';
  let last = '';
  for (let at = 0; at < bare.length; at++) {
    const sign = bare[at]!;
    const vowel = vowels[sign];
    if (vowel !== undefined) {
      reading += vowel;
      last = vowel;
      continue;
    }
    if (sign === shadda || sign === sukun) continue;
    const letter = classOf(sign);
    // Shadda and vowel may come in either order.
    const doubled =
      bare[at + 1] === shadda || (bare[at + 2] === shadda && vowels[bare[at + 1]!] !== undefined);
    const marked = vowels[bare[at + 1] ?? ''] !== undefined || doubled || bare[at + 1] === sukun;
    if (!marked && lengthens[letter] !== undefined && (lengthens[letter] === last || letter === 'A')) {
      if (lengthens[letter] !== last) reading += lengthens[letter];
      last = '';
      continue;
    }
    const sound = soundOf(letter, at === bare.length - 1);
    reading += doubled && sound.length === 1 ? sound + sound : sound;
    last = '';
  }
  return reading;
}

function soundOf(letter: string, final: boolean): string {
  if (letter === 'a') return final ? '' : 't';
  return sounds[letter] ?? '';
}
