import type { Entity } from '../../entity/index.ts';
import { type NameKind, namesWithin } from '../../names/index.ts';

/** Where a name of an entity stands in its properties, and how the list rates it. */
export interface ListedName {
  readonly text: string;
  readonly property: string;
  readonly kind: NameKind;
  readonly weak: boolean;
}

const NAME_PROPERTIES = ['name', 'alias', 'previousName', 'weakAlias', 'abbreviation'] as const;

const KIND_OF_SCHEMA: Readonly<Record<string, readonly NameKind[]>> = {
  Person: ['person'],
  Vessel: ['vessel'],
  Airplane: ['vessel'],
  Vehicle: ['vessel'],
  Organization: ['organisation'],
  Company: ['organisation'],
  PublicBody: ['organisation'],
  LegalEntity: ['organisation', 'person'],
  Asset: ['organisation', 'vessel'],
  Security: ['organisation'],
  Thing: ['organisation', 'person', 'vessel'],
};

/** Ways in which a name of this schema has to be read; empty for what has no name that is screened (addresses, links). */
export function kindsOf(schema: string): readonly NameKind[] {
  return KIND_OF_SCHEMA[schema] ?? [];
}

/** The names to be read in a text that is printed as one. */
export function namesIn(text: string, kind: NameKind): readonly string[] {
  return kind === 'person' ? namesWithin(text) : [text];
}

/** All names of an entity to be searched, without repetition. */
export function namesOf(entity: Pick<Entity, 'schema' | 'properties'>): ListedName[] {
  const names: ListedName[] = [];
  const seen = new Set<string>();
  for (const kind of kindsOf(entity.schema)) {
    for (const property of NAME_PROPERTIES) {
      for (const printed of entity.properties[property] ?? []) {
        for (const text of namesIn(printed, kind)) {
          const key = `${kind}:${text}`;
          if (seen.has(key)) continue;
          seen.add(key);
          names.push({ text, property, kind, weak: property === 'weakAlias' });
        }
      }
    }
  }
  return names;
}
