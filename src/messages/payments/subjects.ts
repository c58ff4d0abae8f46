import { isCountryCode, type Origin, parseCountry, parseDate, type Subject } from '../../entity/index.ts';
import schemes from './number-schemes.data.json' with { type: 'json' };
import type {
  FreeText,
  PartyIdentification,
  PaymentAddress,
  PaymentHead,
  PaymentParty,
  PaymentSurroundings,
  PaymentTransaction,
  PlacedText,
} from './payment.ts';

/** A party of a payment as the lists are asked for it. */
export interface PaymentSubject {
  readonly subject: Subject;
  readonly party: PaymentParty;
  /** By property, in the order of its values: where each stands. */
  readonly places: ReadonlyMap<string, readonly PlacedText[]>;
}

/** A longer name is a text. The longest that a message allows has 350 letters, the longest on a list some 350. */
const LONGEST_NAME = 1000;
/** So is a name of more words: the engine compares no more of them. */
const MOST_WORDS = 30;
/** Lengths at which formats cut names: a line of FIN, the 70 of SEPA, the 140 of ISO 20022. */
const CUT_AT = new Set([35, 70, 140]);
const SCHEME: ReadonlyMap<string, string> = new Map(Object.entries(schemes.properties));
const UNMATCHED = new Set(schemes.unmatched);

const shared = new WeakMap<PaymentSurroundings, readonly PaymentSubject[]>();

/**
 * The subjects of a transaction: its parties and those that it has from the levels above, each with the people and
 * branches named with it. Subjects of what transactions share are the same objects each time, so that they need be
 * screened but once.
 * @param document name of the source, for the origin.
 */
export function subjectsOfPayment(
  transaction: PaymentTransaction,
  document: string,
): readonly PaymentSubject[] {
  const origin = { document, format: formatOf(transaction.message) };
  const own = transaction.parties.flatMap((party) => subjectsOfParty(party, origin));
  const { inherited } = transaction;
  if (inherited.parties.length === 0) return own;
  let above = shared.get(inherited);
  if (above === undefined) {
    above = inherited.parties.flatMap((party) => subjectsOfParty(party, origin));
    shared.set(inherited, above);
  }
  return [...own, ...above];
}

/**
 * The texts in which names are looked for, of a transaction (its own) or of what it has from the levels above: its free
 * texts, names too long for one, and the addresses (postal and of e-mail) and places of birth of parties that have no
 * name, where it may have been put.
 */
export function textsOfPayment({ parties, freeTexts }: PaymentSurroundings): readonly FreeText[] {
  return [...freeTexts, ...parties.flatMap(textsOfParty)];
}

function textsOfParty(party: PaymentParty): FreeText[] {
  const { names, addresses, birthPlace, emails, element, part, level } = party;
  const as = (placed: PlacedText): FreeText => ({ ...placed, kind: 'other', element, part, level });
  const texts = names.filter(({ text }) => !isName(text)).map(as);
  if (!names.some(({ text }) => isName(text))) {
    texts.push(...emails.map(as), ...birthPlace.map(as));
    for (const { lines, parts } of addresses) {
      texts.push(
        ...lines.map(as),
        ...parts.filter(({ part: kind }) => kind !== 'country').map(({ value }) => as(value)),
      );
    }
  }
  return [...texts, ...party.related.flatMap(textsOfParty)];
}

function isName(text: string): boolean {
  if (text.length > LONGEST_NAME || !/[\p{L}\p{N}]/u.test(text)) return false;
  return text.length <= MOST_WORDS || (text.match(/[\p{L}\p{N}\p{M}]+/gu)?.length ?? 0) <= MOST_WORDS;
}

function subjectsOfParty(party: PaymentParty, origin: Pick<Origin, 'document' | 'format'>): PaymentSubject[] {
  const subjects = party.related.flatMap((related) => subjectsOfParty(related, origin));
  const places = new Map<string, PlacedText[]>();
  const properties: Record<string, string[]> = {};
  const add = (property: string, value: string, placed: PlacedText) => {
    properties[property] ??= [];
    const values = properties[property];
    if (values.includes(value)) return;
    values.push(value);
    const known = places.get(property);
    if (known === undefined) places.set(property, [placed]);
    else known.push(placed);
  };
  for (const name of party.names) if (isName(name.text)) add('name', name.text, name);
  for (const { name } of party.accounts) {
    if (name !== undefined && isName(name.text))
      add(party.names.length > 0 ? 'alias' : 'name', name.text, name);
  }
  addNumbers(party, add);
  if (places.size === 0) return subjects;
  addFacts(party, add);
  const main = places.values().next().value![0]!;
  const name = places.get('name')?.[0]?.text;
  const cut = name !== undefined && (party.truncated === true || CUT_AT.has(name.length));
  subjects.unshift({
    subject: {
      schema: schemaOf(party, properties),
      properties,
      origin: { ...origin, path: main.path, span: [main.start, main.end] },
      ...(cut && { carried: { truncated: true } }),
    },
    party,
    places,
  });
  return subjects;
}

