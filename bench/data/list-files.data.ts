/** Which files of the corpus are the newest of each list. Paths are in `lists/`; a folder stands for the files in it. */
export interface ListFiles {
  readonly source: string;
  /** Told with every figure: publication and its date. */
  readonly version: string;
  /** [path in the corpus, name the source declares]. */
  readonly files: readonly (readonly [path: string, name: string])[];
}

const national = 'opensanctions_source_files/';

export const LIST_FILES: readonly ListFiles[] = [
  {
    source: 'un_sc_sanctions',
    version: '2026-02-27',
    files: [['un/UN_consolidated_2026-02-27.xml', 'consolidated.xml']],
  },
  {
    source: 'us_ofac_sdn',
    version: 'SDN 2024-05-03, ADD and ALT 2025-12',
    files: [
      ['ofac_sdn_2024-05-03/sdn.csv', 'sdn.csv'],
      ['ofac_sdn_2025-12_partial/add.csv', 'add.csv'],
      ['ofac_sdn_2025-12_partial/alt.csv', 'alt.csv'],
      ['ofac_sdn_2025-12_partial/sdn_comments.csv', 'sdn_comments.csv'],
    ],
  },
  {
    source: 'us_ofac_cons',
    version: '2025-12',
    files: [
      ['ofac_cons_2025-12/cons_prim.csv', 'cons_prim.csv'],
      ['ofac_cons_2025-12/cons_add.csv', 'cons_add.csv'],
      ['ofac_cons_2025-12/cons_alt.csv', 'cons_alt.csv'],
      ['ofac_cons_2025-12/cons_comments.csv', 'cons_comments.csv'],
    ],
  },
  {
    source: 'eu_journal_sanctions',
    version: '2026-08-22',
    files: [
      ['eu/journal_sanctions_2026-08/consolidated', 'consolidated/'],
      ['eu/journal_sanctions_2026-08/amendments', 'amendments/'],
    ],
  },
  {
    source: 'eu_fsf',
    version: '2022-03-18, first part',
    files: [['eu/eu_fsf_1_1_2022-03-18_first_part_wellformed.xml', 'xmlFullSanctionsList_1_1.xml']],
  },
  {
    source: 'gb_hmt_sanctions',
    version: '2022-05-04',
    files: [['uk/ofsi_ConList_2022-05-04.xlsx', 'ConList.xlsx']],
  },
  {
    source: 'us_trade_csl',
    version: '2022-04',
    files: [['us_csl/csl_consolidated_tradegov_2022-04.csv.gz', 'consolidated.csv']],
  },
  {
    source: 'ca_dfatd_sema_sanctions',
    version: '2022-05',
    files: [['ca/sema-lmes_2022.xml', 'sema-lmes.xml']],
  },
  {
    source: 'au_dfat_sanctions',
    version: '2022-05-03',
    files: [['au/regulation8_consolidated_2022.xls', 'regulation8_consolidated.xls']],
  },
  {
    source: 'jp_mof_sanctions',
    version: '2022-05-09',
    files: [['jp/jp_mof_sanctions_2022.xls', 'shisantouketsu.xls']],
  },
  {
    source: 'ua_nsdc_sanctions',
    version: '2022-04',
    files: [['ua/ua_nsdc_sanctions_2022.xlsx', 'ua_nsdc_sanctions.xlsx']],
  },
  {
    source: 'ae_local_terrorists',
    version: '2025-08-04',
    files: [['uae/uae_local_list_2025.csv', 'uae_local_list.csv']],
  },
  {
    source: 'us_ofac_crypto',
    version: 'as in the corpus',
    files: [['ofac_crypto_addresses', '']],
  },
];

