import type { DecisionRow } from '../../store/index.ts';
import type { Desk } from '../desk.ts';

/** Ends a decision, which stays visible. The alert must be told by the caller. */
export function endDecision(desk: Desk, row: DecisionRow, how: string): DecisionRow {
  return desk.putDecision({ ...row, endedAt: desk.at, endedHow: how });
}
