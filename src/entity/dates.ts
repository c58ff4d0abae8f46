import { readDate } from './date-reading.ts';
import type { DateFault, DateHints, Fault, Reading } from './date-settle.ts';
import { dateWords, foldDate } from './date-words.ts';
import { isoOf, type PartialDate } from './partial-date.ts';

export type DateAnswer =
  | {
      readonly ok: true;
      /** At least one. Several where the text names several, or can be read in several ways (`alternative`). */
      readonly dates: readonly PartialDate[];
      /** What in the text was not read. */
      readonly note?: string;
    }
  | { readonly ok: false; readonly reason: DateFault; readonly detail: string };

const longestText = 200;

/**
 * Reads a date as sanctions lists and bank files write it: exact or partial, about or between, in figures or with
 * the names of months in some 50 languages, in the Gregorian, Islamic, Persian and Thai calendars.
 *
 * Takes the text and what is known of it beforehand. Gives every date that the text can mean; a day that does not
 * exist, an unknown calendar or an unclear century is refused with a reason, never guessed. A year in another
 * calendar becomes the two Gregorian years that it lies in. A decade (`1960s`) is a range and circa.
 */
export function parseDate(text: string, hints: DateHints = {}): DateAnswer {
  const original = text.trim();
  if (original === '') return { ok: false, reason: 'empty', detail: 'no text' };
  if (original.length > longestText)
    return { ok: false, reason: 'too-long', detail: `more than ${longestText} characters` };
  const folded = foldDate(original);
  const whole = readPart(folded, hints);
  if (!('fault' in whole)) return { ok: true, dates: whole.map((part) => dateOf(part, original)) };
  const parts = alternativesIn(folded);
  if (parts.length === 0 || parts[0] === folded)
    return { ok: false, reason: whole.fault, detail: whole.detail };
  const dates: PartialDate[] = [];
  const faults: Fault[] = [];
  for (const part of parts) {
    const read = readPart(part, hints);
    if ('fault' in read) faults.push(read);
    else dates.push(...read.map((one) => dateOf(one, original)));
  }
  if (dates.length === 0) return { ok: false, reason: faults[0]!.fault, detail: faults[0]!.detail };
  if (faults.length === 0) return { ok: true, dates };
  const note = `${faults.length} of ${parts.length} parts not read: ${faults.map((one) => one.detail).join('; ')}`;
  return { ok: true, dates, note };
}

type Part = Reading & { readonly circa: boolean };

function dateOf(part: Part, original: string): PartialDate {
  const value = isoOf(part.from);
  const until = part.until === undefined ? undefined : isoOf(part.until);
  const notes =
    /[^\x00-\x7f]/.test(original) && /\p{Nd}/u.test(original.replace(/\d/g, ''))
      ? ['digits of another script', ...part.notes]
      : part.notes;
  return Object.freeze({
    value,
    ...(part.circa && { circa: true }),
    ...(until !== undefined && until !== value && { until }),
    original,
    ...(notes.length > 0 && { normalised: [...new Set(notes)].join('; ') }),
    ...(part.alternative !== undefined && { alternative: part.alternative }),
  });
}

const anyOf = (phrases: readonly string[]): string =>
  phrases.map((phrase) => phrase.replaceAll(' ', '[ .]')).join('|');

const listMark = /(?:^|[\s,;])\(?(?:[a-h]|[1-9]|i{1,3}|iv|v)\)\s*/g;
const alternativeMark = new RegExp(
  `\\s*;\\s*|\\s*\\|\\s*|\\s+(?:${anyOf([...dateWords.or, ...dateWords.and])})\\s+|\\s+و\\s?(?=\\d)`,
);

/** Cuts `1960 or 1961`, `(1) 1960 (2) 1961`, `1960; 1961` and `1 Jan 1960, 2 Jan 1960` into their parts. */
function alternativesIn(text: string): string[] {
  const plain = text.replace(listMark, ';');
  const parts = plain.split(alternativeMark).map((part) => part.replace(/^[\s,]+|[\s,]+$/g, ''));
  const cut = parts.flatMap((part) =>
    /\d{4}\s*,.*\d{4}/.test(part) ? part.split(/(?<=\d{4})\s*,\s*/) : [part],
  );
  return cut.filter((part) => part !== '');
}

const circaAhead = new RegExp(
  `^(?:\\((?:${anyOf(dateWords.circa)})\\.?\\)\\s*|(?:${anyOf(dateWords.circa)})[.:]?\\s*(?=\\d)|(?:${anyOf(dateWords.circa)})[.:]?\\s+|~\\s*)`,
);
const circaBehind = new RegExp(`(?:[\\s,(]+(?:${anyOf(dateWords.circa)})[.)]*|\\s*\\(?\\?\\)?)$`);
const leading = new RegExp(`^(?:${anyOf(dateWords.leading)})[.:]?\\s+`);
const openAhead = new RegExp(`^(?:${anyOf(dateWords.open)})\\s`);
const betweenAhead = new RegExp(`^(?:${anyOf(dateWords.between)})\\s+`);
const decade = /^(?:(?:early|mid|late|the)[\s-]*)*(\d{3})0\s?s$/;
const bracketed = /^(.*\S)\s*\(([^()]*)\)$/;

