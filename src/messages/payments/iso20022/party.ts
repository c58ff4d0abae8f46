import { draftOf, type PartyDraft } from '../party-draft.ts';
import type { PartyIdentification, PartyRole, PaymentAccount, PaymentParty, TextPiece } from '../payment.ts';
import { isAccount, readAccount, readCodes, readNumber, walletsAmong, walletsOf } from './account.ts';
import { isAddress, readAddress } from './address.ts';
import { addReference, addText, type Context } from './collected.ts';
import { type Element, placedText } from './element.ts';
import {
  BRANCHES,
  CONTACTS,
  leafMeaning,
  NAME_PARTS,
  NAME_PARTS_WITHIN,
  PARTY_MARKS,
  PARTY_NAMES,
  PARTY_WITHIN,
  SIGNATORIES,
} from './elements.ts';
import { readsLikeWords } from './words.ts';

/** What reads the elements in a party that are not about it. */
export type ReadRest = (elements: readonly Element[], context: Context) => void;

/** Whether an element is a party: something in it, or in what bears its numbers, that only parties have. */
export function isParty(element: Element, hasRole: boolean): boolean {
  for (const child of element.children) {
    const { name } = child;
    if (PARTY_MARKS.has(name)) return true;
    const bears = name === 'Id' || name === 'FIId' || (hasRole && (name === 'Pty' || name === 'Agt'));
    if (bears && isParty(child, false)) return true;
  }
  return false;
}

export function newParty(role: PartyRole, { name, path }: Element, { part, level }: Context): PartyDraft {
  return draftOf({ role, element: name, path, part, level });
}

/** Reads a party; what in its element is not about it goes to `readRest`. */
export function readParty(
  element: Element,
  role: PartyRole,
  context: Context,
  readRest: ReadRest,
): PartyDraft {
  const party = newParty(role, element, context);
  fill(party, element, context, readRest);
  return party;
}

export function addAccount(party: PartyDraft, account: PaymentAccount): void {
  party.accounts.push(account);
  party.wallets.push(...walletsOf(account));
}

/** Whether anything of a party was there. */
export function saysSomething(party: PaymentParty): boolean {
  return (
    party.names.length + party.addresses.length + party.bics.length + party.leis.length > 0 ||
    party.identifications.length + party.clearing.length + party.accounts.length + party.related.length > 0 ||
    party.phones.length + party.emails.length + party.birthPlace.length > 0 ||
    party.birthDate !== undefined ||
    party.birthCountry !== undefined ||
    party.countryOfResidence !== undefined
  );
}

function fill(party: PartyDraft, element: Element, context: Context, readRest: ReadRest): void {
  const joined = NAME_PARTS_WITHIN.has(element.name) && joinName(party, element);
  for (const child of element.children) {
    if (joined && NAME_PARTS.includes(child.name)) continue;
    if (child.children.length === 0) readLeaf(party, child, element, context);
    else readBranch(party, child, element, context, readRest);
  }
}

function readLeaf(party: PartyDraft, leaf: Element, parent: Element, context: Context): void {
  const placed = placedText(leaf);
  if (placed === undefined) return;
  if (PARTY_NAMES.has(leaf.name)) {
    party.names.push(placed);
    return;
  }
  switch (leafMeaning(leaf.name)) {
    case 'bic':
      party.bics.push(placed);
      break;
    case 'lei':
      party.leis.push(placed);
      break;
    case 'birthDate':
      party.birthDate ??= placed;
      break;
    case 'birthPlace':
      if (leaf.name.startsWith('City')) party.birthPlace.unshift(placed);
      else party.birthPlace.push(placed);
      break;
    case 'birthCountry':
      party.birthCountry ??= placed;
      break;
    case 'residence':
      party.countryOfResidence ??= placed;
      break;
    case 'taxNumber':
      addNumber(party, { kind: 'tax', number: placed }, leaf.name, context);
      break;
    case 'phone':
      party.phones.push(placed);
      break;
    case 'email':
      party.emails.push(placed);
      break;
    default:
      if (leaf.name === 'Id') addNumber(party, { kind: kindOfNumber(parent), number: placed }, 'Id', context);
      else if (leaf.name === 'MmbId') party.clearing.push({ member: placed });
      else addText(leaf, placed, context);
  }
}

