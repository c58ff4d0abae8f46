import type { Store } from '../../../store/index.ts';

/** Once a minute is often enough to know when something was used last. */
const EVERY_MS = 60_000;
const MOST_KNOWN = 50_000;

/** Writes down when keys and sessions were used, beside the requests and at most once a minute for each. */
export class LastUse {
  private readonly store: Store;
  private readonly written = new Map<string, number>();
  private readonly writing = new Set<Promise<void>>();

  constructor(store: Store) {
    this.store = store;
  }

  key(id: string, now: number): void {
    if (this.isDue(id, now)) this.write(this.store.tables.apiKeys.used(id, now));
  }

  session(hash: Buffer, name: string, now: number): void {
    if (this.isDue(name, now)) this.write(this.store.tables.sessions.seen(hash, now));
  }

  async idle(): Promise<void> {
    await Promise.all(this.writing);
  }

  private isDue(name: string, now: number): boolean {
    const last = this.written.get(name);
    if (last !== undefined && now - last < EVERY_MS) return false;
    if (this.written.size >= MOST_KNOWN) this.written.clear();
    this.written.set(name, now);
    return true;
  }

  private write(written: Promise<void>): void {
    // A use that could not be written is written with the next; the request itself must not fail for it.
    const done = written.catch(() => {}).finally(() => this.writing.delete(done));
    this.writing.add(done);
  }
}
