import { schemaOf } from '../../../entity/index.ts';
import { secondsOf } from '../../../lookup/index.ts';
import type { Limits } from '../../options.ts';
import type { Loaded } from '../../service.ts';
import { BEST } from '../algorithms.data.ts';
import { type Fault, InvalidForm, Refusal } from '../detail.ts';
import { ALGORITHM_TITLE, checkAlgorithm, Pace } from '../match.ts';
import { isObject, missing, notOf } from '../match-body.ts';
import { type Parameters, TIMESTAMP, type Values } from '../parameters.ts';
import { datasetNamed, idTest, scopeFilter } from '../scope.ts';
import { screenIn } from '../screen.ts';
import { subjectOf, unscreened } from '../subject.ts';
import { parsedField } from './form.ts';
import { entityOf } from './types.ts';

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

/** yente's settings `SCORE_THRESHOLD`, `SCORE_CUTOFF`. */
const DEFAULT_LIMIT = 5;
const THRESHOLD = 0.7;
const CUTOFF = 0.5;
const MAX_LIMIT = 500;

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
  const value = parsedField(text, title);
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
