import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Entity, RiegelError, valuesOf } from '../../entity/index.ts';
import type { ParsedList } from '../source.ts';
import { FSF_CSV_COLUMNS } from './eu/fsf-csv.ts';
import { euFsf } from './eu-fsf.ts';

function parse(bytes: Uint8Array | string, format: string): ParsedList {
  const files = [
    { name: 'list', bytes: typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes },
  ];
  const detected = euFsf.formats.filter((one) => one.detects(files));
  assert.deepEqual(
    detected.map(({ id }) => id),
    [format],
  );
  return detected[0]!.parse(files, euFsf);
}

function entity(list: ParsedList, id: string): Entity {
  const found = list.entities.find((one) => one.id === id);
  assert.ok(found, `no entity ${id}`);
  return found;
}

function linked(list: ParsedList, schema: string): Entity[] {
  return list.entities.filter((one) => one.schema === schema);
}

const regulation = (programme: string, title: string) =>
  `<regulation regulationType="amendment" organisationType="council" publicationDate="2017-03-09"
    entryIntoForceDate="2017-03-10" numberTitle="${title}" programme="${programme}" logicalId="1">
    <publicationUrl>https://eur-lex.europa.eu/x</publicationUrl></regulation>`;
const act =
  '<regulationSummary regulationType="amendment" publicationDate="2008-03-12" numberTitle="220/2008 (OJ L68)" publicationUrl="https://eur-lex.europa.eu/y"/>';

const XML = `<?xml version="1.0" encoding="UTF-8"?>
<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-03-18T14:52:26.947+01:00" globalFileId="7">
<sanctionEntity designationDate="2001-01-31" designationDetails="UNSCR 1267" unitedNationId="TAi.072" euReferenceNumber="EU.472.57" logicalId="516">
  <remark>Believed to be in Kandahar.</remark>
  ${regulation('AFG', '2017/404 (OJ L63)')}
  <subjectType code="person" classificationCode="P"/>
  <nameAlias firstName="" middleName="" lastName="" wholeName="Σαγέντ Αγά" function="" title="" nameLanguage="EL" strong="true" regulationLanguage="en" logicalId="2">${act}</nameAlias>
  <nameAlias firstName="Sayed" middleName="" lastName="Agha" wholeName="Sayed  Agha" function="Education Minister" gender="M" title="Maulavi" nameLanguage="" strong="true" regulationLanguage="en" logicalId="3">${act}</nameAlias>
  <nameAlias firstName="" middleName="" lastName="" wholeName="Mullah S" function="" title="" nameLanguage="" strong="false" regulationLanguage="en" logicalId="4">${act}</nameAlias>
  <citizenship region="" countryIso2Code="AF" countryDescription="AFGHANISTAN" regulationLanguage="en" logicalId="5">${act}</citizenship>
  <birthdate circa="true" calendarType="GREGORIAN" city="Faryab" zipCode="" yearRangeFrom="1958" yearRangeTo="1963" region="" place="" countryIso2Code="AF" countryDescription="AFGHANISTAN" regulationLanguage="en" logicalId="6">${act}</birthdate>
  <birthdate circa="false" calendarType="ISLAMIC" city="" zipCode="" birthdate="1982-04-19" dayOfMonth="24" monthOfYear="6" year="1402" region="" place="" countryIso2Code="00" countryDescription="UNKNOWN" regulationLanguage="en" logicalId="7">${act}</birthdate>
  <birthdate circa="false" calendarType="ISLAMIC" city="" zipCode="" year="1360" region="" place="" countryIso2Code="00" countryDescription="UNKNOWN" regulationLanguage="en" logicalId="8">${act}</birthdate>
  <birthdate circa="false" calendarType="COPTIC" city="" zipCode="" year="1690" region="" place="" countryIso2Code="00" countryDescription="UNKNOWN" regulationLanguage="en" logicalId="9">${act}</birthdate>
  <address city="Kabul" street="Street 1" poBox="12" zipCode="1001" region="" place="" asAtListingTime="true" countryIso2Code="AF" countryDescription="AFGHANISTAN" regulationLanguage="en" logicalId="10">
    <contactInfo key="PHONE" value="0093 20 1; 0093 20 2"/>${act}</address>
  <identification diplomatic="true" knownExpired="false" knownFalse="true" reportedLost="false" revokedByIssuer="false" issueDate="2000-07-17" issuedBy="Kabul" latinNumber="" nameOnDocument="" number="D 0001203" region="" identificationTypeCode="passport" identificationTypeDescription="National passport" countryIso2Code="AF" countryDescription="AFGHANISTAN" regulationLanguage="en" logicalId="11"><remark>(afghan passport)</remark>${act}</identification>
  <identification diplomatic="false" knownExpired="false" knownFalse="false" reportedLost="false" revokedByIssuer="false" issuedBy="" latinNumber="" nameOnDocument="" number="55" region="" identificationTypeCode="moonpass" identificationTypeDescription="" countryIso2Code="00" countryDescription="UNKNOWN" regulationLanguage="en" logicalId="12">${act}</identification>
</sanctionEntity>
<sanctionEntity designationDetails="" unitedNationId="" euReferenceNumber="EU.472.57" logicalId="516">
  ${regulation('TAQA', '220/2008 (OJ L68)')}
  <subjectType code="person" classificationCode="P"/>
  <nameAlias wholeName="Sayed Agha" nameLanguage="" strong="true" regulationLanguage="en" logicalId="13">${act}</nameAlias>
</sanctionEntity>
<sanctionEntity designationDetails="" unitedNationId="" euReferenceNumber="EU.9.9" logicalId="900">
  ${regulation('XYZ', '1/2026')}
  <subjectType code="enterprise" classificationCode="E"/>
  <nameAlias wholeName="Example Trading" function="bank" nameLanguage="" strong="true" regulationLanguage="en" logicalId="14" shadow="1">${act}</nameAlias>
</sanctionEntity>
</export>`;

