import type { ListCounts } from '../health/counts.ts';
import type { HealthFinding, HealthPolicy } from '../health/policy.ts';

/** What became of an update or an import. A refusal is a result, not an error: the last good version stays in force. */
export interface UpdateResult {
  readonly sourceId: string;
  /** `in-force`: a new version is in force. `unchanged`: the source still publishes what is. `refused`: see `findings`. */
  readonly outcome: 'in-force' | 'unchanged' | 'refused';
  /** The version that came: put in force, found unchanged, or kept in quarantine; absent when nothing whole arrived. */
  readonly version?: string;
  /** The version in force afterwards; absent when there is none. */
  readonly inForce?: string;
  readonly counts?: ListCounts;
  /** Why it was refused, or, on the other outcomes, what the operator should know. */
  readonly findings: readonly HealthFinding[];
}

/** What happens while an update runs. */
export type Progress =
  | {
      readonly step: 'download';
      readonly file: string;
      /** Bytes received, as they came over the line. */
      readonly bytes: number;
      /** Bytes to come in all, where the server said. */
      readonly total?: number;
      /** Bytes per second since the file began. */
      readonly rate: number;
    }
  | {
      readonly step: 'retry';
      readonly file: string;
      readonly attempt: number;
      readonly waitMs: number;
      readonly reason: string;
    }
  | { readonly step: 'read'; readonly file: string }
  | { readonly step: 'parse' }
  | { readonly step: 'store' };

export interface UpdateOptions {
  /** Id of the format, where not the source's first that is published. */
  readonly format?: string;
  readonly policy?: HealthPolicy;
  readonly onProgress?: (progress: Progress) => void;
  /** Ends the work; the promise rejects with the signal's reason and nothing is changed. */
  readonly signal?: AbortSignal;
  /** The clock; for tests. */
  readonly now?: () => Date;
  /** How long to wait for another process that is changing the same list. */
  readonly lockWaitMs?: number;
}
