import {
  type Entity,
  identifierFamily,
  matchableWith,
  RiegelError,
  type Subject,
} from '../../entity/index.ts';
import type { Match, MatchIndex } from '../../match/index.ts';
import { identifiersOf, MOST_BEARERS, registerNumbersOf, type StrongIdentifier } from './identifiers.ts';
import { ENTRY_PER_ACT } from './references.data.ts';
import { type Reference, referencesOf } from './references.ts';

/** Two entries that may be one, with all that speaks for and against it. */
export interface Candidate {
  readonly left: Entity;
  readonly right: Entity;
  /** What the engine says of `asked` as a subject against the other. */
  match?: Match;
  asked?: Entity;
  readonly references: Reference[];
  /** Numbers of a scheme in which both have one and none in common. */
  readonly otherReferences: Reference[];
  /** The same of registers that give everybody one number. */
  readonly otherNumbers: Reference[];
  readonly identifiers: StrongIdentifier[];
}

export interface CandidateOptions {
  /** Least score of names and facts with which the engine brings two entries together. */
  readonly leastScore: number;
  /** Leave reference numbers out of account: for measuring what is found without them. */
  readonly withoutReferences?: boolean;
  /** Leave numbers of documents and registers out of account, for the same reason. */
  readonly withoutIdentifiers?: boolean;
  readonly onProgress?: (done: number, of: number) => void;
}

/** Most entries of all other lists that the engine brings to one. */
const MOST_MATCHES = 100;

/** An entry that can be somebody's: designated, or a wallet, which some lists hang below its holder. */
function isEntry(entity: Entity): boolean {
  return entity.target === true || entity.schema === 'CryptoWallet';
}

/** The entries among the entities of lists, by id. */
export function entriesOf(entities: readonly Entity[]): Map<string, Entity> {
  return new Map(entities.filter(isEntry).map((entity) => [entity.id, entity]));
}

export const listOf = (entity: Entity): string => entity.datasets[0] ?? '';

/** All pairs worth a look, by the ids of both, the lesser first. */
export function candidatesOf(
  entities: readonly Entity[],
  index: MatchIndex,
  options: CandidateOptions,
): Map<string, Candidate> {
  const entries = entriesOf(entities);
  const references =
    options.withoutReferences === true ? new Map<string, Reference[]>() : referencesOf(entities);
  const identifiers =
    options.withoutIdentifiers === true ? new Map<string, StrongIdentifier[]>() : identifiersOf(entities);
  const subjectOf = options.withoutIdentifiers === true ? withoutIdentifiers : asSubject;
  const candidates = new Map<string, Candidate>();
  const pairOf = (one: Entity, other: Entity): Candidate | undefined => {
    if (one.id === other.id || !mayLink(one, other)) return undefined;
    const [left, right] = one.id < other.id ? [one, other] : [other, one];
    const key = `${left.id} ${right.id}`;
    let candidate = candidates.get(key);
    if (candidate === undefined) {
      candidate = {
        left,
        right,
        references: [],
        otherReferences: differing(references.get(left.id), references.get(right.id)),
        otherNumbers:
          options.withoutIdentifiers === true
            ? []
            : differing(registerNumbersOf(left), registerNumbersOf(right)),
        identifiers: [],
      };
      candidates.set(key, candidate);
    }
    return candidate;
  };
  for (const [bearers, reference] of bearersOf(
    references,
    ({ scheme, number }) => `${scheme}:${number}`,
    entries,
  ))
    forPairs(bearers, (one, other) => pairOf(one, other)?.references.push(reference));
  for (const [bearers] of bearersOf(
    identifiers,
    ({ family, number }) => `${family}:${number}`,
    entries,
    MOST_BEARERS,
  ))
    forPairs(bearers, (one, other) => {
      const [mine, its] = [identifiers.get(one.id)!, identifiers.get(other.id)!];
      const shared = sharedBy(mine, its);
      const pair = shared.length === 0 ? undefined : pairOf(one, other);
      if (pair !== undefined && pair.identifiers.length === 0) pair.identifiers.push(...shared);
    });
  screenAll([...entries.values()], entries, index, { ...options, subjectOf }, pairOf);
  for (const candidate of candidates.values()) {
    if (candidate.match !== undefined) continue;
    const match = explained(index, subjectOf(candidate.left), candidate.right.id);
    if (match !== undefined) Object.assign(candidate, { match, asked: candidate.left });
  }
  return candidates;
}

/** Of two lists, or of one that has an entry for each act; and things that can be the same. */
function mayLink(one: Entity, other: Entity): boolean {
  if (listOf(one) === listOf(other) && !ENTRY_PER_ACT.has(listOf(one))) return false;
  return matchableWith(one.schema, other.schema);
}

