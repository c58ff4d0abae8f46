import { type Counts, Tally } from './counter.ts';
import { rawRecords, rawRows, rawSheets } from './raw-table.ts';

/** One real publication in tabular form, of one file or several, counted from its raw rows. */
export interface TableCounter {
  readonly source: string;
  /** Paths in the corpus, below `lists/`. */
  readonly files: readonly string[];
  readonly count: (files: readonly Uint8Array[]) => Counts;
}

type Raw = Record<string, string>;

const FROM_OPENSANCTIONS = 'opensanctions_source_files/';
const NOTHING = /^(?:[-–.?*\s]*|n\/?a|none)$/i;

/** Counts of a CSV with a header: the key of an entity, its names, and which rows designate. */
function csv(
  source: string,
  files: readonly string[],
  key: (row: Raw) => string,
  names: (row: Raw) => readonly string[],
  designates: (row: Raw) => boolean = () => true,
  delimiter = ',',
): TableCounter {
  return {
    source,
    files,
    count: (contents) =>
      tally(
        contents.flatMap((bytes) => rawRecords(bytes, delimiter)),
        key,
        names,
        designates,
      ),
  };
}

function tally(
  rows: readonly Raw[],
  key: (row: Raw) => string,
  names: (row: Raw) => readonly string[],
  designates: (row: Raw) => boolean = () => true,
): Counts {
  const normal = (row: Raw) => key(row).replace(/\s+/g, ' ').toLowerCase();
  const designated = new Set(rows.filter(designates).map(normal));
  const found = new Tally();
  for (const row of rows) {
    if (!designated.has(normal(row))) continue;
    for (const name of ['', ...names(row)])
      if (!NOTHING.test(name) || name === '') found.add(normal(row), name);
  }
  return { entities: designated.size, names: found.texts };
}

const listed = (text: string | undefined) => (text ?? '').split(';').map((part) => part.trim());
const either = (row: Raw, ...columns: readonly string[]) =>
  columns.map((column) => row[column] ?? '').join('|');

/** Individuals of OFAC's lists are written `LAST, First`. */
function natural(row: Raw, name: string): string {
  const parts = name.split(',').map((part) => part.trim());
  if (row.type !== 'Individual' || /^(?:jr|sr|i{2,3}|iv)\.?$/i.test(parts[1] ?? '')) return name;
  if (parts.length === 2) return `${parts[1]} ${parts[0]}`;
  const suffix = parts.length === 3 && /^(?:jr|sr|junior|senior|i{2,3}|iv)\.?$/i.test(parts[2]!);
  return suffix ? `${parts[1]} ${parts[0]} ${parts[2]}` : name;
}

function csl(file: string): TableCounter {
  return eachRow('us_trade_csl', file, (row) => [
    natural(row, row.name!),
    ...listed(row.alt_names).map((name) => natural(row, name)),
  ]);
}

/** A list in which each row is an entity of its own. */
function eachRow(source: string, file: string, names: (row: Raw) => readonly string[]): TableCounter {
  return {
    source,
    files: [file],
    count: ([bytes]) => {
      const rows = rawRecords(bytes!).map((row, index) => ({ ...row, row: String(index) }));
      return tally(rows, (row) => row.row!, names);
    },
  };
}

export function journalCounter(files: readonly string[]): TableCounter {
  return csv(
    'eu_journal_sanctions',
    files,
    (row) => either(row, 'amendedCelex', 'celex', 'schema', 'name', 'birthDate', 'imoNumber'),
    (row) => [
      row.name!,
      ...['alias', 'weakAlias', 'previousName'].flatMap((column) => quotedList(row[column]!)),
    ],
  );
}

/** Values parted by `;`, those with one in them in quotes. */
function quotedList(text: string): readonly string[] {
  return rawRows(new TextEncoder().encode(text), ';').flat();
}

