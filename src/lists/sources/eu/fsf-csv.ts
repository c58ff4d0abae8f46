import { columnsOf, isWhole, reportColumns, requireColumns } from '../../columns.ts';
import { decodeText } from '../../decode.ts';
import type { ListDraft } from '../../list-draft.ts';
import { readDelimited } from '../../mapping/csv.ts';
import { type FsfRecord, knownCountry, splitContacts, splitRemarks } from './record.ts';
import { isNewDetail, RecordsOfRows } from './rows.ts';

const REGULATION =
  'Regulation_Type Regulation_OrganisationType Regulation_PublicationDate Regulation_EntryIntoForceDate Regulation_NumberTitle Regulation_Programme Regulation_PublicationUrl';
const DETAIL = `LogicalId RegulationLanguage Remark ${REGULATION}`;

/** Columns of FSF CSV 1.1 by block; a column is block, underscore, name. */
const BLOCKS: Readonly<Record<string, string>> = {
  Entity: `LogicalId EU_ReferenceNumber UnitedNationId DesignationDate DesignationDetails Remark SubjectType SubjectType_ClassificationCode ${REGULATION}`,
  NameAlias: `LastName FirstName MiddleName WholeName NameLanguage Gender Title Function ${DETAIL}`,
  Address: `City Street PoBox ZipCode Region Place AsAtListingTime ContactInfo CountryIso2Code CountryDescription ${DETAIL}`,
  BirthDate: `BirthDate Day Month Year YearRangeFrom YearRangeTo Circa CalendarType ZipCode Region Place City CountryIso2Code CountryDescription ${DETAIL}`,
  Identification: `Number Diplomatic KnownExpired KnownFalse ReportedLost RevokedByIssuer IssuedBy IssuedDate ValidFrom ValidTo LatinNumber NameOnDocument TypeCode TypeDescription Region CountryIso2Code CountryDescription ${DETAIL}`,
  Citizenship: `Region CountryIso2Code CountryDescription ${DETAIL}`,
};

/** All columns in the order of publication. */
export const FSF_CSV_COLUMNS: readonly string[] = [
  'fileGenerationDate',
  ...Object.entries(BLOCKS).flatMap(([block, names]) => names.split(' ').map((name) => `${block}_${name}`)),
];

const STATES: readonly (readonly [column: string, words: string])[] = [
  ['Diplomatic', 'diplomatic'],
  ['KnownExpired', 'known expired'],
  ['KnownFalse', 'known false'],
  ['ReportedLost', 'reported lost'],
  ['RevokedByIssuer', 'revoked by issuer'],
];

/** Reads FSF CSV 1.1: one detail of one entity on each row. Returns the day of publication. */
export function readFsfCsv(
  bytes: Uint8Array,
  list: ListDraft,
  onRecord: (record: FsfRecord) => void,
): string | undefined {
  const { rows, issues } = readDelimited(decodeText(bytes, list.file), ';', list.file);
  list.take(issues);
  const [header, ...body] = rows;
  const columns = columnsOf(header?.cells ?? []);
  const line = header?.line ?? 1;
  requireColumns(
    columns,
    ['Entity_LogicalId', 'NameAlias_WholeName', 'NameAlias_LogicalId'],
    list.file,
    line,
  );
  reportColumns(list, columns, FSF_CSV_COLUMNS, line);

  const records = new RecordsOfRows();
  let generated = '';
  for (const row of body) {
    if (!isWhole(list, row, header!.cells.length)) continue;
    const cell = (block: string, name: string) =>
      row.cells[columns.get(block === '' ? name : `${block}_${name}`) ?? -1]?.trim() ?? '';
    generated ||= cell('', 'fileGenerationDate');
    addRow(records, cell, row.line);
  }
  for (const record of records.all) onRecord(record);
  const day = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(generated);
  return day ? `${day[3]}-${day[2]}-${day[1]}` : generated || undefined;
}

type Cell = (block: string, name: string) => string;

