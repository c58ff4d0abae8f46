import {
  countryName,
  propertyWords,
  type Schema,
  schemaNames,
  schemaOf,
  schemaWords,
  valueWords,
} from '../../entity/index.ts';
import { secondsOf } from '../../lookup/index.ts';
import { BadJson, parseJsonBody } from '../http/json-body.ts';
import type { Limits } from '../options.ts';
import type { Loaded } from '../service.ts';
import { BEST } from './algorithms.data.ts';
import { type Fault, InvalidForm, Refusal } from './detail.ts';
import { ALGORITHM_TITLE, checkAlgorithm, Pace } from './match.ts';
import { isObject, missing, notOf } from './match-body.ts';
import { type Parameters, TIMESTAMP, type Values } from './parameters.ts';
import { datasetNamed, idTest, scopeFilter } from './scope.ts';
import { screenIn } from './screen.ts';
import { DEFAULT_PAGE, MAX_PAGE } from './search.ts';
import { subjectOf, unscreened } from './subject.ts';

export const RECONCILE_PARAMETERS = {
  algorithm: { kind: 'text', default: BEST, title: ALGORITHM_TITLE },
  changed_since: {
    kind: 'text',
    pattern: TIMESTAMP,
    title: 'Match against entities that were updated since the given date',
  },
  queries: { kind: 'text', title: 'JSON-encoded reconciliation queries' },
  extend: { kind: 'text', title: 'JSON-encoded data extension query' },
} as const satisfies Parameters;

export const SUGGEST_PARAMETERS = {
  prefix: { kind: 'text', default: '', title: 'Search prefix' },
} as const satisfies Parameters;

export const SUGGEST_ENTITY_PARAMETERS = {
  ...SUGGEST_PARAMETERS,
  limit: { kind: 'whole', default: DEFAULT_PAGE, most: MAX_PAGE, title: 'Number of suggestions to return' },
} as const satisfies Parameters;

export const EXTEND_PARAMETERS = {
  type: {
    kind: 'text',
    default: 'Thing',
    title: 'Type of the entity for which properties should be proposed.',
  },
  limit: { kind: 'whole', default: 0, title: 'Number of suggestions to return.' },
} as const satisfies Parameters;

/** yente's settings `MATCH_PAGE`, `SCORE_THRESHOLD`, `SCORE_CUTOFF`. */
const SUGGESTIONS = 5;
const DEFAULT_LIMIT = 5;
const THRESHOLD = 0.7;
const CUTOFF = 0.5;
const MAX_LIMIT = 500;
/** The vocabulary of the ids, which OpenRefine compares as texts and nobody fetches. */
const SPACE = 'https://www.opensanctions.org/reference/#schema';

