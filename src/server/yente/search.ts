import {
  countryName,
  groupOfType,
  RiegelError,
  schemaOf,
  schemaWords,
  typeOfGroup,
  valueWords,
} from '../../entity/index.ts';
import {
  type FacetCount,
  isKeyword,
  KEYWORDS,
  type KeywordFilter,
  type KeywordName,
  secondsOf,
} from '../../lookup/index.ts';
import type { Loaded } from '../service.ts';
import { Refusal } from './detail.ts';
import { type Parameters, TIMESTAMP, type Values } from './parameters.ts';
import { datasetNamed, keywordFilters, scopeFilter } from './scope.ts';

/** yente's settings `DEFAULT_PAGE`, `MAX_PAGE`, `MAX_OFFSET`. */
export const DEFAULT_PAGE = 10;
export const MAX_PAGE = 500;
const MAX_OFFSET = 9_499;

export const PAGE_PARAMETERS = {
  limit: { kind: 'whole', default: DEFAULT_PAGE, most: MAX_PAGE, title: 'Number of results to return' },
  offset: { kind: 'whole', default: 0, most: MAX_OFFSET, title: 'Start at result with given offset' },
  sort: { kind: 'texts', title: 'Sorting criteria' },
} as const satisfies Parameters;

export const SEARCH_PARAMETERS = {
  ...PAGE_PARAMETERS,
  q: { kind: 'text', default: '', title: 'Query text' },
  schema: { kind: 'text', default: 'Thing', title: 'Types of entities that can match the search' },
  include_dataset: { kind: 'texts', title: 'Only include the given datasets in results' },
  exclude_dataset: { kind: 'texts', title: 'Remove the given datasets from results' },
  exclude_schema: { kind: 'texts', title: 'Remove the given types of entities from results' },
  changed_since: {
    kind: 'text',
    pattern: TIMESTAMP,
    title: 'Search entities that were updated since the given date',
  },
  countries: { kind: 'texts', title: 'Filter by country codes' },
  topics: { kind: 'texts', title: 'Filter by entity topics (e.g. sanction, role.pep)' },
  datasets: { kind: 'texts', title: 'Filter by dataset names, for faceting use' },
  filter: { kind: 'texts', title: 'Filter by entity properties, as field:value' },
  target: { kind: 'flag', title: 'Include only targeted entities' },
  fuzzy: { kind: 'flag', default: false, title: 'Allow fuzzy query syntax' },
  simple: { kind: 'flag', default: false, title: 'Use simple syntax for user-facing query boxes' },
  facets: {
    kind: 'texts',
    oneOf: KEYWORDS,
    default: ['countries', 'topics', 'datasets'],
    title: 'Facet counts to include in response.',
  },
  filter_op: {
    kind: 'choice',
    oneOf: ['AND', 'OR'],
    default: 'OR',
    title: 'Define behaviour of multiple filters on one field',
  },
} as const satisfies Parameters;

/** Answers `GET /search` as JSON text. */
export function answerSearch(
  loaded: Loaded,
  datasetName: string,
  parameters: Values<typeof SEARCH_PARAMETERS>,
): string {
  const dataset = datasetNamed(loaded, datasetName);
  if (schemaOf(parameters.schema) === undefined) throw new Refusal(400, 'Invalid schema');
  const { book } = loaded.lookup;
  const need = parameters.filter_op === 'AND' ? 'all' : 'any';
  const { keywords, clauses } = readFilters(parameters.filter, need);
  const scope = scopeFilter(loaded, dataset, parameters);
  const limit = Math.max(0, parameters.limit);
  const offset = Math.max(0, parameters.offset);
  const syntax = parameters.simple ? 'simple' : 'query-string';
  try {
    const { numbers, total, facets } = loaded.lookup.search(parameters.q, syntax, {
      limit,
      offset,
      sort: parameters.sort,
      facets: [...new Set(parameters.facets)].filter(isKeyword),
      properties: clauses,
      filter: {
        ...scope,
        schema: parameters.schema,
        excludeSchemata: parameters.exclude_schema,
        ...(parameters.changed_since === undefined
          ? {}
          : { changedSince: secondsOf(parameters.changed_since) }),
        ...(parameters.target === undefined ? {} : { target: parameters.target }),
        keywords: [
          ...scope.keywords,
          ...keywordFilters(
            { countries: parameters.countries, topics: parameters.topics, datasets: parameters.datasets },
            need,
          ),
          ...keywords,
        ],
      },
    });
    const results = numbers.map((number) => `${book.openText(number)}}`).join(',');
    const counted = JSON.stringify(
      Object.fromEntries([...facets].map(([name, counts]) => [name, facetOf(loaded, name, counts)])),
    );
    return `{"limit":${limit},"offset":${offset},"total":{"value":${total},"relation":"eq"},"results":[${results}],"facets":${counted}}`;
  } catch (error) {
    if (error instanceof RiegelError && error.code.startsWith('lookup/'))
      throw new Refusal(400, `Invalid query: ${error.message}`);
    throw error;
  }
}

/** `field:value` parameters: those of a column, and those of a property with how several of one are joined. */
function readFilters(filters: readonly string[], need: KeywordFilter['need']) {
  const keywords = new Map<KeywordName, string[]>();
  const clauses = new Map<string, string[]>();
  for (const filter of filters) {
    const colon = filter.indexOf(':');
    if (colon < 0) throw new Refusal(400, `Invalid filter: '${filter.slice(0, 200)}'`);
    const field = filter.slice(0, colon);
    const value = filter.slice(colon + 1);
    if (isKeyword(field)) keywords.set(field, [...(keywords.get(field) ?? []), value]);
    else clauses.set(field, [...(clauses.get(field) ?? []), value]);
  }
  return {
    keywords: keywordFilters(Object.fromEntries(keywords), need),
    clauses: [...clauses].map(([field, values]) => ({ field, values, need })),
  };
}

interface Facet {
  readonly label: string;
  readonly values: readonly { readonly name: string; readonly label: string; readonly count: number }[];
}

function facetOf({ catalogue }: Loaded, name: KeywordName, counts: readonly FacetCount[]): Facet {
  const group = typeOfGroup(name);
  const labelOf = (value: string): string => {
    if (name === 'datasets') return catalogue.get(value)?.title ?? value;
    if (name === 'schema') return schemaWords(value)?.plural ?? value;
    if (name === groupOfType('country')) return countryName(value) ?? value;
    return (group === undefined ? undefined : valueWords(group.type, value)) ?? value;
  };
  return {
    label:
      name === 'datasets' ? 'Data sources' : name === 'schema' ? 'Entity types' : (group?.plural ?? name),
    values: counts.map(({ value, count }) => ({ name: value, label: labelOf(value), count })),
  };
}
