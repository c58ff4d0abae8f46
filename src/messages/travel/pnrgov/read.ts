import { padisDayOf } from '../common/dates.ts';
import { addNew, BookingDraft, Gathering, placeOf, type TravellerDraft, told } from '../common/draft.ts';
import { envelopeOf } from '../common/message.ts';
import { sensitiveService } from '../common/sensitive.ts';
import { partGlued } from '../edifact/glued.ts';
import type { EdifactMessage } from '../edifact/read.ts';
import { type Segment, valueAt } from '../edifact/segments.ts';
import type {
  Leg,
  Locator,
  Manifest,
  ManifestOptions,
  ManifestVersion,
  Payment,
  Place,
  Role,
} from '../manifest.ts';
import { contactIn, contactOf } from './contacts.ts';
import { legOf, operatingOf } from './flights.ts';
import { paymentsOf } from './payments.ts';
import { type ListedTraveller, People } from './people.ts';
import { PNRGOV_SHAPES } from './shapes.ts';
import { type PersonService, settleServices } from './travel-documents.ts';

/** The group of segments that is being read. */
type Within = 'message' | 'booking' | 'traveller' | 'leg' | 'check-in' | 'split' | 'service' | 'history';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const PERSON_SERVICES = /^(?:DOC[SAOV]|PSPT|INFT|FOID|CHLD)$/;
const SEAT_SERVICES = /^(?:SEAT|RQST|NSS[A-Z])$/;
const CONTACT_SERVICES = /^CTC[A-Z]$|^PCTC$/;
const SEAT = /^0*(\d{1,3}[A-Z])$/;
const ACTIONS: Readonly<Record<string, 'added' | 'cancelled' | 'changed'>> = {
  A: 'added',
  X: 'cancelled',
  C: 'changed',
};
const ROLES: Readonly<Record<string, Role>> = { IN: 'infant', INF: 'infant' };

/**
 * Reads passenger name records (PADIS PNRGOV EDIFACT from 10.1 on), a full push or changes only. Segments whose group
 * has lost its beginning are still read; whoever is named is a traveller, listed or not.
 */
export function readPnrgov(message: EdifactMessage, options: ManifestOptions): Manifest {
  const { asOf, ...envelope } = envelopeOf(message, options);
  const reader = new PnrgovReader(asOf, options);
  const { gathering } = reader;
  gathering.issues.push(...message.issues);
  for (const segment of partGlued(message.segments, PNRGOV_SHAPES, (issue) => gathering.issues.push(issue)))
    reader.take(segment);
  reader.end();
  const carrier = reader.flights[0]?.carrier ?? reader.carrier;
  return {
    kind: 'reservations',
    ...envelope,
    ...(carrier === undefined ? {} : { carrier }),
    version: reader.version,
    flights: reader.flights,
    bookings: reader.bookings,
    travellers: reader.travellers,
    ...(reader.stated === undefined ? {} : { stated: reader.stated }),
    issues: gathering.issues,
    dropped: gathering.dropped,
  };
}

class PnrgovReader {
  readonly gathering: Gathering;
  readonly flights: Leg[] = [];
  readonly bookings: BookingDraft[] = [];
  readonly travellers: TravellerDraft[] = [];
  version: ManifestVersion = 'full';
  carrier: string | undefined;
  stated: number | undefined;
  private readonly options: ManifestOptions;
  private within: Within = 'message';
  private people: People | undefined;
  private booking: BookingDraft | undefined;
  private traveller: TravellerDraft | undefined;
  private leg: Mutable<Leg> | undefined;
  private payments: Mutable<Payment>[] = [];
  private services: PersonService[] = [];
  /** Locators of the segment before, where it was an RCI. */
  private lastRci: readonly Locator[] = [];
  private line = 1;
  private historyAt: string | undefined;

  constructor(asOf: number, options: ManifestOptions) {
    this.gathering = new Gathering(asOf);
    this.options = options;
  }

