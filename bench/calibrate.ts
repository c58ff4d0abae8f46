/**
 * Fits the coefficients of `probability`: `npm run calibrate`. On the tuning half alone; prints the reliability of
 * both halves before and after, and with `--write` writes `src/match/probability/coefficients.data.json`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type CalibrationSample, calibrationSamples, PRIOR } from './measure/calibration.ts';
import { coefficientsFrom, fit, predict, priorFrom } from './measure/logistic.ts';
import { openScene } from './measure/scene.ts';
import { reliabilityOf } from './measure/statistics.ts';

const FILE = join(import.meta.dirname, '../src/match/probability/coefficients.data.json');

const { values } = parseArgs({
  options: { write: { type: 'boolean', default: false }, scale: { type: 'string', default: '1' } },
});
const scene = await openScene(
  Number(values.scale),
  (text) => process.stderr.write(`${text}\n`),
  () => {},
);
const samples = calibrationSamples(scene);
const tuning = samples.filter(({ half }) => half === 'tuning');
const before = JSON.parse(readFileSync(FILE, 'utf8'));
const fitted = fit(tuning, priorFrom());
for (const half of ['tuning', 'reporting'] as const) {
  const some = samples.filter((sample) => sample.half === half);
  const told = (title: string, probability: (sample: CalibrationSample) => number) => {
    const { expectedError, brier, bins } = reliabilityOf(
      some.map((one) => ({ ...one, probability: probability(one) })),
    );
    console.log(
      `${half} half, ${title}: expected calibration error ${expectedError.toFixed(4)}, Brier ${brier.toFixed(4)}`,
    );
    for (const { from, n, given, true: share } of bins)
      console.log(
        `  from ${from.toFixed(1)}  n ${String(n).padStart(5)}  given ${given.toFixed(3)}  true ${share.toFixed(3)}`,
      );
  };
  console.log(
    `${half}: ${some.filter(({ same }) => same).length} true, ${some.filter(({ same }) => !same).length} false`,
  );
  told('as it is', ({ probability }) => probability);
  told('fitted', ({ features }) => predict(fitted, features));
}
const written = {
  about: before.about,
  fitted: `${tuning.length} matches of the tuning half, weighed to a prior of ${PRIOR}; lists ${Object.keys(scene.lists.versions).join(', ')}`,
  ...coefficientsFrom(fitted),
};
console.log(JSON.stringify(written, null, 2));
if (values.write) writeFileSync(FILE, `${JSON.stringify(written, null, 2)}\n`);
