import { createHash, timingSafeEqual } from 'node:crypto';
import type { Loaded } from '../service.ts';
import { ALGORITHM_NAMES, algorithmDescription, CONFIG, ENGINE_NAME, FEATURES } from './algorithms.data.ts';
import { Refusal } from './detail.ts';
import type { Parameters } from './parameters.ts';

export const UPDATE_PARAMETERS = {
  token: { kind: 'text', default: '', title: 'Update token for authentication' },
  sync: { kind: 'flag', default: false, title: 'Wait until indexing is complete' },
} as const satisfies Parameters;

/**
 * Answers `GET /catalog` as JSON text.
 * @param behind lists whose version in force is not in the index yet, or cannot be
 */
export function answerCatalogue({ catalogue, index }: Loaded, behind: readonly string[]): string {
  const { info } = index;
  const datasets = catalogue.datasets.map(({ name, title, summary, children, lists, load, version }) => ({
    name,
    title,
    ...(summary === undefined ? {} : { summary }),
    type: children.length > 0 ? 'collection' : 'source',
    load,
    entities_url: null,
    version: version ?? null,
    index_version: version ?? null,
    index_current: version !== undefined && lists.length > 0 && !lists.some((list) => behind.includes(list)),
    children,
    datasets: children,
  }));
  return JSON.stringify({
    datasets,
    current: datasets.filter(({ load, index_current }) => load && index_current).map(({ name }) => name),
    outdated: datasets.filter(({ load, index_current }) => load && !index_current).map(({ name }) => name),
    index_stale: behind.length > 0,
    index_id: info.id,
    engine: info.engine,
  });
}

/** Answers `GET /algorithms`. */
export function answerAlgorithms(): object {
  const algorithms = ALGORITHM_NAMES.map((name) => {
    const description = algorithmDescription(name);
    return {
      name,
      description,
      features: FEATURES,
      docs: { name, description, config: CONFIG[name] ?? {}, features: FEATURES },
    };
  });
  return { algorithms, default: ENGINE_NAME, best: ENGINE_NAME };
}

/** Throws Refusal 403 for a token that is not the one set, and where none is set. */
export function checkUpdateToken(given: string, expected: string | undefined): void {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  if (
    given.trim() !== '' &&
    expected !== undefined &&
    expected !== '' &&
    timingSafeEqual(digest(given), digest(expected))
  )
    return;
  throw new Refusal(403, 'Invalid token.');
}

/** A validator of a text for `ETag`. */
export function entityTag(text: string): string {
  return `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;
}
