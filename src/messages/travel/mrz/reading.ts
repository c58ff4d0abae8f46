import type { ErrorPlace } from '../../../entity/index.ts';
import type { MrzFieldName, MrzFormat, MrzSpan } from './layouts.ts';
import type { MrzNames } from './name-field.ts';

/** Formats of single states, read by the library `mrz`. */
export type NationalFormat = 'FRENCH_NATIONAL_ID' | 'FRENCH_DRIVING_LICENSE' | 'SWISS_DRIVING_LICENSE';

/** A check digit and whether it holds. */
export interface MrzCheck {
  readonly field: MrzFieldName | 'composite';
  readonly found: string;
  /** Undefined where it cannot be computed. */
  readonly expected: string | undefined;
  readonly holds: boolean;
}

/** A character that was read as another, line and column counted from 1. */
export interface MrzRepair {
  readonly line: number;
  readonly column: number;
  readonly from: string;
  readonly to: string;
  /** `class`: it cannot stand there; `check-digit`: with it alone the check digits hold; `length`: the line had another length. */
  readonly why: 'class' | 'check-digit' | 'length';
}

/** Something about the zone that whoever relies on it must know. */
export interface MrzProblem {
  /** Stable: `mrz/check-digit`, `mrz/bad-date`, `mrz/unknown-state` … */
  readonly code: string;
  readonly message: string;
  readonly place?: ErrorPlace;
}

/** A machine-readable zone as it was understood. */
export interface MrzReading {
  readonly format: MrzFormat | NationalFormat;
  /** As they were read, repairs done. */
  readonly lines: readonly string[];
  readonly document: {
    /** `P`, `PD`, `I`, `V` … */
    readonly code: string;
    readonly number?: string;
    /** As it is printed: `D`, `UTO`, `FRA`. */
    readonly issuingState?: string;
    /** ISO 3166-1 alpha-2 as FtM writes it. */
    readonly country?: string;
    /** ISO 8601 prefix. */
    readonly expiry?: string;
    readonly optional: readonly string[];
  };
  readonly names: MrzNames;
  /** ISO 8601 prefix. */
  readonly birthDate?: string;
  /** Another year of birth that the two digits can mean: somebody over a hundred. */
  readonly orBirthYear?: number;
  readonly sex?: 'M' | 'F' | 'X';
  /** As it is printed. */
  readonly nationality?: string;
  /** As FtM writes it; none for stateless persons and refugees (`XXA`, `XXB` …). */
  readonly nationalityCountry?: string;
  readonly checks: readonly MrzCheck[];
  readonly repairs: readonly MrzRepair[];
  readonly problems: readonly MrzProblem[];
  /** Where the fields stand. */
  readonly places: Readonly<Partial<Record<MrzFieldName, MrzSpan>>>;
}
