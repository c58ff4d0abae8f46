import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Entity, RiegelError } from '../../entity/index.ts';
import type { ParsedList } from '../source.ts';
import { aliasParts } from './un/alias.ts';
import { remarkDate } from './un/birth.ts';
import { unSecurityCouncil } from './un-sc.ts';

const LIST = `<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09.554Z"><INDIVIDUALS>
<INDIVIDUAL><DATAID>900001</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME>ALI</FIRST_NAME><SECOND_NAME>BIN</SECOND_NAME>
<THIRD_NAME>EXAMPLE</THIRD_NAME><UN_LIST_TYPE>Al-Qaida</UN_LIST_TYPE><REFERENCE_NUMBER>QDi.999 </REFERENCE_NUMBER>
<LISTED_ON>2015-07-01-04:00</LISTED_ON><NAME_ORIGINAL_SCRIPT>علي بن مثال</NAME_ORIGINAL_SCRIPT><GENDER>Male</GENDER>
<COMMENTS1>Wanted &amp; sought. [Old Reference # I.47.D.7] See https://www.interpol.int/en/notices/1.</COMMENTS1>
<NATIONALITY><VALUE>Afghanistan</VALUE></NATIONALITY><DESIGNATION><VALUE>Deputy</VALUE><VALUE>Treasurer</VALUE></DESIGNATION>
<LAST_DAY_UPDATED><VALUE>2016-10-13</VALUE></LAST_DAY_UPDATED>
<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>A. One; A. Two b) A. Three</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Abu Example (combat name)</ALIAS_NAME><DATE_OF_BIRTH>1968 - 1970</DATE_OF_BIRTH></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ADDRESS><STREET>1 Road</STREET><CITY>Kabul</CITY><COUNTRY>Afghanistan</COUNTRY><NOTE>former</NOTE></INDIVIDUAL_ADDRESS>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1960-01-02-05:00</DATE></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1961</YEAR></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1962</FROM_YEAR><TO_YEAR>1963</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><NOTE>Between Aug. and Sep. 1977</NOTE></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_PLACE_OF_BIRTH><CITY>Kandahar</CITY><COUNTRY>Afghanistan</COUNTRY></INDIVIDUAL_PLACE_OF_BIRTH>
<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>Libyan passport No. 513519</NUMBER><DATE_OF_ISSUE>2001-03-27</DATE_OF_ISSUE><NOTE>expired on 11 Aug. 2013</NOTE></INDIVIDUAL_DOCUMENT>
<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>National Identification Number</TYPE_OF_DOCUMENT><TYPE_OF_DOCUMENT2>tazkira number 44323</TYPE_OF_DOCUMENT2></INDIVIDUAL_DOCUMENT>
<INDIVIDUAL_DOCUMENT/><SHOE_SIZE>44</SHOE_SIZE></INDIVIDUAL></INDIVIDUALS>
<ENTITIES><ENTITY><DATAID>900002</DATAID><FIRST_NAME>COMPANY A (CA) ; COMPANY B</FIRST_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE>
<REFERENCE_NUMBER>KPe.999</REFERENCE_NUMBER><LISTED_ON>2006-01-02</LISTED_ON>
<ENTITY_ALIAS><QUALITY>f.k.a.</QUALITY><ALIAS_NAME>OLD &amp; CO</ALIAS_NAME></ENTITY_ALIAS></ENTITY></ENTITIES></CONSOLIDATED_LIST>`;

function parse(text: string | Uint8Array): ParsedList {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  return unSecurityCouncil.formats[0]!.parse([{ name: 'consolidated.xml', bytes }], unSecurityCouncil);
}

function of(list: ParsedList, id: string): Entity {
  const found = list.entities.find((entity) => entity.id === id);
  assert.ok(found, id);
  return found;
}

test('an individual keeps everything the list says', () => {
  const list = parse(LIST);
  const person = of(list, 'un-sc-900001');
  const { properties, notes } = person;
  assert.deepEqual([person.schema, person.target, person.referents], ['Person', true, ['QDi.999']]);
  assert.deepEqual(properties.name, ['ALI BIN EXAMPLE', 'علي بن مثال']);
  assert.deepEqual([notes?.name?.[0]?.quality, notes?.name?.[1]?.kind], ['primary', 'original script']);
  assert.deepEqual(properties.alias, ['A. One', 'A. Two', 'A. Three']);
  assert.equal(notes?.alias?.[2]?.original, 'A. One; A. Two b) A. Three');
  assert.equal(notes?.alias?.[2]?.quality, 'strong');
  assert.deepEqual(properties.weakAlias, ['Abu Example']);
  assert.deepEqual([notes?.weakAlias?.[0]?.kind, notes?.weakAlias?.[0]?.quality], ['combat name', 'weak']);
  assert.deepEqual(properties.birthDate, ['1968', '1960-01-02', '1961', '1962', '1977-08']);
  assert.deepEqual(
    notes?.birthDate?.map((note) => [note?.precision, note?.until]),
    [
      ['range', '1970'],
      [undefined, undefined],
      ['circa', undefined],
      ['range', '1963'],
      ['range', '1977-09'],
    ],
  );
  assert.deepEqual(
    [properties.nationality, properties.birthCountry, properties.gender],
    [['af'], ['af'], ['male']],
  );
  assert.deepEqual(
    [properties.birthPlace, properties.position],
    [['Kandahar, Afghanistan'], ['Deputy', 'Treasurer']],
  );
  assert.deepEqual([properties.passportNumber, properties.idNumber], [['513519'], ['44323']]);
  assert.deepEqual(properties.keywords, ['terrorism']);
  assert.deepEqual(properties.sourceUrl, ['https://www.interpol.int/en/notices/1']);

  const passport = list.entities.find(({ schema }) => schema === 'Passport')?.properties;
  assert.deepEqual([passport?.holder, passport?.country], [['un-sc-900001'], ['ly']]);
  assert.deepEqual([passport?.startDate, passport?.endDate], [['2001-03-27'], ['2013-08-11']]);
  const sanction = list.entities.find(({ schema }) => schema === 'Sanction')?.properties;
  assert.deepEqual(sanction?.authorityId, ['QDi.999', 'I.47.D.7']);
  assert.deepEqual([sanction?.listingDate, sanction?.programId], [['2015-07-01'], ['UN-SC1267']]);
  assert.deepEqual(
    list.issues.map(({ code, path }) => [code, path]),
    [['unknown-element', 'INDIVIDUAL/SHOE_SIZE']],
  );
});

