import type { Calendar } from '../../../entity/index.ts';
import type { EntityDraft } from '../../entity-draft.ts';
import { addIdentityDocument, type NumberKind } from '../../identity-document.ts';
import type { IssuePlace, ListDraft } from '../../list-draft.ts';
import { addPostalAddress } from '../../postal-address.ts';
import { childOf, childrenOf, textOf, type XmlElement } from '../../xml.ts';
import type { SecoPlace } from './list.ts';
import { addSecoName } from './name.ts';

/** Adds one identity of a target: names, dates, nationalities, places and papers that belong together. */
export function addIdentity(
  list: ListDraft,
  holder: EntityDraft,
  identity: XmlElement,
  places: ReadonlyMap<string, SecoPlace>,
  place: IssuePlace,
): void {
  const main = identity.attributes.main !== 'false';
  const person = holder.schema === 'Person';
  for (const name of childrenOf(identity, 'name')) addSecoName(list, holder, name, main, place);
  for (const date of childrenOf(identity, 'day-month-year')) addDate(list, holder, date, place);
  for (const nationality of childrenOf(identity, 'nationality')) {
    for (const country of childrenOf(nationality, 'country')) {
      const text = country.attributes['iso-code'] || country.text;
      const note = { element: 'nationality', ...weakQuality(nationality) };
      list.country(holder, person ? 'nationality' : 'country', text, note, place);
    }
  }
  for (const birth of childrenOf(identity, 'place-of-birth')) {
    const found = placeOf(list, birth, places, place);
    const element = 'place-of-birth';
    if (found === undefined) continue;
    const where = [found.location, found.area].filter((part) => part !== '').join(', ');
    holder.add(person ? 'birthPlace' : 'notes', where, { element });
    for (const variant of found.variants) {
      holder.add(person ? 'birthPlace' : 'notes', variant, { element, kind: 'spelling variant' });
    }
    list.country(holder, person ? 'birthCountry' : 'country', found.country, { element }, place);
  }
  for (const address of childrenOf(identity, 'address')) addAddress(list, holder, address, places, place);
  for (const document of childrenOf(identity, 'identification-document')) {
    addDocument(list, holder, document, places, place);
  }
}

function weakQuality(element: XmlElement): { quality?: 'weak' } {
  return element.attributes.quality === 'low' ? { quality: 'weak' } : {};
}

const CALENDARS: Readonly<Record<string, Calendar | undefined>> = {
  gregorian: undefined,
  islamic: 'islamic',
  hijri: 'islamic',
  persian: 'persian',
  buddhist: 'buddhist',
};

function addDate(list: ListDraft, holder: EntityDraft, element: XmlElement, place: IssuePlace): void {
  const { day, month, year, calendar = 'Gregorian' } = element.attributes;
  const parts = [year?.padStart(4, '0'), month?.padStart(2, '0'), day?.padStart(2, '0')];
  const unknown = parts.findIndex((part) => part === undefined || /^0+$/.test(part));
  const text = parts.slice(0, unknown === -1 ? 3 : unknown).join('-');
  const name = calendar.toLowerCase();
  const known = Object.hasOwn(CALENDARS, name);
  if (text === '' || !known) {
    list.issue('rejected', 'bad-date', `A date that cannot be read: ${parts.join('-')} (${calendar})`, place);
    holder.add('notes', `Date: ${parts.join('-')} (${calendar})`, { element: 'day-month-year' });
    return;
  }
  const used = CALENDARS[name];
  const note = {
    element: 'day-month-year',
    ...weakQuality(element),
    ...(used && { original: `${text} (${calendar})` }),
  };
  list.date(
    holder,
    DATE_PROPERTIES[holder.schema] ?? 'notes',
    text,
    note,
    place,
    used ? { calendar: used } : {},
  );
}

const DATE_PROPERTIES: Readonly<Record<string, string>> = {
  Person: 'birthDate',
  Organization: 'incorporationDate',
  Vessel: 'buildDate',
  Airplane: 'buildDate',
};

function placeOf(
  list: ListDraft,
  element: XmlElement,
  places: ReadonlyMap<string, SecoPlace>,
  place: IssuePlace,
): SecoPlace | undefined {
  const id = element.attributes['place-id'] ?? '';
  const found = places.get(id);
  if (found === undefined && id !== '') {
    list.issue('drift', 'unknown-place', `Place ${id} of <${element.name}> is not in the list`, place);
  }
  return found;
}

function addAddress(
  list: ListDraft,
  holder: EntityDraft,
  element: XmlElement,
  places: ReadonlyMap<string, SecoPlace>,
  place: IssuePlace,
): void {
  const where = placeOf(list, element, places, place);
  const careOf = textOf(element, 'c-o');
  addPostalAddress(
    list,
    holder,
    {
      streets: [careOf === '' ? '' : `c/o ${careOf}`, textOf(element, 'address-details')],
      postOfficeBox: textOf(element, 'p-o-box'),
      postalCode: textOf(element, 'zip-code'),
      city: where?.location ?? '',
      region: where?.area ?? '',
      country: where?.country ?? '',
      remarks: [textOf(element, 'remarks')].filter((remark) => remark !== ''),
      element: 'identity/address',
    },
    place,
  );
}

const DOCUMENT_KINDS: Readonly<Record<string, NumberKind>> = {
  passport: 'passport',
  'diplomatic-passport': 'passport',
  'service-passport': 'passport',
  'id-card': 'id',
  'identity-card': 'id',
  'driving-license': 'other',
  'driver-license': 'other',
  'residence-permit': 'other',
  visa: 'other',
  other: 'other',
};

function addDocument(
  list: ListDraft,
  holder: EntityDraft,
  element: XmlElement,
  places: ReadonlyMap<string, SecoPlace>,
  place: IssuePlace,
): void {
  const type = element.attributes['document-type'] ?? '';
  if (!Object.hasOwn(DOCUMENT_KINDS, type)) {
    list.issueOnce('drift', 'unknown-document-type', `Type of document "${type}" is not known`, place);
  }
  const issuer = childOf(element, 'issuer');
  const issuedAt = childOf(element, 'place-of-issue');
  const where = issuedAt === undefined ? undefined : placeOf(list, issuedAt, places, place);
  const country = issuer?.attributes['iso-code'] || issuer?.attributes.code || issuer?.text || where?.country;
  addIdentityDocument(
    list,
    holder,
    {
      kind: Object.hasOwn(DOCUMENT_KINDS, type) ? DOCUMENT_KINDS[type]! : 'other',
      number: textOf(element, 'number'),
      type,
      country,
      authority: where?.location,
      startDate: isoDay(textOf(element, 'date-of-issue')),
      endDate: isoDay(textOf(element, 'expiry-date')),
      remarks: [...childrenOf(element, 'remark'), ...childrenOf(element, 'remarks')].map(({ text }) => text),
      element: 'identification-document',
    },
    place,
  );
}

/** Dates of documents are ISO days, some with a time or zone behind. */
function isoDay(text: string): string | undefined {
  return /^\d{4}-\d\d-\d\d/.exec(text)?.[0];
}
