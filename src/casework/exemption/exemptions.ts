import { RiegelError, type Subject } from '../../entity/index.ts';
import type { ExemptionRow } from '../../store/index.ts';
import { type Actor, checkPerson, isSamePerson } from '../actor.ts';
import { changeAtDesk, type Desk, newId } from '../desk.ts';
import { factsOf } from '../facts.ts';
import { idsOf } from '../intake/screened.ts';
import { checkReasons } from '../reasons.ts';
import type { Room } from '../room.ts';
import { checkText } from '../work/change-case.ts';
import { isDecidedSame } from '../work/decided-same.ts';
import { endExemption } from './end.ts';

/** An exemption made by hand, for a subject that need not have a case. */
export interface NewExemption {
  readonly actor: Actor;
  /** Lasting reference of the subject. */
  readonly reference: string;
  /** The subject as it is: the exemption lapses when it changes. */
  readonly subject: Subject;
  readonly entity: string;
  /** Codes of the reasons of `not-same`. */
  readonly reasons: readonly string[];
  readonly text?: string;
  /** Milliseconds since 1970; the policy's own term where absent. */
  readonly expiresAt?: number;
}

/** What somebody wants done with an exemption. */
export interface ExemptionOrder {
  readonly exemption: string;
  /** The version that was seen. */
  readonly version: number;
  readonly actor: Actor;
  readonly text?: string;
}

const DAY = 86_400_000;

/**
 * Exempts a subject from one entity; it holds at once, or once a second person has approved it where the policy says.
 * Throws `casework/not-a-person`, `casework/bad-reason`, `casework/no-entity`, `casework/bad-expiry`,
 * `casework/already-exempt`, `casework/decided-same`.
 */
export async function addExemption(room: Room, order: NewExemption): Promise<ExemptionRow> {
  const { actor, reference, subject, entity: entityId, reasons, text } = order;
  checkPerson(actor);
  checkReasons('not-same', reasons, text);
  checkText(text);
  const entity = (await room.entities.find([entityId])).get(entityId);
  if (entity === undefined) {
    throw new RiegelError('casework/no-entity', 'No list in force names this entity', {
      expected: 'an entity’s id',
    });
  }
  const view = { subject: factsOf(subject, room.digest), entity: factsOf(entity, room.digest) };
  return await changeAtDesk(room, async (desk) => {
    await desk.takeSubjects([reference]);
    const linked = await desk.tables.links.clustersOf([entity.id]);
    checkPair(desk, reference, idsOf(entityId, entity), linked.get(entity.id)!);
    const expiresAt = expiryOf(order.expiresAt, desk.at, room);
    const { secondApprover } = room.policy.exemption;
    const row = desk.putExemption({
      id: newId(),
      version: 1,
      subjectKey: reference,
      reference,
      entityId,
      alertId: undefined,
      views: [view],
      reasons,
      state: secondApprover ? 'pending' : 'active',
      author: actor.user,
      approver: undefined,
      createdAt: desk.at,
      expiresAt,
      endedAt: undefined,
      endedHow: undefined,
    });
    desk.tell({
      kind: 'exemption.added',
      actor,
      about: row,
      references: { exemption: row.id },
      result: { entity: entityId, reasons, state: row.state, author: row.author, expiresAt },
      personal: { text },
    });
    return row;
  });
}

function checkPair(
  desk: Desk,
  reference: string,
  entityIds: readonly string[],
  linkedIds: readonly string[],
): void {
  if (desk.exemptionsOf(reference).some(({ entityId }) => entityIds.includes(entityId))) {
    throw new RiegelError('casework/already-exempt', 'There is such an exemption', {
      expected: 'revoke it first',
    });
  }
  const isSame = isDecidedSame(desk, reference, [...entityIds, ...linkedIds]);
  if (isSame) {
    throw new RiegelError(
      'casework/decided-same',
      'The subject was found to be this entity, or one linked with it',
      {
        expected: 'another decision on the alert first',
      },
    );
  }
}

