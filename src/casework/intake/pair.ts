import type { MatchFate } from '../../screening/index.ts';
import type { AlertRow, CaseRow, ExemptionRow, PairView } from '../../store/index.ts';
import { CASEWORK } from '../actor.ts';
import { type Desk, newId } from '../desk.ts';
import { endExemption } from '../exemption/end.ts';
import { changesSince, hasView, withView } from '../facts.ts';
import type { CaseworkPolicy } from '../policy.ts';
import { deadlineOf, needsFourEyes, priorityOf } from '../priority.ts';
import type { DecisionKind } from '../reasons.ts';
import { stepFrom } from '../state.ts';
import { endDecision } from '../work/end-decision.ts';
import { exemptionByLink, type LinkedListing } from './linked.ts';
import type { Screened, ScreenedMatch } from './screened.ts';

/** A match with the other listings of the same person. */
interface LinkedMatch extends ScreenedMatch {
  readonly linked: readonly LinkedListing[];
}

/** One match of one screening on its way to an exemption or an alert. */
interface Pair extends LinkedMatch {
  readonly screened: Screened;
  /** Both sides as they are; absent where the entity was not found. */
  readonly view: PairView | undefined;
  /** Record of the screening. */
  readonly seq: number;
}

/** Decides what becomes of a match: an exemption covers it, or its alert is opened, added to or reopened. */
export function settlePair(
  desk: Desk,
  screened: Screened,
  match: LinkedMatch,
  seq: number,
  policy: CaseworkPolicy,
): MatchFate {
  const { facts } = screened;
  const view =
    facts === undefined || match.facts === undefined ? undefined : { subject: facts, entity: match.facts };
  const pair: Pair = { ...match, screened, view, seq };
  const { exemption, lapse } = exemptionFor(desk, pair);
  const alert = alertOf(desk, pair);
  if (exemption !== undefined) return { exemption, ...(alert === undefined ? {} : { alert: alert.id }) };
  if (alert === undefined) {
    // What people said of this very listing goes before what they said of another.
    const followed = lapse === undefined ? exemptionByLink(desk, pair) : undefined;
    return followed ?? { alert: openAlert(desk, pair, policy).id };
  }
  return { alert: addTo(desk, alert, pair, lapse, policy).id };
}

/** The exemption that covers the pair; or why one that did covers it no longer. Such a one is ended. */
function exemptionFor(
  desk: Desk,
  { screened, ids, match, view }: Pair,
): { readonly exemption?: string; readonly lapse?: string } {
  const active = desk
    .exemptionsOf(screened.subjectKey)
    .filter(({ state, entityId }) => state === 'active' && ids.includes(entityId));
  let lapse: string | undefined;
  for (const row of active) {
    // Without the entity's facts nobody can tell whether it still holds: it stays, and is not applied.
    if (view === undefined) return { lapse: 'entity-unknown' };
    if (row.expiresAt <= desk.at) {
      lapse = endExemption(desk, row, 'expired', CASEWORK);
    } else if (!hasView(row.views, view)) {
      const changes = changesSince(row.views, view);
      lapse = endExemption(desk, row, 'lapsed', CASEWORK, { changes });
    } else {
      return { exemption: renamed(desk, row, match.id).id };
    }
  }
  return lapse === undefined ? {} : { lapse };
}

/** Follows an entity whose id has changed, unless the subject has an exemption from that one too. */
function renamed(desk: Desk, row: ExemptionRow, entityId: string): ExemptionRow {
  if (desk.exemptionsOf(row.subjectKey!).some((other) => other.entityId === entityId)) return row;
  desk.tell({
    kind: 'exemption.moved',
    actor: CASEWORK,
    about: row,
    references: { exemption: row.id },
    result: { from: row.entityId, to: entityId },
  });
  return desk.putExemption({ ...row, entityId, version: row.version + 1 });
}

/** The alert of the pair, under the entity's id or one it had before. */
function alertOf(desk: Desk, { screened, ids, match }: Pair): AlertRow | undefined {
  const row = desk.caseOf(screened.subjectKey);
  if (row === undefined) return undefined;
  const found = desk.alertsOf(row.id).filter(({ entityId }) => ids.includes(entityId));
  const same = found.find(({ entityId }) => entityId === match.id);
  if (same !== undefined || found.length === 0) return same;
  // Of two entities that became one, the alert nobody has decided yet goes on.
  const moved = found.find(({ decisionId }) => decisionId === undefined) ?? found.at(-1)!;
  desk.tell({
    kind: 'alert.moved',
    actor: CASEWORK,
    about: row,
    references: { case: row.id, alert: moved.id },
    result: { from: moved.entityId, to: match.id },
  });
  return desk.putAlert({ ...moved, entityId: match.id });
}

function openAlert(desk: Desk, pair: Pair, policy: CaseworkPolicy): AlertRow {
  const { screened, match, view, seq } = pair;
  const { done, subjectKey } = screened;
  const known = desk.caseOf(subjectKey);
  const id = known?.id ?? newId();
  const doors = [done.door];
  const { score, probability, caption, lists } = match;
  const priority = priorityOf({ probability, value: done.value, doors }, policy);
  const deadline = deadlineOf({ doors, priority }, desk.at, policy);
  const row = known ?? desk.putCase(newCase(id, screened, desk.at));
  const alert = desk.putAlert({
    id: newId(),
    caseId: id,
    entityId: match.id,
    caption,
    lists,
    doors,
    score,
    probability,
    value: done.value,
    priority,
    deadline,
    screenings: 1,
    firstSeq: seq,
    lastSeq: seq,
    openedAt: desk.at,
    lastAt: desk.at,
    views: view === undefined ? [] : [view],
    decisionId: undefined,
    delistedVersion: undefined,
  });
  const state = known === undefined ? row.state : stateWithWork(row);
  desk.tell({
    kind: 'alert.opened',
    actor: CASEWORK,
    about: row,
    references: { case: id, alert: alert.id, screening: seq },
    result: {
      entity: match.id,
      score,
      probability,
      priority,
      state: { from: known?.state ?? null, to: state },
    },
  });
  desk.changeCase(id, { state, closedAt: undefined, retainUntil: undefined });
  return alert;
}

