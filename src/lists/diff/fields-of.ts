import type { Entity, ValueNote } from '../../entity/index.ts';
import { type FieldKind, fieldKind } from '../fields.ts';

export interface ComparedField {
  readonly kind: FieldKind;
  readonly matters: boolean;
  readonly values: ReadonlySet<string>;
}

/** Schemata that say why and when somebody is listed, not who: nothing in them bears on matching. */
const ABOUT_LISTING = new Set(['Sanction']);

/** Everything of an entity that a difference compares, by the name of the field. */
export function fieldsOf(entities: readonly Entity[]): ReadonlyMap<string, ComparedField> {
  const fields = new Map<string, { kind: FieldKind; matters: boolean; values: Set<string> }>();
  const add = (field: string, kind: FieldKind, matters: boolean, value: string) => {
    const known = fields.get(field);
    if (known === undefined) fields.set(field, { kind, matters, values: new Set([value]) });
    else known.values.add(value);
  };
  for (const entity of entities) {
    const identifies = !ABOUT_LISTING.has(entity.schema);
    add('schema', 'other', true, entity.schema);
    add('caption', 'other', false, entity.caption);
    if (entity.target !== undefined) add('target', 'other', true, String(entity.target));
    for (const dataset of entity.datasets) add('datasets', 'other', false, dataset);
    for (const [property, values] of Object.entries(entity.properties)) {
      const kind = fieldKind(entity.schema, property);
      const matters = identifies && kind !== 'other';
      for (const [index, value] of values.entries()) {
        add(property, kind, matters, value);
        for (const [aspect, said] of aspectsOf(entity.notes?.[property]?.[index])) {
          add(`${property} ${aspect}`, kind, matters, `${value}: ${said}`);
        }
      }
    }
  }
  return fields;
}

/** What the source says beside a value that changes how it is matched: a weak alias, a date that is only about right. */
function aspectsOf(note: ValueNote | null | undefined): [aspect: string, said: string][] {
  const aspects: [string, string][] = [];
  if (note?.quality !== undefined) aspects.push(['quality', note.quality]);
  if (note?.precision !== undefined) aspects.push(['precision', note.precision]);
  if (note?.until !== undefined) aspects.push(['precision', `until ${note.until}`]);
  return aspects;
}
