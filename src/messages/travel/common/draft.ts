import { type Segment, valueAt } from '../edifact/segments.ts';
import type {
  Address,
  Bags,
  Booking,
  Contact,
  HistoryEntry,
  Leg,
  Locator,
  Payment,
  Place,
  Role,
  Seat,
  Told,
  TravelDocument,
  TravelIssue,
  Traveller,
  TravellerName,
} from '../manifest.ts';
import { stateOf } from '../mrz/states.ts';
import { birthDatesOf, nearDateOf } from './dates.ts';
import { sensitiveText } from './sensitive.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer U)[] ? U[] : T[K] };

/** A traveller while the message is read. */
export class TravellerDraft implements Traveller {
  reference?: string;
  role: Role = 'passenger';
  names: TravellerName[] = [];
  birthDates: Told[] = [];
  birthPlace?: Told;
  sex?: Told<'M' | 'F' | 'X'>;
  nationalities: Told[] = [];
  residence?: Told;
  documents: TravelDocument[] = [];
  contacts: Contact[] = [];
  addresses: Address[] = [];
  seats: Seat[] = [];
  bags: Bags[] = [];
  locators: Locator[] = [];
  tickets: Told[] = [];
  loyalty: Told[] = [];
  payments: Payment[] = [];
  embarks?: Told;
  disembarks?: Told;
  references: Told[] = [];
  services: string[] = [];
  isVerified?: boolean;
  capture?: 'automated' | 'manual';
  booking?: number;
}

/** A booking while the message is read. */
export class BookingDraft implements Booking {
  locators: Locator[] = [];
  created?: string;
  changed?: string;
  group?: Told;
  legs: Leg[] = [];
  travellers: number[] = [];
  contacts: Contact[] = [];
  addresses: Address[] = [];
  payments: Payment[] = [];
  office?: Told;
  split: Locator[] = [];
  seats: Seat[] = [];
  remarks: Told[] = [];
  history: Mutable<HistoryEntry>[] = [];
}

/** What reading one message gathers beside its people. */
export class Gathering {
  readonly issues: TravelIssue[] = [];
  readonly dropped: Record<string, number> = {};
  /** When the message was prepared, milliseconds since 1970. */
  readonly asOf: number;

  constructor(asOf: number) {
    this.asOf = asOf;
  }

  tell(code: string, message: string, { line }: { readonly line: number }): void {
    this.issues.push({ code, message, line });
  }

  drop(kind: string): void {
    this.dropped[kind] = (this.dropped[kind] ?? 0) + 1;
  }

  /** The text, unless it tells what is sensitive: that is dropped and counted. */
  harmless(text: string): string | undefined {
    const kind = sensitiveText(text);
    if (kind === undefined) return text;
    this.drop(kind);
    return undefined;
  }

  birthDates(text: string, place: Place): Told[] {
    const dates = birthDatesOf(text, this.asOf);
    if (dates.length === 0 && !/^[0X<\s-]*$/i.test(text))
      this.tell('travel/bad-date', 'A date of birth is none', place);
    return dates.map((value) => ({ value, place }));
  }

  date(text: string, place: Place): string | undefined {
    if (text === '') return undefined;
    const date = nearDateOf(text, this.asOf);
    if (date === undefined) this.tell('travel/bad-date', 'A date is none', place);
    return date;
  }

  state(text: string, place: Place): string | undefined {
    if (text === '') return undefined;
    const { printed, country, isUnknown } = known(text.toUpperCase());
    if (isUnknown) this.tell('travel/unknown-state', 'A state is not known by its code', place);
    return country ?? printed;
  }
}

type State = ReturnType<typeof stateOf>;
const STATES = new Map<string, State>();
/** Codes that are remembered: there are some three hundred. */
const MOST_STATES = 2_000;

function known(code: string): State {
  const before = STATES.get(code);
  if (before !== undefined) return before;
  const state = stateOf(code);
  if (STATES.size < MOST_STATES) STATES.set(code, state);
  return state;
}

export function placeOf(segment: Segment): Place {
  return { line: segment.line, span: [segment.from, segment.to], path: segment.tag };
}

export function told(segment: Segment, element: number, component = 0): Told | undefined {
  const value = valueAt(segment, element, component);
  return value === '' ? undefined : { value, place: placeOf(segment) };
}

/** Adds what is not there yet. */
export function addNew<T>(list: T[], item: T | undefined, key: (item: T) => unknown): void {
  if (item === undefined) return;
  const wanted = key(item);
  if (!list.some((each) => key(each) === wanted)) list.push(item);
}

/** Adds nationality and dates of birth that are not told yet. */
export function addFacts(
  traveller: TravellerDraft,
  facts: { readonly birthDates?: readonly Told[]; readonly nationality?: Told | undefined },
): void {
  for (const date of facts.birthDates ?? []) addNew(traveller.birthDates, date, ({ value }) => value);
  addNew(traveller.nationalities, facts.nationality, ({ value }) => value);
}

const SEXES: Readonly<Record<string, 'M' | 'F' | 'X'>> = {
  M: 'M',
  F: 'F',
  X: 'X',
  U: 'X',
  MI: 'M',
  FI: 'F',
  UI: 'X',
};

/** `M`, `F`, with an `I` behind it for an infant. */
export function sexOf(text: string): { readonly sex?: 'M' | 'F' | 'X'; readonly isInfant: boolean } {
  const sex = SEXES[text.toUpperCase()];
  return { ...(sex === undefined ? {} : { sex }), isInfant: sex !== undefined && text.length === 2 };
}
