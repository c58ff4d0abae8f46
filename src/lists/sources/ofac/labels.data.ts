import type { NumberKind } from '../../identity-document.ts';

/** What a labelled fact is about, hence where it goes on an FtM entity. */
export type FactMeaning =
  | { readonly document: NumberKind }
  | { readonly text: string; readonly kind?: string }
  | { readonly date: string }
  | { readonly country: string; readonly kind?: string }
  /** Another party named by the record: its FtM property and link schema. */
  | { readonly party: 'owner' | 'operator' }
  | { readonly wallet: true }
  | { readonly name: true }
  /** A restriction or risk that belongs to the designation, not to the party. */
  | { readonly provision: true }
  /** Text for people. */
  | { readonly remark: true };

const LABELS: Readonly<Record<string, FactMeaning>> = {
  DOB: { date: 'birthDate' },
  Birthdate: { date: 'birthDate' },
  POB: { text: 'birthPlace' },
  'Place of Birth': { text: 'birthPlace' },
  nationality: { country: 'nationality' },
  'Nationality Country': { country: 'nationality' },
  citizen: { country: 'citizenship' },
  'Citizenship Country': { country: 'citizenship' },
  Gender: { text: 'gender' },
  Title: { text: 'position' },
  'Nationality of Registration': { country: 'jurisdiction' },
  'Registration Country': { country: 'jurisdiction' },
  'Organization Established Date': { date: 'incorporationDate' },
  'Organization Type:': { text: 'sector' },
  'Target Type': { text: 'classification' },
  'Email Address': { text: 'email' },
  Email: { text: 'email' },
  Website: { text: 'website' },
  'Phone Number': { text: 'phone' },
  PHONE: { text: 'phone' },
  Telephone: { text: 'phone' },
  'Telephone:': { text: 'phone' },
  'Telephone No.': { text: 'phone' },
  'Telephone Number:': { text: 'phone' },
  Fax: { text: 'phone', kind: 'fax' },
  'Fax:': { text: 'phone', kind: 'fax' },
  'Fax No.': { text: 'phone', kind: 'fax' },
  FAX: { text: 'phone', kind: 'fax' },
  'Issuer Name': { name: true },

  'Vessel Call Sign': { text: 'callSign' },
  'Other Vessel Call Sign': { text: 'callSign', kind: 'other call sign' },
  'VESSEL TYPE': { text: 'type' },
  'Vessel Type': { text: 'type' },
  'Other Vessel Type': { text: 'type', kind: 'other vessel type' },
  'Former Vessel Type': { text: 'pastTypes' },
  'Vessel Tonnage': { text: 'deadweightTonnage' },
  'Vessel Gross Registered Tonnage': { text: 'grossRegisteredTonnage' },
  'Vessel Gross Tonnage': { text: 'tonnage' },
  'Vessel Flag': { country: 'flag' },
  'Other Vessel Flag': { country: 'flag', kind: 'other flag' },
  'Former Vessel Flag': { country: 'pastFlags' },
  'Vessel Owner': { party: 'owner' },
  'Vessel Year of Build': { date: 'buildDate' },
  'Vessel Registration Identification': { document: 'registration' },
  'Vessel Registration Number': { document: 'registration' },
  MMSI: { text: 'mmsi' },
  'Aircraft Model': { text: 'model' },
  'Aircraft Operator': { party: 'operator' },
  'Aircraft Manufacture Date': { date: 'buildDate' },
  'Aircraft Tail Number': { text: 'registrationNumber', kind: 'tail number' },
  'Previous Aircraft Tail Number': { text: 'registrationNumber', kind: 'previous tail number' },
  "Aircraft Manufacturer's Serial Number (MSN)": { text: 'serialNumber' },
  'Aircraft Construction Number (also called L/N or S/N or F/N)': {
    text: 'serialNumber',
    kind: 'construction number',
  },
  'Aircraft Serial Identification': { text: 'serialNumber' },
  'Aircraft Mode S Transponder Code': { text: 'icaoCode' },

  'SWIFT/BIC': { text: 'swiftBic' },
  'D-U-N-S Number': { text: 'dunsCode' },
  'Legal Entity Number': { text: 'leiCode' },
  'Unified Social Credit Code (USCC)': { text: 'uscCode' },
  'United Social Credit Code Certificate (USCCC)': { text: 'uscCode' },
  'BIK (RU)': { text: 'bikCode' },
  ISIN: { text: 'isinCode' },
  'Equity Ticker': { text: 'ticker' },
  'MICEX Code': { text: 'ticker' },
  'UN/LOCODE': { remark: true },

  Passport: { document: 'passport' },
  'Diplomatic Passport': { document: 'passport' },
  'British National Overseas Passport': { document: 'passport' },
  'Stateless Person Passport': { document: 'passport' },
  'Travel Document Number': { document: 'passport' },
  SSN: { document: 'social-security' },

  ...documents('tax', [
    ...[
      'Tax ID No.',
      'R.F.C.',
      'R.F.C. #',
      'RFC',
      'RUC #',
      'RIF #',
      'NIT #',
      'US FEIN',
      'C.U.I.T.',
      'C.I.F.',
      'N.I.F.',
    ],
    ...['V.A.T. Number', 'Italian Fiscal Code', 'Italian Fiscal Code:', 'RTN', 'Fiscal Code'],
    ...[
      'Numero Unico de Identificacao Tributaria (NUIT)',
      'Paraguayan tax identification number',
      'C.N.P.J.',
      'Romanian Tax Registration',
      'CNPJ',
    ],
  ]),
  ...documents('registration', [
    ...[
      'Registration ID',
      'Registration Number',
      'Government Gazette Number',
      'Business Registration Number',
    ],
    ...[
      'Business Registration Document #',
      'Commercial Registry Number',
      'Company Number',
      'UK Company Number',
    ],
    ...[
      'C.R. No.',
      'Folio Mercantil No.',
      'Matricula Mercantil No',
      'Matricula Mercantil No.',
      'Trade License No.',
    ],
    ...[
      'Chamber of Commerce Number',
      'Istanbul Chamber of Comm. No.',
      'Public Registration Number',
      'Business Number',
    ],
    ...[
      'Economic Register Number (CBLS)',
      'Central Registration System Number',
      'Enterprise Number',
      'Branch Unit Number',
    ],
    ...[
      'Certificate of Incorporation Number',
      'Registered Charity No.',
      'Dubai Chamber of Commerce Membership No.',
    ],
    ...['File Number', 'Organization Code', 'Romanian C.R.', 'License', 'Permit Number', 'SRE Permit No.'],
    ...[
      'C.I.N.',
      'MSB Registration Number',
      'Registration Certificate Number (Dubai)',
      'Trademark number',
      'Russian State Individual Business Registration Number Pattern (OGRNIP)',
      'International Maritime Organization No.',
      'Afghan Money Service Provider License Number',
      'Financial Institution Number',
      'Global Intermediary Identification Number',
    ],
  ]),
  ...documents('id', [
    ...[
      'National ID No.',
      'Cedula No.',
      'C.U.R.P.',
      'C.U.R.P. #',
      'Identification Number',
      'D.N.I.',
      'N.I.E.',
    ],
    ...[
      'Personal ID Card',
      'National Foreign ID Number',
      'Birth Certificate Number',
      'Electoral Registry No.',
    ],
    ...["Driver's License No.", 'Credencial electoral', 'C.U.I.', 'C.U.I.P.', 'I.F.E.', 'Residency Number'],
    ...[
      'Cartilla de Servicio Militar Nacional',
      'Turkish Identification Number',
      'Numero de Identidad',
      'LE Number',
    ],
    ...[
      "Citizen's Card Number",
      'Kenyan ID No.',
      'Refugee ID Card',
      'Tazkira National ID Card',
      'UAE Identification',
    ],
    ...[
      'VisaNumberID',
      'Immigration No.',
      'Military Registration Number',
      'Pilot License Number',
      'C.P.F.',
      'CPF',
    ],
    ...[
      'Cedula de Ciudadania',
      'Cedula de Extranjeria',
      'Cedula de Residencia',
      'Tarjeta de Identidad',
      'Tarjeta Profesional',
    ],
    ...[
      'Interpol: Red Notice. File No.',
      'Serial No.',
      'Stateless Person ID Card',
      'Moroccan Personal ID No.',
      'Bosnian Personal ID No.',
    ],
    ...[
      'Bosnian ID Card',
      'Dutch National ID',
      'Iranian National ID',
      'Afghan ID',
      'Seafarer ID',
      'Matriculation Number',
      'Tourism License No.',
    ],
    ...[
      'CNP (Personal Numerical Code)',
      'Public Security and Immigration No.',
      'National ID No.:',
      "Seafarer's Identification Document",
      'Temporary suspension of deportation No.',
      'Chinese Commercial Code',
      'Phone Card',
      'C.A. No.',
      'Voter Identification No.',
      'Aadhaar',
      'Numero de Documento',
    ],
  ]),
};

