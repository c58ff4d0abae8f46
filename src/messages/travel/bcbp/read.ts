import { RiegelError } from '../../../entity/index.ts';
import { Gathering, TravellerDraft } from '../common/draft.ts';
import { nameInOnePiece } from '../common/traveller-name.ts';
import type { Leg, Manifest, ManifestOptions, Place } from '../manifest.ts';

/** Where a bar code stands in a text that holds several. */
interface Start {
  readonly line: number;
  readonly offset: number;
}

/** Letters of the name. */
const ROOM = 20;
const HEAD = 23;
/** Mandatory part of each leg. */
const LEG = 37;
const MOST_LEGS = 4;

/** Reads along a bar code; what is not there is an error with its column. */
class Cursor {
  at = 0;
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  take(length: number, what: string, end = this.text.length): string {
    if (this.at + length > end) throw wrong(`The bar code ends within ${what}`, this.at);
    this.at += length;
    return this.text.slice(this.at - length, this.at);
  }

  /** As much as there is within a part that may be shorter in older versions. */
  some(length: number, end: number): string {
    const from = this.at;
    this.at = Math.min(from + length, end);
    return this.text.slice(from, this.at).trim();
  }

  size(what: string): number {
    const from = this.at;
    const digits = this.take(2, what);
    if (!/^[0-9A-F]{2}$/.test(digits)) throw wrong(`The ${what} is no hexadecimal number`, from);
    return Number.parseInt(digits, 16);
  }
}

/**
 * Reads the bar code of a boarding pass (IATA Resolution 792, versions 1 to 8; format M). Its places are columns of the
 * one line. Throws `bcbp/unreadable` with the column where it breaks the format: a bar code is read by a machine, and
 * what is not right was read or made wrong.
 */
export function readBcbp(
  input: string,
  options: ManifestOptions,
  start: Start = { line: 1, offset: 0 },
): Manifest {
  const placeIn = (from: number, length: number, path: string): Place => ({
    line: start.line,
    span: [start.offset + from, start.offset + from + length],
    path,
  });
  const text = input.replace(/^[\r\n]+|[\r\n]+$/g, '');
  const odd = text.search(/[^\x20-\x7e]/);
  if (odd >= 0) throw wrong('A character is none of ASCII', odd);
  const gathering = new Gathering(options.asOf);
  const cursor = new Cursor(text);
  if (cursor.take(1, 'the format') !== 'M') throw wrong('The format is not M', 0, 'M, for one to four legs');
  const legCount = cursor.take(1, 'the number of legs');
  if (!/^[1-4]$/.test(legCount)) throw wrong('The number of legs is none', 1, `1 to ${MOST_LEGS}`);
  const nameAt = placeIn(cursor.at, ROOM, 'name');
  const name = nameInOnePiece(cursor.take(ROOM, 'the name').trim(), nameAt, ROOM);
  const isFull = text.slice(2, 2 + ROOM).trim().length === ROOM;
  cursor.take(1, 'the ticket indicator');
  const traveller = new TravellerDraft();
  if (name === undefined) gathering.tell('travel/no-name', 'The bar code has no name', start);
  else traveller.names.push({ ...name, mayBeCut: isFull });
  const flights: Leg[] = [];
  const locators = new Map<string, Place>();
  let version = '';
  let issued: string | undefined;
  for (let leg = 0; leg < Number(legCount); leg++) {
    const from = cursor.at;
    const mandatory = cursor.take(LEG - 2, `leg ${leg + 1}`);
    const place = placeIn(from, LEG, `leg ${leg + 1}`);
    const field = (at: number, length: number) => mandatory.slice(at, at + length).trim();
    const end = cursor.size('size of the variable part') + cursor.at;
    if (end > text.length)
      throw wrong(
        'The variable part ends behind the bar code',
        cursor.at,
        `${end - text.length} more characters`,
      );
    if (cursor.at < end) {
      if (leg === 0) {
        if (text[cursor.at] === '>') {
          cursor.at++;
          version = cursor.take(1, 'the version', end);
          const unique = cursor.size('size of the structured message');
          issued = uniquePart(cursor, Math.min(cursor.at + unique, end), traveller, place);
        } else cursor.at = end;
      }
      if (cursor.at < end) repeatedPart(cursor, end, traveller, place);
    }
    cursor.at = end;
    const [locator, day] = [field(0, 7), field(21, 3)];
    if (locator !== '' && !locators.has(locator)) locators.set(locator, place);
    const carrier = field(13, 3);
    const number = field(16, 5).replace(/^0+(?=\d)/, '');
    const departs = /^\d{3}$/.test(day) ? dayOf(Number(day), issued, options.asOf) : undefined;
    if (departs === undefined) gathering.tell('travel/bad-date', 'The day of a flight is none', start);
    flights.push({
      ...(carrier === '' ? {} : { carrier }),
      ...(number === '' ? {} : { number }),
      ...(field(7, 3) === '' ? {} : { departure: field(7, 3) }),
      ...(field(10, 3) === '' ? {} : { arrival: field(10, 3) }),
      ...(departs === undefined ? {} : { departs }),
      place,
    });
    const seat = /^0*(\d{1,3}[A-Z])$/.exec(field(25, 4))?.[1];
    if (seat !== undefined) {
      traveller.seats.push({ seat, departure: field(7, 3), arrival: field(10, 3), place });
    } else if (field(25, 4) === 'INF') traveller.role = 'infant';
  }
  endOf(cursor);
  for (const [locator, place] of locators) traveller.locators.push({ locator, place });
  return {
    kind: 'boarding-pass',
    format: version === '' ? 'bcbp' : `bcbp/${version}`,
    ...(flights[0]?.carrier === undefined ? {} : { carrier: flights[0].carrier }),
    version: 'check-in',
    flights,
    bookings: [],
    travellers: [traveller],
    issues: gathering.issues,
    dropped: gathering.dropped,
  };
}

