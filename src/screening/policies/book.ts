import { RiegelError } from '../../entity/index.ts';
import type { Journal, Json, Receipt } from '../../journal/index.ts';
import type { PolicyStepRow, Store, Tables } from '../../store/index.ts';
import type { Door } from '../record.ts';
import type { PolicyDocument } from './document.ts';
import type { PolicyEvaluation } from './evaluation.ts';
import { PROFILES } from './profiles.ts';
import { needsSecondPerson, type PolicyStanding, standingOf } from './standing.ts';
import { faultsOf } from './validate.ts';
import { type PolicyVersion, readReference, referenceOf, versionOf } from './version.ts';

/** A change of policy, as a person asks for it. */
export interface PolicyChange {
  readonly document: PolicyDocument;
  readonly author: string;
  readonly reason: string;
  readonly evaluation: PolicyEvaluation;
  /** Doors whose policy it becomes, besides those at which its earlier version is. */
  readonly doors?: readonly Door[];
}

/** What came of a change. */
export interface ChangedPolicy {
  readonly policy: string;
  /** `waiting`: a second person has to put it in force. */
  readonly state: 'in-force' | 'waiting';
}

/** One version and how it stands. */
export interface ListedPolicy extends PolicyVersion {
  readonly state: 'in-force' | 'waiting' | 'past';
  /** Doors at which it is the policy. */
  readonly atDoors: readonly Door[];
}

/** The stored policies. Versions never change; which is in force is told by steps that are only ever added. */
export interface PolicyBook {
  list(): Promise<readonly ListedPolicy[]>;
  /** `NAME@VERSION`, or `NAME` for the version in force. Throws `policy/bad-reference`, `policy/unknown`. */
  find(reference: string): Promise<PolicyVersion>;
  /** The policy in force at a door. */
  atDoor(door: Door): Promise<PolicyVersion>;
  /**
   * Stores the next version and puts it in force, or has it wait for a second person. Throws `policy/invalid`,
   * `policy/unchanged`, `policy/wrong-door`, `policy/no-author`, `policy/no-reason`.
   */
  change(change: PolicyChange): Promise<ChangedPolicy>;
  /** A second person puts a waiting version in force. Throws `policy/not-waiting`, `policy/same-person`. */
  approve(reference: string, by: string, reason: string): Promise<ChangedPolicy>;
}

const RIEGEL = 'riegel';
const SHIPPED: PolicyEvaluation = {
  remark: 'A profile that came with Riegel; its figures are those of docs/evaluation.md',
  screenings: 0,
  leftOut: {},
};
/** At which doors the profiles are until somebody decides otherwise. */
const FIRST_DOORS: Readonly<Record<string, readonly Door[]>> = {
  STANDARD: ['customer', 'payment', 'text'],
  BORDER_EU: ['traveller'],
};

/** The policies of a store. In a new one the profiles of Riegel are version 1, in force. */
export async function openPolicies(store: Store, journal: Journal): Promise<PolicyBook> {
  const book = bookOf(store, journal);
  const { versions } = await standing(store.tables);
  const missing = PROFILES.filter(({ name }) => !versions.some((each) => each.name === name));
  for (const document of missing) await addProfile(journal, document);
  return book;
}

function bookOf(store: Store, journal: Journal): PolicyBook {
  return {
    async list() {
      const { versions, inForce, waiting, atDoors } = await standing(store.tables);
      return versions.map((version) => {
        const reference = referenceOf(version);
        const doors = [...atDoors].filter(([, at]) => at === reference).map(([door]) => door);
        const state = inForce.get(version.name) === version.version ? 'in-force' : 'past';
        return { ...version, state: waiting.has(reference) ? 'waiting' : state, atDoors: doors };
      });
    },
    async find(reference) {
      const { name, version } = readReference(reference);
      const wanted = version ?? (await standing(store.tables)).inForce.get(name);
      const row = wanted === undefined ? undefined : await store.tables.policy.readVersion(name, wanted);
      if (row !== undefined) return versionOf(row);
      throw unknown(reference);
    },
    async atDoor(door) {
      const reference = (await standing(store.tables)).atDoors.get(door);
      if (reference === undefined) {
        throw new RiegelError('policy/none-at-door', `No policy is in force at the door ${door}`);
      }
      return await this.find(reference);
    },
    change: (change) => addVersion(journal, change),
    approve: (reference, by, reason) => approve(journal, reference, by, reason),
  };
}

interface Standing extends PolicyStanding {
  readonly versions: readonly PolicyVersion[];
}

async function standing({ policy }: Tables): Promise<Standing> {
  const versions = (await policy.readVersions()).map(versionOf);
  return { versions, ...standingOf(await policy.readSteps()) };
}

async function addProfile(journal: Journal, document: PolicyDocument): Promise<void> {
  const doors = FIRST_DOORS[document.name] ?? [];
  const version: Draft = {
    document,
    version: 1,
    author: RIEGEL,
    reason: 'came with Riegel',
    evaluation: SHIPPED,
    step: 'in-force',
    doors,
  };
  try {
    await journal.appendWith(
      async ({ policy }) => {
        if ((await policy.readVersions(document.name)).length > 0) throw isThere(document.name);
        return [changedEvent(version)];
      },
      async (tables, [receipt]) => await writeVersion(tables, version, receipt!),
    );
  } catch (error) {
    // Another process has opened the store at the same time.
    if (!(error instanceof RiegelError && error.code === 'policy/unchanged')) throw error;
  }
}

function isThere(reference: string): RiegelError {
  return new RiegelError('policy/unchanged', `${reference} says the same already`);
}