function addNumber(party: PartyDraft, number: PartyIdentification, element: string, context: Context): void {
  party.identifications.push(number);
  party.wallets.push(...walletsAmong([number.number]));
  if (readsLikeWords(number.number.text)) addReference(element, number.number, context);
}

function kindOfNumber({ name }: Element): PartyIdentification['kind'] {
  if (name === 'OrgId' || name === 'LglOrg') return 'organisation';
  if (name === 'PrvtId') return 'private';
  return name === 'FinInstnId' ? 'institution' : 'unknown';
}

function readBranch(
  party: PartyDraft,
  child: Element,
  parent: Element,
  context: Context,
  readRest: ReadRest,
): void {
  const { name } = child;
  if (name === 'ClrSysMmbId') readClearing(party, child, context);
  else if (name === 'Othr' && parent.name !== 'CtctDtls') {
    const number = readNumber(child, context, 'SchmeNm', kindOfNumber(parent));
    if (number === undefined) return;
    party.identifications.push(number);
    party.wallets.push(...walletsAmong([number.number]));
  } else if (CONTACTS.has(name)) readContact(party, child, context, readRest);
  else if (BRANCHES.has(name)) relate(party, readParty(child, 'branch', context, readRest));
  else if (SIGNATORIES.has(name)) relate(party, readParty(child, 'signatory', context, readRest));
  else if (isAccount(child)) {
    const { account, rest } = readAccount(child, context);
    addAccount(party, account);
    readRest(rest, context);
  } else if (isAddress(child)) {
    const address = readAddress(child, context);
    if (address !== undefined) party.addresses.push(address);
  } else if (isOfParty(child)) {
    const kind = kindOfBearer(name);
    if (kind !== undefined) party.kind ??= kind;
    fill(party, child, context, readRest);
  } else readRest([child], context);
}

/** A second party in the same element is another party. */
function isOfParty({ name, first }: Element): boolean {
  return first && PARTY_WITHIN.has(name);
}

function kindOfBearer(name: string): PaymentParty['kind'] {
  if (name === 'FinInstnId') return 'institution';
  if (name === 'PrvtId') return 'person';
  return name === 'OrgId' || name === 'LglOrg' ? 'organisation' : undefined;
}

function readClearing(party: PartyDraft, element: Element, context: Context): void {
  const { MmbId, Id, ClrSysId: system } = readCodes(element, context);
  const member = MmbId ?? Id;
  if (member !== undefined) party.clearing.push({ member, ...(system && { system }) });
}

/** Telephone and e-mail are the party's; whoever answers them is somebody else. */
function readContact(party: PartyDraft, element: Element, context: Context, readRest: ReadRest): void {
  const contact = readParty(element, 'contact', context, readRest);
  party.phones.push(...contact.phones.splice(0));
  party.emails.push(...contact.emails.splice(0));
  relate(party, contact);
}

function relate(party: PartyDraft, related: PaymentParty): void {
  if (saysSomething(related)) party.related.push(related);
}

/** A name in parts is one name: given names, then family names. */
function joinName(party: PartyDraft, element: Element): boolean {
  const found = NAME_PARTS.flatMap((name) =>
    element.children.filter((child) => child.name === name && child.children.length === 0),
  )
    .map(placedText)
    .filter((placed) => placed !== undefined);
  if (found.length === 0) return false;
  const pieces: TextPiece[] = [];
  let text = '';
  for (const placed of found) {
    if (text !== '') {
      pieces.push({ at: text.length, start: placed.start, end: placed.start });
      text += ' ';
    }
    for (const piece of placed.pieces ?? [{ at: 0, start: placed.start, end: placed.end }]) {
      pieces.push({ ...piece, at: piece.at + text.length });
    }
    text += placed.text;
  }
  const start = Math.min(...found.map((placed) => placed.start));
  const end = Math.max(...found.map((placed) => placed.end));
  party.names.push({ text, path: element.path, start, end, pieces });
  return true;
}
