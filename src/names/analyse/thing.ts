import { surpriseOf } from '../frequency/commonness.ts';
import { isOrganisationWord, organisationSurprise } from '../frequency/organisation-words.ts';
import { type LegalFormMatch, legalFormAt, slippedFormAt } from '../knowledge/legal-forms.ts';
import { type NumberMatch, numberValue } from '../knowledge/numbers.ts';
import { isStopWord, orgConceptAt } from '../knowledge/organisation-words.ts';
import { knownOrganisationAt } from '../knowledge/organisations.ts';
import { asKnown } from '../terms/make-term.ts';
import { symbolOf } from '../terms/symbol.ts';
import type { Term } from '../terms/term.ts';
import type { NameKind, Part, SortedWords } from './part.ts';
import { isInitial, partOf } from './person.ts';
import { joinWords, type ReadWord, withSymbols } from './read-words.ts';
import { CONCEPT_WEIGHT, contentWeight, ROLE_WEIGHT } from './weights.ts';

/** Ship prefixes that say only that it is a ship. */
const SHIP_PREFIXES = new Set(['mv', 'mt', 'ms', 'ss', 'fv', 'vlcc', 'lpg']);

const SHORTEST_ACRONYM = 3;

/** A name of people is rarer among organisations by so many bits. */
const PEOPLE_RARER = 3;

/** Sorts the words of the name of an organisation, company, vessel or aircraft. */
export function sortThing(written: readonly ReadWord[], kind: NameKind): SortedWords {
  const words = joinLetters(written, kind);
  const forms = words.map((word) => word.form);
  const respelled = words.map((word) => word.slippedForm ?? word.form);
  const meant = words.map((word) => word.slippedConcept ?? word.form);
  const hasSlip = words.some((word) => word.slippedForm !== undefined);
  const sorted: SortedWords = { parts: [], setAside: [], numbers: [], legalForms: [] };
  const aside: ReadWord[] = [];
  const setAside = (from: number, length: number, why: string) => {
    const covered = words.slice(from, from + length);
    sorted.setAside.push({ surface: covered.map((w) => w.surface).join(' '), why });
    aside.push(...covered);
  };
  let knownUntil = 0;
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    const known = knownOrganisationAt(forms, i);
    if (known !== undefined && !known.value.caution) knownUntil = Math.max(knownUntil, i + known.length);
    const form = kind === 'vessel' ? undefined : legalFormIn(forms, i, hasSlip ? respelled : undefined);
    if (form !== undefined) {
      sorted.legalForms.push(form.family);
      setAside(i, form.length, `legal form: ${form.canonical}`);
      i += form.length - 1;
      continue;
    }
    const prefix = kind === 'vessel' && i === 0 ? shipPrefix(forms) : 0;
    if (prefix > 0) {
      const covered = words.slice(0, prefix);
      sorted.setAside.push({ surface: covered.map((w) => w.surface).join(' '), why: 'ship prefix' });
      i += prefix - 1;
      continue;
    }
    const number = numberIn(forms, i);
    if (number !== undefined && words.length > number.length) {
      sorted.numbers.push(String(number.value));
      setAside(i, number.length, `number: ${number.value}`);
      i += number.length - 1;
      continue;
    }
    if (isStopWord(forms[i]!)) {
      sorted.parts.push(partOf(word, 'stop', ROLE_WEIGHT.stop));
      continue;
    }
    const concept = kind === 'vessel' ? undefined : orgConceptAt(meant, i);
    if (concept !== undefined) {
      const covered = words.slice(i, i + concept.length);
      const whole = joinWords(covered, [symbolOf('translation', `concept:${concept.value.concept}`)]);
      sorted.parts.push(partOf(whole, 'concept', CONCEPT_WEIGHT[concept.value.weight]));
      i += concept.length - 1;
      continue;
    }
    if (isInitial(word)) {
      sorted.parts.push(partOf(word, 'initial', ROLE_WEIGHT.initial));
      continue;
    }
    if (word.term.readings.length === 0 && word.term.symbols.length === 0) continue;
    const named =
      known !== undefined && known.length === 1
        ? withSymbols(word, [symbolOf('translation', `organisation:${known.value.id}`)])
        : word;
    // `Qaida` is borne by many of the lists, and by nobody else.
    const weight = i < knownUntil ? contentWeight(RAREST_BITS) : weightOf(word.term);
    sorted.parts.push(partOf(named, 'word', weight));
  }
  if (kind === 'organisation') {
    lightenAcronym(sorted, aside);
    lightenRepeated(sorted.parts);
  }
  if (sorted.parts.every((part) => part.role === 'stop')) {
    // A name of legal form and number alone (`Limited 23`) is that name.
    for (const word of aside) sorted.parts.push(partOf(word, 'word', 0.5));
    sorted.setAside.length = 0;
    sorted.numbers.length = 0;
    sorted.legalForms.length = 0;
  }
  return sorted;
}

/**
 * The legal form at a place of the name, if it is one there: a form that is also an ordinary word only at the end of
 * the name, or at its start where it is placed so. With a slip only at the edges.
 */
