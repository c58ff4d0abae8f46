import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Entity, RiegelError, valuesOf } from '../../entity/index.ts';
import type { ParsedList, SourceFile } from '../source.ts';
import { periodText } from './ofac/periods.ts';
import { readRemarks } from './ofac/remarks.ts';
import { usOfacSdn } from './us-ofac.ts';

const NULL = '-0- ';
const row = (...cells: readonly string[]) =>
  `${cells.map((cell, at) => (cell === '' ? NULL : at === 0 ? cell : `"${cell}"`)).join(',')}\r\n`;

const REMARKS =
  "DOB 10 Dec 1960; alt. DOB circa 1961; alt. DOB 1962 to 1963; POB Herat, Afghanistan; nationality Afghanistan; citizen Iran; Gender Male; Passport A123 (Iran) issued 01 Feb 2001 expires 31 Jan 2006; National ID No. 77-1 (Korea, North); Tax ID No. 7702235133 (Russia); Phone Number 93700000000; Digital Currency Address - XBT 12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h; Secondary sanctions risk: section 1(b) of Executive Order 13224; a.k.a. 'THE EXAMPLE'; Linked To: EXAMPLE TRADING LLC; Favourite Colour 3; half blind.";

const SDN =
  row(
    '1001',
    'EXAMPLE, Ali Reza',
    'individual',
    'SDGT] [IFSR',
    'Treasurer',
    '',
    '',
    '',
    '',
    '',
    '',
    `Treasurer; ${REMARKS}`,
  ) +
  row('1002', 'EXAMPLE TRADING LLC', '', 'NPWMD', '', '', '', '', '', '', '', 'SWIFT/BIC EXAMIRTH.') +
  row(
    '1003',
    'SEA EXAMPLE',
    'vessel',
    'IRAN',
    '',
    'EPXX',
    'Crude Oil Tanker',
    '99,144',
    '56,068',
    'Iran',
    'OWNER CO.',
    'Vessel Registration Identification IMO 9187629; MMSI 572469210; Former Vessel Flag Malta.',
  ) +
  row(
    '1004',
    'EP-XYZ',
    'aircraft',
    'SDGT',
    '',
    '',
    '',
    '',
    '',
    '',
    '',
    'Aircraft Model IL76-TD; Aircraft Operator SOME AIR; Aircraft Manufacture Date 1992.',
  );
const ADD = row('1001', '1', 'House 5', 'Herat 3001', 'Afghanistan', '') + row('1001', '2', '', '', '', '');
const ALT =
  row('1001', '1', 'fka', 'SAMPLE, Ali', '') +
  row('1002', '2', 'nka', 'EXAMPLE GROUP', '') +
  row('1009', '3', 'aka', 'NOBODY', '');

const file = (name: string, text: string | Uint8Array): SourceFile => ({
  name,
  bytes: typeof text === 'string' ? new TextEncoder().encode(text) : text,
});

function parse(...files: readonly SourceFile[]): ParsedList {
  const formats = usOfacSdn.formats.filter((format) => format.detects(files));
  assert.equal(formats.length, 1);
  return formats[0]!.parse(files, usOfacSdn);
}

const csv = () =>
  parse(file('SDN.CSV', `${SDN}\x1a`), file('add.csv', `${ADD}\x1a`), file('alt.csv', `${ALT}\x1a`));

function of(list: ParsedList, id: string): Entity {
  const found = list.entities.find((entity) => entity.id === id);
  assert.ok(found, id);
  return found;
}

const linked = (list: ParsedList, schema: string) =>
  list.entities.filter((entity) => entity.schema === schema).map(({ properties }) => properties);