function addRow(records: RecordsOfRows, cell: Cell, line: number): void {
  const logicalId = cell('Entity', 'LogicalId');
  const regulation = regulationOf(cell);
  const record = records.at(`${logicalId} ${regulation.numberTitle} ${regulation.programme}`, () => ({
    logicalId,
    euReference: cell('Entity', 'EU_ReferenceNumber'),
    unitedNationsId: cell('Entity', 'UnitedNationId'),
    designationDate: cell('Entity', 'DesignationDate'),
    delistingDate: '',
    designationDetails: cell('Entity', 'DesignationDetails'),
    remarks: splitRemarks(cell('Entity', 'Remark')),
    subjectType: cell('Entity', 'SubjectType') || cell('Entity', 'SubjectType_ClassificationCode'),
    regulation,
    line,
  }));
  const isNew = (block: string) => isNewDetail(record, block, cell(block, 'LogicalId'));
  if (isNew('NameAlias')) record.names.push(nameOf(cell));
  if (isNew('BirthDate')) record.births.push(birthOf(cell));
  if (isNew('Address')) record.addresses.push(addressOf(cell));
  if (isNew('Identification')) record.identifications.push(identificationOf(cell));
  if (isNew('Citizenship')) {
    const country = countryOf('Citizenship', cell);
    record.citizenships.push({
      ...detailOf('Citizenship', cell),
      country,
      region: cell('Citizenship', 'Region'),
    });
  }
}

function regulationOf(cell: Cell): FsfRecord['regulation'] {
  const of = (name: string) => cell('Entity', `Regulation_${name}`);
  return {
    type: of('Type'),
    organisation: of('OrganisationType'),
    publicationDate: of('PublicationDate'),
    entryIntoForceDate: of('EntryIntoForceDate'),
    numberTitle: of('NumberTitle'),
    programme: of('Programme'),
    url: of('PublicationUrl'),
  };
}

function nameOf(cell: Cell): FsfRecord['names'][number] {
  const of = (name: string) => cell('NameAlias', name);
  return {
    ...detailOf('NameAlias', cell),
    whole: of('WholeName'),
    first: of('FirstName'),
    middle: of('MiddleName'),
    last: of('LastName'),
    title: of('Title'),
    function: of('Function'),
    gender: of('Gender'),
    language: of('NameLanguage'),
    strong: undefined, // the CSV has no such column
  };
}

function birthOf(cell: Cell): FsfRecord['births'][number] {
  const of = (name: string) => cell('BirthDate', name);
  return {
    ...detailOf('BirthDate', cell),
    date: of('BirthDate'),
    day: of('Day'),
    month: of('Month'),
    year: of('Year'),
    yearFrom: of('YearRangeFrom'),
    yearTo: of('YearRangeTo'),
    circa: isTrue(of('Circa')),
    calendar: of('CalendarType'),
    places: [of('City'), of('Place'), of('Region'), of('ZipCode')],
    country: countryOf('BirthDate', cell),
  };
}

function addressOf(cell: Cell): FsfRecord['addresses'][number] {
  const of = (name: string) => cell('Address', name);
  const { contacts, rest } = splitContacts(of('ContactInfo'));
  const detail = detailOf('Address', cell);
  return {
    ...detail,
    remarks: [...detail.remarks, ...splitRemarks(rest)],
    street: of('Street'),
    postOfficeBox: of('PoBox'),
    postalCode: of('ZipCode'),
    city: of('City'),
    place: of('Place'),
    region: of('Region'),
    country: countryOf('Address', cell),
    asAtListingTime: isTrue(of('AsAtListingTime')),
    contacts,
  };
}

function identificationOf(cell: Cell): FsfRecord['identifications'][number] {
  const of = (name: string) => cell('Identification', name);
  return {
    ...detailOf('Identification', cell),
    number: of('Number'),
    latinNumber: of('LatinNumber'),
    typeCode: of('TypeCode'),
    typeDescription: of('TypeDescription'),
    country: countryOf('Identification', cell),
    region: of('Region'),
    issuedBy: of('IssuedBy'),
    issueDate: of('IssuedDate'),
    validFrom: of('ValidFrom'),
    validTo: of('ValidTo'),
    nameOnDocument: of('NameOnDocument'),
    states: STATES.filter(([column]) => isTrue(of(column))).map(([, words]) => words),
  };
}

function detailOf(block: string, cell: Cell) {
  return {
    act: {
      numberTitle: cell(block, 'Regulation_NumberTitle'),
      url: cell(block, 'Regulation_PublicationUrl'),
    },
    remarks: splitRemarks(cell(block, 'Remark')),
    element: block,
  };
}

function countryOf(block: string, cell: Cell): string {
  return knownCountry(cell(block, 'CountryIso2Code'), cell(block, 'CountryDescription'));
}

function isTrue(text: string): boolean {
  return /^(true|1|y(es)?)$/i.test(text);
}
