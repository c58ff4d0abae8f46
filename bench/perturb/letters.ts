import type { Random } from '../seed.ts';
import { EVERYBODY, inCaseOf, ofName, type Treatment, wordsOf } from './treatment.ts';

/** Typing errors. A word of fewer letters than this is not edited where the name has a longer one. */
const EDITED_WORD = 4;
/** Two edits fall into one word only where it has this many letters. */
const TWO_EDITS_WORD = 8;
/** A name of fewer letters is not given two edits. */
const TWO_EDITS_NAME = 10;
const VOWELS = 'aeiou';
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz';

/** Places of the words that may be edited, as [start, end) in the name. */
function editable(name: string): [number, number][] {
  const all = [...name.matchAll(/[A-Za-z]+/g)].map(
    (word) => [word.index, word.index + word[0].length] as [number, number],
  );
  const long = all.filter(([from, to]) => to - from >= EDITED_WORD);
  return long.length > 0 ? long : all.filter(([from, to]) => to - from >= 3);
}

function placeIn(name: string, random: Random, fits: (at: number) => boolean): number | undefined {
  const places: number[] = [];
  for (const [from, to] of editable(name)) for (let at = from; at < to; at++) if (fits(at)) places.push(at);
  return places.length === 0 ? undefined : random.pick(places);
}

const cut = (name: string, at: number, length: number, put: string) =>
  name.slice(0, at) + put + name.slice(at + length);

const isLetter = (name: string, at: number) => /[A-Za-z]/.test(name[at] ?? '');

function substituted(name: string, at: number, random: Random): string {
  const other = random.pick([...ALPHABET].filter((letter) => letter !== name[at]!.toLowerCase()));
  return cut(name, at, 1, inCaseOf(name[at]! + name[at]!, other));
}

function inserted(name: string, at: number, random: Random): string {
  return cut(name, at, 0, inCaseOf(name[at]! + name[at]!, random.pick([...ALPHABET])));
}

/** One letter replaced, left out or put in, each as likely. */
function edited(name: string, at: number, random: Random): string {
  const kind = random.below(3);
  if (kind === 0) return substituted(name, at, random);
  return kind === 1 ? cut(name, at, 1, '') : inserted(name, at, random);
}

function oneEdit(name: string, random: Random): string | undefined {
  const at = placeIn(name, random, () => true);
  return at === undefined ? undefined : edited(name, at, random);
}

/** Two places, in two words or in one long word, each edited. */
function twoEdits(name: string, random: Random): string | undefined {
  if (name.replace(/[^A-Za-z]/g, '').length < TWO_EDITS_NAME) return undefined;
  const words = editable(name);
  const pairs = words.flatMap((a, i) =>
    words
      .slice(i)
      .filter((b) => a !== b || a[1] - a[0] >= TWO_EDITS_WORD)
      .map((b) => [a, b] as const),
  );
  if (pairs.length === 0) return undefined;
  const [a, b] = random.pick(pairs);
  const first = a[0] + random.below(a[1] - a[0]);
  let second = b[0] + random.below(b[1] - b[0]);
  if (second === first) second = first + 1 < b[1] ? first + 1 : first - 1;
  const [early, late] = [Math.min(first, second), Math.max(first, second)];
  return edited(edited(name, late, random), early, random);
}

function transposed(name: string, random: Random): string | undefined {
  const at = placeIn(
    name,
    random,
    (i) => isLetter(name, i + 1) && name[i]!.toLowerCase() !== name[i + 1]!.toLowerCase(),
  );
  if (at === undefined) return undefined;
  return cut(name, at, 2, inCaseOf(name.slice(at, at + 2), (name[at + 1]! + name[at]!).toLowerCase()));
}

function doubled(name: string, random: Random): string | undefined {
  const at = placeIn(name, random, (i) => name[i] !== name[i + 1] && name[i] !== name[i - 1]);
  return at === undefined
    ? undefined
    : cut(name, at + 1, 0, inCaseOf(name[at]! + name[at]!, name[at]!.toLowerCase()));
}

function dropped(name: string, random: Random): string | undefined {
  const at = placeIn(name, random, () => true);
  return at === undefined ? undefined : cut(name, at, 1, '');
}

function undoubled(name: string, random: Random): string | undefined {
  const at = placeIn(name, random, (i) => isLetter(name, i + 1) && name[i] === name[i + 1]);
  return at === undefined ? undefined : cut(name, at, 1, '');
}

function otherVowel(name: string, random: Random): string | undefined {
  const at = placeIn(name, random, (i) => VOWELS.includes(name[i]!.toLowerCase()));
  if (at === undefined) return undefined;
  const other = random.pick([...VOWELS].filter((vowel) => vowel !== name[at]!.toLowerCase()));
  return cut(name, at, 1, inCaseOf(name[at]! + name[at]!, other));
}

/** Two different vowels of one word change places: `Salim` → `Silam`. */
function vowelsSwapped(name: string, random: Random): string | undefined {
  const pairs: [number, number][] = [];
  for (const [from, to] of editable(name)) {
    const vowels = Array.from({ length: to - from }, (_, i) => from + i).filter((at) =>
      VOWELS.includes(name[at]!.toLowerCase()),
    );
    for (let i = 0; i + 1 < vowels.length; i++) {
      const [a, b] = [vowels[i]!, vowels[i + 1]!];
      if (name[a]!.toLowerCase() !== name[b]!.toLowerCase()) pairs.push([a, b]);
    }
  }
  if (pairs.length === 0) return undefined;
  const [a, b] = random.pick(pairs);
  const put = (at: number, letter: string) => (text: string) =>
    cut(text, at, 1, inCaseOf(name[at]! + name[at]!, letter.toLowerCase()));
  return put(b, name[a]!)(put(a, name[b]!)(name));
}

export const LETTERS: readonly Treatment[] = [
  ofName('one-edit', 'one letter replaced, left out or put in', EVERYBODY, oneEdit),
  ofName('two-edits', 'two of them, not both in one word of fewer than 8 letters', EVERYBODY, twoEdits),
  ofName('transposed', 'two neighbouring letters exchanged', EVERYBODY, transposed),
  ofName('doubled', 'a letter doubled', EVERYBODY, doubled),
  ofName('undoubled', 'one of a double letter left out', EVERYBODY, undoubled),
  ofName('dropped', 'a letter left out', EVERYBODY, dropped),
  ofName('other-vowel', 'a vowel replaced by another', EVERYBODY, otherVowel),
  ofName('vowels-swapped', 'two vowels of a word exchanged', EVERYBODY, vowelsSwapped),
  ofName('last-letter', 'the last letter of the longest word left out', EVERYBODY, (name) => {
    const longest = wordsOf(name).reduce((a, b) => (b.length > a.length ? b : a), '');
    return longest.length < 5 || !/[A-Za-z]$/.test(longest)
      ? undefined
      : name.replace(longest, longest.slice(0, -1));
  }),
];
