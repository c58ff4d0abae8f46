import assert from 'node:assert/strict';
import { openJournal, openKeys } from '../../src/journal/index.ts';
import type { Store } from '../../src/store/index.ts';
import type { Load } from './load.ts';

interface Told {
  readonly entity: string;
  readonly alert?: string;
}

/**
 * Looks into the database of a service that is not running any more. Everything that was acknowledged is there, and
 * once: each screening in the journal, each decision, of each subject and entity one alert; and the chain verifies.
 */
export async function checkNothingLost(
  database: { readonly dataDir: string; open(): Promise<Store> },
  load: Load,
): Promise<string> {
  const store = await database.open();
  try {
    const journal = await openJournal(store, openKeys(database));
    const screenings = new Map<number, string>();
    const opened = new Map<string, number>();
    const alertOf = new Map<string, string>();
    const decided = new Map<string, number>();
    const timesScreened = new Map<string, number>();
    for (let cursor: number | undefined; ; ) {
      const kinds = ['screening', 'alert.opened', 'case.decided'];
      const page = await journal.read({ kinds, limit: 1000, ...(cursor === undefined ? {} : { cursor }) });
      for (const { seq, id, kind, result, references } of page.records) {
        if (kind === 'screening') {
          screenings.set(seq, id);
          const { part } = await journal.open(seq);
          assert.ok(part !== undefined && 'text' in part);
          const { reference } = JSON.parse(part.text) as { reference: string };
          timesScreened.set(reference, (timesScreened.get(reference) ?? 0) + 1);
          for (const { entity, alert } of (result as unknown as { matches: Told[] }).matches) {
            if (alert === undefined) continue;
            const pair = `${reference} ${entity}`;
            assert.equal(alertOf.get(pair) ?? alert, alert, `${pair} has two alerts`);
            alertOf.set(pair, alert);
          }
        } else if (kind === 'alert.opened') {
          const alert = String((references as { alert: string }).alert);
          opened.set(alert, (opened.get(alert) ?? 0) + 1);
        } else {
          const row = String((references as { case: string }).case);
          decided.set(row, (decided.get(row) ?? 0) + 1);
        }
      }
      if (page.cursor === undefined) break;
      cursor = page.cursor;
    }
    for (const [alert, times] of opened) assert.equal(times, 1, `${alert} was opened ${times} times`);
    for (const alert of alertOf.values()) assert.ok(opened.has(alert), `${alert} was never opened`);
    for (const { kind, about, answer } of load.acknowledged) {
      if (kind === 'screen') {
        const [result] = answer.results as { screening: string; record: number; alerts: string[] }[];
        const { screening, record, alerts } = result!;
        assert.equal(screenings.get(record), screening, `${about} is not in the journal`);
        assert.equal(timesScreened.get(about), 1, `${about} was screened once`);
        for (const alert of alerts) assert.ok(opened.has(alert), `${about}: ${alert} is gone`);
      } else if (kind === 'customer') {
        const [mark] = await store.tables.customer.readMarks([about]);
        assert.ok(mark !== undefined, `${about} is gone`);
        if (answer.status === 'screened') assert.ok([...screenings.values()].includes(String(answer.record)));
      } else assert.equal(decided.get(about), 1, `the decision on ${about} is there once`);
    }
    for (const [reference, times] of timesScreened) {
      if (reference.startsWith('screened:'))
        assert.equal(times, 1, `${reference} was screened ${times} times`);
    }
    const { ok, faults } = await journal.verify();
    assert.deepEqual({ ok, faults }, { ok: true, faults: [] });
    await journal.close();
    const count = (kind: string) => load.acknowledged.filter((each) => each.kind === kind).length;
    return `${count('screen')} screenings, ${count('customer')} customers, ${count('decide')} decisions acknowledged; ${screenings.size} screenings, ${opened.size} alerts kept; refused ${JSON.stringify([...load.refusals])}`;
  } finally {
    await store.close();
  }
}
