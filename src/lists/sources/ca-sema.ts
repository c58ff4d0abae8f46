import { headOf } from '../file-head.ts';
import { parseOneFile } from '../one-file.ts';
import type { Source } from '../source.ts';
import { addSemaRecord, readSema } from './ca/sema.ts';

export const caSema: Source = {
  id: 'ca_dfatd_sema_sanctions',
  title: 'Consolidated Canadian Autonomous Sanctions List',
  authority: 'Global Affairs Canada',
  jurisdiction: 'ca',
  regimes: ['country', 'proliferation', 'corruption'],
  homepage:
    'https://www.international.gc.ca/world-monde/international_relations-relations_internationales/sanctions/consolidated-consolide.aspx?lang=eng',
  licence: 'Open Government Licence – Canada',
  rhythm: { text: 'on each change, several times a month', maxAgeHours: 24 * 31 },
  formats: [
    {
      id: 'sema-xml',
      files: [
        {
          name: 'sema-lmes.xml',
          url: 'https://www.international.gc.ca/world-monde/assets/office_docs/international_relations-relations_internationales/sanctions/sema-lmes.xml',
          required: true,
        },
      ],
      detects: ([file]) => {
        const head = file === undefined ? '' : headOf(file);
        return /<data-set[\s>]/.test(head) && /<record[\s>]/.test(head);
      },
      parse: (files, source) => parseOneFile(files, source, readSema, addSemaRecord),
    },
  ],
};
