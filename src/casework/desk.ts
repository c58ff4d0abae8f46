import { randomUUID } from 'node:crypto';
import type { JournalEvent, Json, Receipt } from '../journal/index.ts';
import type { AlertRow, CaseRow, DecisionRow, ExemptionRow, ReleaseRow, Tables } from '../store/index.ts';
import { type Actor, actorText } from './actor.ts';
import { pressing } from './priority.ts';
import type { Room } from './room.ts';

/** What happened to a case. The result and the references stay readable for ever; the personal part is sealed. */
export interface CaseEvent {
  readonly kind: string;
  readonly actor: Actor;
  readonly about: Pick<CaseRow, 'subjectKey' | 'reference'>;
  readonly references?: { readonly [name: string]: Json | undefined };
  readonly result: { readonly [name: string]: Json | undefined };
  /** Free text, names of files … */
  readonly personal?: { readonly [name: string]: Json | undefined };
}

/**
 * Rows taken out of the tables to be worked on while the journal's head is held, so that nobody else changes them:
 * they are changed here, in memory, with the events that say so, and put back together.
 */
export class Desk {
  readonly tables: Tables;
  /** Now, and never before the journal's last record. */
  readonly at: number;
  readonly events: JournalEvent[] = [];
  private readonly firstSeq: number;
  private readonly cases = new Map<string, CaseRow>();
  private readonly alerts = new Map<string, AlertRow>();
  private readonly decisions = new Map<string, DecisionRow>();
  private readonly exemptions = new Map<string, ExemptionRow>();
  private readonly releases = new Map<string, ReleaseRow>();
  private readonly caseOfSubject = new Map<string, string>();
  private readonly alertsOfCase = new Map<string, Set<string>>();
  private readonly exemptionsOfSubject = new Map<string, Set<string>>();
  private readonly changed = {
    cases: new Set<string>(),
    alerts: new Set<string>(),
    decisions: new Set<string>(),
    exemptions: new Set<string>(),
    releases: new Set<string>(),
  };

  private constructor(tables: Tables, at: number, firstSeq: number) {
    this.tables = tables;
    this.at = at;
    this.firstSeq = firstSeq;
  }

  static async open(tables: Tables, now: () => number): Promise<Desk> {
    const head = await tables.journal.readHead();
    return new Desk(tables, Math.max(now(), head?.at ?? 0), head?.size ?? 0);
  }

  /** Takes out the cases of subjects with all that belongs to them. */
  async takeSubjects(subjectKeys: readonly string[]): Promise<void> {
    await this.take(await this.tables.casework.casesOf(subjectKeys), subjectKeys);
  }

  async takeCases(ids: readonly string[]): Promise<void> {
    const cases = await this.tables.casework.cases(ids);
    await this.take(
      cases,
      cases.flatMap(({ subjectKey }) => subjectKey ?? []),
    );
  }

  private async take(cases: readonly CaseRow[], subjectKeys: readonly string[]): Promise<void> {
    const { casework } = this.tables;
    for (const row of cases) this.keepCase(row);
    const ids = cases.map(({ id }) => id);
    if (ids.length > 0) {
      for (const row of await casework.alertsOf(ids)) this.keepAlert(row);
      for (const row of await casework.decisionsOf(ids)) this.decisions.set(row.id, row);
    }
    for (const row of await casework.liveExemptionsOf(subjectKeys)) this.keepExemption(row);
  }

  /** The number that the next event's record will have. */
  get nextSeq(): number {
    return this.firstSeq + this.events.length;
  }

  case(id: string): CaseRow | undefined {
    return this.cases.get(id);
  }

  caseOf(subjectKey: string): CaseRow | undefined {
    const id = this.caseOfSubject.get(subjectKey);
    return id === undefined ? undefined : this.cases.get(id);
  }

  alert(id: string): AlertRow | undefined {
    return this.alerts.get(id);
  }

  alertsOf(caseId: string): AlertRow[] {
    return [...(this.alertsOfCase.get(caseId) ?? [])].map((id) => this.alerts.get(id)!);
  }

  decision(id: string): DecisionRow {
    return this.decisions.get(id)!;
  }

  /** The decisions that stand. */
  decisionsOf(caseId: string): DecisionRow[] {
    return this.alertsOf(caseId).flatMap(({ decisionId }) =>
      decisionId === undefined ? [] : this.decision(decisionId),
    );
  }

  /** All decisions there were on the cases taken out, the oldest first. */
  allDecisions(): DecisionRow[] {
    return [...this.decisions.values()].sort((a, b) => a.seq - b.seq);
  }

  exemption(id: string): ExemptionRow | undefined {
    return this.exemptions.get(id);
  }

