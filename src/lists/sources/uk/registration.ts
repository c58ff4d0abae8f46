import type { EntityDraft } from '../../entity-draft.ts';

/** Numbers that a registration text names by their kind, e.g. `OGRN 1037739044111`, `Tax ID No. 7735579027`. */
const NAMED: readonly (readonly [pattern: RegExp, property: string])[] = [
  [/\bINN\b[\s:]*(\d{12}|\d{10})\b/gi, 'innCode'],
  [/\bOGRN\b[\s:]*(\d{15}|\d{13})\b/gi, 'ogrnCode'],
  [/\bTax(?:payer)?\s*(?:ID(?:entification)?)?\s*(?:No\.?|Number)?\s*:?\s*(\d{8,12})\b/gi, 'taxNumber'],
  [
    /\b(?:registration|company|license|code|reg)\s*(?:no\.?|number)?[\s:.]*([A-Z]{0,3}\d[\dA-Z-]{3,})\b/gi,
    'registrationNumber',
  ],
];

/**
 * Adds the numbers in a text such as `1117746568829 (Russia). Tax ID No. 7735579027 (Russia)`. A text without
 * a number we can tell is kept whole as the registration number.
 */
export function addRegistration(holder: EntityDraft, text: string, element: string): void {
  const note = { element, original: text };
  let rest = text.replace(/\b(?:dated|of)\s+\d{1,2}[/.]\d{1,2}[/.]\d{4}/gi, ' ');
  let found = 0;
  for (const [pattern, property] of NAMED) {
    rest = rest.replace(pattern, (_, number: string) => {
      holder.add(property, number, note);
      found++;
      return ' ';
    });
  }
  const bare = /^\W*([A-Z]{0,3}\d[\dA-Z-]{4,}|\d(?:[\d ]{5,})\d)(?=[\s.,;(]|$)/.exec(rest.trim())?.[1];
  if (bare !== undefined) {
    const number = bare.replace(/\s/g, '');
    holder.add('registrationNumber', number, number === text ? { element } : note);
  } else if (found === 0) holder.add('registrationNumber', text, { element });
}