  take(segment: Segment): void {
    this.line = segment.line;
    const before = this.lastRci;
    this.lastRci = [];
    switch (segment.tag) {
      case 'SRC':
        this.begin();
        break;
      case 'MSG':
        if (this.booking === undefined) {
          const code = valueAt(segment, 0, 1) || valueAt(segment, 0);
          this.version = code === '141' ? 'changes' : 'full';
        } else this.within = 'service';
        break;
      case 'EQN':
        if (this.booking === undefined) this.stated = Number.parseInt(valueAt(segment, 0), 10) || undefined;
        else this.within = 'split';
        break;
      case 'RCI':
        this.locators(segment);
        break;
      case 'DAT':
        this.dates(segment, before);
        break;
      case 'ORG':
        this.office(segment);
        break;
      case 'ABI':
        if (this.booking !== undefined) {
          this.within = 'history';
          this.historyAt = undefined;
          this.traveller = undefined;
        }
        break;
      case 'TVL':
      case 'TRA':
        this.flight(segment);
        break;
      case 'TRI':
        if (this.within !== 'history') {
          this.within = 'check-in';
          this.traveller = undefined;
        }
        break;
      case 'TIF':
        this.person(segment);
        break;
      case 'SAC':
        this.within = 'history';
        this.traveller = undefined;
        this.opened(segment).history.push({
          action: ACTIONS[valueAt(segment, 2)] ?? 'other',
          ...(this.historyAt === undefined ? {} : { at: this.historyAt }),
          entries: [],
        });
        break;
      default:
        this.detail(segment);
    }
  }

  end(): void {
    this.settle();
    const { stated, bookings, travellers } = this;
    if (stated !== undefined && stated !== bookings.length && stated !== travellers.length) {
      const message = `EQN counts ${stated}; there are ${bookings.length} bookings and ${travellers.length} travellers`;
      this.gathering.tell('travel/wrong-count', message, { line: this.line });
    }
  }

  private begin(): void {
    this.settle();
    this.booking = new BookingDraft();
    this.people = new People(this.gathering, this.booking, this.bookings.length, this.travellers);
    this.bookings.push(this.booking);
    this.within = 'booking';
    this.traveller = undefined;
    this.leg = undefined;
    this.payments = [];
  }

  private settle(): void {
    if (this.people !== undefined) {
      settleServices(this.services, this.people, this.gathering);
      for (const each of this.people.travellers) {
        // An infant is of this century, whatever two digits could mean.
        if (each.role === 'infant') each.birthDates.splice(1);
      }
    }
    this.services = [];
  }

  /** The booking that is being read; where its beginning is missing one is begun, and told. */
  private opened(segment: Segment): BookingDraft {
    if (this.booking === undefined) {
      this.gathering.tell('travel/no-beginning', 'A booking has no SRC', segment);
      this.begin();
    }
    return this.booking!;
  }

  private locators(segment: Segment): void {
    const { asOf } = this.gathering;
    const place = placeOf(segment);
    const found = segment.elements.flatMap((element): Locator[] => {
      const [carrier = '', locator = ''] = element.map(unquoted);
      return locator === '' ? [] : [{ ...(carrier === '' ? {} : { carrier }), locator, place }];
    });
    const booking = this.opened(segment);
    if (this.within === 'history') {
      this.noteHistory(segment);
      return;
    }
    const list = this.within === 'split' ? booking.split : booking.locators;
    const before = list.length;
    for (const each of found) addNew(list, each, ({ carrier, locator }) => `${carrier} ${locator}`);
    this.lastRci = list.slice(before);
    if (this.within !== 'booking') return;
    for (const element of segment.elements) {
      const day = element
        .slice(2)
        .map((part) => padisDayOf(part, asOf))
        .find((each) => each !== undefined);
      if (day !== undefined) booking.created ??= day;
    }
  }

  /** DAT+700 stands in the head of a booking alone: behind the legs of another it tells that SRC is missing. */
  private dates(segment: Segment, rci: readonly Locator[]): void {
    const place = placeOf(segment);
    for (const element of segment.elements) {
      const [code = '', day = '', clock = ''] = element.map((part) => part.trim());
      const date = padisDayOf(day, this.gathering.asOf);
      const at =
        date === undefined
          ? undefined
          : `${date}${/^\d{4}$/.test(clock) ? `T${clock.slice(0, 2)}:${clock.slice(2)}` : ''}`;
      if (code === '700' && this.within !== 'booking') {
        if (this.booking !== undefined) {
          for (const list of [this.booking.locators, this.booking.split]) {
            for (const each of rci) if (list.includes(each)) list.splice(list.indexOf(each), 1);
          }
          this.gathering.tell('travel/no-beginning', 'A booking has no SRC', segment);
          this.begin();
        }
        const booking = this.opened(segment);
        for (const each of rci) booking.locators.push(each);
      }
      if (code === '700' && at !== undefined) this.booking!.changed = at;
      if (this.within === 'history') this.historyAt = at;
      if (day !== '' && date === undefined)
        this.gathering.tell('travel/bad-date', 'A date of the booking is none', place);
    }
  }

