import { RiegelError } from '../entity/index.ts';
import data from './reasons.data.json' with { type: 'json' };

/** What a person concludes of a pair of subject and entity. */
export type DecisionKind = 'same' | 'not-same' | 'cannot-tell';

interface LocalText {
  readonly en: string;
  readonly de: string;
}

/** Why somebody decides so. */
export interface DecisionReason extends LocalText {
  readonly code: string;
  /** The decisions that it can be a reason of. */
  readonly for: readonly DecisionKind[];
  /** Says nothing without words of one's own. */
  readonly text?: boolean;
}

/** What a customer may be asked for. */
export interface InformationKind extends LocalText {
  readonly code: string;
  /** What the customer reads. It tells nothing of lists or matches: a customer must not be warned. */
  readonly customer: LocalText;
}

export const DECISION_REASONS = data.decision as readonly DecisionReason[];
export const INFORMATION_KINDS = data.information as readonly InformationKind[];

const byCode = new Map(DECISION_REASONS.map((reason) => [reason.code, reason]));
const DECISIONS: readonly DecisionKind[] = ['same', 'not-same', 'cannot-tell'];

/** Throws `casework/bad-decision`, `casework/bad-reason`. */
export function checkReasons(
  decision: DecisionKind,
  reasons: readonly string[],
  text: string | undefined,
): void {
  if (!DECISIONS.includes(decision)) {
    throw new RiegelError('casework/bad-decision', 'There is no such decision', {
      expected: `one of ${DECISIONS.join(', ')}`,
    });
  }
  const allowed = DECISION_REASONS.filter((reason) => reason.for.includes(decision)).map(({ code }) => code);
  if (reasons.length === 0 || !reasons.every((code) => allowed.includes(code))) {
    throw new RiegelError('casework/bad-reason', `A decision ${decision} needs reasons that fit it`, {
      expected: `one or more of ${allowed.join(', ')}`,
    });
  }
  if (reasons.some((code) => byCode.get(code)!.text === true) && (text ?? '').trim() === '') {
    throw new RiegelError('casework/bad-reason', 'This reason needs words', { expected: 'a text' });
  }
}

/** Throws `casework/bad-reason`. */
export function checkInformation(codes: readonly string[]): void {
  const known = INFORMATION_KINDS.map(({ code }) => code);
  if (codes.length > 0 && codes.every((code) => known.includes(code))) return;
  throw new RiegelError('casework/bad-reason', 'There is no such information to ask for', {
    expected: `one or more of ${known.join(', ')}`,
  });
}
