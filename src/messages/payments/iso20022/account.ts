import { recogniseWallet } from '../../../entity/index.ts';
import type { PartyIdentification, PaymentAccount, PaymentWallet, PlacedText } from '../payment.ts';
import { addReference, type Context } from './collected.ts';
import { childOf, type Element, placedText, textAt } from './element.ts';
import { PARTY_WITHIN, roleOf } from './elements.ts';
import { readsLikeWords } from './words.ts';

/** What an account's `Id` holds; a party's holds other things too. */
const NUMBERS = new Set(['IBAN', 'BBAN', 'Othr', 'PrtryAcct']);
/** What no account has. */
const OF_PARTIES = new Set(['PstlAdr', 'CtctDtls', 'CtryOfRes', 'OrgId', 'PrvtId', 'BICFI', 'LEI']);

/** Whether an element is an account: by its name where it has a number, else by a number that only accounts have. */
export function isAccount(element: Element): boolean {
  const { name, children } = element;
  const named = name.endsWith('Acct') || name === 'AcctId' || name === 'CshAcctId' || name === 'EQ';
  let numbered = false;
  for (const child of children) {
    if (child.name === 'IBAN' || child.name === 'BBAN' || child.name === 'Prxy') return true;
    if (OF_PARTIES.has(child.name)) return false;
    if (child.name === 'Id') numbered ||= isAccountNumber(child, named);
    else if (child.name === 'Othr') numbered ||= named && childOf(child, 'Id') !== undefined;
  }
  return numbered && (named || !isPartyName(name));
}

function isAccountNumber({ children }: Element, named: boolean): boolean {
  return children.length === 0 ? named : children.every((child) => NUMBERS.has(child.name));
}

function isPartyName(name: string): boolean {
  return roleOf(name, 'transfer') !== undefined || (PARTY_WITHIN.has(name) && name !== 'Id');
}

/** Children of an account that are read here; others are read like the rest of the message. */
const OWN = new Set(['Id', 'IBAN', 'BBAN', 'Othr', 'Prxy', 'Tp']);
const OWN_LEAVES = new Set(['Nm', 'Ccy']);

function isOwn({ name, children }: Element): boolean {
  return OWN.has(name) || (OWN_LEAVES.has(name) && children.length === 0);
}

/** An account, and the elements in it that are not about it alone (its owner, its servicer). */
export function readAccount(
  element: Element,
  context: Context,
): { account: PaymentAccount; rest: readonly Element[] } {
  const id = childOf(element, 'Id') ?? element;
  const iban = textAt(id, 'IBAN') ?? textAt(element, 'IBAN');
  const other = readNumber(
    childOf(id, 'Othr') ?? childOf(id, 'PrtryAcct') ?? childOf(element, 'Othr'),
    context,
  );
  const bare = placedOf(childOf(id, 'BBAN')) ?? (id === element ? undefined : placedText(id));
  if (bare !== undefined && readsLikeWords(bare.text)) addReference('Id', bare, context);
  const number = other ?? (bare && { kind: 'unknown' as const, number: bare });
  const proxy = readNumber(childOf(element, 'Prxy'), context, 'Tp');
  const name = textAt(element, 'Nm');
  const currency = textAt(element, 'Ccy');
  const type = readCode(childOf(element, 'Tp'), context);
  const account: PaymentAccount = {
    element: element.name,
    ...(iban && { iban, ...countryOf(iban) }),
    ...(number && { other: number }),
    ...(proxy && { proxy }),
    ...(name && { name }),
    ...(currency && { currency }),
    ...(type && { type }),
  };
  return { account, rest: element.children.filter((child) => !isOwn(child)) };
}

function placedOf(element: Element | undefined): PlacedText | undefined {
  return element && placedText(element);
}

function countryOf({ text }: PlacedText): { ibanCountry?: string } {
  const country = /^\s*([A-Za-z]{2})\d\d/.exec(text)?.[1];
  return country === undefined ? {} : { ibanCountry: country.toUpperCase() };
}

/** `Othr` and its kin: a number with its scheme and issuer. What else is in it is searched where it reads like words. */
export function readNumber(
  element: Element | undefined,
  context: Context,
  schemeName = 'SchmeNm',
  kind: PartyIdentification['kind'] = 'unknown',
): PartyIdentification | undefined {
  if (element === undefined) return undefined;
  const { Id: number, [schemeName]: scheme, Issr: issuer } = readCodes(element, context);
  return number && { kind, number, ...(scheme && { scheme }), ...(issuer && { issuer }) };
}

/** The codes of an element's children by their names; those that read like words are searched. */
export function readCodes(
  element: Element,
  context: Context,
): Readonly<Record<string, PlacedText | undefined>> {
  const codes: Record<string, PlacedText | undefined> = {};
  for (const child of element.children) {
    const code = readCode(child, context);
    codes[child.name] ??= code;
  }
  return codes;
}

/** The code of a choice between a code and somebody's own words; those are searched where they read like words. */
function readCode(element: Element | undefined, context: Context): PlacedText | undefined {
  if (element === undefined) return undefined;
  let code: PlacedText | undefined;
  for (const inner of element.children) {
    const found = readCode(inner, context);
    code ??= found;
  }
  const placed = placedText(element);
  if (placed !== undefined && readsLikeWords(placed.text)) addReference(element.name, placed, context);
  return code ?? placed;
}

/** The wallets among the numbers of a party. */
export function walletsAmong(numbers: readonly (PlacedText | undefined)[]): PaymentWallet[] {
  const wallets: PaymentWallet[] = [];
  for (const address of numbers) {
    // Nothing shorter than an address of a wallet is looked at twice.
    if (address === undefined || address.text.length < 25) continue;
    const wallet = recogniseWallet(address.text);
    if (wallet === undefined || wallet.kind === 'reference') continue;
    const { currencies, normalised, checksum } = wallet;
    wallets.push({ address, currencies, normalised, checksum });
  }
  return wallets;
}

/** The wallets that an account's numbers are. */
export function walletsOf({ other, proxy }: PaymentAccount): PaymentWallet[] {
  return walletsAmong([other?.number, proxy?.number]);
}
