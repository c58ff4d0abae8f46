import { propertyType } from '../../entity/index.ts';
import columnNames from './column-names.data.json' with { type: 'json' };
import partyWords from './party-words.data.json' with { type: 'json' };

/** What a header says its column holds. */
export interface HeaderMeaning {
  /** FtM property, or a part that is put together with others (`street`, `birthYear`, `companyName` …). */
  readonly role: string;
  /** Whose: `sender`, `owner` …; absent for the row's main subject. */
  readonly party?: string;
  readonly confidence: number;
}

/** Letters that Unicode does not take apart and that headers write either way. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
  æ: 'ae',
  œ: 'oe',
};
/** A longer header is prose; nothing is looked up in it. */
const MAX_HEADER = 200;

const EXACT = 0.95;
const PART = 0.85;
const CONTAINED = 0.6;
/** One word inside a longer header counts only when it is long enough not to be another word by chance. */
const MIN_CONTAINED_WORD = 6;

/** A header in the form that is looked up: small letters, no accents, no punctuation, camelCase split into words. */
export function plainHeader(header: string): string {
  return header
    .slice(0, MAX_HEADER)
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[ßøłđıæœ]/g, (letter) => LETTERS[letter]!)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const ROLES = new Map<string, string>();
for (const [role, words] of Object.entries(columnNames)) {
  if (typeof words === 'string') continue;
  for (const word of words) if (!ROLES.has(plainHeader(word))) ROLES.set(plainHeader(word), role);
}
const PHRASES = [...ROLES.keys()].filter(
  (phrase) => phrase.includes(' ') || phrase.length >= MIN_CONTAINED_WORD,
);
PHRASES.sort((a, b) => b.length - a.length);

const PARTIES = new Map<string, string>();
for (const [party, words] of Object.entries(partyWords.parties)) {
  for (const word of words) PARTIES.set(plainHeader(word), party);
}
const NOBODY = new Set(partyWords.nobody);
const QUALIFIERS = new Set(partyWords.qualifiers);
const NAMING = new Set(['name', 'companyName', 'vesselName', 'firstName', 'middleName', 'lastName']);
const AMBIGUOUS = new Set(['givenOrFullName', 'familyOrFullName']);

/** What a header means; undefined when it says nothing we know. */
export function headerMeaning(header: string): HeaderMeaning | undefined {
  if (header.trim() === '' || header.length > MAX_HEADER) return undefined;
  const plain = withoutNumber(plainHeader(header));
  return (
    ofNested(header) ??
    known(plain) ??
    ofParts(header) ??
    ofParty(plain) ??
    ofProperty(header) ??
    contained(plain) ??
    ofSomeName(plain)
  );
}

/** The number at the end of a header such as `Name 3`; undefined when it has none. */
export function headerNumber(header: string): number | undefined {
  const number = /\D(\d{1,2})$/.exec(plainHeader(header))?.[1];
  return number === undefined ? undefined : Number(number);
}

function withoutNumber(plain: string): string {
  return ROLES.has(plain) ? plain : plain.replace(/ ?\d{1,2}$/, '');
}

/** `employer.name` of a nested record: the name of another party, unless the path itself is that of a name. */
function ofNested(header: string): HeaderMeaning | undefined {
  const dot = header.lastIndexOf('.');
  if (dot <= 0 || dot === header.length - 1 || /\s|\.$/.test(header) || ROLES.has(plainHeader(header)))
    return undefined;
  const path = header.slice(0, dot);
  const meaning = headerMeaning(header.slice(dot + 1));
  if (meaning === undefined || ROLES.has(plainHeader(path.slice(path.lastIndexOf('.') + 1)))) return meaning;
  const party = plainHeader(path);
  return { role: meaning.role, confidence: Math.min(PART, meaning.confidence), party };
}

function known(plain: string): HeaderMeaning | undefined {
  const role = ROLES.get(plain) ?? ROLES.get(plain.replace(/([aou])e/g, '$1'));
  return role === undefined ? undefined : { role, confidence: EXACT };
}

/** The exact name of an FtM property, as JSON records have. */
function ofProperty(header: string): HeaderMeaning | undefined {
  const isProperty = ['Person', 'Company', 'Vessel'].some(
    (schema) => propertyType(schema, header) !== undefined,
  );
  return isProperty ? { role: header, confidence: EXACT } : undefined;
}

/** `Prénom / First name`, `Date of birth (dd.mm.yyyy)`: the last part that is known, words with two meanings last. */
function ofParts(header: string): HeaderMeaning | undefined {
  const parts = header.split(/[/()|,;:\n[\]]+/).map((part) => withoutNumber(plainHeader(part)));
  if (parts.length < 2) return undefined;
  const meanings = parts.reverse().flatMap((part) => known(part) ?? []);
  const meaning = meanings.find(({ role }) => !AMBIGUOUS.has(role)) ?? meanings[0];
  return meaning && { role: meaning.role, confidence: PART };
}

function ofParty(plain: string): HeaderMeaning | undefined {
  const words = plain.split(' ');
  for (let length = Math.min(3, words.length); length > 0; length--) {
    const before = PARTIES.get(words.slice(0, length).join(' '));
    const after = PARTIES.get(words.slice(-length).join(' '));
    const party = before ?? after;
    if (party === undefined) continue;
    const rest = before !== undefined ? words.slice(length) : words.slice(0, -length);
    if (rest.length === 0) return { role: 'name', party, confidence: PART };
    const role = ROLES.get(rest.join(' '));
    // `Vessel owner` is the name of an owner; `Owner company` that of a firm.
    if (role !== undefined)
      return { role: before === undefined && NAMING.has(role) ? 'name' : role, party, confidence: PART };
  }
  return undefined;
}

/** `Applicant name`, `Name of the insured`, `Назва юр. особи`: a name, unless the word beside it says that it names nobody. */
function ofSomeName(plain: string): HeaderMeaning | undefined {
  const words = plain.split(' ');
  const isName = words.length > 1 && (words.at(-1) === 'name' || ROLES.get(words[0]!) === 'name');
  if (!isName || words.some((word) => NOBODY.has(word))) return undefined;
  return { role: 'name', confidence: CONTAINED };
}

function contained(plain: string): HeaderMeaning | undefined {
  const words = plain.split(' ');
  if (words.length < 2 || words.some((word) => QUALIFIERS.has(word) || NOBODY.has(word))) return undefined;
  // A word that names stands last when it is what is named: `vessel type` is no name.
  const phrase = PHRASES.find((candidate) =>
    NAMING.has(ROLES.get(candidate)!)
      ? plain.endsWith(` ${candidate}`)
      : ` ${plain} `.includes(` ${candidate} `),
  );
  if (phrase === undefined) return undefined;
  const party = words.map((word) => PARTIES.get(word)).find((found) => found !== undefined);
  return { role: ROLES.get(phrase)!, confidence: CONTAINED, ...(party !== undefined ? { party } : {}) };
}