test('FSF XML: names by strength and language, facts with their precision, nothing lost', () => {
  const list = parse(XML, 'fsf-xml-1.1');
  assert.equal(list.publishedAt, '2026-03-18T14:52:26.947+01:00');
  const person = entity(list, 'eu-fsf-516');
  assert.equal(person.schema, 'Person');
  assert.equal(person.target, true);
  assert.deepEqual(valuesOf(person, 'name'), ['Sayed Agha']);
  assert.deepEqual(valuesOf(person, 'alias'), ['Σαγέντ Αγά']);
  assert.deepEqual(person.notes?.alias, [{ element: 'nameAlias', quality: 'strong', lang: 'el' }]);
  assert.deepEqual(valuesOf(person, 'weakAlias'), ['Mullah S']);
  assert.deepEqual(valuesOf(person, 'position'), ['Education Minister']);
  assert.deepEqual(valuesOf(person, 'title'), ['Maulavi']);
  assert.deepEqual(valuesOf(person, 'gender'), ['male']);
  assert.deepEqual(valuesOf(person, 'citizenship'), ['af']);
  assert.deepEqual(valuesOf(person, 'birthPlace'), ['Faryab']);
  assert.deepEqual(valuesOf(person, 'phone'), ['0093 20 1', '0093 20 2']);
  assert.deepEqual(valuesOf(person, 'address'), ['Street 1, P.O. Box 12, 1001 Kabul, Afghanistan']);
  assert.deepEqual(valuesOf(person, 'topics').toSorted(), ['crime.terror', 'sanction']);
  assert.ok(valuesOf(person, 'notes').includes('Believed to be in Kandahar.'));
});

