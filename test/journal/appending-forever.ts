/** Appends to a journal and says on stdout what was acknowledged, until it is killed. */
import { writeSync } from 'node:fs';
import { openJournal, openKeys } from '../../src/journal/index.ts';
import { openStore } from '../../src/store/index.ts';

const dataDir = process.argv[2]!;
const databaseUrl = process.argv[3];
const store = await openStore({ dataDir, databaseUrl, server: { patienceMs: 60_000 } });
const journal = await openJournal(store, openKeys({ dataDir }));
writeSync(1, 'ready\n');

async function appendForever(writer: number): Promise<never> {
  for (let round = 0; ; round++) {
    const events = Array.from({ length: 1 + ((round * 7) % 40) }, (_, i) => ({
      kind: 'screening',
      actor: `writer:${writer}`,
      result: { outcome: 'clear' },
      personal: { name: `Person ${writer}.${round}.${i}` },
    }));
    const receipts = await journal.append(events);
    // Written at once, not by the event loop: what is on stdout was acknowledged.
    writeSync(1, `${receipts.map(({ seq, id }) => `${seq} ${id}`).join('\n')}\n`);
  }
}
await Promise.all([1, 2, 3].map(appendForever));
