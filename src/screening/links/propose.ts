import type { Entity } from '../../entity/index.ts';
import type { MatchIndex } from '../../match/index.ts';
import { type Candidate, candidatesOf, entriesOf } from './candidates.ts';
import { settled } from './clusters.ts';
import { judgeAll } from './judge.ts';
import type { LinkProposal } from './link.ts';
import { DEFAULT_LINK_RULES, type LinkRules } from './rules.ts';

export interface ProposeOptions {
  readonly rules?: LinkRules;
  readonly onProgress?: (done: number, of: number) => void;
}

/**
 * Which entries of the lists name one and the same: by reference numbers, strong identifiers, names and facts.
 *
 * @param entities all entities of the lists, sanctions and documents among them; notes are read for references
 * @param index of the same entities
 *
 * Deterministic: the same lists give the same proposals in the same order, strongest first. A link that would put
 * into one cluster what does not go together is proposed and never made: the stronger links are made first.
 */
export function proposeLinks(
  entities: readonly Entity[],
  index: MatchIndex,
  options: ProposeOptions = {},
): LinkProposal[] {
  const rules = options.rules ?? DEFAULT_LINK_RULES;
  const candidates = candidatesOf(entities, index, { ...options, leastScore: rules.leastScore });
  return proposalsOf(entities, candidates.values(), rules);
}

/** The second half of `proposeLinks`: for trying rules on candidates that were found once. */
export function proposalsOf(
  entities: readonly Entity[],
  candidates: Iterable<Candidate>,
  rules: LinkRules,
): LinkProposal[] {
  return settled(judgeAll(candidates, rules), entriesOf(entities));
}