/**
 * Screens every entry against the lists larger than its own (and its own, where that has an entry for each act):
 * every pair of lists is compared once, from the side that costs less.
 */
function screenAll(
  entries: readonly Entity[],
  known: ReadonlyMap<string, Entity>,
  index: MatchIndex,
  { leastScore, onProgress, subjectOf }: CandidateOptions & { subjectOf: (entity: Entity) => Subject },
  pairOf: (one: Entity, other: Entity) => Candidate | undefined,
): void {
  const sizes = new Map<string, number>();
  for (const entity of entries) sizes.set(listOf(entity), (sizes.get(listOf(entity)) ?? 0) + 1);
  const bySize = [...sizes.keys()].sort((a, b) => sizes.get(a)! - sizes.get(b)! || (a < b ? -1 : 1));
  entries.forEach((entity, done) => {
    if (done % 1000 === 0) onProgress?.(done, entries.length);
    const own = listOf(entity);
    const lists = bySize
      .slice(bySize.indexOf(own) + (ENTRY_PER_ACT.has(own) ? 0 : 1))
      .filter((list) => Object.hasOwn(index.info.lists, list));
    if (lists.length === 0) return;
    for (const match of screened(index, subjectOf(entity), lists, leastScore)) {
      const other = known.get(match.id);
      const pair = other === undefined ? undefined : pairOf(entity, other);
      if (pair === undefined || (pair.match !== undefined && pair.match.probability >= match.probability))
        continue;
      pair.match = match;
      pair.asked = entity;
    }
  });
}

function screened(
  index: MatchIndex,
  subject: Subject,
  lists: readonly string[],
  threshold: number,
): readonly Match[] {
  return comparable(() => index.screen(subject, { threshold, lists, limit: MOST_MATCHES })) ?? [];
}

function explained(index: MatchIndex, subject: Subject, id: string): Match | undefined {
  return comparable(() => index.explain(subject, id));
}

/** An entry without a name or a number that can be compared (a wallet known by its key alone) is compared with nobody. */
function comparable<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch (error) {
    if (error instanceof RiegelError && error.code === 'match/nothing-to-compare') return undefined;
    throw error;
  }
}

/** An entry as a subject, without the aliases that its own list calls weak: they bring everybody to everybody. */
function asSubject(entity: Entity): Subject {
  const { weakAlias: _, abbreviation: __, ...properties } = entity.properties;
  return { id: entity.id, schema: entity.schema, properties };
}

function withoutIdentifiers(entity: Entity): Subject {
  const subject = asSubject(entity);
  const properties = Object.entries(subject.properties).filter(
    ([property]) => identifierFamily(property) === undefined,
  );
  return { ...subject, properties: Object.fromEntries(properties) };
}

function* bearersOf<T>(
  values: ReadonlyMap<string, readonly T[]>,
  keyOf: (value: T) => string,
  entries: ReadonlyMap<string, Entity>,
  mostOfList = Number.POSITIVE_INFINITY,
): Generator<[bearers: Entity[], value: T]> {
  const found = new Map<string, { bearers: Entity[]; value: T }>();
  for (const [id, held] of values) {
    const entity = entries.get(id);
    if (entity === undefined) continue;
    for (const value of held) {
      const known = found.get(keyOf(value));
      if (known === undefined) found.set(keyOf(value), { bearers: [entity], value });
      else known.bearers.push(entity);
    }
  }
  for (const { bearers, value } of found.values()) {
    const counts = new Map<string, number>();
    for (const entity of bearers) counts.set(listOf(entity), (counts.get(listOf(entity)) ?? 0) + 1);
    if (bearers.length > 1 && Math.max(...counts.values()) <= mostOfList) yield [bearers, value];
  }
}

function forPairs(bearers: readonly Entity[], pair: (one: Entity, other: Entity) => void): void {
  for (let i = 0; i < bearers.length; i++)
    for (let j = i + 1; j < bearers.length; j++) pair(bearers[i]!, bearers[j]!);
}

/** Numbers in common; a document of two different countries is two documents. */
function sharedBy(mine: readonly StrongIdentifier[], its: readonly StrongIdentifier[]): StrongIdentifier[] {
  return mine.filter((one) =>
    its.some(
      (other) =>
        one.family === other.family &&
        one.number === other.number &&
        (one.country === undefined || other.country === undefined || one.country === other.country),
    ),
  );
}

function differing(mine: readonly Reference[] = [], its: readonly Reference[] = []): Reference[] {
  return its.filter(
    ({ scheme }) =>
      mine.some((one) => one.scheme === scheme) &&
      !mine.some(
        (one) =>
          one.scheme === scheme &&
          its.some((other) => other.scheme === scheme && other.number === one.number),
      ),
  );
}
