import { EVERYBODY, NAMED, ofName, type Treatment } from './treatment.ts';

/** Marks between and above letters. */
const APOSTROPHES = /['’‘`ʿʾ]/u;

function spaces(name: string): number[] {
  return [...name.matchAll(/(?<=\p{L}) (?=\p{L})/gu)].map((space) => space.index);
}

export const MARKS: readonly Treatment[] = [
  ofName('hyphen-for-space', 'a space becomes a hyphen', EVERYBODY, (name, random) => {
    const at = spaces(name);
    if (at.length === 0) return undefined;
    const chosen = random.pick(at);
    return `${name.slice(0, chosen)}-${name.slice(chosen + 1)}`;
  }),
  ofName('space-for-hyphen', 'hyphens become spaces', EVERYBODY, (name) =>
    /\p{L}-\p{L}/u.test(name) ? name.replace(/-/g, ' ') : undefined,
  ),
  ofName('no-hyphen', 'hyphens left out, the words joined', EVERYBODY, (name) =>
    /\p{L}-\p{L}/u.test(name) ? name.replace(/-/g, '') : undefined,
  ),
  ofName('no-apostrophe', 'apostrophes left out', NAMED, (name) =>
    APOSTROPHES.test(name) ? name.replace(new RegExp(APOSTROPHES, 'gu'), '') : undefined,
  ),
  ofName(
    'apostrophe',
    'an apostrophe put behind a vowel, as romanisations of ayin do',
    NAMED,
    (name, random) => {
      const places = [...name.matchAll(/(?<=[A-Za-z][aeiou])(?=[a-z])/gi)].map((place) => place.index);
      if (places.length === 0) return undefined;
      const at = random.pick(places);
      return `${name.slice(0, at)}'${name.slice(at)}`;
    },
  ),
  ofName('no-diacritics', 'diacritics left out', EVERYBODY, (name) => {
    if (!/\p{Script=Latin}/u.test(name)) return undefined;
    return name
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .replace(/ł/g, 'l')
      .replace(/ø/g, 'o')
      .replace(/ı/g, 'i');
  }),
  ofName('full-stops', 'a full stop for every space', EVERYBODY, (name) =>
    name.includes(' ') ? name.replace(/ /g, '.') : undefined,
  ),
  ofName('case', 'capitals become small letters, or small ones capitals', EVERYBODY, (name) =>
    name === name.toLowerCase() ? name.toUpperCase() : name.toLowerCase(),
  ),
  ofName(
    'bidi',
    'with direction marks and no-break spaces, as copied from a web page',
    EVERYBODY,
    (name) => `\u200f${name.replace(/ /g, '\u00a0')}\u200e`,
  ),
];
