/** Opens an index file in a process of its own and prints what it takes: `node bench/speed/loaded.ts FILE NAME…`. */
import { openIndex } from '../../src/match/index.ts';
import { subjectOf } from './queries.ts';
import { readShared } from './read-shared.ts';

const [file, ...names] = process.argv.slice(2);
const before = process.memoryUsage.rss();
const start = performance.now();
const buffer = readShared(file!);
const index = openIndex(buffer, { file: file! });
const openSeconds = Math.round(performance.now() - start) / 1000;
for (const name of names) index.screen(subjectOf(name));
const megabytes = (value: number) => Math.round(value / 1_000_000);
console.log(
  JSON.stringify({
    openSeconds,
    residentMB: megabytes(process.memoryUsage.rss()),
    residentBeforeMB: megabytes(before),
    indexMB: megabytes(buffer.byteLength),
  }),
);