  private office(segment: Segment): void {
    const parts = segment.elements.slice(0, 6).map((element) =>
      element
        .map((part) => part.trim())
        .filter((part) => part !== '')
        .join(' '),
    );
    const value = parts.filter((part) => part !== '').join(', ');
    if (this.booking === undefined) this.carrier = valueAt(segment, 0) || undefined;
    else if (this.within === 'booking' && value !== '')
      this.booking.office ??= { value, place: placeOf(segment) };
  }

  private flight(segment: Segment): void {
    if (this.within === 'history') {
      this.noteHistory(segment);
      return;
    }
    if (this.within === 'service') {
      const text = segment.elements
        .slice(1)
        .map((element) => element.join(' ').trim())
        .filter((part) => part !== '');
      this.booking!.remarks.push({ value: text.join(', '), place: placeOf(segment) });
      return;
    }
    const operating = operatingOf(segment);
    const legs = this.booking?.legs ?? this.flights;
    const last = legs.at(-1) as Mutable<Leg> | undefined;
    if (operating !== undefined || segment.tag === 'TRA') {
      if (last !== undefined && operating !== undefined) this.codeShare(last, operating);
      return;
    }
    const leg = legOf(segment, this.gathering);
    legs.push(leg);
    if (this.booking === undefined) return;
    this.within = 'leg';
    this.leg = leg;
    this.traveller = undefined;
  }

  /** The second number is the operating carrier's, unless the first is: that of the flight the message is about. */
  private codeShare(leg: Mutable<Leg>, told: NonNullable<Leg['operating']>): void {
    const flown = this.flights[0];
    const isFirst =
      leg.operating?.carrier === flown?.carrier && leg.number !== undefined && leg.number === flown?.number;
    if (isFirst && told.number !== undefined) {
      leg.operating = { ...leg.operating, number: leg.number! };
      leg.number = told.number;
    } else leg.operating = { ...leg.operating, ...told };
  }

  private person(segment: Segment): void {
    const booking = this.opened(segment);
    if (this.within === 'history') {
      this.noteHistory(segment);
      return;
    }
    const place = placeOf(segment);
    const surname = valueAt(segment, 0);
    if (valueAt(segment, 0, 1) === 'G' || (segment.elements.length === 1 && surname !== '')) {
      booking.group ??= { value: surname, place };
      return;
    }
    // Behind one surname may stand several given names, each a traveller.
    for (const [given = '', type = '', reference = '', , ...others] of segment.elements.slice(1)) {
      const listed: ListedTraveller = {
        surname,
        given: [given, ...others].map((part) => part.trim()),
        reference: reference.trim(),
        role: ROLES[type.trim()] ?? 'passenger',
        place,
      };
      const isList = this.within === 'booking' || this.within === 'traveller';
      this.traveller = isList ? this.people!.list(listed) : this.people!.mentioned(listed);
    }
    if (this.within === 'booking') this.within = 'traveller';
  }

  private detail(segment: Segment): void {
    const { tag } = segment;
    if (tag === 'SSR') {
      this.service(segment);
      return;
    }
    if (this.within === 'history') {
      if (tag !== 'RPI') this.noteHistory(segment);
      return;
    }
    const place = placeOf(segment);
    switch (tag) {
      case 'ADD':
        this.address(segment);
        break;
      case 'IFT':
        this.freeText(segment);
        break;
      case 'FOP':
        this.payments = paymentsOf(segment, this.options);
        (this.traveller?.payments ?? this.opened(segment).payments).push(...this.payments);
        break;
      case 'FTI':
        for (const element of segment.elements) {
          const value = element
            .slice(0, 2)
            .map((part) => part.trim())
            .filter((part) => part !== '')
            .join(' ');
          if (value !== '') addNew(this.traveller?.loyalty ?? [], { value, place }, (each) => each.value);
        }
        break;
      case 'TKT': {
        const ticket = told(segment, 0);
        if (this.traveller !== undefined) addNew(this.traveller.tickets, ticket, ({ value }) => value);
        break;
      }
      case 'REF': {
        const reference = told(segment, 0, 1);
        if (this.traveller !== undefined) addNew(this.traveller.references, reference, ({ value }) => value);
        break;
      }
      case 'FAR':
        if (this.traveller !== undefined && ROLES[valueAt(segment, 0)] !== undefined)
          this.traveller.role = 'infant';
        break;
      case 'SSD':
        this.seat(valueAt(segment, 0), this.traveller, this.leg?.departure, this.leg?.arrival, place);
        break;
      case 'TBD':
        this.bags(segment);
        break;
      case 'LTS': {
        const text = this.gathering.harmless(
          segment.elements
            .map((element) => element.join(':'))
            .join(' ')
            .trim(),
        );
        if (text !== undefined)
          this.opened(segment).history.push({ action: 'other', entries: [{ value: text, place }] });
        break;
      }
      default:
    }
  }

