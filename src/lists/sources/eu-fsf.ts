import { headOf } from '../file-head.ts';
import type { ListDraft } from '../list-draft.ts';
import { parseOneFile } from '../one-file.ts';
import type { Source, SourceFormat } from '../source.ts';
import { addFsfRecord } from './eu/entity.ts';
import { readFsfCsv } from './eu/fsf-csv.ts';
import { readFsfXml } from './eu/fsf-xml.ts';
import { readOldCsv } from './eu/old-csv.ts';
import { readOldXml } from './eu/old-xml.ts';
import type { FsfRecord } from './eu/record.ts';

type Reader = (
  bytes: Uint8Array,
  list: ListDraft,
  onRecord: (record: FsfRecord) => void,
) => string | undefined;

/** The Commission serves the file to this public token. */
const URL_BASE = 'https://webgate.ec.europa.eu/fsd/fsf/public/files';
const TOKEN = 'token=dG9rZW4tMjAxNw';

export const euFsf: Source = {
  id: 'eu_fsf',
  title: 'EU consolidated list of persons, groups and entities subject to financial sanctions',
  authority: 'European Commission, Financial Sanctions Files',
  jurisdiction: 'eu',
  regimes: [
    'terrorism',
    'proliferation',
    'country',
    'cyber',
    'human-rights',
    'corruption',
    'chemical-weapons',
    'destabilisation',
  ],
  homepage:
    'https://data.europa.eu/data/datasets/consolidated-list-of-persons-groups-and-entities-subject-to-eu-financial-sanctions',
  licence: 'European Union, free reuse (Commission Decision 2011/833/EU)',
  rhythm: { text: 'on each change, several times a week', maxAgeHours: 24 * 14 },
  formats: [
    format(
      'fsf-xml-1.1',
      'xmlFullSanctionsList_1_1.xml',
      'xmlFullSanctionsList_1_1/content',
      readFsfXml,
      (head) => /<(\w+:)?export[\s>]/.test(head) && head.includes('/fpi/fsd/export'),
    ),
    format(
      'fsf-csv-1.1',
      'csvFullSanctionsList_1_1.csv',
      'csvFullSanctionsList_1_1/content',
      readFsfCsv,
      (head) => /^"?fileGenerationDate"?;"?Entity_LogicalId/.test(head),
    ),
    format('old-csv', 'global.csv', undefined, readOldCsv, (head) =>
      /^"?Date_file\w*;Entity_logical_id;/.test(head),
    ),
    format('old-xml', 'global.xml', undefined, readOldXml, (head) => /<WHOLE[\s>]/.test(head)),
  ],
};

function format(
  id: string,
  name: string,
  path: string | undefined,
  read: Reader,
  detects: (head: string) => boolean,
): SourceFormat {
  const url = path === undefined ? {} : { url: `${URL_BASE}/${path}?${TOKEN}` };
  return {
    id,
    files: [{ name, ...url, required: true }],
    detects: (files) => files[0] !== undefined && detects(headOf(files[0])),
    parse: (files, source) => parseOneFile(files, source, read, addFsfRecord),
  };
}
