import { RiegelError } from '../../../entity/index.ts';
import { addNew, BookingDraft, Gathering, type TravellerDraft } from '../common/draft.ts';
import { sensitiveService } from '../common/sensitive.ts';
import type {
  Leg,
  Locator,
  Manifest,
  ManifestOptions,
  ManifestVersion,
  Payment,
  Place,
} from '../manifest.ts';
import { contactIn } from './contacts.ts';
import { People } from './people.ts';
import { type PersonService, settleServices } from './travel-documents.ts';
import { childNamed, within, type XmlElement, xmlElements } from './xml-tree.ts';

/**
 * Reads passenger name records in XML (IATA PNRGOV XML, `IATA_PNRGOV_NotifRQ` or what carriers wrap `PNR` elements in).
 * Names of attributes differ between versions of the schema; they are known by what they say. What is not well-formed
 * is told, and what came before it is kept. Throws `travel/bad-xml` where there is no reservation in it.
 */
export function readPnrgovXml(text: string, options: ManifestOptions): Manifest {
  const gathering = new Gathering(options.asOf);
  const bookings: BookingDraft[] = [];
  const travellers: TravellerDraft[] = [];
  const flights: Leg[] = [];
  const head: { carrier?: string; sender?: string; reference?: string; prepared?: string } = {};
  let version: ManifestVersion = 'full';
  let failure: unknown;
  try {
    const elements = xmlElements(text, 'PNR', (name, attributes) => {
      if (/NotifRQ$/i.test(name)) {
        if (attributes.TransactionIdentifier !== undefined) head.reference = attributes.TransactionIdentifier;
        if (attributes.TimeStamp !== undefined) head.prepared = attributes.TimeStamp.slice(0, 16);
      }
      if (/update|change/i.test(attributes.TransmissionType ?? attributes.MessageFunction ?? ''))
        version = 'changes';
      if (name === 'Originator' && attributes.AirlineCode !== undefined) head.sender = attributes.AirlineCode;
      if (name === 'FlightLeg') {
        const place: Place = { line: 1, span: [0, 0], path: name };
        flights.push(legFrom(attributes, new Map(), place));
      }
    });
    for (const element of elements) {
      const booking = new BookingDraft();
      new PnrReader(
        element,
        booking,
        new People(gathering, booking, bookings.length, travellers),
        gathering,
      ).read();
      bookings.push(booking);
    }
  } catch (error) {
    if (!(error instanceof RiegelError) || bookings.length === 0) throw error;
    failure = error;
    gathering.tell('travel/bad-xml', `${error.message}: what follows is lost`, {
      line: error.place.line ?? 1,
    });
  }
  if (bookings.length === 0 && failure === undefined) {
    throw new RiegelError('travel/bad-xml', 'There is no PNR in the XML', { expected: 'an element PNR' });
  }
  const carrier = flights[0]?.carrier ?? bookings[0]?.legs[0]?.carrier;
  return {
    kind: 'reservations',
    format: 'pnrgov-xml',
    ...head,
    ...(carrier === undefined ? {} : { carrier }),
    version,
    flights,
    bookings,
    travellers,
    issues: gathering.issues,
    dropped: gathering.dropped,
  };
}

class PnrReader {
  private readonly pnr: XmlElement;
  private readonly booking: BookingDraft;
  private readonly people: People;
  private readonly gathering: Gathering;
  private readonly services: PersonService[] = [];

  constructor(pnr: XmlElement, booking: BookingDraft, people: People, gathering: Gathering) {
    this.pnr = pnr;
    this.booking = booking;
    this.people = people;
    this.gathering = gathering;
  }

