/**
 * Counts every real list of the corpus twice, from its raw bytes and through its parser, and prints both.
 * `node scripts/count-lists.ts [part of a path]`; the corpus is in `RIEGEL_CORPUS`, by default `../shared`.
 * Ends with status 1 where a number differs.
 */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type ParsedList, type SourceFile, sourceById } from '../src/lists/index.ts';
import { caCounters } from './counts/ca.ts';
import { chCounters } from './counts/ch.ts';
import { type Counter, type Counts, countParsed } from './counts/counter.ts';
import { euCounters } from './counts/eu.ts';
import { ofacCounters } from './counts/ofac.ts';
import type { SetCounter } from './counts/set-counter.ts';
import { ukCounters } from './counts/uk.ts';
import { unCounters } from './counts/un.ts';

const corpus = join(process.env.RIEGEL_CORPUS ?? join(import.meta.dirname, '../../shared'), 'lists');

const alone = (counter: Counter): SetCounter => ({
  source: counter.source,
  files: [counter.file],
  count: ([bytes]) => counter.count(bytes ?? new Uint8Array()),
  parsed: countParsed,
});

const counters: readonly SetCounter[] = [
  ...unCounters,
  ...ofacCounters,
  ...[...euCounters, ...ukCounters, ...chCounters, ...caCounters].map(alone),
];

function parse(counter: SetCounter, files: readonly SourceFile[]): ParsedList {
  const source = sourceById(counter.source);
  const format = source?.formats.find((one) => one.detects(files));
  if (source === undefined || format === undefined)
    throw new Error(`Nothing reads ${counter.files.join(', ')}`);
  return format.parse(files, source);
}

const kinds = ['entities', 'designations', 'names', 'numbers'] as const satisfies readonly (keyof Counts)[];
const wanted = process.argv[2] ?? '';
let different = 0;
for (const counter of counters) {
  if (!counter.files.some((file) => file.includes(wanted))) continue;
  const files = counter.files.map((file, at) => ({
    name: counter.names?.[at] ?? basename(file),
    bytes: readFileSync(join(corpus, file)),
  }));
  const raw = counter.count(files.map(({ bytes }) => bytes));
  const parsed = counter.parsed(parse(counter, files));
  const cells = kinds.map((kind) => {
    const same = raw[kind] === undefined || raw[kind] === parsed[kind];
    if (!same) different++;
    return `${kind} ${raw[kind] ?? '-'} ${same ? '=' : '≠'} ${parsed[kind]}`.padEnd(30);
  });
  console.log(`${counter.files.join(' + ')}\n  ${cells.join('')}`);
}
process.exitCode = different === 0 ? 0 : 1;
