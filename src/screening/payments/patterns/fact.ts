import type { PaymentParty, PaymentTransaction } from '../../../messages/index.ts';
import { isMeaningless } from '../completeness/quality.ts';
import data from '../completeness/regimes.data.json' with { type: 'json' };

/** What of a payment the patterns look at. */
export interface PaymentFact {
  readonly reference: string;
  /** Milliseconds since 1970: day of settlement, else of the message. */
  readonly at: number;
  /** A number is enough here: nothing is booked by it. */
  readonly amount: number;
  readonly currency: string;
  readonly payer: Side;
  readonly payee: Side;
  /** References by which two payments are the same: end-to-end identification, UETR. */
  readonly ids: readonly string[];
  /** What the payment is for, folded; many payments may say the same. */
  readonly remittance: string;
  readonly outcome: 'clear' | 'alert' | 'incomplete';
}

/** One side of a payment. */
export interface Side {
  /** Account number, else the name: by it two payments have the same payer or payee. Empty where neither is told. */
  readonly key: string;
  readonly account: string;
  readonly name: string;
  /** Folded names of the ultimate party behind it. */
  readonly ultimate: string;
}

/** Undefined for what is no customer's transfer (the cover of one has its reference and other parties), or has no amount. @param now used where the message has no date */
export function factOf(
  { kind, message, parties, inherited, freeTexts, amount, settlementDate, ids }: PaymentTransaction,
  reference: string,
  outcome: PaymentFact['outcome'],
  now: number,
): PaymentFact | undefined {
  if (kind !== 'transaction' || !data.customerTransfers.includes(message.type)) return undefined;
  if (amount === undefined || amount.part !== 'transfer') return undefined;
  const value = Number(amount.amount.text.replace(',', '.'));
  if (!(value > 0 && value < Infinity)) return undefined;
  const all = [...parties, ...inherited.parties].filter(({ part }) => part === 'transfer');
  const of = (role: PaymentParty['role']) => all.find((party) => party.role === role);
  const payer = sideOf(of('debtor'), of('ultimateDebtor'));
  const payee = sideOf(of('creditor'), of('ultimateCreditor'));
  if (payer.key === '' && payee.key === '') return undefined;
  const day = Date.parse((settlementDate?.text ?? message.created?.text ?? '').slice(0, 10));
  const remittance = freeTexts.filter((text) => text.kind === 'remittance').map(({ text }) => folded(text));
  return {
    reference,
    at: Number.isNaN(day) ? now : day,
    amount: value,
    currency: amount.currency ?? '',
    payer,
    payee,
    ids: [ids.endToEnd, ids.uetr].flatMap((each) =>
      each === undefined || isMeaningless(each.text) ? [] : [each.text],
    ),
    remittance: remittance.join(' '),
    outcome,
  };
}

function sideOf(party: PaymentParty | undefined, ultimate: PaymentParty | undefined): Side {
  const name = nameOf(party);
  const number = party?.accounts
    .map(({ iban, other, proxy }) => iban?.text ?? other?.number.text ?? proxy?.number.text)
    .find((each) => each !== undefined);
  const wallet = party?.wallets[0]?.normalised;
  const account = number?.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase() ?? wallet ?? '';
  return { key: account === '' ? name : account, account, name, ultimate: nameOf(ultimate) };
}

function nameOf(party: PaymentParty | undefined): string {
  return folded(party?.names[0]?.text ?? '');
}

/** Case, marks and order of words make no other name. */
function folded(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .sort()
    .join(' ');
}