test('FSF XML: a range, a date the EU converted, an Islamic year and a calendar we cannot convert', () => {
  const list = parse(XML, 'fsf-xml-1.1');
  const person = entity(list, 'eu-fsf-516');
  assert.deepEqual(valuesOf(person, 'birthDate'), ['1958', '1982-04-19', '1941']);
  const [range, converted, islamic] = person.notes?.birthDate ?? [];
  assert.deepEqual([range?.precision, range?.until, range?.kind], ['range', '1963', 'circa']);
  assert.equal(converted?.original, '1402-06-24 (islamic calendar)');
  assert.deepEqual([islamic?.precision, islamic?.until], ['range', '1942']);
  assert.ok(valuesOf(person, 'notes').includes('Date: 1690 (coptic calendar)'));
  assert.equal(list.issues.filter(({ code }) => code === 'bad-date').length, 1);
});

test('FSF XML: a document stands on its holder and as an entity of its own, with what is known against it', () => {
  const list = parse(XML, 'fsf-xml-1.1');
  assert.deepEqual(valuesOf(entity(list, 'eu-fsf-516'), 'passportNumber'), ['D 0001203']);
  const [passport] = linked(list, 'Passport');
  assert.deepEqual(valuesOf(passport!, 'holder'), ['eu-fsf-516']);
  assert.deepEqual(valuesOf(passport!, 'country'), ['af']);
  assert.deepEqual(valuesOf(passport!, 'authority'), ['Kabul']);
  assert.deepEqual(valuesOf(passport!, 'startDate'), ['2000-07-17']);
  assert.deepEqual(valuesOf(passport!, 'summary'), ['diplomatic', 'known false', '(afghan passport)']);
  assert.equal(passport?.target, undefined);
});

test('FSF XML: two regimes of one logical id are one entity with two sanctions', () => {
  const list = parse(XML, 'fsf-xml-1.1');
  assert.equal(list.entities.filter(({ target }) => target).length, 2);
  const sanctions = linked(list, 'Sanction').filter((one) => valuesOf(one, 'entity')[0] === 'eu-fsf-516');
  assert.deepEqual(
    sanctions.map((one) => valuesOf(one, 'programId')[0]),
    ['AFG', 'TAQA'],
  );
  assert.deepEqual(valuesOf(sanctions[0]!, 'unscId'), ['TAi.072']);
  assert.deepEqual(valuesOf(sanctions[0]!, 'listingDate'), ['2001-01-31']);
  assert.deepEqual(valuesOf(sanctions[0]!, 'startDate'), ['2017-03-10']);
  assert.deepEqual(valuesOf(sanctions[0]!, 'authorityId'), ['EU.472.57']);
  assert.deepEqual(valuesOf(sanctions[0]!, 'provisions'), ['2017/404 (OJ L63)']);
});

test('FSF XML: what is new in the publication is drift', () => {
  const codes = parse(XML, 'fsf-xml-1.1').issues.map(({ severity, code }) => `${severity} ${code}`);
  for (const code of ['unknown-attribute', 'unknown-identification-type', 'unknown-regime']) {
    assert.ok(codes.includes(`drift ${code}`), code);
  }
});

test('FSF XML in UTF-16 and with a byte order mark reads the same', () => {
  const expected = parse(XML, 'fsf-xml-1.1').entities;
  const utf16 = Buffer.from(`\ufeff${XML.replace('UTF-8', 'UTF-16')}`, 'utf16le');
  assert.deepEqual(parse(utf16, 'fsf-xml-1.1').entities, expected);
  assert.deepEqual(parse(`\ufeff${XML}`, 'fsf-xml-1.1').entities, expected);
});

test('a file that is cut, or that names nobody, is refused', () => {
  const cut = XML.slice(0, XML.indexOf('</sanctionEntity>'));
  const code = (expected: string) => (error: unknown) =>
    error instanceof RiegelError && error.code === expected;
  assert.throws(() => parse(cut, 'fsf-xml-1.1'), code('lists/truncated'));
  const empty = '<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-01-01"></export>';
  assert.throws(() => parse(empty, 'fsf-xml-1.1'), code('lists/no-records'));
});

function csvRow(cells: Readonly<Record<string, string>>): string {
  for (const name of Object.keys(cells)) assert.ok(FSF_CSV_COLUMNS.includes(name), name);
  return FSF_CSV_COLUMNS.map((name) => cells[name] ?? '').join(';');
}

