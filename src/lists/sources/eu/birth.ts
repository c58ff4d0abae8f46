import type { Calendar, ValueNote } from '../../../entity/index.ts';
import type { EntityDraft } from '../../entity-draft.ts';
import type { IssuePlace, ListDraft } from '../../list-draft.ts';
import type { FsfBirth } from './record.ts';

/** Adds date and place of birth. An enterprise's are its founding; FtM calls that `incorporationDate`. */
export function addBirth(list: ListDraft, holder: EntityDraft, birth: FsfBirth, place: IssuePlace): void {
  const person = holder.schema === 'Person';
  const { element } = birth;
  addDate(list, holder, birth, place);
  const where = birth.places.map((part) => part.trim()).filter((part) => part !== '');
  holder.add(person ? 'birthPlace' : 'notes', where.join(', '), { element });
  list.country(holder, person ? 'birthCountry' : 'country', birth.country, { element }, place);
  for (const remark of birth.remarks) holder.add('notes', remark, { element });
}

/** Calendars of the EU's schema; the Coptic and the Ethiopic we cannot convert. */
const CALENDARS: Readonly<Record<string, Calendar | undefined>> = {
  '': undefined,
  GREGORIAN: undefined,
  ISLAMIC: 'islamic',
  BUDDHIST: 'buddhist',
};

function addDate(list: ListDraft, holder: EntityDraft, birth: FsfBirth, place: IssuePlace): void {
  const property = holder.schema === 'Person' ? 'birthDate' : 'incorporationDate';
  const { element, circa } = birth;
  const day = [birth.year, birth.month.padStart(2, '0'), birth.day.padStart(2, '0')];
  const known = day.slice(0, birth.month === '' ? 1 : birth.day === '' ? 2 : 3).join('-');
  const stated = known || birth.date || [birth.yearFrom, birth.yearTo].filter(Boolean).join(' - ');
  if (stated === '' || /^n\/?a$/i.test(stated)) return;
  const gregorian = birth.calendar === '' || birth.calendar === 'GREGORIAN';
  const note: ValueNote = {
    element,
    ...(circa && { precision: 'circa' as const }),
    ...(circa && birth.yearFrom && { kind: 'circa' }),
    ...(!gregorian && { original: `${stated} (${birth.calendar.toLowerCase()} calendar)` }),
  };
  // With `birthdate` the EU has reckoned a date of another calendar itself.
  if (birth.date !== '') list.date(holder, property, birth.date, note, place);
  else if (!Object.hasOwn(CALENDARS, birth.calendar)) {
    list.issue('rejected', 'bad-date', `A date in the ${birth.calendar} calendar: ${stated}`, place);
    holder.add('notes', `Date: ${note.original ?? stated}`, { element });
  } else {
    const calendar = CALENDARS[birth.calendar];
    list.date(holder, property, stated, note, place, calendar ? { calendar } : {});
  }
}
