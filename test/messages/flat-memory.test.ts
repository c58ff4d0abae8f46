import assert from 'node:assert/strict';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { test } from 'node:test';
import { openDocument } from '../../src/messages/index.ts';

/** RIEGEL_STREAM_MB=200 makes the file as large as a bank's customer file; the default keeps the test short. */
const MEGABYTES = Number(process.env.RIEGEL_STREAM_MB ?? 16);

test(`a CSV of ${MEGABYTES} MB streams through flat memory`, async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'riegel-'));
  try {
    const path = join(folder, 'customers.csv');
    const rows = await write(path, MEGABYTES * 1024 * 1024);
    const started = performance.now();
    const document = await openDocument(path);
    globalThis.gc?.();
    const before = process.memoryUsage().rss;
    let subjects = 0;
    let highest = 0;
    for await (const item of document.subjects()) {
      if ('subject' in item) subjects++;
      if (subjects % 10_000 === 0) highest = Math.max(highest, process.memoryUsage().rss);
    }
    const seconds = (performance.now() - started) / 1000;
    assert.equal(subjects, rows);
    const grown = (highest - before) / 1024 / 1024;
    context.diagnostic(
      `${rows} rows, ${Math.round(rows / seconds)} rows/s, memory grew by ${grown.toFixed(0)} MiB`,
    );
    assert.ok(grown < 300, `memory grew by ${grown} MiB`);
  } finally {
    await rm(folder, { recursive: true });
  }
});

async function write(path: string, size: number): Promise<number> {
  const file = createWriteStream(path);
  file.write('customer_id,first_name,last_name,date_of_birth,nationality,address\n');
  let rows = 0;
  for (let written = 0; written < size; ) {
    const lines: string[] = [];
    for (let index = 0; index < 1000; index++, rows++) {
      const born = `${1940 + (rows % 60)}-0${1 + (rows % 9)}-1${rows % 10}`;
      lines.push(
        `C-${rows},Given${rows % 977},Family${rows % 7919},${born},France,"${rows} Long Street, 75001 Paris"\n`,
      );
    }
    const text = lines.join('');
    written += text.length;
    if (!file.write(text)) await new Promise((resolve) => file.once('drain', resolve));
  }
  file.end();
  await finished(file);
  return rows;
}
