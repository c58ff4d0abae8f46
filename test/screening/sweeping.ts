/** Goes on with the sweep of a store until it is done or killed, and says so on stdout. */
import { writeSync } from 'node:fs';
import { openJournal, openKeys } from '../../src/journal/index.ts';
import { buildIndex, openIndex } from '../../src/match/index.ts';
import { DEFAULT_POLICY, journalTakeIn, openCustomers } from '../../src/screening/index.ts';
import { openStore } from '../../src/store/index.ts';
import { madeEntities } from './made-customers.ts';

const dataDir = process.argv[2]!;
const databaseUrl = process.argv[3];
const store = await openStore({ dataDir, databaseUrl, server: { patienceMs: 60_000 } });
const journal = await openJournal(store, openKeys({ dataDir }));
const { buffer } = buildIndex(madeEntities(200, 1), { lists: { test: '1' } });
const customers = await openCustomers({
  store,
  journal,
  takeIn: journalTakeIn(journal),
  inForce: { index: openIndex(buffer), policy: DEFAULT_POLICY, policyName: 'STANDARD@1' },
  workers: 0,
});
const { statement } = await customers.sweep({
  actor: 'sweep',
  slice: 25,
  onProgress: () => writeSync(1, 'slice\n'),
});
writeSync(1, `finished ${statement.sweep} ${statement.checked}\n`);
await store.close();
