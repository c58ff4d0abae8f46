import { isIsoDate } from '../../../entity/index.ts';
import type { PartyDraft } from '../party-draft.ts';
import type { AddressPart, PlacedText } from '../payment.ts';
import { addAccount, addNames, relateAnnounced } from './party.ts';
import { type Continued, type FinLine, isFull, placedIn, restated, sliceOf } from './placed.ts';

/** A line of option F: its number, what stands behind it, and whether it fills the line. */
interface Subfield extends Continued {
  readonly code: string;
}

const CODED = /^\s*([1-8])\/(?!\/)/;
/** Party identifier of option F: code, country, issuer where it has one, number. */
const IDENTIFIER = /^(ARNU|CCPT|CUST|DRLC|EMPL|NIDN|SOSE|TXID)\/([A-Z]{2})\/(.+)$/;
/** Those that name who gave the number. */
const ISSUED = new Set(['CUST', 'DRLC', 'EMPL']);

/** Whether lines are numbered as option F asks for it. In other options, where a line may be `1/2 Main St`, a name is first. */
export function isStructured(lines: readonly FinLine[], option: string): boolean {
  if (option === 'F') return lines.some(({ text }) => CODED.test(text));
  return /^\s*1\/(?!\d)/.test(lines[0]?.text ?? '');
}

/** Whether a line is a party identifier of option F (`NIDN/DE/121231234342`). */
export function isPartyIdentifier({ text }: FinLine): boolean {
  return IDENTIFIER.test(text.trim());
}

export function readPartyIdentifier(party: PartyDraft, line: FinLine): void {
  const placed = placedIn(line)!;
  const code = IDENTIFIER.exec(placed.text)![1]!;
  addNumbered(party, placed, code, code.length + 1, ISSUED.has(code));
}

/** `CC/issuer/number` or `CC/number` behind `from`. */
function addNumbered(
  party: PartyDraft,
  placed: PlacedText,
  scheme: string,
  from: number,
  issued: boolean,
): void {
  const parts = placed.text.slice(from).split('/');
  const country = sliceOf(placed, from, from + parts[0]!.length);
  const at = from + parts[0]!.length + 1;
  const issuerEnd = issued && parts.length > 2 ? at + parts[1]!.length : at;
  const issuer = issuerEnd > at ? sliceOf(placed, at, issuerEnd) : country;
  const number = sliceOf(placed, issuerEnd > at ? issuerEnd + 1 : at) ?? placed;
  party.identifications.push({
    kind: 'private',
    number,
    scheme: schemeOf(placed, scheme),
    ...(issuer && { issuer }),
  });
}

/** The code stands in the line, or the number of the line stands for it. */
function schemeOf(placed: PlacedText, scheme: string): PlacedText {
  return placed.text.startsWith(scheme) ? sliceOf(placed, 0, scheme.length)! : restated(placed, scheme);
}

/**
 * The numbered lines of option F (User Handbook, field 50F): 1 name, 2 address, 3 country and town, 4 date of birth,
 * 5 place of birth, 6 customer number, 7 national number, 8 more of 6 or 7. A line without a number, and one with the
 * number of the line before, goes on with it.
 */
export function readStructured(party: PartyDraft, lines: readonly FinLine[]): void {
  const subfields = subfieldsOf(lines);
  const of = (code: string) => subfields.filter((subfield) => subfield.code === code);
  const texts = (code: string) => of(code).map(({ placed }) => placed);
  addNames(party, of('1'));
  for (const line of texts('1')) relateAnnounced(party, line);
  readAddress(party, texts('2'), texts('3'));
  const birth = texts('4')[0];
  if (birth !== undefined) party.birthDate = dated(birth);
  readBirthPlace(party, texts('5'));
  const [customer, ...moreCustomer] = texts('6');
  const [national, ...moreNational] = texts('7');
  const additional = texts('8');
  if (customer !== undefined)
    addContinued(party, customer, [...moreCustomer, ...(national ? [] : additional)], 'CUST', true);
  if (national !== undefined) addContinued(party, national, [...moreNational, ...additional], 'NIDN', false);
  if (customer === undefined && national === undefined)
    for (const line of additional) party.identifications.push({ kind: 'unknown', number: line });
}

function subfieldsOf(lines: readonly FinLine[]): Subfield[] {
  const subfields: Subfield[] = [];
  let code = '1';
  for (const line of lines) {
    const coded = CODED.exec(line.text);
    code = coded?.[1] ?? code;
    const placed = placedIn(line, coded?.[0].length ?? 0);
    if (placed !== undefined) subfields.push({ code, placed, full: isFull(line) });
  }
  return subfields;
}

