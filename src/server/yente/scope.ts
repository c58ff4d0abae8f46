import { type EntityFilter, type EntityTest, entityTest, type KeywordFilter } from '../../lookup/index.ts';
import type { Loaded } from '../service.ts';
import type { Dataset } from './catalogue.ts';
import { Refusal } from './detail.ts';

/** The dataset of that name, of which the index holds something. Throws Refusal 404, 503. */
export function datasetNamed({ catalogue }: Loaded, name: string): Dataset {
  const dataset = catalogue.get(name);
  if (dataset === undefined) throw new Refusal(404, 'No such dataset.');
  // yente would find nothing in it; nothing that was not screened is answered as clear.
  if (dataset.lists.length === 0) throw new Refusal(503, `Nothing of the dataset ${name} is indexed.`);
  return dataset;
}

/** Parameters by which yente narrows any answer. */
export interface Narrowing {
  readonly include_dataset: readonly string[];
  readonly exclude_dataset: readonly string[];
}

/**
 * The filter of a dataset narrowed by parameters; empty where nothing is left out. As in yente it is the scope that
 * is narrowed: an entity that another list of it names as well is still found. Of a list that gathers datasets
 * (OpenSanctions' `sanctions`) each can be named too.
 */
export function scopeFilter(
  { catalogue, index }: Loaded,
  dataset: Dataset,
  { include_dataset: include, exclude_dataset: exclude }: Narrowing,
): EntityFilter & { readonly keywords: readonly KeywordFilter[] } {
  if (dataset.whole && include.length === 0 && exclude.length === 0) return { keywords: [] };
  const excluded = catalogue.listsIn(exclude);
  return {
    datasets: dataset.lists.filter((list) => !excluded.has(list)),
    keywords:
      include.length === 0
        ? []
        : [{ name: 'datasets', values: [...catalogue.listsIn(include)], need: 'any' }],
    ...(exclude.length === 0
      ? {}
      : { excludeOrigins: { datasets: [...excluded], carriers: Object.keys(index.info.lists) } }),
  };
}

/** Values given more than once, as filters of one field. */
export function keywordFilters(
  given: Readonly<Partial<Record<KeywordFilter['name'], readonly string[]>>>,
  need: KeywordFilter['need'],
): KeywordFilter[] {
  return Object.entries(given).flatMap(([name, values]) => {
    const filled = values.filter((value) => value !== '');
    return filled.length === 0 ? [] : [{ name: name as KeywordFilter['name'], values: filled, need }];
  });
}

/** The filter as a test of ids, for the engine; undefined where it lets all through. */
export function idTest({ lookup }: Loaded, filter: EntityFilter): ((id: string) => boolean) | undefined {
  const test: EntityTest | undefined = entityTest(lookup.book, filter);
  if (test === undefined) return undefined;
  // Where several lists give an entity of one id, one that passes suffices.
  return (id) => lookup.book.numbersOf(id).some(test);
}