export const tableCounters: readonly TableCounter[] = [
  {
    source: 'ae_local_terrorists',
    files: ['uae/uae_local_list_2025.csv'],
    count: ([bytes]) => {
      const rows = rawRows(bytes!).filter((row) => /^\d+$/.test(row[0]!));
      const aliases = (text: string) => text.split(/[\n؛;]|\s-\s/);
      return tally(
        rows.map((row) => Object.fromEntries(row.entries())),
        (row) => row[0]!,
        (row) => [row[5]!, row[6]!, ...aliases(row[9]!)],
      );
    },
  },
  {
    source: 'au_dfat_sanctions',
    files: ['au/regulation8_consolidated_2022.xls'],
    count: ([bytes]) =>
      tally(
        rawSheets(bytes!)[0]!
          .rows.slice(1)
          .filter((row) => row[0])
          .map((row) => Object.fromEntries(row.entries())),
        (row) => row[0]!.replace(/\D.*$/, ''),
        (row) => [row[1]!],
      ),
  },
  ...['ua/ua_nsdc_sanctions_2022.xlsx', 'ua/ua_nsdc_sanctions_2021.xlsx'].map((file) => ({
    source: 'ua_nsdc_sanctions',
    files: [file],
    count: ([bytes]: readonly Uint8Array[]) =>
      tally(
        rawSheets(bytes!).flatMap(({ name, rows }) =>
          rows.slice(1).map((row) => ({ ...Object.fromEntries(row.entries()), key: `${name} ${row[0]}` })),
        ),
        (row) => row.key!,
        (row) => [row[9]!, row[10]!, ...listed(row[11])],
      ),
  })),
  {
    source: 'jp_mof_sanctions',
    files: ['jp/jp_mof_sanctions_2022.xls'],
    count: ([bytes]) => {
      let entities = 0;
      for (const { rows } of rawSheets(bytes!)) {
        const header = rows.findIndex((row) => row[0] === '告示日付');
        if (header < 0) continue;
        entities += rows
          .slice(header + 1)
          .filter((row) => !row[0]!.includes('削除') && (row[2] || row[3])).length;
      }
      return { entities, names: Number.NaN };
    },
  },
  csv(
    'us_bis_denied',
    ['us_bis/dpl_2022.txt'],
    (row) => either(row, 'Name', 'Effective_Date'),
    (row) => [row.Name!],
    undefined,
    '\t',
  ),
  csl('us_csl/csl_consolidated_tradegov_2022-04.csv.gz'),
  csl('us_csl/csl_2016-02_tradegov_sample399.csv'),
  csv(
    'ch_fiaa_freezes',
    [`${FROM_OPENSANCTIONS}ch_fiaa_freezes_freezes.csv`],
    (row) => either(row, 'Program', 'Name', 'Birth date'),
    (row) => [row.Name!, ...listed(row.Alias), ...listed(row['Previous name'])],
    (row) => row.Delisted === '',
  ),
  csv(
    'cn_sanctions',
    [`${FROM_OPENSANCTIONS}cn_sanctions_sanctions.csv`],
    (row) => either(row, 'Type', 'Name', 'Chinese name', 'Country'),
    (row) => [row.Name!, row['Chinese name']!, ...listed(row.Alias)],
  ),
  csv(
    'us_cuba_sanctions',
    [`${FROM_OPENSANCTIONS}us_cuba_sanctions_restricted_entities.csv`],
    (row) => row.Id!,
    (row) => [row.Company!, ...listed(row.Acronym), ...listed(row.Alias)],
  ),
  csv(
    'us_cuba_accommodations',
    [`${FROM_OPENSANCTIONS}us_cuba_sanctions_accommodations.csv`],
    (row) => row.Id!,
    (row) => [row.Name!, ...listed(row.Alias)],
  ),
  csv(
    'us_dod_chinese_milcorps',
    [`${FROM_OPENSANCTIONS}us_dod_chinese_milcorps_sanctions.csv`],
    (row) => row['Clean Name'] || row.Name!,
    (row) => [
      row['Clean Name'] || row.Name!,
      ...quotedList(row.Alias!),
      ...quotedList(row['Previous Name']!),
    ],
    (row) => row['End date'] === '',
  ),
  csv(
    'us_fincen_special_measures',
    [`${FROM_OPENSANCTIONS}us_fincen_special_measures_details.csv`],
    (row) => either(row, 'Measure', 'Name', 'Country'),
    (row) => [row.Name!, ...quotedList(row.Alias!)],
    (row) => /^(?:self|target)$/.test(row.Relationship!),
  ),
  csv(
    'us_special_leg',
    ['inksna', 'section_1286', 'section_353'].map(
      (act) => `${FROM_OPENSANCTIONS}us_special_leg_source_files_${act}.csv`,
    ),
    (row) => either(row, 'program', 'schema', 'name', 'country'),
    (row) => [row.name!, ...quotedList(row.aliases!)],
  ),
  eachRow('ps_ohchr_settlement', `${FROM_OPENSANCTIONS}ps_ohchr_settlement_table.csv`, (row) => [
    row.business_enterprise!,
  ]),
  {
    source: 'us_fcc_covered_list',
    files: [`${FROM_OPENSANCTIONS}us_fcc_covered_list_table.csv`],
    count: ([bytes]) => {
      const named = new TextDecoder()
        .decode(bytes)
        .match(
          /Huawei|ZTE|Hytera|Hikvision|Dahua|Kaspersky|China Mobile|China Telecom|Pacific Networks|China Unicom|Digitalsystem/g,
        );
      // One Kaspersky entry was widened by a second; names of makers recur in the prose of one entry.
      return { entities: new Set(named).size + 1, names: new Set(named).size + 1 };
    },
  },
  csv(
    'il_mod_crypto',
    [`${FROM_OPENSANCTIONS}il_mod_crypto_seizures.csv`],
    (row) =>
      either(
        row,
        'schema',
        'name',
        'id_no',
        'residency_no',
        'passport_no',
        'dob',
        'email',
        'phone',
        'wallet_address',
        'account_id',
      ),
    (row) => [row.name!, ...listed(row.alias)],
  ),
];
