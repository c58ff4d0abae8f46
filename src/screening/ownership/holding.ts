import type { Share } from './share.ts';

/** What an owner has in an asset. `control` is power without a share: appointing the board, deciding its affairs. */
export type HoldingKind = 'shares' | 'votes' | 'control';

/** One statement that somebody holds something: a link of a list, or a row that was uploaded. */
export interface Holding {
  /** Ids of entities or customers, as the lists or the uploader name them. */
  readonly owner: string;
  readonly asset: string;
  readonly kind: HoldingKind;
  /** Of `control`: of no meaning. */
  readonly share: Share;
  /** Tells two stakes of one owner in one asset apart, e.g. `class A`; without it they are the same stake told twice. */
  readonly interest?: string;
  /** Name of an arrangement by which several owners of one asset exercise their rights jointly. */
  readonly arrangement?: string;
  /** ISO prefixes: since when it is held; the last day it was held; the day of which the source speaks. */
  readonly from?: string;
  readonly until?: string;
  readonly asOf?: string;
  /** Who says so: a list, a register, a file. */
  readonly source: string;
}
