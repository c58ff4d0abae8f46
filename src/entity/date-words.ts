import type { Calendar } from './calendars.ts';
import words from './date-words.data.json' with { type: 'json' };

/** Code points of the digit zero in the scripts that lists and bank files carry; one to nine follow each. */
const zeros = [
  0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0e50,
  0x0ed0, 0x0f20, 0x1040, 0x17e0, 0x1810, 0xff10,
];
const digitValue = new Map(
  zeros.flatMap((zero) =>
    Array.from({ length: 10 }, (_, n) => [String.fromCodePoint(zero + n), String(n)]),
  ) as [string, string][],
);

/** Writes every decimal digit as ASCII (Arabic-Indic, Persian, Devanagari, Thai, full width …). */
export function asciiDigits(text: string): string {
  return text.replace(/[^\x00-\x7f]/g, (sign) => digitValue.get(sign) ?? sign);
}

/**
 * One form for words of dates: small letters, ASCII digits, no diacritics of Latin, Greek, Cyrillic, Arabic and
 * Hebrew, Persian letters as the Arabic ones, one kind of hyphen and space, no marks of direction.
 */
export function foldDate(text: string): string {
  return asciiDigits(text)
    .replaceAll('İ', 'i')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]/g, '')
    .normalize('NFC')
    .replace(/[\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff'’‘ʻʼʿʾ`´"“”„«»]/g, '')
    .replace(/[ıіїєґқҳ]/g, (letter) => letterFolds[letter]!)
    .replaceAll('ی', 'ي')
    .replaceAll('ک', 'ك')
    .replaceAll('ى', 'ي')
    .replaceAll('ة', 'ه')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
}

const letterFolds: Readonly<Record<string, string>> = {
  ı: 'i',
  і: 'и',
  ї: 'и',
  є: 'е',
  ґ: 'г',
  қ: 'к',
  ҳ: 'х',
};

function folded(list: readonly string[]): readonly string[] {
  return [
    ...new Set(
      list.map((word) =>
        foldDate(word)
          .replace(/[.\s-]+/g, ' ')
          .trim(),
      ),
    ),
  ].sort((a, b) => b.length - a.length);
}

/** Words around dates, folded, the longest first. */
export const dateWords = {
  circa: folded(words.circa),
  between: folded(words.between),
  to: folded(words.to),
  and: folded(words.and),
  or: folded(words.or),
  open: folded(words.open),
  leading: folded(words.leading),
  fillers: new Set(folded(words.fillers)),
  unknown: new Set(folded(words.unknown)),
} as const;

const calendarWords = new Map<string, Calendar>();
for (const calendar of ['islamic', 'persian', 'buddhist'] as const) {
  for (const word of folded(words.calendarWords[calendar])) calendarWords.set(word, calendar);
}

/** The calendar that a folded word or phrase behind or before a date names, e.g. `h`, `ه ش`. */
export function calendarNamed(phrase: string): Calendar | undefined {
  return calendarWords.get(phrase);
}

interface CalendarMonth {
  readonly phrase: string;
  readonly calendar: Calendar;
  readonly month: number;
}

let calendarMonths: readonly CalendarMonth[] | undefined;

function readCalendarMonths(): readonly CalendarMonth[] {
  const own = (
    [
      ['islamic', words.islamicMonths],
      ['persian', words.persianMonths],
    ] as const
  ).flatMap(([calendar, months]) =>
    Object.entries(months).map(([phrase, month]) => ({ phrase: foldDate(phrase), calendar, month })),
  );
  return [...own, ...intlCalendarMonths()].sort((a, b) => b.phrase.length - a.phrase.length);
}

/** Month names of the Islamic calendar in Arabic and of the Persian one in Persian. */
function intlCalendarMonths(): CalendarMonth[] {
  const found: CalendarMonth[] = [];
  const sources = [
    ['islamic', 'ar-u-ca-islamic-civil'],
    ['islamic', 'fa-u-ca-islamic-civil'],
    ['islamic', 'tr-u-ca-islamic-civil'],
    ['persian', 'fa-u-ca-persian'],
  ] as const;
  for (const [calendar, locale] of sources) {
    const format = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' });
    const numeric = new Intl.DateTimeFormat(
      `en-u-ca-${calendar === 'islamic' ? 'islamic-civil' : 'persian'}`,
      {
        month: 'numeric',
        timeZone: 'UTC',
      },
    );
    for (let day = 10; day < 400; day += 25) {
      const date = new Date(Date.UTC(2020, 0, day));
      const month = Number(numeric.formatToParts(date).find((part) => part.type === 'month')?.value);
      const phrase = foldDate(format.format(date));
      if (
        Number.isInteger(month) &&
        !found.some((one) => one.phrase === phrase && one.calendar === calendar)
      ) {
        found.push({ phrase, calendar, month });
      }
    }
  }
  return found;
}

/** Finds a month of the Islamic or Persian calendar in a folded text; gives it and the text without its name. */
export function takeCalendarMonth(text: string): (CalendarMonth & { readonly rest: string }) | undefined {
  const padded = ` ${text
    .replace(/[-.]/g, ' ')
    .replace(/(\d)(\D)/g, '$1 $2')
    .replace(/(\D)(\d)/g, '$1 $2')
    .replace(/\s+/g, ' ')} `;
  calendarMonths ??= readCalendarMonths();
  for (const entry of calendarMonths) {
    const at = padded.indexOf(` ${entry.phrase} `);
    if (at >= 0) {
      return {
        ...entry,
        rest: `${padded.slice(0, at)} ${padded.slice(at + entry.phrase.length + 1)}`.trim(),
      };
    }
  }
  return undefined;
}

const english: ReadonlyMap<string, readonly number[]> = new Map(
  Object.entries({ ...words.otherMonths, ...words.englishMonths }).map(([word, month]) => [
    foldDate(word),
    [month],
  ]),
);
let international: Map<string, Map<number, Set<string>>> | undefined;

/**
 * The Gregorian months that a folded word can mean: usually one; several where languages disagree (`listopad` is
 * November in Polish and October in Croatian), unless `locale` settles it; none where it is not the name of a month.
 */
export function monthsNamed(word: string, locale?: string): readonly number[] {
  const plain = english.get(word);
  if (plain !== undefined) return plain;
  international ??= readMonthNames();
  const months = international.get(word);
  if (months === undefined) return [];
  if (months.size > 1 && locale !== undefined) {
    const language = locale.split('-')[0]!;
    const fitting = [...months].filter(([, languages]) => languages.has(language));
    if (fitting.length > 0) return fitting.map(([month]) => month);
  }
  return [...months.keys()];
}

function readMonthNames(): Map<string, Map<number, Set<string>>> {
  const names = new Map<string, Map<number, Set<string>>>();
  for (const locale of words.monthLocales) {
    for (const options of [
      { month: 'long' },
      { month: 'short' },
      { month: 'long', day: 'numeric' },
      { month: 'short', day: 'numeric' },
    ] as const) {
      const format = new Intl.DateTimeFormat(`${locale}-u-ca-gregory-nu-latn`, {
        ...options,
        timeZone: 'UTC',
      });
      for (let month = 1; month <= 12; month++) {
        const parts = format.formatToParts(Date.UTC(2001, month - 1, 5));
        const name = foldDate(parts.find((part) => part.type === 'month')?.value ?? '').replace(/\.$/, '');
        if (name.length < 2 || /\d/.test(name)) continue;
        const months = names.get(name) ?? new Map<number, Set<string>>();
        names.set(name, months);
        const languages = months.get(month) ?? new Set<string>();
        months.set(month, languages.add(locale.split('-')[0]!));
      }
    }
  }
  return names;
}