  /** Exemptions of a subject that hold or wait for approval. */
  exemptionsOf(subjectKey: string): ExemptionRow[] {
    return [...(this.exemptionsOfSubject.get(subjectKey) ?? [])]
      .map((id) => this.exemptions.get(id)!)
      .filter(({ state }) => state === 'active' || state === 'pending');
  }

  putCase(row: CaseRow): CaseRow {
    this.changed.cases.add(row.id);
    return this.keepCase(row);
  }

  /** Counts the change, and sets what the queue shows of the case. */
  changeCase(id: string, change: Partial<CaseRow> = {}): CaseRow {
    const row = this.cases.get(id)!;
    const next = { ...row, ...change, version: row.version + 1, changedAt: this.at };
    return this.putCase({ ...next, ...pressing(next, this.alertsOf(id)) });
  }

  putAlert(row: AlertRow): AlertRow {
    this.changed.alerts.add(row.id);
    return this.keepAlert(row);
  }

  putDecision(row: DecisionRow): DecisionRow {
    this.changed.decisions.add(row.id);
    this.decisions.set(row.id, row);
    return row;
  }

  putExemption(row: ExemptionRow): ExemptionRow {
    this.changed.exemptions.add(row.id);
    return this.keepExemption(row);
  }

  putRelease(row: ReleaseRow): ReleaseRow {
    this.changed.releases.add(row.id);
    this.releases.set(row.id, row);
    return row;
  }

  /** Tells the journal, and gives the number of the record. */
  tell({ kind, actor, about, references, result, personal }: CaseEvent): number {
    const seq = this.nextSeq;
    const { subjectKey, reference } = about;
    this.events.push({
      kind,
      actor: actorText(actor),
      ...(references === undefined ? {} : { references }),
      result,
      ...(subjectKey === undefined ? {} : { subject: subjectKey, personal: { reference, ...personal } }),
    });
    return seq;
  }

  /** Puts everything back. */
  async save(): Promise<void> {
    const { casework } = this.tables;
    const { changed } = this;
    await casework.putCases(rowsOf(changed.cases, this.cases));
    await casework.putAlerts(rowsOf(changed.alerts, this.alerts));
    await casework.putDecisions(rowsOf(changed.decisions, this.decisions));
    // One that ended before the one that takes its place: there is one for each pair.
    const exemptions = rowsOf(changed.exemptions, this.exemptions);
    await casework.putExemptions(exemptions.filter(({ endedAt }) => endedAt !== undefined));
    await casework.putExemptions(exemptions.filter(({ endedAt }) => endedAt === undefined));
    await casework.putReleases(rowsOf(changed.releases, this.releases));
  }

  private keepCase(row: CaseRow): CaseRow {
    this.cases.set(row.id, row);
    if (row.subjectKey !== undefined) this.caseOfSubject.set(row.subjectKey, row.id);
    return row;
  }

  private keepAlert(row: AlertRow): AlertRow {
    this.alerts.set(row.id, row);
    const known = this.alertsOfCase.get(row.caseId);
    if (known === undefined) this.alertsOfCase.set(row.caseId, new Set([row.id]));
    else known.add(row.id);
    return row;
  }

  private keepExemption(row: ExemptionRow): ExemptionRow {
    this.exemptions.set(row.id, row);
    if (row.subjectKey === undefined) return row;
    const key = row.subjectKey;
    const known = this.exemptionsOfSubject.get(key);
    if (known === undefined) this.exemptionsOfSubject.set(key, new Set([row.id]));
    else known.add(row.id);
    return row;
  }
}

function rowsOf<R>(ids: ReadonlySet<string>, rows: ReadonlyMap<string, R>): R[] {
  return [...ids].map((id) => rows.get(id)!);
}

/** A name for a new row, not to be guessed. */
export function newId(): string {
  return randomUUID();
}

/**
 * Changes rows and tells the journal of it in one transaction, while nobody else can. `plan` changes what lies on
 * the desk; it must tell something, and is called again where the transaction has to be.
 */
export async function atDesk<T>(
  { journal, now }: Pick<Room, 'journal' | 'now'>,
  plan: (desk: Desk) => Promise<T>,
): Promise<{ readonly answer: T; readonly receipts: readonly Receipt[] }> {
  let planned: { readonly desk: Desk; readonly answer: T } | undefined;
  return await journal.appendWith(
    async (tables) => {
      const desk = await Desk.open(tables, now);
      planned = { desk, answer: await plan(desk) };
      return desk.events;
    },
    async (_tables, receipts) => {
      const { desk, answer } = planned!;
      await desk.save();
      return { answer, receipts };
    },
  );
}