  read(): void {
    const { pnr, booking } = this;
    for (const element of pnr.children) {
      if (element.name === 'BookingRefID') this.locator(element, booking.locators);
      else if (element.name === 'Passenger') this.passenger(element);
      else if (element.name === 'ContactInfo') this.contact(element, undefined);
      else if (element.name === 'Address') this.address(element, undefined);
      else if (element.name === 'SplitPNR')
        for (const each of within(element, 'BookingRefID')) this.locator(each, booking.split);
    }
    const { PNR_CreationDate: created, PNR_TransDate: changed } = pnr.attributes;
    if (created !== undefined) booking.created = created.slice(0, 16);
    if (changed !== undefined) booking.changed = changed.slice(0, 16);
    // Services speak of travellers by number, wherever they stand.
    for (const element of within(pnr, 'SSR')) this.service(element, undefined);
    for (const element of within(pnr, 'Flight')) this.flight(element);
    for (const element of within(pnr, 'OSI')) this.remark(element);
    for (const element of within(pnr, 'Remark')) this.remark(element);
    settleServices(this.services, this.people, this.gathering);
    const stated = Number(pnr.attributes.NumberOfPassengers);
    if (stated > 0 && stated !== this.people.travellers.length) {
      const message = `NumberOfPassengers is ${stated}, there are ${this.people.travellers.length}`;
      this.gathering.tell('travel/wrong-count', message, pnr);
    }
  }

  private locator(element: XmlElement, list: Locator[]): void {
    const carrier = childNamed(element, 'CompanyName')?.attributes.Code;
    const locator = element.attributes.ID ?? '';
    if (locator === '') return;
    const told = { ...(carrier === undefined ? {} : { carrier }), locator, place: placeOf(element) };
    addNew(list, told, (each) => `${each.carrier} ${each.locator}`);
  }

  private passenger(element: XmlElement): void {
    const texts = (name: RegExp) =>
      element.children.filter((child) => name.test(child.name)).map(({ text }) => text);
    const name = childNamed(element, 'PersonName');
    const inside = (pattern: RegExp) =>
      name === undefined
        ? []
        : name.children.filter((child) => pattern.test(child.name)).map(({ text }) => text);
    const place = placeOf(element);
    const type = element.attributes.PassengerTypeCode ?? element.attributes.TravelerTypeCode ?? '';
    const given = [...texts(/^(?:GivenName|MiddleName)$/), ...inside(/^(?:GivenName|MiddleName)$/)];
    const titles = [...texts(/^(?:NameTitle|NamePrefix)$/), ...inside(/^(?:NameTitle|NamePrefix)$/)];
    const traveller = this.people.list({
      surname: texts(/^Surname$/)[0] ?? inside(/^Surname$/)[0] ?? '',
      // A title of its own is taken off as one that stands behind a name is.
      given: given.map((part, i) => (i === 0 ? [part, ...titles].join(' ') : part)),
      reference: element.attributes.RPH ?? '',
      role: /^IN/.test(type) ? 'infant' : 'passenger',
      place,
    });
    for (const child of element.children) {
      if (child.name === 'DOC_SSR') this.documents(child, traveller);
      else if (child.name === 'SSR') this.service(child, traveller);
      else if (child.name === 'ContactInfo') this.contact(child, traveller);
      else if (child.name === 'Address') this.address(child, traveller);
      else if (child.name === 'FrequentFlyer' || child.name === 'CustLoyalty') {
        const number = valueLike(child, /number|membership/i);
        if (number !== undefined) traveller.loyalty.push({ value: number, place: placeOf(child) });
      } else if (/^(?:TicketDocument|TicketInfo)$/.test(child.name)) {
        const number = valueLike(child, /number|nbr/i);
        if (number !== undefined) traveller.tickets.push({ value: number, place: placeOf(child) });
      }
    }
    for (const payment of within(element, 'PaymentInfo').concat(within(element, 'FormOfPayment')))
      this.payment(payment, traveller);
  }

