import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Entity, RiegelError, valuesOf } from '../../entity/index.ts';
import type { ParsedList } from '../source.ts';
import { gbUkSanctions } from './gb-uk-sanctions.ts';
import { UK_CSV_COLUMNS } from './uk/designation-csv.ts';

function parse(text: string, format: string): ParsedList {
  const files = [{ name: 'list', bytes: new TextEncoder().encode(text) }];
  const [detected] = gbUkSanctions.formats.filter((one) => one.detects(files));
  assert.equal(detected?.id, format);
  return detected.parse(files, gbUkSanctions);
}

function entity(list: ParsedList, id: string): Entity {
  const found = list.entities.find((one) => one.id === id);
  assert.ok(found, `no entity ${id}`);
  return found;
}

const XML = `<?xml version="1.0" encoding="utf-8"?>
<Designations><DateGenerated>10/09/2026</DateGenerated>
<Designation><LastUpdated>14/04/2026</LastUpdated><DateDesignated>25/01/2001</DateDesignated>
  <UniqueID>AQD0001</UniqueID><OFSIGroupID>7172</OFSIGroupID><UNReferenceNumber>QDi.002</UNReferenceNumber>
  <Names>
    <Name><Name1>Ali</Name1><Name2>Hasan</Name2><Name6>EXAMPLE</Name6><NameType>Primary Name</NameType></Name>
    <Name><Name1>Ali</Name1><Name6>Exampel</Name6><NameType>Primary Name Variation</NameType></Name>
    <Name><Name6>Abu Good</Name6><NameType>Alias</NameType><AliasStrength>Good quality a.k.a</AliasStrength></Name>
    <Name><Name6>Abu Low</Name6><NameType>Alias</NameType><AliasStrength>Low quality a.k.a</AliasStrength></Name>
    <Name><Name6>Old Name</Name6><NameType>FKA</NameType></Name>
  </Names>
  <NonLatinNames><NonLatinName><NameNonLatinScript>علي حسن</NameNonLatinScript><NonLatinScriptType>Arabic</NonLatinScriptType><NonLatinScriptLanguage>Arabic</NonLatinScriptLanguage></NonLatinName></NonLatinNames>
  <Titles><Title>Haji</Title></Titles>
  <RegimeName>The ISIL (Da’esh) and Al-Qaida (United Nations Sanctions) (EU Exit) Regulations 2019</RegimeName>
  <IndividualEntityShip>Individual</IndividualEntityShip><DesignationSource>UN</DesignationSource>
  <SanctionsImposed>Asset freeze|Travel Ban</SanctionsImposed>
  <SanctionsImposedIndicators><AssetFreeze>true</AssetFreeze></SanctionsImposedIndicators>
  <OtherInformation>Some remark.</OtherInformation><UKStatementofReasons>Some reason.</UKStatementofReasons>
  <Addresses><Address><AddressLine1>Street 1</AddressLine1><AddressLine6>Kabul</AddressLine6><AddressPostalCode>PO Box 7</AddressPostalCode><AddressCountry>Afghanistan</AddressCountry></Address></Addresses>
  <IndividualDetails><Individual>
    <DOBs><DOB>12/05/1958</DOB><DOB>dd/mm/1945</DOB></DOBs>
    <Nationalities><Nationality>Afghanistan</Nationality></Nationalities><Genders><Gender>Male</Gender></Genders>
    <Positions><Position>Deputy Minister</Position></Positions>
    <PassportDetails><Passport><PassportNumber>P0458</PassportNumber><PassportAdditionalInformation>Afghanistan passport number P0458 (expires 2034)</PassportAdditionalInformation></Passport></PassportDetails>
    <NationalIdentifierDetails><NationalIdentifier><NationalIdentifierNumber>2132370</NationalIdentifierNumber><NationalIdentifierAdditionalInformation>Afghan national identification card (tazkira) number</NationalIdentifierAdditionalInformation></NationalIdentifier></NationalIdentifierDetails>
    <BirthDetails><Location><TownOfBirth>Pashmul</TownOfBirth><CountryOfBirth>Afghanistan</CountryOfBirth></Location></BirthDetails>
  </Individual></IndividualDetails>
</Designation>
<Designation><LastUpdated>18/12/2021</LastUpdated><DateDesignated>03/10/2017</DateDesignated>
  <UniqueID>DPR0075</UniqueID><UNReferenceNumber>KPv.001</UNReferenceNumber>
  <Names><Name><Name6>Petrel 8</Name6><NameType>Primary Name</NameType></Name></Names>
  <RegimeName>The Democratic People's Republic of Korea (Sanctions) (EU Exit) Regulations 2019</RegimeName>
  <IndividualEntityShip>Ship</IndividualEntityShip><DesignationSource>UN</DesignationSource><SanctionsImposed>Prohibition of port entry</SanctionsImposed>
  <ShipDetails><Ship><IMONumbers><IMONumber>IMO9562233</IMONumber></IMONumbers>
    <CurrentOwnerOperators><CurrentOwnerOperator>Global Shipping</CurrentOwnerOperator></CurrentOwnerOperators>
    <CurrentBelievedFlagOfShips><CurrentBelievedFlagOfShip>Comoros</CurrentBelievedFlagOfShip></CurrentBelievedFlagOfShips>
    <PreviousFlags><PreviousFlag>India</PreviousFlag></PreviousFlags>
    <TypeOfShipDetails><TypeOfShip>Bulk Carrier</TypeOfShip></TypeOfShipDetails>
    <TonnageOfShipDetails><TonnageOfShip>7078</TonnageOfShip></TonnageOfShipDetails>
    <LengthOfShipDetails><LengthOfShip>134.5</LengthOfShip></LengthOfShipDetails>
    <Propellers><Propeller>two</Propeller></Propellers>
  </Ship></ShipDetails>
</Designation></Designations>`;

