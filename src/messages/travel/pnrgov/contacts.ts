import type { Contact, Place } from '../manifest.ts';

/** `CTCM 5432109876`, `CTC M …`, `CTCBOG 571-600`: what follows CTC is the kind, or the town. */
const CONTACT = /\bCTC ?(?:([A-Z])(?=[\s\d/+]|$)|[A-Z]{3}(?=[\s\d])|(?=\s))\s*(.*)$/s;
const KIND: Readonly<Record<string, Contact['kind']>> = { E: 'mail', F: 'fax' };

/** The contact that an AIRIMP text tells; undefined where it tells none. */
export function contactOf(text: string, place: Place): Contact | undefined {
  const found = CONTACT.exec(text.trim().toUpperCase());
  if (found === null) return undefined;
  return contactIn(found[2]!, place, KIND[found[1] ?? '']);
}

/** A phone number or mail address in a text that is known to hold one. */
export function contactIn(text: string, place: Place, kind?: Contact['kind']): Contact | undefined {
  const mail = mailOf(text);
  if (mail !== undefined) return { kind: 'mail', value: mail, place };
  const number = phoneOf(text);
  if (number !== undefined) return { kind: kind === 'fax' ? 'fax' : 'phone', value: number, place };
  return undefined;
}

/** AIRIMP writes `//` for @, `..` for the underscore and `./` for the hyphen, for telex has none of them. */
function mailOf(text: string): string | undefined {
  const plain = text.trim().replaceAll('//', '@').replaceAll('..', '_').replaceAll('./', '-').toLowerCase();
  return /[^\s/:;,@+]+(?:\+[^\s/:;,@]+)?@[^\s/:;,@]+\.[a-z]{2,}/.exec(plain)?.[0];
}

/** The first number with at least five digits; its signs between are left out. */
function phoneOf(text: string): string | undefined {
  for (const [found] of text.matchAll(/\+?\d[\d\s().-]*/g)) {
    const digits = found.replace(/\D/g, '');
    if (digits.length >= 5 && digits.length <= 20) return `${found.startsWith('+') ? '+' : ''}${digits}`;
  }
  return undefined;
}
