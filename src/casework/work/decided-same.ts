import type { Desk } from '../desk.ts';

/** Whether a decision stands that a subject is one of these entities. */
export function isDecidedSame(desk: Desk, subjectKey: string, entityIds: readonly string[]): boolean {
  const row = desk.caseOf(subjectKey);
  const alerts = row === undefined ? [] : desk.alertsOf(row.id);
  return alerts.some(
    ({ entityId, decisionId }) =>
      entityIds.includes(entityId) &&
      decisionId !== undefined &&
      desk.decision(decisionId).decision === 'same',
  );
}
