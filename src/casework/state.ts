import { RiegelError } from '../entity/index.ts';

/** Where a case stands. */
export type CaseState =
  | 'new'
  | 'assigned'
  | 'information-asked'
  | 'decided'
  | 'approved'
  | 'closed'
  | 'reopened';

/** What moves it. */
export type CaseStep =
  | 'assign'
  | 'hand-over'
  | 'unassign'
  | 'ask'
  | 'receive'
  | 'decide'
  | 'undo'
  | 'approve'
  | 'send-back'
  | 'close'
  | 'reopen';

interface Transition {
  readonly from: readonly CaseState[];
  readonly to: CaseState;
}

const IN_WORK = ['new', 'assigned', 'information-asked', 'reopened'] as const;

/**
 * From where each step leads where. `decide` is the decision on the last undecided alert of a case; `close` without
 * `approve` is refused elsewhere where a decision needs a second person.
 */
export const TRANSITIONS: Readonly<Record<CaseStep, Transition>> = {
  assign: { from: ['new', 'assigned', 'reopened'], to: 'assigned' },
  'hand-over': { from: ['information-asked'], to: 'information-asked' },
  unassign: { from: ['assigned', 'reopened'], to: 'new' },
  ask: { from: ['assigned', 'reopened', 'information-asked'], to: 'information-asked' },
  receive: { from: ['information-asked'], to: 'assigned' },
  decide: { from: IN_WORK, to: 'decided' },
  undo: { from: ['decided'], to: 'assigned' },
  approve: { from: ['decided'], to: 'approved' },
  'send-back': { from: ['decided'], to: 'assigned' },
  close: { from: ['decided', 'approved'], to: 'closed' },
  reopen: { from: ['decided', 'approved', 'closed'], to: 'reopened' },
};

/** States in which there is still something to do. */
export const UNCLOSED_STATES: readonly CaseState[] = [...IN_WORK, 'decided', 'approved'];

/** States in which alerts are decided. */
export const OPEN_STATES: readonly CaseState[] = IN_WORK;

/** Where a step leads. Throws `casework/illegal-transition`. */
export function stepFrom(state: string, step: CaseStep): CaseState {
  const { from, to } = TRANSITIONS[step];
  if ((from as readonly string[]).includes(state)) return to;
  throw new RiegelError(
    'casework/illegal-transition',
    `A case that is ${state} cannot take the step ${step}`,
    {
      expected: `a case that is ${from.join(' or ')}`,
    },
  );
}