test('an entity: two names in one element, former name, regime', () => {
  const { properties, notes } = of(parse(LIST), 'un-sc-900002');
  assert.deepEqual(properties.name, ['COMPANY A (CA)', 'COMPANY B']);
  assert.equal(notes?.name?.[1]?.original, 'COMPANY A (CA) ; COMPANY B');
  assert.deepEqual(properties.previousName, ['OLD & CO']);
  assert.deepEqual(properties.keywords, ['proliferation', 'country']);
});

test('a delisted record is kept without being a designation in force', () => {
  const delisted = LIST.replace(
    '<LISTED_ON>2006-01-02</LISTED_ON>',
    '$&<DELISTED_ON>2020-05-06</DELISTED_ON>',
  );
  const list = parse(delisted);
  assert.equal(of(list, 'un-sc-900002').target, undefined);
  const sanction = list.entities.find(({ properties }) => properties.status?.includes('delisted'));
  assert.deepEqual(sanction?.properties.endDate, ['2020-05-06']);
});

test('a record without number is reported and stops no other; an empty or foreign list is refused', () => {
  const list = parse(LIST.replace('<DATAID>900001</DATAID>', '<DATAID/>'));
  assert.ok(list.issues.some(({ severity, code }) => severity === 'rejected' && code === 'missing-id'));
  assert.ok(of(list, 'un-sc-900002'));
  const code = (text: string) => {
    try {
      parse(text);
    } catch (error) {
      return error instanceof RiegelError ? error.code : String(error);
    }
    return 'nothing';
  };
  assert.equal(code('<CONSOLIDATED_LIST><INDIVIDUALS/></CONSOLIDATED_LIST>'), 'lists/no-records');
  assert.equal(code('<html><body/></html>'), 'lists/unknown-root');
  assert.equal(code(LIST.slice(0, 2000)), 'lists/truncated');
});

test('aliases: what is a name, what describes it, what is its original script', () => {
  const names = (text: string) =>
    aliasParts(text).map(({ name, kind }) => (kind ? `${name} [${kind}]` : name));
  assert.deepEqual(names('Jin Tiesan (金铁三)'), ['Jin Tiesan', '金铁三 [original script]']);
  assert.deepEqual(names('حسن غول (Hassan Ghul; Hassan Gul)'), [
    'حسن غول [original script]',
    'Hassan Ghul',
    'Hassan Gul',
  ]);
  assert.deepEqual(names('Abu M (original script: Абу М)'), ['Abu M', 'Абу М [original script]']);
  assert.deepEqual(names('Sanani (previously listed as)'), ['Sanani [previously listed as]']);
  assert.deepEqual(names('Leader (Hong Kong) International'), ['Leader (Hong Kong) International']);
  assert.deepEqual(names('Falah-i-Insaniat Foundation (FIF)'), ['Falah-i-Insaniat Foundation (FIF)']);
  assert.deepEqual(names('K. Khairkhwa, born in Kandahar on 01 Jan.1967'), ['K. Khairkhwa']);
});

test('dates of remarks', () => {
  assert.equal(remarkDate('October 19, 2020'), '2020-10-19');
  assert.equal(remarkDate('7 Sep. 2013'), '2013-09-07');
  assert.equal(remarkDate('2015-07-01-04:00'), '2015-07-01');
  assert.equal(remarkDate('30-35 years old'), undefined);
});

test('damage never shows as anything but a RiegelError', () => {
  const source = Buffer.from(LIST);
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: source.length }),
      fc.array(fc.tuple(fc.nat(source.length - 1), fc.constantFrom(...Buffer.from('<>&;\0"\xff 1a/'))), {
        maxLength: 5,
      }),
      (length, edits) => {
        const bytes = Buffer.from(source.subarray(0, length));
        for (const [at, byte] of edits) if (at < length) bytes[at] = byte;
        try {
          parse(bytes);
        } catch (error) {
          assert.ok(error instanceof RiegelError, String(error));
        }
      },
    ),
    { numRuns: 300 },
  );
});