test('XML: a person with every kind of name, dates, papers and the designation', () => {
  const list = parse(XML, 'fcdo-xml');
  assert.equal(list.publishedAt, '2026-09-10');
  const person = entity(list, 'gb-fcdo-aqd0001');
  assert.equal(person.schema, 'Person');
  assert.deepEqual(valuesOf(person, 'name'), ['Ali Hasan EXAMPLE']);
  assert.deepEqual(valuesOf(person, 'alias'), ['Ali Exampel', 'Abu Good', 'علي حسن']);
  assert.deepEqual(
    person.notes?.alias?.map((note) => [note?.quality, note?.kind, note?.lang]),
    [
      [undefined, 'primary name variation', undefined],
      ['strong', undefined, undefined],
      [undefined, 'original script (Arabic, Arabic)', 'ar'],
    ],
  );
  assert.deepEqual(valuesOf(person, 'weakAlias'), ['Abu Low']);
  assert.deepEqual(valuesOf(person, 'previousName'), ['Old Name']);
  assert.deepEqual(valuesOf(person, 'firstName'), ['Ali']);
  assert.deepEqual(valuesOf(person, 'birthDate'), ['1958-05-12', '1945']);
  assert.deepEqual(valuesOf(person, 'birthCountry'), ['af']);
  assert.deepEqual(valuesOf(person, 'nationality'), ['af']);
  assert.deepEqual(valuesOf(person, 'passportNumber'), ['P0458']);
  assert.deepEqual(valuesOf(person, 'idNumber'), ['2132370']);
  assert.deepEqual(valuesOf(person, 'topics').toSorted(), ['crime.terror', 'sanction']);
  const papers = list.entities.filter(({ schema }) => /Passport|Identification/.test(schema));
  assert.deepEqual(
    papers.map((paper) => [paper.schema, valuesOf(paper, 'country')[0]]),
    [
      ['Passport', 'af'],
      ['Identification', 'af'],
    ],
  );
  const [sanction] = list.entities.filter(({ schema }) => schema === 'Sanction');
  assert.deepEqual(valuesOf(sanction!, 'unscId'), ['QDi.002']);
  assert.deepEqual(valuesOf(sanction!, 'authorityId'), ['AQD0001']);
  assert.deepEqual(valuesOf(sanction!, 'recordId'), ['7172']);
  assert.deepEqual(valuesOf(sanction!, 'provisions'), ['Asset freeze', 'Travel Ban']);
  assert.deepEqual(valuesOf(sanction!, 'listingDate'), ['2001-01-25']);
  assert.deepEqual(valuesOf(sanction!, 'reason'), ['Some reason.']);
});

test('XML: a ship, with its owner as a mention and an element that is new', () => {
  const list = parse(XML, 'fcdo-xml');
  const ship = entity(list, 'gb-fcdo-dpr0075');
  assert.equal(ship.schema, 'Vessel');
  assert.deepEqual(valuesOf(ship, 'imoNumber'), ['9562233']);
  assert.deepEqual(valuesOf(ship, 'flag'), ['km']);
  assert.deepEqual(valuesOf(ship, 'pastFlags'), ['in']);
  assert.deepEqual(valuesOf(ship, 'type'), ['Bulk Carrier']);
  assert.deepEqual(valuesOf(ship, 'tonnage'), ['7078']);
  assert.ok(valuesOf(ship, 'notes').includes('Length of ship: 134.5'));
  assert.ok(valuesOf(ship, 'notes').includes('Propeller: two'), 'an unknown element is kept');
  assert.deepEqual(
    list.issues.map(({ severity, code }) => [severity, code]),
    [['drift', 'unknown-element']],
  );
  const link = list.entities.find(({ schema }) => schema === 'UnknownLink');
  assert.deepEqual(valuesOf(link!, 'role'), ['current owner or operator']);
  const owner = entity(list, valuesOf(link!, 'object')[0]!);
  assert.deepEqual(valuesOf(owner, 'name'), ['Global Shipping']);
  assert.equal(owner.target, undefined, 'an owner only mentioned is not designated');
});

