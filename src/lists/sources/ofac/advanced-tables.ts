import type { ListDraft } from '../../list-draft.ts';
import { childOf, textOf, type XmlElement } from '../../xml.ts';
import { type Period, periodText } from './periods.ts';

/** What the numbers of an advanced document point to, as far as it has been read. */
export interface AdvancedTables {
  readonly list: ListDraft;
  /** Reference values by kind and number, e.g. `AliasType 1400`. */
  readonly values: Map<string, XmlElement>;
  readonly locations: Map<string, XmlElement>;
  /** Identity documents by the identity they belong to. */
  readonly documents: Map<string, XmlElement[]>;
}

/** The word behind a reference number; empty, and reported, where the tables have none. */
export function wordOf(
  tables: AdvancedTables,
  table: string,
  id: string | undefined,
  at: XmlElement,
): string {
  if (id === undefined || id === '') return '';
  const value = tables.values.get(`${table} ${id}`);
  if (value !== undefined) return value.text;
  tables.list.issueOnce('drift', 'unknown-reference', `${table} ${id} is in no reference table`, {
    line: at.line,
  });
  return '';
}

/** `Start/From` to `End/To`: the first and the last day. */
export function periodOf(period: XmlElement | undefined): string {
  const start = childOf(period, 'Start');
  const end = childOf(period, 'End');
  const first = pointOf(childOf(start, 'From'));
  const last = pointOf(childOf(end, 'To')) ?? pointOf(childOf(start, 'To')) ?? first;
  if (first === undefined || last === undefined) return '';
  const approximate = [start, end].some((side) => side?.attributes.Approximate === 'true');
  const whole: Period = { first, last, approximate };
  return periodText(whole);
}

/** A day, month or year, as an ISO 8601 prefix. */
export function pointOf(point: XmlElement | undefined): string | undefined {
  const [year, month, day] = ['Year', 'Month', 'Day'].map((name) => textOf(point, name));
  if (!year || !/^\d{4}$/.test(year)) return undefined;
  return [year, month, day]
    .filter((part) => part !== '' && part !== undefined)
    .map((part) => (part ?? '').padStart(2, '0'))
    .join('-');
}
