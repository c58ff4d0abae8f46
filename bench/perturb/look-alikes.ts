import { EVERYBODY, ofName, type Treatment } from './treatment.ts';

/** Cyrillic letters that look like Latin ones. */
const CYRILLIC: Readonly<Record<string, string>> = {
  a: 'а',
  e: 'е',
  o: 'о',
  p: 'р',
  c: 'с',
  x: 'х',
  y: 'у',
  i: 'і',
  s: 'ѕ',
  j: 'ј',
  A: 'А',
  B: 'В',
  E: 'Е',
  H: 'Н',
  K: 'К',
  M: 'М',
  O: 'О',
  P: 'Р',
  C: 'С',
  T: 'Т',
  X: 'Х',
  Y: 'У',
  I: 'І',
  S: 'Ѕ',
  J: 'Ј',
};

/** What optical character reading confuses. */
const OCR: readonly (readonly [string, string])[] = [
  ['o', '0'],
  ['O', '0'],
  ['l', '1'],
  ['I', '1'],
  ['i', '1'],
  ['rn', 'm'],
  ['m', 'rn'],
  ['S', '5'],
  ['B', '8'],
  ['cl', 'd'],
];

const placesOf = (name: string, piece: string): number[] => {
  const places: number[] = [];
  for (let at = name.indexOf(piece); at >= 0; at = name.indexOf(piece, at + 1)) places.push(at);
  return places;
};

export const LOOK_ALIKES: readonly Treatment[] = [
  ofName(
    'look-alike',
    'one to three Latin letters replaced by Cyrillic ones of the same shape',
    EVERYBODY,
    (name, random) => {
      if (!/^[\p{Script=Latin}\P{L}]+$/u.test(name)) return undefined;
      const letters = [...name];
      const places = letters.flatMap((letter, at) => (CYRILLIC[letter] === undefined ? [] : [at]));
      if (places.length === 0) return undefined;
      for (let n = 1 + random.below(3); n > 0; n--) {
        const at = random.pick(places);
        letters[at] = CYRILLIC[letters[at]!] ?? letters[at]!;
      }
      return letters.join('');
    },
  ),
  ofName('all-look-alike', 'every Latin letter that has a Cyrillic double replaced', EVERYBODY, (name) =>
    /^[\p{Script=Latin}\P{L}]+$/u.test(name)
      ? [...name].map((letter) => CYRILLIC[letter] ?? letter).join('')
      : undefined,
  ),
  ofName('full-width', 'full-width letters', EVERYBODY, (name) =>
    /^[ -~]+$/.test(name)
      ? [...name].map((c) => (c === ' ' ? '\u3000' : String.fromCharCode(c.charCodeAt(0) + 0xfee0))).join('')
      : undefined,
  ),
  ofName('ocr', 'one confusion of optical reading: O/0, l/1, rn/m …', EVERYBODY, (name, random) => {
    const found = OCR.flatMap(([from, to]) => placesOf(name, from).map((at) => ({ at, from, to })));
    if (found.length === 0) return undefined;
    const { at, from, to } = random.pick(found);
    const put = /[a-z]/.test(to) && name === name.toUpperCase() ? to.toUpperCase() : to;
    return name.slice(0, at) + put + name.slice(at + from.length);
  }),
];
