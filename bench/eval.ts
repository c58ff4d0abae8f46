/**
 * Accuracy of the engine: `npm run eval`. `--quick` takes a tenth of the cases, `--scale S` any share of them;
 * `--full N` compares N queries with a full scan of all lists; `--compare FILE` tells what changed since that run;
 * `--only pairs,treated,…` measures these alone. Writes `out/eval-<date>.json` and the cases of the tuning half
 * that went wrong beside it. The figures depend on lists, code and options, never on the clock.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { OUT } from './data/corpus.ts';
import { measureAliases } from './measure/aliases.ts';
import { calibrationSamples, measureCalibration } from './measure/calibration.ts';
import { measureExactness } from './measure/exactness.ts';
import { measureOrganisations } from './measure/organisations.ts';
import { measurePairs } from './measure/pairs.ts';
import { measurePerturbed } from './measure/perturbed.ts';
import { openScene } from './measure/scene.ts';
import { measureTreated } from './measure/treated.ts';
import { measureUnlisted } from './measure/unlisted.ts';
import { differences } from './report/compare.ts';
import type { Figures } from './report/figures.ts';
import { reportOf } from './report/table.ts';

const QUICK = 0.1;
const QUERIES = 500;

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    scale: { type: 'string' },
    full: { type: 'string' },
    compare: { type: 'string' },
    only: { type: 'string' },
  },
});
const scale = values.scale === undefined ? (values.quick ? QUICK : 1) : Number(values.scale);
if (!(scale > 0 && scale <= 1))
  throw new Error(`--scale is a share, more than 0 and at most 1: ${values.scale}`);
const only = values.only?.split(',');
const started = performance.now();
const seconds = () => Math.round((performance.now() - started) / 1000);
const failures: string[] = [];
const scene = await openScene(
  scale,
  (text) => process.stderr.write(`${String(seconds()).padStart(4)} s  ${text}\n`),
  (set, text) => failures.push(`${set}\t${text.replace(/\s+/g, ' ')}`),
);

/** Measures a set, unless only others were asked for. */
function measured<T>(set: string, measure: () => T): T | undefined {
  if (only !== undefined && !only.includes(set)) return undefined;
  scene.progress(set);
  return measure();
}

const { info } = scene.index;
const figures: Omit<Figures, 'about'> = {
  pairs: measured('pairs', () => measurePairs(scene)),
  treated: measured('treated', () => measureTreated(scene)),
  unlisted: measured('unlisted', () => measureUnlisted(scene)),
  perturbed: measured('perturbed', () => measurePerturbed(scene)) ?? { found: {}, halves: {}, what: {} },
  aliases: measured('aliases', () => measureAliases(scene)),
  organisations: measured('organisations', () => measureOrganisations(scene)) ?? {},
  calibration: measured('calibration', () => measureCalibration(calibrationSamples(scene))),
  exactness: measured('exactness', () =>
    values.full === undefined
      ? measureExactness(scene, scene.cases(QUERIES), false)
      : measureExactness(scene, Number(values.full), true),
  ),
};
const date = new Date().toISOString().slice(0, 10);
const whole: Figures = {
  about: {
    index: info.id,
    engine: info.engine,
    lists: info.lists,
    entities: info.entities,
    names: info.names,
    scale,
    remarks: scene.lists.remarks,
    date,
    seconds: seconds(),
  },
  ...figures,
};
console.log(
  `${info.entities} entities, ${info.names} names of ${Object.keys(info.lists).length} lists; threshold 0.7; share of the cases ${scale}`,
);
console.log(reportOf(whole));
if (values.compare !== undefined) {
  const changed = differences(
    JSON.parse(readFileSync(values.compare, 'utf8')),
    JSON.parse(JSON.stringify(whole)),
  );
  console.log(`\nSince ${values.compare}:\n${changed.join('\n') || 'nothing changed'}`);
}
mkdirSync(OUT, { recursive: true });
writeFileSync(join(OUT, `eval-${date}.json`), `${JSON.stringify(whole, null, 2)}\n`);
writeFileSync(join(OUT, `eval-${date}-tuning-failures.tsv`), `${failures.join('\n')}\n`);
console.log(`\n${seconds()} s; out/eval-${date}.json, out/eval-${date}-tuning-failures.tsv`);
