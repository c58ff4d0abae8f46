import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { RiegelError } from '../../entity/index.ts';
import type { Source } from '../source.ts';
import { caSema } from './ca-sema.ts';
import { chSeco } from './ch-seco.ts';
import { FSF_CSV_COLUMNS } from './eu/fsf-csv.ts';
import { euFsf } from './eu-fsf.ts';
import { gbOfsi } from './gb-ofsi.ts';
import { gbUkSanctions } from './gb-uk-sanctions.ts';
import { UK_CSV_COLUMNS } from './uk/designation-csv.ts';

const cells = (columns: readonly string[], separator: string) =>
  `${columns.join(separator)}\n${columns.map((name, at) => (/date/i.test(name) ? '01/02/1960' : `"v ${at}"`)).join(separator)}\n`;

const OFSI =
  'Last Updated,13/04/2018\nName 6,Name 1,DOB,Town of Birth,Nationality,Passport Details,Country,Other Information,Group Type,Alias Type,Regime,Listed On,Last Updated,Group ID\n' +
  'X,Ali,00/00/1963,(1) A (2)-(3) B,Afghan,(1) D 001206 (Afghan) (2) -,Iraq,(UN Ref):QDi.1 (Gender):Male,Individual,AKA,Al-Qaida,01/02/2003,01/02/2003,77\n';

/** One small sound file of each format. */
const FIXTURES: readonly (readonly [source: Source, format: string, text: string])[] = [
  [
    euFsf,
    'fsf-xml-1.1',
    '<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-01-01"><sanctionEntity logicalId="1"><regulation programme="TAQA" numberTitle="1/2"/><subjectType classificationCode="P"/><nameAlias wholeName="A &amp; B" strong="true"/><birthdate year="1960" monthOfYear="2" calendarType="GREGORIAN"/><identification number="7" identificationTypeCode="passport"/></sanctionEntity></export>',
  ],
  [euFsf, 'fsf-csv-1.1', cells(FSF_CSV_COLUMNS, ';')],
  [
    euFsf,
    'old-csv',
    '"Date_file;Entity_logical_id;Subject_type;Programme;Naal_logical_id;Naal_wholename;Birt_logical_id;Birt_date"\n"04/07/2018;1;P;ZWE;1;Robert\t M;2;1924-02-21"\n',
  ],
  [
    euFsf,
    'old-xml',
    '<WHOLE Date="11/02/2016"><ENTITY Id="1" Type="P" programme="ZWE"><NAME Id="1"><WHOLENAME>A B</WHOLENAME></NAME><BIRTH><DATE>1958 - 1963 (approximative)</DATE></BIRTH></ENTITY></WHOLE>',
  ],
  [
    gbUkSanctions,
    'fcdo-xml',
    '<Designations><DateGenerated>10/09/2026</DateGenerated><Designation><UniqueID>A1</UniqueID><Names><Name><Name6>X</Name6><NameType>Primary Name</NameType></Name></Names><IndividualEntityShip>Individual</IndividualEntityShip><IndividualDetails><Individual><DOBs><DOB>dd/mm/1945</DOB></DOBs></Individual></IndividualDetails></Designation></Designations>',
  ],
  [gbUkSanctions, 'fcdo-csv', `Report Date: 23-Sep-2026\n${cells(UK_CSV_COLUMNS, ',')}`],
  [gbOfsi, 'ofsi-csv-2018', OFSI],
  [
    chSeco,
    'seco-xml',
    '<swiss-sanctions-list list-type="whole-list" date="2026-08-27"><sanctions-program><sanctions-set ssid="7" lang="eng">x</sanctions-set></sanctions-program><target ssid="1"><sanctions-set-id>7</sanctions-set-id><individual><identity main="true"><name name-type="primary-name"><name-part order="1" name-part-type="whole-name"><value>A</value><spelling-variant lang="RUS" script="CYRL">Б</spelling-variant></name-part></name><day-month-year day="1" month="2" year="1960"/></identity></individual><modification modification-type="listed" effective-date="2001-01-01"/></target></swiss-sanctions-list>',
  ],
  [
    caSema,
    'sema-xml',
    '<data-set><record><Country>Iran</Country><LastName>X</LastName><GivenName>A</GivenName><DateOfBirth>1960</DateOfBirth><Aliases>B; C, D</Aliases></record></data-set>',
  ],
];

const damage = fc.record({
  cut: fc.double({ min: 0, max: 1, noNaN: true }),
  changes: fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 6 }),
  doubled: fc.boolean(),
});

for (const [source, id, text] of FIXTURES) {
  const format = source.formats.find((one) => one.id === id)!;
  const whole = new TextEncoder().encode(text);

  test(`${source.id} ${id}: damaged bytes are read or refused, never anything else`, () => {
    assert.ok(
      format.parse([{ name: 'f', bytes: whole }], source).entities.length > 0,
      'the sound file is read',
    );
    fc.assert(
      fc.property(damage, ({ cut, changes, doubled }) => {
        const length = cut > 0.5 ? whole.length : Math.floor(whole.length * cut * 2);
        const bytes = Uint8Array.from(doubled ? [...whole, ...whole] : whole.slice(0, length));
        for (const [at, byte] of changes) if (bytes.length > 0) bytes[at % bytes.length] = byte;
        const files = [{ name: 'f', bytes }];
        try {
          format.detects(files);
          for (const entity of format.parse(files, source).entities) assert.ok(entity.id.length > 0);
        } catch (error) {
          assert.ok(error instanceof RiegelError, String(error));
        }
      }),
      { numRuns: 200 },
    );
  });
}

test('no file at all is refused', () => {
  for (const source of new Set(FIXTURES.map(([one]) => one))) {
    for (const format of source.formats) {
      assert.equal(format.detects([]), false);
      assert.throws(
        () => format.parse([], source),
        (error: unknown) => error instanceof RiegelError && error.code === 'lists/missing-file',
      );
    }
  }
});

test('of all formats only the right one takes a file for its own', () => {
  for (const [source, id, text] of FIXTURES) {
    const files = [{ name: 'f', bytes: new TextEncoder().encode(text) }];
    const taken = [...new Set(FIXTURES.map(([one]) => one))].flatMap((one) =>
      one.formats.filter((format) => format.detects(files)).map((format) => `${one.id} ${format.id}`),
    );
    assert.deepEqual(taken, [`${source.id} ${id}`]);
  }
});
