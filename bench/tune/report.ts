import type { NameSettings } from '../../src/names/index.ts';
import type { TunedKind } from './cases.ts';
import type { TuningFigures } from './objective.ts';

/** The figures of the settings at the start and at the end, side by side. */
export function reportOf(title: string, start: TuningFigures, end: TuningFigures): string {
  const rows: [string, string, string][] = [[title, 'start', 'end']];
  const add = (heading: string, told: (figures: TuningFigures) => string) =>
    rows.push([heading, told(start), told(end)]);
  const { pairs } = start;
  const total = pairs.truePositive + pairs.falsePositive + pairs.falseNegative + pairs.trueNegative;
  add(
    `pairs, F1 (${total})`,
    ({ pairs: { f1, falsePositive, falseNegative } }) =>
      `${f1.toFixed(3)} (${falsePositive} false, ${falseNegative} missed)`,
  );
  for (const [heading, { n }] of Object.entries(start.found))
    add(`${heading}, found (${n})`, ({ found }) => percent(found[heading]!.share, 1));
  for (const [script, { n }] of Object.entries(start.alerted))
    add(`unlisted ${script}, alerted (${n})`, ({ alerted }) => percent(alerted[script]!.share, 2));
  if (Object.keys(start.alerted).length > 0)
    add('unlisted, alerted', ({ alertedOfAll }) => percent(alertedOfAll, 3));
  add('objective', ({ objective }) => objective.toFixed(4));
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map(([a, b, c]) => `${a.padEnd(widths[0]!)}  ${b.padEnd(widths[1]!)}  ${c}`).join('\n');
}

/** The settings as they stand in `src/names/compare/settings.ts`. */
export function blockOf(kind: TunedKind, settings: NameSettings): string {
  const lines = Object.entries(settings).map(([name, value]) => `  ${name}: ${value},`);
  return [`export const ${kind.toUpperCase()}_SETTINGS: NameSettings = {`, ...lines, '};'].join('\n');
}

const percent = (share: number, digits: number) => `${(100 * share).toFixed(digits)} %`;
