import { normaliseIdentifier, RiegelError } from '../../../entity/index.ts';
import type { PaymentHead, PaymentParty, PaymentTransaction, PlacedText } from '../../../messages/index.ts';
import { MEMBER_STATES } from '../../policies/member-states.data.ts';
import { addressOf, hasWallet, type TransferParties, transferParties } from './parties.ts';
import { isMeaningless, misplacedInName } from './quality.ts';
import { compareAmount, type RateTable, type Threshold } from './rates.ts';
import data from './regimes.data.json' with { type: 'json' };

export type RegimeId = 'EU' | 'FATF';
export const REGIMES: readonly RegimeId[] = Object.freeze(['EU', 'FATF']);

/** What a rule asks for. */
type Datum = 'name' | 'account' | 'address' | 'identity' | 'bornOrRegistered' | 'town' | 'lei';

interface Rule {
  readonly rule: string;
  readonly party: 'payer' | 'payee';
  readonly datum: Datum;
  readonly source: string;
}

/** How much has to go with a transfer. `none`: it is no transfer of a customer, and nothing is asked. */
type CompletenessGrade = 'none' | 'inside' | 'small' | 'full' | 'crypto';

/** One thing that is not as a rule asks. */
export interface CompletenessFinding {
  readonly rule: string;
  /** Where the rule stands. */
  readonly source: string;
  readonly party: 'payer' | 'payee';
  readonly datum: Datum;
  readonly kind: 'missing' | 'meaningless' | 'misplaced';
  /** `asked`: to be given where the sender has it; its absence makes nothing incomplete. */
  readonly weight: 'required' | 'asked';
  readonly message: string;
  /** The party's, or the message's where there is no such party. */
  readonly path: string;
  readonly start: number;
  readonly end: number;
  /** What stands there instead. */
  readonly text?: string;
}

/** Whether a transfer says of payer and payee what a regime asks for. */
export interface Completeness {
  readonly regime: RegimeId;
  readonly grade: CompletenessGrade;
  /** Why this grade, in a sentence. */
  readonly reason: string;
  readonly threshold: Threshold;
  /** What was taken for granted since it could not be known: always the stricter. */
  readonly assumptions: readonly string[];
  readonly findings: readonly CompletenessFinding[];
}

export interface CompletenessOptions {
  readonly regime: RegimeId;
  readonly rates?: RateTable;
  /** ISO day, for the age of the rates; the caller's clock. */
  readonly on: string;
}

/**
 * Tells what party data of a transfer are missing, meaningless or in the wrong field, each with the rule that asks for
 * it. Throws `payments/unknown-regime`.
 */
export function completenessOf(
  transaction: PaymentTransaction,
  { regime, rates, on }: CompletenessOptions,
): Completeness {
  const rules = data.regimes.find(({ id }) => id === regime);
  if (rules === undefined) {
    throw new RiegelError('payments/unknown-regime', `There is no regime ${JSON.stringify(regime)}`, {
      expected: REGIMES.join(' or '),
    });
  }
  const { threshold } = rules;
  const part = partAsked(transaction);
  const answer = (grade: CompletenessGrade, reason: string, assumptions: readonly string[] = []) => ({
    ...{ regime, grade, reason, threshold, assumptions },
  });
  if (part === undefined) return { ...answer('none', 'No transfer of a customer'), findings: [] };
  const parties = transferParties(transaction, part);
  const assumptions: string[] = [];
  const graded = (): [CompletenessGrade, string] => {
    const { payer, payee, countries } = parties;
    if ([payer, payee].some((party) => party !== undefined && hasWallet(party))) {
      return ['crypto', 'A wallet of crypto-assets: the amount does not matter'];
    }
    const known = countries.filter((country) => country !== undefined);
    if (known.length === 0) assumptions.push('No institution’s country is told: taken as across the border');
    else if (isInside(rules.area, known)) {
      if (known.length === countries.length) return ['inside', `Inside: ${rules.areaInWords}`];
      assumptions.push('The country of an institution is not told: taken as across the border');
    }
    const { amount } = transaction;
    const { above, converted, assumed } = compareAmount(
      amount?.amount.text,
      amount?.currency,
      threshold,
      rates,
      on,
    );
    if (assumed !== undefined) assumptions.push(assumed);
    const limit = `${threshold.currency} ${threshold.amount}`;
    if (assumed !== undefined) return ['full', `Across the border; whether above ${limit} is not known`];
    const worth = `${threshold.currency} ${converted}`;
    return above
      ? ['full', `Across the border, ${worth} is above ${limit}`]
      : ['small', `Across the border, ${worth} is not above ${limit}`];
  };
  const [grade, reason] = graded();
  const asked = rules.grades[grade as keyof typeof rules.grades] as readonly Rule[];
  const findings = asked.flatMap((rule) => findingsOf(rule, rules.title, parties, transaction));
  return { ...answer(grade, reason, assumptions), findings };
}

/** The part of a message that is a customer's transfer. A bank's own payment has none. */
function partAsked({ kind, message }: PaymentTransaction): 'transfer' | 'underlying' | undefined {
  if (kind !== 'transaction') return undefined;
  if (data.customerTransfers.includes(message.type)) return 'transfer';
  return data.coverTransfers.includes(message.type) ? 'underlying' : undefined;
}

function isInside(area: string, countries: readonly string[]): boolean {
  if (area === 'eu') return countries.every((country) => MEMBER_STATES.has(country));
  return new Set(countries).size === 1;
}

