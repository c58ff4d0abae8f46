import type { ValueNote } from '../entity/index.ts';
import type { EntityDraft } from './entity-draft.ts';

export type ContactKind = 'phone' | 'email' | 'website';

const SEPARATORS: Readonly<Record<ContactKind, RegExp>> = {
  phone: /\s*(?:;|,|\.(?=\s)|\n)\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+(?=[+(\d])/i,
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
    const value = part.replace(/^[\s.,:-]+|[\s.,]+$/g, '');
    holder.add(kind, value, value === text.trim() ? note : { ...note, original: text.trim() });
  }
}

const HAVE_CONTACTS: ReadonlySet<string> = new Set(['Person', 'Organization', 'LegalEntity']);
