import { headOf } from '../file-head.ts';
import { parseOneFile } from '../one-file.ts';
import type { Source } from '../source.ts';
import { parseUkDay } from './uk/day.ts';
import type { UkDesignation } from './uk/designation.ts';
import { readUkCsv } from './uk/designation-csv.ts';
import { readUkXml } from './uk/designation-xml.ts';
import { addUkDesignation } from './uk/entity.ts';
import { parseReportDate } from './uk/report-date.ts';

export const gbUkSanctions: Source = {
  id: 'gb_fcdo_sanctions',
  title: 'UK Sanctions List',
  authority: 'Foreign, Commonwealth and Development Office',
  jurisdiction: 'gb',
  regimes: [
    'terrorism',
    'proliferation',
    'country',
    'crime',
    'cyber',
    'human-rights',
    'corruption',
    'chemical-weapons',
  ],
  homepage: 'https://www.gov.uk/government/publications/the-uk-sanctions-list',
  licence: 'Open Government Licence v3.0',
  rhythm: { text: 'on each change, several times a month', maxAgeHours: 24 * 21 },
  formats: [
    {
      id: 'fcdo-xml',
      files: [
        {
          name: 'UK-Sanctions-List.xml',
          url: 'https://sanctionslist.fcdo.gov.uk/docs/UK-Sanctions-List.xml',
          required: true,
        },
      ],
      detects: ([file]) => file !== undefined && /<Designations[\s>]/.test(headOf(file)),
      parse: (files, source) => parseOneFile(files, source, readUkXml, addUkDesignation, parseUkDay),
    },
    {
      id: 'fcdo-csv',
      files: [
        {
          name: 'UK-Sanctions-List.csv',
          url: 'https://sanctionslist.fcdo.gov.uk/docs/UK-Sanctions-List.csv',
          required: true,
        },
      ],
      detects: ([file]) => {
        const head = file === undefined ? '' : headOf(file);
        return ['Unique ID', 'Name 6', 'Regime Name'].every((column) => head.includes(column));
      },
      parse: (files, source) =>
        parseOneFile<UkDesignation>(files, source, readUkCsv, addUkDesignation, parseReportDate),
    },
  ],
};
