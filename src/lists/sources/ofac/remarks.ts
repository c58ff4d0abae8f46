import { splitLabel } from './labels.data.ts';
import type { OfacFact, OfacLink, OfacName, OfacText, OfacType } from './record.ts';

export interface ReadRemarks {
  readonly facts: readonly OfacFact[];
  readonly links: readonly OfacLink[];
  readonly names: readonly OfacName[];
  readonly rest: readonly OfacText[];
}

const KNOWN_AS = /^(a\.k\.a\.|f\.k\.a\.|n\.k\.a\.) ['"](.*)['"]$/i;
const LINKED_TO = /^\(?(Linked To:) (.*?)\)?$/;
/** A clause that is the second half of the restriction before it: the `; ` is OFAC's own wording. */
const CONTINUED = /^U\.S\. Persons Must Continue to Block /;
/**
 * Reads the remarks of a delimited file: clauses between `; `, a full stop at the end. In these files the
 * remarks carry everything that has no column: birth, papers, weak aliases, links, restrictions. What states
 * nothing we know is handed back word for word.
 */
export function readRemarks(remarks: string, title: string, type: OfacType, element: string): ReadRemarks {
  const facts: OfacFact[] = [];
  const links: OfacLink[] = [];
  const names: OfacName[] = [];
  const rest: OfacText[] = [];
  const titles = title.split(/;\s+/);
  let text = remarks.trim().replace(/\.$/, '');
  // A title is repeated in front, and may itself hold a `; `.
  if (title !== '' && text.startsWith(title)) text = text.slice(title.length).replace(/^\.?;\s*/, '');
  for (const clause of text.split(/;\s+|;$/)) {
    const said = clause.trim();
    if (said === '' || titles.includes(said)) continue;
    const before = facts.at(-1);
    if (CONTINUED.test(said) && before !== undefined) {
      facts[facts.length - 1] = { ...before, value: `${before.value}; ${said}` };
      continue;
    }
    const bare = said.replace(/^alt\. /i, '');
    const known = KNOWN_AS.exec(bare);
    const linked = LINKED_TO.exec(bare);
    const labelled = splitLabel(bare);
    if (known !== null) names.push(weakName(known[1] ?? '', known[2] ?? '', type, element));
    else if (linked !== null) links.push({ relation: linked[1] ?? '', name: linked[2] ?? '', element });
    else if (labelled === undefined || labelled.value === '') rest.push({ text: said, element });
    else facts.push({ ...labelled, element });
  }
  return { facts, links, names, rest };
}

function weakName(kind: string, name: string, type: OfacType, element: string): OfacName {
  const role = kind.toLowerCase().startsWith('f')
    ? 'fka'
    : kind.toLowerCase().startsWith('n')
      ? 'nka'
      : 'aka';
  return { role, weak: true, ...splitName(name, type), element };
}

/** `LAST, First` of a person; anything else is one name. */
export function splitName(name: string, type: OfacType): { last: string; first?: string } {
  const comma = type === 'individual' ? name.indexOf(', ') : -1;
  if (comma <= 0) return { last: name.trim() };
  return { last: name.slice(0, comma).trim(), first: name.slice(comma + 2).trim() };
}
