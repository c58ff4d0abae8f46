/** Delivers to webhooks until it is killed. */
import { writeSync } from 'node:fs';
import { EventFeed, openWebhooks } from '../../src/events/index.ts';
import { openJournal, openKeys } from '../../src/journal/index.ts';
import { openStore } from '../../src/store/index.ts';
import { KILLED_POLICY } from './receiver.ts';

const dataDir = process.argv[2]!;
const databaseUrl = process.argv[3];
const store = await openStore({ dataDir, databaseUrl, server: { patienceMs: 60_000 } });
const keys = openKeys({ dataDir });
const journal = await openJournal(store, keys);
const webhooks = openWebhooks({ store, journal, keys, feed: new EventFeed(store), policy: KILLED_POLICY });
webhooks.keepDelivering((error) => writeSync(2, `${String(error)}\n`));
