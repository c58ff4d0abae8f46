import type { FsfBirth, FsfIdentification } from './record.ts';

/**
 * A date of birth of the publications before 2018: `1924-02-21`, `1963`, `1963 (approximative)`,
 * `1958 - 1963 (approximative)`, `1977-00-00`. Another form comes back as `date` and is judged later.
 */
export function parseOldBirthDate(
  text: string,
): Omit<FsfBirth, 'act' | 'remarks' | 'element' | 'places' | 'country'> {
  const circa = /approximat/i.test(text);
  const plain = text.replace(/\(approximat\w*\)/i, '').trim();
  const nothing = {
    date: '',
    day: '',
    month: '',
    year: '',
    yearFrom: '',
    yearTo: '',
    circa,
    calendar: 'GREGORIAN',
  };
  const range = /^(\d{4})\s*-\s*(\d{4})$/.exec(plain);
  if (range) return { ...nothing, yearFrom: range[1]!, yearTo: range[2]! };
  const partial = /^(\d{4})(?:-(\d\d)(?:-00)?)?$/.exec(plain);
  if (partial) return { ...nothing, year: partial[1]!, month: partial[2] === '00' ? '' : (partial[2] ?? '') };
  return { ...nothing, date: plain };
}

const TYPED_NUMBER = /^([\s\S]*?)\s*\(([a-z]+)-([^()]*)\)\s*([\s\S]*)$/;

/** A number of the publications before 2018: `AD001095 (passport-National passport) (remark)`. */
export function parseOldNumber(text: string): Omit<FsfIdentification, 'act' | 'element' | 'country'> {
  const [, number, typeCode, typeDescription, rest] = TYPED_NUMBER.exec(text) ?? [];
  return {
    number: number ?? text,
    typeCode: typeCode ?? '',
    typeDescription: typeDescription ?? '',
    remarks: rest === undefined || rest.trim() === '' ? [] : [rest.trim()],
    latinNumber: '',
    region: '',
    issuedBy: '',
    issueDate: '',
    validFrom: '',
    validTo: '',
    nameOnDocument: '',
    states: [],
  };
}
