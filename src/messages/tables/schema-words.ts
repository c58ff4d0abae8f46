import { plainHeader } from './headers.ts';
import schemaWords from './schema-words.data.json' with { type: 'json' };

const SCHEMA_OF = new Map<string, string>();
for (const [schema, words] of Object.entries(schemaWords.types)) {
  for (const word of words) SCHEMA_OF.set(plainHeader(word), schema);
}
const LEGAL_FORMS = new Set(schemaWords.legalForms.map(plainHeader));
const LONGEST_FORM = Math.max(...[...LEGAL_FORMS].map((form) => form.split(' ').length));
const FORM_PARTS = schemaWords.legalFormParts;

/** The FtM schema that the cell of a type column means: `Individual`, `юрлицо`, `Vessel`; undefined when unknown. */
export function schemaOfWord(text: string): string | undefined {
  return text.length > 40 ? undefined : SCHEMA_OF.get(plainHeader(text));
}

/** True when a name ends in (or, in some scripts, holds) a legal form that only firms have. */
export function hasLegalForm(name: string): boolean {
  if (FORM_PARTS.some((part) => name.includes(part))) return true;
  const words = plainHeader(name).split(' ');
  for (let length = 1; length <= Math.min(LONGEST_FORM, words.length - 1); length++) {
    if (LEGAL_FORMS.has(words.slice(-length).join(' '))) return true;
  }
  return LEGAL_FORMS.has(words[0]!) && /^\p{Script=Cyrillic}/u.test(words[0]!) && words.length > 1;
}
