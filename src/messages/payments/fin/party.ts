import { walletsAmong } from '../iso20022/account.ts';
import { draftOf, type PartyDraft } from '../party-draft.ts';
import type { PaymentParty, PlacedText } from '../payment.ts';
import { announcedIn, countryIn, readsLikeAddress } from './address-lines.ts';
import { CLEARING } from './fields.ts';
import { type Continued, type FinLine, isFull, placedIn, rejoined, sliceOf } from './placed.ts';

/** What CBPR+ writes where something has to stand has the form of a BIC. */
const NO_BIC = 'NOTPROVIDED';
/** ISO 9362: prefix, country, suffix, and the branch. The country is what tells it from a word of eight letters. */
const BIC = /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/;
const IBAN = /^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/;

export function isBic(text: string): boolean {
  return BIC.test(text) && text !== NO_BIC;
}

/**
 * The account or clearing number of a party identifier: `/D/123`, `//CH123456`, `/IBAN`.
 * Gives where the line goes on behind it: nowhere.
 */
export function readIdentifier(party: PartyDraft, line: FinLine): void {
  const { text } = line;
  const clearing = /^\s*(?:\/[CD])?\/\/([A-Z]{2})(.*)$/.exec(text);
  const code = clearing?.[1];
  if (code !== undefined && CLEARING.has(code)) {
    const at = text.indexOf('//') + 2;
    const system = placedIn(line, at, at + 2)!;
    const member = placedIn(line, at + 2);
    // Real-time gross settlement has no number, only the sign that it is meant.
    party.clearing.push(member === undefined ? { member: system } : { system, member });
    if (member !== undefined) party.wallets.push(...walletsAmong([member]));
    return;
  }
  const from = /^\s*(?:\/[CD](?=\/))?\/{0,2}/.exec(text)![0].length;
  const number = placedIn(line, from);
  if (number !== undefined) addAccount(party, number);
}

/** An account by its number. */
export function addAccount(party: PartyDraft, number: PlacedText): void {
  const compact = number.text.replaceAll(' ', '').toUpperCase();
  const { element } = party;
  if (IBAN.test(compact)) party.accounts.push({ element, iban: number, ibanCountry: compact.slice(0, 2) });
  else party.accounts.push({ element, other: { kind: 'unknown', number } });
  party.wallets.push(...walletsAmong([number]));
}

/** Name and address in lines of which none says what it is. */
export function readNameAndAddress(party: PartyDraft, lines: readonly FinLine[]): void {
  const found: Continued[] = [];
  for (const line of lines) {
    const placed = placedIn(line);
    if (placed !== undefined) found.push({ placed, full: isFull(line) });
  }
  const [first] = found;
  if (first === undefined) return;
  const nameLines = 1 + countContinued(found.slice(1));
  addNames(party, found.slice(0, nameLines));
  // A line that may be more of the name may be the start of the address as well.
  addAddress(
    party,
    found.slice(1).map(({ placed }) => placed),
  );
  for (const { placed } of found) relateAnnounced(party, placed);
}

/** Lines behind the first that may be more of the name: those before the first that reads like an address. */
function countContinued(lines: readonly Continued[]): number {
  const address = lines.findIndex(({ placed }) => readsLikeAddress(placed.text));
  return address < 0 ? lines.length : address;
}

/**
 * Names of lines that may be one name or several: the first, all of them joined up to each of them, and each by itself
 * that has more than one word (a town has one).
 */
export function addNames(party: PartyDraft, lines: readonly Continued[]): void {
  const [first, ...more] = lines;
  if (first === undefined) return;
  const names = [first.placed];
  for (let count = 2; count <= lines.length; count++) names.push(...rejoined(lines.slice(0, count)));
  for (const { placed } of more) if (/\S\s+\S/.test(placed.text)) names.push(placed);
  const known = new Set(party.names.map(({ text }) => text));
  for (const name of names) {
    if (!/[\p{L}\p{N}]/u.test(name.text) || known.has(name.text)) continue;
    known.add(name.text);
    party.names.push(name);
  }
  if (lines.some(({ full }) => full)) party.truncated = true;
}

function addAddress(party: PartyDraft, lines: readonly PlacedText[]): void {
  const last = lines.at(-1);
  if (last === undefined) return;
  const country = countryIn(last);
  party.addresses.push({ form: 'unstructured', lines, parts: [], ...(country && { country }) });
}

/** People who are announced in a line: `C/O`, `ATTN`, `DBA`. */
export function relateAnnounced(party: PartyDraft, line: PlacedText): void {
  const found = announcedIn(line);
  if (found === undefined) return;
  const { announced, before } = found;
  const { role: _, ...place } = party;
  const related = draftOf({ ...place, role: 'contact', path: line.path });
  related.names.push(announced);
  party.related.push(related);
  if (before !== undefined && line === party.names[0]) party.names.push(before);
}

/** A line that only institutions have by their option; where it is no BIC, somebody was put there all the same. */
export function readBicLine(party: PartyDraft, line: FinLine): boolean {
  const placed = placedIn(line);
  if (placed === undefined) return true;
  if (isBic(placed.text)) {
    party.bics.push(placed);
    return true;
  }
  // Some write the BIC in small letters, or something behind it.
  const start = /^([A-Za-z0-9]{8}(?:[A-Za-z0-9]{3})?)(?=\s|$)/.exec(placed.text)?.[1];
  if (start !== undefined && isBic(start.toUpperCase())) {
    party.bics.push(sliceOf(placed, 0, start.length)!);
    return start.length === placed.text.length;
  }
  return false;
}

/** Whether anything of a party was there. */
export function saysSomething(party: PaymentParty): boolean {
  return (
    party.names.length + party.addresses.length + party.bics.length + party.accounts.length > 0 ||
    party.identifications.length + party.clearing.length + party.related.length > 0
  );
}
