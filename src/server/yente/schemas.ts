/** yente's answers as JSON schemas, under yente's names, for OpenAPI. */

const text = { type: 'string' } as const;
const nullableText = { type: ['string', 'null'] } as const;
const texts = { type: 'array', items: text } as const;
const whole = { type: 'integer' } as const;
const flag = { type: 'boolean' } as const;
const ref = (name: string) => ({ $ref: `${name}#` });
const object = (properties: Record<string, object>, required = Object.keys(properties)) => ({
  type: 'object',
  properties,
  required,
});
const mapOf = (value: object) => ({ type: 'object', additionalProperties: value });
const listOf = (items: object) => ({ type: 'array', items });

const entity = {
  id: text,
  caption: text,
  schema: text,
  properties: mapOf({ type: 'array', items: { type: ['string', 'object'] } }),
  datasets: texts,
  referents: texts,
  target: flag,
  first_seen: nullableText,
  last_seen: nullableText,
  last_change: nullableText,
};

export const SHARED_SCHEMAS: readonly { readonly $id: string }[] = [
  { $id: 'ErrorResponse', ...object({ detail: text, code: text }, ['detail']) },
  {
    $id: 'HTTPValidationError',
    ...object({
      detail: listOf(
        object({ type: text, loc: listOf({ type: ['string', 'integer'] }), msg: text, input: {} }, [
          'type',
          'loc',
          'msg',
        ]),
      ),
    }),
  },
  { $id: 'StatusResponse', ...object({ status: text }) },
  { $id: 'TotalSpec', ...object({ value: whole, relation: text }) },
  { $id: 'EntityResponse', ...object(entity) },
  {
    $id: 'FeatureResult',
    ...object({
      score: { type: 'number' },
      detail: nullableText,
      query: nullableText,
      candidate: nullableText,
    }),
  },
  {
    $id: 'ScoredEntityResponse',
    ...object({
      ...entity,
      score: { type: 'number' },
      features: mapOf({ type: 'number' }),
      explanations: mapOf(ref('FeatureResult')),
      match: flag,
    }),
  },
  {
    $id: 'EntityExample',
    ...object({ id: nullableText, schema: text, properties: mapOf({ type: ['string', 'array'] }) }, [
      'schema',
      'properties',
    ]),
  },
  {
    $id: 'EntityMatchQuery',
    ...object(
      {
        weights: mapOf({ type: 'number' }),
        config: mapOf({ type: ['string', 'number', 'boolean', 'null'] }),
        queries: mapOf(ref('EntityExample')),
      },
      ['queries'],
    ),
  },
  {
    $id: 'EntityMatches',
    ...object({
      status: whole,
      results: listOf(ref('ScoredEntityResponse')),
      total: ref('TotalSpec'),
      query: ref('EntityExample'),
    }),
  },
  { $id: 'FeatureDoc', ...object({ description: nullableText, coefficient: { type: 'number' }, url: text }) },
  {
    $id: 'EntityMatchResponse',
    ...object({ responses: mapOf(ref('EntityMatches')), matcher: mapOf(ref('FeatureDoc')), limit: whole }),
  },
  {
    $id: 'SearchFacet',
    ...object({ label: text, values: listOf(object({ name: text, label: text, count: whole })) }),
  },
  {
    $id: 'SearchResponse',
    ...object({
      limit: whole,
      offset: whole,
      total: ref('TotalSpec'),
      results: listOf(ref('EntityResponse')),
      facets: mapOf(ref('SearchFacet')),
    }),
  },
  {
    $id: 'AdjacentResultsResponse',
    ...object({
      limit: whole,
      offset: whole,
      total: ref('TotalSpec'),
      results: listOf(ref('EntityResponse')),
    }),
  },
  {
    $id: 'EntityAdjacentResponse',
    ...object({
      entity: ref('EntityResponse'),
      adjacent: mapOf(ref('AdjacentResultsResponse')),
      limit: whole,
      offset: whole,
    }),
  },
  {
    $id: 'DataCatalogModel',
    ...object({
      datasets: listOf({ type: 'object' }),
      current: texts,
      outdated: texts,
      index_stale: flag,
      index_id: text,
      engine: text,
    }),
  },
  {
    $id: 'AlgorithmResponse',
    ...object({
      algorithms: listOf(
        object({
          name: text,
          description: nullableText,
          features: mapOf(ref('FeatureDoc')),
          docs: { type: 'object' },
        }),
      ),
      default: text,
      best: text,
    }),
  },
];

/** Answers of a route: what it gives, and the errors that it can give. */
export function responses(name: string, ...errors: readonly number[]): object {
  return {
    200: { description: 'Successful Response', ...(name === '' ? { type: 'object' } : ref(name)) },
    ...Object.fromEntries(
      errors.map((status) => [
        status,
        { description: ERRORS[status], ...ref(status === 422 ? 'HTTPValidationError' : 'ErrorResponse') },
      ]),
    ),
  };
}

const ERRORS: Readonly<Record<number, string>> = {
  400: 'Invalid query',
  403: 'Authorization error',
  404: 'Not found',
  422: 'Validation Error',
  503: 'Index is not ready',
};
