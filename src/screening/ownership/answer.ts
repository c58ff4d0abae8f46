import type { HoldingKind } from './holding.ts';
import type { OwnershipNotice } from './notices.ts';

/** Whether an entity is treated as its owners are. `cannot-tell` where the bounds of a share lie on both sides. */
export type OwnershipStatus = 'blocked' | 'not-blocked' | 'cannot-tell';

/** A stake that listed persons have in the entity, themselves or through what they own. Shares in percent. */
export interface CountedStake {
  readonly owner: string;
  readonly kind: HoldingKind;
  readonly low: number;
  readonly high: number;
  /**
   * Why it counts: its owner is listed; is itself owned enough for certain (then all it holds counts), or perhaps;
   * or holds it under a joint arrangement with one of them.
   */
  readonly because: 'listed' | 'owned' | 'may-be-owned' | 'joint';
  /** From a listed person down to the owner, each owning of the next what its round needed. */
  readonly path: readonly string[];
  readonly sources: readonly string[];
}

export interface OwnershipAnswer {
  readonly entity: string;
  readonly rules: string;
  /** The day of which it speaks. */
  readonly on: string;
  readonly status: OwnershipStatus;
  readonly because: 'listed' | 'owned' | 'controlled' | 'none';
  /** What listed persons own of it, direct and indirect, in percent: of the kind of stake that comes nearest. */
  readonly aggregate: { readonly kind: 'shares' | 'votes'; readonly low: number; readonly high: number };
  readonly threshold: { readonly percent: number; readonly inclusive: boolean };
  readonly counted: readonly CountedStake[];
  readonly notices: readonly OwnershipNotice[];
  readonly sentence: { readonly en: string; readonly de: string };
}
