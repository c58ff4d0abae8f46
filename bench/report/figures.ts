import type { AliasFigures } from '../measure/aliases.ts';
import type { CalibrationFigures } from '../measure/calibration.ts';
import type { ExactnessFigures } from '../measure/exactness.ts';
import type { OrganisationFigures } from '../measure/organisations.ts';
import type { PairFigures } from '../measure/pairs.ts';
import type { PerturbedFigures } from '../measure/perturbed.ts';
import type { TreatedFigures } from '../measure/treated.ts';
import type { UnlistedFigures } from '../measure/unlisted.ts';

/** All figures of one run of the evaluation. Nothing in them depends on the clock or the machine but `about`. */
export interface Figures {
  readonly about: {
    readonly index: string;
    readonly engine: string;
    readonly lists: Readonly<Record<string, string>>;
    readonly entities: number;
    readonly names: number;
    /** Share of the full number of cases. */
    readonly scale: number;
    readonly remarks: readonly string[];
    readonly date: string;
    readonly seconds: number;
  };
  readonly pairs: PairFigures | undefined;
  readonly treated: TreatedFigures | undefined;
  readonly aliases: AliasFigures | undefined;
  readonly perturbed: PerturbedFigures;
  readonly unlisted: UnlistedFigures | undefined;
  readonly organisations: OrganisationFigures;
  readonly calibration: CalibrationFigures | undefined;
  readonly exactness: ExactnessFigures | undefined;
}