function findingsOf(
  { rule, party: side, datum, source }: Rule,
  title: string,
  parties: TransferParties,
  transaction: PaymentTransaction,
): CompletenessFinding[] {
  const party = parties[side];
  const cover = data.coverTransfers.includes(transaction.message.type);
  // A bank's own payment, without a transfer that it covers.
  if (cover && parties.payer === undefined && parties.payee === undefined) return [];
  const whole = { path: party?.path ?? transaction.path, start: transaction.start, end: transaction.end };
  const found = (
    kind: CompletenessFinding['kind'],
    message: string,
    placed?: PlacedText,
  ): CompletenessFinding[] => [
    {
      ...{ rule, source: `${title}, ${source}`, party: side, datum, kind, message },
      weight: datum === 'lei' ? 'asked' : 'required',
      ...(placed === undefined
        ? whole
        : { path: placed.path, start: placed.start, end: placed.end, text: placed.text }),
    },
  ];
  const missing = (what: string) => found('missing', `The ${side}'s ${what} is missing`);
  if (party === undefined) return datum === 'lei' ? [] : missing(IN_WORDS[datum]);
  switch (datum) {
    case 'name':
      return nameFindings(party, side, missing, found);
    case 'account':
      return valueFindings(accountsOf(party), IN_WORDS.account, side, missing, found);
    case 'address':
    case 'town':
      return addressFindings(party, datum, side, missing, found);
    case 'identity':
      return valueFindings(identitiesOf(party), IN_WORDS.identity, side, missing, found);
    case 'bornOrRegistered':
      return valueFindings(
        [...(party.birthDate === undefined ? [] : [party.birthDate]), ...organisationIdsOf(party)],
        IN_WORDS.bornOrRegistered,
        side,
        missing,
        found,
      );
    case 'lei':
      return leiFindings(party, transaction.message, side, missing, found);
  }
}

const IN_WORDS: Readonly<Record<Datum, string>> = {
  name: 'name',
  account: 'account number',
  address: 'address with its country',
  identity: 'document number, customer number, or date and place of birth',
  bornOrRegistered: 'date of birth, or an organisation’s BIC, LEI or official number',
  town: 'town and country',
  lei: 'LEI',
};

type Missing = (what: string) => CompletenessFinding[];
type Found = (
  kind: CompletenessFinding['kind'],
  message: string,
  placed?: PlacedText,
) => CompletenessFinding[];

function nameFindings({ names }: PaymentParty, side: string, missing: Missing, found: Found) {
  if (names.length === 0) return missing(IN_WORDS.name);
  // One of several that is a name is enough: lines of an address may have come with it.
  if (names.some(({ text }) => !isMeaningless(text) && misplacedInName(text) === undefined)) return [];
  const [first] = names as readonly [PlacedText, ...PlacedText[]];
  if (isMeaningless(first.text)) return found('meaningless', `The ${side}'s name says nothing`, first);
  return found('misplaced', `In the ${side}'s name stands ${misplacedInName(first.text)}`, first);
}

function valueFindings(
  values: readonly PlacedText[],
  what: string,
  side: string,
  missing: Missing,
  found: Found,
) {
  if (values.length === 0) return missing(what);
  if (values.some(({ text }) => !isMeaningless(text))) return [];
  return found('meaningless', `The ${side}'s ${what} says nothing`, values[0]);
}

function addressFindings(
  party: PaymentParty,
  datum: 'address' | 'town',
  side: string,
  missing: Missing,
  found: Found,
) {
  const texts = party.addresses.flatMap(({ lines, parts }) => [
    ...lines,
    ...parts.filter(({ part }) => part !== 'country').map(({ value }) => value),
  ]);
  const inName = party.names.find(({ text }) => misplacedInName(text) === 'an address');
  if (texts.length === 0 && inName !== undefined) {
    return found('misplaced', `The ${side}'s address stands in the field of the name`, inName);
  }
  if (texts.length > 0 && texts.every(({ text }) => isMeaningless(text))) {
    return found('meaningless', `The ${side}'s address says nothing`, texts[0]);
  }
  const { country, more, town } = addressOf(party);
  if (!more && !country) return missing(IN_WORDS[datum]);
  if (!country) return missing('country in the address');
  if (datum === 'town') return town ? [] : missing('town');
  return more ? [] : missing('address beside its country');
}

/** Document, tax and customer numbers, or date and place of birth together. */
function identitiesOf(party: PaymentParty): PlacedText[] {
  const { identifications, birthDate, birthPlace, birthCountry } = party;
  const born = birthDate !== undefined && (birthPlace.length > 0 || birthCountry !== undefined);
  return [
    ...identifications.map(({ number }) => number),
    ...party.leis,
    ...party.bics,
    ...(born ? [birthDate] : []),
  ];
}

function organisationIdsOf({ bics, leis, identifications }: PaymentParty): PlacedText[] {
  return [
    ...bics,
    ...leis,
    ...identifications.filter(({ kind }) => kind !== 'private').map(({ number }) => number),
  ];
}

function accountsOf({ accounts, wallets }: PaymentParty): PlacedText[] {
  return [
    ...accounts.flatMap(({ iban, other, proxy }) => [iban, other?.number, proxy?.number]),
    ...wallets.map(({ address }) => address),
  ].filter((each) => each !== undefined);
}

/** Asked of organisations, in versions of a message that have the field. */
function leiFindings(
  party: PaymentParty,
  { type, version }: PaymentHead,
  side: string,
  missing: Missing,
  found: Found,
) {
  const [lei] = party.leis;
  if (lei !== undefined) {
    const { valid } = normaliseIdentifier('lei', lei.text);
    return valid === false ? found('meaningless', `The ${side}'s LEI breaks its check digits`, lei) : [];
  }
  const from = (data.leiFrom as Readonly<Record<string, number>>)[type];
  const number = Number(/(\d{2,3})$/.exec(version)?.[1] ?? 0);
  return party.kind === 'organisation' && from !== undefined && number >= from ? missing(IN_WORDS.lei) : [];
}
