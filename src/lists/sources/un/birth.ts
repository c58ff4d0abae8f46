import type { ValueNote } from '../../../entity/index.ts';
import { textOf, type XmlElement } from '../../xml.ts';

export interface DatedValue {
  readonly value: string;
  readonly note: ValueNote;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Two digits of an English month name or its abbreviation (`Sep.`, `August`). */
function monthOf(word: string): string | undefined {
  const at = MONTHS.indexOf(word.slice(0, 3).toLowerCase());
  return at === -1 ? undefined : String(at + 1).padStart(2, '0');
}

/**
 * A date as UN remarks write it: `2026-12-11`, `11 Aug. 2013`, `October 19, 2020`, `Nov. 1973`, `1973`.
 * An ISO date may carry a time zone (`2015-07-01-04:00`), which is no part of a calendar day.
 */
export function remarkDate(text: string): string | undefined {
  const iso = /^(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:[-+]\d{2}:\d{2}|Z)?$/u.exec(text.trim());
  if (iso !== null) return iso[1];
  const worded =
    /^(?:(?<day>\d{1,2})\s+)?(?<month>\p{L}{3,9})\.?\s*(?:(?<day2>\d{1,2}),\s*)?(?<year>(?:1[89]|20)\d{2})$/u.exec(
      text.trim(),
    )?.groups;
  const month = monthOf(worded?.month ?? '');
  if (worded === undefined || month === undefined) return undefined;
  const day = worded.day ?? worded.day2;
  return day === undefined ? `${worded.year}-${month}` : `${worded.year}-${month}-${day.padStart(2, '0')}`;
}

/**
 * One `INDIVIDUAL_DATE_OF_BIRTH`: `TYPE_OF_DATE` is EXACT, APPROXIMATELY or BETWEEN; the date is a DATE, a YEAR
 * (with MONTH or a month in the NOTE), FROM_YEAR and TO_YEAR, or stands in the NOTE alone. A YEAR of old files
 * may be a range (`1955-1958`). Undefined where there is no date that can be read.
 */
export function birthDate(element: XmlElement): DatedValue | undefined {
  const remark = textOf(element, 'NOTE');
  const circa = /^approx/iu.test(textOf(element, 'TYPE_OF_DATE')) || /^approx/iu.test(remark);
  const from = textOf(element, 'FROM_YEAR');
  const until = textOf(element, 'TO_YEAR');
  const path = element.name;
  const kind = remark === '' ? {} : { kind: remark };
  if (from !== '' || until !== '') {
    const note = {
      element: `${path}/FROM_YEAR`,
      original: `${from} to ${until}`,
      precision: 'range' as const,
    };
    return { value: from || until, note: { ...note, ...(until && { until }), ...kind } };
  }
  const year = textOf(element, 'YEAR');
  const [, first, last] = /^(\d{4})\s*-\s*(\d{4})$/u.exec(year) ?? [];
  if (first !== undefined && last !== undefined) {
    return {
      value: first,
      note: { element: `${path}/YEAR`, original: year, precision: 'range', until: last, ...kind },
    };
  }
  const precision = circa ? { precision: 'circa' as const } : {};
  const date = textOf(element, 'DATE');
  if (date !== '' || year !== '') {
    const month =
      monthOf(textOf(element, 'MONTH')) ?? monthNumber(textOf(element, 'MONTH')) ?? monthOf(remark);
    const value = remarkDate(date || (month ? `${year}-${month}` : year));
    const original = [date || year, textOf(element, 'MONTH'), remark].filter(Boolean).join('; ');
    const changed = value === original ? {} : { original };
    const name = date === '' ? 'YEAR' : 'DATE';
    if (value === undefined) return undefined;
    return { value, note: { element: `${path}/${name}`, ...changed, ...precision, ...kind } };
  }
  const range = /^between\s+(\p{L}+)\.?\s+and\s+(\p{L}+)\.?\s+(\d{4})$/iu.exec(remark);
  const value = range === null ? remarkDate(remark) : remarkDate(`${range[1]} ${range[3]}`);
  if (value === undefined) return undefined;
  const end = range === null ? undefined : remarkDate(`${range[2]} ${range[3]}`);
  const exactness = end === undefined ? precision : { precision: 'range' as const, until: end };
  return { value, note: { element: `${path}/NOTE`, original: remark, ...exactness } };
}

function monthNumber(text: string): string | undefined {
  return /^(0?[1-9]|1[0-2])$/u.test(text) ? text.padStart(2, '0') : undefined;
}