test('delimited: a person with all that the remarks hold', () => {
  const list = csv();
  const { properties, notes, caption } = of(list, 'ofac-1001');
  assert.deepEqual([caption, notes?.name?.[0]?.original], ['Ali Reza EXAMPLE', 'EXAMPLE, Ali Reza']);
  assert.deepEqual([properties.lastName, properties.firstName], [['EXAMPLE'], ['Ali Reza']]);
  assert.deepEqual([properties.previousName, properties.weakAlias], [['Ali SAMPLE'], ['THE EXAMPLE']]);
  assert.equal(notes?.weakAlias?.[0]?.quality, 'weak');
  assert.deepEqual(properties.birthDate, ['1960-12-10', '1961', '1962']);
  assert.deepEqual([notes?.birthDate?.[1]?.precision, notes?.birthDate?.[2]?.until], ['circa', '1963']);
  assert.deepEqual(
    [properties.nationality, properties.citizenship, properties.gender],
    [['af'], ['ir'], ['male']],
  );
  assert.deepEqual([properties.passportNumber, properties.idNumber], [['A123'], ['77-1']]);
  assert.deepEqual([properties.taxNumber, properties.innCode], [['7702235133'], ['7702235133']]);
  assert.deepEqual([properties.address, properties.country], [['House 5, Herat 3001, Afghanistan'], ['af']]);
  assert.deepEqual(properties.position, ['Treasurer']);
  assert.deepEqual(properties.notes, ['Favourite Colour 3', 'half blind']);
  assert.deepEqual(properties.keywords, ['terrorism', 'proliferation', 'country']);
  const [passport] = linked(list, 'Passport');
  assert.deepEqual(
    [passport?.startDate, passport?.endDate, passport?.country],
    [['2001-02-01'], ['2006-01-31'], ['ir']],
  );
  const [wallet] = linked(list, 'CryptoWallet');
  assert.deepEqual([wallet?.holder, wallet?.currency], [['ofac-1001'], ['XBT']]);
  const links = linked(list, 'UnknownLink').map(({ subject, object, role }) => [
    subject?.[0],
    object?.[0],
    role?.[0],
  ]);
  assert.ok(
    links.some(
      ([subject, object, role]) => subject === 'ofac-1001' && object === 'ofac-1002' && role === 'Linked To',
    ),
  );
  assert.ok(
    links.some(([subject, object]) => subject === 'ofac-1001' && object?.startsWith('ofac-1001-wallet-')),
  );
  const sanction = linked(list, 'Sanction')[0];
  assert.deepEqual(sanction?.program, ['SDGT', 'IFSR']);
  assert.ok(sanction?.provisions?.[0]?.startsWith('Secondary sanctions risk:'));
});

test('delimited: company, vessel and aircraft', () => {
  const list = csv();
  const company = of(list, 'ofac-1002');
  assert.deepEqual(
    [company.schema, company.properties.swiftBic, company.properties.alias],
    ['Company', ['EXAMIRTH'], ['EXAMPLE GROUP']],
  );
  const vessel = of(list, 'ofac-1003').properties;
  assert.deepEqual([vessel.imoNumber, vessel.mmsi, vessel.callSign], [['9187629'], ['572469210'], ['EPXX']]);
  assert.deepEqual([vessel.flag, vessel.pastFlags, vessel.deadweightTonnage], [['ir'], ['mt'], ['99144']]);
  const [ownership] = linked(list, 'Ownership');
  assert.deepEqual([ownership?.owner, ownership?.asset], [vessel.owner, ['ofac-1003']]);
  assert.deepEqual(of(list, vessel.owner![0]!).properties.name, ['OWNER CO.']);
  const aircraft = of(list, 'ofac-1004');
  assert.deepEqual(
    [aircraft.schema, aircraft.properties.model, aircraft.properties.buildDate],
    ['Airplane', ['IL76-TD'], ['1992']],
  );
});

test('delimited: an alias without its party and a damaged row are reported, nothing else is lost', () => {
  const damaged = SDN.replace('1002,"EXAMPLE TRADING LLC",', '1002,"EXAMPLE TRADING LLC",,');
  const list = parse(file('sdn.csv', `${damaged}\x1a`), file('alt.csv', `${ALT}\x1a`));
  const found = list.issues
    .filter(({ severity }) => severity === 'rejected')
    .map(({ code, line }) => [code, line]);
  assert.deepEqual(found, [
    ['bad-row', 2],
    ['orphan-alias', 2],
    ['orphan-alias', 3],
  ]);
  assert.equal(list.entities.filter(({ target }) => target).length, 3);
});

test('delimited: a remark goes on in the comments file; one that is cut gives no half number', () => {
  const long = `${'Passport A1 (Iran); '.repeat(60).slice(0, 980)}Passport B1234567890`;
  assert.equal(long.length, 1000);
  const cutRow = row('1001', 'EXAMPLE, Ali', 'individual', 'SDGT', '', '', '', '', '', '', '', long);
  const cut = parse(file('sdn.csv', cutRow));
  assert.deepEqual(of(cut, 'ofac-1001').properties.passportNumber, ['A1']);
  assert.ok(cut.issues.some(({ code }) => code === 'cut-remarks'));
  const whole = parse(file('sdn.csv', cutRow), file('sdn_comments.csv', '1001,"55 (Iran); DOB 1950."\r\n'));
  assert.deepEqual(of(whole, 'ofac-1001').properties.passportNumber, ['A1', 'B123456789055']);
  assert.deepEqual(of(whole, 'ofac-1001').properties.birthDate, ['1950']);
});

