import type { Share } from '../measure/statistics.ts';
import type { Figures } from './figures.ts';
import { type Line, targetLines } from './targets.ts';

const written = (value: number | undefined, unit: Line['unit']) =>
  value === undefined ? '-' : unit === '%' ? `${(100 * value).toFixed(2)} %` : value.toFixed(3);

/** `ok` where the first rung is reached, `AIM` where the second is, `--` where neither. */
function markOf({ value, reach, aim, better }: Line): string {
  if (value === undefined || reach === undefined) return '';
  const atLeast = (rung: number) => (better === 'higher' ? value >= rung : value <= rung);
  if (aim !== undefined && atLeast(aim)) return 'AIM';
  return atLeast(reach) ? 'ok' : '--';
}

/** The report as text: first the figures with targets, then treatments, scripts and cultures. */
export function reportOf(figures: Figures): string {
  const lines = targetLines(figures).map((line) =>
    [
      line.what.padEnd(48),
      written(line.value, line.unit).padStart(9),
      (line.reach === undefined ? '' : written(line.reach, line.unit)).padStart(9),
      (line.aim === undefined ? '' : written(line.aim, line.unit)).padStart(9),
      markOf(line).padEnd(4),
      line.note,
    ].join(' '),
  );
  const head = ['what'.padEnd(48), 'now'.padStart(9), 'reach'.padStart(9), 'aim'.padStart(9), '    '].join(
    ' ',
  );
  return [
    ...figures.about.remarks.map((remark) => `!! ${remark}`),
    head,
    ...lines,
    ...section('Found under each manipulation', figures.perturbed.found, (a, b) => a.share - b.share),
    ...kinshipSection(figures),
    ...alertSections(figures),
    ...reliabilitySection(figures),
  ].join('\n');
}

/** Lists whose aliases are told apart by what they share with the other names. */
const OF_KINSHIP = /^kinship: (?:un_sc|eu_fsf|us_ofac_sdn|eu_journal)/;

function kinshipSection({ aliases }: Figures): string[] {
  if (aliases === undefined) return [];
  const shares = Object.entries(aliases.found).filter(([heading]) => OF_KINSHIP.test(heading));
  return section(
    'Alias taken out, by the words it shares with the other names of its bearer',
    Object.fromEntries(shares),
    () => 0,
  );
}

function alertSections({ unlisted }: Figures): string[] {
  if (unlisted === undefined) return [];
  const under = (dimension: string) =>
    Object.fromEntries(
      Object.entries(unlisted.nameOnly).filter(([heading]) => heading.startsWith(`${dimension}: `)),
    );
  return [
    ...section('Alerts by script, name only', under('script'), (a, b) => b.share - a.share),
    ...section('Alerts by culture, name only', under('culture'), (a, b) => b.share - a.share),
    '',
    `Of them because a listed name is equal letter by letter: ${unlisted.namesakes.nameOnly} by name, ${unlisted.namesakes.withBirthDate} with birth date`,
    ...unlisted.namesakes.examples.slice(0, 5).map((example) => `  ${example}`),
  ];
}

function section(
  title: string,
  shares: Readonly<Record<string, Share>>,
  order: (a: Share, b: Share) => number,
): string[] {
  const rows = Object.entries(shares).sort(([, a], [, b]) => order(a, b));
  const row = ([heading, { share, n, low, high }]: [string, Share]) =>
    `  ${heading.padEnd(38)} ${(100 * share).toFixed(2).padStart(7)} %  n ${String(n).padStart(6)}  95 %: ${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)}`;
  return ['', title, ...rows.map(row)];
}

function reliabilitySection({ calibration }: Figures): string[] {
  if (calibration === undefined) return [];
  const rows = calibration.reporting.bins.map(
    ({ from, to, n, weight, given, true: share }) =>
      `  ${from.toFixed(1)} to ${to.toFixed(1)}  n ${String(n).padStart(5)}  weight ${weight.toFixed(3)}  given ${given.toFixed(3)}  true ${share.toFixed(3)}`,
  );
  return ['', 'Reliability of probability (reporting half, even odds)', ...rows];
}
