import { type Schema, schemaNames, schemaOf, schemaWords } from '../../../entity/index.ts';
import type { Loaded } from '../../service.ts';
import { datasetNamed } from '../scope.ts';

/** A type as the reconciliation API gives it. */
interface FreebaseType {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

/** A schema as a type. */
export function typeOf(schema: Schema): FreebaseType {
  const words = schemaWords(schema.name);
  return {
    id: schema.name,
    name: words?.plural ?? schema.label,
    description: words?.description ?? schema.label,
  };
}

/** Matchable schemata of which the dataset has entities, and all they descend from. */
export function schemataIn(loaded: Loaded, datasetName: string): readonly Schema[] {
  const dataset = datasetNamed(loaded, datasetName);
  const { facets } = loaded.lookup.search('', 'query-string', {
    limit: 0,
    offset: 0,
    facets: ['schema'],
    filter: dataset.whole ? {} : { datasets: dataset.lists },
  });
  const used = new Set(
    (facets.get('schema') ?? []).flatMap(({ value }) => {
      const schema = schemaOf(value);
      return schema?.matchable === true ? [...schema.lineage] : [];
    }),
  );
  return schemaNames().flatMap((name) => (used.has(name) ? [schemaOf(name)!] : []));
}
/** An entity as the reconciliation API gives it. */
export function entityOf(id: string, caption: string, schemaName: string): object {
  const schema = schemaOf(schemaName);
  return {
    id,
    name: caption,
    description: schema?.label ?? schemaName,
    type: [
      schema === undefined ? { id: schemaName, name: schemaName, description: schemaName } : typeOf(schema),
    ],
  };
}
