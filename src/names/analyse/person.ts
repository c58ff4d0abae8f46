import { honorific, honorificAt } from '../knowledge/honorifics.ts';
import { particle, particleAt } from '../knowledge/particles.ts';
import { patronymic } from '../knowledge/patronymics.ts';
import type { Part, PartRole, SortedWords } from './part.ts';
import type { ReadWord } from './read-words.ts';
import {
  contentWeight,
  PARTICLE_WEIGHT,
  PATRONYMIC_SHARE,
  ROLE_WEIGHT,
  WEAK_PARTICLE_WEIGHT,
} from './weights.ts';

/** Sorts the words of a person's name. */
export function sortPerson(words: readonly ReadWord[]): SortedWords {
  const forms = words.map(lookedUpAs);
  const sorted: SortedWords = { parts: [], setAside: [], numbers: [], legalForms: [] };
  const titles: Part[] = [];
  for (let i = 0; i < words.length; i++) {
    const initial = isInitial(words[i]!);
    const title = initial ? undefined : honorificAt(forms, i);
    if (title !== undefined && (title.value.strength === 'strong' || title.length > 1)) {
      const covered = words.slice(i, i + title.length);
      sorted.setAside.push({ surface: covered.map((w) => w.surface).join(' '), why: title.value.meaning });
      for (const word of covered) titles.push(partOf(word, 'honorific', ROLE_WEIGHT.honorific));
      i += title.length - 1;
      continue;
    }
    const word = words[i]!;
    if (title !== undefined) {
      sorted.parts.push(partOf(word, 'honorific', ROLE_WEIGHT.honorific));
      continue;
    }
    const found = words.length > 1 && particle(forms[i]!) !== undefined ? particleAt(forms, i) : undefined;
    if (found !== undefined) {
      const { kind, weak } = found.value;
      const role: PartRole = kind === 'kunya' || kind === 'head' ? kind : 'particle';
      const weight =
        role !== 'particle' ? ROLE_WEIGHT[role] : weak ? WEAK_PARTICLE_WEIGHT : PARTICLE_WEIGHT[kind]!;
      for (let k = 0; k < found.length; k++) sorted.parts.push(partOf(words[i + k]!, role, weight));
      i += found.length - 1;
      continue;
    }
    if (initial) {
      sorted.parts.push(partOf(word, 'initial', ROLE_WEIGHT.initial));
      continue;
    }
    if (word.term.readings.length === 0 && word.term.symbols.length === 0) continue;
    const weight = contentWeight(word.term.bits);
    if (words.length > 2 && i > 0 && isPatronymic(word)) {
      sorted.parts.push(partOf(word, 'patronymic', weight * PATRONYMIC_SHARE));
    } else sorted.parts.push(partOf(word, 'word', weight));
  }
  if (!sorted.parts.some((part) => part.role === 'word')) promote(sorted, titles);
  return sorted;
}

/** A word of another alphabet is looked up as it is written or, where nothing is known of that, as it reads: `аз-Завахири`. */
function lookedUpAs(word: ReadWord): string {
  const known = particle(word.form) !== undefined || honorific(word.form) !== undefined;
  return known || word.term.kind !== 0 || word.term.latin === '' ? word.form : word.term.latin;
}

/** East Slavic only: names in -ović, -owicz and -sson are family names as often. */
function isPatronymic(word: ReadWord): boolean {
  return patronymic(word.term.latin)?.language === 'slavic' && /(?:ch|na)$/.test(word.term.latin);
}

export function isInitial(word: ReadWord): boolean {
  return word.term.latin.length === 1 && word.term.latin >= 'a' && word.term.kind === 0;
}

export function partOf(word: ReadWord, role: PartRole, weight: number): Part {
  return { surface: word.surface, term: word.term, role, weight };
}

/** A name of titles and particles alone is that name: nothing is set aside, and each word counts in full. */
function promote(sorted: SortedWords, titles: readonly Part[]): void {
  sorted.parts.push(...titles);
  if (titles.length > 0) sorted.setAside.length = 0;
  sorted.parts.forEach((part, i) => {
    if (part.role !== 'initial')
      sorted.parts[i] = { ...part, role: 'word', weight: contentWeight(part.term.bits) };
  });
}
