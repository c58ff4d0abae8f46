import type { MatchIndex } from '../../match/index.ts';
import type { Store } from '../../store/index.ts';
import type { Policy } from '../policy.ts';
import { type OwnershipGround, ownershipFindings } from './findings.ts';
import { ownershipGraph } from './graph.ts';
import type { Holding } from './holding.ts';
import type { OwnershipRegister, OwnershipVersions } from './register.ts';

/** What is asked of ownership, and where. */
export interface OwnershipQuestion {
  readonly store: Pick<Store, 'tables'>;
  readonly register: OwnershipRegister;
  readonly index: MatchIndex;
  /** What the lists of the index say themselves; asked where something was uploaded. */
  readonly listHoldings: () => Promise<readonly Holding[]>;
  /** ISO day of which it is asked. */
  readonly on: string;
}

/** All that is known of who owns what, with the versions it is of. */
export interface OwnershipStanding extends OwnershipGround {
  readonly sources: OwnershipVersions;
  readonly on: string;
}

/** Undefined where nothing was uploaded: the lists themselves say nothing of a subject that is screened. */
export async function ownershipStanding({
  store,
  register,
  index,
  listHoldings,
  on,
}: OwnershipQuestion): Promise<OwnershipStanding | undefined> {
  const sources = await register.inForce();
  if (Object.keys(sources).length === 0) return undefined;
  const holdings = [...(await listHoldings())];
  for (const [source, version] of Object.entries(sources)) {
    for (const holding of await register.holdings(source, version)) holdings.push(holding);
  }
  const graph = ownershipGraph(holdings, on);
  const clusters = await store.tables.links.clustersOf(graph.ids.filter((id) => index.has(id)));
  return { graph, index, clusters, sources, on };
}

/** A policy with whom its rules of ownership are found to reach. */
export function withOwnership(policy: Policy, standing: OwnershipStanding | undefined): Policy {
  if (policy.ownership === undefined || standing === undefined) return policy;
  return Object.freeze({ ...policy, owned: ownershipFindings(standing, policy.ownership) });
}
