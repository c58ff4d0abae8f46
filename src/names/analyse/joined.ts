import { compoundNameAt } from '../knowledge/compound-names.ts';
import { acronymOf, knownOrganisationAt } from '../knowledge/organisations.ts';
import { joinedId, makeJoined, withMoreSymbols } from '../terms/make-term.ts';
import { type SymbolClass, symbolOf } from '../terms/symbol.ts';
import type { Term } from '../terms/term.ts';
import type { JoinedPart, NameKind, Part } from './part.ts';
import { remembered } from './term-cache.ts';

/** Longer joins are not written. */
const MAX_LETTERS = 26;
/** Shorter initials are borne by too many. */
const SHORTEST_ACRONYM = 4;

/**
 * Neighbouring words read as one: any two or three, as somebody may write them together; compound names and known
 * organisations with what they stand for; and the initials of an organisation's whole name.
 */
export function joinParts(parts: readonly Part[], kind: NameKind): JoinedPart[] {
  const joined: JoinedPart[] = [];
  const forms = parts.map(formOf);
  for (let start = 0; start < parts.length; start++) {
    let letters = parts[start]!.term.latin.length;
    const meaning = meaningAt(forms, start, kind);
    for (
      let length = 2;
      length <= Math.max(3, meaning?.length ?? 0) && start + length <= parts.length;
      length++
    ) {
      letters += parts[start + length - 1]!.term.latin.length;
      const stands = meaning?.length === length;
      if (letters > MAX_LETTERS && !stands) break;
      // `S. Viktorovich` is no word; `C. K.` may be written `CK`.
      let initials = 0;
      for (let i = start; i < start + length; i++) if (parts[i]!.role === 'initial') initials++;
      if (initials > 0 && initials < length && !stands) continue;
      const term = joinedTerm(parts, start, length, stands ? [meaning.symbol] : []);
      if (term) joined.push({ start, length, term });
    }
  }
  const acronym = kind === 'organisation' && parts.length >= SHORTEST_ACRONYM ? acronymOf(forms) : undefined;
  if (acronym !== undefined && acronym.length >= SHORTEST_ACRONYM && acronym.length <= 8) {
    const symbols = [symbolOf('translation', `acronym:${acronym}`)];
    const term = remembered(joinedId('', symbols), () => makeJoined('', symbols));
    joined.push({ start: 0, length: parts.length, term });
  }
  return joined;
}

/** Words written together; what has no Latin reading is joined only for what it stands for. */
function joinedTerm(
  parts: readonly Part[],
  start: number,
  length: number,
  symbols: readonly number[],
): Term | undefined {
  let latin = '';
  for (let i = start; i < start + length; i++) {
    const own = parts[i]!.term.latin;
    if (own === '') {
      if (symbols.length === 0) return undefined;
      latin = '';
      break;
    }
    latin += own;
  }
  return remembered(joinedId(latin, symbols), () => makeJoined(latin, symbols));
}

/** As the tables of knowledge look it up: the Latin reading of a word, what is written of a word without vowels or a syllable. */
function formOf(part: Part): string {
  return part.term.kind === 0 && part.term.latin !== '' ? part.term.latin : part.surface.toLowerCase();
}

/** A word that may be the initials of another name, or a compound name written as one word, stands for that too. */
export function withMeaning(part: Part, kind: NameKind): Part {
  const form = formOf(part);
  if (part.role !== 'word' || form === '') return part;
  if (kind === 'person') {
    const compound = compoundNameAt([form], 0);
    if (compound === undefined) return part;
    return { ...part, term: standingFor(part.term, 'spelling', `compound:${compound.canonical}`) };
  }
  if (kind === 'organisation' && form.length >= SHORTEST_ACRONYM && form.length <= 8) {
    return { ...part, term: standingFor(part.term, 'translation', `acronym:${form}`) };
  }
  return part;
}

function standingFor(term: Term, symbolClass: SymbolClass, what: string): Term {
  return remembered(`${what}:${term.id}`, () => withMoreSymbols(term, [symbolOf(symbolClass, what)]));
}

function meaningAt(
  forms: readonly string[],
  start: number,
  kind: NameKind,
): { length: number; symbol: number } | undefined {
  if (kind === 'person') {
    const compound = compoundNameAt(forms, start);
    if (compound === undefined || compound.length < 2) return undefined;
    return { length: compound.length, symbol: symbolOf('spelling', `compound:${compound.canonical}`) };
  }
  const known = kind === 'organisation' ? knownOrganisationAt(forms, start) : undefined;
  if (known === undefined || known.length < 2) return undefined;
  return { length: known.length, symbol: symbolOf('translation', `organisation:${known.value.id}`) };
}
