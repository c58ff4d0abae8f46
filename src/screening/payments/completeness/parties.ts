import { isCountryCode, parseCountry, recogniseWallet } from '../../../entity/index.ts';
import type { PartyRole, PaymentPart, PaymentParty, PaymentTransaction } from '../../../messages/index.ts';
import { countryInLine } from './quality.ts';

/** Payer, payee and institutions of one transfer: that of the message, or the one that a cover payment covers. */
export interface TransferParties {
  readonly payer?: PaymentParty;
  readonly payee?: PaymentParty;
  readonly institutions: readonly PaymentParty[];
  /** Countries of the institutions, ISO 3166-1 alpha-2; undefined for one whose country is not told. */
  readonly countries: readonly (string | undefined)[];
}

const INSTITUTIONS: ReadonlySet<PartyRole> = new Set([
  'debtorAgent',
  'creditorAgent',
  'instructingAgent',
  'instructedAgent',
  'intermediaryAgent',
  'previousInstructingAgent',
]);

/** The parties of a transfer, of the transaction and of the levels above it. */
export function transferParties(
  { parties, inherited }: Pick<PaymentTransaction, 'parties' | 'inherited'>,
  part: PaymentPart,
): TransferParties {
  const all = [...parties, ...inherited.parties].filter((party) => party.part === part);
  const of = (role: PartyRole) => all.find((party) => party.role === role);
  const payer = of('debtor');
  const payee = of('creditor');
  const institutions = all.filter(({ role }) => INSTITUTIONS.has(role));
  // Of whoever has no agent in the message the account tells the bank's country.
  const byAccount = [
    ...(of('debtorAgent') === undefined ? [accountCountry(payer)] : []),
    ...(of('creditorAgent') === undefined ? [accountCountry(payee)] : []),
  ];
  return {
    ...(payer === undefined ? {} : { payer }),
    ...(payee === undefined ? {} : { payee }),
    institutions,
    countries: [
      ...institutions.map(
        (party) =>
          institutionCountry(party) ??
          (party.role === 'debtorAgent'
            ? accountCountry(payer)
            : party.role === 'creditorAgent'
              ? accountCountry(payee)
              : undefined),
      ),
      ...byAccount,
    ],
  };
}

function accountCountry(party: PaymentParty | undefined): string | undefined {
  return party?.accounts.find(({ ibanCountry }) => ibanCountry !== undefined)?.ibanCountry?.toLowerCase();
}

/** A BIC's fifth and sixth letters; else the address. */
export function institutionCountry({ bics, addresses }: PaymentParty): string | undefined {
  const code = bics[0]?.text.slice(4, 6).toLowerCase();
  if (code !== undefined && isCountryCode(code)) return code;
  return addresses.map(({ country }) => country && parseCountry(country.text)?.code).find((each) => each);
}

/** A wallet's address, also where it stands as an account's number. */
export function hasWallet({ wallets, accounts }: PaymentParty): boolean {
  return (
    wallets.length > 0 ||
    accounts.some(({ other }) => {
      const wallet = other && recogniseWallet(other.number.text);
      return wallet?.kind === 'address' && wallet.checksum !== 'invalid';
    })
  );
}

/** The country of an address, and whether anything more than the country stands in it. */
export function addressOf({ addresses }: PaymentParty): {
  readonly country: boolean;
  readonly more: boolean;
  readonly town: boolean;
} {
  let country = false;
  let more = false;
  let town = false;
  for (const address of addresses) {
    const { lines, parts } = address;
    const last = lines.at(-1)?.text;
    const inLine = last === undefined ? undefined : countryInLine(last);
    if (address.country !== undefined || inLine !== undefined) country = true;
    const onlyCountry = lines.length === 1 && inLine !== undefined && parseCountry(last!) !== undefined;
    if ((lines.length > 0 && !onlyCountry) || parts.some(({ part }) => part !== 'country')) more = true;
    if (parts.some(({ part }) => part === 'town' || part === 'townLocation')) town = true;
  }
  // In lines the town cannot be told from the street.
  return { country, more, town: town || (more && addresses.some(({ lines }) => lines.length > 0)) };
}
