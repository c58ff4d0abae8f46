import type {
  ClearingIdentification,
  PartyIdentification,
  PartyRole,
  PaymentAccount,
  PaymentAddress,
  PaymentParty,
  PaymentWallet,
  PlacedText,
  TextPiece,
} from '../payment.ts';
import { isAccount, readAccount, readCode, readNumber, walletsAmong, walletsOf } from './account.ts';
import { isAddress, readAddress } from './address.ts';
import { addReference, addText, type Context } from './collected.ts';
import { childOf, type Element, placedText, textAt } from './element.ts';
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

/** A party while it is read. */
export interface PartyDraft {
  readonly role: PartyRole;
  readonly element: string;
  readonly path: string;
  kind: PaymentParty['kind'];
  readonly names: PlacedText[];
  readonly addresses: PaymentAddress[];
  birthDate: PlacedText | undefined;
  readonly birthPlace: PlacedText[];
  birthCountry: PlacedText | undefined;
  countryOfResidence: PlacedText | undefined;
  readonly bics: PlacedText[];
  readonly leis: PlacedText[];
  readonly identifications: PartyIdentification[];
  readonly clearing: ClearingIdentification[];
  readonly phones: PlacedText[];
  readonly emails: PlacedText[];
  readonly accounts: PaymentAccount[];
  readonly wallets: PaymentWallet[];
  readonly related: PaymentParty[];
}

/** What reads the elements in a party that are not about it. */
export type ReadRest = (elements: readonly Element[], context: Context) => void;

/** Elements that only a party has something in; the last two where the element around them has a role. */
const BEARERS = new Set(['Id', 'FIId', 'Pty', 'Agt']);

/** Whether an element is a party: something in it that only parties have. */
export function isParty(element: Element, hasRole: boolean): boolean {
  for (const child of element.children) {
    const { name } = child;
    if (PARTY_MARKS.has(name)) return true;
    if (!BEARERS.has(name) || (!hasRole && (name === 'Pty' || name === 'Agt'))) continue;
    if (child.children.some((inner) => PARTY_MARKS.has(inner.name))) return true;
  }
  return false;
}

export function newParty(role: PartyRole, element: string, path: string): PartyDraft {
  return {
    role,
    element,
    path,
    kind: undefined,
    names: [],
    addresses: [],
    birthDate: undefined,
    birthPlace: [],
    birthCountry: undefined,
    countryOfResidence: undefined,
    bics: [],
    leis: [],
    identifications: [],
    clearing: [],
    phones: [],
    emails: [],
    accounts: [],
    wallets: [],
    related: [],
  };
}

/** Reads a party; what in its element is not about it goes to `readRest`. */
export function readParty(element: Element, role: PartyRole, context: Context, readRest: ReadRest): PartyDraft {
  const party = newParty(role, element.name, element.path);
  fill(party, element, context, readRest);
  return party;
}

export function addAccount(party: PartyDraft, account: PaymentAccount): void {
  party.accounts.push(account);
  party.wallets.push(...walletsOf(account));
}

/** The finished party; undefined where its elements were empty. */
export function finishParty(draft: PartyDraft, { part, level }: Context): PaymentParty | undefined {
  const { kind, birthDate, birthCountry, countryOfResidence, ...rest } = draft;
  const says =
    draft.names.length + draft.addresses.length + draft.bics.length + draft.leis.length > 0 ||
    draft.identifications.length + draft.clearing.length + draft.accounts.length + draft.related.length > 0 ||
    draft.phones.length + draft.emails.length + draft.birthPlace.length > 0 ||
    birthDate !== undefined ||
    birthCountry !== undefined ||
    countryOfResidence !== undefined;
  if (!says) return undefined;
  return {
    ...rest,
    part,
    level,
    ...(kind && { kind }),
    ...(birthDate && { birthDate }),
    ...(birthCountry && { birthCountry }),
    ...(countryOfResidence && { countryOfResidence }),
  };
}

function fill(party: PartyDraft, element: Element, context: Context, readRest: ReadRest): void {
  if (NAME_PARTS_WITHIN.has(element.name) && joinName(party, element)) return;
  for (const child of element.children) {
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
    if (number === undefined) readRest([child], context);
    else {
      party.identifications.push(number);
      party.wallets.push(...walletsAmong([number.number]));
    }
  } else if (CONTACTS.has(name)) readContact(party, child, context, readRest);
  else if (BRANCHES.has(name)) relate(party, readParty(child, 'branch', context, readRest), context);
  else if (SIGNATORIES.has(name)) relate(party, readParty(child, 'signatory', context, readRest), context);
  else if (isAccount(child)) {
    const { account, rest } = readAccount(child, context);
    addAccount(party, account);
    readRest(rest, context);
  } else if (isAddress(child)) {
    const address = readAddress(child, context);
    if (address !== undefined) party.addresses.push(address);
  } else if (isOfParty(child)) {
    party.kind ??= kindOfBearer(name);
    fill(party, child, context, readRest);
  } else readRest([child], context);
}

/** A second party in the same element is another party. */
function isOfParty({ name, path }: Element): boolean {
  return PARTY_WITHIN.has(name) && !path.endsWith(']');
}

function kindOfBearer(name: string): PartyDraft['kind'] {
  if (name === 'FinInstnId') return 'institution';
  if (name === 'PrvtId') return 'person';
  return name === 'OrgId' || name === 'LglOrg' ? 'organisation' : undefined;
}

function readClearing(party: PartyDraft, element: Element, context: Context): void {
  const member = textAt(element, 'MmbId') ?? textAt(element, 'Id');
  if (member === undefined) return;
  const system = readCode(childOf(element, 'ClrSysId'), context);
  party.clearing.push({ member, ...(system && { system }) });
  if (readsLikeWords(member.text)) addReference('MmbId', member, context);
}

/** Telephone and e-mail are the party's; whoever answers them is somebody else. */
function readContact(party: PartyDraft, element: Element, context: Context, readRest: ReadRest): void {
  const contact = readParty(element, 'contact', context, readRest);
  party.phones.push(...contact.phones.splice(0));
  party.emails.push(...contact.emails.splice(0));
  relate(party, contact, context);
}

function relate(party: PartyDraft, draft: PartyDraft, context: Context): void {
  const related = finishParty(draft, context);
  if (related !== undefined) party.related.push(related);
}

/** A name in parts is one name: given names, then family names. */
function joinName(party: PartyDraft, element: Element): boolean {
  const found = NAME_PARTS.flatMap((name) =>
    element.children.filter((child) => child.name === name && child.children.length === 0),
  )
    .map(placedText)
    .filter((placed) => placed !== undefined);
  if (found.length < 2 || found.length < element.children.length) return false;
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