function addContinued(
  party: PartyDraft,
  first: PlacedText,
  more: readonly PlacedText[],
  scheme: string,
  issued: boolean,
): void {
  addNumbered(party, first, scheme, 0, issued);
  // The rest of a number that did not fit is a number of its own here, and in what it belongs to.
  for (const line of more) {
    const number = party.identifications.at(-1)!.number;
    party.identifications[party.identifications.length - 1] = {
      ...party.identifications.at(-1)!,
      number: continued(number, line),
    };
  }
}

function continued(number: PlacedText, line: PlacedText): PlacedText {
  return {
    text: number.text + line.text,
    path: number.path,
    start: number.start,
    end: line.end,
    pieces: [
      ...(number.pieces ?? [{ at: 0, start: number.start, end: number.end }]),
      { at: number.text.length, start: line.start, end: line.end },
    ],
  };
}

function readAddress(party: PartyDraft, lines: readonly PlacedText[], towns: readonly PlacedText[]): void {
  if (lines.length + towns.length === 0) return;
  const parts: AddressPart[] = [];
  let country: PlacedText | undefined;
  for (const [index, placed] of towns.entries()) {
    const coded = index === 0 ? /^([A-Z]{2})(?:\/|$)/.exec(placed.text) : null;
    if (coded !== null) {
      country = sliceOf(placed, 0, 2)!;
      parts.push({ part: 'country', value: country });
    }
    const town = sliceOf(placed, coded?.[0].length ?? 0);
    if (town !== undefined) parts.push({ part: 'town', value: town });
  }
  const form = lines.length === 0 ? 'structured' : parts.length === 0 ? 'unstructured' : 'hybrid';
  party.addresses.push({ form, lines, parts, ...(country && { country }) });
  for (const line of [...lines, ...parts.map(({ value }) => value)]) relateAnnounced(party, line);
}

function readBirthPlace(party: PartyDraft, lines: readonly PlacedText[]): void {
  for (const [index, placed] of lines.entries()) {
    const coded = index === 0 ? /^([A-Z]{2})(?:\/|$)/.exec(placed.text) : null;
    if (coded !== null) party.birthCountry = sliceOf(placed, 0, 2)!;
    const town = sliceOf(placed, coded?.[0].length ?? 0);
    if (town !== undefined) party.birthPlace.push(town);
  }
}

/** `YYYYMMDD` as ISO 8601 has it; anything else as it is. */
function dated(placed: PlacedText): PlacedText {
  const iso = placed.text.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');
  return iso !== placed.text && isIsoDate(iso) ? restated(placed, iso) : placed;
}

/** Codes of option J (categories 3 and 5), of which each says what stands behind it. */
const CODE_OF_J = /\/(ABIC|ACCT|ADD1|ADD2|CITY|CLRC|LEIC|NAME|USCH|USFW|GBSC|TXID)\//g;

/** `/NAME/…/CITY/…`: the lines are one text. */
export function readCoded(party: PartyDraft, lines: readonly FinLine[]): boolean {
  let any = false;
  const address: PlacedText[] = [];
  const names: Continued[] = [];
  for (const line of lines) {
    const found = [...line.text.matchAll(CODE_OF_J)];
    for (const [index, { 1: code, 0: sign, index: at }] of found.entries()) {
      const value = placedIn(line, at + sign.length, found[index + 1]?.index);
      if (value === undefined || value.text === 'UKWN') continue;
      any = true;
      if (code === 'ABIC') party.bics.push(value);
      else if (code === 'ACCT') addAccount(party, value);
      else if (code === 'LEIC') party.leis.push(value);
      else if (code === 'NAME') names.push({ placed: value, full: isFull(line) });
      else if (code === 'CITY' || code!.startsWith('ADD')) address.push(value);
      else if (code === 'TXID') party.identifications.push({ kind: 'tax', number: value });
      else party.clearing.push({ member: value });
    }
    const placed = found.length === 0 ? placedIn(line) : undefined;
    if (placed === undefined) continue;
    if (address.length > 0) address.push(placed);
    else if (names.length > 0) names.push({ placed, full: isFull(line) });
  }
  addNames(party, names);
  if (address.length > 0) party.addresses.push({ form: 'unstructured', lines: address, parts: [] });
  return any;
}
