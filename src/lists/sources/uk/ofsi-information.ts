import { splitEnumerated } from './enumerated.ts';

/** What the column "Other Information" holds of a target: labelled parts and the running text before them. */
export interface OfsiInformation {
  /** Text of each label, e.g. `UN Ref`, `IMO number`, in order. */
  readonly labelled: readonly (readonly [label: OfsiLabel, text: string])[];
  readonly rest: string;
}

/** Labels of the list since 2021: `(UK Sanctions List Ref):AFG0001 (UN Ref):TAe.010 …`. */
const LABELS = [
  'UK Sanctions List Ref',
  'UN Ref',
  'UK Statement of Reasons',
  'Further Identifiying Information',
  'Further Identifying Information',
  'Phone number',
  'Type of entity',
  'Parent company',
  'Website',
  'Business Reg No',
  'Email address',
  'Subsidiaries',
  'Gender',
  'IMO number',
  'Current owners',
  'Previous owners',
  'Flag of ship',
  'Previous flags',
  'Type of ship',
  'Tonnage of ship',
  'Length of ship',
  'Year built',
  'Hull identification number',
] as const;
export type OfsiLabel = (typeof LABELS)[number];

const LABEL = new RegExp(`\\((${LABELS.join('|')})\\)\\s*:`, 'gi');
const BY_LOWER = new Map<string, OfsiLabel>(LABELS.map((label) => [label.toLowerCase(), label]));

/** The reference runs to the first blank; text without a label follows it. */
const REFERENCES: ReadonlySet<string> = new Set(['UK Sanctions List Ref', 'UN Ref']);

export function readOfsiInformation(text: string): OfsiInformation {
  const found = [...text.matchAll(LABEL)];
  const labelled: [OfsiLabel, string][] = [];
  const rest: string[] = [text.slice(0, found[0]?.index).trim()];
  found.forEach((match, index) => {
    const label = BY_LOWER.get(match[1]!.toLowerCase())!;
    const value = text.slice(match.index + match[0].length, found[index + 1]?.index).trim();
    if (!REFERENCES.has(label)) {
      if (value !== '') labelled.push([label, value]);
      return;
    }
    const [reference, ...words] = value.split(/\s+/);
    if (reference) labelled.push([label, reference.replace(/[.,;]+$/, '')]);
    rest.push(words.join(' '));
  });
  return { labelled, rest: rest.filter((part) => part !== '').join(' ') };
}

/**
 * References of UN lists in the running text of older lists: `UN Ref QI.A.151.03.`, `UN Ref. CFi.009`,
 * `UN REF:QE.A.146.14`. The first of each text; later ones name other targets.
 */
export function unReferenceIn(text: string): string | undefined {
  const found = /\bUN\s*ref(?:erence)?[\s.:]*([A-Z]{2,3}[a-z]?\.(?:[A-Z]\.)?\d+(?:\.\d+)?)/i.exec(text);
  return found?.[1]?.replace(/^kpi/i, 'KPi');
}

/** `IMO: 8937675`, `(IMO number: 7303803)` in the running text of older lists. */
export function imoNumberIn(text: string): string | undefined {
  return /\bIMO(?:\s*(?:number|no\.?))?\s*:?\s*(\d{7})\b/i.exec(text)?.[1];
}

const SEVERAL = /^(\S*\d{4}\S*)\s+and\s+(\S*\d{4}\S*)$/;
const FISCAL_CODE = /\bfiscal code\b[\s:.]*((?:[A-Z0-9]\s?){15}[A-Z0-9])\b/i;

/**
 * Numbers of passports or cards in running text such as `D 001206 (Afghan). Issued on 17 July 2000`, or
 * `… passport number (1) 349054 (2) 3490054`. Empty when none can be told from dates and words.
 */
export function numbersIn(details: string): readonly string[] {
  const first = details.indexOf('(1)');
  if (first > 0 && details.includes('(2)')) {
    return [...splitEnumerated(details.slice(first)).values()].flatMap(numbersIn);
  }
  const several = SEVERAL.exec(details.trim());
  if (several) return [several[1]!, several[2]!];
  const fiscalCode = FISCAL_CODE.exec(details)?.[1];
  if (fiscalCode !== undefined) return [fiscalCode.replace(/\s/g, '')];
  const number = numberIn(details);
  return number === undefined ? [] : [number];
}

function numberIn(details: string): string | undefined {
  const plain = details.replace(/\b\d{1,2}[./]\d{1,2}[./]\d{4}\b/g, ' ').replace(/\([^()]*\)/g, ' ');
  const first = /^\W*([A-Z]{0,3}\s?(?=[A-Z0-9./-]*\d)[A-Z0-9][A-Z0-9./-]{3,})/.exec(plain);
  const labelled = /\b(?:no|number|num)\b[\s.:]*([A-Z]{0,3}[\s-]?[A-Z0-9][A-Z0-9./-]*\d[A-Z0-9/-]*)/i.exec(
    plain,
  );
  const any = /\b((?=[A-Z0-9/-]*\d{3})[A-Z0-9][A-Z0-9/-]{4,})\b/.exec(plain);
  return (first ?? labelled ?? any)?.[1]?.replace(/[./-]+$/, '').trim();
}
