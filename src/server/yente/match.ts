import { setImmediate as turn } from 'node:timers/promises';
import { RiegelError } from '../../entity/index.ts';
import { secondsOf } from '../../lookup/index.ts';
import type { Limits } from '../options.ts';
import type { Loaded } from '../service.ts';
import { ALGORITHM_NAMES, BEST, CONFIG, ENGINE_NAME, FEATURES } from './algorithms.data.ts';
import { Refusal } from './detail.ts';
import type { MatchBody } from './match-body.ts';
import { type Parameters, TIMESTAMP, type Values } from './parameters.ts';
import { datasetNamed, idTest, keywordFilters, scopeFilter } from './scope.ts';
import { scoredText } from './scored.ts';
import { screenIn } from './screen.ts';
import { subjectOf, unscreened } from './subject.ts';

/** yente's settings `MATCH_PAGE`, `MAX_MATCHES`, `SCORE_THRESHOLD`. */
const DEFAULT_LIMIT = 5;
const MAX_LIMIT = 500;
const DEFAULT_THRESHOLD = 0.7;
/** Milliseconds of screening after which others get their turn. */
const TURN = 8;

export const ALGORITHM_TITLE = "Name of an algorithm; every name is answered by Riegel's engine";

export const MATCH_PARAMETERS = {
  limit: { kind: 'whole', default: DEFAULT_LIMIT, most: MAX_LIMIT, title: 'Number of results to return' },
  threshold: {
    kind: 'number',
    default: DEFAULT_THRESHOLD,
    title: 'Score threshold for results to be considered matches',
  },
  cutoff: {
    kind: 'number',
    default: DEFAULT_THRESHOLD,
    title: 'Lower bound of score for results to be returned at all',
  },
  algorithm: { kind: 'text', default: BEST, title: ALGORITHM_TITLE },
  include_dataset: { kind: 'texts', title: 'Only include the given datasets in results' },
  exclude_schema: { kind: 'texts', title: 'Remove the given types of entities from results' },
  exclude_dataset: { kind: 'texts', title: 'Remove the given datasets from results' },
  topics: { kind: 'texts', title: 'Only return results that match any of the given topics' },
  changed_since: {
    kind: 'text',
    pattern: TIMESTAMP,
    title: 'Match against entities that were updated since the given date',
  },
  exclude_entity_ids: {
    kind: 'texts',
    most: 50,
    title: 'Entities to leave out, by their ids or earlier ids',
  },
} as const satisfies Parameters;

/** Throws Refusal 400 for a name that is no algorithm. */
export function checkAlgorithm(name: string): string {
  if (name === BEST) return ENGINE_NAME;
  if (ALGORITHM_NAMES.includes(name)) return name;
  throw new Refusal(400, `Unknown algorithm: ${name.slice(0, 100)}`);
}

/** Answers `POST /match`: the JSON text of the answer, and how many queries it answers. */
export async function answerMatch(
  loaded: Loaded,
  datasetName: string,
  parameters: Values<typeof MATCH_PARAMETERS>,
  { queries, config }: MatchBody,
  limits: Limits,
): Promise<{ readonly text: string; readonly count: number }> {
  const dataset = datasetNamed(loaded, datasetName);
  const algorithm = checkAlgorithm(parameters.algorithm);
  // yente takes `best` for logic-v2, whose settings a client may send with it.
  const known = CONFIG[parameters.algorithm === BEST ? 'logic-v2' : algorithm] ?? {};
  const unknown = config.find((name) => !Object.hasOwn(known, name));
  if (unknown !== undefined) {
    throw new Refusal(
      400,
      `Invalid configuration parameter: ${unknown.slice(0, 100)} for algorithm ${algorithm}`,
    );
  }
  if (queries.size > limits.batch)
    throw new Refusal(400, `Too many queries in one batch (limit: ${limits.batch})`);
  if (queries.size === 0) throw new Refusal(400, 'No queries provided.');
  const subjects = [...queries].map(([name, example]) => ({
    name,
    subject: subjectOf(example, limits.names),
  }));

  const limit = Math.max(0, parameters.limit);
  const { threshold } = parameters;
  const scope = scopeFilter(loaded, dataset, parameters);
  const only = idTest(loaded, {
    ...scope,
    excludeSchemata: parameters.exclude_schema,
    excludeIds: parameters.exclude_entity_ids,
    ...(parameters.changed_since === undefined ? {} : { changedSince: secondsOf(parameters.changed_since) }),
    keywords: [...scope.keywords, ...keywordFilters({ topics: parameters.topics }, 'any')],
  });
  const options = {
    threshold,
    cutoff: Math.min(parameters.cutoff, threshold),
    limit,
    ...(only === undefined ? {} : { only }),
  };
  const pace = new Pace(limits.answerTime);
  const parts: string[] = [];
  for (const { name, subject } of subjects) {
    await pace.next();
    try {
      const { matches, total } = screenIn(loaded, subject, options);
      const results = matches.map((match) => scoredText(match, threshold)).join(',');
      const query = JSON.stringify({
        id: subject.id ?? null,
        schema: subject.schema,
        properties: subject.properties,
      });
      parts.push(
        `${JSON.stringify(name)}:{"status":200,"results":[${results}],"total":{"value":${total},"relation":"eq"},"query":${query}}`,
      );
    } catch (error) {
      throw unscreened(name, error);
    }
  }
  return {
    text: `{"responses":{${parts.join(',')}},"matcher":${MATCHER},"limit":${limit}}`,
    count: parts.length,
  };
}

const MATCHER = JSON.stringify(FEATURES);

/** Gives others their turn in a long batch, and ends it where it takes too long. */
export class Pace {
  private readonly end: number;
  private last: number;

  constructor(milliseconds: number) {
    this.last = performance.now();
    this.end = this.last + milliseconds;
  }

  /** Throws `server/time-limit`. */
  async next(): Promise<void> {
    const now = performance.now();
    if (now > this.end) {
      throw new RiegelError('server/time-limit', 'The batch took too long; nothing of it is answered', {
        expected: 'fewer queries at once',
      });
    }
    if (now - this.last < TURN) return;
    await turn();
    this.last = performance.now();
  }
}
