import type { DateRelation } from '../../entity/index.ts';
import type { WordReason } from '../match.ts';

type Pair = (subject: string, listed: string) => string;

/** All that a sentence of an explanation is put together from, in one language. */
export interface SentenceTexts {
  /** Behind what a list names: on which lists. Empty where two names are compared without a list. */
  readonly on: (lists: readonly string[]) => string;
  readonly same: (text: string) => string;
  readonly equal: Pair;
  readonly alike: Pair;
  readonly owner: (property: string, caption: string) => string | undefined;
  readonly word: Readonly<Record<WordReason, Pair>>;
  readonly lacks: (side: 'listed' | 'second', words: readonly string[]) => string;
  readonly adds: (side: 'listed' | 'second', words: readonly string[]) => string;
  readonly identifier: Readonly<
    Record<'same' | 'unknown', (property: string, value: string, caption: string) => string>
  >;
  readonly kindUnknown: string;
  readonly birthDate: Readonly<Record<DateRelation, string>>;
  readonly incorporationDate: Readonly<Record<DateRelation, string>>;
  readonly country: Readonly<Record<string, string>>;
  readonly gender: Readonly<Record<string, string>>;
  readonly genders: Readonly<Record<string, string>>;
  readonly values: Pair;
  readonly unread: (text: string) => string;
  readonly unlike: Pair;
  readonly nothing: (caption: string) => string;
}

