import { compareDates, type Entity, matchableWith, type PartialDate, valuesOf } from '../../entity/index.ts';
import { listOf } from './candidates.ts';
import { type Doubt, type Link, type LinkProposal, linkIdOf } from './link.ts';
import { ENTRY_PER_ACT } from './references.data.ts';

/** The entries that links hold together: one person, group or thing with all its listings. */
export interface Cluster {
  /** The least id of its entries: the same as long as they are. */
  readonly id: string;
  /** Ids of the entries, in their order. */
  readonly entries: readonly string[];
  /** What does not go together in it: told, never settled by a machine. */
  readonly conflicts: readonly Doubt[];
}

/** Entries joined one link after the other; tells beforehand what a link would bring together. */
export class Clusters {
  readonly #entities: ReadonlyMap<string, Entity>;
  readonly #members = new Map<string, readonly string[]>();

  readonly #cut: ReadonlySet<string>;

  /**
   * @param entities the entries, by id; an id that is not among them joins without being checked
   * @param cut ids of the links that a person cut
   */
  constructor(entities: ReadonlyMap<string, Entity>, cut: ReadonlySet<string> = new Set()) {
    this.#entities = entities;
    this.#cut = cut;
  }

  membersOf(id: string): readonly string[] {
    return this.#members.get(id) ?? [id];
  }

  join(one: string, other: string): void {
    const members = this.membersOf(one);
    if (members.includes(other)) return;
    const joined = [...members, ...this.membersOf(other)].sort();
    for (const member of joined) this.#members.set(member, joined);
  }

  /** What would not go together if these two were joined; nothing where they are joined already. */
  conflictsOfJoining(one: string, other: string): Doubt[] {
    const members = this.membersOf(one);
    if (members.includes(other)) return [];
    return members.flatMap((mine) => this.membersOf(other).flatMap((its) => this.#conflicts(mine, its)));
  }

  clusterOf(id: string): Cluster {
    const entries = this.membersOf(id);
    const conflicts = entries.flatMap((one, at) =>
      entries.slice(at + 1).flatMap((other) => this.#conflicts(one, other)),
    );
    return { id: entries[0]!, entries, conflicts };
  }

  /** Every cluster of two and more. */
  *all(): Generator<Cluster> {
    for (const [id, entries] of this.#members) if (entries[0] === id) yield this.clusterOf(id);
  }

  #conflicts(mine: string, its: string): Doubt[] {
    const [one, other] = [this.#entities.get(mine), this.#entities.get(its)];
    const about = [mine, its].sort().join(' ');
    const found: Doubt[] =
      this.#cut.size > 0 && this.#cut.has(linkIdOf(mine, its)) ? [{ code: 'cut', about }] : [];
    if (one === undefined || other === undefined) return found;
    if (listOf(one) === listOf(other) && !ENTRY_PER_ACT.has(listOf(one)))
      found.push({ code: 'same-list', about });
    if (!matchableWith(one.schema, other.schema)) found.push({ code: 'cluster-schema', about });
    if (datesContradict(one, other)) found.push({ code: 'cluster-birth-date', about });
    return found;
  }
}

/** The clusters that links in force make. */
export function clustersOf(
  links: readonly Pick<Link, 'left' | 'right' | 'state'>[],
  entities: ReadonlyMap<string, Entity>,
): Clusters {
  const clusters = new Clusters(entities, cutOf(links));
  for (const { left, right, state } of links) if (state === 'linked') clusters.join(left, right);
  return clusters;
}

/**
 * Lets those of the links stand that go together: what a person linked first, then the strongest. One that would
 * bring into a cluster what does not go together, or what a person cut, is proposed with the reason.
 * @param links strongest first
 */
export function settled<L extends Link | LinkProposal>(
  links: readonly L[],
  entities: ReadonlyMap<string, Entity>,
): L[] {
  const clusters = new Clusters(entities, cutOf(links));
  for (const link of links)
    if (link.state === 'linked' && isDecided(link)) clusters.join(link.left, link.right);
  return links.map((link) => {
    if (link.state !== 'linked' || isDecided(link)) return link;
    const conflicts = clusters.conflictsOfJoining(link.left, link.right);
    if (conflicts.length > 0)
      return { ...link, state: 'proposed', doubts: conflicts.slice(0, MOST_CONFLICTS) };
    clusters.join(link.left, link.right);
    return link;
  });
}

/** Of two large clusters each pair may be in conflict: some are enough to see why. */
const MOST_CONFLICTS = 20;

function isDecided(link: Link | LinkProposal): boolean {
  return 'decisions' in link && link.decisions !== undefined;
}

function cutOf(links: readonly Pick<Link | LinkProposal, 'left' | 'right' | 'state'>[]): Set<string> {
  return new Set(
    links.filter(({ state }) => (state as string) === 'cut').map(({ left, right }) => linkIdOf(left, right)),
  );
}

/** Both have dates of birth and no two of them can be one: several of a person are alternatives. */
function datesContradict(one: Entity, other: Entity): boolean {
  const [mine, its] = [datesOf(one), datesOf(other)];
  return (
    mine.length > 0 &&
    its.length > 0 &&
    mine.every((date) => its.every((against) => compareDates(date, against) === 'contradiction'))
  );
}

function datesOf(entity: Entity): PartialDate[] {
  return valuesOf(entity, 'birthDate').map((value, at) => {
    const note = entity.notes?.birthDate?.[at];
    return {
      value,
      original: value,
      ...(note?.precision === 'circa' ? { circa: true } : {}),
      ...(note?.until === undefined ? {} : { until: note.until }),
    };
  });
}