test('remarks: the title in front is no remark, and a semicolon in it does not split it', () => {
  const { facts, rest } = readRemarks('Head; Deputy; DOB 1960.', 'Head; Deputy', 'individual', 'x');
  assert.deepEqual(
    facts.map(({ label, value }) => [label, value]),
    [['DOB', '1960']],
  );
  assert.deepEqual(rest, []);
});

test('periods read as the other formats write them', () => {
  const text = (first: string, last: string, approximate = false) => periodText({ first, last, approximate });
  assert.equal(text('1991-01-01', '1991-12-31'), '1991');
  assert.equal(text('1948-12-01', '1948-12-31'), 'Dec 1948');
  assert.equal(text('1947-04-19', '1947-04-19'), '19 Apr 1947');
  assert.equal(text('1945-01-01', '1950-12-31', true), 'circa 1945 to 1950');
  assert.equal(text('2008-02-01', '2008-03-31'), 'Feb 2008 to Mar 2008');
  assert.equal(text('1960-02-03', '1961-04-05'), '03 Feb 1960 to 05 Apr 1961');
});

const ref = (name: string, text: string) => `<${name} refId="1">${text}</${name}>`;
const translation = (script: string, first: string, last: string) =>
  `<translation id="1"><isPrimary>true</isPrimary>${ref('script', script)}<formattedFirstName>${first}</formattedFirstName><formattedLastName>${last}</formattedLastName><formattedFullName>${last}, ${first}</formattedFullName><nameParts/></translation>`;

const ENHANCED = `<?xml version="1.0"?><sanctionsData xmlns="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ENHANCED_XML">
<publicationInfo><dataAsOf>2026-09-09T00:00:00</dataAsOf><filters/></publicationInfo><entities>
<entity id="1001"><generalInfo><identityId>5</identityId>${ref('entityType', 'Individual')}<remarks>(Linked To: EXAMPLE TRADING LLC)</remarks><title>Treasurer</title></generalInfo>
<sanctionsLists><sanctionsList refId="1" id="1" datePublished="2019-04-15">SDN List</sanctionsList></sanctionsLists>
<sanctionsPrograms><sanctionsProgram refId="1" id="1">SDGT</sanctionsProgram><sanctionsProgram refId="2" id="2">IFSR</sanctionsProgram></sanctionsPrograms>
<sanctionsTypes><sanctionsType refId="1" id="1">Block</sanctionsType></sanctionsTypes>
<legalAuthorities><legalAuthority refId="1" id="1">Executive Order 13224 (Terrorism)</legalAuthority></legalAuthorities>
<names><name id="2"><isPrimary>false</isPrimary>${ref('aliasType', 'F.K.A.')}<isLowQuality>false</isLowQuality><translations>${translation('Latin', 'Ali', 'SAMPLE')}</translations></name>
<name id="1"><isPrimary>true</isPrimary><isLowQuality>false</isLowQuality><translations>${translation('Latin', 'Ali Reza', 'EXAMPLE')}${translation('Arabic', 'علي رضا', 'مثال')}</translations></name></names>
<addresses><address id="1">${ref('country', 'Afghanistan')}<translations><translation id="1"><isPrimary>true</isPrimary>${ref('script', 'Latin')}<addressParts>
<addressPart id="1">${ref('type', 'ADDRESS1')}<value>House 5</value></addressPart><addressPart id="2">${ref('type', 'CITY')}<value>Herat</value></addressPart><addressPart id="3">${ref('type', 'POSTAL CODE')}<value>3001</value></addressPart></addressParts></translation></translations></address></addresses>
<features><feature id="1"><type featureTypeId="8">Birthdate</type><versionId>1</versionId><value>10 Dec 1960</value><valueDate id="1"><fromDateBegin>1960-12-10</fromDateBegin><toDateEnd>1960-12-10</toDateEnd><isApproximate>false</isApproximate><isDateRange>false</isDateRange></valueDate><isPrimary>true</isPrimary></feature>
<feature id="2"><type featureTypeId="99">Shoe Size</type><versionId>2</versionId><value>44</value><isPrimary>true</isPrimary></feature></features>
<identityDocuments><identityDocument id="1">${ref('type', 'Passport')}<name nameId="1" nameTranslationId="1">EXAMPLE, Ali Reza</name><documentNumber>A123</documentNumber><isValid>true</isValid>${ref('issuingCountry', 'Iran')}<expirationDate id="2"><fromDateBegin>2006-01-31</fromDateBegin><toDateEnd>2006-01-31</toDateEnd><isApproximate>false</isApproximate><isDateRange>false</isDateRange></expirationDate></identityDocument></identityDocuments>
<relationships><relationship id="1">${ref('type', 'Family member of')}<relatedEntity entityId="1005">EXAMPLE, Sami</relatedEntity></relationship></relationships></entity>
<entity id="1005"><generalInfo>${ref('entityType', 'Individual')}</generalInfo><names><name id="3"><isPrimary>true</isPrimary><isLowQuality>false</isLowQuality><translations>${translation('Latin', 'Sami', 'EXAMPLE')}</translations></name></names></entity>
</entities></sanctionsData>`;

