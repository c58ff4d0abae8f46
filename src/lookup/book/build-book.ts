import { type Entity, groupOfType, schemaOf } from '../../entity/index.ts';
import { KeywordColumn, type KeywordData } from './keywords.ts';
import { isoOf, secondsOf } from './moment.ts';
import { tableOf } from './name-table.ts';
import { type SharedNumbers, sharedBytes, sharedNumbers } from './shared.ts';

/** All entities of the lists as threads share them: plain arrays, nothing that holds a function. */
export interface BookData {
  readonly count: number;
  /** The entities one after the other, each as JSON without its closing brace. */
  readonly texts: Uint8Array<SharedArrayBuffer>;
  readonly starts: SharedNumbers;
  /** Ids, and earlier ids, to numbers of entities. */
  readonly ids: SharedNumbers;
  readonly referents: SharedNumbers;
  /** Which entities point at each. */
  readonly pointedStarts: SharedNumbers;
  readonly pointedBy: SharedNumbers;
  readonly keywords: Readonly<Record<KeywordName, KeywordData>>;
  /** 1 where a list designates the entity. */
  readonly targets: Uint8Array<SharedArrayBuffer>;
  readonly moments: Readonly<Record<MomentName, SharedNumbers>>;
  /** How many values each entity has. */
  readonly sizes: SharedNumbers;
}

/** What an answer can be narrowed by and counted in, under the names that yente has for it. */
export const KEYWORDS = ['datasets', 'schema', 'countries', 'identifiers', 'topics', 'genders'] as const;
export type KeywordName = (typeof KEYWORDS)[number];
export const MOMENTS = ['first_seen', 'last_seen', 'last_change'] as const;
export type MomentName = (typeof MOMENTS)[number];

/** Writes entities into a book. Everything but `notes` is kept. */
export function buildBook(entities: readonly Entity[]): BookData {
  const count = entities.length;
  const pieces: Buffer[] = [];
  const starts = new Uint32Array(count + 1);
  const columns = Object.fromEntries(KEYWORDS.map((name) => [name, new KeywordColumn()])) as Record<
    KeywordName,
    KeywordColumn
  >;
  const targets = new Uint8Array(new SharedArrayBuffer(count));
  const sizes = new Uint32Array(count);
  const moments = Object.fromEntries(MOMENTS.map((name) => [name, new Uint32Array(count)])) as Record<
    MomentName,
    Uint32Array
  >;
  let length = 0;
  let referents = 0;
  entities.forEach((entity, number) => {
    for (const name of MOMENTS) moments[name][number] = secondsOf(entity[name]);
    const piece = Buffer.from(textOf(entity, (name) => isoOf(moments[name][number]!)));
    pieces.push(piece);
    length += piece.length;
    starts[number + 1] = length;
    referents += entity.referents?.length ?? 0;
    targets[number] = entity.target === true ? 1 : 0;
    columns.schema.add([entity.schema]);
    columns.datasets.add(entity.datasets);
    const grouped = { countries: [], identifiers: [], topics: [], genders: [] } as Record<string, string[]>;
    const properties = schemaOf(entity.schema)?.properties;
    for (const [name, values] of Object.entries(entity.properties)) {
      sizes[number]! += values.length;
      const group = groupOfType(properties?.get(name)?.type ?? '');
      if (group !== undefined) grouped[group]?.push(...values);
    }
    for (const [group, values] of Object.entries(grouped)) columns[group as KeywordName].add(values);
  });
  const ids = tableOf(
    entities.map(({ id }, number) => [id, number] as const),
    count,
  );
  return {
    count,
    texts: sharedBytes(pieces, length),
    starts: sharedNumbers(starts),
    ids,
    referents: tableOf(referentsOf(entities), referents),
    ...pointersOf(entities),
    keywords: Object.fromEntries(
      KEYWORDS.map((name) => [name, columns[name].done()]),
    ) as BookData['keywords'],
    targets,
    moments: Object.fromEntries(
      MOMENTS.map((name) => [name, sharedNumbers(moments[name])]),
    ) as BookData['moments'],
    sizes: sharedNumbers(sizes),
  };
}

function* referentsOf(entities: readonly Entity[]): Generator<readonly [string, number]> {
  for (let number = 0; number < entities.length; number++) {
    for (const referent of entities[number]!.referents ?? []) yield [referent, number];
  }
}

/** An entity in the fields and the order in which yente gives it. */
function textOf(entity: Entity, moment: (name: MomentName) => string | null): string {
  const { id, caption, schema, properties, datasets } = entity;
  const text = JSON.stringify({
    id,
    caption,
    schema,
    properties,
    datasets,
    referents: entity.referents ?? [],
    target: entity.target === true,
    first_seen: moment('first_seen'),
    last_seen: moment('last_seen'),
    last_change: moment('last_change'),
  });
  return text.slice(0, -1);
}

/** For each entity those whose `entity` properties name it, in the order of the lists. */
function pointersOf(entities: readonly Entity[]): Pick<BookData, 'pointedStarts' | 'pointedBy'> {
  const numbers = new Map<string, number>();
  entities.forEach(({ id }, number) => {
    if (!numbers.has(id)) numbers.set(id, number);
  });
  const from: number[] = [];
  const to: number[] = [];
  const pointedStarts = new Uint32Array(entities.length + 1);
  entities.forEach((entity, number) => {
    const properties = schemaOf(entity.schema)?.properties;
    const seen = new Set<number>();
    for (const [name, values] of Object.entries(entity.properties)) {
      if (properties?.get(name)?.type !== 'entity') continue;
      for (const value of values) {
        const target = numbers.get(value);
        if (target === undefined || seen.has(target)) continue;
        seen.add(target);
        from.push(number);
        to.push(target);
        pointedStarts[target + 1]!++;
      }
    }
  });
  for (let i = 0; i < entities.length; i++) pointedStarts[i + 1]! += pointedStarts[i]!;
  const pointedBy = new Uint32Array(from.length);
  const next = pointedStarts.slice();
  to.forEach((target, i) => {
    pointedBy[next[target]!++] = from[i]!;
  });
  return { pointedStarts: sharedNumbers(pointedStarts), pointedBy: sharedNumbers(pointedBy) };
}
