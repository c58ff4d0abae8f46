import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  type Calendar,
  calendarYears,
  dayNumberIn,
  daysInMonth,
  daysInMonthOf,
  gregorianOf,
} from './calendars.ts';

const temporalName = { islamic: 'islamic-civil', persian: 'persian', buddhist: 'buddhist' } as const;

test('calendar arithmetic agrees with Temporal', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<Calendar>('islamic', 'persian', 'buddhist'),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 28 }),
      (calendar, share, month, day) => {
        const [first, last] = calendarYears[calendar];
        const year = first + Math.floor(share * (last - first + 1));
        const expected = Temporal.PlainDate.from({ year, month, day, calendar: temporalName[calendar] });
        const iso = expected.withCalendar('iso8601');
        assert.deepEqual(gregorianOf(dayNumberIn(calendar, { year, month, day })), {
          year: iso.year,
          month: iso.month,
          day: iso.day,
        });
        assert.equal(daysInMonthOf(calendar, year, month), expected.daysInMonth);
      },
    ),
    { numRuns: 500 },
  );
});

test('Gregorian months have their days', () => {
  assert.deepEqual(
    [1900, 1996, 2000, 2023].map((year) => daysInMonth(year, 2)),
    [28, 29, 29, 28],
  );
  assert.deepEqual(
    [1, 4, 7, 8, 11].map((month) => daysInMonth(2001, month)),
    [31, 30, 31, 31, 30],
  );
});
