import type { Source } from './source.ts';
import { aeLocalTerrorists } from './sources/ae-local-terrorists.ts';
import { auDfatSanctions } from './sources/au-dfat.ts';
import { caSema } from './sources/ca-sema.ts';
import { chSeco } from './sources/ch-seco.ts';
import { euFsf } from './sources/eu-fsf.ts';
import { euJournalSanctions } from './sources/eu-journal.ts';
import { gbOfsi } from './sources/gb-ofsi.ts';
import { gbUkSanctions } from './sources/gb-uk-sanctions.ts';
import { jpMofSanctions } from './sources/jp-mof.ts';
import { uaNsdcSanctions } from './sources/ua-nsdc.ts';
import { unSecurityCouncil } from './sources/un-sc.ts';
import { usBisDenied } from './sources/us-bis-denied.ts';
import { usOfacCrypto } from './sources/us-ofac-crypto.ts';
import { usTradeCsl } from './sources/us-trade-csl.ts';

/**
 * Every official source known, the Security Council first, the rest by id. One more list is one more file in
 * `sources/` and one more line here.
 */
const SOURCES: readonly Source[] = Object.freeze([
  unSecurityCouncil,
  aeLocalTerrorists,
  auDfatSanctions,
  caSema,
  chSeco,
  euFsf,
  euJournalSanctions,
  gbOfsi,
  gbUkSanctions,
  jpMofSanctions,
  uaNsdcSanctions,
  usBisDenied,
  usOfacCrypto,
  usTradeCsl,
]);

const BY_ID: ReadonlyMap<string, Source> = new Map(SOURCES.map((source) => [source.id, source]));

export function allSources(): readonly Source[] {
  return SOURCES;
}

/** The source with this id, or undefined. */
export function sourceById(id: string): Source | undefined {
  return BY_ID.get(id);
}
