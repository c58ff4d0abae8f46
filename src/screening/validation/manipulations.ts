/** A way in which a tester damages a listed name. */
export interface Manipulation {
  readonly id: string;
  readonly what: string;
  readonly of: 'person' | 'thing' | 'both';
  /** Undefined where it does not apply. `number` chooses among places: the same number, the same damage. */
  alter(name: string, number: number): string | undefined;
}

const wordsOf = (name: string) => name.split(/\s+/u).filter((word) => word !== '');

/**
 * Damages two letters at one of the places where that can be done, inside words of five letters and more. `change`
 * takes and gives small letters.
 */
function atLetter(
  name: string,
  number: number,
  change: (letter: string, next: string) => string | undefined,
): string | undefined {
  const places = [...name.matchAll(/\p{Script=Latin}{5,}/gu)].flatMap(({ index, 0: word }) =>
    Array.from({ length: word.length - 2 }, (_, i) => index + 1 + i),
  );
  for (let tries = 0; tries < places.length; tries++) {
    const at = places[(number + tries) % places.length]!;
    const pair = name.slice(at, at + 2);
    const changed = change(pair[0]!.toLowerCase(), pair[1]!.toLowerCase());
    if (changed === undefined) continue;
    const inCase = pair === pair.toUpperCase() ? changed.toUpperCase() : changed;
    return name.slice(0, at) + inCase + name.slice(at + 2);
  }
  return undefined;
}

const VOWELS = 'aeiou';
const LOOK_ALIKES: Readonly<Record<string, string>> = { a: 'а', e: 'е', o: 'о', c: 'с', p: 'р', x: 'х' };

/** What testers inject (docs/evaluation.md has the larger set that the engine is measured with). */
export const MANIPULATIONS: readonly Manipulation[] = [
  {
    id: 'dropped',
    what: 'a letter left out',
    of: 'both',
    alter: (name, number) => atLetter(name, number, (letter, next) => (letter === next ? undefined : next)),
  },
  {
    id: 'doubled',
    what: 'a letter doubled',
    of: 'both',
    alter: (name, number) => atLetter(name, number, (letter, next) => letter + letter + next),
  },
  {
    id: 'transposed',
    what: 'two neighbouring letters exchanged',
    of: 'both',
    alter: (name, number) =>
      atLetter(name, number, (letter, next) => (letter === next ? undefined : next + letter)),
  },
  {
    id: 'other-vowel',
    what: 'a vowel replaced by another',
    of: 'both',
    alter: (name, number) =>
      atLetter(name, number, (letter, next) => {
        const at = VOWELS.indexOf(letter);
        return at < 0 ? undefined : VOWELS[(at + 1 + (number % 3)) % VOWELS.length]! + next;
      }),
  },
  {
    id: 'look-alike',
    what: 'a Latin letter replaced by the Cyrillic one of its shape',
    of: 'both',
    alter: (name, number) =>
      atLetter(name, number, (letter, next) =>
        LOOK_ALIKES[letter] === undefined ? undefined : LOOK_ALIKES[letter] + next,
      ),
  },
  {
    id: 'no-marks',
    what: 'accents left out, all capitals where it has small letters, else all small',
    of: 'both',
    alter: (name) => {
      const plain = name.normalize('NFD').replace(/\p{M}/gu, '');
      return plain === plain.toUpperCase() ? plain.toLowerCase() : plain.toUpperCase();
    },
  },
  {
    id: 'reversed',
    what: 'words in the opposite order',
    of: 'person',
    alter: (name) => {
      const words = wordsOf(name.replaceAll(',', ' '));
      return words.length < 2 ? undefined : words.reverse().join(' ');
    },
  },
  {
    id: 'joined',
    what: 'the first two words written as one',
    of: 'both',
    alter: (name) => (wordsOf(name).length < 2 ? undefined : name.replace(/\s+/u, '')),
  },
  {
    id: 'hyphen',
    what: 'the last two words with a hyphen between them',
    of: 'person',
    alter: (name) => (wordsOf(name).length < 2 ? undefined : name.replace(/\s+(?=\S+$)/u, '-')),
  },
  {
    id: 'middle-missing',
    what: 'a middle name left out',
    of: 'person',
    alter: (name) => {
      const words = wordsOf(name);
      return words.length < 3 ? undefined : [...words.slice(0, 1), ...words.slice(2)].join(' ');
    },
  },
  {
    id: 'middle-added',
    what: 'a middle name put in',
    of: 'person',
    alter: (name) => (wordsOf(name).length < 2 ? undefined : name.replace(/\s+/u, ' Karim ')),
  },
  {
    id: 'honorific',
    what: 'a title before the name',
    of: 'person',
    alter: (name, number) => `${['Mr', 'Dr.', 'Haji', 'Sheikh'][number % 4]} ${name}`,
  },
  {
    id: 'legal-form',
    what: 'another legal form',
    of: 'thing',
    alter: (name, number) => `${name} ${['Ltd', 'LLC', 'GmbH', 'S.A.'][number % 4]}`,
  },
];
