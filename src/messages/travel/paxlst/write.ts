import { alpha3Of } from '../../../entity/index.ts';
import { type Envelope, writeInterchange } from '../edifact/envelope.ts';
import { writeSegment } from '../edifact/write.ts';
import type { Leg, Manifest, ManifestVersion, Traveller } from '../manifest.ts';

const BEGINNINGS: Readonly<Record<ManifestVersion, readonly string[]>> = {
  'check-in': ['745'],
  full: ['745'],
  boarding: ['266', 'CLOB'],
  'not-boarded': ['266', 'CLNB'],
  changes: ['745', 'CP'],
  cancelled: ['745', 'XR'],
};
const CONTACTS = { phone: 'TE', mail: 'EM', fax: 'FX', other: 'ZZZ' } as const;
/** Letters of one component of a name (C080). */
const ROOM = 35;

/** A passenger list by the WCO/IATA/ICAO guide (PAXLST D.12B); crew, where all are. Names are cut where their room ends. */
export function writePaxlst(manifest: Manifest, envelope: Envelope): string {
  const { version, transaction, reportedBy, flights, travellers } = manifest;
  const isCrewList = travellers.length > 0 && travellers.every(({ role }) => role === 'crew');
  const [kind, ...identifier] = BEGINNINGS[version];
  const segments = [
    writeSegment('BGM', isCrewList && kind === '745' ? '250' : kind!, ...identifier),
    ...(transaction === undefined ? [] : [writeSegment('RFF', ['TN', transaction])]),
    ...(reportedBy === undefined
      ? []
      : [
          writeSegment('NAD', 'MS', '', '', reportedBy.name.slice(0, ROOM)),
          ...reportedBy.contacts.map(({ kind: how, value }) => writeSegment('COM', [value, CONTACTS[how]])),
        ]),
    ...flights.flatMap(legSegments),
    ...travellers.flatMap(travellerSegments),
    writeSegment('CNT', ['42', String(travellers.length)]),
  ];
  return writeInterchange(envelope, 'PAXLST', ['D', '12B', 'UN', 'IATA'], segments);
}

/** Which flight is over the border is not told: all have the places of one that is. */
function legSegments({
  carrier = '',
  number = '',
  departure = '',
  arrival = '',
  departs,
  arrives,
}: Leg): string[] {
  return [
    writeSegment('TDT', '20', `${carrier}${number}`, '', '', carrier),
    ...(departure === '' ? [] : [writeSegment('LOC', '125', departure)]),
    ...timeSegment('189', departs),
    ...(arrival === '' ? [] : [writeSegment('LOC', '87', arrival)]),
    ...timeSegment('232', arrives),
  ];
}

function timeSegment(meaning: string, time: string | undefined): string[] {
  const digits = time?.replace(/\D/g, '') ?? '';
  if (digits.length !== 8 && digits.length !== 12) return [];
  return [writeSegment('DTM', [meaning, digits.slice(2), digits.length === 12 ? '201' : '101'])];
}

function travellerSegments(traveller: Traveller): string[] {
  const [name] = traveller.names;
  const qualifier = traveller.role === 'crew' ? 'FM' : traveller.role === 'transit' ? 'DDU' : 'FL';
  const [given = '', ...more] = (name?.given ?? '').split(' ');
  const parts = [name?.surname ?? '', given, more.join(' ')].map((part) => part.slice(0, ROOM));
  const rff = (meaning: string, value: string | undefined) =>
    value === undefined ? [] : [writeSegment('RFF', [meaning, value])];
  const loc = (meaning: string, value: string | undefined) =>
    value === undefined ? [] : [writeSegment('LOC', meaning, value)];
  return [
    writeSegment('NAD', qualifier, '', '', parts),
    ...(traveller.sex === undefined ? [] : [writeSegment('ATT', '2', '', traveller.sex.value)]),
    ...dateSegment('329', traveller.birthDates[0]?.value),
    ...(traveller.isVerified === undefined
      ? []
      : [writeSegment('GEI', '4', traveller.isVerified ? '173' : 'ZZZ')]),
    ...traveller.bags.flatMap(({ tags, count }) =>
      tags.length > 0
        ? tags.map((tag) => writeSegment('FTX', 'BAG', '', '', [tag]))
        : count === undefined
          ? []
          : [writeSegment('MEA', 'CT', '', ['', String(count)])],
    ),
    ...loc('178', traveller.embarks?.value),
    ...loc('179', traveller.disembarks?.value),
    ...loc('174', printed(traveller.residence?.value)),
    ...traveller.contacts.map(({ kind, value }) => writeSegment('COM', [value, CONTACTS[kind]])),
    ...(traveller.role === 'crew' ? [writeSegment('EMP', '1', ['CR1', '110', '111'])] : []),
    ...traveller.nationalities.map(({ value }) => writeSegment('NAT', '2', printed(value)!)),
    ...rff('AVF', traveller.locators[0]?.locator),
    ...rff('ABO', traveller.reference),
    ...traveller.seats.flatMap(({ seat }) => rff('SEA', seat)),
    ...traveller.references.flatMap(({ value }) => {
      const found = /^(AEA|CR) (.+)$/.exec(value);
      return found === null ? [] : rff(found[1]!, found[2]);
    }),
    ...traveller.tickets.flatMap(({ value }) => rff('YZY', value)),
    ...traveller.documents.flatMap(({ type = '', number = '', expires, issuer }) => [
      writeSegment('DOC', [type, '110', '111'], number),
      ...dateSegment('36', expires),
      ...loc('91', printed(issuer)),
    ]),
  ];
}

/** Two digits of the year; a date that is known in part has zeros for the rest. */
function dateSegment(meaning: string, date: string | undefined): string[] {
  if (date === undefined) return [];
  const [year, month = '00', day = '00'] = date.split('-');
  return [writeSegment('DTM', [meaning, `${year!.slice(-2)}${month}${day}`])];
}

/** Three letters; what is no country of ISO 3166-1 stands as it was read. */
function printed(state: string | undefined): string | undefined {
  return state === undefined ? undefined : (alpha3Of(state) ?? state.toUpperCase());
}
