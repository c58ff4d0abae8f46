import type { JournalPage } from '../journal/index.ts';
import type { TakeIn } from '../screening/index.ts';
import type { AttachmentRow, CaseRow, ExemptionRow, ReleaseRow } from '../store/index.ts';
import type { Actor } from './actor.ts';
import {
  addExemption,
  approveExemption,
  type ExemptionOrder,
  type ExemptionQuery,
  listExemptions,
  type NewExemption,
  revokeExemption,
} from './exemption/exemptions.ts';
import { takeInTo } from './intake/take-in.ts';
import { type CaseworkPolicy, checkCaseworkPolicy, DEFAULT_CASEWORK_POLICY } from './policy.ts';
import { type AlertPage, type QueuePage, type QueueQuery, readAlerts, readQueue } from './queue.ts';
import {
  type Delisting,
  type FinishRelease,
  finishRelease,
  onDelisted,
  openReleases,
} from './release/releases.ts';
import {
  checkErasable,
  dueForErasure,
  type ErasureWish,
  eraseDue,
  eraseSubject,
  type SubjectErased,
} from './retention/erase.ts';
import { forgetClear } from './retention/forget.ts';
import type { CaseworkOptions, Room } from './room.ts';
import { type CaseView, type HistoryQuery, readCase, readHistory } from './view.ts';
import { approve, sendBack, type UndoOrder, undo } from './work/approve.ts';
import {
  type AskOrder,
  type AssignOrder,
  askInformation,
  assign,
  comment,
  type DeadlineOrder,
  receiveInformation,
  setDeadline,
} from './work/assign.ts';
import { type AttachOrder, attach, readAttachment } from './work/attach.ts';
import { applyBulk, type BulkOrder, type BulkPreview, previewBulk } from './work/bulk.ts';
import type { CaseOrder } from './work/change-case.ts';
import { close, type ReopenOrder, reopen } from './work/close.ts';
import { type DecideOrder, decide } from './work/decide.ts';

/**
 * Alerts, the cases they make up, and what people do with them. Each function that changes something does so in one
 * transaction with the journal's record of it. What each throws stands beside it in its own file.
 */
export interface Casework {
  readonly takeIn: TakeIn;

  readonly queue: (query?: QueueQuery) => Promise<QueuePage>;
  readonly alerts: (query?: QueueQuery) => Promise<AlertPage>;
  readonly case: (id: string) => Promise<CaseView>;
  readonly history: (id: string, query?: HistoryQuery) => Promise<JournalPage>;

  readonly assign: (order: AssignOrder) => Promise<CaseRow>;
  readonly askInformation: (order: AskOrder) => Promise<CaseRow>;
  readonly receiveInformation: (order: CaseOrder) => Promise<CaseRow>;
  readonly setDeadline: (order: DeadlineOrder) => Promise<CaseRow>;
  readonly comment: (order: Omit<CaseOrder, 'version'> & { readonly text: string }) => Promise<CaseRow>;
  readonly attach: (order: AttachOrder) => Promise<AttachmentRow>;
  readonly attachment: (id: string) => Promise<{ readonly row: AttachmentRow; readonly content: Buffer }>;

  readonly decide: (order: DecideOrder) => Promise<CaseRow>;
  readonly undo: (order: UndoOrder) => Promise<CaseRow>;
  readonly approve: (order: CaseOrder) => Promise<CaseRow>;
  readonly sendBack: (order: CaseOrder) => Promise<CaseRow>;
  readonly close: (order: CaseOrder) => Promise<CaseRow>;
  readonly reopen: (order: ReopenOrder) => Promise<CaseRow>;
  readonly previewBulk: (order: BulkOrder) => Promise<BulkPreview>;
  readonly applyBulk: (order: BulkOrder & { readonly token: string }) => Promise<readonly CaseRow[]>;

