/**
 * What a carrier's message says of a flight and of those aboard, whatever its format: passenger lists (PAXLST),
 * reservations (PNRGOV), boarding passes. What is sensitive (meals, health, religion …) was dropped while it was
 * read and is counted in `dropped`; what could not be read stands in `issues`.
 */
export interface Manifest {
  readonly kind: 'passenger-list' | 'reservations' | 'boarding-pass';
  /** As it was found: `paxlst/D:05B:UN`, `pnrgov/11:1:IA`, `pnrgov-xml`, `bcbp/6`. */
  readonly format: string;
  /** Reference of the message by its carrier. */
  readonly reference?: string;
  /** Reference under which an answer is expected (`RFF+TN`). */
  readonly transaction?: string;
  /** Designator of the operating carrier. */
  readonly carrier?: string;
  readonly sender?: string;
  /** When the message was prepared, ISO 8601 without zone. */
  readonly prepared?: string;
  readonly version: ManifestVersion;
  /** Of the message; bookings have legs of their own. */
  readonly flights: readonly Leg[];
  readonly bookings: readonly Booking[];
  readonly travellers: readonly Traveller[];
  /** Whom the carrier names for questions. */
  readonly reportedBy?: { readonly name: string; readonly contacts: readonly Contact[] };
  /** Travellers, or bookings, that the message says it holds. */
  readonly stated?: number;
  readonly issues: readonly TravelIssue[];
  /** Sensitive data left out, counted by its kind and without its value. */
  readonly dropped: Readonly<Record<string, number>>;
}

/**
 * `check-in`: whoever has checked in so far; `boarding`: who is aboard; `not-boarded`: who is not; `full`: all
 * bookings of the flight; `changes`: what has changed since the last; `cancelled`.
 */
export type ManifestVersion = 'check-in' | 'boarding' | 'not-boarded' | 'full' | 'changes' | 'cancelled';

/** Where a value stands in the text: line from 1, offsets in UTF-16 units from 0. */
export interface Place {
  readonly line: number;
  readonly span: readonly [from: number, to: number];
  /** Segment or element. */
  readonly path: string;
}

/** A value and the segment it came from. */
export interface Told<T = string> {
  readonly value: T;
  readonly place: Place;
}

/** Something that could not be read as a whole. Holds no personal data. */
export interface TravelIssue {
  /** Stable: `travel/bad-date`, `travel/wrong-count`, `edifact/cut` … */
  readonly code: string;
  readonly message: string;
  readonly line: number;
}

export interface Leg {
  /** Designator of the carrier that sells the flight. */
  readonly carrier?: string;
  readonly number?: string;
  /** Who flies, where somebody else sells. */
  readonly operating?: { readonly carrier?: string; readonly number?: string };
  /** Airport, IATA code as it is written. */
  readonly departure?: string;
  readonly arrival?: string;
  /** Local, ISO 8601 prefix: `2026-01-01T12:00`; `T12:00` where no day is told. */
  readonly departs?: string;
  readonly arrives?: string;
  readonly place: Place;
}

export interface Locator {
  readonly carrier?: string;
  readonly locator: string;
  readonly place: Place;
}

/** One reservation. Of a passenger list: the travellers who share a locator are not joined. */
export interface Booking {
  readonly locators: readonly Locator[];
  /** ISO 8601 prefix, UTC where the format says so. */
  readonly created?: string;
  readonly changed?: string;
  /** Name of a party that travels as a group. */
  readonly group?: Told;
  readonly legs: readonly Leg[];
  /** Positions in the manifest's travellers. */
  readonly travellers: readonly number[];
  readonly contacts: readonly Contact[];
  readonly addresses: readonly Address[];
  readonly payments: readonly Payment[];
  /** Whoever made the booking: system, place, agency number. */
  readonly office?: Told;
  /** Bookings this one was parted from or into. */
  readonly split: readonly Locator[];
  /** Seats that are not told whose they are. */
  readonly seats: readonly Seat[];
  readonly remarks: readonly Told[];
  readonly history: readonly HistoryEntry[];
}

/** What was done with a booking. */
export interface HistoryEntry {
  readonly action: 'added' | 'cancelled' | 'changed' | 'other';
  readonly at?: string;
  /** The segments' own words, sensitive ones left out. */
  readonly entries: readonly Told[];
}

