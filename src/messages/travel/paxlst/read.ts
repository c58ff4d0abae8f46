import { momentOf } from '../common/dates.ts';
import { addFacts, Gathering, placeOf, sexOf, TravellerDraft } from '../common/draft.ts';
import { envelopeOf } from '../common/message.ts';
import { nameInOnePiece, travellerName } from '../common/traveller-name.ts';
import { partGlued } from '../edifact/glued.ts';
import type { EdifactMessage } from '../edifact/read.ts';
import { type Segment, valueAt } from '../edifact/segments.ts';
import type {
  Contact,
  Leg,
  Manifest,
  ManifestOptions,
  ManifestVersion,
  Role,
  TravelDocument,
  TravellerName,
} from '../manifest.ts';
import codes from './codes.data.json' with { type: 'json' };
import { PAXLST_SHAPES } from './shapes.ts';

/** Letters of one component of C080. */
const ROOM = 35;
/** Segments of the travellers' group that come once for each: a second one is the next traveller's, whose NAD is missing. */
const ONCE: Readonly<Record<string, RegExp>> = { ATT: /^2$/, DTM: /^329$/ };

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Reads a passenger or crew list (WCO/IATA/ICAO PAXLST from D.02B on, US form, and the WCO form for other carriers):
 * travellers whose NAD is missing are read without a name, glued segments are parted, counts are checked.
 */
export function readPaxlst(message: EdifactMessage, options: ManifestOptions): Manifest {
  const { asOf, ...envelope } = envelopeOf(message, options);
  const reader = new PaxlstReader(asOf);
  reader.gathering.issues.push(...message.issues);
  const segments = partGlued(message.segments, PAXLST_SHAPES, (issue) => reader.gathering.issues.push(issue));
  for (const segment of segments) reader.take(segment);
  reader.end(message.segments.at(-1)?.line ?? 1);
  const { gathering, carrier } = reader;
  return {
    kind: 'passenger-list',
    ...envelope,
    ...(reader.transaction === undefined ? {} : { transaction: reader.transaction }),
    ...(carrier === undefined ? {} : { carrier }),
    version: reader.version,
    flights: reader.flights,
    bookings: [],
    travellers: reader.travellers,
    ...(reader.reportedBy === undefined ? {} : { reportedBy: reader.reportedBy }),
    ...(reader.stated === undefined ? {} : { stated: reader.stated }),
    issues: gathering.issues,
    dropped: gathering.dropped,
  };
}

class PaxlstReader {
  readonly gathering: Gathering;
  readonly flights: Mutable<Leg>[] = [];
  readonly travellers: TravellerDraft[] = [];
  version: ManifestVersion = 'check-in';
  transaction?: string;
  carrier?: string;
  stated?: number;
  reportedBy?: { name: string; contacts: Contact[] };
  private traveller: TravellerDraft | undefined;
  private document: Mutable<TravelDocument> | undefined;
  private readonly once = new Set<string>();
  private defaultRole: Role = 'passenger';
  private stage: { carrier: string; number: string } = { carrier: '', number: '' };
  /** Which time of the flight a DTM without its own meaning belongs to. */
  private place: 'departure' | 'arrival' | undefined;

  constructor(asOf: number) {
    this.gathering = new Gathering(asOf);
  }

  take(segment: Segment): void {
    switch (segment.tag) {
      case 'BGM':
        this.beginning(segment);
        break;
      case 'NAD':
        this.party(segment);
        break;
      case 'TDT':
        this.transport(segment);
        break;
      case 'CNT':
        if (/^4[123]$/.test(valueAt(segment, 0)))
          this.stated = (this.stated ?? 0) + (Number.parseInt(valueAt(segment, 0, 1), 10) || 0);
        this.traveller = undefined;
        break;
      case 'RFF':
        if (this.traveller === undefined) {
          if (valueAt(segment, 0) === 'TN') this.transaction = valueAt(segment, 0, 1);
        } else this.reference(segment, this.traveller);
        break;
      case 'COM':
        this.communication(segment);
        break;
      case 'ERP':
      case 'ERC':
        break;
      default:
        if (this.traveller !== undefined || this.isTravellers(segment)) this.fact(segment);
        else this.ofFlight(segment);
    }
  }