  readonly exemptions: (
    query?: ExemptionQuery,
  ) => Promise<{ readonly exemptions: readonly ExemptionRow[]; readonly cursor?: string }>;
  readonly addExemption: (order: NewExemption) => Promise<ExemptionRow>;
  readonly approveExemption: (order: ExemptionOrder) => Promise<ExemptionRow>;
  readonly revokeExemption: (order: ExemptionOrder) => Promise<ExemptionRow>;

  readonly onDelisted: (entityIds: readonly string[], listVersion: string) => Promise<Delisting>;
  readonly releases: (query?: {
    readonly after?: Pick<ReleaseRow, 'deadline' | 'id'>;
    readonly limit?: number;
  }) => Promise<readonly ReleaseRow[]>;
  readonly finishRelease: (order: FinishRelease) => Promise<ReleaseRow>;

  readonly eraseSubject: (wish: ErasureWish) => Promise<SubjectErased>;
  readonly dueForErasure: (limit?: number) => Promise<readonly CaseRow[]>;
  readonly checkErasable: (wish: Pick<ErasureWish, 'subject' | 'early'>) => Promise<void>;
  readonly forgetClear: (order: { readonly actor: Actor }) => Promise<number>;
  readonly eraseDue: (order: {
    readonly actor: Actor;
    readonly limit?: number;
  }) => Promise<readonly string[]>;
}

const known = new WeakSet<CaseworkPolicy>();

/** Throws `casework/bad-policy`. */
function checked(policy: CaseworkPolicy): CaseworkPolicy {
  if (!known.has(policy)) {
    checkCaseworkPolicy(policy);
    known.add(policy);
  }
  return policy;
}

/** Opens the casework of an installation. Throws `casework/bad-policy`. */
export function openCasework(options: CaseworkOptions): Casework {
  const { store, journal, entities, policy = DEFAULT_CASEWORK_POLICY, now = Date.now } = options;
  const digest = (text: string) =>
    journal.digestOf(`casework\n${text}`).subarray(0, 18).toString('base64url');
  const room: Room = {
    store,
    journal,
    entities,
    now,
    digest,
    get policy() {
      return checked(typeof policy === 'function' ? policy() : policy);
    },
  };
  // Told at the start rather than at the first alert.
  void room.policy;
  return Object.freeze({
    takeIn: takeInTo(room),
    queue: (query = {}) => readQueue(room, query),
    alerts: (query = {}) => readAlerts(room, query),
    case: (id) => readCase(room, id),
    history: (id, query = {}) => readHistory(room, id, query),
    assign: (order) => assign(room, order),
    askInformation: (order) => askInformation(room, order),
    receiveInformation: (order) => receiveInformation(room, order),
    setDeadline: (order) => setDeadline(room, order),
    comment: (order) => comment(room, order),
    attach: (order) => attach(room, order),
    attachment: (id) => readAttachment(room, id),
    decide: (order) => decide(room, order),
    undo: (order) => undo(room, order),
    approve: (order) => approve(room, order),
    sendBack: (order) => sendBack(room, order),
    close: (order) => close(room, order),
    reopen: (order) => reopen(room, order),
    previewBulk: (order) => previewBulk(room, order),
    applyBulk: (order) => applyBulk(room, order),
    exemptions: (query = {}) => listExemptions(room, query),
    addExemption: (order) => addExemption(room, order),
    approveExemption: (order) => approveExemption(room, order),
    revokeExemption: (order) => revokeExemption(room, order),
    onDelisted: (entityIds, listVersion) => onDelisted(room, entityIds, listVersion),
    releases: (query = {}) => openReleases(room, query),
    finishRelease: (order) => finishRelease(room, order),
    eraseSubject: (wish) => eraseSubject(room, wish),
    checkErasable: (wish) => checkErasable(room, wish),
    forgetClear: (order) => forgetClear(room, order),
    dueForErasure: (limit) => dueForErasure(room, limit),
    eraseDue: (order) => eraseDue(room, order),
  } satisfies Casework);
}
