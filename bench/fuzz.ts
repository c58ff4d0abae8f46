/**
 * Damages real files for every list parser and document reader: `npm run fuzz -- --minutes 5`. Only RiegelError may
 * come out; anything else is saved under `out/fuzz/` with the seed that makes it again. `--seed S` another run,
 * `--only PART` the readers whose id holds PART, `--slow MS` what counts as too slow.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { RiegelError } from '../src/entity/index.ts';
import { OUT } from './data/corpus.ts';
import { fuzzCases } from './fuzz/cases.ts';
import { mutated } from './fuzz/mutate.ts';
import { randomOf } from './seed.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    slow: { type: 'string', default: '10000' },
  },
});
const cases = fuzzCases().filter(({ id }) => id.includes(values.only));
const until = performance.now() + Number(values.minutes) * 60_000;
const folder = join(OUT, 'fuzz');
const outcomes = { read: 0, refused: 0, failed: 0, slow: 0 };
const seen = new Set<string>();

function save(id: string, seed: string, bytes: Uint8Array, reason: string): void {
  mkdirSync(folder, { recursive: true });
  const name = `${id.replace(/[^\w.-]+/g, '_')}-${seed.replace(/\W+/g, '_')}`;
  writeFileSync(join(folder, name), bytes);
  writeFileSync(join(folder, `${name}.reason.txt`), `${id}\nseed ${seed}\n${reason}\n`);
  console.log(`${id}, seed ${seed}: ${reason.split('\n')[0]} → out/fuzz/${name}`);
}

console.log(`${cases.length} readers, seed ${values.seed}, ${values.minutes} minutes`);
for (let round = 0; performance.now() < until && cases.length > 0; round++) {
  for (const { id, bytes, read } of cases) {
    if (performance.now() >= until) break;
    const seed = `${values.seed}:${round}:${id}`;
    const damaged = mutated(bytes, randomOf(seed));
    const start = performance.now();
    try {
      await read(damaged);
      outcomes.read++;
    } catch (error) {
      if (error instanceof RiegelError) outcomes.refused++;
      else {
        outcomes.failed++;
        const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
        // The same fault of the same reader is kept once.
        const fault = `${id}:${reason.split('\n').slice(0, 2).join()}`;
        if (!seen.has(fault)) save(id, seed, damaged, reason);
        seen.add(fault);
      }
    }
    const spent = performance.now() - start;
    if (spent > Number(values.slow)) {
      outcomes.slow++;
      save(id, seed, damaged, `took ${Math.round(spent)} ms`);
    }
  }
}
console.log(JSON.stringify(outcomes));
process.exitCode = outcomes.failed + outcomes.slow > 0 ? 1 : 0;
