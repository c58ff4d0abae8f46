import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { DateHints } from './date-settle.ts';
import { parseDate } from './dates.ts';
import { isIsoDate } from './partial-date.ts';

/** The dates of a text in one line: `~` circa, `..` range, `?` one of several readings, `!` a fault. */
function read(text: string, hints?: DateHints): string {
  const answer = parseDate(text, hints);
  if (!answer.ok) return `!${answer.reason}`;
  return answer.dates
    .map(
      (date) =>
        `${date.circa ? '~' : ''}${date.value}${date.until ? `..${date.until}` : ''}${date.alternative ? '?' : ''}`,
    )
    .join(' ');
}

test('reads the forms of sanctions lists', () => {
  const cases: [text: string, expected: string][] = [
    ['1960', '1960'],
    ['1960.', '1960'],
    ['1960-01-01T00:00:00', '1960-01-01'],
    ['1985-09-21 00:00:00', '1985-09-21'],
    ['1975-01-01-05:00', '1975-01-01'],
    ['1968-00-00', '1968'],
    ['01 Jan 1960', '1960-01-01'],
    ['Jan 1960', '1960-01'],
    ['Nov. 1973 ', '1973-11'],
    ['circa 1958', '~1958'],
    ['c. 1958', '~1958'],
    ['Approximately 1958', '~1958'],
    ['1958 (approx.)', '~1958'],
    ['circa 01 Jul 1961', '~1961-07-01'],
    ['circa 1979-1982', '~1979..1982'],
    ['between 1956 and 1958', '1956..1958'],
    ['1956-1958', '1956..1958'],
    ['1956 to 1958', '1956..1958'],
    ['1956-58', '1956..1958'],
    ['1968/1969', '1968..1969'],
    ['Between 1 Jan 1970 and 31 Dec 1972', '1970-01-01..1972-12-31'],
    ['Mar 1960 to Feb 1961', '1960-03..1961-02'],
    ['Between Aug. and Sep. 1960', '1960-08..1960-09'],
    ['1960s', '~1960..1969'],
    ['10/12/1968', '1968-12-10? 1968-10-12?'],
    ['10/10/1968', '1968-10-10'],
    ['13/10/1968', '1968-10-13'],
    ['10/13/1968', '1968-10-13'],
    ['12.10.1968', '1968-10-12'],
    ['00/00/1968', '1968'],
    ['00/05/1968', '1968-05'],
    ['19681012', '1968-10-12'],
    ['05JAN1960', '1960-01-05'],
    ['January 5, 1960', '1960-01-05'],
    ['1968-01-02 or 1969-03-04', '1968-01-02 1969-03-04'],
    ['(1) 1960 (2) 1 Jan 1961', '1960 1961-01-01'],
    ['a) 1960 b) 1961', '1960 1961'],
    ['a) 5 Şubat 1981', '1981-02-05'],
    ['(i) 11.4.1963, (ii) 11.4.1960', '1963-04-11 1960-04-11'],
    ['(probably) 1944', '~1944'],
    ['1 Jan 1960, 2 Feb 1961', '1960-01-01 1961-02-02'],
  ];
  for (const [text, expected] of cases) assert.equal(read(text), expected, text);
});

test('refuses what is no day, and says why', () => {
  const cases: [text: string, expected: string][] = [
    ['', '!empty'],
    ['0000-00-00', '!unknown'],
    ['00/00/0000', '!unknown'],
    ['unknown', '!unknown'],
    ['-', '!unknown'],
    ['1/1/1960x', '!form'],
    ['31.02.1970', '!no-such-day'],
    ['29/02/1900', '!no-such-day'],
    ['1968-10-32', '!no-such-day'],
    ['12/03/60', '!two-digit-year'],
    ['5-Jan-60', '!two-digit-year'],
    ['1388', '!calendar'],
    ['9999-12-31', '!out-of-range'],
    ['before 1960', '!open-range'],
    ['1963-1962', '!order'],
    ['Sep.', '!form'],
    ['15-20 years old', '!form'],
    ['1968-10-12'.repeat(30), '!too-long'],
  ];
  for (const [text, expected] of cases) assert.equal(read(text), expected, text);
});

test('reads months in the languages of lists and banks', () => {
  const cases: [text: string, expected: string][] = [
    ['12. März 1960', '1960-03-12'],
    ['7. Jänner 1960', '1960-01-07'],
    ['1er janvier 1960', '1960-01-01'],
    ['25 août 1960', '1960-08-25'],
    ['3 de mayo de 1970', '1970-05-03'],
    ['3 maggio 1970', '1970-05-03'],
    ['3 de Março de 1970', '1970-03-03'],
    ['12 апреля 1961 г.', '1961-04-12'],
    ['12 квітня 1961', '1961-04-12'],
    ['12 Ağustos 1970', '1970-08-12'],
    ['1 EYLÜL 1970', '1970-09-01'],
    ['15 كانون الثاني 1970', '1970-01-15'],
    ['15 يناير 1970', '1970-01-15'],
    ['15 جانفي 1970', '1970-01-15'],
    ['15 ژانویه 1970', '1970-01-15'],
    ['15 मार्च 1970', '1970-03-15'],
    ['1968年10月12日', '1968-10-12'],
    ['1968년 10월 12일', '1968-10-12'],
    ['zwischen 1956 und 1958', '1956..1958'],
    ['entre 1956 et 1958', '1956..1958'],
    ['بين 1956 و1958', '1956..1958'],
    ['12.10.1968 г.', '1968-10-12'],
    ['1/1/1960م', '1960-01-01'],
    ['11 من شباط/فبراير 1960', '1960-02-11'],
    ['Tahmini olarak 1960', '~1960'],
    ['10 listopad 1970', '1970-10-10? 1970-11-10?'],
  ];
  for (const [text, expected] of cases) assert.equal(read(text), expected, text);
  assert.equal(read('10 listopada 1970', { locale: 'pl' }), '1970-11-10');
});

