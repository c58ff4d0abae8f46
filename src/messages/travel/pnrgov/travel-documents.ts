import { addFacts, addNew, type Gathering, sexOf, type TravellerDraft } from '../common/draft.ts';
import { canBeSame, hasCommonWord, travellerName } from '../common/traveller-name.ts';
import type { Address, Place, TravelDocument, TravellerName } from '../manifest.ts';
import type { People } from './people.ts';

/** A service request that tells of a traveller or a document. */
export interface PersonService {
  readonly code: string;
  readonly text: string;
  /** The traveller it names by reference; empty where none. */
  readonly reference: string;
  /** Whose segments it stands among. */
  readonly among: TravellerDraft | undefined;
  /** It was taken out of the booking. */
  readonly isFormer: boolean;
  readonly place: Place;
}

/** Positions in DOCS, parted by slashes (IATA AIRIMP, PADIS PNRGOV guide). */
const DOCS = {
  type: 1,
  issuer: 2,
  number: 3,
  nationality: 4,
  birth: 5,
  sex: 6,
  expiry: 7,
  surname: 8,
  given: 9,
} as const;
const SEX = /^(?:M|F|X|U|MI|FI|UI)$/;
/** What one traveller of a group of services may be asked by, in this order: who is named first. */
const ORDER = ['DOCS', 'DOCV', 'PSPT', 'INFT', 'DOCO', 'DOCA', 'FOID', 'CHLD'];

/**
 * Gives each document its traveller, when all travellers of the booking are known: by name where a reference is missing
 * or speaks of the infant's parent. A document that names somebody who is not listed adds that person.
 */
export function settleServices(
  services: readonly PersonService[],
  people: People,
  gathering: Gathering,
): void {
  const sorted = services
    .map((service, i) => [ORDER.indexOf(service.code), i, service] as const)
    .sort(([a, i], [b, j]) => a - b || i - j);
  for (const [, , service] of sorted) {
    switch (service.code) {
      case 'DOCS':
      case 'DOCV':
        docs(service, people, gathering);
        break;
      case 'PSPT':
        docs({ ...service, text: pspt(service.text) }, people, gathering);
        break;
      case 'INFT':
        infant(service, people, gathering);
        break;
      case 'DOCO':
        doco(service, people, gathering);
        break;
      case 'DOCA':
        doca(service, people, gathering);
        break;
      case 'FOID':
        foid(service, people);
        break;
      case 'CHLD': {
        const traveller = referred(service, people);
        const date = /\d{2}[A-Z]{3}\d{2,4}/.exec(service.text)?.[0];
        if (traveller !== undefined && date !== undefined) {
          addFacts(traveller, { birthDates: gathering.birthDates(date, service.place) });
        }
        break;
      }
      default:
    }
  }
}

function docs(service: PersonService, people: People, gathering: Gathering): void {
  const { place } = service;
  const parts = aligned(
    service.text.split('/').map((part) => part.trim()),
    gathering,
    place,
  );
  const at = (position: number) => parts[position] ?? '';
  const { sex, isInfant } = sexOf(at(DOCS.sex));
  const given = parts.slice(DOCS.given).filter((part) => part !== '' && part !== 'H');
  const traveller = travellerOf(service, at(DOCS.surname), given, isInfant, people, gathering);
  const issuer = gathering.state(at(DOCS.issuer), place);
  const expires = gathering.date(at(DOCS.expiry), place);
  const nationality = gathering.state(at(DOCS.nationality), place);
  const [type, number] = [at(DOCS.type), at(DOCS.number)];
  addFacts(traveller, {
    birthDates: gathering.birthDates(at(DOCS.birth), place),
    nationality: nationality === undefined ? undefined : { value: nationality, place },
  });
  if (sex !== undefined) traveller.sex ??= { value: sex, place };
  // An incomplete one still tells who travels; it is a document where it tells of one.
  if (type === '' && number === '' && issuer === undefined && expires === undefined) return;
  const document: TravelDocument = {
    ...(type === '' ? {} : { type }),
    ...(number === '' ? {} : { number }),
    ...(issuer === undefined ? {} : { issuer }),
    ...(expires === undefined ? {} : { expires }),
    ...(service.isFormer ? { isFormer: true } : {}),
    place,
  };
  addNew(
    traveller.documents,
    document,
    (each) => `${each.type}/${each.number}/${each.issuer}/${each.expires}/${each.isFormer}`,
  );
}

