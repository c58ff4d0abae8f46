/** The thread in which PGlite runs: a long query must not hold up whoever waits for an answer over HTTP. */
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite, types } from '@electric-sql/pglite';
import { DurableFiles, durableStart, syncFolder, syncTree } from './durable-files.ts';
import type { ThreadAnswer, ThreadQuestion } from './source.ts';

const folder = workerData as string;
const port = parentPort!;

/** Written last, when a new database is complete and on the disk. */
const complete = join(folder, 'riegel-complete');

const isNew = !existsSync(complete);
if (isNew && existsSync(join(folder, 'PG_VERSION'))) {
  // The process that made it was ended meanwhile: nothing was ever stored in it.
  renameSync(folder, `${folder}.unfinished-${Date.now()}`);
  mkdirSync(folder, { mode: 0o700 });
}
const database = await PGlite.create({
  fs: new DurableFiles(folder),
  startParams: durableStart(PGlite.defaultStartParams),
  parsers: { [types.BYTEA]: bytesOf },
  serializers: { [types.BYTEA]: (bytes: Uint8Array) => bytes as unknown as string },
});
if (isNew) {
  await database.exec('checkpoint');
  syncTree(folder);
  writeFileSync(complete, '', { flush: true });
  syncFolder(folder);
}
port.postMessage({ ready: true } satisfies ThreadAnswer);

/** From `\\x0a1b`. Memory of its own: sent to another thread, a slice of a shared pool would take the whole pool along. */
function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array((text.length - 2) / 2);
  Buffer.from(bytes.buffer).write(text.slice(2), 'hex');
  return bytes;
}

// PGlite takes one question at a time; the order of the messages is the order of the answers.
port.on('message', async (question: ThreadQuestion) => {
  if (question === 'close') {
    await database.close();
    port.close();
    return;
  }
  const [sql, parameters] = question;
  try {
    const { rows, affectedRows } = await database.query(sql, parameters as unknown[]);
    port.postMessage({ rows, affected: affectedRows } satisfies ThreadAnswer);
  } catch (error) {
    const { message, code, constraint, table, detail } = error as Record<string, string | undefined>;
    port.postMessage({ error: { message, code, constraint, table, detail } } satisfies ThreadAnswer);
  }
});