const csvEntity = {
  fileGenerationDate: '18/03/2026',
  Entity_LogicalId: '516',
  Entity_EU_ReferenceNumber: 'EU.472.57',
  Entity_UnitedNationId: 'TAi.072',
  Entity_Remark: '(One)\\n(Two)',
  Entity_SubjectType: 'P',
  Entity_SubjectType_ClassificationCode: 'person',
  Entity_Regulation_NumberTitle: '2017/404 (OJ L63)',
  Entity_Regulation_Programme: 'AFG',
};

test('FSF CSV: rows of one entity are merged, a detail on several rows is one', () => {
  const name = {
    ...csvEntity,
    NameAlias_LogicalId: '3',
    NameAlias_WholeName: '"Sayed ""S"" Agha; the elder"',
    NameAlias_Gender: 'M',
  };
  const rows = [
    FSF_CSV_COLUMNS.join(';'),
    csvRow(name),
    csvRow(name),
    csvRow({ ...csvEntity, NameAlias_LogicalId: '4', NameAlias_WholeName: 'S. Agha' }),
    csvRow({
      ...csvEntity,
      BirthDate_LogicalId: '5',
      BirthDate_Year: '1961',
      BirthDate_Month: '3',
      BirthDate_Circa: 'true',
    }),
    csvRow({
      ...csvEntity,
      Identification_LogicalId: '6',
      Identification_Number: '77',
      Identification_TypeCode: 'id',
      Identification_KnownExpired: 'true',
    }),
    csvRow({
      ...csvEntity,
      Citizenship_LogicalId: '7',
      Citizenship_CountryIso2Code: 'AF',
    }),
    csvRow({
      ...csvEntity,
      Address_LogicalId: '8',
      Address_City: 'Kabul',
      Address_ContactInfo: 'PHONE[0093 1]\\nEMAIL[a@example.org]',
    }),
    'cut;row',
  ];
  const list = parse(`\ufeff${rows.join('\r\n')}\r\n`, 'fsf-csv-1.1');
  assert.equal(list.publishedAt, '2026-03-18');
  const person = entity(list, 'eu-fsf-516');
  assert.deepEqual(valuesOf(person, 'name'), ['Sayed "S" Agha; the elder']);
  assert.deepEqual(valuesOf(person, 'alias'), ['S. Agha']);
  assert.deepEqual(valuesOf(person, 'notes'), ['(One)', '(Two)']);
  assert.deepEqual(valuesOf(person, 'birthDate'), ['1961-03']);
  assert.equal(person.notes?.birthDate?.[0]?.precision, 'circa');
  assert.deepEqual(valuesOf(person, 'idNumber'), ['77']);
  assert.deepEqual(valuesOf(person, 'citizenship'), ['af']);
  assert.deepEqual(valuesOf(person, 'phone'), ['0093 1']);
  assert.deepEqual(valuesOf(person, 'email'), ['a@example.org']);
  const rejected = list.issues.filter(({ severity }) => severity === 'rejected');
  assert.deepEqual(
    rejected.map(({ code, line }) => [code, line]),
    [['bad-row', 9]],
  );
});

test('FSF CSV: a missing column is drift, a missing name column refuses the file', () => {
  const without = (gone: string) => {
    const columns = FSF_CSV_COLUMNS.filter((name) => name !== gone);
    const cells: Readonly<Record<string, string>> = {
      ...csvEntity,
      NameAlias_LogicalId: '3',
      NameAlias_WholeName: 'A B',
    };
    return `${columns.join(';')}\n${columns.map((name) => cells[name] ?? '').join(';')}\n`;
  };
  const { issues } = parse(without('NameAlias_Function'), 'fsf-csv-1.1');
  assert.deepEqual(
    issues.map(({ severity, code }) => [severity, code]),
    [['drift', 'missing-column']],
  );
  assert.throws(
    () => parse(without('NameAlias_WholeName'), 'fsf-csv-1.1'),
    (error: unknown) => error instanceof RiegelError && error.code === 'lists/unknown-columns',
  );
});