test('reads digits of other scripts and says so', () => {
  for (const text of [
    '١٩٦٨/١٠/١٢',
    '۱۹۶۸-۱۰-۱۲',
    '१९६८-१०-१२',
    '１９６８－１０－１２'.replaceAll('－', '-'),
  ]) {
    const answer = parseDate(text);
    assert.ok(answer.ok, text);
    assert.equal(answer.dates[0]?.value, '1968-10-12');
    assert.match(answer.dates[0]?.normalised ?? '', /another script/);
    assert.equal(answer.dates[0]?.original, text);
  }
});

test('converts other calendars and is only as exact as they are', () => {
  const cases: [text: string, expected: string][] = [
    ['1388 H', '1968..1969'],
    ['1388هـ', '1968..1969'],
    ['١٣٨٨ هـ', '1968..1969'],
    ['15 Ramadan 1388', '1968-12-06'],
    ['15/08/1388 (Hijri Calendar)', '1968-11-07'],
    ['1345 SH', '1966..1967'],
    ['20.07.1347 ش', '1968-10-12'],
    ['1401/10/29 ه', '1981-08-30'],
    ['1345 ه.ش', '1966..1967'],
    ['5 Farvardin 1345', '1966-03-25'],
    ['۵ فروردین ۱۳۴۵', '1966-03-25'],
    ['۱۳۴۵/۰۵/۱۲ ه.ش', '1966-08-03'],
    ['2511 BE', '1968'],
  ];
  for (const [text, expected] of cases) {
    assert.equal(read(text), expected, text);
    const answer = parseDate(text);
    assert.match(answer.ok ? (answer.dates[0]?.normalised ?? '') : '', /converted/);
  }
  assert.equal(read('1388', { calendar: 'islamic' }), '1968..1969');
  assert.equal(read('1968', { calendar: 'islamic' }), '1968');
});

test('takes hints', () => {
  assert.equal(read('10/12/1968', { dayFirst: true }), '1968-12-10');
  assert.equal(read('10/12/1968', { dayFirst: false }), '1968-10-12');
  assert.equal(read('10/12/1968', { locale: 'en-US' }), '1968-10-12');
  assert.equal(read('10/12/1968', { locale: 'de' }), '1968-12-10');
  assert.equal(read('12/03/60', { dayFirst: true, latestYear: 2026 }), '1960-03-12');
  assert.equal(read('12/03/20', { dayFirst: true, latestYear: 2026 }), '2020-03-12');
  assert.equal(read('25569', { excelSerial: true }), '1970-01-01');
  assert.equal(read('25569'), '!form');
});

test('says which parts it could not read', () => {
  const answer = parseDate('a) 1 Jan 1960 b) in the spring');
  assert.ok(answer.ok);
  assert.equal(answer.dates.length, 1);
  assert.match(answer.note ?? '', /1 of 2 parts not read/);
});

const day = fc
  .date({ min: new Date('1850-01-01'), max: new Date('2150-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

test('every day survives every way of writing it', () => {
  fc.assert(
    fc.property(
      day,
      fc.constantFrom('en-GB', 'de', 'fr', 'es', 'it', 'pt', 'ru', 'ar', 'tr', 'fa', 'uk'),
      (iso, locale) => {
        const written = new Intl.DateTimeFormat(`${locale}-u-ca-gregory`, {
          dateStyle: 'long',
          timeZone: 'UTC',
        });
        assert.equal(read(written.format(new Date(iso)), { locale }), iso);
        const [year, month, dayOfMonth] = iso.split('-');
        assert.equal(read(`${dayOfMonth}.${month}.${year}`), iso);
        assert.equal(read(`${dayOfMonth}/${month}/${year}`, { dayFirst: true }), iso);
        assert.equal(read(iso), iso);
      },
    ),
    { numRuns: 300 },
  );
});

test('any text is answered with valid dates or a reason', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'circa',
      'between',
      'and',
      '-',
      '/',
      '.',
      ' ',
      'Jan',
      'H',
      '(',
      ')',
      ';',
      'or',
      '1960',
      '12',
      '0',
      '31',
    ),
    fc.string({ maxLength: 6 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const answer = parseDate(pieces.join(' '));
      if (!answer.ok) return;
      assert.ok(answer.dates.length > 0);
      for (const date of answer.dates) {
        assert.ok(isIsoDate(date.value), date.value);
        if (date.until !== undefined) assert.ok(isIsoDate(date.until), date.until);
      }
    }),
    { numRuns: 2000 },
  );
});
