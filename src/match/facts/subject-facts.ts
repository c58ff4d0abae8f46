import {
  isCountryCode,
  packDate,
  parseCountry,
  parseDate,
  parseGender,
  type Subject,
  valuesOf,
} from '../../entity/index.ts';
import type { PackedFacts } from './facts.ts';

const COUNTRY_PROPERTIES = ['nationality', 'citizenship', 'country', 'jurisdiction', 'flag'] as const;

/** Packs what a subject says of dates, countries and gender; what cannot be read says nothing. */
export function factsOf(subject: Pick<Subject, 'properties'>): PackedFacts {
  const dates: number[] = [];
  for (const text of [...valuesOf(subject, 'birthDate'), ...valuesOf(subject, 'incorporationDate')]) {
    const packed = packDate(text);
    if (packed !== 0) {
      dates.push(packed);
      continue;
    }
    const read = parseDate(text);
    if (!read.ok) continue;
    for (const date of read.dates) {
      const p = packDate(date.value, {
        circa: date.circa === true,
        ...(date.until === undefined ? {} : { until: date.until }),
      });
      if (p !== 0) dates.push(p);
    }
  }
  const countries = new Set<number>();
  for (const property of COUNTRY_PROPERTIES) {
    for (const text of valuesOf(subject, property)) {
      const code =
        text.length === 2 && isCountryCode(text.toLowerCase())
          ? text.toLowerCase()
          : parseCountry(text)?.code;
      if (code !== undefined) countries.add(packCountry(code));
    }
  }
  // Two genders are no statement.
  const genders = new Set(valuesOf(subject, 'gender').map(parseGender));
  return {
    dates,
    countries: [...countries],
    gender: genders.size > 1 ? 0 : genders.has('male') ? 1 : genders.has('female') ? 2 : 0,
  };
}

/** A country code in one number. */
function packCountry(code: string): number {
  return (code.charCodeAt(0) << 8) | code.charCodeAt(1);
}
