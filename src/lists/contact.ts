import type { ValueNote } from '../entity/index.ts';
import type { EntityDraft } from './entity-draft.ts';

export type ContactKind = 'phone' | 'email' | 'website';

const SEPARATORS: Readonly<Record<ContactKind, RegExp>> = {
  phone:
    /\s*(?:;|,|\.(?=\s)|\n)\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+(?=[+(\d])|\s*\((?:fax|tel)\)\s*:\s*|(?:^|\s)\([1-9]\)\s+/i,
  email: /[\s;,]+(?:and\s+)?/i,
  website: /[\s;]+(?:and\s+)?/i,
};

/** Adds the contacts of one kind that stand in one field. `ryonha@ silibank.com` is an address with a slip. */
export function addContacts(holder: EntityDraft, kind: ContactKind, text: string, note: ValueNote): void {
  if (!HAVE_CONTACTS.has(holder.schema)) {
    holder.add('notes', `${kind}: ${text}`, note);
    return;
  }
  const mended = kind === 'email' ? text.replace(/\s*@\s*/g, '@') : text;
  for (const part of mended.split(SEPARATORS[kind])) {
    const value = part.replace(/^[\s.,:-]+|[\s.,:]+$/g, '').replace(/^\([1-9]\)\s+/, '');
    const found = kind === 'website' && EMAIL.test(value) ? 'email' : kind;
    if (value === '') continue;
    if (LOOKS_LIKE[found].test(value)) {
      holder.add(found, value, value === text.trim() ? note : { ...note, original: text.trim() });
    } else holder.add('notes', `${kind}: ${value}`, note);
  }
}

const EMAIL = /^[^\s@]+@[^\s@]+$/;
const LOOKS_LIKE: Readonly<Record<ContactKind, RegExp>> = { phone: /\d/, email: EMAIL, website: /\.\w/ };

const HAVE_CONTACTS: ReadonlySet<string> = new Set(['Person', 'Organization', 'LegalEntity']);
