import { organisationSurprise } from '../frequency/commonness.ts';
import { legalFormAt } from '../knowledge/legal-forms.ts';
import { numberValue } from '../knowledge/numbers.ts';
import { isStopWord, orgConceptAt } from '../knowledge/organisation-words.ts';
import { knownOrganisationAt } from '../knowledge/organisations.ts';
import { symbolOf } from '../terms/symbol.ts';
import type { NameKind, SortedWords } from './part.ts';
import { isInitial, partOf } from './person.ts';
import { joinWords, type ReadWord, withSymbols } from './read-words.ts';
import { CONCEPT_WEIGHT, contentWeight, ROLE_WEIGHT } from './weights.ts';

/** Ship prefixes that say only that it is a ship. */
const SHIP_PREFIXES = new Set(['mv', 'mt', 'ms', 'ss', 'fv', 'vlcc', 'lpg']);

/** Sorts the words of the name of an organisation, company, vessel or aircraft. */
export function sortThing(words: readonly ReadWord[], kind: NameKind): SortedWords {
  const forms = words.map((word) => word.form);
  const sorted: SortedWords = { parts: [], setAside: [], numbers: [], legalForms: [] };
  const aside: ReadWord[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    const form = kind === 'vessel' ? undefined : legalFormAt(forms, i);
    const atEdge = form !== undefined && (i === 0 || i + form.length === words.length);
    if (form !== undefined && form.length < words.length && (!form.caution || atEdge)) {
      const covered = words.slice(i, i + form.length);
      sorted.legalForms.push(form.family);
      sorted.setAside.push({
        surface: covered.map((w) => w.surface).join(' '),
        why: `legal form: ${form.canonical}`,
      });
      aside.push(...covered);
      i += form.length - 1;
      continue;
    }
    if (kind === 'vessel' && i === 0 && words.length > 2 && SHIP_PREFIXES.has(`${forms[0]}${forms[1]}`)) {
      sorted.setAside.push({ surface: `${word.surface} ${words[1]!.surface}`, why: 'ship prefix' });
      i++;
      continue;
    }
    if (kind === 'vessel' && i === 0 && words.length > 1 && SHIP_PREFIXES.has(forms[0]!)) {
      sorted.setAside.push({ surface: word.surface, why: 'ship prefix' });
      continue;
    }
    const number = i > 0 || /^\d/.test(forms[i]!) ? numberValue(forms, i) : undefined;
    if (
      number !== undefined &&
      (!number.ambiguous || i + number.length === words.length) &&
      words.length > number.length
    ) {
      const covered = words.slice(i, i + number.length);
      sorted.numbers.push(String(number.value));
      sorted.setAside.push({
        surface: covered.map((w) => w.surface).join(' '),
        why: `number: ${number.value}`,
      });
      aside.push(...covered);
      i += number.length - 1;
      continue;
    }
    if (isStopWord(forms[i]!)) {
      sorted.parts.push(partOf(word, 'stop', ROLE_WEIGHT.stop));
      continue;
    }
    const concept = kind === 'vessel' ? undefined : orgConceptAt(forms, i);
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
    const known = knownOrganisationAt(forms, i);
    const named =
      known !== undefined && known.length === 1
        ? withSymbols(word, [symbolOf('translation', `organisation:${known.value.id}`)])
        : word;
    sorted.parts.push(
      partOf(named, 'word', contentWeight(Math.min(organisationSurprise(word.term.latin), 17.5))),
    );
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