/** The sex stands behind the date of birth: where a slash is missing or too much, all is moved by it. */
function aligned(parts: readonly string[], gathering: Gathering, place: Place): readonly string[] {
  const isRight = (position: number) =>
    SEX.test(parts[position] ?? '') && /^\d{2}[A-Z]{3}\d{2,4}$/.test(parts[position - 1] ?? '');
  if (parts.length <= DOCS.sex || isRight(DOCS.sex)) return parts;
  const found = parts.findIndex((_, position) => isRight(position));
  if (found < 0) return parts;
  gathering.tell('travel/misplaced', 'The parts of a document are not where they belong', place);
  const moved = DOCS.sex - found;
  return moved > 0 ? [...Array<string>(moved).fill(''), ...parts] : parts.slice(-moved);
}

function travellerOf(
  service: PersonService,
  surname: string,
  given: readonly string[],
  isInfant: boolean,
  people: People,
  gathering: Gathering,
): TravellerDraft {
  const { place } = service;
  const asked = referred(service, people);
  const family = asked?.names[0]?.surname ?? '';
  if (family.includes('/') && [surname, ...given].join('/').startsWith(`${family}/`)) {
    // A surname that holds the sign which parts names.
    const more = family.split('/').length - 1;
    return travellerOf(
      { ...service, among: asked },
      family.replaceAll('/', ' '),
      given.slice(more),
      isInfant,
      people,
      gathering,
    );
  }
  const plain = travellerName({ surname, given, place });
  const found = namedBy(asked, plain, isInfant, service, people, gathering);
  const name = travellerName({ surname, given, place, known: found.names });
  if (name !== undefined && !found.names.some((each) => each.written === name.written || isAlike(each, name)))
    found.names.push(name);
  if (isInfant) found.role = 'infant';
  return found;
}

function namedBy(
  asked: TravellerDraft | undefined,
  name: TravellerName | undefined,
  isInfant: boolean,
  service: PersonService,
  people: People,
  gathering: Gathering,
): TravellerDraft {
  const { place } = service;
  if (name === undefined) {
    if (asked !== undefined) return asked;
    gathering.tell('travel/unlisted', 'A document is nobody’s', place);
    return people.add(undefined, 'passenger');
  }
  const isSame = (traveller: TravellerDraft) =>
    traveller.names.length === 0 || traveller.names.some((each) => canBeSame(each, name));
  // An infant's document stands under its parent's reference.
  if (
    asked !== undefined &&
    isSame(asked) &&
    !(isInfant && asked.role !== 'infant' && people.byName(name) !== asked)
  )
    return asked;
  const byName = people.byName(name);
  if (byName !== undefined) return byName;
  if (isInfant) return people.add(name, 'infant');
  if (
    asked !== undefined &&
    (service.reference !== '' || asked.names.some((each) => hasCommonWord(each, name)))
  ) {
    gathering.tell(
      'travel/name-differs',
      'A document names its traveller otherwise than the booking does',
      place,
    );
    return asked;
  }
  gathering.tell(
    'travel/unlisted',
    'A document names somebody whom the list of the booking does not hold',
    place,
  );
  return people.add(name, 'passenger');
}

/** The same name in letters, blanks aside: nothing new. */
function isAlike(one: TravellerName, other: TravellerName): boolean {
  return one.surname === other.surname && one.given === other.given;
}

function referred({ reference, among }: PersonService, people: People): TravellerDraft | undefined {
  return (
    people.byReference(reference) ??
    among ??
    (people.travellers.length === 1 ? people.travellers[0] : undefined)
  );
}

