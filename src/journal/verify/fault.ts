/** What was found to be wrong in a journal. */
export type FaultKind =
  /** The record does not hold what it held when it was written. */
  | 'altered'
  /** Records are missing. */
  | 'removed'
  /** The record stands in the place of another. */
  | 'moved'
  /** The record was not written by the journal. */
  | 'added'
  /** A kept hash of the tree is not that of its records. */
  | 'tree'
  /** A signed checkpoint does not agree with the records, or its signature is not right. */
  | 'checkpoint'
  /** The head does not agree with the records, or its signature is not right. */
  | 'head'
  /** The key of a sealed part is missing, though it was not erased. */
  | 'key';

export interface Fault {
  readonly kind: FaultKind;
  /** The record, or the first of several. */
  readonly seq?: number;
  /** The last of several. */
  readonly to?: number;
  readonly message: string;
}

/** Faults of a journal; after so many only their number is kept. */
const MOST = 1_000;

export class Faults {
  readonly list: Fault[] = [];
  count = 0;

  add(kind: FaultKind, message: string, seq?: number, to?: number): void {
    this.count++;
    if (this.list.length >= MOST) return;
    this.list.push({
      kind,
      ...(seq === undefined ? {} : { seq }),
      ...(to === undefined || to === seq ? {} : { to }),
      message,
    });
  }
}
