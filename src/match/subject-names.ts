import { type Subject, valuesOf } from '../entity/index.ts';
import { type AnalysedName, analyseName, type FlatName, flatten, type NameKind } from '../names/index.ts';
import { fillsLine } from './cut-names.ts';
import { kindsOf, namesIn } from './index/names-of.ts';

/** One reading of one of a subject's names. */
export interface SubjectName {
  readonly text: string;
  readonly kind: NameKind;
  readonly analysed: AnalysedName;
  readonly flat: FlatName;
}

const NAME_PROPERTIES = ['name', 'alias', 'previousName', 'weakAlias', 'abbreviation'] as const;
const PART_PROPERTIES = ['firstName', 'secondName', 'middleName', 'fatherName', 'lastName'] as const;
const ALL_KINDS: readonly NameKind[] = ['person', 'organisation', 'vessel'];

/** The names that a subject was given, as written; its name parts are no names of their own. */
export function namesGiven(subject: Subject): string[] {
  return NAME_PROPERTIES.flatMap((property) => valuesOf(subject, property));
}

/** One reading of a name, or undefined where no word of it can be read. `cut`: its end may be missing. */
export function readName(text: string, kind: NameKind, cut: boolean): SubjectName | undefined {
  const analysed = analyseName(text, kind);
  const flat = flatten(analysed, cut);
  return flat.wordCount > 0 ? { text, kind, analysed, flat } : undefined;
}

/** All names of a subject that can be read, each in every way that its schema leaves open. */
export function namesOfSubject<Name extends SubjectName>(
  subject: Subject,
  read: (text: string, kind: NameKind, cut: boolean) => Name | undefined,
): Name[] {
  const texts = new Set(namesGiven(subject));
  if (texts.size === 0) {
    const parts = PART_PROPERTIES.flatMap((property) => valuesOf(subject, property));
    if (parts.length > 0) texts.add(parts.join(' '));
  }
  const kinds = kindsOf(subject.schema);
  const truncated = subject.carried?.truncated === true;
  const names: Name[] = [];
  for (const text of texts) {
    for (const kind of kinds.length === 0 ? ALL_KINDS : kinds) {
      const cut = truncated || fillsLine(text);
      for (const one of namesIn(text, kind)) {
        const name = read(one, kind, cut);
        if (name !== undefined) names.push(name);
      }
    }
  }
  return names;
}
