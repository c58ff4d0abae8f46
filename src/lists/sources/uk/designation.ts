import type { UkName } from './facts.ts';

/** A designation of the UK Sanctions List, as its XML and its CSV state it. Texts are verbatim. */
export interface UkDesignation {
  readonly uniqueId: string;
  readonly ofsiGroupId: string;
  readonly unReference: string;
  readonly lastUpdated: string;
  readonly dateDesignated: string;
  readonly regime: string;
  readonly type: string;
  readonly designationSource: string;
  readonly sanctionsImposed: string;
  readonly otherInformation: string;
  readonly statementOfReasons: string;
  readonly names: readonly UkName[];
  readonly originalNames: readonly { name: string; scriptType: string; language: string }[];
  readonly addresses: readonly { lines: readonly string[]; postalCode: string; country: string }[];
  readonly births: readonly { town: string; country: string }[];
  readonly passports: readonly UkDocument[];
  readonly nationalIds: readonly UkDocument[];
  /** All other facts that are one text each, by the name of `UK_FACTS`. */
  readonly facts: ReadonlyMap<UkFact, readonly string[]>;
  /** Elements or columns that are not known: name and text. */
  readonly unknown: readonly (readonly [name: string, text: string])[];
  readonly line: number;
}

export interface UkDocument {
  readonly number: string;
  readonly details: string;
}

/** Facts of one text, with their element in the XML and their column in the CSV. */
export const UK_FACTS = {
  title: ['Titles/Title', 'Title'],
  dateOfBirth: ['DOBs/DOB', 'D.O.B'],
  nationality: ['Nationalities/Nationality', 'Nationality(/ies)'],
  gender: ['Genders/Gender', 'Gender'],
  position: ['Positions/Position', 'Position'],
  phone: ['PhoneNumbers/PhoneNumber', 'Phone number'],
  email: ['EmailAddresses/EmailAddress', 'Email address'],
  website: ['Websites/Website', 'Website'],
  typeOfEntity: ['TypeOfEntities/TypeOfEntity', 'Type of entity'],
  registration: [
    'BusinessRegistrationNumbers/BusinessRegistrationNumber',
    'Business registration number (s)',
  ],
  parent: ['ParentCompanies/ParentCompany', 'Parent company'],
  subsidiary: ['Subsidiaries/Subsidiary', 'Subsidiaries'],
  imo: ['IMONumbers/IMONumber', 'IMO number'],
  owner: ['CurrentOwnerOperators/CurrentOwnerOperator', 'Current owner/operator (s)'],
  previousOwner: ['PreviousOwnerOperators/PreviousOwnerOperator', 'Previous owner/operator (s)'],
  flag: ['CurrentBelievedFlagOfShips/CurrentBelievedFlagOfShip', 'Current believed flag of ship'],
  previousFlag: ['PreviousFlags/PreviousFlag', 'Previous flags'],
  shipType: ['TypeOfShipDetails/TypeOfShip', 'Type of ship'],
  tonnage: ['TonnageOfShipDetails/TonnageOfShip', 'Tonnage of ship'],
  length: ['LengthOfShipDetails/LengthOfShip', 'Length of ship'],
  yearBuilt: ['YearsBuilt/YearBuilt', 'Year Built'],
  hull: ['HullIdentificationNumbers/HullIdentificationNumber', 'Hull identification number (HIN)'],
} as const satisfies Readonly<Record<string, readonly [element: string, column: string]>>;

export type UkFact = keyof typeof UK_FACTS;
