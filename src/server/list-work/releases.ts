import { RiegelError } from '../../entity/index.ts';
import { releaseVersion } from '../../lists/index.ts';
import type { Tables } from '../../store/index.ts';
import type { Asker, ListRefusal, ListWorkRoom } from './room.ts';

export interface DecisionOrder extends Required<Asker> {
  readonly list: string;
  readonly version: string;
  readonly reason: string;
}

export interface ReleaseOrder extends DecisionOrder {
  /** The version in force that was seen, `null` for none. */
  readonly inForce: string | null;
}

/**
 * Puts a refused version in force by the decision of a second person. The decision is durable before the version is
 * in force: of two who decide at once one is told that it no longer waits, and what a process that dies leaves undone
 * `resumeReleases` does. Throws `lists/not-waiting`, `lists/same-person`, `lists/other-in-force`, and what
 * `releaseVersion` throws.
 */
export async function release(room: ListWorkRoom, order: ReleaseOrder): Promise<void> {
  const { list, version, actor, person, reason, inForce } = order;
  let found: ListRefusal | undefined;
  await room.journal.appendWith(
    async ({ listWork }) => {
      found = await waitingOf(listWork, list, version);
      if (found.person === person) {
        throw new RiegelError('lists/same-person', 'Who asked for the update does not release it', {
          expected: 'a second person',
        });
      }
      if ((found.kept ?? null) !== inForce) throw otherInForce(found.kept);
      const references = { list, version, task: found.task };
      const result = { reason, replaces: inForce, askedBy: found.person ?? null };
      return [{ kind: 'list.release-decided', actor, references, result }];
    },
    ({ listWork }) =>
      listWork.decideRefusal(list, version, {
        ...{ state: 'releasing', decidedBy: actor, reason },
        decidedAt: new Date(room.now()),
      }),
  );
  await carryOut(room, { ...found!, decidedBy: actor, reason });
}

/** Says that a refused version shall not come in force. It stays kept. Throws `lists/not-waiting`. */
export async function reject(room: ListWorkRoom, order: DecisionOrder): Promise<void> {
  const { list, version, actor, reason } = order;
  await room.journal.appendWith(
    async ({ listWork }) => {
      const { task } = await waitingOf(listWork, list, version);
      return [{ kind: 'list.rejected', actor, references: { list, version, task }, result: { reason } }];
    },
    ({ listWork }) =>
      listWork.decideRefusal(list, version, {
        ...{ state: 'rejected', decidedBy: actor, reason },
        decidedAt: new Date(room.now()),
      }),
  );
}

/** Does what was decided and not carried out, because a process died in between. */
export async function resumeReleases(room: ListWorkRoom, all: boolean): Promise<void> {
  for (const found of await room.store.tables.listWork.lostReleases(all)) {
    await carryOut(room, found).catch(room.onError);
  }
}

async function carryOut(room: ListWorkRoom, found: ListRefusal): Promise<void> {
  const { list, version, kept, task } = found;
  const actor = found.decidedBy!;
  const references = { list, version, task };
  try {
    await releaseVersion(room.dataDir, list, version, {
      ...{ by: actor, reason: found.reason!, replaces: kept ?? null },
      now: new Date(room.now()),
    });
  } catch (error) {
    if (!(error instanceof RiegelError)) throw error;
    // A process that died had come so far.
    if (error.code !== 'lists/already-in-force') {
      const isLater = error.code === 'lists/other-in-force';
      const event = { kind: 'list.release-failed', actor, references, result: { code: error.code } };
      await room.journal.appendWith([event], ({ listWork }) =>
        listWork.setRefusal(list, version, isLater ? 'superseded' : 'waiting'),
      );
      throw error;
    }
  }
  const event = { kind: 'list.released', actor, references, result: { replaces: kept ?? null } };
  await room.journal.appendWith([event], async ({ listWork }) => {
    await listWork.setRefusal(list, version, 'released');
    await listWork.supersede(list);
  });
}

async function waitingOf(listWork: Tables['listWork'], list: string, version: string): Promise<ListRefusal> {
  const found = await listWork.readRefusal(list, version);
  if (found?.state === 'waiting') return found;
  throw new RiegelError('lists/not-waiting', 'This version does not wait for a decision', {
    expected:
      (await listWork.readRefusals(['waiting'], list)).map((each) => each.version).join(', ') ||
      'an update that was refused first',
  });
}

function otherInForce(inForce: string | undefined): RiegelError {
  return new RiegelError('lists/other-in-force', 'It was refused beside another version in force', {
    expected: inForce ?? 'none in force',
  });
}