function csv(rows: readonly Readonly<Record<string, string>>[], columns = UK_CSV_COLUMNS): string {
  const quoted = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  for (const row of rows) for (const name of Object.keys(row)) assert.ok(columns.includes(name), name);
  const lines = [columns, ...rows.map((row) => columns.map((name) => row[name] ?? ''))];
  return `Report Date: 23-Sep-2026\r\n${lines.map((line) => line.map(quoted).join(',')).join('\r\n')}\r\n`;
}

const common = {
  'Last Updated': '14/04/2026',
  'Unique ID': 'AQD0001',
  'OFSI Group ID': '7172',
  'UN Reference Number': 'QDi.002',
  'Regime Name': 'The ISIL (Da’esh) and Al-Qaida (United Nations Sanctions) (EU Exit) Regulations 2019',
  'Designation Type': 'Individual',
  'Designation source': 'UN',
  'Sanctions Imposed': 'Asset freeze|Travel Ban',
  'Date Designated': '25/01/2001',
  'D.O.B': '12/05/1958',
  'Nationality(/ies)': '(1) Afghanistan (2) Pakistan',
  'Passport number': '(1) P0458 (2) A77',
  'Passport additional information': '(1) Afghanistan passport number P0458 (2) Pakistan number',
};

test('CSV: one row for each name and address is merged by unique id', () => {
  const list = parse(
    csv([
      {
        ...common,
        'Name 1': 'Ali',
        'Name 6': 'EXAMPLE',
        'Name type': 'Primary Name',
        'Address Line 1': 'Street 1',
      },
      {
        ...common,
        'Name 1': 'Ali',
        'Name 6': 'EXAMPLE',
        'Name type': 'Primary Name',
        'Address Line 1': 'Street 2',
      },
      {
        ...common,
        'Name 6': 'Abu, Low',
        'Name type': 'Alias',
        'Alias strength': 'Low quality a.k.a',
        'D.O.B': 'dd/mm/1945',
      },
    ]),
    'fcdo-csv',
  );
  assert.equal(list.publishedAt, '2026-09-23');
  assert.equal(list.entities.filter(({ target }) => target).length, 1);
  const person = entity(list, 'gb-fcdo-aqd0001');
  assert.deepEqual(valuesOf(person, 'name'), ['Ali EXAMPLE']);
  assert.deepEqual(valuesOf(person, 'weakAlias'), ['Abu, Low']);
  assert.deepEqual(valuesOf(person, 'address'), ['Street 1', 'Street 2']);
  assert.deepEqual(valuesOf(person, 'birthDate'), ['1958-05-12', '1945']);
  assert.deepEqual(valuesOf(person, 'nationality'), ['af', 'pk']);
  const passports = list.entities.filter(({ schema }) => schema === 'Passport');
  assert.deepEqual(
    passports.map((one) => [valuesOf(one, 'number')[0], valuesOf(one, 'country')[0]]),
    [
      ['P0458', 'af'],
      ['A77', 'pk'],
    ],
  );
  assert.deepEqual(list.issues, []);
});

test('CSV: an older name of a column is known, a new column is kept and reported, no header refuses', () => {
  const columns = [
    ...UK_CSV_COLUMNS.map((name) => (name === 'Designation Type' ? 'Individual, Entity, Ship' : name)),
    'Shoe size',
  ];
  const { 'Designation Type': type, ...rest } = common;
  const row = {
    ...rest,
    'Individual, Entity, Ship': type,
    'Name 6': 'X Y',
    'Name type': 'Primary Name',
    'Shoe size': '43',
  };
  const list = parse(csv([row], columns), 'fcdo-csv');
  const person = entity(list, 'gb-fcdo-aqd0001');
  assert.equal(person.schema, 'Person');
  assert.ok(valuesOf(person, 'notes').includes('Shoe size: 43'));
  assert.deepEqual(
    list.issues.map(({ severity, code }) => [severity, code]),
    [['drift', 'unknown-column']],
  );
  const [, format] = gbUkSanctions.formats;
  assert.throws(
    () => format!.parse([{ name: 'x', bytes: new TextEncoder().encode('a,b\n1,2\n') }], gbUkSanctions),
    (error: unknown) => error instanceof RiegelError && error.code === 'lists/unknown-columns',
  );
});