function listed(words: readonly string[], and: string): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${and} ${words.at(-1)}`;
}

/** The shorter one is the initial. */
const initialFirst = (a: string, b: string): readonly [string, string] =>
  a.length <= b.length ? [a, b] : [b, a];

const EN_NUMBERS: Readonly<Record<string, string>> = {
  passportNumber: 'passport number',
  idNumber: 'identity number',
  socialSecurityNumber: 'social security number',
  taxNumber: 'tax number',
  innCode: 'tax number',
  vatCode: 'VAT number',
  registrationNumber: 'registration number',
  imoNumber: 'IMO number',
  mmsi: 'MMSI',
  leiCode: 'LEI',
  swiftBic: 'BIC',
  iban: 'IBAN',
  publicKey: 'wallet address',
};

const DE_NUMBERS: Readonly<Record<string, string>> = {
  passportNumber: 'Die Passnummer',
  idNumber: 'Die Ausweisnummer',
  socialSecurityNumber: 'Die Sozialversicherungsnummer',
  taxNumber: 'Die Steuernummer',
  innCode: 'Die Steuernummer',
  vatCode: 'Die Umsatzsteuernummer',
  registrationNumber: 'Die Registernummer',
  imoNumber: 'Die IMO-Nummer',
  mmsi: 'Die MMSI',
  leiCode: 'Der LEI',
  swiftBic: 'Der BIC',
  iban: 'Die IBAN',
  publicKey: 'Die Wallet-Adresse',
};

const EN: SentenceTexts = {
  on: (lists) => (lists.length === 0 ? '' : ` on ${lists.join(', ')}`),
  same: (subject) => `“${subject}” stands`,
  equal: (subject, name) => `“${subject}” is the name “${name}”`,
  alike: (subject, name) => `“${subject}” is like “${name}”`,
  owner: (property, caption) => {
    const kind = {
      alias: 'alias',
      weakAlias: 'weak alias',
      previousName: 'former name',
      abbreviation: 'abbreviation',
    }[property];
    return kind && ` (${kind} of ${caption})`;
  },
  word: {
    same: (a, b) => `${a} is ${b}`,
    spelling: (a, b) => `${a} is another spelling of ${b}`,
    slip: (a, b) => `${a} may be ${b} mistyped`,
    script: (a, b) => `${a} is ${b} in another script`,
    meaning: (a, b) => `${a} means the same as ${b}`,
    equivalent: (a, b) => `${a} is an equivalent of ${b}`,
    initial: (a, b) => ((one, other) => `${one} is the initial of ${other}`)(...initialFirst(a, b)),
    cut: (a, b) => `${a} is the beginning of ${b}`,
    joined: (a, b) => `${a} is ${b} with other word breaks`,
  },
  lacks: (side, words) => `the ${side} name lacks ${listed(words, 'and')}`,
  adds: (side, words) => `the ${side} name adds ${listed(words, 'and')}`,
  identifier: {
    same: (property, value, caption) =>
      `The ${EN_NUMBERS[property] ?? 'identifier'} ${value} is that of ${caption}`,
    unknown: (_, value, caption) => `The number ${value} is also a number of ${caption}`,
  },
  kindUnknown: 'it is not known whether it is the same kind of document',
  birthDate: {
    same: 'the date of birth agrees',
    compatible: 'the dates of birth can be the same',
    swapped: 'day and month of birth are exchanged',
    near: 'the dates of birth are close',
    contradiction: 'the date of birth differs',
    unknown: '',
  },
  incorporationDate: {
    same: 'the date of foundation agrees',
    compatible: 'the dates of foundation can be the same',
    swapped: 'day and month of foundation are exchanged',
    near: 'the dates of foundation are close',
    contradiction: 'the date of foundation differs',
    unknown: '',
  },
  country: { agrees: 'the country agrees', differs: 'the country differs' },
  gender: { differs: 'the gender differs' },
  genders: { male: 'male', female: 'female' },
  values: (subject, on) => ` (given ${subject}, listed ${on})`,
  unread: (text) => `“${text}” holds no letter or digit that could be compared`,
  unlike: (subject, name) => `“${subject}” and “${name}” have no telling word in common`,
  nothing: (caption) => `no name is given, and no number that ${caption} has`,
};

const DE: SentenceTexts = {
  on: (lists) => (lists.length === 0 ? '' : ` auf ${lists.join(', ')}`),
  same: (subject) => `„${subject}“ steht`,
  equal: (subject, name) => `„${subject}“ ist der Name „${name}“`,
  alike: (subject, name) => `„${subject}“ ähnelt „${name}“`,
  owner: (property, caption) => {
    const kind = {
      alias: 'Alias',
      weakAlias: 'schwacher Alias',
      previousName: 'früherer Name',
      abbreviation: 'Abkürzung',
    }[property];
    return kind && ` (${kind} von ${caption})`;
  },
  word: {
    same: (a, b) => `${a} ist ${b}`,
    spelling: (a, b) => `${a} ist eine andere Schreibweise von ${b}`,
    slip: (a, b) => `${a} ist vielleicht ${b} mit Tippfehler`,
    script: (a, b) => `${a} ist ${b} in anderer Schrift`,
    meaning: (a, b) => `${a} bedeutet dasselbe wie ${b}`,
    equivalent: (a, b) => `${a} entspricht ${b}`,
    initial: (a, b) =>
      ((one, other) => `${one} ist der Anfangsbuchstabe von ${other}`)(...initialFirst(a, b)),
    cut: (a, b) => `${a} ist der Anfang von ${b}`,
    joined: (a, b) => `${a} ist ${b}, anders getrennt`,
  },
  lacks: (side, words) =>
    `dem ${side === 'second' ? 'zweiten' : 'gelisteten'} Namen ${words.length > 1 ? 'fehlen' : 'fehlt'} ${listed(words, 'und')}`,
  adds: (side, words) =>
    `der ${side === 'second' ? 'zweite' : 'gelistete'} Name hat zusätzlich ${listed(words, 'und')}`,
  identifier: {
    same: (property, value, caption) =>
      `${DE_NUMBERS[property] ?? 'Die Kennung'} ${value} gehört zu ${caption}`,
    unknown: (_, value, caption) => `Die Nummer ${value} ist auch eine Nummer von ${caption}`,
  },
  kindUnknown: 'ob es dieselbe Art von Dokument ist, ist nicht bekannt',
  birthDate: {
    same: 'das Geburtsdatum stimmt überein',
    compatible: 'die Geburtsdaten sind vereinbar',
    swapped: 'Tag und Monat der Geburt sind vertauscht',
    near: 'die Geburtsdaten liegen nahe beieinander',
    contradiction: 'das Geburtsdatum weicht ab',
    unknown: '',
  },
  incorporationDate: {
    same: 'das Gründungsdatum stimmt überein',
    compatible: 'die Gründungsdaten sind vereinbar',
    swapped: 'Tag und Monat der Gründung sind vertauscht',
    near: 'die Gründungsdaten liegen nahe beieinander',
    contradiction: 'das Gründungsdatum weicht ab',
    unknown: '',
  },
  country: { agrees: 'das Land stimmt überein', differs: 'das Land weicht ab' },
  gender: { differs: 'das Geschlecht weicht ab' },
  genders: { male: 'männlich', female: 'weiblich' },
  values: (subject, on) => ` (angegeben ${subject}, gelistet ${on})`,
  unread: (text) => `„${text}“ enthält keinen Buchstaben und keine Ziffer, die verglichen werden könnten`,
  unlike: (subject, name) => `„${subject}“ und „${name}“ haben kein aussagekräftiges Wort gemeinsam`,
  nothing: (caption) => `angegeben ist kein Name und keine Nummer von ${caption}`,
};

export const SENTENCE_TEXTS: Readonly<Record<'en' | 'de', SentenceTexts>> = { en: EN, de: DE };
