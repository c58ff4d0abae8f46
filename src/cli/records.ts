import { type Journal, openJournal, openKeys } from '../journal/index.ts';
import { openPolicies, type PolicyBook } from '../screening/index.ts';
import { openStore } from '../store/index.ts';

/** What is stored: the journal and the policies. */
export interface Records {
  readonly journal: Journal;
  readonly policies: PolicyBook;
}

/** Opens what is stored in the data directory, or at DATABASE_URL, for as long as `work` takes. */
export async function withRecords<T>(dataDir: string, work: (records: Records) => Promise<T>): Promise<T> {
  const store = await openStore({ dataDir, databaseUrl: process.env.DATABASE_URL });
  try {
    const journal = await openJournal(store, openKeys({ dataDir }));
    try {
      return await work({ journal, policies: await openPolicies(store, journal) });
    } finally {
      await journal.close();
    }
  } finally {
    await store.close();
  }
}