async function addVersion(journal: Journal, change: PolicyChange): Promise<ChangedPolicy> {
  const { document } = change;
  checkPerson(change.author, change.reason);
  const [fault] = await faultsOf(document);
  if (fault !== undefined) {
    throw new RiegelError('policy/invalid', fault.message, { place: { path: fault.path } });
  }
  for (const door of change.doors ?? []) {
    if (document.doors.includes(door)) continue;
    throw new RiegelError('policy/wrong-door', `${document.name} is no policy for the door ${door}`, {
      expected: document.doors.join(', '),
    });
  }
  let draft: Draft | undefined;
  return await journal.appendWith(
    async (tables) => {
      const now = await standing(tables);
      const earlier = now.versions.filter(({ name }) => name === document.name);
      const last = earlier.at(-1);
      const doors = [...new Set([...doorsOf(now, document), ...(change.doors ?? [])])];
      const same = JSON.stringify(last?.document) === JSON.stringify(document);
      const held = last !== undefined && doors.every((door) => now.atDoors.get(door) === referenceOf(last));
      if (same && (held || now.waiting.has(referenceOf(last!)))) {
        throw isThere(referenceOf(last!));
      }
      const replaced = now.versions.filter(
        ({ name, version }) =>
          now.inForce.get(name) === version &&
          (name === document.name || doors.some((door) => now.atDoors.get(door) === `${name}@${version}`)),
      );
      const second = needsSecondPerson(
        document,
        replaced.map((each) => each.document),
      );
      draft = { ...change, doors, version: (last?.version ?? 0) + 1, step: second ? 'proposed' : 'in-force' };
      return [changedEvent(draft)];
    },
    async (tables, [receipt]) => {
      await writeVersion(tables, draft!, receipt!);
      const policy = referenceOf({ name: document.name, version: draft!.version });
      return { policy, state: draft!.step === 'proposed' ? 'waiting' : 'in-force' };
    },
  );
}

/** Doors at which a version of the policy is now: the new one comes in its place. Throws `policy/wrong-door`. */
function doorsOf({ atDoors }: PolicyStanding, { name, doors }: PolicyDocument): Door[] {
  const held = [...atDoors].filter(([, at]) => at.startsWith(`${name}@`)).map(([door]) => door);
  const left = held.find((door) => !doors.includes(door));
  if (left === undefined) return held;
  throw new RiegelError(
    'policy/wrong-door',
    `${name} is the policy at the door ${left}, and would leave it`,
    {
      expected: 'another policy at that door first',
    },
  );
}

async function approve(
  journal: Journal,
  reference: string,
  by: string,
  reason: string,
): Promise<ChangedPolicy> {
  checkPerson(by, reason);
  const { name, version } = readReference(reference);
  let proposal: PolicyStepRow | undefined;
  return await journal.appendWith(
    async (tables) => {
      const now = await standing(tables);
      proposal = now.waiting.get(reference);
      if (version === undefined || proposal === undefined) {
        throw new RiegelError('policy/not-waiting', `${reference} does not wait to be put in force`, {
          expected: [...now.waiting.keys()].join(', ') || 'a change of policy first',
        });
      }
      if (isSamePerson(proposal.actor, by)) {
        throw new RiegelError('policy/same-person', `${by} has written ${reference}`, {
          expected: 'a second person',
        });
      }
      const { doors } = proposal;
      return [eventOf(by, reference, { step: 'in-force', doors, reason, proposedBy: proposal.actor })];
    },
    async (tables, [receipt]) => {
      const { seq, at } = receipt!;
      const { doors } = proposal!;
      const step = { seq, name, version: version!, step: 'in-force', doors, actor: by, reason } as const;
      await tables.policy.addStep({ ...step, at: new Date(at) });
      return { policy: reference, state: 'in-force' };
    },
  );
}

interface Draft extends PolicyChange {
  readonly version: number;
  readonly step: PolicyStepRow['step'];
  readonly doors: readonly Door[];
}

function changedEvent({ document, version, author, reason, evaluation, step, doors }: Draft) {
  const told = { step, doors, reason, document, evaluation } as unknown as { readonly [name: string]: Json };
  return eventOf(author, referenceOf({ name: document.name, version }), told);
}

function eventOf(actor: string, policy: string, result: { readonly [name: string]: Json | undefined }) {
  return { kind: 'policy.changed', actor, references: { policy }, result };
}

async function writeVersion({ policy }: Tables, draft: Draft, receipt: Receipt): Promise<void> {
  const { document, version, author, reason, evaluation, step, doors } = draft;
  const { name } = document;
  const common = { name, version, reason, seq: receipt.seq, at: new Date(receipt.at) };
  await policy.addVersion({
    ...common,
    author,
    document: JSON.stringify(document),
    evaluation: JSON.stringify(evaluation),
  });
  await policy.addStep({ ...common, step, doors, actor: author });
}

function checkPerson(person: string, reason: string): void {
  if (person.trim() === '') throw new RiegelError('policy/no-author', 'A change of policy has an author');
  if (reason.trim() === '') throw new RiegelError('policy/no-reason', 'A change of policy has a reason');
}

/** Letters of another size or width are no other eyes. */
function isSamePerson(a: string, b: string): boolean {
  const folded = (person: string) => person.normalize('NFKC').trim().toLowerCase();
  return folded(a) === folded(b);
}

function unknown(reference: string): RiegelError {
  return new RiegelError('policy/unknown', `There is no policy ${reference}`, {
    expected: 'one of riegel policy list',
  });
}
