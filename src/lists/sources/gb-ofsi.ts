import { headOf } from '../file-head.ts';
import { parseOneFile } from '../one-file.ts';
import type { Source, SourceFormat } from '../source.ts';
import { parseUkDay } from './uk/day.ts';
import { addOfsiRow } from './uk/ofsi-entity.ts';
import { readOfsiCsv, readOfsiWorkbook } from './uk/ofsi-rows.ts';

/** Ended on 2026-01-28, when the UK Sanctions List became the only UK source: read from disk, for history. */
export const gbOfsi: Source = {
  id: 'gb_hmt_sanctions',
  title: 'OFSI consolidated list of asset freeze targets (until 2026-01-28)',
  authority: 'Office of Financial Sanctions Implementation, HM Treasury',
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
  homepage:
    'https://www.gov.uk/government/publications/financial-sanctions-consolidated-list-of-targets/consolidated-list-of-targets',
  licence: 'Open Government Licence v3.0',
  rhythm: { text: 'no longer published', maxAgeHours: Number.POSITIVE_INFINITY },
  formats: [
    csv('ofsi-csv-2022', (head) => head.includes('Name Non-Latin Script')),
    csv('ofsi-csv-2018', (head) => !head.includes('Name Non-Latin Script')),
    {
      id: 'ofsi-xlsx-2022',
      files: [{ name: 'ConList.xlsx', required: true }],
      detects: ([file]) => file !== undefined && file.bytes[0] === 0x50 && file.bytes[1] === 0x4b,
      parse: (files, source) => parseOneFile(files, source, readOfsiWorkbook, addOfsiRow, parseUkDay),
    },
  ],
};

function csv(id: string, layout: (head: string) => boolean): SourceFormat {
  return {
    id,
    files: [{ name: 'ConList.csv', required: true }],
    detects: ([file]) => {
      const head = file === undefined ? '' : headOf(file);
      return /^"?Last Updated"?,/.test(head) && head.includes('Name 6') && layout(head);
    },
    parse: (files, source) => parseOneFile(files, source, readOfsiCsv, addOfsiRow, parseUkDay),
  };
}