/** `SURNAME/GIVEN 15APR12` or `SURNAME/GIVEN/15APR12`. */
function infant(service: PersonService, people: People, gathering: Gathering): void {
  const { text, place } = service;
  const found = /^\W*([^/]+)\/(.+?)(?:[\s/]+(\d{2}[A-Z]{3}\d{2,4}))?\W*$/.exec(text.trim());
  const name =
    found === null ? undefined : travellerName({ surname: found[1]!, given: found[2]!.split('/'), place });
  if (name === undefined) return;
  const traveller = people.byName(name) ?? people.add(name, 'infant');
  traveller.role = 'infant';
  if (found![3] !== undefined) addFacts(traveller, { birthDates: gathering.birthDates(found![3], place) });
}

/** `place of birth/type/number/place of issue/date of issue/country for which it is good`: a visa, or a redress number. */
function doco(service: PersonService, people: People, gathering: Gathering): void {
  const traveller = referred(service, people);
  const { place } = service;
  if (traveller === undefined) {
    gathering.tell('travel/unlisted', 'A document is nobody’s', place);
    return;
  }
  const [birthPlace = '', type = '', number = '', , issued = '', country = ''] = service.text
    .split('/')
    .map((part) => part.trim());
  if (birthPlace !== '') traveller.birthPlace ??= { value: birthPlace, place };
  if (type === '' && number === '') return;
  const issuer = gathering.state(country, place);
  const date = gathering.date(issued, place);
  traveller.documents.push({
    ...(type === '' ? {} : { type }),
    ...(number === '' ? {} : { number }),
    ...(issuer === undefined ? {} : { issuer }),
    ...(date === undefined ? {} : { issued: date }),
    ...(service.isFormer ? { isFormer: true } : {}),
    place,
  });
}

/** `/D/AUS/13 SHORE AVENUE/BROADBEACH/QLD/4215`; R is where the traveller lives, D where they go. */
function doca(service: PersonService, people: People, gathering: Gathering): void {
  const traveller = referred(service, people);
  const { place } = service;
  if (traveller === undefined) {
    gathering.tell('travel/unlisted', 'An address is nobody’s', place);
    return;
  }
  const parts = service.text.split('/').map((part) => part.trim());
  const from = parts.findIndex((part) => part === 'D' || part === 'R');
  const [use, country = '', street = '', city = '', region = '', postalCode = ''] = parts.slice(
    Math.max(0, from),
  );
  const state = gathering.state(country, place);
  const given = Object.entries({ street, city, region, postalCode, country: state ?? '' }).filter(
    ([, value]) => value !== '',
  );
  const address: Address = {
    ...Object.fromEntries(given),
    ...(use === 'D' ? { use: 'destination' } : use === 'R' ? { use: 'residence' } : {}),
    place,
  };
  addNew(traveller.addresses, address, ({ place: _, ...told }) => JSON.stringify(told));
}

const FORMS: Readonly<Record<string, string>> = { PP: 'P', NI: 'I', ID: 'I', DL: 'DL' };

/** `PP123456`, `NI…`: a document shown for identification. Cards and frequent flyers' numbers are none. */
function foid(service: PersonService, people: People): void {
  const found = /^([A-Z]{2})([A-Z0-9 -]{4,})/.exec(service.text.trim());
  const type = found === null ? undefined : FORMS[found[1]!];
  const traveller = referred(service, people);
  if (type === undefined || traveller === undefined) return;
  const number = found![2]!.replace(/[\s-]/g, '');
  addNew(traveller.documents, { type, number, place: service.place }, (each) => each.number);
}

/** `1234567/US/30JUN73/SMITH/JOHN/M`, the older request for a passport, in the order of DOCS. */
function pspt(text: string): string {
  const [number = '', issuer = '', birth = '', surname = '', given = '', sex = ''] = text.split('/');
  return `/P/${issuer}/${number}//${birth}/${sex}//${surname}/${given}`;
}