/** Once for all legs: who the passenger is, when the pass was issued, bags. Gives the day of issue (`YDDD`). */
function uniquePart(cursor: Cursor, end: number, traveller: TravellerDraft, place: Place): string {
  const description = cursor.some(1, end);
  cursor.some(2, end);
  const issued = cursor.some(4, end);
  cursor.some(4, end);
  const tags: string[] = [];
  while (cursor.at < end) {
    const tag = cursor.some(13, end);
    if (/^\d{10,13}$/.test(tag)) tags.push(tag);
  }
  if (description === '1' || description === '2')
    traveller.sex = { value: description === '1' ? 'M' : 'F', place };
  if (description === '4') traveller.role = 'infant';
  if (tags.length > 0) traveller.bags.push({ tags, place });
  return issued;
}

/** For each leg: the ticket, the frequent flyer, bags that go free; behind it what the carrier likes. */
function repeatedPart(cursor: Cursor, end: number, traveller: TravellerDraft, place: Place): void {
  const size = cursor.size('size of the conditional part');
  const until = cursor.at + size;
  if (until > end) throw wrong('The conditional part is longer than what holds it', cursor.at - 2);
  const ticket = `${cursor.some(3, until)}${cursor.some(10, until)}`;
  cursor.some(2, until);
  cursor.some(3, until);
  const loyalty = [cursor.some(3, until), cursor.some(16, until)].filter((part) => part !== '').join(' ');
  if (/^\d{10,13}$/.test(ticket)) traveller.tickets.push({ value: ticket, place });
  if (/\d/.test(loyalty) && !traveller.loyalty.some(({ value }) => value === loyalty))
    traveller.loyalty.push({ value: loyalty, place });
  cursor.at = end;
}

/** Security data closes the bar code: `^`, its type, its length in two hexadecimal digits (some write one), itself. */
function endOf(cursor: Cursor): void {
  const { text } = cursor;
  if (cursor.at === text.length) return;
  if (text[cursor.at] !== '^') {
    throw wrong('More stands behind the last leg', cursor.at, '^ and security data, or the end');
  }
  cursor.at++;
  cursor.take(1, 'the type of security data');
  const from = cursor.at;
  const isShort =
    /^[0-9A-F]$/.test(text[from] ?? '') && from + 1 + Number.parseInt(text[from]!, 16) === text.length;
  const length = cursor.size('length of the security data');
  if (cursor.at + length === text.length || isShort) return;
  cursor.take(length, 'the security data');
  throw wrong('More stands behind the security data', cursor.at);
}

/** The day of the year that is nearest to the day of issue (`YDDD`, the last digit of its year), else to `asOf`. */
function dayOf(day: number, issued: string | undefined, asOf: number): string | undefined {
  const now = new Date(asOf).getUTCFullYear();
  const digit = /^\d{4}$/.test(issued ?? '') ? Number(issued![0]) : undefined;
  const base = digit === undefined ? asOf : Date.UTC(nearestEnding(now, digit), 0, Number(issued!.slice(1)));
  const year = new Date(base).getUTCFullYear();
  const candidates = [year - 1, year, year + 1]
    .map((each) => Date.UTC(each, 0, day))
    .filter((time) => isOf(time, day));
  if (candidates.length === 0) return undefined;
  const best = candidates.reduce((one, other) =>
    Math.abs(other - base) < Math.abs(one - base) ? other : one,
  );
  return new Date(best).toISOString().slice(0, 10);
}

function nearestEnding(now: number, digit: number): number {
  return Array.from({ length: 10 }, (_, i) => now - i).find((year) => year % 10 === digit)!;
}

function isOf(time: number, day: number): boolean {
  const year = new Date(time).getUTCFullYear();
  return day >= 1 && time === Date.UTC(year, 0, day) && Date.UTC(year + 1, 0, 1) > time;
}

function wrong(message: string, at: number, expected?: string): RiegelError {
  return new RiegelError('bcbp/unreadable', message, {
    place: { line: 1, column: at + 1 },
    ...(expected === undefined ? {} : { expected }),
  });
}

/** Whether a text looks like the bar code of a boarding pass. */
export function looksLikeBcbp(text: string): boolean {
  return /^\s*M[1-4][A-Z][^\r\n]{18,}/.test(text) && text.length > HEAD && text.length < 4_000;
}