/** Reads one date or range, with `circa` and remarks around it. */
function readPart(text: string, hints: DateHints): readonly Part[] | Fault {
  let rest = text;
  let circa = false;
  const notes: string[] = [];
  for (let before = ''; before !== rest; ) {
    before = rest;
    rest = rest.replace(/^[\s,;:[]+|[\s,;:.\]]+$/g, '').replace(leading, '');
    const ahead = rest.replace(circaAhead, '').replace(circaBehind, '');
    if (ahead !== rest && /\d/.test(ahead)) {
      circa = true;
      rest = ahead;
    }
  }
  if (!/[\p{L}\p{N}]/u.test(rest) || dateWords.unknown.has(rest.replace(/[\s./-]+/g, ' ').trim())) {
    return { fault: 'unknown', detail: 'the text says that the date is not known' };
  }
  const tens = decade.exec(rest);
  if (tens !== null) {
    const first = Number(tens[1]) * 10;
    const parts = (year: number) => ({ year, month: 0, day: 0 });
    return [
      { from: parts(first), until: parts(first + 9), notes: ['decade read as ten years'], circa: true },
    ];
  }
  let read = readRange(rest, hints);
  if ('fault' in read) {
    const remark = bracketed.exec(rest);
    if (remark === null) return read;
    const inner = readPart(remark[1]!, hints);
    if ('fault' in inner) return read;
    circa ||= inner.some((one) => one.circa);
    notes.push('remark in brackets left out');
    read = inner;
  }
  return read.map((one) => ({ ...one, notes: [...one.notes, ...notes], circa }));
}

function readRange(text: string, hints: DateHints): readonly Reading[] | Fault {
  const single = readDate(text, hints);
  if (!('fault' in single) || single.fault === 'two-digit-year') {
    const short = /^(\d{4})\s?[-/]\s?(\d{2})$/.exec(text);
    if (short === null || !('fault' in single)) return single;
  }
  const between = betweenAhead.test(text);
  const body = text.replace(betweenAhead, '');
  for (const [left, right] of cutsOf(body, between)) {
    const joined = joinRange(left, right, hints);
    if (joined !== undefined) return joined;
  }
  if (openAhead.test(text) || between)
    return { fault: 'open-range', detail: 'only one end of the range is said' };
  return single;
}

const rangeWord = new RegExp(`\\s+(?:${anyOf(dateWords.to)})\\s+|\\s+-+\\s+|\\s*\\.{2,3}\\s*`, 'g');
const betweenWord = new RegExp(
  `\\s+(?:${anyOf([...dateWords.and, ...dateWords.to])})\\s+|\\s+و\\s?(?=\\d)|\\s+-+\\s+`,
  'g',
);

/** The ways to cut a text into the two ends of a range: at words first, then at hyphens and strokes. */
function* cutsOf(text: string, between: boolean): Generator<readonly [string, string]> {
  for (const mark of [between ? betweenWord : rangeWord, /\s?[-/]\s?/g]) {
    for (const found of text.matchAll(mark)) {
      const left = text.slice(0, found.index).trim();
      const right = text.slice(found.index + found[0].length).trim();
      if (left !== '' && right !== '') yield [left.replace(circaAhead, ''), right.replace(circaAhead, '')];
    }
  }
}

function joinRange(left: string, right: string, hints: DateHints): readonly Reading[] | Fault | undefined {
  // 1956-58, and the first end without the year or month that the second has: Aug. and Sep. 1960, 3 to 9 May 1960.
  const end = /^\d{4}$/.test(left) && /^\d{2}$/.test(right) ? left.slice(0, 2) + right : right;
  const ends = readDate(end, hints);
  if ('fault' in ends) return undefined;
  let starts = readDate(left, hints);
  if ('fault' in starts && !/\d{4}/.test(left)) {
    const year = /\d{4}/.exec(end)?.[0];
    const isDay = /^\d{1,2}$/.test(left);
    // Only before the name of a month: `1/1/1960` is never the days 1 to 1.
    if (isDay && !/\p{L}/u.test(end)) return undefined;
    const filled = isDay ? end.replace(/^\d{1,2}(?=\D)/, left) : `${left} ${year}`;
    if (filled !== end) starts = readDate(filled, hints);
  }
  if ('fault' in starts) return undefined;
  const joined: Reading[] = [];
  for (const first of starts) {
    for (const last of ends) {
      if (first.order !== undefined && last.order !== undefined && first.order !== last.order) continue;
      const until = last.until ?? last.from;
      if (isoOf(until) < isoOf(first.from).slice(0, isoOf(until).length)) continue;
      const alternative = first.alternative ?? last.alternative;
      joined.push({
        from: first.from,
        until,
        notes: [
          ...new Set([...first.notes, ...last.notes, ...(end === right ? [] : [`${right} read as ${end}`])]),
        ],
        ...(alternative !== undefined && { alternative }),
      });
    }
  }
  if (joined.length === 0) return { fault: 'order', detail: 'the range ends before it begins' };
  return joined;
}