type Add = (property: string, value: string, placed: PlacedText) => void;

/** What identifies by itself. */
function addNumbers(party: PaymentParty, add: Add): void {
  for (const bic of party.bics) add('swiftBic', bic.text, bic);
  for (const lei of party.leis) add('leiCode', lei.text, lei);
  for (const identification of party.identifications) {
    const { number } = identification;
    const property = propertyOf(identification);
    if (!UNMATCHED.has(property)) add(property, number.text, number);
  }
  for (const { address, normalised } of party.wallets) add('publicKey', normalised, address);
  for (const { iban, other, proxy } of party.accounts) {
    if (iban !== undefined) add('iban', iban.text, iban);
    if (other !== undefined) add('accountNumber', other.number.text, other.number);
    if (proxy === undefined) continue;
    const { number } = proxy;
    add(
      number.text.includes('@') ? 'email' : /^\+?[\d ()-]+$/.test(number.text) ? 'phone' : 'idNumber',
      number.text,
      number,
    );
  }
}

function propertyOf({ scheme, kind }: PartyIdentification): string {
  return (scheme && SCHEME.get(scheme.text.toUpperCase())) ?? schemes.unstated[kind];
}

/** What speaks for or against somebody whose name or number was met. */
function addFacts(party: PaymentParty, add: Add): void {
  const { birthDate, birthPlace, birthCountry, countryOfResidence } = party;
  if (birthDate !== undefined) add('birthDate', dateOf(birthDate.text), birthDate);
  if (birthPlace.length > 0) add('birthPlace', birthPlace.map(({ text }) => text).join(', '), birthPlace[0]!);
  if (birthCountry !== undefined) add('birthCountry', countryOf(birthCountry.text), birthCountry);
  if (countryOfResidence !== undefined)
    add('country', countryOf(countryOfResidence.text), countryOfResidence);
  for (const address of party.addresses) {
    const first = address.lines[0] ?? address.parts[0]?.value;
    if (first !== undefined) add('address', addressText(address), first);
    if (address.country !== undefined) add('country', countryOf(address.country.text), address.country);
  }
  for (const phone of party.phones) add('phone', phone.text, phone);
  for (const email of party.emails) add('email', email.text, email);
}

/** One line of an address: its parts in the order of the message, then its lines. */
function addressText({ lines, parts }: PaymentAddress): string {
  return [...parts.map(({ value }) => value.text), ...lines.map(({ text }) => text)].join(', ');
}

function dateOf(text: string): string {
  const iso = /^\d{4}-\d\d-\d\d(?=$|[TZ+-])/.exec(text)?.[0];
  if (iso !== undefined) return iso;
  const answer = parseDate(text);
  return (answer.ok ? answer.dates[0]?.value : undefined) ?? text;
}

function countryOf(text: string): string {
  const code = text.toLowerCase();
  return isCountryCode(code) ? code : (parseCountry(text)?.code ?? text);
}

/**
 * Only facts that none but people have make a person. Where a name stands does not tell whose it is: in the place of a
 * bank may stand a person, and a firm may have been given a person's kind of number.
 */
function schemaOf(
  { birthDate, birthPlace, birthCountry }: PaymentParty,
  properties: Record<string, unknown>,
): string {
  if (birthDate !== undefined || birthPlace.length > 0 || birthCountry !== undefined) return 'Person';
  if ('passportNumber' in properties || 'socialSecurityNumber' in properties) return 'Person';
  return properties.name === undefined && 'publicKey' in properties ? 'CryptoWallet' : 'LegalEntity';
}

/** `pacs.008.001.08`, `MT103 STP`. */
function formatOf({ family, type, version }: PaymentHead): string {
  return [type, version].filter((part) => part !== '').join(family === 'fin' ? ' ' : '.');
}
