import { propertyWords } from '../../../entity/index.ts';
import type { Loaded } from '../../service.ts';
import type { Parameters } from '../parameters.ts';
import { datasetNamed } from '../scope.ts';
import { DEFAULT_PAGE, MAX_PAGE } from '../search.ts';
import { entityOf, schemataIn, typeOf } from './types.ts';

export const SUGGEST_PARAMETERS = {
  prefix: { kind: 'text', default: '', title: 'Search prefix' },
} as const satisfies Parameters;

export const SUGGEST_ENTITY_PARAMETERS = {
  ...SUGGEST_PARAMETERS,
  limit: { kind: 'whole', default: DEFAULT_PAGE, most: MAX_PAGE, title: 'Number of suggestions to return' },
} as const satisfies Parameters;

/** yente's setting `MATCH_PAGE`. */
const SUGGESTIONS = 5;

const OK = { code: '/api/status/ok', status: '200 OK' };

export function suggestEntities(loaded: Loaded, datasetName: string, prefix: string, limit: number): object {
  const dataset = datasetNamed(loaded, datasetName);
  const { numbers } = loaded.lookup.suggest(prefix, {
    limit: Math.max(0, limit),
    offset: 0,
    filter: dataset.whole ? {} : { datasets: dataset.lists },
  });
  const result = numbers.map((number) => {
    const { id, caption, schema } = loaded.lookup.book.entity(number);
    return entityOf(id, caption, schema);
  });
  return { ...OK, prefix, result };
}

/** Properties whose name or label begins so, those of general schemata first. */
export function suggestProperties(loaded: Loaded, datasetName: string, prefix: string): object {
  const found = new Map<string, object>();
  const schemata = [...schemataIn(loaded, datasetName)].sort((a, b) => a.lineage.size - b.lineage.size);
  for (const schema of schemata) {
    for (const [name, words] of propertyWords(schema.name)) {
      if (words.declaredBy !== schema.name || words.hidden || schema.properties.get(name)?.type === 'entity')
        continue;
      if (!begins(prefix, name, words.label)) continue;
      const id = `${schema.name}:${name}`;
      found.set(id, { id, name: words.label, description: words.description ?? null });
    }
  }
  return { ...OK, prefix, result: [...found.values()].slice(0, SUGGESTIONS) };
}

export function suggestTypes(loaded: Loaded, datasetName: string, prefix: string): object {
  const found = schemataIn(loaded, datasetName).filter(({ name, label }) => begins(prefix, name, label));
  return { ...OK, prefix, result: found.slice(0, SUGGESTIONS).map(typeOf) };
}

function begins(prefix: string, ...labels: readonly string[]): boolean {
  const wanted = prefix.trim().toLowerCase();
  return wanted !== '' && labels.some((label) => label.toLowerCase().startsWith(wanted));
}