  end(line: number): void {
    if (this.stated !== undefined && this.stated !== this.travellers.length) {
      const message = `CNT counts ${this.stated} travellers, there are ${this.travellers.length}`;
      const isMissing = this.stated > this.travellers.length;
      this.gathering.tell(isMissing ? 'travel/missing-travellers' : 'travel/wrong-count', message, { line });
    }
  }

  private beginning(segment: Segment): void {
    const [kind, identifier] = [valueAt(segment, 0), valueAt(segment, 1)];
    const versions: Readonly<Record<string, string>> = codes.versions;
    this.version = (versions[identifier] ?? versions[kind] ?? 'check-in') as ManifestVersion;
    if (kind === '250' || kind === '336') this.defaultRole = 'crew';
  }

  private party(segment: Segment): void {
    const qualifier = valueAt(segment, 0);
    this.document = undefined;
    const roles: Readonly<Record<string, string>> = codes.roles;
    const role = roles[qualifier] as Role | undefined;
    if (qualifier === 'MS') {
      this.traveller = undefined;
      const name = [...(segment.elements[3] ?? []), ...(segment.elements[2] ?? [])]
        .filter((part) => part.trim() !== '')
        .join(' ');
      this.reportedBy = { name, contacts: [] };
      return;
    }
    if (role === undefined) {
      this.traveller = undefined;
      this.gathering.tell(
        'travel/unknown-party',
        'A NAD is none of passenger, crew and reporting party; it is read as a traveller',
        segment,
      );
    }
    this.begin(role === 'passenger' || role === undefined ? this.defaultRole : role, nameOf(segment));
    const { traveller } = this;
    if (traveller!.names.length === 0)
      this.gathering.tell('travel/no-name', 'A traveller has no name', segment);
    const country = this.gathering.state(valueAt(segment, 8), placeOf(segment));
    const address = {
      street: (segment.elements[4] ?? []).join(' ').trim(),
      city: valueAt(segment, 5),
      region: valueAt(segment, 6),
      postalCode: valueAt(segment, 7),
      country: country ?? '',
    };
    const given = Object.entries(address).filter(([, value]) => value !== '');
    if (given.length > 0)
      traveller!.addresses.push({ ...Object.fromEntries(given), place: placeOf(segment) });
  }

  private begin(role: Role, name: TravellerName | undefined): void {
    this.traveller = new TravellerDraft();
    this.traveller.role = role;
    if (name !== undefined) this.traveller.names.push(name);
    this.travellers.push(this.traveller);
    this.once.clear();
  }

  private transport(segment: Segment): void {
    this.traveller = undefined;
    this.place = undefined;
    const flight = /^([A-Z0-9]{2}|[A-Z]{3})?0*(\d{1,4}[A-Z]?)$/.exec(valueAt(segment, 1));
    const carrier = valueAt(segment, 4) || (flight?.[1] ?? '');
    this.stage = { carrier, number: flight?.[2] ?? valueAt(segment, 1) };
    if (this.carrier === undefined && carrier !== '') this.carrier = carrier;
    // Until its places come the leg stands as it is told here.
    this.flights.push(this.leg(segment));
  }

  private leg(segment: Segment): Mutable<Leg> {
    const { carrier, number } = this.stage;
    return {
      ...(carrier === '' ? {} : { carrier }),
      ...(number === '' ? {} : { number }),
      place: placeOf(segment),
    };
  }