  private service(segment: Segment): void {
    const code = valueAt(segment, 0).toUpperCase();
    const kind = sensitiveService(code);
    if (kind !== undefined) {
      this.gathering.drop(kind);
      return;
    }
    const place = placeOf(segment);
    const booking = this.opened(segment);
    const text = (segment.elements[0] ?? []).slice(8).join(':').trim();
    const [departure, arrival] = [valueAt(segment, 0, 6), valueAt(segment, 0, 7)];
    const isFormer = this.within === 'history';
    if (PERSON_SERVICES.test(code)) {
      const reference =
        segment.elements
          .slice(1)
          .map((element) => (element[2] ?? '').trim())
          .find((each) => each !== '') ?? '';
      // Within the history only what was taken out is former; what was added stands.
      const isGone = isFormer && booking.history.at(-1)?.action === 'cancelled';
      this.services.push({
        code,
        text: unquoted(text),
        reference,
        among: this.traveller,
        isFormer: isGone,
        place,
      });
      if (isFormer) booking.history.at(-1)?.entries.push({ value: `SSR ${code}`, place });
      return;
    }
    if (isFormer) {
      this.noteHistory(segment);
      return;
    }
    const owners = segment.elements
      .slice(1)
      .map((element) => this.people!.byReference((element[2] ?? '').trim()))
      .filter((each) => each !== undefined);
    const people = owners.length > 0 ? owners : this.traveller === undefined ? [] : [this.traveller];
    if (SEAT_SERVICES.test(code)) {
      for (const [seat, reference] of seatsOf(
        segment,
        (each) => this.people!.byReference(each) !== undefined,
      )) {
        this.seat(
          seat,
          this.people!.byReference(reference) ?? (reference === '' ? this.traveller : undefined),
          departure,
          arrival,
          place,
        );
      }
    } else if (CONTACT_SERVICES.test(code)) {
      const contact = contactIn(text.toUpperCase(), place);
      const name = code === 'PCTC' ? /^([^\d/]+)\//.exec(text)?.[1]?.trim() : undefined;
      if (contact !== undefined)
        (people[0]?.contacts ?? booking.contacts).push({
          ...contact,
          ...(name === undefined ? {} : { name }),
        });
    } else if (code === 'TKNE') {
      const number = /\d{13}/.exec(text)?.[0];
      if (number !== undefined && !/INF/.test(text))
        for (const each of people) addNew(each.tickets, { value: number, place }, ({ value }) => value);
    } else if (code === 'OTHS') this.remark(text, place);
    else for (const each of people) if (!each.services.includes(code)) each.services.push(code);
  }

  private seat(
    written: string,
    traveller: TravellerDraft | undefined,
    departure: string | undefined,
    arrival: string | undefined,
    place: Place,
  ): void {
    const seat = SEAT.exec(written.trim())?.[1];
    if (seat === undefined) return;
    const list = traveller?.seats ?? this.booking?.seats ?? [];
    const told = {
      seat,
      ...(departure === undefined || departure === '' ? {} : { departure }),
      ...(arrival === undefined || arrival === '' ? {} : { arrival }),
      place,
    };
    addNew(list, told, (each) => `${each.seat} ${each.departure} ${each.arrival}`);
  }

