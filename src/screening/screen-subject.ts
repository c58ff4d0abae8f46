import { RiegelError, type Subject, valuesOf } from '../entity/index.ts';
import type { MatchIndex } from '../match/index.ts';
import { withFacts } from './facts.ts';
import { ownedMatches, type ScreeningMatch } from './ownership/owned.ts';
import { admitted, checkPolicy, DEFAULT_POLICY, type Policy, screenOptionsOf } from './policy.ts';

/** The answer to one subject: a machine refers, a person decides. */
export interface Screening {
  readonly subject: Subject;
  readonly outcome: 'clear' | 'alert';
  /** Best first; those by rules of ownership before all others. */
  readonly matches: readonly ScreeningMatch[];
  /** Set where the policy's limit left matches out. */
  readonly moreMatches?: true;
}

/** Properties whose values are names, whole or in parts. */
export const NAME_PROPERTIES = [
  'name',
  'alias',
  'previousName',
  'weakAlias',
  'abbreviation',
  'firstName',
  'secondName',
  'middleName',
  'fatherName',
  'lastName',
] as const;
/** What a caller narrows one screening to, beside the policy. */
export interface Narrowing {
  /** Only entities whose id passes; those left out are neither counted nor shown. */
  readonly only?: (entityId: string) => boolean;
}

/** The longest names on official lists have some 350 letters; a longer text is no name. */
const MAX_LETTERS = 1000;
/** Words of a name that the engine compares; what is longer would be compared in part only. */
const MAX_WORDS = 30;

/**
 * The one screening path: compares a subject with the lists of an index under a policy, or with those of their
 * entities that the caller asks for, and with whom its policy treats as their owners are.
 * Throws `screening/unreadable-name`, `screening/name-too-long` or `match/nothing-to-compare` for a subject that
 * cannot be compared as a whole, and what `checkPolicy` throws: what was not screened is never `clear`.
 */
export function screenSubject(
  index: MatchIndex,
  subject: Subject,
  policy: Policy = DEFAULT_POLICY,
  { only }: Narrowing = {},
): Screening {
  checkPolicy(policy, index.info);
  checkNames(subject);
  const found = index.screen(withFacts(subject, policy.facts), {
    ...screenOptionsOf(policy),
    ...(only === undefined ? {} : { only }),
  });
  const matches = [...ownedMatches(subject, policy.owned), ...admitted(found, policy)];
  return screeningOf(subject, matches, policy);
}

/** Matches turned into an outcome. */
export function screeningOf(
  subject: Subject,
  found: readonly ScreeningMatch[],
  { limit }: Policy,
): Screening {
  return Object.freeze({
    subject,
    outcome: found.length > 0 ? 'alert' : 'clear',
    matches: found.length > limit ? found.slice(0, limit) : found,
    ...(found.length > limit ? { moreMatches: true as const } : {}),
  });
}

/** Refuses names that the engine would compare in part, or not at all while an identifier makes up for them. */
function checkNames(subject: Subject): void {
  const names = NAME_PROPERTIES.flatMap((property) => valuesOf(subject, property)).filter(
    (name) => name.trim() !== '',
  );
  const { document: file, row, line } = subject.origin ?? {};
  const place = {
    ...(file === undefined ? {} : { file }),
    ...(row === undefined ? {} : { row }),
    ...(line === undefined ? {} : { line }),
  };
  if (names.length > 0 && !names.some((name) => /[\p{L}\p{N}]/u.test(name))) {
    throw new RiegelError('screening/unreadable-name', 'The name holds no letter', {
      place,
      expected: 'a name in any script',
    });
  }
  for (const name of names) {
    if (name.length <= MAX_WORDS) continue;
    const words = name.match(/[\p{L}\p{N}\p{M}]+/gu)?.length ?? 0;
    if (name.length > MAX_LETTERS || words > MAX_WORDS) {
      throw new RiegelError(
        'screening/name-too-long',
        `A name of ${words} words and ${name.length} letters is not compared as a whole`,
        { place, expected: `a name of up to ${MAX_WORDS} words, or the document as a text` },
      );
    }
  }
}