function expiryOf(asked: number | undefined, at: number, { policy }: Room): number {
  const { days, mostDays } = policy.exemption;
  const expiresAt = asked ?? at + days * DAY;
  if (Number.isSafeInteger(expiresAt) && expiresAt > at && expiresAt <= at + mostDays * DAY) return expiresAt;
  throw new RiegelError('casework/bad-expiry', 'An exemption cannot hold until then', {
    expected: `a time to come, ${mostDays} days away at most`,
  });
}

/** Throws `casework/not-a-person`, `casework/same-eyes`, and as every change of an exemption. */
export async function approveExemption(room: Room, order: ExemptionOrder): Promise<ExemptionRow> {
  return await changeExemption(room, order, (desk, row) => {
    if (row.state !== 'pending') throw notInState(row, 'pending');
    if (isSamePerson(row.author, order.actor.user)) {
      throw new RiegelError('casework/same-eyes', 'Nobody approves an exemption of their own', {
        expected: 'another person',
      });
    }
    desk.tell({
      kind: 'exemption.approved',
      actor: order.actor,
      about: row,
      references: { exemption: row.id },
      result: { entity: row.entityId, expiresAt: row.expiresAt },
      personal: { text: order.text },
    });
    return { ...row, state: 'active', approver: order.actor.user, version: row.version + 1 };
  });
}

/** Ends an exemption, or refuses one that waits for approval. Throws as every change of an exemption. */
export async function revokeExemption(room: Room, order: ExemptionOrder): Promise<ExemptionRow> {
  return await changeExemption(room, order, (desk, row) => {
    if (row.state === 'ended') throw notInState(row, 'pending or active');
    endExemption(desk, row, row.state === 'pending' ? 'refused' : 'revoked', order.actor, {}, order.text);
    return undefined;
  });
}

/** Throws `casework/no-exemption`, `casework/version-conflict`, `casework/illegal-transition`, `casework/not-a-person`. */
async function changeExemption(
  room: Room,
  order: ExemptionOrder,
  plan: (desk: Desk, row: ExemptionRow) => ExemptionRow | undefined,
): Promise<ExemptionRow> {
  checkPerson(order.actor);
  checkText(order.text);
  return await changeAtDesk(room, async (desk) => {
    const [row] = await desk.tables.casework.exemptions([order.exemption]);
    if (row === undefined) throw new RiegelError('casework/no-exemption', 'There is no such exemption');
    if (row.version !== order.version) {
      throw new RiegelError('casework/version-conflict', 'Somebody else has changed the exemption', {
        expected: `version ${row.version}: look at the exemption again`,
      });
    }
    const changed = plan(desk, row);
    return changed === undefined ? desk.exemption(row.id)! : desk.putExemption(changed);
  });
}

function notInState({ state }: ExemptionRow, expected: string): RiegelError {
  return new RiegelError('casework/illegal-transition', `The exemption is ${state}`, { expected });
}

/** Which exemptions; everything left out holds for all. */
export interface ExemptionQuery {
  readonly reference?: string;
  readonly entity?: string;
  readonly states?: readonly ('pending' | 'active' | 'ended')[];
  /** As the page before gave it. */
  readonly cursor?: string;
  /** 1 to 1,000. */
  readonly limit?: number;
}

export async function listExemptions(
  { store }: Room,
  { reference, entity, states, cursor = '', limit = 100 }: ExemptionQuery,
): Promise<{ readonly exemptions: readonly ExemptionRow[]; readonly cursor?: string }> {
  const most = Math.min(Math.max(1, limit), 1_000);
  const filter = { subjectKey: reference, entity, states };
  const rows = await store.tables.casework.exemptionsBy(filter, cursor, most + 1);
  const exemptions = rows.slice(0, most);
  return rows.length > most ? { exemptions, cursor: exemptions.at(-1)!.id } : { exemptions };
}