  /** `TBD++2:34:700++MP+618:1026000001:2:MPM`: pieces, weight and its unit, then tags. */
  private bags(segment: Segment): void {
    const { traveller } = this;
    if (traveller === undefined) return;
    const [pieces, weight, unit] = [valueAt(segment, 1), valueAt(segment, 1, 1), valueAt(segment, 1, 2)];
    const tags = segment.elements.slice(2).flatMap((element) => {
      const [carrier = '', number = ''] = element.map((part) => part.trim());
      return /^\d{3,10}$/.test(number) ? [`${carrier}${number}`] : [];
    });
    const units: Readonly<Record<string, string>> = { 700: 'kg', 701: 'lb' };
    const told = {
      ...(/^\d{1,3}$/.test(pieces) ? { count: Number(pieces) } : {}),
      ...(weight === '' ? {} : { weight: `${weight} ${units[unit] ?? ''}`.trim() }),
      tags,
      place: placeOf(segment),
    };
    // The same bags are told again on each leg that they are carried on.
    addNew(traveller.bags, told, ({ count, weight: heavy }) => `${count} ${heavy}`);
  }

  private address(segment: Segment): void {
    const booking = this.opened(segment);
    const place = placeOf(segment);
    for (const element of segment.elements.slice(1)) {
      const [, street = '', city = '', region = '', , country = '', postalCode = '', ...rest] = element.map(
        (part) => part.trim(),
      );
      const state = this.gathering.state(country, place);
      const given = Object.entries({ street, city, region, postalCode, country: state ?? '' }).filter(
        ([, value]) => value !== '',
      );
      const owner = this.within === 'traveller' ? this.traveller : undefined;
      if (given.length > 0) (owner ?? booking).addresses.push({ ...Object.fromEntries(given), place });
      // GTAS and others put a number where the postal code belongs.
      const number = contactIn(
        [...rest, ...(rest.length === 0 && /^\d{7,}$/.test(postalCode) ? [postalCode] : [])].join(' '),
        place,
      );
      if (number !== undefined) (owner ?? booking).contacts.push(number);
    }
  }

  private freeText(segment: Segment): void {
    const place = placeOf(segment);
    const subject = valueAt(segment, 0, 1);
    const texts = segment.elements
      .slice(1)
      .map((element) => element.join(':').trim())
      .filter((text) => text !== '');
    // Fare calculations and endorsements tell of no person.
    if (subject === '15' || subject === '10') return;
    if (subject === '43') {
      const [name = '', address, phone] = texts;
      const number = phone === undefined ? undefined : contactIn(phone, place)?.value;
      const payer = {
        name,
        ...(address === undefined ? {} : { address }),
        ...(number === undefined ? {} : { phone: number }),
      };
      if (name !== '') for (const payment of this.payments) payment.payer = payer;
      return;
    }
    for (const text of texts) {
      const contact = contactOf(text, place);
      if (contact === undefined) this.remark(text, place);
      else (this.traveller?.contacts ?? this.opened(segment).contacts).push(contact);
    }
  }

  private remark(text: string, place: Place): void {
    const kept = this.gathering.harmless(text);
    if (kept !== undefined && kept !== '') this.booking?.remarks.push({ value: kept, place });
  }

  private noteHistory(segment: Segment): void {
    const text = this.gathering.harmless(
      [
        segment.tag,
        ...segment.elements.map((element) => element.filter((part) => part.trim() !== '').join(':')),
      ]
        .join(' ')
        .trim(),
    );
    if (text === undefined) return;
    const { history } = this.opened(segment);
    if (history.length === 0) history.push({ action: 'other', entries: [] });
    history.at(-1)!.entries.push({ value: text, place: placeOf(segment) });
  }
}

/** `+35H::1+40E::233B::3`: the reference before may be glued to the next seat. */
function seatsOf(
  { elements }: Segment,
  isReference: (text: string) => boolean,
): [seat: string, reference: string][] {
  return elements.slice(1).flatMap((element): [string, string][] => {
    const [seat = '', , reference = '', , next = ''] = element.map((part) => part.trim());
    const glued = isReference(reference) ? null : /^(\d+?)(\d{1,2}[A-Z])$/.exec(reference);
    return glued !== null && isReference(glued[1]!)
      ? [
          [seat, glued[1]!],
          [glued[2]!, next],
        ]
      : [[seat, reference]];
  });
}

/** Without quotes that were meant to be terminators. */
function unquoted(text: string): string {
  return text.trim().replace(/[’'\s]+$/, '');
}
