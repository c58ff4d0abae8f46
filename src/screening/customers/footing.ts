import { createHash } from 'node:crypto';
import { RiegelError } from '../../entity/index.ts';
import { ENGINE_VERSION, type MatchIndex } from '../../match/index.ts';
import type { Tables } from '../../store/index.ts';
import type { Policy } from '../policy.ts';
import type { ScreeningBasis } from '../record.ts';
import { StandingPool } from '../standing-pool.ts';

/** What customers are to be screened with. */
export interface InForce {
  readonly index: MatchIndex;
  readonly policy: Policy;
  /** Name and version of the policy: `STANDARD@1`. */
  readonly policyName: string;
  /** Who owns whom, where the policy asks. */
  readonly ownership?: ScreeningBasis['ownership'];
}

/** A basis as the store keeps it: a policy that changed under its name is another one. */
export interface CustomerBasis extends ScreeningBasis {
  readonly policyDigest: string;
  /** Of whom rules of ownership are found to reach. */
  readonly owned?: string;
}

/** What customers are screened with, ready: everything screened on one footing has one index and one policy. */
export interface Footing {
  readonly inForce: InForce;
  readonly basis: ScreeningBasis;
  /** Number of the basis in the store. */
  readonly number: number;
  readonly pool: StandingPool;
}

/** Its number in the store tells equal footings, on which the same subject gets the same answer. */
export async function footingOn(tables: Tables, inForce: InForce, workers: number): Promise<Footing> {
  const { index, policy, policyName, ownership } = inForce;
  const pool = new StandingPool(index, policy, workers);
  const basis = {
    ...{ index: index.info.id, engine: ENGINE_VERSION, lists: index.info.lists, policy: policyName },
    ...(ownership === undefined ? {} : { ownership }),
  };
  const { owned, ...rest } = policy;
  const members = Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1));
  const policyDigest = digestOf(JSON.stringify(members));
  const kept: CustomerBasis = {
    ...basis,
    policyDigest,
    ...(owned === undefined ? {} : { owned: owned.digest }),
  };
  const parts = [
    basis.index,
    basis.engine,
    policyName,
    policyDigest,
    ...(owned === undefined ? [] : [owned.digest]),
  ];
  const digest = digestOf(parts.join('\n'));
  return { inForce, basis, number: await tables.customerWork.basisNumber(digest, kept), pool };
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * Sees to it, in the transaction that records screenings, that they rest on what is in force: a customer that was
 * screened with an index which was replaced meanwhile would be missed by the search for the change.
 */
export async function checkInForce({ customerWork }: Tables, footing: Footing): Promise<void> {
  if ((await customerWork.inForce()) === footing.number) return;
  throw new RiegelError('screening/index-outdated', 'Another index or policy has come in force', {
    expected: 'to be screened again with the one that is in force',
  });
}

export function isOutdated(error: unknown): boolean {
  return error instanceof RiegelError && error.code === 'screening/index-outdated';
}
