import type { EntityDraft } from '../../entity-draft.ts';

const LEGAL = ['Person', 'Organization'];

/** Facts that the list writes as text: the whole text must be one, else it stays a note. */
const FACTS: readonly (readonly [text: RegExp, property: string, schemata: readonly string[]])[] = [
  [/^IMO [Nn]umber ?: ?(?:IMO ?)?(\d{7})\.?$/, 'imoNumber', ['Vessel', 'Organization']],
  [/^MMSI(?: [Nn]umber)? ?: ?(\d{9})\.?$/, 'mmsi', ['Vessel']],
  [
    /^(?:Taxpayer [Ii]dentification [Nn]umber|INN|Tax [Ii]dentification [Nn]umber)(?: \(INN\))? ?: ?(\d{10}|\d{12})\.?$/,
    'innCode',
    LEGAL,
  ],
  [/^Tax [Rr]egistration [Nn]umber ?: ?(\S+?)\.?$/, 'taxNumber', LEGAL],
  [
    /^(?:ОГРН\/main )?(?:[Ss]tate |Business )?[Rr]egistration [Nn]umber ?: ?(\S*\d\S*?)\.?$/,
    'registrationNumber',
    LEGAL,
  ],
  [/^SWIFT(?:\/BIC)?(?: code)? ?: ?([A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)\.?$/, 'swiftBic', ['Organization']],
  [/^Type of entity ?: ?(.+)$/, 'legalForm', LEGAL],
  [/^Website ?: ?((?:https?:|www\.)\S+)$/, 'website', LEGAL],
  [/^E-?mail(?: address)? ?: ?([\w.%+-]+@[\w.-]+\.\w{2,})$/, 'email', LEGAL],
  [/^(?:Tel\.|Telephone)(?: number)? ?: ?(\+?[\d\-() /]{5,})$/, 'phone', LEGAL],
];

/** Adds a text of `other-information` as the fact it states, or as a note. */
export function addOtherInformation(holder: EntityDraft, text: string): void {
  const element = 'other-information';
  for (const [pattern, property, schemata] of FACTS) {
    const value = pattern.exec(text.trim())?.[1];
    if (value === undefined || !schemata.includes(holder.schema)) continue;
    holder.add(property, value, { element, original: text.trim() });
    return;
  }
  holder.add('notes', text, { element });
}
