import { RiegelError } from '../../entity/index.ts';
import type { Journal } from '../../journal/index.ts';
import { ENGINE_VERSION } from '../../match/index.ts';
import { type EarlierIndex, loadEarlierIndex } from '../index-cache.ts';
import { keptInputs } from '../list-index.ts';
import { isOwnership } from '../ownership/owned.ts';
import type { PolicyBook } from '../policies/book.ts';
import { compilePolicy, contextOf } from '../policies/compile.ts';
import type { PolicyVersion } from '../policies/version.ts';
import type { Policy } from '../policy.ts';
import type { Screening } from '../screen-subject.ts';
import { screenAgain } from './again.ts';
import { differencesBetween, type ReplayDifference } from './differences.ts';
import { findScreening } from './find.ts';
import { type PastScreening, pastScreening } from './recorded.ts';

/** What a past answer rested on and is not there any more. */
export interface MissingPart {
  readonly part: 'subject' | 'list' | 'policy' | 'engine' | 'index' | 'ownership';
  /** In one sentence. */
  readonly why: string;
}

/** What of a recorded screening nobody has to be kept from. */
type OpenPart = Omit<PastScreening, 'subject' | 'sealedMatches'>;

/** What came of running a past screening again. */
export interface Replay {
  /** The record, without what is sealed. */
  readonly record: OpenPart;
  readonly verdict: 'equal' | 'differs' | 'missing';
  /** Everything that is missing, where the verdict is `missing`. */
  readonly missing: readonly MissingPart[];
  readonly differences: readonly ReplayDifference[];
  /** Where the index came from: its file, or compiled from the kept list versions. */
  readonly index?: EarlierIndex['from'];
}

export interface ReplayOptions {
  readonly dataDir: string;
  readonly journal: Journal;
  readonly policies: PolicyBook;
}

/**
 * Runs a past screening again: its subject, under its policy version, against the index of its day. The answer must be
 * the same; where it is not, or cannot be had, says in what or why.
 * @param id number or id of the journal's record
 * Throws `journal/no-record`, `replay/no-screening`, and what the store and the journal throw.
 */
export async function replay(id: string, options: ReplayOptions): Promise<Replay> {
  const past = pastScreening(await findScreening(options.journal, id));
  const { subject, sealedMatches, ...record } = past;
  const missing: MissingPart[] = [];
  if (subject === undefined) {
    const { erasedAt } = record;
    const why = erasedAt === undefined ? 'was not recorded' : `was erased on ${erasedAt.slice(0, 10)}`;
    missing.push({ part: 'subject', why: `The subject ${why}` });
  }
  const policy = await policyOf(record, options.policies, missing);
  checkEngine(record, missing);
  checkOwnership(record, missing);
  const found = await indexOf(record, options.dataDir, missing);
  if (subject === undefined || policy === undefined || found === undefined || missing.length > 0) {
    return { record, verdict: 'missing', missing, differences: [] };
  }
  const answer = answerOf(record, policy, found, subject);
  if ('part' in answer) return { record, verdict: 'missing', missing: [answer], differences: [] };
  const differences = differencesBetween(past, answer);
  const verdict = differences.length === 0 ? 'equal' : 'differs';
  return { record, verdict, missing, differences, index: found.from };
}

function answerOf(
  { door, basis }: OpenPart,
  { document }: PolicyVersion,
  { index }: EarlierIndex,
  subject: NonNullable<PastScreening['subject']>,
): Screening | MissingPart {
  let policy: Policy;
  try {
    policy = compilePolicy(document, contextOf(door, basis), index.info);
  } catch (error) {
    // A record that does not say of which country it was.
    return { part: 'policy', why: messageOf(error, 'policy/jurisdiction-needed') };
  }
  return screenAgain(index, subject, policy);
}

async function policyOf(
  { basis }: OpenPart,
  policies: PolicyBook,
  missing: MissingPart[],
): Promise<PolicyVersion | undefined> {
  try {
    return await policies.find(basis.policy);
  } catch (error) {
    missing.push({ part: 'policy', why: messageOf(error, 'policy/unknown', 'policy/bad-reference') });
    return undefined;
  }
}

function checkEngine({ basis }: OpenPart, missing: MissingPart[]): void {
  if (basis.engine === ENGINE_VERSION) return;
  const why = `The answer is of engine ${basis.engine}; this is ${ENGINE_VERSION}`;
  missing.push({ part: 'engine', why });
}

function checkOwnership({ matches }: OpenPart, missing: MissingPart[]): void {
  if (!matches.some(({ entity }) => isOwnership(entity))) return;
  missing.push({ part: 'ownership', why: 'Which listings were linked on that day is not looked up again' });
}

async function indexOf(
  { basis }: OpenPart,
  dataDir: string,
  missing: MissingPart[],
): Promise<EarlierIndex | undefined> {
  const { index: id, lists, engine } = basis;
  try {
    // Another engine cannot compile the index of the day; which lists are kept can be told all the same.
    if (engine !== ENGINE_VERSION) await keptInputs(dataDir, lists);
    else return await loadEarlierIndex(dataDir, { id, lists });
  } catch (error) {
    const part = error instanceof RiegelError && error.code.startsWith('lists/') ? 'list' : 'index';
    const why = messageOf(error, 'lists/no-version', 'lists/damaged', 'screening/other-index');
    missing.push({ part, why });
  }
  return undefined;
}

/** What the error says; throws it where its code is none of these. */
function messageOf(error: unknown, ...codes: readonly string[]): string {
  if (error instanceof RiegelError && codes.includes(error.code)) return error.message;
  throw error;
}