  /** LOC+125 and 87 are the legs over the border, LOC+92 the others: each time a place to leave and one to come to. */
  private ofFlight(segment: Segment): void {
    if (segment.tag === 'LOC') {
      const [meaning, airport] = [valueAt(segment, 0), valueAt(segment, 1)];
      if (meaning !== '125' && meaning !== '87' && meaning !== '92') return;
      let leg = this.flights.at(-1);
      const isArrival =
        meaning === '87' || (meaning === '92' && leg?.departure !== undefined && leg.arrival === undefined);
      if (leg === undefined || (isArrival ? leg.arrival : leg.departure) !== undefined) {
        leg = this.leg(segment);
        this.flights.push(leg);
      }
      this.place = isArrival ? 'arrival' : 'departure';
      leg[this.place] = airport;
    } else if (segment.tag === 'DTM') {
      const moment = momentOf(
        valueAt(segment, 0, 1) + (/^\d{4}$/.test(valueAt(segment, 0, 2)) ? valueAt(segment, 0, 2) : ''),
        this.gathering.asOf,
      );
      const leg = this.flights.at(-1);
      if (moment === undefined)
        this.gathering.tell('travel/bad-date', 'A time of the flight is none', segment);
      else if (leg !== undefined) {
        const meaning = valueAt(segment, 0);
        const departs =
          /^(?:189|133|186)$/.test(meaning) ||
          (!/^(?:232|132|178)$/.test(meaning) && this.place !== 'arrival');
        leg[departs ? 'departs' : 'arrives'] = moment;
      }
    }
  }

  /** Whether a segment without its NAD can only be a traveller's. */
  private isTravellers(segment: Segment): boolean {
    const first = valueAt(segment, 0);
    const is =
      ONCE[segment.tag]?.test(first) ??
      (segment.tag === 'DOC' ||
        segment.tag === 'NAT' ||
        (segment.tag === 'LOC' && /^(?:22|174|178|179|180)$/.test(first)));
    return is && this.flights.length > 0;
  }

  private fact(segment: Segment): void {
    const { gathering } = this;
    const first = valueAt(segment, 0);
    const isOnce = ONCE[segment.tag]?.test(first) === true;
    if (this.traveller === undefined || (isOnce && this.once.has(segment.tag))) {
      gathering.tell(
        'travel/no-name',
        `A ${segment.tag} belongs to a traveller whose NAD is missing`,
        segment,
      );
      this.document = undefined;
      this.begin(this.defaultRole, undefined);
    }
    if (isOnce) this.once.add(segment.tag);
    const traveller = this.traveller!;
    const place = placeOf(segment);
    switch (segment.tag) {
      case 'ATT': {
        const { sex } = sexOf(valueAt(segment, 2));
        if (first === '2' && sex !== undefined) traveller.sex = { value: sex, place };
        break;
      }
      case 'DTM':
        this.date(segment, traveller);
        break;
      case 'LOC':
        this.location(segment, traveller);
        break;
      case 'NAT': {
        const state = gathering.state(valueAt(segment, 1), place);
        if (state !== undefined) addFacts(traveller, { nationality: { value: state, place } });
        break;
      }
      case 'EMP':
        traveller.role = 'crew';
        break;
      case 'GEI': {
        const verified: Readonly<Record<string, boolean>> = codes.verified;
        const is = verified[valueAt(segment, 1)];
        if (is !== undefined && this.document === undefined) traveller.isVerified = is;
        break;
      }
      case 'MEA':
        bags(segment, traveller);
        break;
      case 'FTX':
        this.text(segment, traveller);
        break;
      case 'DOC':
        this.document = {
          ...(first === '' ? {} : { type: first }),
          ...(valueAt(segment, 1) === '' ? {} : { number: valueAt(segment, 1) }),
          place,
        };
        traveller.documents.push(this.document);
        break;
      default:
    }
  }

  private date(segment: Segment, traveller: TravellerDraft): void {
    const [meaning, text] = [valueAt(segment, 0), valueAt(segment, 0, 1)];
    const place = placeOf(segment);
    if (meaning === '329') addFacts(traveller, { birthDates: this.gathering.birthDates(text, place) });
    else if (this.document !== undefined && (meaning === '36' || meaning === '182')) {
      const date = this.gathering.date(text, place);
      if (date !== undefined) this.document[meaning === '36' ? 'expires' : 'issued'] = date;
    }
  }

