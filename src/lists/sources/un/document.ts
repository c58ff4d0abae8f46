import { parseCountry } from '../../../entity/index.ts';
import type { IdentityDocument, NumberKind } from '../../identity-document.ts';
import { textOf, type XmlElement } from '../../xml.ts';
import { remarkDate } from './birth.ts';

/** `Libyan passport No. 513519`, `Ration card no.: 0075258`: words, then the number they introduce. */
const INTRODUCED =
  /^(?<words>[\p{L}\s().,“”"'’:-]*?(?:\b(?:number|no|num[ée]ro|passport|card|code|id)\b\.?\s*:?|N°|#))\s*(?<number>(?=[^\s]*\d|[A-Z]{1,3}\s?\d).+)$/iu;
/** `Jordan 654781`, `Libya B/002210`: the issuing country, then the number. */
const BEHIND_COUNTRY =
  /^(?<country>\p{Lu}\p{Ll}{3,}(?:\s\p{Lu}\p{Ll}+)*)\s+(?<number>[A-Z]{0,3}\s?[/-]?\s?\d\S*)$/u;
/** `381110042 (Expired 25 Jan. 2016)`, `R00012098, South Sudan`. */
const WITH_REMARK =
  /^(?<number>[A-Z\d][A-Z\d\s./-]*\d[A-Z\d]*)\s*(?:\((?<brackets>[^)]*)\)|,\s*(?<rest>\p{L}.*))$/u;
const DATE = String.raw`(\d{4}-\d{2}-\d{2}|(?:\d{1,2}\s+)?\p{L}{3,9}\.?\s*(?:\d{1,2},\s*)?\d{4})`;
const EXPIRY = new RegExp(
  `(?:expir(?:e[sd]?|y|ation)\\b(?:\\s+date)?|valid until)\\s*:?\\s*(?:on\\s+)?${DATE}`,
  'iu',
);
const ISSUED = new RegExp(`\\bissued\\s+(?:in\\s+[\\p{L}\\s]+?\\s+)?(?:on\\s+)?${DATE}`, 'iu');

/**
 * What an `INDIVIDUAL_DOCUMENT` says. The number may be in NUMBER, or by mistake in TYPE_OF_DOCUMENT2 or NOTE
 * behind the words that describe it. Undefined where no number can be found; its remarks are then the caller's.
 */
export function readDocument(element: XmlElement): IdentityDocument | undefined {
  const type = clean(textOf(element, 'TYPE_OF_DOCUMENT'));
  const detail = clean(textOf(element, 'TYPE_OF_DOCUMENT2'));
  const remark = clean(textOf(element, 'NOTE'));
  const written = clean(textOf(element, 'NUMBER'));
  const source = [
    ['NUMBER', written],
    ['TYPE_OF_DOCUMENT2', /\d/u.test(detail) ? detail : ''],
    ['NOTE', numberInRemark(remark)],
  ].find(([, text]) => text !== '');
  if (source === undefined) return undefined;
  const [name = '', text = ''] = source;
  const found = numberOf(text);
  const remarks = [found.remark, remark, detail !== '' && detail !== type ? detail : ''].filter(
    (each) => each !== '',
  );
  const all = remarks.join('; ');
  const dateOfIssue = textOf(element, 'DATE_OF_ISSUE');
  return {
    kind: kindOf(type, `${detail} ${found.remark} ${remark}`),
    number: found.number,
    type: detail.replace(/[:\d].*$/u, '').trim() || type,
    country:
      textOf(element, 'ISSUING_COUNTRY') ||
      textOf(element, 'COUNTRY_OF_ISSUE') ||
      found.country ||
      countryIn(found.remark),
    authority: textOf(element, 'CITY_OF_ISSUE') || undefined,
    startDate: remarkDate(dateOfIssue) ?? remarkDate(ISSUED.exec(all)?.[1] ?? ''),
    endDate: remarkDate(EXPIRY.exec(all)?.[1] ?? ''),
    remarks: found.number === written ? remarks : [...remarks, `as published: ${text}`],
    element: `${element.name}/${name}`,
  };
}

function clean(text: string): string {
  const single = text.replace(/\s+/gu, ' ').trim();
  return /^(?:none|null|na|n\/a|unknown)$/iu.test(single) ? '' : single;
}

function numberInRemark(remark: string): string {
  const cut = remark.replace(/[,;]?\s*\b(?:issued|expire[sd]?|valid)\b.*$/iu, '');
  return /^(?:[\p{L}\s:.]*(?:number|no\.?|code:?)\s*:?\s*)?[A-Z]{0,3}\s?\d[A-Z\d]{4,}$/iu.test(cut)
    ? cut
    : numberAtEnd(cut);
}

function numberAtEnd(text: string): string {
  return /^[\p{L}\s]+(?:code|number):\s*[A-Z\d]{6,}$/iu.test(text) ? text : '';
}

function numberOf(text: string): { number: string; remark: string; country?: string } {
  const introduced = INTRODUCED.exec(text)?.groups;
  if (introduced?.number) {
    const inner = WITH_REMARK.exec(introduced.number)?.groups;
    return { number: inner?.number ?? introduced.number, remark: introduced.words ?? '' };
  }
  const behind = BEHIND_COUNTRY.exec(text)?.groups;
  if (behind?.number && behind.country) return { number: behind.number, remark: '', country: behind.country };
  const remarked = WITH_REMARK.exec(text)?.groups;
  if (remarked?.number) {
    const remark = remarked.brackets ?? remarked.rest ?? '';
    return { number: remarked.number.trim(), remark, ...(remarked.rest && { country: remarked.rest }) };
  }
  return { number: text, remark: '' };
}

/** `Libyan passport No.`, `Iraqi`: the words around a number often begin with the country that issued it. */
function countryIn(words: string): string | undefined {
  return [words, words.split(' ')[0] ?? ''].find((text) => parseCountry(text) !== undefined);
}

function kindOf(type: string, detail: string): NumberKind {
  if (/passeport|pasaporte|passport/iu.test(type)) return 'passport';
  if (/social security/iu.test(detail)) return 'social-security';
  if (/fiscal code|\btax\b|\bNIF\b/iu.test(detail)) return 'tax';
  return 'id';
}
