import { honorificAt } from '../knowledge/honorifics.ts';
import { legalFormAt } from '../knowledge/legal-forms.ts';
import { particle, particleAt } from '../knowledge/particles.ts';
import { splitArabicArticle } from '../romanise/arabic.ts';
import { type CleanStep, cleanText } from '../script/clean.ts';
import { joinTerms, makeTerm } from '../terms/make-term.ts';
import type { Term } from '../terms/term.ts';
import { splitSyllables } from './syllables.ts';
import { type Word, wordsOf } from './words.ts';

/** What kind of thing bears the name: the roles of its words differ. */
export type NameKind = 'person' | 'organisation' | 'vessel';

export type PartRole =
  | 'word'
  | 'patronymic'
  | 'initial'
  | 'particle'
  | 'kunya'
  | 'head'
  | 'honorific'
  | 'concept'
  | 'stop';

/** One word of a name that takes part in the comparison. */
export interface Part {
  readonly surface: string;
  readonly term: Term;
  readonly role: PartRole;
  /** 0 … 1: how much of the name it is. */
  readonly weight: number;
}

/** Neighbouring words read as one. */
export interface JoinedPart {
  readonly start: number;
  readonly length: number;
  readonly term: Term;
}

export interface AnalysedName {
  readonly text: string;
  readonly kind: NameKind;
  readonly parts: readonly Part[];
  readonly joined: readonly JoinedPart[];
  readonly numbers: readonly string[];
  readonly legalForms: readonly string[];
  readonly setAside: readonly { readonly surface: string; readonly why: string }[];
  readonly steps: readonly CleanStep[];
}

const ROLE_WEIGHT = { initial: 0.15, kunya: 0.25, head: 0.2, honorific: 0.15, stop: 0.03 } as const;
const PARTICLE_WEIGHT: Readonly<Record<string, number>> = {
  filiation: 0.06,
  article: 0.04,
  preposition: 0.05,
  conjunction: 0.03,
};

/** Weight of a content word by its bits of surprise: a third for the commonest, 1 for one nobody else bears. */
function contentWeight(bits: number): number {
  return 0.3 + 0.7 * Math.max(0, Math.min(1, (bits - 6) / 11));
}

const MAX_PARTS = 30;
const MAX_JOINED_LETTERS = 26;

const cache = new Map<string, Term>();
function termOf(word: Word): Term {
  const key = `${word.script}:${word.text}`;
  let term = cache.get(key);
  if (term === undefined) {
    term = makeTerm(word.text, word.script, []);
    if (cache.size > 200_000) cache.clear();
    cache.set(key, term);
  }
  return term;
}

