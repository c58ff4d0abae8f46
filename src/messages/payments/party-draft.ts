import type {
  ClearingIdentification,
  PartyIdentification,
  PartyRole,
  PaymentAccount,
  PaymentAddress,
  PaymentLevel,
  PaymentPart,
  PaymentParty,
  PaymentWallet,
  PlacedText,
} from './payment.ts';

/** A party while it is read. */
export interface PartyDraft extends PaymentParty {
  kind?: NonNullable<PaymentParty['kind']>;
  truncated?: true;
  readonly names: PlacedText[];
  readonly addresses: PaymentAddress[];
  birthDate?: PlacedText;
  readonly birthPlace: PlacedText[];
  birthCountry?: PlacedText;
  countryOfResidence?: PlacedText;
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

/** Where in the payment a party belongs. */
export interface PartyPlace {
  readonly role: PartyRole;
  readonly element: string;
  readonly path: string;
  readonly part: PaymentPart;
  readonly level: PaymentLevel;
}

/** A party of which nothing is read yet. */
export function draftOf({ role, element, path, part, level }: PartyPlace): PartyDraft {
  return {
    role,
    element,
    path,
    part,
    level,
    names: [],
    addresses: [],
    birthPlace: [],
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
