import { RiegelError } from '../../entity/index.ts';
import { headOf } from '../file-head.ts';
import { ListDraft } from '../list-draft.ts';
import type { ParsedList, Source, SourceFormat } from '../source.ts';
import { readAdvancedXml } from './ofac/advanced-xml.ts';
import { addRecords } from './ofac/convert.ts';
import { readEnhancedXml } from './ofac/enhanced-xml.ts';
import type { OfacRecord } from './ofac/record.ts';
import { type RowFormat, rowFormat } from './ofac/rows.ts';
import { type Publication, readStandardXml } from './ofac/standard-xml.ts';
import { readTables, tableOf } from './ofac/tables.ts';

const EXPORTS = 'https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports';

type XmlReader = (bytes: Uint8Array, list: ListDraft, onRecord: (record: OfacRecord) => void) => Publication;

function xmlFormat(id: string, name: string, root: RegExp, read: XmlReader): SourceFormat {
  return {
    id,
    files: [{ name, url: `${EXPORTS}/${name.toUpperCase()}`, required: true }],
    detects: (files) => files.some((file) => root.test(headOf(file))),
    parse: (files, source) => {
      const [file] = files;
      if (file === undefined) throw new RiegelError('lists/missing-file', 'The format needs one file');
      const list = new ListDraft(source, file.name);
      const records: OfacRecord[] = [];
      const publication = read(file.bytes, list, (record) => records.push(record));
      return built(list, records, publication);
    },
  };
}

/** Files of one format beside each other: primary, addresses, aliases, continued remarks. */
function tableFormat(
  id: string,
  delimiter: RowFormat,
  names: readonly string[],
  published: boolean,
): SourceFormat {
  return {
    id,
    files: names.map((name) => ({
      name,
      ...(published && { url: `${EXPORTS}/${name.toUpperCase()}` }),
      required: tableOf(name) !== 'comments',
    })),
    detects: (files) =>
      files.some((file) => tableOf(file.name) === 'primary' && rowFormat(headOf(file)) === delimiter),
    parse: (files, source) => {
      const primary = files.find((file) => tableOf(file.name) === 'primary');
      const { records, issues } = readTables(files);
      const list = new ListDraft(source, primary?.name ?? '');
      list.take(issues);
      return built(list, records, {});
    },
  };
}

function built(list: ListDraft, records: readonly OfacRecord[], publication: Publication): ParsedList {
  if (records.length === 0) {
    throw new RiegelError('lists/no-records', 'The list names nobody', { place: { file: list.file } });
  }
  const { claimedRecords } = publication;
  if (claimedRecords !== undefined && claimedRecords !== records.length) {
    const message = `The publication says it holds ${claimedRecords} records and holds ${records.length}`;
    list.issue('drift', 'record-count', message);
  }
  addRecords(list, records);
  return list.build(publication);
}

/** `stem` begins the file names; the primary tables and the plain XML have names of their own. */
function formats(stem: string, primary: string, xml: string): readonly SourceFormat[] {
  const tables = (extension: string) =>
    [primary, ...(stem === 'sdn' ? ['add', 'alt'] : [`${stem}_add`, `${stem}_alt`]), `${stem}_comments`].map(
      (name) => `${name}.${extension}`,
    );
  return [
    xmlFormat('xml', xml, /<(?:\w+:)?sdnList[\s>]/u, readStandardXml),
    xmlFormat('enhanced-xml', `${stem}_enhanced.xml`, /<(?:\w+:)?sanctionsData[\s>]/u, readEnhancedXml),
    xmlFormat('advanced-xml', `${stem}_advanced.xml`, /<(?:\w+:)?Sanctions[\s>]/u, readAdvancedXml),
    tableFormat('csv', ',', tables('csv'), true),
    tableFormat('fixed-field', 'fixed', tables('ff'), false),
    tableFormat('at-delimited', '@', tables('del'), false),
    tableFormat('pipe-delimited', '|', tables('pip'), false),
  ];
}

const COMMON = {
  authority: 'US Department of the Treasury, Office of Foreign Assets Control',
  jurisdiction: 'us',
  licence: 'US government work, public domain',
  rhythm: { text: 'On days with designations or removals, several times a week', maxAgeHours: 14 * 24 },
} as const;

/** Specially Designated Nationals and Blocked Persons: their property is blocked (31 CFR chapter V). */
export const usOfacSdn: Source = {
  ...COMMON,
  id: 'us_ofac_sdn',
  title: 'OFAC Specially Designated Nationals and Blocked Persons List',
  regimes: [
    'terrorism',
    'proliferation',
    'country',
    'crime',
    'cyber',
    'human-rights',
    'corruption',
    'destabilisation',
  ],
  homepage: 'https://sanctionslist.ofac.treas.gov/Home/SdnList',
  formats: formats('sdn', 'sdn', 'sdn.xml'),
};

/** OFAC's lists that do not block all property: sectoral, NS-PLC, CAPTA, NS-MBS, NS-CMIC. */
export const usOfacConsolidated: Source = {
  ...COMMON,
  id: 'us_ofac_cons',
  title: 'OFAC Consolidated (non-SDN) Sanctions List',
  regimes: ['terrorism', 'country', 'crime'],
  homepage: 'https://sanctionslist.ofac.treas.gov/Home/ConsolidatedList',
  formats: formats('cons', 'cons_prim', 'consolidated.xml'),
};
