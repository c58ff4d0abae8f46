import type { RecordRow, Store } from '../../store/index.ts';
import { readBody } from '../record.ts';
import type { Faults } from './fault.ts';

/** Whether every sealed part has its key still, or a record of the key's erasure. */
export class KeyTrail {
  private readonly store: Store;
  private readonly faults: Faults;
  /** Keys that are erased, each with the first record that was sealed with it. */
  private readonly erased = new Map<number, number>();
  private readonly recorded = new Set<number>();

  constructor(store: Store, faults: Faults) {
    this.store = store;
    this.faults = faults;
  }

  async check(rows: readonly RecordRow[]): Promise<void> {
    const wanted = new Map<number, number>();
    for (const { seq, key, kind, body } of rows) {
      if (key !== undefined && !wanted.has(key)) wanted.set(key, seq);
      if (kind === 'erasure') for (const id of erasedKeys(body)) this.recorded.add(id);
    }
    const found = new Map(
      (await this.store.tables.journal.readKeys([...wanted.keys()])).map((key) => [key.id, key]),
    );
    for (const [id, seq] of wanted) {
      const key = found.get(id);
      if (key === undefined) this.faults.add('key', `Key ${id} of record ${seq} is missing`, seq);
      else if (key.wrapped === undefined && !this.erased.has(id)) this.erased.set(id, seq);
    }
  }

  end(): void {
    for (const [id, seq] of this.erased) {
      if (this.recorded.has(id)) continue;
      this.faults.add('key', `Key ${id} of record ${seq} was erased without a record of it`, seq);
    }
  }
}

function erasedKeys(body: string): readonly number[] {
  const result = readBody(body)?.result as { readonly keys?: unknown } | undefined;
  return Array.isArray(result?.keys) ? (result.keys as number[]) : [];
}
