import type { Regime } from '../../regimes.data.ts';

/**
 * OFAC's programme tags and what they are about. Source: "Program Tag Definitions for OFAC Sanctions Lists",
 * https://ofac.treasury.gov/specially-designated-nationals-list-sdn-list/program-tag-definitions-for-ofac-sanctions-lists.
 * The first rule that fits counts; the order is that of preference.
 */
const PROGRAMMES: readonly (readonly [tag: RegExp, regimes: readonly Regime[]])[] = [
  [/^(SDGT|SDT|FTO|NS-PLC|HIFPAA)$/, ['terrorism']],
  // The Iranian Financial Sanctions Regulations add secondary sanctions to entries of either kind.
  [/^IFSR$/, ['proliferation', 'country']],
  [/^IRGC$/, ['terrorism', 'country']],
  [/^HOSTAGES-EO14078$/, ['human-rights']],
  [/^(NPWMD|WMD|INKSNA|CAATSA - NPWMD)$/, ['proliferation']],
  [/^(DPRK\d?|DPRK-NKSPEA)$/, ['proliferation', 'country']],
  [/^IRAN-CON-ARMS-EO$/, ['proliferation', 'country']],
  [/^(SDNT|SDNTK|BPI-SDNTK|TCO|ILLICIT-DRUGS-EO14059|BPI-SDNT)$/, ['crime']],
  [/^(CYBER\d?|CYBER-EO\d+)$/, ['cyber']],
  [/^(ELECTION-EO13848)$/, ['destabilisation']],
  [/^(GLOMAG|MAGNIT|UHRPA|BURMA-EO14014-HR)$/, ['human-rights', 'corruption']],
  [/^(HRIT-IR|HRIT-SY|IRAN-HR|HRIT|SYRIA-CAESAR)$/, ['human-rights', 'country']],
  [/^(NICARAGUA-NHRAA)$/, ['human-rights', 'corruption', 'country']],
  [/^(ICC-EO14203|ICCP-EO13928)$/, ['destabilisation']],
  [
    /^(IRAN|IFCA|ISA|SYRIA|CUBA|RUSSIA|UKRAINE|BELARUS|VENEZUELA|BALKANS|BURMA|LIBYA|IRAQ|LEBANON|YEMEN|SOMALIA|SUDAN|DARFUR|SOUTH SUDAN|CAR|DRCONGO|ZIMBABWE|NICARAGUA|MALI|BURUNDI|ETHIOPIA|HK|CMIC|PEESA|FSE|SSIDES|WEST-BANK|AFGHANISTAN|PAARSSR|GEORGIA|COTED|LIBERIA|FRY|BPI|CAATSA|RUSSIA|CMC|CCMC|NKSPEA|HAITI|CHINA|PAIPA|561List|561-Related|561)(\b|\d|-)/,
    ['country'],
  ],
];

/** Regimes of a programme tag; none where the tag is not known. */
export function regimesOfProgramme(tag: string): readonly Regime[] {
  return PROGRAMMES.find(([rule]) => rule.test(tag))?.[1] ?? [];
}
