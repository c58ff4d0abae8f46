/**
 * Speed and size of the engine: `npm run bench`. `--steps build,load,cold,steady,threads,text` takes some of the
 * steps, `--queries N` another number of names, `--million [--entities N]` the growth to a million made entities.
 * Prints figures and writes `out/bench-<date>.json`; asserts nothing, since they depend on the machine.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildIndex, openIndex } from '../src/match/index.ts';
import { clearWordCache } from '../src/names/index.ts';
import { OUT } from './data/corpus.ts';
import { loadLists } from './data/lists.ts';
import { timed } from './speed/latency.ts';
import { multiplied } from './speed/multiply.ts';
import { queryNames, recombined, recurring, subjectOf } from './speed/queries.ts';
import { readShared } from './speed/read-shared.ts';
import { rateOfThreads } from './speed/threads.ts';

const ALL_STEPS = 'build,load,cold,steady,threads,text';
/** Names by which the code is warmed up before anything is timed: none of them is timed. */
const WARM_UP = 500;
const LOADS = 5;
const TEXT_BYTES = 2_000_000;
const MB = 1_000_000;

const { values } = parseArgs({
  options: {
    steps: { type: 'string', default: ALL_STEPS },
    queries: { type: 'string', default: '10000' },
    million: { type: 'boolean', default: false },
    entities: { type: 'string', default: '1000000' },
  },
});
const steps = new Set(values.steps.split(','));
const figures: Record<string, unknown> = {};
const told = (what: string, figure: unknown) => {
  figures[what] = figure;
  console.log(what.padEnd(28), JSON.stringify(figure));
};
const seconds = (since: number) => Math.round(performance.now() - since) / 1000;

told('machine', {
  cpu: cpus()[0]?.model,
  cores: cpus().length,
  memoryGB: Math.round(totalmem() / 2 ** 30),
  load: loadavg()[0],
  node: process.version,
});
const lists = await loadLists((text) => process.stderr.write(`${text}\n`));
for (const remark of lists.remarks) console.log(`!! ${remark}`);
const names = queryNames(lists, Number(values.queries) + WARM_UP);
const warmUp = names.splice(0, WARM_UP);

function size(built: ReturnType<typeof buildIndex>, buildSeconds: number) {
  const { counts, buffer } = built;
  return {
    seconds: buildSeconds,
    ...counts,
    megabytes: Math.round(buffer.byteLength / MB),
    bytesPerName: Math.round(buffer.byteLength / counts.names),
  };
}

async function measure(built: ReturnType<typeof buildIndex>, suffix: string) {
  const index = openIndex(built.buffer, { verify: false });
  const screen = (name: string) => index.screen(subjectOf(name));
  const forget = () => {
    clearWordCache();
    index.forgetWords();
  };
  if (['cold', 'steady', 'text'].some((step) => steps.has(step))) warmUp.forEach(screen);
  if (steps.has('cold')) {
    // Every word read anew, even those of the name before: the worst there is.
    told(`cold, no cache${suffix}`, timed(names, screen, forget));
    // Every name new, words met before may be known: a first run over a customer file.
    forget();
    told(`cold, empty at start${suffix}`, timed(names, screen));
  }
  if (steps.has('steady')) {
    names.forEach(screen);
    told(`steady, names new${suffix}`, timed(recombined(names), screen));
    told(`steady, names come back${suffix}`, timed(recurring(names), screen));
  }
  if (steps.has('threads')) told(`all cores${suffix}`, await rateOfThreads(built.buffer, names));
  if (steps.has('text')) {
    const sentences = names.map(
      (name, i) => `Transfer ${i} to ${name} for goods delivered, see invoice ${7919 * i}. `,
    );
    let text = '';
    for (let i = 0; text.length < TEXT_BYTES; i++) text += sentences[i % sentences.length];
    const since = performance.now();
    const found = index.scanText(text).length;
    // Not rounded before the division: a scan may be over within a millisecond.
    const spent = (performance.now() - since) / 1000;
    told(`text${suffix}`, {
      megabytesPerSecond: Math.round((text.length / MB / spent) * 100) / 100,
      characters: text.length,
      found,
    });
  }
}

if (
  ['build', 'load', 'cold', 'steady', 'threads', 'text'].some((step) => steps.has(step)) &&
  !values.million
) {
  const since = performance.now();
  const built = buildIndex(lists.entities, { lists: lists.versions });
  told('build, all lists', size(built, seconds(since)));
  if (steps.has('load')) {
    mkdirSync(OUT, { recursive: true });
    const file = join(OUT, 'bench.rgx');
    writeFileSync(file, new Uint8Array(built.buffer));
    const times = Array.from({ length: LOADS }, () => {
      const start = performance.now();
      openIndex(readShared(file), { file });
      return seconds(start);
    });
    rmSync(file);
    told('load, from disk', { medianSeconds: times.sort((a, b) => a - b)[LOADS >> 1], seconds: times });
  }
  await measure(built, '');
}
if (values.million) {
  const count = Number(values.entities);
  const since = performance.now();
  const built = buildIndex(multiplied(lists.entities, count), {
    lists: { ...lists.versions, made: String(count) },
    onProgress: (entities) =>
      entities % 50_000 === 0 && process.stderr.write(`${entities} entities, ${seconds(since)} s\n`),
  });
  const buildSeconds = seconds(since);
  const suffix = `, ${count} entities`;
  told(`build${suffix}`, size(built, buildSeconds));
  told(`memory of the builder${suffix}`, { residentMB: Math.round(process.memoryUsage.rss() / MB) });
  const file = join(OUT, 'bench-million.rgx');
  mkdirSync(OUT, { recursive: true });
  writeFileSync(file, new Uint8Array(built.buffer));
  const loaded = fileURLToPath(new URL('speed/loaded.ts', import.meta.url));
  told(
    `memory when loaded${suffix}`,
    JSON.parse(execFileSync(process.execPath, [loaded, file, ...names.slice(0, 300)], { encoding: 'utf8' })),
  );
  rmSync(file);
  await measure(built, suffix);
}
const date = new Date().toISOString().slice(0, 10);
mkdirSync(OUT, { recursive: true });
const file = join(OUT, `bench-${values.million ? 'million-' : ''}${date}.json`);
writeFileSync(file, `${JSON.stringify({ date, ...figures }, null, 2)}\n`);
console.log(file);
