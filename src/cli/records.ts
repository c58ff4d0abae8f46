import type { Journal } from '../journal/index.ts';
import { openPolicies, type PolicyBook } from '../screening/index.ts';

/** What is stored: the journal and the policies. */
export interface Records {
  readonly journal: Journal;
  readonly policies: PolicyBook;
}

/** Opens what is stored in the data directory, or at DATABASE_URL, for as long as `work` takes. */
export async function withRecords<T>(dataDir: string, work: (records: Records) => Promise<T>): Promise<T> {
  const { DATABASE_URL: databaseUrl, RIEGEL_MASTER_KEY, RIEGEL_SIGNING_KEY } = process.env;
  // Loaded only here: a screening must not wait for the database's client.
  const { openStore } = await import('../store/index.ts');
  const { openJournal, openKeys } = await import('../journal/index.ts');
  const store = await openStore({ dataDir, databaseUrl });
  try {
    const keys = openKeys({ dataDir, masterKey: RIEGEL_MASTER_KEY, signingKey: RIEGEL_SIGNING_KEY });
    const journal = await openJournal(store, keys);
    try {
      return await work({ journal, policies: await openPolicies(store, journal) });
    } finally {
      await journal.close();
    }
  } finally {
    await store.close();
  }
}
