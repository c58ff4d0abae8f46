import { RiegelError } from '../../entity/index.ts';
import type { AlertRow, DecisionRow, ReleaseRow } from '../../store/index.ts';
import { type Actor, CASEWORK, checkPerson } from '../actor.ts';
import { atDesk, type Desk, newId } from '../desk.ts';
import type { Room } from '../room.ts';
import { checkText } from '../work/change-case.ts';

/** What came of the alerts on entities that a list no longer names. */
export interface Delisting {
  /** Release tasks that were opened. */
  readonly releases: readonly string[];
  /** Alerts that now say so, those with a release task among them. */
  readonly alerts: readonly string[];
}

/** Entities in one transaction. */
const TOGETHER = 500;
const HOUR = 3_600_000;

/**
 * Marks every alert on entities that a list version no longer names, decided or not, and opens a task to release
 * whoever was found to be one of them. Nothing is closed by it. The same call again opens nothing twice.
 */
export async function onDelisted(
  room: Room,
  entityIds: readonly string[],
  listVersion: string,
): Promise<Delisting> {
  const releases: string[] = [];
  const alerts: string[] = [];
  for (let from = 0; from < entityIds.length; from += TOGETHER) {
    const some = entityIds.slice(from, from + TOGETHER);
    const { answer } = await atDesk(room, (desk) => delist(desk, some, listVersion, room));
    releases.push(...answer.releases);
    alerts.push(...answer.alerts);
  }
  return { releases, alerts };
}

async function delist(
  desk: Desk,
  entityIds: readonly string[],
  listVersion: string,
  room: Room,
): Promise<Delisting> {
  const found = await desk.tables.casework.alertsOn(entityIds);
  await desk.takeCases([...new Set(found.map(({ caseId }) => caseId))]);
  const marked = found.filter(
    ({ caseId, delistedVersion }) =>
      delistedVersion !== listVersion && desk.case(caseId)!.erasedAt === undefined,
  );
  const known = await desk.tables.casework.releasesOf(marked.map(({ caseId }) => caseId));
  const isOpen = new Set(known.filter(({ state }) => state === 'open').map(({ alertId }) => alertId));
  desk.tell({
    kind: 'entity.delisted',
    actor: CASEWORK,
    about: { subjectKey: undefined, reference: undefined },
    references: { listVersion },
    result: { entities: entityIds, alerts: marked.length },
  });
  const decisions = Map.groupBy(desk.allDecisions(), ({ alertId }) => alertId);
  const releases: string[] = [];
  for (const alert of marked) {
    const row = desk.case(alert.caseId)!;
    desk.putAlert({ ...alert, delistedVersion: listVersion });
    desk.tell({
      kind: 'alert.delisted',
      actor: CASEWORK,
      about: row,
      references: { case: row.id, alert: alert.id, listVersion },
      result: { entity: alert.entityId },
    });
    if (wasFoundSame(alert, decisions.get(alert.id) ?? []) && !isOpen.has(alert.id)) {
      releases.push(openRelease(desk, alert, listVersion, room).id);
    }
    desk.changeCase(row.id);
  }
  return { releases, alerts: marked.map(({ id }) => id) };
}

/** Whether something may be frozen: the decision that stands, or the last that took effect, is the same person. */
function wasFoundSame(alert: AlertRow, all: readonly DecisionRow[]): boolean {
  const last = all.findLast(({ effectiveAt }) => effectiveAt !== undefined);
  return [last, all.find(({ id }) => id === alert.decisionId)].some((each) => each?.decision === 'same');
}

function openRelease(desk: Desk, alert: AlertRow, listVersion: string, { policy }: Room): ReleaseRow {
  const row = desk.case(alert.caseId)!;
  const release = desk.putRelease({
    id: newId(),
    version: 1,
    caseId: alert.caseId,
    alertId: alert.id,
    entityId: alert.entityId,
    listVersion,
    state: 'open',
    openedAt: desk.at,
    deadline: desk.at + policy.releaseHours * HOUR,
    doneBy: undefined,
    doneAt: undefined,
    outcome: undefined,
  });
  desk.tell({
    kind: 'release.opened',
    actor: CASEWORK,
    about: row,
    references: { case: row.id, alert: alert.id, release: release.id, listVersion },
    result: { entity: alert.entityId, deadline: release.deadline },
  });
  return release;
}

export interface FinishRelease {
  readonly release: string;
  /** The version that was seen. */
  readonly version: number;
  readonly actor: Actor;
  /** `kept`: something else still holds, which the text says. */
  readonly outcome: 'released' | 'kept';
  readonly text: string;
}

/**
 * Says what was done about a release. Throws `casework/not-a-person`, `casework/empty-text`, `casework/no-release`,
 * `casework/version-conflict`, `casework/illegal-transition`.
 */
export async function finishRelease(room: Room, order: FinishRelease): Promise<ReleaseRow> {
  const { actor, outcome, text } = order;
  checkPerson(actor);
  checkText(text);
  if (text.trim() === '') {
    throw new RiegelError('casework/empty-text', 'What was done is not said', { expected: 'a text' });
  }
  const { answer } = await atDesk(room, async (desk) => {
    const [release] = await desk.tables.casework.releases([order.release]);
    if (release === undefined) throw new RiegelError('casework/no-release', 'There is no such release task');
    if (release.version !== order.version) {
      throw new RiegelError('casework/version-conflict', 'Somebody else has changed the release task', {
        expected: `version ${release.version}`,
      });
    }
    if (release.state !== 'open') {
      throw new RiegelError('casework/illegal-transition', 'The release task is done', {
        expected: 'one that is open',
      });
    }
    await desk.takeCases([release.caseId]);
    const row = desk.case(release.caseId)!;
    desk.tell({
      kind: 'release.done',
      actor,
      about: row,
      references: { case: row.id, release: release.id },
      result: { entity: release.entityId, outcome },
      personal: { text },
    });
    const done = { state: 'done', doneBy: actor.user, doneAt: desk.at, outcome };
    return desk.putRelease({ ...release, ...done, version: release.version + 1 });
  });
  return answer;
}

/** Release tasks that are open, the most urgent first. */
export async function openReleases(
  { store }: Room,
  {
    after,
    limit = 100,
  }: { readonly after?: Pick<ReleaseRow, 'deadline' | 'id'>; readonly limit?: number } = {},
): Promise<readonly ReleaseRow[]> {
  return await store.tables.casework.openReleases(after, Math.min(Math.max(1, limit), 1_000));
}
