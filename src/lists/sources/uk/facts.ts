import { parseCountry, type ValueNote } from '../../../entity/index.ts';
import { type EntityDraft, singleSpaced, stableKey } from '../../entity-draft.ts';
import type { IssuePlace, ListDraft } from '../../list-draft.ts';
import { parseUkDay } from './day.ts';

/** Both UK lists: what kind of entity a designation is. */
export function ukSchema(list: ListDraft, text: string, place: IssuePlace): string {
  if (/^individual$/i.test(text)) return 'Person';
  if (/^entity$/i.test(text)) return 'Organization';
  if (/^ship$/i.test(text)) return 'Vessel';
  list.issueOnce('drift', 'unknown-group-type', `Type of designation "${text}" is not known`, place);
  return 'LegalEntity';
}

/** A name in the six columns of both UK lists: `parts` are Name 1 to Name 6, the last being the family name. */
export interface UkName {
  readonly parts: readonly string[];
  readonly type: string;
  readonly strength: string;
  readonly element: string;
}

const NAME_TYPES: readonly (readonly [type: RegExp, property: string, kind?: string])[] = [
  [/^prim(e|ary) (name|alias)$/i, 'name'],
  [/^prim(e|ary) name variation$/i, 'alias', 'primary name variation'],
  [/^(alias|a\.?k\.?a\.?)$/i, 'alias'],
  [/^f\.?k\.?a\.?$|^former(ly)?\b/i, 'previousName', 'former'],
];

/** Adds a name by its type and quality; only a name that is not weak gives first and family name. */
export function addUkName(list: ListDraft, holder: EntityDraft, name: UkName, place: IssuePlace): void {
  const given = name.parts.slice(0, 5).map(singleSpaced);
  const family = singleSpaced(name.parts[5] ?? '');
  const whole = [...given, family].filter((part) => part !== '').join(' ');
  if (whole === '') return;
  const known = NAME_TYPES.find(([type]) => type.test(name.type.trim()));
  if (known === undefined) {
    list.issueOnce('drift', 'unknown-name-type', `Type of name "${name.type}" is not known`, place);
  }
  const [, property, kind] = known ?? [undefined, 'alias', name.type];
  const weak = /\b(low|weak)\b/i.test(name.strength);
  const quality = weak
    ? ('weak' as const)
    : /\b(good|strong)\b/i.test(name.strength)
      ? ('strong' as const)
      : property === 'name'
        ? ('primary' as const)
        : undefined;
  const note: ValueNote = { element: name.element, ...(quality && { quality }), ...(kind && { kind }) };
  holder.add(weak && property === 'alias' ? 'weakAlias' : property, whole, note);
  if (holder.schema !== 'Person' || weak || family === '') return;
  const [first, second, ...rest] = given.filter((part) => part !== '');
  holder.add('firstName', first, note);
  holder.add('secondName', second, note);
  holder.add('middleName', rest.join(' '), note);
  holder.add('lastName', family, note);
}

/** Languages of the column "Non-Latin script language", as ISO 639-1. */
const LANGUAGES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    arabic: 'ar',
    belarusian: 'be',
    bosnian: 'bs',
    burmese: 'my',
    chinese: 'zh',
    dari: 'prs',
    farsi: 'fa',
    georgian: 'ka',
    hebrew: 'he',
    japanese: 'ja',
    korean: 'ko',
    pashto: 'ps',
    persian: 'fa',
    russian: 'ru',
    serbian: 'sr',
    ukrainian: 'uk',
    urdu: 'ur',
  }),
);

/** Adds a name in its original script. */
export function addOriginalScript(
  holder: EntityDraft,
  name: string,
  scriptType: string,
  language: string,
  element: string,
): void {
  const lang = LANGUAGES.get(language.trim().toLowerCase());
  const script = [scriptType, language].filter((part) => part.trim() !== '').join(', ');
  holder.add('alias', name, {
    element,
    kind: script === '' ? 'original script' : `original script (${script})`,
    ...(lang && { lang }),
  });
}

/** Adds a date of birth (or of founding); one that cannot be read is reported and kept among the notes. */
export function addUkBirthDate(
  list: ListDraft,
  holder: EntityDraft,
  text: string,
  element: string,
  place: IssuePlace,
): void {
  const trimmed = text.trim();
  if (trimmed === '') return;
  const date = parseUkDay(trimmed);
  const property =
    holder.schema === 'Person' ? 'birthDate' : holder.schema === 'Vessel' ? 'buildDate' : 'incorporationDate';
  if (date === undefined) list.date(holder, property, trimmed, { element }, place, { dayFirst: true });
  else holder.add(property, date, date === trimmed ? { element } : { element, original: trimmed });
}

/** Adds towns and countries of birth that belong together. */
export function addUkBirthPlace(
  list: ListDraft,
  holder: EntityDraft,
  town: string,
  country: string,
  element: string,
  place: IssuePlace,
): void {
  const person = holder.schema === 'Person';
  holder.add(person ? 'birthPlace' : 'notes', town, { element });
  if (person) list.country(holder, 'birthCountry', country, { element }, place);
  else holder.add('notes', country, { element });
}

/** `Afghan national identification card`, `Italian Fiscal Code`: the words before the kind of paper. */
const ISSUER =
  /^(?:false |counterfeit )?(.+?)\s+(?:diplomatic|ordinary|provisional|national|foreign|official|service|passport|number|identity|identification|id|ni|civil|fiscal|social|travel|issued)\b/i;
const BRACKETED = /\(([^()]+)\)/g;

/** The country that a remark such as `Afghan passport number …` or `M110522 (Indian)` names as issuer. */
export function issuerIn(details: string): string | undefined {
  const texts = [details, ...[...details.matchAll(BRACKETED)].map((match) => match[1]!)];
  for (const text of texts) {
    const candidates = [ISSUER.exec(text)?.[1], text === details ? undefined : text];
    for (const candidate of candidates) {
      const plain = candidate?.replace(/\b(diplomatic|false|passport|national|citizen)\b/gi, '').trim();
      if (plain && parseCountry(plain) !== undefined) return plain;
    }
  }
  return undefined;
}

/** Longer than this it is no name but an enumeration without clear separators. */
const LONGEST_NAME = 200;

/**
 * Names an organisation the list only mentions, and links it to the holder by `role`. Several are separated by
 * semicolons.
 */
export function addMentioned(
  list: ListDraft,
  holder: EntityDraft,
  name: string,
  role: string,
  element: string,
): void {
  const [first = '', ...others] = name.split(';');
  for (const other of others) addMentioned(list, holder, other, role, element);
  const whole = singleSpaced(first).replace(/^[\s.,]+|[\s,]+$/g, '');
  if (whole === '') return;
  if (whole.length > LONGEST_NAME) {
    holder.add('notes', `${role}: ${whole}`, { element });
    return;
  }
  const key = stableKey(whole);
  const other = list.linked(`${holder.id}-named-${key}`, 'LegalEntity');
  other.add('name', whole, { element });
  const link = list.linked(`${holder.id}-link-${stableKey(role, whole)}`, 'UnknownLink');
  link.add('subject', holder.id, { element });
  link.add('object', other.id, { element });
  link.add('role', role, { element });
}
