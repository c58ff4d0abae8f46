import type { CarriedName, Subject } from '../../entity/index.ts';
import type { Booking, Manifest, Place, TravelDocument, Traveller, TravellerName } from './manifest.ts';

/** Somebody whom a manifest names, as a subject, and what they are in it. */
export interface ManifestSubject {
  readonly subject: Subject;
  /** Contacts and payers are screened as well where they are somebody else. */
  readonly as: 'traveller' | 'contact' | 'payer';
  /** Position of the traveller in the manifest; none for who stands in the booking alone. */
  readonly traveller?: number;
  readonly booking?: number;
}

/** One subject for each traveller, in the order of the manifest, then those whom bookings name beside them. */
export function subjectsOfManifest(manifest: Manifest, document: string): ManifestSubject[] {
  const { travellers, bookings, format } = manifest;
  const subjects: ManifestSubject[] = travellers.map((traveller, position) => ({
    subject: subjectOf(traveller, document, format),
    as: 'traveller',
    traveller: position,
    ...(traveller.booking === undefined ? {} : { booking: traveller.booking }),
  }));
  bookings.forEach((booking, position) => {
    subjects.push(...others(booking, position, manifest, document));
  });
  return subjects;
}

function subjectOf(traveller: Traveller, document: string, format: string): Subject {
  const { names, birthDates, sex, nationalities, residence, documents, birthPlace, contacts } = traveller;
  const [first] = names;
  const main = first === undefined ? undefined : fullName(first);
  const aliases = new Set(names.flatMap((name) => [fullName(name), ...readingsOf(name, names)]));
  aliases.delete(main ?? '');
  const isWhole = first?.readings.some(
    ({ surname }) => surname !== first.surname && !surname.startsWith(first.surname),
  );
  const properties: Record<string, readonly string[]> = {
    name: main === undefined ? [] : [main],
    // A name in one piece does not tell which of its words is which.
    lastName: isWhole || first === undefined || first.surname === '' ? [] : [first.surname],
    firstName: isWhole || first === undefined || first.given === '' ? [] : [first.given],
    alias: [...aliases],
    birthDate: birthDates.map(({ value }) => value),
    birthPlace: birthPlace === undefined ? [] : [birthPlace.value],
    gender: sex?.value === 'M' ? ['male'] : sex?.value === 'F' ? ['female'] : [],
    nationality: nationalities.map(({ value }) => value).filter(isCountry),
    country: residence === undefined || !isCountry(residence.value) ? [] : [residence.value],
    ...numbersOf(documents),
    email: contacts.filter(({ kind }) => kind === 'mail').map(({ value }) => value),
    phone: contacts.filter(({ kind }) => kind === 'phone').map(({ value }) => value),
  };
  return subject(
    properties,
    first?.place ?? birthDates[0]?.place ?? documents[0]?.place,
    document,
    format,
    carriedOf(traveller),
    traveller.reference,
  );
}

/** A title that another place leaves off the same name was one: there is no doubt left to screen. */
function readingsOf(name: TravellerName, names: readonly TravellerName[]): string[] {
  const isSettled = names.some(
    (each) => each !== name && each.surname === name.surname && `${each.given} `.startsWith(`${name.given} `),
  );
  return isSettled && name.given !== '' ? [] : name.readings.map(fullName);
}

/** As the engine reads names: given names, then the surname; a name that may be cut as it is written. */
function fullName({ surname, given }: Pick<TravellerName, 'surname' | 'given'>): string {
  return [given, surname].filter((part) => part !== '').join(' ');
}

function carriedOf({ names, capture }: Traveller): CarriedName | undefined {
  const isCut = names.some(({ mayBeCut }) => mayBeCut);
  return isCut || capture === 'manual'
    ? { ...(isCut ? { truncated: true } : {}), ...(capture === 'manual' ? { capture } : {}) }
    : undefined;
}

function numbersOf(documents: readonly TravelDocument[]): Record<string, string[]> {
  const numbers: Record<string, string[]> = {};
  for (const { type = '', number } of documents) {
    if (number === undefined) continue;
    // Where no type is told it is a passport that crosses a border.
    const property = /^(?:P|$)/.test(type) ? 'passportNumber' : 'idNumber';
    numbers[property] = [...new Set([...(numbers[property] ?? []), number])];
  }
  return numbers;
}

/** Alpha-2 as FtM writes it; what Doc 9303 has beside countries (stateless persons, refugees) is none. */
function isCountry(state: string): boolean {
  return /^[a-z]{2}/.test(state);
}

function others(
  { payments, contacts }: Booking,
  position: number,
  { travellers, format }: Manifest,
  document: string,
): ManifestSubject[] {
  const own = travellers.filter(({ booking }) => booking === position);
  const known = new Set(
    own.flatMap(({ names }) =>
      names.flatMap((name) => [
        wordsOf(fullName(name)),
        ...name.readings.map((each) => wordsOf(fullName(each))),
      ]),
    ),
  );
  const found: ManifestSubject[] = [];
  const add = (
    name: string,
    as: 'contact' | 'payer',
    place: Place,
    more: Record<string, readonly string[]>,
  ) => {
    const words = wordsOf(name);
    if (words === '' || known.has(words)) return;
    known.add(words);
    found.push({
      subject: subject({ name: [name], ...more }, place, document, format),
      as,
      booking: position,
    });
  };
  for (const { payer, place } of [...payments, ...own.flatMap((each) => each.payments)]) {
    if (payer !== undefined)
      add(payer.name, 'payer', place, payer.phone === undefined ? {} : { phone: [payer.phone] });
  }
  for (const { name, value, kind, place } of [...contacts, ...own.flatMap((each) => each.contacts)]) {
    if (name !== undefined)
      add(
        name,
        'contact',
        place,
        kind === 'phone' ? { phone: [value] } : kind === 'mail' ? { email: [value] } : {},
      );
  }
  return found;
}

/** Words in one order, by which a name is the same name. */
function wordsOf(name: string): string {
  return (name.toUpperCase().match(/\p{L}+/gu) ?? []).sort().join(' ');
}

function subject(
  properties: Record<string, readonly string[]>,
  place: Place | undefined,
  document: string,
  format: string,
  carried?: CarriedName,
  id?: string,
): Subject {
  return {
    ...(id === undefined ? {} : { id }),
    schema: 'Person',
    properties: Object.fromEntries(Object.entries(properties).filter(([, values]) => values.length > 0)),
    origin: {
      document,
      format,
      ...(place === undefined ? {} : { line: place.line, path: place.path, span: place.span }),
    },
    ...(carried === undefined ? {} : { carried }),
  };
}
