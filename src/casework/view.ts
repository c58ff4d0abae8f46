import { RiegelError } from '../entity/index.ts';
import type { JournalPage, Json } from '../journal/index.ts';
import type {
  AlertRow,
  AttachmentRow,
  CaseRow,
  DecisionRow,
  ExemptionRow,
  ReleaseRow,
} from '../store/index.ts';
import { type PersonView, personsOf } from './persons.ts';
import type { Room } from './room.ts';
import { noCase } from './work/change-case.ts';

/** An alert as whoever decides it sees it. */
interface AlertView extends AlertRow {
  /** All decisions there were, the oldest first; the one that stands has not ended. */
  readonly decisions: readonly DecisionRow[];
  /** The subject, its matches and why, as sealed with the latest screening; absent once erased. */
  readonly screened?: Json;
}

/** A case with all that belongs to it. */
export interface CaseView extends CaseRow {
  readonly alerts: readonly AlertView[];
  /** Whom the alerts are about, each once with all listings. */
  readonly persons: readonly PersonView[];
  /** Those that hold or wait for approval. */
  readonly exemptions: readonly ExemptionRow[];
  readonly attachments: readonly AttachmentRow[];
  readonly releases: readonly ReleaseRow[];
}

/** Throws `casework/no-case`. */
export async function readCase(room: Room, id: string): Promise<CaseView> {
  const { store, journal } = room;
  const { casework } = store.tables;
  const [row] = await casework.cases([id]);
  if (row === undefined) throw noCase();
  const alerts = await casework.alertsOf([id]);
  const decisions = await casework.decisionsOf([id]);
  const screened = new Map<number, Json | undefined>();
  for (const seq of new Set(alerts.map(({ lastSeq }) => lastSeq))) {
    const { part } = await journal.open(seq);
    screened.set(seq, part !== undefined && 'text' in part ? (JSON.parse(part.text) as Json) : undefined);
  }
  return {
    ...row,
    alerts: alerts.map((alert) => {
      const seen = screened.get(alert.lastSeq);
      return {
        ...alert,
        decisions: decisions.filter(({ alertId }) => alertId === alert.id),
        ...(seen === undefined ? {} : { screened: seen }),
      };
    }),
    persons: (await personsOf(room, alerts)).get(id) ?? [],
    exemptions: row.subjectKey === undefined ? [] : await casework.liveExemptionsOf([row.subjectKey]),
    attachments: await casework.attachmentsOf([id]),
    releases: await casework.releasesOf([id]),
  };
}

/** Kinds of the journal's records that a case's history is made of. */
const HISTORY_KINDS: readonly string[] = [
  'alert.opened',
  'alert.changed',
  'alert.moved',
  'alert.reopened',
  'alert.delisted',
  'case.assigned',
  'case.unassigned',
  'case.information-asked',
  'case.information-received',
  'case.deadline-set',
  'case.commented',
  'case.attached',
  'case.decided',
  'case.decision-undone',
  'case.approved',
  'case.sent-back',
  'case.closed',
  'case.reopened',
  'exemption.added',
  'exemption.approved',
  'exemption.moved',
  'exemption.expired',
  'exemption.lapsed',
  'exemption.revoked',
  'exemption.refused',
  'release.opened',
  'release.done',
];

export interface HistoryQuery {
  /** As the page before gave it. */
  readonly cursor?: number;
  readonly newestFirst?: boolean;
  /** 1 to 1,000. */
  readonly limit?: number;
  /** Whether the subject's screenings are among them, the clear ones too. */
  readonly screenings?: boolean;
}

/**
 * Everything that happened to a case, as the journal has it, the personal parts opened. Throws `casework/no-case`,
 * `casework/erased`.
 */
export async function readHistory(
  { store, journal }: Room,
  id: string,
  { screenings = false, ...page }: HistoryQuery,
): Promise<JournalPage> {
  const [row] = await store.tables.casework.cases([id]);
  if (row === undefined) throw noCase();
  if (row.subjectKey === undefined) throw new RiegelError('casework/erased', 'The case was erased');
  const kinds = screenings ? [...HISTORY_KINDS, 'screening'] : HISTORY_KINDS;
  return await journal.read({ ...page, kinds, subject: row.subjectKey, open: true });
}
