import type { MatchFate } from '../../screening/index.ts';
import type { FactDigests, PairView } from '../../store/index.ts';
import type { Desk } from '../desk.ts';
import { factsBrought, factsOf, hasView } from '../facts.ts';
import type { DesignatedEntity, Room } from '../room.ts';
import { isDecidedSame } from '../work/decided-same.ts';
import { idsOf, type Screened, type ScreenedMatch } from './screened.ts';

/** Another listing of the person that matched, by the links in force. */
export interface LinkedListing {
  readonly entity: DesignatedEntity;
  readonly ids: readonly string[];
  readonly facts: FactDigests;
}

/** The other listings of a matched entity. */
export type LinkedListings = (entityId: string) => readonly LinkedListing[];

/** Looks up what is linked with the matches of subjects who have an exemption: of the others nobody asks. */
export async function takeLinked(
  room: Room,
  desk: Desk,
  screened: readonly Screened[],
): Promise<LinkedListings> {
  const exempt = screened.filter(({ subjectKey }) => desk.exemptionsOf(subjectKey).length > 0);
  const matched = [...new Set(exempt.flatMap(({ matches }) => matches.map(({ match }) => match.id)))];
  if (matched.length === 0) return () => [];
  const clusters = await desk.tables.links.clustersOf(matched);
  const members = [...new Set([...clusters.values()].flat())];
  const entities = await room.entities.find(members);
  const listings = new Map(
    [...entities].map(([id, entity]): [string, LinkedListing] => [
      id,
      { entity, ids: idsOf(id, entity), facts: factsOf(entity, room.digest) },
    ]),
  );
  return (entityId) =>
    (clusters.get(entityId) ?? []).flatMap((id) => {
      const listing = id === entityId ? undefined : listings.get(id);
      return listing === undefined ? [] : [listing];
    });
}

/**
 * The exemption from another listing of the same person, where it covers this one as well: it would hold if that
 * listing had matched, this one brings no fact that the listings decided on do not say, and nobody found the subject
 * to be the person. Where the link is cut, the exemption stays with the listing that it was made for.
 */
export function exemptionByLink(
  desk: Desk,
  {
    screened,
    entity,
    view,
    linked,
  }: ScreenedMatch & {
    readonly screened: Screened;
    readonly view: PairView | undefined;
    readonly linked: readonly LinkedListing[];
  },
): MatchFate | undefined {
  if (view === undefined || entity === undefined || linked.length === 0) return undefined;
  const holding = desk.exemptionsOf(screened.subjectKey).flatMap((row) => {
    const listing = linked.find(({ ids }) => ids.includes(row.entityId));
    if (listing === undefined || row.state !== 'active' || row.expiresAt <= desk.at) return [];
    return hasView(row.views, { subject: view.subject, entity: listing.facts }) ? [{ row, listing }] : [];
  });
  const [first] = holding;
  if (first === undefined) return undefined;
  const decidedOn = holding.map(({ listing }) => listing.entity);
  if (factsBrought(entity, decidedOn).length > 0) return undefined;
  const person = linked.flatMap(({ ids }) => ids);
  if (isDecidedSame(desk, screened.subjectKey, person)) return undefined;
  return { exemption: first.row.id, linked: first.listing.entity.id };
}