  /** `DOCS`, `DOCA`, `DOCO` as elements: brought into the order of their text form, and read as that. */
  private documents(element: XmlElement, traveller: TravellerDraft): void {
    for (const child of element.children) {
      const pick = (pattern: RegExp) => valueLike(child, pattern) ?? '';
      const texts: Readonly<Record<string, () => string>> = {
        DOCS: () =>
          [
            '',
            pick(/^doc.*type|^type/i),
            pick(/issu.*(?:loc|country|state)/i),
            pick(/^(?!.*(?:birth|expir)).*(?:doc.*(?:num|id|nbr)|^id$|passport.*num)/i),
            pick(/national/i),
            padisDate(pick(/birth.*date|date.*birth|^dob/i)),
            pick(/gender|^sex/i),
            padisDate(pick(/expir/i)),
            pick(/surname/i),
            pick(/^first|^given/i),
            pick(/^second|^middle/i),
          ].join('/'),
        DOCA: () =>
          [
            '',
            pick(/type|use/i).slice(0, 1) || 'R',
            pick(/country/i),
            pick(/street|address/i),
            pick(/city/i),
            pick(/state|region|prov/i),
            pick(/postal|zip/i),
          ].join('/'),
        DOCO: () =>
          [
            pick(/birth.*(?:loc|place)/i),
            pick(/type/i),
            pick(/num|nbr/i),
            pick(/issu.*loc/i),
            padisDate(pick(/issu.*date/i)),
            pick(/country|applic/i),
          ].join('/'),
      };
      const text = texts[child.name]?.();
      if (text === undefined) continue;
      this.services.push({
        ...{ code: child.name, text, reference: element.attributes.RPH ?? '', among: traveller },
        ...{ isFormer: false, place: placeOf(child) },
      });
    }
  }

  private service(element: XmlElement, among: TravellerDraft | undefined): void {
    const code = (element.attributes.SSRCode ?? '').toUpperCase();
    const place = placeOf(element);
    const kind = sensitiveService(code);
    if (kind !== undefined) {
      // Those within a passenger are met again when all are gone through.
      if (among === undefined) this.gathering.drop(kind);
      return;
    }
    const text = childNamed(element, 'Text')?.text ?? element.text;
    const reference = element.attributes.RPH ?? '';
    const traveller = this.people.byReference(reference) ?? among;
    if (/^(?:DOC[SAOV]|PSPT|INFT|FOID|CHLD)$/.test(code)) {
      const isThere = this.services.some((each) => each.place.span[0] === place.span[0]);
      if (text !== '' && !isThere)
        this.services.push({ code, text, reference, among, isFormer: false, place });
    } else if (/^CTC|^PCTC$/.test(code)) {
      const contact = contactIn(text.toUpperCase(), place);
      addNew(traveller?.contacts ?? this.booking.contacts, contact, ({ value }) => value);
    } else if (code === 'SEAT' || code === 'NSST') {
      this.seat(text, traveller, element.attributes.BoardPoint, element.attributes.OffPoint, place);
    } else if (
      code !== '' &&
      code !== 'OTHS' &&
      traveller !== undefined &&
      !traveller.services.includes(code)
    )
      traveller.services.push(code);
  }

  private seat(
    written: string,
    traveller: TravellerDraft | undefined,
    departure: string | undefined,
    arrival: string | undefined,
    place: Place,
  ): void {
    const seat = /^0*(\d{1,3}[A-Z])$/.exec(written.trim())?.[1];
    if (seat === undefined) return;
    const told = {
      seat,
      ...(departure === undefined ? {} : { departure }),
      ...(arrival === undefined ? {} : { arrival }),
      place,
    };
    addNew(traveller?.seats ?? this.booking.seats, told, (each) => `${each.seat} ${each.departure}`);
  }

  private contact(element: XmlElement, traveller: TravellerDraft | undefined): void {
    const value = valueLike(element, /phone|mail|^number|contact/i) ?? element.text;
    // Amadeus puts kinds before the value: `E+NAME@HOST`.
    const contact = contactIn(value.replace(/^[A-Z]\+/, ''), placeOf(element));
    addNew(traveller?.contacts ?? this.booking.contacts, contact, (each) => each.value);
  }

  private address(element: XmlElement, traveller: TravellerDraft | undefined): void {
    const text = (pattern: RegExp) => element.children.find((child) => pattern.test(child.name));
    const country = text(/^Country/);
    const state = this.gathering.state(country?.attributes.Code ?? country?.text ?? '', placeOf(element));
    const parts = {
      street: text(/^(?:Street|AddressLine)/)?.text ?? '',
      city: text(/^City/)?.text ?? '',
      region: text(/^State/)?.text ?? '',
      postalCode: text(/^Postal/)?.text ?? '',
      country: state ?? '',
    };
    const given = Object.entries(parts).filter(([, value]) => value !== '');
    if (given.length > 0)
      (traveller?.addresses ?? this.booking.addresses).push({
        ...Object.fromEntries(given),
        place: placeOf(element),
      });
  }

