import type { ListMapping } from '../mapping/mapping.ts';
import { mappedSource } from '../mapping/source.ts';

const PERSON = ['Person'];
const HOLDERS = ['Person', 'LegalEntity'];

const common = {
  authority: 'National Bureau for Counter Terror Financing of Israel',
  jurisdiction: 'il',
  regimes: ['terrorism'],
  homepage: 'https://nbctf.mod.gov.il/en/Minister%20Sanctions/PropertyPerceptions/Pages/Blockchain1.aspx',
  licence: 'Transcription: CC BY-NC 4.0 (OpenSanctions); orders: published by the State of Israel',
  rhythm: { text: 'after each seizure order, several times a month', maxAgeHours: 24 * 90 },
  constants: { topics: ['sanction', 'crime.terror'], keywords: ['terrorism'] },
} as const;

const seizures: ListMapping = {
  ...common,
  id: 'il_mod_crypto',
  title: 'Israel seizures of crypto assets, with their history',
  file: {
    format: 'csv',
    names: ['seizures.csv'],
    header: { find: ['schema', 'order_id', 'wallet_address'] },
  },
  entity: {
    id: {
      prefix: 'il-nbctf-seizure',
      key: [
        'schema',
        'name',
        'id_no',
        'residency_no',
        'passport_no',
        'dob',
        'email',
        'phone',
        'wallet_address',
        'account_id',
      ],
      digest: true,
    },
    schema: {
      cases: [
        { when: [{ column: 'schema', matches: '^Person$' }], schema: 'Person' },
        { when: [{ column: 'schema', matches: '^LegalEntity$' }], schema: 'LegalEntity' },
        // An account at an exchange is a wallet that the exchange keeps.
        { when: [{ column: 'schema', matches: '^(?:Wallet|Account)$' }], schema: 'CryptoWallet' },
      ],
    },
    merge: true,
  },
  columns: [
    // The lists carry Cyrillic and Greek look-alikes inside Latin names; they are kept as printed.
    { column: 'name', property: 'name', quality: 'primary' },
    { column: 'alias', property: 'alias', split: ';' },
    { column: 'id_no', property: 'idNumber', schemata: HOLDERS, split: ';' },
    { column: 'id_country', property: 'country', schemata: HOLDERS, split: ';', country: true },
    { column: 'residency_no', property: 'idNumber', schemata: HOLDERS, split: ';', kind: 'residency' },
    { column: 'residency_country', property: 'country', schemata: HOLDERS, split: ';', country: true },
    { column: 'passport_no', property: 'passportNumber', schemata: PERSON, split: ';' },
    { column: 'passport_no', property: 'idNumber', schemata: ['LegalEntity'], split: ';', kind: 'passport' },
    { column: 'passport_country', property: 'country', schemata: HOLDERS, split: ';', country: true },
    { column: 'dob', property: 'birthDate', schemata: PERSON, split: ';', date: {} },
    { column: 'dob', property: 'notes', schemata: ['LegalEntity'], kind: 'dob' },
    { column: 'email', property: 'email', schemata: HOLDERS, split: ';' },
    { column: 'phone', property: 'phone', schemata: HOLDERS, split: ';' },
    { column: 'wallet_address', property: 'publicKey', schemata: ['CryptoWallet'], split: ';' },
    {
      column: 'wallet_address',
      property: 'publicKey',
      schemata: HOLDERS,
      split: ';',
      linked: { schema: 'CryptoWallet', link: 'holder' },
    },
    { column: 'currency', property: 'currency', schemata: ['CryptoWallet'], split: ';' },
    { column: 'platform', property: 'managingExchange', schemata: ['CryptoWallet'] },
    { column: 'account_id', property: 'accountId', schemata: ['CryptoWallet'] },
    {
      column: 'account_id',
      property: 'accountId',
      schemata: HOLDERS,
      linked: { schema: 'CryptoWallet', link: 'holder' },
    },
    { column: 'platform', property: 'notes', schemata: HOLDERS, kind: 'platform' },
    { column: 'order_id', property: 'authorityId', on: 'sanction' },
    { column: 'start_date', property: 'startDate', on: 'sanction', date: {} },
    { column: 'end_date', property: 'endDate', on: 'sanction', date: {} },
    { column: 'last_updated', property: 'modifiedAt', on: 'sanction', date: {} },
    { column: ['order_url'], property: 'sourceUrl', on: 'sanction' },
    { column: ['forfeiture_order_url'], property: 'sourceUrl', on: 'sanction' },
    { column: ['annex_url'], property: 'sourceUrl', on: 'sanction' },
  ],
  sanction: { key: ['order_id'] },
};

const ADDRESS = 'מספר זיהוי הארנק האלקטרוני/ יוזר';
const NAME = 'שם מלא';
const ID = 'תעודת זהות';
const PASSPORT = 'דרכון';
const BIRTH = 'תאריך לידה';
const CURRENCY = 'מטבע';
/** A wallet address; the column holds telephone numbers and user names of exchanges as well. */
const WALLET = '^(?=[A-Za-z0-9:]*[A-Za-z])[A-Za-z0-9:]{24,}$';

const wallets: ListMapping = {
  ...common,
  id: 'il_mod_crypto_wallets',
  title: 'Israel seizures of crypto assets, the wallets in force',
  file: { format: 'csv', names: ['wallets.csv'], header: { find: [NAME, ID, ADDRESS] }, section: '^צ\\.?ת' },
  entity: {
    id: { prefix: 'il-nbctf-wallet', key: [NAME, ID, PASSPORT, BIRTH, ADDRESS], digest: true },
    schema: {
      cases: [
        { when: [{ column: NAME, matches: '[\\p{L}]' }], schema: 'LegalEntity' },
        { when: [{ column: ID, matches: '\\d' }], schema: 'LegalEntity' },
        { when: [{ column: PASSPORT, matches: '\\w' }], schema: 'LegalEntity' },
      ],
      otherwise: 'CryptoWallet',
    },
    merge: true,
  },
  columns: [
    { column: NAME, property: 'name', quality: 'primary' },
    { column: ID, property: 'idNumber', schemata: ['LegalEntity'] },
    { column: PASSPORT, property: 'idNumber', schemata: ['LegalEntity'], kind: 'passport' },
    { column: BIRTH, property: 'notes', schemata: ['LegalEntity'], kind: 'date of birth' },
    { column: ADDRESS, property: 'publicKey', schemata: ['CryptoWallet'] },
    {
      column: ADDRESS,
      property: 'publicKey',
      schemata: ['LegalEntity'],
      take: WALLET,
      linked: { schema: 'CryptoWallet', link: 'holder' },
    },
    { column: ADDRESS, property: 'phone', schemata: ['LegalEntity'], take: '^\\+?\\d{9,14}$' },
    { column: ADDRESS, property: 'notes', schemata: ['LegalEntity'], kind: 'wallet or user' },
    { column: CURRENCY, property: 'currency', schemata: ['CryptoWallet'] },
    { column: CURRENCY, property: 'notes', schemata: ['LegalEntity'], kind: 'currency' },
    { column: '$section', property: 'authorityId', on: 'sanction' },
  ],
  sanction: { key: ['$section'] },
};

/** Israel: who and what the seizure orders of the Minister of Defence name, with orders that ran out. */
export const ilModCryptoSeizures = mappedSource(seizures);
/** Israel: the wallets under a seizure order, by order (the heading over the rows). */
export const ilModCryptoWallets = mappedSource(wallets);