function legalFormIn(
  forms: readonly string[],
  i: number,
  respelled: readonly string[] | undefined,
): LegalFormMatch | undefined {
  const found = legalFormAt(forms, i);
  const atEdge = found !== undefined && ((i === 0 && found.first) || i + found.length === forms.length);
  const form =
    found !== undefined && found.length < forms.length && (!found.caution || atEdge) ? found : undefined;
  // `Limited Liability Compay` is one form, and not a shorter one before a word.
  const slipped = respelled === undefined ? undefined : slippedFormAt(forms, respelled, i);
  if (slipped === undefined || slipped.length >= forms.length || slipped.length <= (found?.length ?? 0))
    return form;
  const after = i + slipped.length;
  return i === 0 || after === forms.length || slipped.length > 1 || legalFormAt(forms, after) !== undefined
    ? slipped
    : form;
}

function shipPrefix(forms: readonly string[]): number {
  if (forms.length > 2 && SHIP_PREFIXES.has(`${forms[0]}${forms[1]}`)) return 2;
  return forms.length > 1 && SHIP_PREFIXES.has(forms[0]!) ? 1 : 0;
}

/** Single letters in a row are a word: `D.C.B. Finance` is `DCB Finance`. Those of a legal form stay (`S. A.`). */
function joinLetters(words: readonly ReadWord[], kind: NameKind): readonly ReadWord[] {
  if (!words.some((word, i) => i > 0 && isInitial(word) && isInitial(words[i - 1]!))) return words;
  const forms = words.map((word) => word.form);
  const joined: ReadWord[] = [];
  for (let i = 0; i < words.length; ) {
    let end = i;
    while (end < words.length && isInitial(words[end]!) && !(end > i && endsInForm(forms, end, kind))) end++;
    const form = kind === 'vessel' ? undefined : legalFormIn(forms, i, undefined);
    if (form !== undefined) end = i + form.length;
    if (form === undefined && end - i > 1) {
      const { surface, term } = joinWords(words.slice(i, end), []);
      const form = term.latin;
      joined.push({ surface, form, term: isOrganisationWord(form) ? asKnown(term) : term });
    } else joined.push(...words.slice(i, Math.max(end, i + 1)));
    i = Math.max(end, i + 1);
  }
  return joined;
}

function endsInForm(forms: readonly string[], from: number, kind: NameKind): boolean {
  const form = kind === 'vessel' ? undefined : legalFormAt(forms, from);
  return form !== undefined && from + form.length === forms.length;
}

/** A number word that is also something else (`one`, `seven`, `V`) is a number where nothing but a legal form follows. */
function numberIn(forms: readonly string[], i: number): NumberMatch | undefined {
  const number = i > 0 || /^\d/.test(forms[i]!) ? numberValue(forms, i) : undefined;
  if (number === undefined || !number.ambiguous) return number;
  const after = i + number.length;
  if (after === forms.length) return number;
  const form = legalFormAt(forms, after);
  return form !== undefined && after + form.length === forms.length ? number : undefined;
}

/** `CJSC Vad Aktsionernoe Obshchestvo Vad`: a word says no more the second time. */
function lightenRepeated(parts: Part[]): void {
  const seen = new Set<string>();
  parts.forEach((part, i) => {
    if (part.role !== 'word') return;
    if (seen.has(part.term.id)) parts[i] = { ...part, weight: ROLE_WEIGHT.stop };
    seen.add(part.term.id);
  });
}

/** `Abdallah Azzam Brigades (AAB)`, `Korean National Insurance Company (KNIC)`: the initials repeat what the words say. */
function lightenAcronym(sorted: SortedWords, aside: readonly ReadWord[]): void {
  const { parts } = sorted;
  if (parts.length < 3) return;
  const initials = (skipped: number) =>
    parts.map((part, i) => (i === skipped || part.role === 'stop' ? '' : initialsOf(part))).join('');
  const endings = ['', ...new Set(aside.map((word) => word.form[0] ?? ''))];
  for (let i = 0; i < parts.length; i++) {
    const { role, term } = parts[i]!;
    if (role !== 'word' || term.latin.length < SHORTEST_ACRONYM) continue;
    const others = initials(i);
    if (endings.some((ending) => others + ending === term.latin)) {
      parts[i] = { ...parts[i]!, weight: ROLE_WEIGHT.initial };
      return;
    }
  }
}

/** First letters of the words that a part covers: a concept may be two of them. */
function initialsOf(part: Part): string {
  return part.surface
    .split(/\s+/u)
    .map((word) => word[0]?.toLowerCase() ?? '')
    .join('');
}

function weightOf(term: Term): number {
  const people = surpriseOf(term.latin, term.readings[0] ?? new Uint8Array(0)) + PEOPLE_RARER;
  const own = term.kind === 0 ? organisationSurprise(term.latin) : RAREST_BITS;
  return contentWeight(Math.min(own, people, RAREST_BITS));
}

const RAREST_BITS = 17.5;
