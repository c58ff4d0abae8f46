import { type Honorific, honorific, honorificAt } from '../knowledge/honorifics.ts';
import { particle } from '../knowledge/particles.ts';
import { patronymic } from '../knowledge/patronymics.ts';
import type { PhraseMatch } from '../knowledge/phrases.ts';
import { symbolOf } from '../terms/symbol.ts';
import type { Part, PartRole, SortedWords } from './part.ts';
import { isSyllabic, particleInName } from './particle-in-name.ts';
import { fatherSymbols, personSymbols } from './person-symbols.ts';
import { type ReadWord, withSymbols } from './read-words.ts';
import {
  BLESSING_SHARE,
  contentWeight,
  FATHER_SHARE,
  KUNYA_SHARE,
  PARTICLE_WEIGHT,
  PATRONYMIC_SHARE,
  ROLE_WEIGHT,
  WEAK_PARTICLE_WEIGHT,
} from './weights.ts';

/** Sorts the words of a person's name. */
export function sortPerson(words: readonly ReadWord[]): SortedWords {
  const forms = words.map(lookedUpAs);
  const syllabic = isSyllabic(forms);
  const sorted: SortedWords = { parts: [], setAside: [], numbers: [], legalForms: [] };
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    const initial = isInitial(word);
    const title = initial ? undefined : honorificAt(forms, i);
    if (
      title !== undefined &&
      (title.value.strength === 'strong' || title.length > 1) &&
      !isNameBehind(title, i, sorted.parts, words.length)
    ) {
      const covered = words.slice(i, i + title.length);
      sorted.setAside.push({ surface: covered.map((w) => w.surface).join(' '), why: title.value.meaning });
      for (const one of covered) sorted.parts.push(partOf(one, 'title', ROLE_WEIGHT.title));
      i += title.length - 1;
      continue;
    }
    if (title?.value.strength === 'weak') {
      sorted.parts.push(partOf(word, 'honorific', ROLE_WEIGHT.honorific));
      continue;
    }
    const apart = words.length === 1 || syllabic || (initial && isInitialOf(words, i, sorted.parts));
    const found = apart ? undefined : particleInName(forms, i);
    if (found !== undefined) {
      const { kind, weak, meaning } = found.value;
      const role: PartRole = kind === 'kunya' || kind === 'head' ? kind : 'particle';
      const weight =
        role !== 'particle' ? ROLE_WEIGHT[role] : weak ? WEAK_PARTICLE_WEIGHT : PARTICLE_WEIGHT[kind]!;
      // `bin, ibn, ould` and `Abd, Abdul, Abdel` mean the same.
      const symbols = found.length === 1 ? [symbolOf('same', `particle:${meaning}`)] : [];
      for (let k = 0; k < found.length; k++)
        sorted.parts.push({
          ...partOf(withSymbols(words[i + k]!, symbols), role, weight),
          ...(kind === 'filiation' ? { filiation: true } : {}),
        });
      i += found.length - 1;
      continue;
    }
    if (initial) {
      sorted.parts.push(partOf(word, 'initial', ROLE_WEIGHT.initial));
      continue;
    }
    if (word.term.readings.length === 0 && word.term.symbols.length === 0) continue;
    const weight = contentWeight(word.term.bits);
    const father = words.length > 2 && i > 0 ? fatherIn(word) : undefined;
    if (father !== undefined)
      sorted.parts.push(
        partOf(withSymbols(word, fatherSymbols(father)), 'patronymic', weight * PATRONYMIC_SHARE),
      );
    else if (words.length > 2 && i > 0 && isFather(sorted.parts, i, words.length))
      sorted.parts.push(partOf(word, 'patronymic', weight * FATHER_SHARE));
    else sorted.parts.push(partOf(word, 'word', weight));
  }
  if (!sorted.parts.some((part) => part.role === 'word')) promote(sorted);
  lighten(sorted.parts);
  return sorted;
}

/** Takes weight from what is left out at will where a whole name stands beside it. */
function lighten(parts: Part[]): void {
  const names = parts.flatMap((part, at) => (part.role === 'word' ? [at] : []));
  if (names.length < 3) return;
  const first = names[0]!;
  if (parts[first]!.term.symbols.includes(BLESSING))
    parts[first] = { ...parts[first]!, weight: parts[first]!.weight * BLESSING_SHARE };
  const last = names.at(-1)!;
  if (parts[last - 1]?.role === 'kunya' && last > 1)
    parts[last] = { ...parts[last]!, weight: parts[last]!.weight * KUNYA_SHARE };
}

const BLESSING = personSymbols('muhammad')[0]!;

/** Languages that put a title before the name: behind a given name it is a family name, `André Maréchal`. */
const TITLE_FIRST: ReadonlySet<string> = new Set('en de fr es it pt nl sv pl cs ru uk'.split(' '));
const NAME_TITLES: ReadonlySet<Honorific['kind']> = new Set(['rank', 'office', 'religious']);

function isNameBehind(
  title: PhraseMatch<Honorific>,
  at: number,
  before: readonly Part[],
  count: number,
): boolean {
  const { kind, languages } = title.value;
  return (
    title.length === 1 &&
    at === count - 1 &&
    NAME_TITLES.has(kind) &&
    languages.every((language) => TITLE_FIRST.has(language)) &&
    before.filter((part) => part.role !== 'title').length === 1
  );
}

/** A letter that is also a particle (`y`, `d`, `e`) is an initial where a name begins, and where capitals tell. */
function isInitialOf(words: readonly ReadWord[], at: number, before: readonly Part[]): boolean {
  if (before.every((part) => part.role === 'title')) return true;
  return /^\p{Lu}$/u.test(words[at]!.surface) && words.some((word) => /\p{Ll}/u.test(word.surface));
}

/** A word of another alphabet is looked up as it is written or, where nothing is known of that, as it reads: `аз-Завахири`. */
function lookedUpAs(word: ReadWord): string {
  const known = particle(word.form) !== undefined || honorific(word.form) !== undefined;
  return known || word.term.kind !== 0 || word.term.latin === '' ? word.form : word.term.latin;
}

/** The father's name in a patronymic. East Slavic only: names in -ović, -owicz and -sson are family names as often. */
function fatherIn(word: ReadWord): string | undefined {
  const found = patronymic(word.term.latin);
  return found?.language === 'slavic' && /(?:ch|na)$/.test(word.term.latin) ? found.father : undefined;
}

/** `Nabil ben Salem Kasmi`: the father's name between one's own and the family's; last, it is the family's. */
function isFather(before: readonly Part[], at: number, count: number): boolean {
  return (
    at < count - 1 &&
    before.at(-1)?.filiation === true &&
    before.some((part) => part.role === 'word' || part.role === 'honorific')
  );
}

export function isInitial(word: ReadWord): boolean {
  return word.term.latin.length === 1 && word.term.latin >= 'a' && word.term.kind === 0;
}

export function partOf(word: ReadWord, role: PartRole, weight: number): Part {
  return { surface: word.surface, term: word.term, role, weight };
}

/** A name of titles and particles alone is that name: nothing is set aside, and each word counts in full. */
function promote(sorted: SortedWords): void {
  sorted.setAside.length = 0;
  sorted.parts.forEach((part, i) => {
    if (part.role !== 'initial')
      sorted.parts[i] = { ...part, role: 'word', weight: contentWeight(part.term.bits) };
  });
}