function newCase(id: string, { subjectKey, done }: Screened, at: number): CaseRow {
  return {
    id,
    subjectKey,
    reference: done.reference,
    state: 'new',
    version: 0,
    assignee: undefined,
    priority: 0,
    probability: 0,
    deadline: undefined,
    openedAt: at,
    changedAt: at,
    closedAt: undefined,
    retainUntil: undefined,
    erasedAt: undefined,
  };
}

/** The state of a case in which something is to be decided again. */
function stateWithWork({ state }: CaseRow): string {
  return ['decided', 'approved', 'closed'].includes(state) ? stepFrom(state, 'reopen') : state;
}

/** Adds a screening to the pair's alert, which is reopened where a decision on it holds no longer. */
function addTo(
  desk: Desk,
  alert: AlertRow,
  pair: Pair,
  lapse: string | undefined,
  policy: CaseworkPolicy,
): AlertRow {
  const { screened, match, view, seq } = pair;
  const isNewView = view === undefined || !hasView(alert.views, view);
  const changes = isNewView && view !== undefined ? changesSince(alert.views, view) : [];
  const why = whyReopen(desk, alert, pair, isNewView, lapse);
  const { score, probability, caption, lists } = match;
  const doors = [...new Set([...alert.doors, screened.done.door])];
  const stakes = [alert.value, screened.done.value].filter((each) => each !== undefined);
  const value = stakes.length === 0 ? undefined : Math.max(...stakes);
  const priority = priorityOf({ probability, value, doors }, policy);
  const fresh = deadlineOf({ doors, priority }, desk.at, policy);
  const added: AlertRow = {
    ...alert,
    caption,
    lists,
    doors,
    score,
    probability,
    value,
    priority,
    deadline: why === undefined ? Math.min(alert.deadline, fresh) : fresh,
    screenings: alert.screenings + 1,
    lastSeq: seq,
    lastAt: desk.at,
    views: view === undefined ? alert.views : withView(alert.views, view),
    delistedVersion: undefined,
  };
  if (why !== undefined) return reopen(desk, added, why, changes, seq);
  desk.putAlert(added);
  const grown = [...changes, ...approvalNeededNow(desk, added, policy)];
  noteAddition(desk, added, grown, seq);
  return added;
}

/** Tells that a pair is not what whoever works on it has seen; a mere repetition takes the case out of nobody's hands. */
function noteAddition(desk: Desk, alert: AlertRow, changes: readonly string[], seq: number): void {
  const row = desk.case(alert.caseId)!;
  if (changes.length > 0) {
    desk.tell({
      kind: 'alert.changed',
      actor: CASEWORK,
      about: row,
      references: { case: row.id, alert: alert.id, screening: seq },
      result: { changes },
    });
    desk.changeCase(row.id);
  } else if (alert.decisionId === undefined) {
    const { version, changedAt } = row;
    desk.putCase({ ...desk.changeCase(row.id), version, changedAt });
  }
}

/** A decision that has not taken effect needs a second person once more is at stake than when it was made. */
function approvalNeededNow(desk: Desk, alert: AlertRow, policy: CaseworkPolicy): string[] {
  if (alert.decisionId === undefined) return [];
  const decision = desk.decision(alert.decisionId);
  if (decision.effectiveAt !== undefined || decision.needsApproval) return [];
  if (!needsFourEyes(decision.decision as DecisionKind, alert, policy)) return [];
  desk.putDecision({ ...decision, needsApproval: true });
  return ['needs-approval'];
}

/** Why a decided pair is to be looked at again; undefined where the decision holds, or there is none. */
function whyReopen(
  desk: Desk,
  { decisionId, delistedVersion }: AlertRow,
  { screened, view }: Pair,
  isNewView: boolean,
  lapse: string | undefined,
): string | undefined {
  if (decisionId === undefined) return undefined;
  // The next who bears the name may be somebody else.
  if (screened.done.reference === undefined) return 'no-reference';
  if (delistedVersion !== undefined) return 'listed-again';
  if (view !== undefined && isNewView) return 'changed';
  const { decision, effectiveAt } = desk.decision(decisionId);
  if (decision !== 'not-same' || effectiveAt === undefined) return undefined;
  return lapse === undefined ? 'no-exemption' : `exemption-${lapse}`;
}

function reopen(desk: Desk, alert: AlertRow, why: string, changes: readonly string[], seq: number): AlertRow {
  const row = desk.case(alert.caseId)!;
  const decision = desk.decision(alert.decisionId!);
  endDecision(desk, decision, 'reopened');
  const open = desk.putAlert({ ...alert, decisionId: undefined });
  const state = stateWithWork(row);
  desk.tell({
    kind: 'alert.reopened',
    actor: CASEWORK,
    about: row,
    references: { case: row.id, alert: alert.id, decision: decision.id, screening: seq },
    result: { why, changes, state: { from: row.state, to: state } },
  });
  desk.changeCase(row.id, { state, closedAt: undefined, retainUntil: undefined });
  return open;
}
