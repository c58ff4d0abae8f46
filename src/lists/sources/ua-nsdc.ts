import type { ListMapping } from '../mapping/mapping.ts';
import { mappedSource } from '../mapping/source.ts';

const PERSON = ['Person'];
const FIRM = ['Organization'];

const mapping: ListMapping = {
  id: 'ua_nsdc_sanctions',
  title: 'State Register of Sanctions of Ukraine',
  authority: 'National Security and Defence Council of Ukraine',
  jurisdiction: 'ua',
  regimes: ['country', 'terrorism'],
  homepage: 'https://drs.nsdc.gov.ua/',
  licence: 'Open data of Ukraine, free reuse',
  rhythm: { text: 'after each decree of the President, several times a month', maxAgeHours: 24 * 45 },
  file: {
    format: 'xlsx',
    names: ['ua_nsdc_sanctions.xlsx'],
    header: { find: ['№ указу', 'п/н', 'Назва укр.'] },
    // A decree that lifts a sanction designates nobody.
    skip: [{ column: "Дія щодо об'єкту санкцій", matches: 'скасув' }],
  },
  entity: {
    // A decree numbers persons and firms each for themselves.
    id: { prefix: 'ua-nsdc', key: [{ column: '$sheet', match: '^.' }, '№ указу', 'п/н'] },
    schema: {
      cases: [
        { when: [{ column: '$sheet', matches: 'фізичні' }], schema: 'Person' },
        { when: [{ column: '$sheet', matches: 'юридичні' }], schema: 'Organization' },
      ],
    },
  },
  columns: [
    { column: 'Назва укр.', property: 'name', quality: 'primary', lang: 'ukr' },
    { column: 'Назва ориг.', property: 'name', kind: 'original' },
    { column: 'Назва альт.', property: 'alias', split: ';' },
    {
      column: 'Дата народження',
      property: 'birthDate',
      schemata: PERSON,
      split: '[;\\n]',
      date: { order: 'day-month' },
    },
    { column: 'Громадянство', property: 'nationality', schemata: PERSON, split: '[,;\\n]', country: true },
    { column: 'Місце народження', property: 'birthPlace', schemata: PERSON },
    { column: 'Зайнятість', property: 'position', schemata: PERSON },
    { column: 'Місце проживання', property: 'address', schemata: PERSON },
    { column: 'Додатково', property: 'notes' },
    {
      column: 'Додатково',
      property: 'passportNumber',
      schemata: PERSON,
      take: 'паспорт[^№.;]{0,60}?№\\s*([A-ZА-ЯІЇЄ]{0,2}\\s?\\d{6,9})(?!\\d)',
    },
    {
      column: 'Додатково',
      property: 'passportNumber',
      schemata: PERSON,
      take: '(?<![\\p{L}\\d])([A-Z]{2}\\d{6})(?!\\d)',
    },
    {
      column: 'Додатково',
      property: 'taxNumber',
      schemata: PERSON,
      take: '(?:ІНПП|РНОКПП|ІПН)\\s*[:—–-]?\\s*(\\d{10,12})(?!\\d)',
    },
    { column: 'ОКПО/ЄДРПОУ', property: 'ogrnCode', schemata: FIRM, take: 'ОДРН\\D{0,3}(\\d{13,15})(?!\\d)' },
    {
      column: 'ОКПО/ЄДРПОУ',
      property: 'registrationNumber',
      schemata: FIRM,
      kind: 'ЄДРПОУ',
      take: 'ЄДРПОУ\\D{0,3}(\\d{6,10})(?!\\d)',
    },
    { column: 'ОКПО/ЄДРПОУ', property: 'okpoCode', schemata: FIRM, take: 'ОКПО\\D{0,3}(\\d{8,14})(?!\\d)' },
    // Numbers of other registers, or without the name of one.
    {
      column: 'ОКПО/ЄДРПОУ',
      property: 'registrationNumber',
      schemata: FIRM,
      when: [{ column: 'ОКПО/ЄДРПОУ', lacks: 'ОДРН|ЄДРПОУ|ОКПО' }],
    },
    {
      column: 'ІПН',
      property: 'innCode',
      schemata: FIRM,
      take: '(?:ІПН|ИНН|^)\\D{0,3}(\\d{10}|\\d{12})(?!\\d)',
    },
    {
      column: 'ІПН',
      property: 'taxNumber',
      schemata: FIRM,
      when: [{ column: 'ІПН', lacks: '(?:ІПН|ИНН|^)\\D{0,3}(?:\\d{10}|\\d{12})(?!\\d)' }],
    },
    { column: 'Місце діяльності', property: 'address', schemata: FIRM },
    { column: 'Місце діяльності додатково', property: 'address', schemata: FIRM },
    { column: '№ указу', property: 'authorityId', on: 'sanction' },
    { column: 'п/н', property: 'recordId', on: 'sanction' },
    { column: 'Дата указу', property: 'listingDate', on: 'sanction', date: {} },
    { column: 'Дата закінчення обмеження', property: 'endDate', on: 'sanction', date: {} },
    { column: 'Термін обмеження', property: 'duration', on: 'sanction' },
    { column: 'Тип обмеження', property: 'provisions', on: 'sanction' },
    { column: "Дія щодо об'єкту санкцій", property: 'status', on: 'sanction' },
    { column: 'Відповідальний орган', property: 'publisher', on: 'sanction' },
  ],
  constants: { topics: ['sanction'] },
  sanction: {},
  ignore: ['row', 'Зміни'],
};

/** Ukraine: the register's export with a sheet of persons and one of firms; names in Ukrainian and as written. */
export const uaNsdcSanctions = mappedSource(mapping);
