import { RiegelError } from '../../entity/index.ts';
import type { Journal } from '../../journal/index.ts';
import type { Match, MatchIndex } from '../../match/index.ts';
import type { Policy } from '../policy.ts';
import { screenAgain } from '../replay/again.ts';
import { type PastScreening, pastScreening, SCREENING } from '../replay/recorded.ts';
import type { PolicyBook } from './book.ts';
import { type ChangedAlert, Changes } from './changes.ts';
import { checkAgainstLists, compilePolicy, contextOf, contextsOf } from './compile.ts';
import type { PolicyDocument } from './document.ts';
import type { EvaluatedSide, LabelledFigures, PolicyEvaluation } from './evaluation.ts';
import { onLabelledPeople } from './labelled.ts';
import { type PolicyVersion, referenceOf } from './version.ts';

export interface TrialOptions {
  readonly journal: Journal;
  readonly policies: PolicyBook;
  /** Both policies answer from this index. */
  readonly index: MatchIndex;
  /** Most stored screenings that are run again, the newest first. */
  readonly most?: number;
  /** Folder of labelled people (see `labelled.ts`), where there is one. */
  readonly people?: string;
  readonly onProgress?: (screenings: number) => void;
}

export interface Trial {
  readonly evaluation: PolicyEvaluation;
  /** The first alerts that come and go, by score. */
  readonly added: readonly ChangedAlert[];
  readonly removed: readonly ChangedAlert[];
}

const MOST = 10_000;
const PAGE = 500;

/**
 * What a policy would change: stored screenings are run again under it and under the one it would replace, on the same
 * index. The one it would replace is the one in force of its name, else the one at the door of the screening. Throws
 * `policy/missing-list` and the like where the candidate cannot be used at all.
 */
export async function tryPolicy(document: PolicyDocument, options: TrialOptions): Promise<Trial> {
  const { journal, policies, index, most = MOST, people, onProgress } = options;
  checkAgainstLists(document, index.info);
  const sides = new Sides(document, policies, index);
  const left = new Map<string, number>();
  const leave = (why: string) => left.set(why, (left.get(why) ?? 0) + 1);
  let screenings = 0;
  for (let cursor: number | undefined, done = false; !done; ) {
    const page = await journal.read({
      kinds: [SCREENING],
      newestFirst: true,
      open: true,
      limit: PAGE,
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const record of page.records) {
      const past = readable(record);
      if (past === undefined) leave('not-readable');
      else if (past.subject === undefined) leave('subject-erased');
      else if (!document.doors.includes(past.door)) leave('other-door');
      else if (await sides.compare(past)) screenings++;
      else leave('no-policy-to-compare');
      if (screenings >= most) break;
    }
    onProgress?.(screenings);
    cursor = page.cursor;
    done = cursor === undefined || screenings >= most;
  }
  const labelled = people === undefined ? undefined : await sides.onLabelled(people);
  return {
    evaluation: {
      index: index.info.id,
      lists: index.info.lists,
      screenings,
      leftOut: Object.fromEntries(left),
      ...sides.figures(screenings),
      ...(labelled === undefined ? {} : { labelled }),
    },
    added: sides.added.first(),
    removed: sides.removed.first(),
  };
}

function readable(record: Parameters<typeof pastScreening>[0]): PastScreening | undefined {
  try {
    return pastScreening(record);
  } catch (error) {
    if (error instanceof RiegelError && error.code === 'replay/no-screening') return undefined;
    throw error;
  }
}

/** Counts what one policy answers. */
class Side {
  readonly names = new Set<string>();
  alerted = 0;
  alerts = 0;
  refused = 0;

  /** The matches, none where the subject cannot be screened under the policy. */
  answer(index: MatchIndex, past: PastScreening, policy: Policy): readonly Match[] {
    try {
      const { matches } = screenAgain(index, past.subject!, policy);
      this.alerts += matches.length;
      if (matches.length > 0) this.alerted++;
      return matches;
    } catch (error) {
      if (!(error instanceof RiegelError)) throw error;
      this.refused++;
      return [];
    }
  }

  figures(screenings: number): EvaluatedSide {
    return {
      policy: [...this.names].sort().join(', '),
      alerted: this.alerted,
      alerts: this.alerts,
      alertedPerThousand: screenings === 0 ? 0 : Math.round((this.alerted / screenings) * 100_000) / 100,
      refused: this.refused,
    };
  }
}

class Sides {
  readonly added = new Changes();
  readonly removed = new Changes();
  private readonly before = new Side();
  private readonly after = new Side();
  private readonly compiled = new Map<string, Policy>();
  private readonly present = new Map<string, Promise<PolicyVersion | undefined>>();
  private readonly document: PolicyDocument;
  private readonly policies: PolicyBook;
  private readonly index: MatchIndex;

  constructor(document: PolicyDocument, policies: PolicyBook, index: MatchIndex) {
    this.document = document;
    this.policies = policies;
    this.index = index;
    this.after.names.add(document.name);
  }

  /** False where no policy is in force that it could be compared with. */
  async compare(past: PastScreening): Promise<boolean> {
    const { door } = past;
    let wanted = this.present.get(door);
    if (wanted === undefined) {
      wanted = presentPolicy(this.policies, this.document, past);
      this.present.set(door, wanted);
    }
    const present = await wanted;
    if (present === undefined) return false;
    const after = this.policyFor('candidate', this.document, past);
    const before = this.policyFor('present', present.document, past);
    this.before.names.add(referenceOf(present));
    const had = this.before.answer(this.index, past, before);
    const has = this.after.answer(this.index, past, after);
    const ids = new Set(had.map(({ id }) => id));
    for (const match of has) if (!ids.delete(match.id)) this.added.add(past, match);
    for (const match of had) if (ids.has(match.id)) this.removed.add(past, match);
    return true;
  }

  /** Both policies on labelled people, at the first door and in the first country that the candidate is for. */
  async onLabelled(folder: string): Promise<LabelledFigures | undefined> {
    const [context] = contextsOf(this.document);
    const present = await presentPolicy(this.policies, this.document, context!);
    const side = (document: PolicyDocument) => compilePolicy(document, context!, this.index.info);
    const before = present === undefined ? undefined : side(present.document);
    return onLabelledPeople(this.index, folder, before, side(this.document));
  }

  private policyFor(side: string, document: PolicyDocument, { door, basis }: PastScreening): Policy {
    const key = `${side} ${door} ${basis.jurisdiction} ${basis.party}`;
    let policy = this.compiled.get(key);
    if (policy === undefined) {
      policy = compilePolicy(document, contextOf(door, basis), this.index.info);
      this.compiled.set(key, policy);
    }
    return policy;
  }

  figures(screenings: number): Pick<PolicyEvaluation, 'before' | 'after' | 'added' | 'removed'> {
    return {
      before: this.before.figures(screenings),
      after: this.after.figures(screenings),
      added: this.added.counts(),
      removed: this.removed.counts(),
    };
  }
}

async function presentPolicy(
  policies: PolicyBook,
  { name }: PolicyDocument,
  { door }: Pick<PastScreening, 'door'>,
): Promise<PolicyVersion | undefined> {
  const own = await found(policies.find(name));
  if (own?.document.doors.includes(door)) return own;
  return await found(policies.atDoor(door));
}

async function found(wanted: Promise<PolicyVersion>): Promise<PolicyVersion | undefined> {
  try {
    return await wanted;
  } catch (error) {
    if (error instanceof RiegelError && /^policy\/(unknown|none-at-door)$/.test(error.code)) return undefined;
    throw error;
  }
}
