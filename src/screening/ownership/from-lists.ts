import { type Entity, valuesOf } from '../../entity/index.ts';
import type { Holding, HoldingKind } from './holding.ts';
import { CONTROL_ONLY, OWNERSHIP_ROLES, VOTES } from './list-links.data.ts';
import { readShare, UNKNOWN_SHARE } from './share.ts';

/** What is asked of an entity that says so. */
type LinkEntity = Pick<Entity, 'id' | 'schema' | 'properties' | 'datasets'>;

/**
 * What lists say of who owns whom: FtM `Ownership` entities, and links whose role means ownership. Lists seldom tell
 * a share; it is then unknown. A percentage that cannot be read is unknown too: the list's links are not ours to
 * refuse.
 */
export function holdingsOfLists(entities: Iterable<LinkEntity>): Holding[] {
  const holdings: Holding[] = [];
  for (const entity of entities) {
    if (entity.schema === 'Ownership') holdings.push(...ofOwnership(entity));
    else if (entity.schema === 'UnknownLink') holdings.push(...ofLink(entity));
  }
  return holdings;
}

function ofOwnership(entity: LinkEntity): Holding[] {
  const types = [
    ...valuesOf(entity, 'ownershipType'),
    ...valuesOf(entity, 'sharesType'),
    ...valuesOf(entity, 'role'),
  ];
  const kind: HoldingKind = types.some((type) => CONTROL_ONLY.test(type))
    ? 'control'
    : types.some((type) => VOTES.test(type))
      ? 'votes'
      : 'shares';
  const shares = valuesOf(entity, 'percentage').map((text) => readShare(text) ?? UNKNOWN_SHARE);
  const [from] = valuesOf(entity, 'startDate');
  const until = valuesOf(entity, 'endDate').at(-1);
  const [asOf] = valuesOf(entity, 'date');
  return pairs(entity, 'owner', 'asset').flatMap(([owner, asset]) =>
    (shares.length === 0 ? [UNKNOWN_SHARE] : shares).map((share) => ({
      owner,
      asset,
      kind,
      share,
      ...(from === undefined ? {} : { from }),
      ...(until === undefined ? {} : { until }),
      ...(asOf === undefined ? {} : { asOf }),
      source: sourceOf(entity),
    })),
  );
}

function ofLink(entity: LinkEntity): Holding[] {
  const roles = valuesOf(entity, 'role');
  const known = OWNERSHIP_ROLES.find(({ role }) => roles.some((text) => role.test(text)));
  if (known === undefined) return [];
  const [owner, asset] = known.owner === 'subject' ? ['subject', 'object'] : ['object', 'subject'];
  return pairs(entity, owner!, asset!).map(([one, other]) => ({
    owner: one,
    asset: other,
    kind: 'shares' as const,
    share: UNKNOWN_SHARE,
    source: sourceOf(entity),
  }));
}

function pairs(entity: LinkEntity, left: string, right: string): [string, string][] {
  return valuesOf(entity, left).flatMap((one) =>
    valuesOf(entity, right).map((other): [string, string] => [one, other]),
  );
}

const sourceOf = (entity: LinkEntity) => entity.datasets[0] ?? entity.id;