/** Further lists, for damaging their files and for reading them; they are in no figure. */
export const OTHER_LIST_FILES: readonly ListFiles[] = [
  { source: 'us_bis_denied', version: '2022-09', files: [['us_bis/dpl_2022.txt', 'dpl.txt']] },
  {
    source: 'ch_seco_sanctions',
    version: '2026-08-27, cut',
    files: [['ch/seco_2026-08-27_trimmed_sample.xml', 'consolidated-list.xml']],
  },
  {
    source: 'gb_fcdo_sanctions',
    version: '2026-09-10, cut',
    files: [['uk/UK_Sanctions_List_2026-09-10_trimmed_sample.xml', 'UK-Sanctions-List.xml']],
  },
  {
    source: 'us_ofac_sdn',
    version: '2026-09-09, advanced, cut',
    files: [['ofac_sdn_advanced/sdn_advanced_2026-09-09_4parties_sample.xml', 'sdn_advanced.xml']],
  },
  {
    source: 'us_ofac_cons',
    version: '2020-03, XML',
    files: [['ofac_cons_2020-03/consolidated.xml', 'consolidated.xml']],
  },
  {
    source: 'us_ofac_cons',
    version: '2018-04, pipes',
    files: [
      ['ofac_cons_allformats_2018-04/cons_prim.pip', 'cons_prim.pip'],
      ['ofac_cons_allformats_2018-04/cons_add.pip', 'cons_add.pip'],
      ['ofac_cons_allformats_2018-04/cons_alt.pip', 'cons_alt.pip'],
    ],
  },
  {
    source: 'us_ofac_cons',
    version: '2018-04, fixed fields',
    files: [
      ['ofac_cons_allformats_2018-04/cons_prim.ff', 'cons_prim.ff'],
      ['ofac_cons_allformats_2018-04/cons_add.ff', 'cons_add.ff'],
      ['ofac_cons_allformats_2018-04/cons_alt.ff', 'cons_alt.ff'],
    ],
  },
  {
    source: 'us_ofac_cons',
    version: '2018-04, at signs',
    files: [
      ['ofac_cons_allformats_2018-04/cons_prim.del', 'cons_prim.del'],
      ['ofac_cons_allformats_2018-04/cons_add.del', 'cons_add.del'],
      ['ofac_cons_allformats_2018-04/cons_alt.del', 'cons_alt.del'],
    ],
  },
  {
    source: 'gb_hmt_sanctions',
    version: '2018-04-13',
    files: [['uk/ofsi_ConList_2018-04-13.csv', 'ConList.csv']],
  },
  {
    source: 'eu_fsf',
    version: '2018-07-04, old CSV',
    files: [['eu/eu_csv_old_format_2018-07-04_first999rows.csv', 'global.csv']],
  },
  {
    source: 'eu_fsf',
    version: '2016-02-11, old XML',
    files: [['eu/eu_global_old_xml_2016-02-11_subset.xml', 'global.xml']],
  },
  {
    source: 'ch_fiaa_freezes',
    version: '',
    files: [[`${national}ch_fiaa_freezes_freezes.csv`, 'freezes.csv']],
  },
  {
    source: 'cn_sanctions',
    version: '',
    files: [[`${national}cn_sanctions_sanctions.csv`, 'sanctions.csv']],
  },
  {
    source: 'il_mod_crypto',
    version: '',
    files: [[`${national}il_mod_crypto_seizures.csv`, 'seizures.csv']],
  },
  {
    source: 'il_mod_crypto_wallets',
    version: '',
    files: [[`${national}il_mod_crypto_wallets.csv`, 'wallets.csv']],
  },
  {
    source: 'ps_ohchr_settlement',
    version: '',
    files: [[`${national}ps_ohchr_settlement_table.csv`, 'table.csv']],
  },
  { source: 'tr_fcib', version: '', files: [[`${national}tr_fcib_plain.txt`, 'plain.txt']] },
  {
    source: 'us_cuba_accommodations',
    version: '',
    files: [[`${national}us_cuba_sanctions_accommodations.csv`, 'accommodations.csv']],
  },
  {
    source: 'us_cuba_sanctions',
    version: '',
    files: [[`${national}us_cuba_sanctions_restricted_entities.csv`, 'restricted_entities.csv']],
  },
  {
    source: 'us_dod_chinese_milcorps',
    version: '',
    files: [[`${national}us_dod_chinese_milcorps_sanctions.csv`, 'sanctions.csv']],
  },
  {
    source: 'us_fcc_covered_list',
    version: '',
    files: [[`${national}us_fcc_covered_list_table.csv`, 'table.csv']],
  },
  {
    source: 'us_fincen_special_measures',
    version: '',
    files: [[`${national}us_fincen_special_measures_details.csv`, 'details.csv']],
  },
  {
    source: 'us_special_leg',
    version: '',
    files: [
      [`${national}us_special_leg_source_files_inksna.csv`, 'inksna.csv'],
      [`${national}us_special_leg_source_files_section_1286.csv`, 'section_1286.csv'],
      [`${national}us_special_leg_source_files_section_353.csv`, 'section_353.csv'],
    ],
  },
];
