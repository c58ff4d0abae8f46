import type { IndexInfo } from '../../match/index.ts';
import {
  compilePolicy,
  type Policy,
  type PolicyBook,
  type PolicyContext,
  type PolicyVersion,
} from '../../screening/index.ts';

/** A policy as the engine takes it, and by which name it stands in the journal. */
export interface PolicyInForce {
  readonly policy: Policy;
  /** `STANDARD@1`. */
  readonly name: string;
}

/** How long a door's policy is taken from memory, milliseconds of a clock that nobody sets: another process may have changed it. */
const FRESH_MS = 1_000;

/** The policies at the doors, compiled for one index; asked at every request, so remembered for a moment. */
export class PoliciesInForce {
  private readonly book: PolicyBook;
  private readonly atDoors = new Map<string, { readonly version: PolicyVersion; readonly until: number }>();
  private compiled = new Map<string, Policy>();
  private index = '';

  constructor(book: PolicyBook) {
    this.book = book;
  }

  /** Throws what `PolicyBook.atDoor` and `compilePolicy` throw. */
  async at(context: PolicyContext, info: Pick<IndexInfo, 'id' | 'lists'>): Promise<PolicyInForce> {
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
    return { policy, name };
  }

  /** Forgets what is remembered: a policy has changed in this process. */
  changed(): void {
    this.atDoors.clear();
  }

  private async versionAt(door: PolicyContext['door']): Promise<PolicyVersion> {
    const known = this.atDoors.get(door);
    if (known !== undefined && known.until > performance.now()) return known.version;
    const version = await this.book.atDoor(door);
    this.atDoors.set(door, { version, until: performance.now() + FRESH_MS });
    return version;
  }
}
