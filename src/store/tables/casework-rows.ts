/** Rows of the casework's tables. Times are milliseconds since 1970; what is absent is `undefined`. */

/** A subject about whom there are alerts. */
export interface CaseRow {
  readonly id: string;
  /** The reference, or a keyed digest of a subject that has none; absent once erased. */
  readonly subjectKey: string | undefined;
  readonly reference: string | undefined;
  readonly state: string;
  /** Counts the changes: who changes it says which version was seen. */
  readonly version: number;
  readonly assignee: string | undefined;
  /** 0 … 1000. */
  readonly priority: number;
  /** The highest of the undecided alerts. */
  readonly probability: number;
  readonly deadline: number | undefined;
  readonly openedAt: number;
  readonly changedAt: number;
  readonly closedAt: number | undefined;
  readonly retainUntil: number | undefined;
  readonly erasedAt: number | undefined;
}

/** Digests of the facts of one side, by the name of the fact. */
export type FactDigests = Readonly<Record<string, string>>;

/** Both sides of a pair as they were when it was screened. */
export interface PairView {
  readonly subject: FactDigests;
  readonly entity: FactDigests;
}

/** One subject and one entity. */
export interface AlertRow {
  readonly id: string;
  readonly caseId: string;
  readonly entityId: string;
  readonly caption: string;
  readonly lists: readonly string[];
  readonly doors: readonly string[];
  /** Of the latest screening. */
  readonly score: number;
  readonly probability: number;
  /** The highest so far. */
  readonly value: number | undefined;
  readonly priority: number;
  readonly deadline: number;
  readonly screenings: number;
  /** Journal records of the first and the latest screening. */
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly openedAt: number;
  readonly lastAt: number;
  /** The latest last. */
  readonly views: readonly PairView[];
  /** The decision that stands. */
  readonly decisionId: string | undefined;
  /** Version of the list that no longer names the entity. */
  readonly delistedVersion: string | undefined;
}

export interface DecisionRow {
  readonly id: string;
  readonly caseId: string;
  readonly alertId: string;
  readonly decision: string;
  readonly reasons: readonly string[];
  readonly humanitarian: string | undefined;
  readonly recommendation: string | undefined;
  /** Journal record, which holds the free text. */
  readonly seq: number;
  readonly decidedBy: string;
  readonly decidedAt: number;
  readonly needsApproval: boolean;
  readonly approvedBy: string | undefined;
  readonly approvedAt: number | undefined;
  /** Since when its case was closed with it. */
  readonly effectiveAt: number | undefined;
  readonly endedAt: number | undefined;
  readonly endedHow: string | undefined;
}

export interface ExemptionRow {
  readonly id: string;
  readonly version: number;
  readonly subjectKey: string | undefined;
  readonly reference: string | undefined;
  readonly entityId: string;
  /** The alert whose decision it came from. */
  readonly alertId: string | undefined;
  readonly views: readonly PairView[];
  readonly reasons: readonly string[];
  readonly state: string;
  readonly author: string;
  readonly approver: string | undefined;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly endedAt: number | undefined;
  readonly endedHow: string | undefined;
}

/** An attachment without its bytes. */
export interface AttachmentRow {
  readonly id: string;
  readonly caseId: string;
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
  /** Journal record, which holds the file's name. */
  readonly seq: number;
  readonly addedBy: string;
  readonly addedAt: number;
}

export interface ReleaseRow {
  readonly id: string;
  readonly version: number;
  readonly caseId: string;
  readonly alertId: string;
  readonly entityId: string;
  readonly listVersion: string;
  readonly state: string;
  readonly openedAt: number;
  readonly deadline: number;
  readonly doneBy: string | undefined;
  readonly doneAt: number | undefined;
  readonly outcome: string | undefined;
}

/** Which cases; everything left out holds for all. Conditions on alerts hold where one alert meets them all. */
export interface CaseFilter {
  readonly states?: readonly string[] | undefined;
  /** `null`: nobody. */
  readonly assignee?: string | null | undefined;
  readonly door?: string | undefined;
  readonly list?: string | undefined;
  readonly entity?: string | undefined;
  readonly probabilityFrom?: number | undefined;
  readonly probabilityTo?: number | undefined;
  /** Due at that time or before. */
  readonly dueBy?: number | undefined;
  /** A part of the reference. */
  readonly reference?: string | undefined;
}

/** A place in the queue. */
export interface QueuePlace {
  readonly priority: number;
  readonly deadline: number;
  readonly id: string;
}
