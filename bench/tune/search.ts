import type { NameSettings } from '../../src/names/index.ts';

export type SettingName = keyof NameSettings;

/** A setting is made larger or smaller by this share of it at first … */
const FIRST_STEP = 0.35;
/** … and the step shrinks to this share of it after a round in which nothing was better. */
const SHRINK = 0.55;
/** Less than this is no improvement. */
const LEAST_GAIN = 1e-6;

/**
 * Coordinate search: in each round every named setting is made larger and smaller by the step, and what is better
 * is kept at once. Settings are tried with three decimals, as they are written down, so the figures are those of
 * what is pasted. A setting that is 0 stays 0.
 */
export function search(
  start: NameSettings,
  names: readonly SettingName[],
  objectiveOf: (settings: NameSettings) => number,
  rounds: number,
  progress: (round: number, objective: number, step: number) => void,
): NameSettings {
  let settings = start;
  let best = objectiveOf(settings);
  let step = FIRST_STEP;
  for (let round = 1; round <= rounds; round++) {
    const before = best;
    for (const name of names) {
      for (const factor of [1 + step, 1 / (1 + step)]) {
        const value = Math.round(settings[name] * factor * 1000) / 1000;
        if (value === settings[name] || value === 0) continue;
        const changed = { ...settings, [name]: value };
        const objective = objectiveOf(changed);
        if (objective <= best + LEAST_GAIN) continue;
        best = objective;
        settings = changed;
      }
    }
    progress(round, best, step);
    if (best === before) step *= SHRINK;
  }
  return settings;
}