const OLD_HEADER =
  'Date_file;Entity_logical_id;Subject_type;Leba_numtitle;Programme;Entity_remark;Naal_logical_id;Naal_wholename;Naal_function;Birt_logical_id;Birt_date;Iden_logical_id;Iden_number;Iden_country;EU_ref_num';

test('the CSV of 2018 with each line quoted as one field is mended and reported', () => {
  const lines = [
    `"${OLD_HEADER}\t\t"`,
    '"04/07/2018;43;P;1210/2003;IRQ;;64;Aziz Salih al-Numan;""Governor\t of Karbala;"";;;;;;EU.85.7\t\t"',
    '"04/07/2018;43;P;1210/2003;IRQ;;65;José Núñez;;;;;;;EU.85.7\t\t"',
    '"04/07/2018;43;P;1210/2003;IRQ;;;;;9;1958 - 1963 (approximative);;;;EU.85.7"',
    '"04/07/2018;43;P;1210/2003;IRQ;;;;;;;7;AD001095 (passport-National passport) ((old));IRQ;EU.85.7"',
  ];
  const list = parse(Buffer.from(lines.join('\r\n'), 'latin1'), 'old-csv');
  assert.equal(list.publishedAt, '2018-07-04');
  const person = entity(list, 'eu-fsf-43');
  assert.deepEqual(valuesOf(person, 'name'), ['Aziz Salih al-Numan']);
  assert.deepEqual(valuesOf(person, 'alias'), ['José Núñez']);
  assert.deepEqual(valuesOf(person, 'position'), ['Governor, of Karbala;']);
  assert.deepEqual(valuesOf(person, 'birthDate'), ['1958']);
  assert.equal(person.notes?.birthDate?.[0]?.until, '1963');
  assert.deepEqual(valuesOf(person, 'passportNumber'), ['AD001095']);
  assert.deepEqual(
    list.issues.map(({ severity, code }) => [severity, code]),
    [['mended', 'quoted-lines']],
  );
});

test('the XML of before 2018', () => {
  const origin = 'legal_basis="1/2012" reg_date="2012-02-21" pdf_link="http://x" programme="TAQA"';
  const list = parse(
    `<WHOLE Date="11/02/2016"><ENTITY Id="1" Type="E" ${origin} remark="(Entity is sanctioned in regime 753/2011 (OJ L199) of programme AFG, in regime 881/2002 (OJ L139) of programme TAQA)">
<NAME Id="2" Entity_id="1" ${origin}><LASTNAME/><FIRSTNAME/><MIDDLENAME/><WHOLENAME>Al-Example &amp; Co</WHOLENAME><GENDER/><TITLE/><FUNCTION/><LANGUAGE>FR</LANGUAGE></NAME>
<ADDRESS Id="3" Entity_id="1" ${origin}><NUMBER>4</NUMBER><STREET>Main</STREET><ZIPCODE/><CITY>Zürich</CITY><COUNTRY>CHE</COUNTRY><OTHER>PHONE[1 2]
(former)</OTHER></ADDRESS></ENTITY></WHOLE>`,
    'old-xml',
  );
  assert.equal(list.publishedAt, '2016-02-11');
  const company = entity(list, 'eu-fsf-1');
  assert.equal(company.schema, 'Organization');
  assert.deepEqual(
    linked(list, 'Sanction').map((one) => [valuesOf(one, 'programId')[0], valuesOf(one, 'provisions')[0]]),
    [
      ['TAQA', '1/2012'],
      ['AFG', '753/2011 (OJ L199)'],
    ],
  );
  assert.deepEqual(valuesOf(company, 'name'), ['Al-Example & Co']);
  assert.equal(company.notes?.name?.[0]?.lang, 'fr');
  assert.deepEqual(valuesOf(company, 'country'), ['ch']);
  assert.deepEqual(valuesOf(company, 'phone'), ['1 2']);
  assert.deepEqual(valuesOf(linked(list, 'Address')[0]!, 'remarks'), ['(former)']);
});
