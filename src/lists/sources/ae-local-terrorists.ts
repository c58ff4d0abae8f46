import { mappedSource } from '../mapping/source.ts';

/** Several of the same cell: "الإمارات و بريطانيا". The word "و" stands alone between them. */
const AND = '\\s+و\\s+|[،,;/\\n]';

/** Spellings of the list that the names of CLDR do not have. */
const COUNTRIES = {
  الإمارات: 'ae',
  الامارات: 'ae',
  السعودية: 'sa',
  السعوديه: 'sa',
  إيراني: 'ir',
  سوري: 'sy',
  نيجيري: 'ng',
  بريطانيا: 'gb',
  'سانت كيتس - نافيس': 'kn',
} as const;

/** United Arab Emirates: the national list by Cabinet decisions, names in Arabic and Latin script. */
export const aeLocalTerrorists = mappedSource({
  id: 'ae_local_terrorists',
  title: 'UAE Local Terrorist List',
  authority: 'Executive Office for Control and Non-Proliferation',
  jurisdiction: 'ae',
  regimes: ['terrorism'],
  homepage: 'https://www.uaeiec.gov.ae/en-us/un-page',
  licence: 'Published by the UAE EOCN for screening, no licence stated',
  rhythm: { text: 'after each Cabinet decision, some times a year', maxAgeHours: 24 * 365 },
  file: {
    format: 'csv',
    names: ['uae_local_list.csv'],
    header: { find: ['التصنيف', 'الاسم الكامل (بالحروف العربية)'] },
  },
  entity: {
    id: { prefix: 'ae-lt', key: ['#', 'التصنيف'], digest: true },
    schema: {
      cases: [
        { when: [{ column: 'التصنيف', matches: 'شخص|فرد' }], schema: 'Person' },
        { when: [{ column: 'التصنيف', matches: 'كيان|تنظيم|منظمة|شركة|مؤسسة' }], schema: 'Organization' },
      ],
    },
  },
  columns: [
    { column: 'الاسم الكامل (بالحروف اللاتينية)', property: 'name', quality: 'primary' },
    {
      column: 'الاسم الكامل (بالحروف العربية)',
      property: 'name',
      quality: 'primary',
      kind: 'original script',
      lang: 'ara',
    },
    { column: 'اسم العائلة (بالحروف العربية)', property: 'lastName', schemata: ['Person'], lang: 'ara' },
    { column: 'اسم العائلة (بالحروف اللاتينية)', property: 'lastName', schemata: ['Person'] },
    { column: 'الاسم', property: 'alias', lang: 'ara', split: '[\\n؛;]|\\s+-\\s+' },
    {
      column: 'الجنسية',
      property: 'nationality',
      schemata: ['Person'],
      country: true,
      split: AND,
      values: COUNTRIES,
    },
    {
      column: 'الجنسية',
      property: 'country',
      schemata: ['Organization'],
      country: true,
      split: AND,
      values: COUNTRIES,
    },
    {
      column: 'تاريخ الميلاد',
      property: 'birthDate',
      schemata: ['Person'],
      split: '[\\n;]',
      date: { order: 'day-month' },
    },
    { column: 'مكان الميلاد', property: 'birthPlace', schemata: ['Person'] },
    // "إماراتي رقم: A2649673" names the country before the number.
    {
      column: 'رقم الوثيقة',
      property: 'passportNumber',
      schemata: ['Person'],
      split: '\\n',
      take: '^(?:.*:\\s*)?([A-Z0-9/ -]+)$',
      when: [{ column: 'النوع', matches: 'جواز' }],
    },
    { column: 'رقم الوثيقة', property: 'idNumber', split: '\\n', when: [{ column: 'النوع', lacks: 'جواز' }] },
    { column: 'النوع', property: 'notes', kind: 'النوع' },
    { column: 'جهة الإصدار', property: 'notes', kind: 'جهة الإصدار' },
    { column: 'تاريخ الإصدار', property: 'notes', kind: 'تاريخ الإصدار' },
    { column: 'تاريخ الانتهاء', property: 'notes', kind: 'تاريخ الانتهاء' },
    { column: 'معلومات أخرى', property: 'program', on: 'sanction' },
    { column: '#', property: 'recordId', on: 'sanction' },
  ],
  addresses: [{ template: '{الشارع}, {المدينة}, {الدولة}' }],
  constants: { topics: ['sanction', 'crime.terror'], keywords: ['terrorism'] },
  sanction: {},
});