test('enhanced XML gives the same person as the delimited files', () => {
  const list = parse(file('sdn_enhanced.xml', ENHANCED));
  assert.equal(list.publishedAt, '2026-09-09T00:00:00');
  const [enhanced, delimited] = [of(list, 'ofac-1001'), of(csv(), 'ofac-1001')];
  for (const property of [
    'previousName',
    'passportNumber',
    'address',
    'country',
    'program',
    'keywords',
    'position',
  ]) {
    assert.deepEqual(valuesOf(enhanced, property), valuesOf(delimited, property), property);
  }
  assert.deepEqual(enhanced.properties.name, ['Ali Reza EXAMPLE', 'علي رضا مثال']);
  assert.deepEqual([enhanced.caption, enhanced.properties.birthDate], ['Ali Reza EXAMPLE', ['1960-12-10']]);
  assert.deepEqual(enhanced.properties.notes, ['Shoe Size 44']);
  assert.ok(
    list.issues.some(({ code, message }) => code === 'unknown-label' && message.includes('Shoe Size')),
  );
  const [family] = linked(list, 'Family');
  assert.deepEqual([family?.person, family?.relative], [['ofac-1001'], ['ofac-1005']]);
  const [sanction] = linked(list, 'Sanction');
  assert.deepEqual(
    [sanction?.listingDate, sanction?.reason],
    [['2019-04-15'], ['Executive Order 13224 (Terrorism)']],
  );
});

const value = (table: string, id: string, text: string, more = '') =>
  `<${table} ID="${id}"${more}>${text}</${table}>`;
const documented = (group: string, text: string) =>
  `<DocumentedName><DocumentedNamePart><NamePartValue NamePartGroupID="${group}" ScriptID="215">${text}</NamePartValue></DocumentedNamePart></DocumentedName>`;
const point = (name: string, year: number, month: number, day: number) =>
  `<${name}><Year>${year}</Year><Month>${month}</Month><Day>${day}</Day></${name}>`;
const period = (start: string, end: string) =>
  `<DatePeriod><Start Approximate="false">${start}</Start><End Approximate="false">${end}</End></DatePeriod>`;

const ADVANCED = `<Sanctions xmlns="http://www.un.org/sanctions/1.0"><DateOfIssue><Year>2020</Year><Month>6</Month><Day>5</Day></DateOfIssue><ReferenceValueSets><All>
${value('AliasType', '1403', 'Name')}${value('AliasType', '1400', 'A.K.A.')}${value('NamePartType', '1525', 'Entity Name')}${value('Script', '215', 'Latin')}
${value('PartySubType', '3', 'Unknown', ' PartyTypeID="2"')}${value('PartyType', '2', 'Entity')}${value('IDRegDocType', '1596', 'Tax ID No.')}${value('Country', '9', 'Russia')}
${value('IDRegDocDateType', '1480', 'Issue Date')}${value('RelationType', '15003', 'Owned or Controlled By')}${value('SanctionsType', '1', 'Program')}${value('FeatureType', '646', 'Organization Established Date')}</All></ReferenceValueSets>
<IDRegDocuments><IDRegDocument ID="1" IDRegDocTypeID="1596" IdentityID="71" IssuedBy-CountryID="9"><IDRegistrationNo>7702235133</IDRegistrationNo>
<DocumentDate IDRegDocDateTypeID="1480">${period(point('From', 2001, 2, 3), point('To', 2001, 2, 3))}</DocumentDate></IDRegDocument></IDRegDocuments><DistinctParties>
<DistinctParty FixedRef="2001"><Comment/><Profile ID="2001" PartySubTypeID="3"><Identity ID="71"><Alias AliasTypeID="1400" LowQuality="true">${documented('5', 'TETZ')}</Alias><Alias AliasTypeID="1403" LowQuality="false">${documented('5', 'TRADE EXAMPLE LLC')}</Alias>
<NamePartGroups><MasterNamePartGroup><NamePartGroup ID="5" NamePartTypeID="1525"/></MasterNamePartGroup></NamePartGroups></Identity>
<Feature FeatureTypeID="646"><FeatureVersion>${period(point('From', 1969, 1, 1), point('To', 1969, 12, 31))}</FeatureVersion></Feature></Profile></DistinctParty>
<DistinctParty FixedRef="2002"><Profile ID="2002" PartySubTypeID="3"><Identity ID="72"><Alias AliasTypeID="1403" LowQuality="false">${documented('6', 'HOLDING EXAMPLE')}</Alias></Identity></Profile></DistinctParty></DistinctParties>
<ProfileRelationships><ProfileRelationship From-ProfileID="2001" To-ProfileID="2002" RelationTypeID="15003" Former="true"/></ProfileRelationships>
<SanctionsEntries><SanctionsEntry ProfileID="2001"><EntryEvent><Date><Year>2019</Year><Month>4</Month><Day>15</Day></Date></EntryEvent><SanctionsMeasure SanctionsTypeID="1"><Comment>NPWMD</Comment></SanctionsMeasure></SanctionsEntry></SanctionsEntries></Sanctions>`;