  private payment(element: XmlElement, traveller: TravellerDraft): void {
    const card = within(element, 'PaymentCard')[0] ?? element;
    const account = (valueLike(card, /number|account/i) ?? '').replace(/[\s-]/g, '');
    const kind = valueLike(element, /^(?:type|paymenttype|formofpayment)/i) ?? (account === '' ? '' : 'CC');
    if (kind === '') return;
    const payment: Payment = {
      kind,
      ...(/\d{4}$/.test(account) ? { lastDigits: account.slice(-4) } : {}),
      place: placeOf(element),
    };
    traveller.payments.push(payment);
  }

  private flight(element: XmlElement): void {
    const codes = new Map(
      element.children.map((child) => [
        child.name,
        child.attributes.LocationCode ?? child.attributes.Code ?? child.attributes.CompanyShortName ?? '',
      ]),
    );
    const leg = legFrom(element.attributes, codes, placeOf(element));
    this.booking.legs.push(leg);
    for (const each of within(element, 'BoardingNumber')) {
      const passenger = childNamed(each, 'Passenger');
      const traveller =
        this.people.byReference(each.attributes.RPH ?? '') ??
        (passenger === undefined ? undefined : this.mentioned(passenger, each));
      for (const seat of within(each, 'SeatNumber'))
        this.seat(seat.text, traveller, leg.departure, leg.arrival, placeOf(seat));
    }
  }

  private mentioned(passenger: XmlElement, { attributes }: XmlElement): TravellerDraft {
    return this.people.mentioned({
      surname: childNamed(passenger, 'Surname')?.text ?? '',
      given: [childNamed(passenger, 'GivenName')?.text ?? ''],
      reference: attributes.RPH ?? '',
      role: 'passenger',
      place: placeOf(passenger),
    });
  }

  private remark(element: XmlElement): void {
    const text = childNamed(element, 'Text')?.text ?? element.text;
    const kept = this.gathering.harmless(text);
    if (kept !== undefined && kept !== '')
      this.booking.remarks.push({ value: kept, place: placeOf(element) });
  }
}

function placeOf({ line, span, name }: XmlElement): Place {
  return { line, span, path: name };
}

/** An attribute or child whose name says what is asked for. */
function valueLike({ attributes, children }: XmlElement, name: RegExp): string | undefined {
  const attribute = Object.entries(attributes).find(([key, value]) => name.test(key) && value !== '');
  return attribute?.[1] ?? children.find((child) => name.test(child.name) && child.text !== '')?.text;
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

/** `2002-12-30` as the text form of a document has it, with all digits of the year. */
function padisDate(date: string): string {
  const found = /^(\d{4})-(\d{2})-(\d{2})/.exec(date);
  return found === null ? date : `${found[3]}${MONTHS[Number(found[2]) - 1] ?? 'XXX'}${found[1]}`;
}

function legFrom(
  attributes: Readonly<Record<string, string>>,
  codes: ReadonlyMap<string, string>,
  place: Place,
): Leg {
  const pick = (name: string) => codes.get(name) || undefined;
  const number = (attributes.FlightNumber ?? '').replace(/^0+(?=\d)/, '');
  const [departs, arrives] = [attributes.DepartureDateTime, attributes.ArrivalDateTime].map((time) =>
    time?.slice(0, 16),
  );
  const carrier = pick('MarketingAirline') ?? attributes.CarrierCode;
  const operating = pick('OperatingAirline');
  const [departure, arrival] = [pick('DepartureAirport'), pick('ArrivalAirport')];
  return {
    ...(carrier === undefined ? {} : { carrier }),
    ...(number === '' ? {} : { number }),
    ...(operating === undefined || operating === carrier ? {} : { operating: { carrier: operating } }),
    ...(departure === undefined ? {} : { departure }),
    ...(arrival === undefined ? {} : { arrival }),
    ...(departs === undefined ? {} : { departs }),
    ...(arrives === undefined ? {} : { arrives }),
    place,
  };
}
