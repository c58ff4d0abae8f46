import type { Regime } from '../../regimes.data.ts';

export interface Committee {
  /** Short code of the programme, by the resolution that founded it. */
  readonly programId: string;
  readonly title: string;
  readonly regimes: readonly Regime[];
}

/**
 * The Security Council's sanctions regimes, by the first two letters of a permanent reference number
 * (`QDi.001`: individual, `QDe.001`: entity, group or undertaking). Source: note by the President of the
 * Security Council S/2015/1020 and the committees' pages at https://main.un.org/securitycouncil/sanctions.
 */
export const COMMITTEES: Readonly<Record<string, Committee>> = {
  QD: {
    programId: 'UN-SC1267',
    title: "ISIL (Da'esh) and Al-Qaida (UNSCR 1267/1989/2253)",
    regimes: ['terrorism'],
  },
  TA: { programId: 'UN-SC1988', title: 'Taliban (UNSCR 1988)', regimes: ['terrorism', 'country'] },
  IR: { programId: 'UN-SC1737', title: 'Iran (UNSCR 1737/2231)', regimes: ['proliferation', 'country'] },
  KP: {
    programId: 'UN-SC1718',
    title: "Democratic People's Republic of Korea (UNSCR 1718)",
    regimes: ['proliferation', 'country'],
  },
  IQ: { programId: 'UN-SC1518', title: 'Iraq (UNSCR 1483/1518)', regimes: ['country'] },
  CD: {
    programId: 'UN-SC1533',
    title: 'Democratic Republic of the Congo (UNSCR 1533)',
    regimes: ['country'],
  },
  SD: { programId: 'UN-SC1591', title: 'Sudan (UNSCR 1591)', regimes: ['country'] },
  LB: { programId: 'UN-SC1636', title: 'Lebanon (UNSCR 1636)', regimes: ['country'] },
  SO: { programId: 'UN-SC2713', title: 'Somalia, Al-Shabaab (UNSCR 751/2713)', regimes: ['country'] },
  LY: { programId: 'UN-SC1970', title: 'Libya (UNSCR 1970)', regimes: ['country'] },
  GB: { programId: 'UN-SC2048', title: 'Guinea-Bissau (UNSCR 2048)', regimes: ['country'] },
  CF: { programId: 'UN-SC2745', title: 'Central African Republic (UNSCR 2127/2745)', regimes: ['country'] },
  YE: { programId: 'UN-SC2140', title: 'Yemen (UNSCR 2140)', regimes: ['country'] },
  SS: { programId: 'UN-SC2206', title: 'South Sudan (UNSCR 2206)', regimes: ['country'] },
  ML: { programId: 'UN-SC2374', title: 'Mali (UNSCR 2374)', regimes: ['country'] },
  HT: { programId: 'UN-SC2653', title: 'Haiti (UNSCR 2653)', regimes: ['country', 'crime'] },
};
