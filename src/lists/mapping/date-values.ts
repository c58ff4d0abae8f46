import { parseDate, type ValueNote } from '../../entity/index.ts';
import type { EntityDraft } from '../entity-draft.ts';
import type { IssuePlace, ListDraft } from '../list-draft.ts';
import type { DateReading } from './mapping.ts';

/**
 * Adds the dates of a text. What cannot be read is kept word for word in the entity's notes and reported;
 * a text that says the date is not known is left out.
 */
export function addDates(
  list: ListDraft,
  holder: EntityDraft,
  property: string,
  text: string,
  reading: DateReading,
  note: ValueNote,
  place: IssuePlace,
): void {
  const answer = parseDate(text, {
    ...(reading.order !== undefined && { dayFirst: reading.order === 'day-month' }),
    ...(reading.latestYear !== undefined && { latestYear: reading.latestYear }),
  });
  if (!answer.ok && answer.reason === 'unknown') return;
  const unread = answer.ok ? answer.note : answer.detail;
  if (unread !== undefined) {
    list.issueOnce(
      'mended',
      'bad-date',
      `"${text}" is not wholly a date: ${unread}; the text is kept`,
      place,
    );
    holder.add(holder.schema === 'Sanction' ? 'summary' : 'notes', text, { ...note, kind: property });
  }
  if (!answer.ok) return;
  for (const date of answer.dates) {
    holder.add(property, date.value, {
      ...note,
      ...(date.value !== text && { original: note.original ?? text }),
      ...(date.until !== undefined
        ? { precision: 'range' as const, until: date.until }
        : date.circa && { precision: 'circa' as const }),
    });
  }
}