test('advanced XML: papers, dates, weak alias, relation and programme are found through their numbers', () => {
  const list = parse(file('sdn_advanced.xml', ADVANCED));
  assert.deepEqual([list.publishedAt, list.issues], ['2020-06-05', []]);
  const { schema, properties } = of(list, 'ofac-2001');
  assert.deepEqual(
    [schema, properties.name, properties.weakAlias],
    ['Company', ['TRADE EXAMPLE LLC'], ['TETZ']],
  );
  assert.deepEqual([properties.incorporationDate, properties.innCode], [['1969'], ['7702235133']]);
  assert.deepEqual([properties.program, properties.keywords], [['NPWMD'], ['proliferation']]);
  const [document] = linked(list, 'Identification');
  assert.deepEqual([document?.country, document?.startDate], [['ru'], ['2001-02-03']]);
  const [ownership] = linked(list, 'Ownership');
  assert.deepEqual([ownership?.owner, ownership?.asset], [['ofac-2002'], ['ofac-2001']]);
  assert.deepEqual([ownership?.role, ownership?.summary], [['Owned or Controlled By'], ['former']]);
});

const XML = `<sdnList xmlns="http://tempuri.org/sdnList.xsd"><publshInformation><Publish_Date>09/09/2026</Publish_Date><Record_Count>2</Record_Count></publshInformation>
<sdnEntry><uid>1001</uid><firstName>Ali Reza</firstName><lastName>EXAMPLE</lastName><title>Treasurer</title><sdnType>Individual</sdnType><programList><program>SDGT</program></programList>
<idList><id><uid>1</uid><idType>Passport</idType><idNumber>A123</idNumber><idCountry>Iran</idCountry></id></idList>
<akaList><aka><uid>1</uid><type>a.k.a.</type><category>weak</category><lastName>THE EXAMPLE</lastName></aka></akaList>
<dateOfBirthList><dateOfBirthItem><uid>1</uid><dateOfBirth>circa 1961</dateOfBirth><mainEntry>true</mainEntry></dateOfBirthItem></dateOfBirthList></sdnEntry></sdnList>`;

test('plain XML: both namespaces, claimed records compared', () => {
  const old = parse(file('sdn.xml', XML));
  const now = parse(
    file(
      'sdn.xml',
      XML.replace(
        'http://tempuri.org/sdnList.xsd',
        'https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML',
      ),
    ),
  );
  assert.deepEqual(now.entities, old.entities);
  assert.deepEqual([old.publishedAt, old.claimedRecords], ['2026-09-09', 2]);
  assert.ok(old.issues.some(({ code }) => code === 'record-count'));
  assert.deepEqual(of(old, 'ofac-1001').properties.weakAlias, ['THE EXAMPLE']);
});

test('damage never shows as anything but a RiegelError', () => {
  const samples = [
    SDN,
    XML,
    ENHANCED,
    ADVANCED,
    SDN.replaceAll('",', '"@').replaceAll(`${NULL},`, `${NULL}@`),
  ].map((text) => Buffer.from(text));
  fc.assert(
    fc.property(
      fc.constantFrom(...samples),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 5 }),
      (sample, cut, edits) => {
        const bytes = Buffer.from(sample.subarray(0, Math.ceil(sample.length * cut)));
        for (const [at, byte] of edits) if (bytes.length > 0) bytes[at % bytes.length] = byte;
        const files = [file('sdn.csv', bytes)];
        for (const format of usOfacSdn.formats) {
          try {
            if (format.detects(files)) format.parse(files, usOfacSdn);
          } catch (error) {
            assert.ok(error instanceof RiegelError, String(error));
          }
        }
      },
    ),
    { numRuns: 300 },
  );
});