/** A type as the reconciliation API gives it. */
interface FreebaseType {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

function typeOf(schema: Schema): FreebaseType {
  const words = schemaWords(schema.name);
  return {
    id: schema.name,
    name: words?.plural ?? schema.label,
    description: words?.description ?? schema.label,
  };
}

/** Matchable schemata of which the dataset has entities, and all they descend from. */
function schemataIn(loaded: Loaded, datasetName: string): readonly Schema[] {
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

/**
 * The manifest of the reconciliation service (version 0.2 of the specification).
 * @param base address of this service
 * @param query query string to hand on, with its question mark
 */
export function reconcileManifest(loaded: Loaded, datasetName: string, base: string, query: string): object {
  const { title } = datasetNamed(loaded, datasetName);
  const service_url = `${base}/reconcile/${encodeURIComponent(datasetName)}`;
  const service = (path: string) => ({ service_url, service_path: `${path}${query}` });
  return {
    versions: ['0.2'],
    name: `${title} (Riegel)`,
    identifierSpace: SPACE,
    schemaSpace: SPACE,
    view: { url: `${base}/entities/{{id}}` },
    documentation: `${base}/`,
    batchSize: 25,
    suggest: {
      entity: service('/suggest/entity'),
      type: service('/suggest/type'),
      property: service('/suggest/property'),
    },
    extend: {
      propose_properties: service('/extend/property'),
      property_settings: EXTEND_SETTINGS,
      propose_settings: EXTEND_SETTINGS,
    },
    defaultTypes: schemataIn(loaded, datasetName).map(typeOf),
  };
}

const EXTEND_SETTINGS = [
  {
    name: 'limit',
    label: 'Limit',
    type: 'number',
    default: 0,
    help_text: 'Maximum number of values to return per row (0 for no limit).',
  },
  {
    name: 'render',
    label: 'Value rendering',
    type: 'select',
    default: 'caption',
    choices: [
      { id: 'caption', name: 'User-readable value' },
      { id: 'raw', name: 'Machine-readable value' },
    ],
    help_text: "Return readable value (e.g. 'Russia') instead of raw value ('ru').",
  },
];

interface ReconcileQuery {
  readonly name: string;
  readonly query?: string;
  readonly schema: string;
  readonly limit: number;
  readonly properties: readonly { readonly pid: string; readonly v: unknown }[];
}

/** Answers reconciliation queries; gives the answer and how many it answers. Throws Refusal, InvalidForm. */
export async function reconcile(
  loaded: Loaded,
  datasetName: string,
  text: string,
  parameters: Pick<Values<typeof RECONCILE_PARAMETERS>, 'algorithm' | 'changed_since'>,
  limits: Limits,
): Promise<Record<string, object>> {
  const dataset = datasetNamed(loaded, datasetName);
  checkAlgorithm(parameters.algorithm);
  const queries = readQueries(text);
  if (queries.length > limits.batch)
    throw new Refusal(400, `Too many queries in one batch (limit: ${limits.batch})`);
  const only = idTest(loaded, {
    ...scopeFilter(loaded, dataset, { include_dataset: [], exclude_dataset: [] }),
    ...(parameters.changed_since === undefined ? {} : { changedSince: secondsOf(parameters.changed_since) }),
  });
  const pace = new Pace(limits.answerTime);
  const answers: [string, object][] = [];
  for (const { name, query, schema, limit, properties } of queries) {
    await pace.next();
    const subject = subjectOf({ schema, properties: examplesOf(query, properties) }, limits.names);
    try {
      const { matches } = screenIn(loaded, subject, {
        threshold: THRESHOLD,
        cutoff: CUTOFF,
        limit,
        ...(only === undefined ? {} : { only }),
      });
      const result = matches.map(({ match }) => ({
        ...entityOf(match.id, match.caption, match.schema),
        score: match.score,
        match: match.score >= THRESHOLD,
      }));
      answers.push([name, { result }]);
    } catch (error) {
      throw unscreened(name, error);
    }
  }
  return Object.fromEntries(answers);
}

function entityOf(id: string, caption: string, schemaName: string): object {
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

/** `pid` is `Schema:property`, as `/suggest/property` gives it; another is read over, as yente does. */
function examplesOf(
  query: string | undefined,
  properties: ReconcileQuery['properties'],
): Record<string, unknown[]> {
  const found: Record<string, unknown[]> = query === undefined ? {} : { name: [query] };
  for (const { pid, v } of properties) {
    const [schema, property] = pid.split(':', 2);
    if (property === undefined || schemaOf(schema!)?.properties.has(property) !== true) continue;
    // OpenRefine sends a cell that was reconciled before as {id, name}.
    const value = isObject(v) ? (v.name ?? v.id) : v;
    found[property] = [...(found[property] ?? []), ...(Array.isArray(value) ? value : [value])];
  }
  return found;
}

function readQueries(text: string): readonly ReconcileQuery[] {
  const title = 'FreebaseReconBatch';
  const value = parsed(text, title);
  if (!isObject(value)) throw new InvalidForm(title, [notOf('dict_type', [], 'a valid dictionary', value)]);
  const faults: Fault[] = [];
  const queries = Object.entries(value).map(([name, each]) => readQuery(name, each, faults));
  if (faults.length > 0) throw new InvalidForm(title, faults);
  return queries;
}

function readQuery(name: string, value: unknown, faults: Fault[]): ReconcileQuery {
  const empty = { name, schema: 'Thing', limit: DEFAULT_LIMIT, properties: [] };
  if (!isObject(value)) {
    faults.push(notOf('model_type', [name], 'a valid dictionary', value));
    return empty;
  }
  const { query, type, limit, properties } = value;
  const absent = (part: unknown) => part === undefined || part === null;
  if (!absent(query) && typeof query !== 'string')
    faults.push(notOf('string_type', [name, 'query'], 'a valid string', query));
  const types = absent(type) ? [] : Array.isArray(type) ? type : [type];
  if (!types.every((each) => typeof each === 'string'))
    faults.push(notOf('string_type', [name, 'type'], 'a valid string', type));
  if (!absent(limit) && !Number.isSafeInteger(limit))
    faults.push(notOf('int_type', [name, 'limit'], 'a valid integer', limit));
  const list = absent(properties) ? [] : properties;
  if (!Array.isArray(list)) faults.push(notOf('list_type', [name, 'properties'], 'a valid list', properties));
  const pairs = (Array.isArray(list) ? list : []).flatMap((each, i) => {
    if (!isObject(each) || typeof each.pid !== 'string') {
      faults.push(missing([name, 'properties', i, 'pid'], each));
      return [];
    }
    return [{ pid: each.pid, v: each.v }];
  });
  return {
    name,
    ...(typeof query === 'string' ? { query } : {}),
    schema: typeof types[0] === 'string' ? types[0] : 'Thing',
    limit: Math.max(0, Math.min(MAX_LIMIT, Number.isSafeInteger(limit) ? (limit as number) : DEFAULT_LIMIT)),
    properties: pairs,
  };
}

function parsed(text: string, title: string): unknown {
  try {
    return parseJsonBody(text);
  } catch (error) {
    if (!(error instanceof BadJson)) throw error;
    throw new InvalidForm(title, [
      { type: 'json_invalid', loc: [], msg: 'Invalid JSON', ctx: { offset: error.offset } },
    ]);
  }
}

/** Answers a data extension query: values of properties of entities, by their ids. Throws Refusal, InvalidForm. */
export function extend(
  loaded: Loaded,
  text: string,
  limits: Limits,
): { readonly meta: object[]; readonly rows: object } {
  const title = 'FreebaseExtendQuery';
  const value = parsed(text, title);
  if (!isObject(value)) throw new InvalidForm(title, [notOf('model_type', [], 'a valid dictionary', value)]);
  const { ids, properties } = value;
  const faults: Fault[] = [];
  if (!Array.isArray(ids) || !ids.every((id) => typeof id === 'string')) {
    faults.push(
      ids === undefined ? missing(['ids'], value) : notOf('list_type', ['ids'], 'a valid list', ids),
    );
  }
  if (
    !Array.isArray(properties) ||
    !properties.every((each) => isObject(each) && typeof each.id === 'string')
  ) {
    faults.push(
      properties === undefined
        ? missing(['properties'], value)
        : notOf('list_type', ['properties'], 'a valid list', properties),
    );
  }
  if (faults.length > 0) throw new InvalidForm(title, faults);
  const asked = (properties as Readonly<Record<string, unknown>>[]).map(extendProperty);
  if ((ids as string[]).length > limits.batch)
    throw new Refusal(400, `Too many queries in one batch (limit: ${limits.batch})`);
  const { book } = loaded.lookup;
  const metas = new Map<string, object>();
  const rows = (ids as string[]).map((id): [string, object] => {
    const [number] = book.numbersOf(id);
    if (number === undefined) {
      if (book.numbersOfReferent(id).length === 0) return [id, {}];
      throw new Refusal(400, 'Please specify the canonical entity ID, not a referent');
    }
    const entity = book.entity(number);
    const schema = schemaOf(entity.schema);
    const row = asked.flatMap(({ id: property, limit, raw }): [string, object][] => {
      const known = schema?.properties.get(property);
      if (known === undefined) return [];
      metas.set(property, {
        id: property,
        name: propertyWords(entity.schema).get(property)?.label ?? property,
      });
      const values = Object.hasOwn(entity.properties, property) ? entity.properties[property]! : [];
      const shown = limit > 0 ? values.slice(0, limit) : values;
      return [[property, shown.map((each) => ({ str: raw ? each : readable(known.type, each) }))]];
    });
    return [id, Object.fromEntries(row)];
  });
  return { meta: [...metas.values()], rows: Object.fromEntries(rows) };
}

function extendProperty(property: Readonly<Record<string, unknown>>) {
  const settings = isObject(property.settings) ? property.settings : {};
  const limit = Number(settings.limit ?? 0);
  return {
    id: property.id as string,
    limit: Number.isSafeInteger(limit) ? limit : 0,
    raw: settings.render === 'raw',
  };
}

function readable(type: string, value: string): string {
  return (type === 'country' ? countryName(value) : valueWords(type, value)) ?? value;
}

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

/** Properties that values can be fetched of, those that FtM shows first before the others. Throws Refusal 400. */
export function extendProperties({ type, limit }: Values<typeof EXTEND_PARAMETERS>): object {
  const schema = schemaOf(type);
  if (schema === undefined) throw new Refusal(400, `Invalid type: ${type.slice(0, 100)}`);
  const words = propertyWords(type);
  const featured = (schemaWords(type)?.featured ?? []).filter((name) => words.has(name));
  const others = [...words].flatMap(([name, { hidden }]) =>
    hidden || featured.includes(name) || schema.properties.get(name)?.type === 'entity' ? [] : [name],
  );
  const properties = [...featured, ...others]
    .slice(0, limit > 0 ? limit : undefined)
    .map((id) => ({ id, name: words.get(id)!.label }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return { limit, type, properties };
}

function begins(prefix: string, ...labels: readonly string[]): boolean {
  const wanted = prefix.trim().toLowerCase();
  return wanted !== '' && labels.some((label) => label.toLowerCase().startsWith(wanted));
}
