import { recogniseWallet } from '../../../entity/index.ts';
import type {
  PartyIdentification,
  PaymentAccount,
  PaymentWallet,
  PlacedText,
} from '../payment.ts';
import { addReference, type Context } from './collected.ts';
import { childOf, type Element, placedText, textAt } from './element.ts';
import { readsLikeWords } from './words.ts';

/** Whether an element is an account: a number of one in it, or its name where it has but a proxy. */
export function isAccount(element: Element): boolean {
  const { children } = element;
  for (const child of children) {
    if (child.name === 'IBAN' || child.name === 'BBAN' || child.name === 'Prxy') return true;
    if (child.name !== 'Id') continue;
    for (const inner of child.children) {
      if (inner.name === 'IBAN' || inner.name === 'BBAN' || inner.name === 'Othr' || inner.name === 'PrtryAcct') {
        return true;
      }
    }
  }
  return isAccountName(element.name) && (childOf(element, 'Id') !== undefined || isNumber(childOf(element, 'Othr')));
}

function isNumber(element: Element | undefined): boolean {
  return childOf(element, 'Id') !== undefined;
}

function isAccountName(name: string): boolean {
  return name.endsWith('Acct') || name === 'AcctId' || name === 'CshAcctId' || name === 'EQ';
}

/** Children of an account that are read here; others are read like the rest of the message. */
const OWN = new Set(['Id', 'IBAN', 'BBAN', 'Othr', 'Prxy', 'Nm', 'Ccy', 'Tp']);

/** An account, and the elements in it that are not about it alone (its owner, its servicer). */
export function readAccount(
  element: Element,
  context: Context,
): { account: PaymentAccount; rest: readonly Element[] } {
  const id = childOf(element, 'Id') ?? element;
  const iban = textAt(id, 'IBAN') ?? textAt(element, 'IBAN');
  const other = readNumber(childOf(id, 'Othr') ?? childOf(id, 'PrtryAcct') ?? childOf(element, 'Othr'), context);
  const bare = placedOf(childOf(id, 'BBAN')) ?? (id === element ? undefined : placedText(id));
  const number = other ?? (bare && { kind: 'unknown' as const, number: bare });
  const proxy = readNumber(childOf(element, 'Prxy'), context, 'Tp');
  const name = textAt(element, 'Nm');
  const currency = textAt(element, 'Ccy');
  const type = textAt(element, 'Tp', 'Cd') ?? textAt(element, 'Tp', 'Prtry') ?? textAt(element, 'Tp');
  if (type !== undefined && readsLikeWords(type.text)) addReference('Tp', type, context);
  const account: PaymentAccount = {
    element: element.name,
    ...(iban && { iban, ...countryOf(iban) }),
    ...(number && { other: number }),
    ...(proxy && { proxy }),
    ...(name && { name }),
    ...(currency && { currency }),
    ...(type && { type }),
  };
  return { account, rest: element.children.filter((child) => !OWN.has(child.name)) };
}

function placedOf(element: Element | undefined): PlacedText | undefined {
  return element && placedText(element);
}

function countryOf({ text }: PlacedText): { ibanCountry?: string } {
  const country = /^\s*([A-Za-z]{2})\d\d/.exec(text)?.[1];
  return country === undefined ? {} : { ibanCountry: country.toUpperCase() };
}

/** `Othr` and its kin: a number with its scheme and issuer. */
export function readNumber(
  element: Element | undefined,
  context: Context,
  schemeName = 'SchmeNm',
  kind: PartyIdentification['kind'] = 'unknown',
): PartyIdentification | undefined {
  const number = textAt(element, 'Id');
  if (element === undefined || number === undefined) return undefined;
  const scheme =
    textAt(element, schemeName, 'Cd') ?? textAt(element, schemeName, 'Prtry') ?? textAt(element, schemeName);
  const issuer = textAt(element, 'Issr');
  for (const [name, placed] of [
    ['Id', number],
    [schemeName, scheme],
    ['Issr', issuer],
  ] as const) {
    if (placed !== undefined && readsLikeWords(placed.text)) addReference(name, placed, context);
  }
  return { kind, number, ...(scheme && { scheme }), ...(issuer && { issuer }) };
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
