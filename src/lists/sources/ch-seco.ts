import { headOf } from '../file-head.ts';
import { parseOneFile } from '../one-file.ts';
import type { Source } from '../source.ts';
import { addSecoTarget } from './ch/entity.ts';
import { readSeco } from './ch/list.ts';

export const chSeco: Source = {
  id: 'ch_seco_sanctions',
  title: 'Swiss sanctions and embargoes',
  authority: 'State Secretariat for Economic Affairs (SECO)',
  jurisdiction: 'ch',
  regimes: ['terrorism', 'proliferation', 'country', 'destabilisation'],
  homepage:
    'https://www.seco.admin.ch/seco/en/home/Aussenwirtschaftspolitik_Wirtschaftliche_Zusammenarbeit/Wirtschaftsbeziehungen/exportkontrollen-und-sanktionen/sanktionen-embargos.html',
  licence: 'Swiss federal administration, public data',
  rhythm: { text: 'on each change, several times a month', maxAgeHours: 24 * 21 },
  formats: [
    {
      id: 'seco-xml',
      files: [
        {
          name: 'consolidated-list.xml',
          url: 'https://www.sesam.search.admin.ch/sesam-search-web/pages/downloadXmlGesamtliste.xhtml?lang=en&action=downloadXmlGesamtlisteAction',
          required: true,
        },
      ],
      detects: ([file]) => file !== undefined && /<swiss-sanctions-list[\s>]/.test(headOf(file)),
      parse: (files, source) => parseOneFile(files, source, readSeco, addSecoTarget),
    },
  ],
};
