import assert from 'node:assert/strict';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { test } from 'node:test';
import { manyTransfers } from './fixture-payments.ts';
import { readPayments } from './payments.ts';
import { subjectsOfPayment, textsOfPayment } from './subjects.ts';

/** RIEGEL_STREAM_TRANSACTIONS=100000 makes the file as large as a payroll; the default keeps the test short. */
const COUNT = Number(process.env.RIEGEL_STREAM_TRANSACTIONS ?? 20_000);

test(`a file of ${COUNT} transactions is read with flat memory`, async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'riegel-'));
  try {
    const path = join(folder, 'payroll.xml');
    await pipeline(Readable.from(manyTransfers(COUNT)), createWriteStream(path));
    const before = process.memoryUsage().rss;
    let highest = 0;
    let count = 0;
    let subjects = 0;
    let texts = 0;
    let shared: unknown;
    for await (const item of readPayments(path)) {
      assert.ok('transaction' in item);
      const { transaction } = item;
      count++;
      assert.equal(transaction.number, count);
      shared ??= transaction.inherited;
      assert.equal(transaction.inherited, shared);
      subjects += subjectsOfPayment(transaction, path).length;
      texts += textsOfPayment(transaction).length;
      if (count % 5000 === 0) highest = Math.max(highest, process.memoryUsage().rss);
    }
    assert.deepEqual([count, subjects, texts], [COUNT, 5 * COUNT, COUNT]);
    const grown = (highest - before) / 1024 ** 2;
    context.diagnostic(
      `memory grew by ${grown.toFixed(0)} MiB, ${(highest / 1024 ** 2).toFixed(0)} MiB in all`,
    );
    assert.ok(grown < 300, `memory grew by ${grown} MiB`);
  } finally {
    await rm(folder, { recursive: true });
  }
});