/** Labels with a part that changes: the orders, sections and directives of a restriction, the currency of a wallet. */
const PATTERNS: readonly (readonly [label: RegExp, meaning: FactMeaning])[] = [
  [/^Digital Currency Address\s*- \S+/, { wallet: true }],
  [/^Additional Sanctions Information -/, { provision: true }],
  [/^Secondary sanctions risk:/i, { provision: true }],
  [/^Executive Order \d+ (?:Directive )?(?:Determination|Information) ?[-:]?/i, { provision: true }],
  [/^Transactions Prohibited For Persons [^:]*:/, { provision: true }],
  [/^(?:IFCA|ISA|PEESA|CAATSA|PAIPA)\b[^:-]*[:-]/, { provision: true }],
  [/^(?:Listing|Effective) Date \([^)]*\):?/, { provision: true }],
  [/^Purchase\/Sales For Divestment Date \([^)]*\):?/, { provision: true }],
  [/^For more information\b/i, { remark: true }],
];

function documents(kind: NumberKind, labels: readonly string[]): Record<string, FactMeaning> {
  return Object.fromEntries(labels.map((label) => [label, { document: kind }]));
}

const BY_FIRST_WORD = new Map<string, string[]>();
for (const label of Object.keys(LABELS).sort((a, b) => b.length - a.length)) {
  const word = label.split(' ', 1)[0] as string;
  BY_FIRST_WORD.set(word, [...(BY_FIRST_WORD.get(word) ?? []), label]);
}

/** What a label means; undefined where we do not know it. */
export function meaningOf(label: string): FactMeaning | undefined {
  if (Object.hasOwn(LABELS, label)) return LABELS[label];
  return PATTERNS.find(([pattern]) => pattern.test(label))?.[1];
}

/** Splits `Passport A123 (Iran)` into the longest label we know and the rest; undefined where it begins with none. */
export function splitLabel(text: string): { readonly label: string; readonly value: string } | undefined {
  const word = text.split(' ', 1)[0] as string;
  const label = BY_FIRST_WORD.get(word)?.find(
    (known) => text.startsWith(known) && (text.length === known.length || text[known.length] === ' '),
  );
  if (label !== undefined) return { label, value: text.slice(label.length).trim() };
  for (const [pattern, meaning] of PATTERNS) {
    const found = 'remark' in meaning ? undefined : pattern.exec(text)?.[0];
    if (found !== undefined) return { label: found.trim(), value: text.slice(found.length).trim() };
  }
  return undefined;
}
