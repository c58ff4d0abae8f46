/**
 * How many screenings a second the journal records: batches of 1,000, a few under way at once, each with a sealed
 * subject of its own. `npm run bench:journal`; DATABASE_URL takes a server instead of the embedded database.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type JournalEvent, openJournal, openKeys } from '../src/journal/index.ts';
import { openStore } from '../src/store/index.ts';

const BATCH = 1_000;
const AT_ONCE = 4;
const SECONDS = 10;

const dataDir = mkdtempSync(join(tmpdir(), 'riegel-bench-'));
const store = await openStore({ dataDir, databaseUrl: process.env.DATABASE_URL });
const journal = await openJournal(store, openKeys({ dataDir }));
try {
  await record(1);
  const { records, seconds, latencies } = await record(SECONDS);
  const sorted = latencies.sort((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.floor(share * (sorted.length - 1))]!);
  console.log(`${store.kind} (${store.place})`);
  console.log(`${Math.round(records / seconds).toLocaleString('en')} screenings/s recorded and durable`);
  console.log(`batches of ${BATCH}, ${AT_ONCE} at once: ${at(0.5)} ms median, ${at(0.99)} ms p99`);
  const started = performance.now();
  const { ok, size } = await journal.verify();
  const perSecond = Math.round((size / (performance.now() - started)) * 1000).toLocaleString('en');
  console.log(`verified ${size.toLocaleString('en')} records, ${perSecond}/s: ${ok ? 'sound' : 'NOT SOUND'}`);
} finally {
  await journal.close();
  await store.close();
  rmSync(dataDir, { recursive: true, force: true });
}

async function record(seconds: number) {
  const started = performance.now();
  const latencies: number[] = [];
  let records = 0;
  const writer = async () => {
    while (performance.now() - started < seconds * 1000) {
      const events = Array.from({ length: BATCH }, (_, i) => screening(records + i));
      const begun = performance.now();
      await journal.append(events);
      latencies.push(performance.now() - begun);
      records += BATCH;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, writer));
  return { records, seconds: (performance.now() - started) / 1000, latencies };
}

function screening(number: number): JournalEvent {
  return {
    kind: 'screening',
    actor: 'api-key:batch',
    references: {
      index: '5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef',
      lists: {
        eu_fsf: '20261123T0600-1a2b3c4d',
        un_sc_sanctions: '20261123T0415-5e6f7a8b',
        us_ofac_sdn: '20261122T2200-9c0d1e2f',
      },
      policy: 'standard@7',
    },
    result: { outcome: 'clear', matches: [], threshold: 0.7 },
    personal: {
      schema: 'Person',
      properties: {
        name: [`Example Customer ${number}`],
        birthDate: ['1980-01-02'],
        nationality: ['de'],
        address: ['Musterstraße 12, 10115 Berlin'],
      },
    },
  };
}
