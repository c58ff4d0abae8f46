/** Opens an index file in a process of its own and prints what it takes: `node bench/speed/loaded.ts FILE NAME…`. */
import { openSync, readSync, statSync } from 'node:fs';
import { openIndex } from '../../src/match/index.ts';
import { subjectOf } from './queries.ts';

const [file, ...names] = process.argv.slice(2);
const { size } = statSync(file!);
const before = process.memoryUsage.rss();
const start = performance.now();
// Straight into shared memory, in pieces: no second copy of the index.
const buffer = new SharedArrayBuffer(size);
const bytes = new Uint8Array(buffer);
const descriptor = openSync(file!, 'r');
for (let at = 0; at < size; ) at += readSync(descriptor, bytes, at, Math.min(size - at, 64 << 20), at);
const index = openIndex(buffer, { file: file! });
const openSeconds = Math.round(performance.now() - start) / 1000;
for (const name of names) index.screen(subjectOf(name));
const megabytes = (value: number) => Math.round(value / 1_000_000);
console.log(
  JSON.stringify({
    openSeconds,
    residentMB: megabytes(process.memoryUsage.rss()),
    residentBeforeMB: megabytes(before),
    indexMB: megabytes(size),
  }),
);
