import type { ValueNote } from '../../../entity/index.ts';
import type { EntityDraft } from '../../entity-draft.ts';
import { joined, type OfacName } from './record.ts';

const SUFFIX = /^(.*?),?\s+((?:jr|sr)\.?|II|III|IV)$/iu;

/**
 * Adds a name in natural order, `First LAST`, with OFAC's `LAST, First` as its original. OFAC's weak aliases are
 * nicknames and acronyms too broad to screen on alone (dat_spec.txt, "The disposition of aliases").
 */
export function addName(holder: EntityDraft, name: OfacName): void {
  const listed = joined(', ', name.last, name.first);
  const [, first = name.first ?? '', suffix = ''] = SUFFIX.exec(name.first ?? '') ?? [];
  const natural = joined(' ', first, name.last, suffix);
  const property =
    name.role === 'primary'
      ? 'name'
      : name.weak
        ? 'weakAlias'
        : name.role === 'fka'
          ? 'previousName'
          : 'alias';
  const kind = name.script === undefined ? KINDS[name.role] : 'original script';
  const note: ValueNote = {
    element: name.element,
    quality: name.role === 'primary' ? 'primary' : name.weak ? 'weak' : 'strong',
    ...(kind && { kind }),
    ...(natural !== listed && { original: listed }),
  };
  holder.add(property, natural, note);
  if (holder.schema !== 'Person' || name.role !== 'primary' || name.first === undefined) return;
  holder.add('lastName', name.last, { element: name.element });
  holder.add('firstName', first, { element: name.element });
  holder.add('nameSuffix', suffix, { element: name.element });
  for (const [part, value] of Object.entries(name.parts ?? {})) {
    const target = PARTS[part];
    if (target !== undefined) holder.add(target, value, { element: name.element, kind: part.toLowerCase() });
  }
}

const KINDS: Readonly<Record<OfacName['role'], string | undefined>> = {
  primary: undefined,
  aka: 'a.k.a.',
  fka: 'f.k.a.',
  nka: 'n.k.a.',
};

/** Parts of a name that the advanced formats tell apart, by OFAC's word for them. */
const PARTS: Readonly<Record<string, string>> = {
  'Middle Name': 'middleName',
  Patronymic: 'fatherName',
  Matronymic: 'motherName',
};
