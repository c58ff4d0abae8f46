import {
  compilePolicy,
  type Policy,
  type PolicyBook,
  type PolicyContext,
  type PolicyVersion,
  type ScreeningBasis,
} from '../../screening/index.ts';
import type { Loaded } from '../service.ts';
import type { OwnershipInForce } from './ownership-in-force.ts';

/** A policy as the engine takes it, and by which name it stands in the journal. */
export interface PolicyInForce {
  readonly policy: Policy;
  /** `STANDARD@1`. */
  readonly name: string;
  readonly ownership?: ScreeningBasis['ownership'];
}

/** How long a door's policy is taken from memory, milliseconds: another process may have changed it. */
const FRESH_MS = 1_000;

/** The policies at the doors, compiled for one index; asked at every request, so remembered for a moment. */
export class PoliciesInForce {
  private readonly book: PolicyBook;
  private readonly ownership: OwnershipInForce;
  private readonly now: () => number;
  private readonly atDoors = new Map<string, { readonly version: PolicyVersion; readonly until: number }>();
  private compiled = new Map<string, Policy>();
  private index = '';

  constructor(book: PolicyBook, ownership: OwnershipInForce, now: () => number) {
    this.book = book;
    this.ownership = ownership;
    this.now = now;
  }

  /** Throws what `PolicyBook.atDoor` and `compilePolicy` throw. */
  async at(context: PolicyContext, loaded: Loaded): Promise<PolicyInForce> {
    const { info } = loaded.index;
    const version = await this.versionAt(context.door);
    const name = `${version.name}@${version.version}`;
    if (this.index !== info.id) {
      this.compiled = new Map();
      this.index = info.id;
    }
    const key = [name, context.door, context.jurisdiction, context.party].join('\n');
    let policy = this.compiled.get(key);
    if (policy === undefined) {
      policy = compilePolicy(version.document, context, info);
      this.compiled.set(key, policy);
    }
    const applied = await this.ownership.applyTo(policy, loaded);
    if (applied.standing === undefined) return { policy, name };
    const { on, sources } = applied.standing;
    return { policy: applied.policy, name, ownership: { on, sources } };
  }

  /** Forgets what is remembered: a policy has changed in this process. */
  changed(): void {
    this.atDoors.clear();
  }

  /** Throws what `PolicyBook.atDoor` throws. */
  async versionAt(door: PolicyContext['door']): Promise<PolicyVersion> {
    const known = this.atDoors.get(door);
    if (known !== undefined && known.until > this.now()) return known.version;
    const version = await this.book.atDoor(door);
    this.atDoors.set(door, { version, until: this.now() + FRESH_MS });
    return version;
  }
}
