import { isCountryCode } from '../../../entity/index.ts';
import { draftOf, type PartyDraft, type PartyPlace } from '../party-draft.ts';
import type { FinField } from './field-list.ts';
import { isBic, readBicLine, readIdentifier, readNameAndAddress } from './party.ts';
import { type FinLine, lineFrom, placedIn } from './placed.ts';
import {
  isPartyIdentifier,
  isStructured,
  readCoded,
  readPartyIdentifier,
  readStructured,
} from './structured-party.ts';

/** Of banks, option B is a place; of others (50B, the issuer of a credit) it is a name. */
const OF_BANKS = /^5[1-8]/;
/** Options of which the line behind the account is a BIC. */
const BY_BIC = new Set(['A', 'C', 'G', 'P']);
/** Qualifier, and source of the code where it has one, of the fields of categories 5 and 6: `:BUYR//`. */
const QUALIFIER = /^:[A-Z0-9]{4}\/[A-Z0-9]{0,8}\//;

/** A field without its qualifier. */
export function unqualified(field: FinField): readonly FinLine[] {
  const [first, ...more] = field.lines;
  const found = first && QUALIFIER.exec(first.text);
  return first && found ? [lineFrom(first, found[0].length), ...more] : field.lines;
}

/**
 * Reads a party of whatever option: account and clearing number, BIC, name and address in lines, numbered (F) or with
 * codes (J). An option is no promise: a name where a BIC should stand is read as a name.
 * @returns the party, and the lines that are not about it.
 */
export function readPartyField(
  field: FinField,
  place: PartyPlace,
): { readonly party: PartyDraft; readonly rest: readonly FinLine[] } {
  const { option } = field;
  const party = draftOf(place);
  let lines = unqualified(field).filter((line) => placedIn(line) !== undefined);
  if (option === 'J' && readCoded(party, lines)) return { party, rest: [] };
  while (lines.length > 0 && /^\s*\//.test(lines[0]!.text)) {
    readIdentifier(party, lines[0]!);
    lines = lines.slice(1);
  }
  if (option === 'F' && lines.length > 0 && isPartyIdentifier(lines[0]!)) {
    readPartyIdentifier(party, lines[0]!);
    lines = lines.slice(1);
  }
  if (lines.length === 0) return { party, rest: [] };
  if (isStructured(lines, option)) readStructured(party, lines);
  else if (BY_BIC.has(option)) return { party, rest: readByBic(party, lines) };
  else if (option === 'B' && OF_BANKS.test(field.tag)) readLocation(party, lines);
  else {
    const first = placedIn(lines[0]!)!;
    if (isBic(first.text) && isCountryCode(first.text.slice(4, 6).toLowerCase())) party.bics.push(first);
    readNameAndAddress(party, lines);
  }
  return { party, rest: [] };
}

function readByBic(party: PartyDraft, lines: readonly FinLine[]): readonly FinLine[] {
  const [first, ...more] = lines;
  if (readBicLine(party, first!)) return more;
  readNameAndAddress(party, lines);
  return [];
}

/** The town of a branch. It is no name, but searched where nothing else names the party. */
function readLocation(party: PartyDraft, lines: readonly FinLine[]): void {
  const placed = lines.map((line) => placedIn(line)!);
  party.addresses.push({ form: 'unstructured', lines: placed, parts: [] });
}