  private location(segment: Segment, traveller: TravellerDraft): void {
    const place = placeOf(segment);
    const value = valueAt(segment, 1);
    switch (valueAt(segment, 0)) {
      case '178':
        traveller.embarks = { value, place };
        break;
      case '179':
        traveller.disembarks = { value, place };
        break;
      case '174': {
        const state = this.gathering.state(value, place);
        if (state !== undefined) traveller.residence = { value: state, place };
        break;
      }
      case '180': {
        const parts = segment.elements
          .slice(1)
          .map((element, i) => (i === 0 ? (element[0] ?? '') : element.join(' ')).trim());
        traveller.birthPlace = {
          value: parts
            .filter((part) => part !== '')
            .reverse()
            .join(', '),
          place,
        };
        break;
      }
      case '91': {
        const state = this.gathering.state(value, place);
        if (state !== undefined && this.document !== undefined) this.document.issuer = state;
        break;
      }
      default:
    }
  }

  private reference(segment: Segment, traveller: TravellerDraft): void {
    const [meaning, value] = [valueAt(segment, 0), valueAt(segment, 0, 1)];
    if (value === '') return;
    const place = placeOf(segment);
    switch (meaning) {
      case 'AVF':
        traveller.locators.push({ locator: value, place });
        break;
      case 'ABO':
        traveller.reference = value;
        break;
      case 'SEA':
        traveller.seats.push({ seat: value, place });
        break;
      case 'YZY':
      case 'TKT':
        traveller.tickets.push({ value, place });
        break;
      default:
        traveller.references.push({ value: `${meaning} ${value}`, place });
    }
  }

  private communication(segment: Segment): void {
    const kinds: Readonly<Record<string, string>> = codes.contacts;
    segment.elements.forEach(([value = '', code = '']) => {
      if (value.trim() === '') return;
      const kind = (kinds[code] ?? (value.includes('@') ? 'mail' : 'other')) as Contact['kind'];
      const contact: Contact = { kind, value: value.trim(), place: placeOf(segment) };
      (this.traveller ?? this.reportedBy)?.contacts.push(contact);
    });
  }

  private text(segment: Segment, traveller: TravellerDraft): void {
    const place = placeOf(segment);
    const texts = (segment.elements[3] ?? []).map((text) => text.trim());
    if (valueAt(segment, 0) === 'BAG') {
      const tag = texts[0];
      if (tag !== undefined && tag !== '' && tag !== 'NULL')
        traveller.bags.push({ ...countOf(texts[1]), tags: [tag], place });
      return;
    }
    const kept = this.gathering.harmless(texts.join(' '));
    if (kept !== undefined && kept !== '')
      traveller.references.push({ value: `${valueAt(segment, 0)} ${kept}`, place });
  }
}

/** In components; in one piece in C080 or in C058. */
function nameOf(segment: Segment): TravellerName | undefined {
  const place = placeOf(segment);
  // The last component says how the name is written, and is none of it.
  const parts = (segment.elements[3] ?? []).slice(0, 5).map((part) => part.trim());
  const [surname = '', ...given] = parts;
  if (given.some((part) => part !== '')) return travellerName({ surname, given, place, room: ROOM });
  return nameInOnePiece(surname !== '' ? surname : (segment.elements[2] ?? []).join(' '), place, ROOM);
}

function bags(segment: Segment, traveller: TravellerDraft): void {
  const place = placeOf(segment);
  const [unit, value] = [valueAt(segment, 2), valueAt(segment, 2, 1)];
  if (valueAt(segment, 0) === 'CT') traveller.bags.push({ ...countOf(value), tags: [], place });
  else if (valueAt(segment, 0) === 'WT' && value !== '')
    traveller.bags.push({ weight: `${value} ${unit}`.trim(), tags: [], place });
}

function countOf(text: string | undefined): { count?: number } {
  return text !== undefined && /^\d{1,3}$/.test(text) ? { count: Number(text) } : {};
}
