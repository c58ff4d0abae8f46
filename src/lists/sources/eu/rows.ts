import type { FsfRecord } from './record.ts';

/** A record of which the rows still come in, one detail a row. */
type Details = 'names' | 'citizenships' | 'births' | 'addresses' | 'identifications';

export type GrowingRecord = Omit<FsfRecord, Details> & {
  readonly [detail in Details]: FsfRecord[detail][number][];
} & { readonly seen: Set<string> };

/** Collects rows of one entity and regulation into one record, in the order of the file. */
export class RecordsOfRows {
  readonly #records = new Map<string, GrowingRecord>();

  /** The record of that entity and regulation, made by `begin` when its first row comes. */
  at(key: string, begin: () => Omit<FsfRecord, Details>): GrowingRecord {
    let record = this.#records.get(key);
    if (record === undefined) {
      record = {
        ...begin(),
        names: [],
        citizenships: [],
        births: [],
        addresses: [],
        identifications: [],
        seen: new Set<string>(),
      };
      this.#records.set(key, record);
    }
    return record;
  }

  get all(): Iterable<FsfRecord> {
    return this.#records.values();
  }
}

/** A detail repeated on several rows (the logical id is the same) is taken once. */
export function isNewDetail(record: GrowingRecord, kind: string, logicalId: string): boolean {
  if (logicalId === '') return false;
  const key = `${kind} ${logicalId}`;
  if (record.seen.has(key)) return false;
  record.seen.add(key);
  return true;
}