/** A name as it was understood, beside what is written. */
export interface TravellerName {
  readonly surname: string;
  readonly given: string;
  /** `MR`, `MRS`, `DR`, `JR` … taken off. */
  readonly titles: readonly string[];
  /** As it is written: `SMITHJR/JOHNMR`. */
  readonly written: string;
  /** Other readings of the same: a title that may be part of the name, two orders of a name in one piece. */
  readonly readings: readonly { readonly surname: string; readonly given: string }[];
  /** The field is full to its end. */
  readonly mayBeCut: boolean;
  readonly place: Place;
}

export type Role = 'passenger' | 'crew' | 'infant' | 'transit';

export interface Traveller {
  /** Reference by which the message speaks of this traveller. */
  readonly reference?: string;
  readonly role: Role;
  /** First as the list names the traveller, then as documents do; empty where only facts are told. */
  readonly names: readonly TravellerName[];
  /** ISO 8601 prefixes: two digits of a year can mean somebody over a hundred as well. */
  readonly birthDates: readonly Told[];
  readonly birthPlace?: Told;
  readonly sex?: Told<'M' | 'F' | 'X'>;
  /** ISO 3166-1 alpha-2 where the code is known, else as written. */
  readonly nationalities: readonly Told[];
  readonly residence?: Told;
  readonly documents: readonly TravelDocument[];
  readonly contacts: readonly Contact[];
  readonly addresses: readonly Address[];
  readonly seats: readonly Seat[];
  readonly bags: readonly Bags[];
  readonly locators: readonly Locator[];
  readonly tickets: readonly Told[];
  /** Frequent flyer numbers, as `DL 1234567890`. */
  readonly loyalty: readonly Told[];
  readonly payments: readonly Payment[];
  /** Airports of the traveller's own journey. */
  readonly embarks?: Told;
  readonly disembarks?: Told;
  /** References of the authority or of the traveller's programmes (`RFF+AEA`, `RFF+CR`). */
  readonly references: readonly Told[];
  /** Codes of services asked for, sensitive ones left out. */
  readonly services: readonly string[];
  /** Whether the carrier has looked at the document, where it says so. */
  readonly isVerified?: boolean;
  /** Read by a machine or typed, where that is told. */
  readonly capture?: 'automated' | 'manual';
  /** Position of the booking in the manifest. */
  readonly booking?: number;
}

export interface TravelDocument {
  /** `P`, `V`, `I`, `A` … as written. */
  readonly type?: string;
  readonly number?: string;
  /** ISO 3166-1 alpha-2 where the code is known, else as written. */
  readonly issuer?: string;
  readonly issued?: string;
  readonly expires?: string;
  /** No longer part of the booking. */
  readonly isFormer?: true;
  readonly place: Place;
}

export interface Contact {
  readonly kind: 'phone' | 'mail' | 'fax' | 'other';
  /** As it can be used: `peter_doolin@gmail.com`, `00441753637285`. */
  readonly value: string;
  /** Where a person is named with it. */
  readonly name?: string;
  readonly place: Place;
}

export interface Address {
  readonly street?: string;
  readonly city?: string;
  readonly region?: string;
  readonly postalCode?: string;
  readonly country?: string;
  readonly use?: 'residence' | 'destination';
  readonly place: Place;
}

export interface Seat {
  readonly seat: string;
  readonly departure?: string;
  readonly arrival?: string;
  readonly place: Place;
}

export interface Bags {
  readonly count?: number;
  readonly weight?: string;
  readonly tags: readonly string[];
  readonly place: Place;
}

/** How was paid. A card's number is never kept. */
export interface Payment {
  /** `CC`, `CA`, `MS` … */
  readonly kind: string;
  readonly amount?: string;
  /** `VI`, `AX` … */
  readonly card?: string;
  readonly lastDigits?: string;
  /** What the reader's caller made of the whole number, where one was sent. */
  readonly cardHash?: string;
  /** `2017-05`. */
  readonly expires?: string;
  /** Who paid, where that is told. */
  readonly payer?: { readonly name: string; readonly address?: string; readonly phone?: string };
  readonly place: Place;
}

export interface ManifestOptions {
  /** When the message came, milliseconds since 1970: centuries are judged by it where the message has no date. */
  readonly asOf: number;
  /** Makes a keyed hash of a card's whole number. Without it whole numbers leave no trace but their last digits. */
  readonly hashCard?: (number: string) => string;
}