/** Takes a name as written and what bears it; gives its words with their roles. Pure. */
export function analyseName(text: string, kind: NameKind): AnalysedName {
  const cleaned = cleanText(text);
  const words = splitSyllables(wordsOf(cleaned.text), kind).slice(0, MAX_PARTS);
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (word.script !== 'arabic') continue;
    const rest = splitArabicArticle(word.text);
    if (rest === undefined) continue;
    words.splice(
      i,
      1,
      { ...word, text: 'ال', end: word.start + 2 },
      { ...word, text: rest, start: word.start + 2 },
    );
    i++;
  }
  const forms = words.map((w) =>
    w.script === 'latin' || w.script === 'common' ? termOf(w).latin || w.text : w.text,
  );
  const parts: Part[] = [];
  const setAside: { surface: string; why: string }[] = [];
  const surface = (from: number, to: number) => cleaned.text.slice(words[from]!.start, words[to - 1]!.end);
  const honorifics: Part[] = [];
  const legalForms: string[] = [];
  const numbers: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    const term = termOf(word);
    if (kind === 'person') {
      const title = honorificAt(forms, i);
      if (title && title.value.strength === 'strong') {
        setAside.push({ surface: surface(i, i + title.length), why: title.value.meaning });
        for (let k = 0; k < title.length; k++) {
          honorifics.push({
            surface: surface(i + k, i + k + 1),
            term: termOf(words[i + k]!),
            role: 'honorific',
            weight: ROLE_WEIGHT.honorific,
          });
        }
        i += title.length - 1;
        continue;
      }
      if (title && title.length === 1) {
        parts.push({ surface: surface(i, i + 1), term, role: 'honorific', weight: 0.35 });
        continue;
      }
      if (particle(forms[i]!) && words.length > 1) {
        const p = particleAt(forms, i)!;
        for (let k = 0; k < p.length; k++) {
          const kindOf = p.value.kind;
          const role: PartRole = kindOf === 'kunya' ? 'kunya' : kindOf === 'head' ? 'head' : 'particle';
          const weight = p.value.weak
            ? 0.1
            : (PARTICLE_WEIGHT[kindOf] ?? (role === 'kunya' ? ROLE_WEIGHT.kunya : ROLE_WEIGHT.head));
          parts.push({ surface: surface(i + k, i + k + 1), term: termOf(words[i + k]!), role, weight });
        }
        i += p.length - 1;
        continue;
      }
    }
    if (kind !== 'person') {
      const form = legalFormAt(forms, i);
      const atEdge = i === 0 || (form !== undefined && i + form.length === words.length);
      if (form && words.length > form.length && (!form.caution || atEdge)) {
        legalForms.push(form.family);
        setAside.push({ surface: surface(i, i + form.length), why: `legal form: ${form.canonical}` });
        i += form.length - 1;
        continue;
      }
      if (i > 0 && isNumber(word.text)) {
        numbers.push(numberOf(word.text));
        setAside.push({ surface: surface(i, i + 1), why: 'number' });
        continue;
      }
    }
    if (term.latin.length === 1 && /[a-z]/.test(term.latin)) {
      parts.push({ surface: surface(i, i + 1), term, role: 'initial', weight: ROLE_WEIGHT.initial });
      continue;
    }
    if (term.readings.length === 0 && term.symbols.length === 0) continue;
    const patronymic =
      kind === 'person' && i > 0 && /^[a-z]{3,}(ov|ev|av|iv)(ich|ych|itch|ytch|na)$/.test(term.latin);
    const weight = contentWeight(term.bits);
    parts.push(
      patronymic
        ? { surface: surface(i, i + 1), term, role: 'patronymic', weight: weight * 0.4 }
        : { surface: surface(i, i + 1), term, role: 'word', weight },
    );
  }
  if (!parts.some((p) => p.role === 'word')) {
    // A name of titles and particles alone is that name: nothing is set aside.
    parts.push(...honorifics);
    for (let p = 0; p < parts.length; p++) {
      if (parts[p]!.role !== 'initial')
        parts[p] = { ...parts[p]!, role: 'word', weight: contentWeight(parts[p]!.term.bits) };
    }
  }
  return {
    text: cleaned.text,
    kind,
    parts,
    joined: joinParts(parts),
    numbers,
    legalForms,
    setAside,
    steps: cleaned.steps,
  };
}

const ROMAN: Readonly<Record<string, string>> = {
  ii: '2',
  iii: '3',
  iv: '4',
  vi: '6',
  vii: '7',
  viii: '8',
  ix: '9',
  xi: '11',
  xii: '12',
};
function isNumber(text: string): boolean {
  return /^\d+$/.test(text) || ROMAN[text] !== undefined;
}
function numberOf(text: string): string {
  return ROMAN[text] ?? String(Number(text));
}

function joinParts(parts: readonly Part[]): JoinedPart[] {
  const joined: JoinedPart[] = [];
  for (let start = 0; start < parts.length; start++) {
    let letters = parts[start]!.term.latin.length;
    for (let length = 2; length <= 3 && start + length <= parts.length; length++) {
      letters += parts[start + length - 1]!.term.latin.length;
      if (letters > MAX_JOINED_LETTERS) break;
      const term = joinTerms(parts.slice(start, start + length).map((p) => p.term));
      if (term) joined.push({ start, length, term });
    }
  }
  return joined;
}
