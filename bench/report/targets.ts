import type { Share } from '../measure/statistics.ts';
import { FEWEST_FOR_WORST } from '../measure/unlisted.ts';
import type { Figures } from './figures.ts';

/** One line of the report: a figure beside the first rung (`reach`) and where it goes (`aim`). */
export interface Line {
  readonly what: string;
  readonly value: number | undefined;
  /** How it is written: a share as per cent, or as it is. */
  readonly unit: '%' | '';
  readonly reach?: number;
  readonly aim?: number;
  readonly better: 'higher' | 'lower';
  /** Counts, interval, the other half: what the figure stands on. */
  readonly note: string;
}

const percent = (share: number) => `${(100 * share).toFixed(2)}`;

function ofShare(
  what: string,
  share: Share | undefined,
  better: Line['better'],
  reach?: number,
  aim?: number,
  more = '',
): Line {
  return {
    what,
    value: share?.share,
    unit: '%',
    better,
    ...(reach === undefined ? {} : { reach }),
    ...(aim === undefined ? {} : { aim }),
    note:
      share === undefined
        ? 'not measured'
        : `${share.hits} of ${share.n}, 95 %: ${percent(share.low)} to ${percent(share.high)}${more}`,
  };
}

const halves = (tuning?: number, reporting?: number) =>
  tuning === undefined || reporting === undefined
    ? ''
    : `; tuning ${percent(tuning)}, reporting ${percent(reporting)}`;

/** The table of figures to reach, with what was measured. */
export function targetLines(figures: Figures): Line[] {
  const { pairs, treated, aliases, perturbed, unlisted, organisations, calibration, exactness } = figures;
  const lines: Line[] = [];
  if (pairs !== undefined) {
    const { tuning, reporting } = pairs.halves;
    lines.push({
      what: 'F1, name pairs',
      value: pairs.all.f1,
      unit: '',
      reach: 0.9,
      aim: 0.95,
      better: 'higher',
      note: `P ${pairs.all.precision.toFixed(3)} R ${pairs.all.recall.toFixed(3)}; tuning ${tuning.f1.toFixed(3)}, reporting ${reporting.f1.toFixed(3)}`,
    });
    lines.push(ofShare('pairs across scripts', pairs.crossScript, 'higher'));
  }
  if (unlisted !== undefined) {
    const { nameOnly, withBirthDate, withBirthDateAndNationality: full } = unlisted;
    const byHalf = (shares: Readonly<Record<string, Share>>) =>
      halves(shares['half: tuning']?.share, shares['half: reporting']?.share);
    lines.push(
      ofShare('alerts, people on no list: name', nameOnly.all, 'lower', 0.007, 0.003, byHalf(nameOnly)),
      ofShare('… with birth date', withBirthDate.all, 'lower', undefined, undefined, byHalf(withBirthDate)),
      ofShare('… with birth date and nationality', full.all, 'lower', 0.002, 0.0005, byHalf(full)),
    );
    for (const dimension of ['script', 'culture']) {
      const worst = Object.entries(nameOnly)
        .filter(([heading, { n }]) => heading.startsWith(`${dimension}: `) && n >= FEWEST_FOR_WORST)
        .sort(([, a], [, b]) => b.share - a.share)[0];
      lines.push(ofShare(`worst ${worst?.[0] ?? dimension}`, worst?.[1], 'lower', 0.02, 0.01));
    }
  }
  if (treated !== undefined) {
    for (const [what, shares, reach, aim] of [
      ['found', treated.nameOnly, 0.985, 0.995],
      ['rank 1', treated.nameOnly, 0.97, 0.99],
    ] as const)
      lines.push(
        ofShare(
          `treated UN names: ${what}`,
          shares[what],
          'higher',
          reach,
          aim,
          halves(shares[`${what}, tuning`]?.share, shares[`${what}, reporting`]?.share),
        ),
      );
    lines.push(
      ofShare('… found, with facts', treated.withFacts.found, 'higher'),
      ofShare('… rank 1, with facts', treated.withFacts['rank 1'], 'higher'),
    );
  }
  if (aliases !== undefined) {
    for (const [list, kind, reach, aim] of [
      ['un_sc_sanctions', 'persons', 0.7, 0.8],
      ['us_ofac_sdn', 'persons', 0.82, 0.88],
      ['eu_journal_sanctions', 'persons', 0.78, 0.85],
      ['eu_fsf', 'persons', 0.78, 0.85],
    ] as const) {
      const heading = `${list}, ${kind}`;
      const tuning = aliases.found[`${heading}, tuning`]?.share;
      const reporting = aliases.found[`${heading}, reporting`]?.share;
      const first = aliases.rank1[heading];
      lines.push(
        ofShare(
          `alias taken out: ${heading}`,
          aliases.found[heading],
          'higher',
          reach,
          aim,
          `; rank 1 ${percent(first?.share ?? 0)}${halves(tuning, reporting)}`,
        ),
      );
    }
    lines.push(
      ofShare(
        'alias taken out: organisations',
        aliases.found.organisations,
        'higher',
        0.55,
        0.7,
        `; rank 1 ${percent(aliases.rank1.organisations?.share ?? 0)}`,
      ),
    );
  }
  const treatments = Object.entries(perturbed.found);
  const reached = treatments.filter(([, { share }]) => share >= 0.97).length;
  const worst = [...treatments].sort(([, a], [, b]) => a.share - b.share)[0];
  if (worst !== undefined)
    lines.push(
      ofShare(
        `worst perturbation: ${worst?.[0]}`,
        worst?.[1],
        'higher',
        0.97,
        0.995,
        `; ${reached} of ${treatments.length} reach 97 %`,
      ),
    );
  lines.push(ofShare('ordinary businesses alerted', organisations.businesses, 'lower'));
  lines.push(ofShare('unrelated organisations alerted', organisations.unrelated, 'lower'));
  if (calibration !== undefined)
    lines.push({
      what: 'calibration error of probability',
      value: calibration.reporting.expectedError,
      unit: '',
      reach: 0.05,
      aim: 0.02,
      better: 'lower',
      note: `${calibration.positives} true, ${calibration.negatives} false, weighed to even odds; Brier ${calibration.reporting.brier.toFixed(3)}; reporting half`,
    });
  if (exactness !== undefined) {
    const same = exactness.queries - exactness.prunedDiffers;
    const note = `of ${exactness.queries} queries, ${exactness.entities} entities, ${exactness.matches} matches`;
    lines.push({
      what: 'pruned = full scan',
      value: same / exactness.queries,
      unit: '%',
      reach: 1,
      aim: 1,
      better: 'higher',
      note,
    });
    lines.push({
      what: 'cached = uncached',
      value: 1 - exactness.cachedDiffers / exactness.queries,
      unit: '%',
      reach: 1,
      aim: 1,
      better: 'higher',
      note,
    });
  }
  return lines;
}
