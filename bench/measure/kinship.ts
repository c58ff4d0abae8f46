import { analyseName } from '../../src/names/index.ts';

/** What a name has of the words of its bearer's other names. */
export type Kinship =
  | 'shares no word'
  | 'has a word that no other name has'
  | 'is one word of another name'
  | 'all its words are in other names';

/** Roles of words that are not names of their own: half the world is an `Abu` or `bin`. */
const JOINING: ReadonlySet<string> = new Set(['particle', 'kunya', 'head', 'title', 'initial']);
/** Share of a word's letters that may differ. */
const UNLIKE = 0.34;
/** Fewest letters of a word that may be a piece of another one. */
const PIECE = 4;

/**
 * Which words of an alias the other names of its bearer have, letter by letter in Latin letters or by their consonants.
 * Not the engine's own likeness of words, so that a change there does not move a case from one class to another.
 */
export function kinshipOf(alias: string, others: readonly string[]): Kinship {
  const own = wordsOf(alias);
  let most = 0;
  for (const other of others) {
    const words = wordsOf(other);
    const joined = words.join('');
    const met = own.filter(
      (word) => words.some((one) => alike(word, one)) || (word.length >= PIECE && joined.includes(word)),
    );
    most = Math.max(most, met.length);
  }
  if (most === 0) return 'shares no word';
  if (most < own.length) return 'has a word that no other name has';
  return own.length === 1 ? 'is one word of another name' : 'all its words are in other names';
}

/** The words that are names, read in Latin letters without marks. */
function wordsOf(name: string): string[] {
  return analyseName(name, 'person')
    .parts.filter(({ role }) => !JOINING.has(role))
    .map(({ term, surface }) =>
      (term.latin || surface.toLowerCase()).normalize('NFKD').replace(/\p{M}/gu, ''),
    )
    .filter((word) => word.length > 1);
}

function alike(a: string, b: string): boolean {
  if (edits(a, b) <= UNLIKE * Math.max(a.length, b.length)) return true;
  const consonants = consonantsOf(a);
  return consonants.length > 1 && consonants === consonantsOf(b);
}

/** Consonants, those that romanisations exchange as one. */
function consonantsOf(word: string): string {
  return word
    .replace(/[aeiouyhw]/g, '')
    .replace(/q/g, 'k')
    .replace(/z/g, 's')
    .replace(/j/g, 'g')
    .replace(/(.)\1+/g, '$1');
}

function edits(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++)
      row[j] = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    above = row;
  }
  return above[b.length]!;
}
