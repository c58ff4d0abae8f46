import type { Source } from '../source.ts';
import { aeLocalTerrorists } from './ae-local-terrorists.ts';
import { auDfatSanctions } from './au-dfat.ts';
import { chFiaaFreezes } from './ch-fiaa-freezes.ts';
import { cnSanctions } from './cn-sanctions.ts';
import { euJournalSanctions } from './eu-journal.ts';
import { ilModCryptoSeizures, ilModCryptoWallets } from './il-mod-crypto.ts';
import { jpMofSanctions } from './jp-mof.ts';
import { psOhchrSettlements } from './ps-ohchr.ts';
import { trMasak } from './tr-masak.ts';
import { uaNsdcSanctions } from './ua-nsdc.ts';
import { usBisDenied } from './us-bis-denied.ts';
import { usCubaAccommodations, usCubaRestricted } from './us-cuba.ts';
import { usDodMilcorps } from './us-dod-milcorps.ts';
import { usFccCoveredList } from './us-fcc-covered.ts';
import { usFincenSpecialMeasures } from './us-fincen.ts';
import { usOfacCrypto } from './us-ofac-crypto.ts';
import { usSpecialLegislation } from './us-special-legislation.ts';
import { usTradeCsl } from './us-trade-csl.ts';

/** The lists that are published as tables. */
export const tableSources: readonly Source[] = [
  aeLocalTerrorists,
  auDfatSanctions,
  chFiaaFreezes,
  cnSanctions,
  euJournalSanctions,
  ilModCryptoSeizures,
  ilModCryptoWallets,
  jpMofSanctions,
  psOhchrSettlements,
  trMasak,
  uaNsdcSanctions,
  usBisDenied,
  usCubaAccommodations,
  usCubaRestricted,
  usDodMilcorps,
  usFccCoveredList,
  usFincenSpecialMeasures,
  usOfacCrypto,
  usSpecialLegislation,
  usTradeCsl,
];
