import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { RiegelError } from '../../entity/index.ts';
import type { Source } from '../source.ts';
import { trMasak } from './tr-masak.ts';
import { usOfacCrypto } from './us-ofac-crypto.ts';
import { usTradeCsl } from './us-trade-csl.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const parse = (source: Source, text: string, name = 'f') =>
  source.formats[0]!.parse([{ name, bytes: bytes(text) }], source);

const CSL_HEADER =
  '_id,source,entity_number,type,programs,name,title,addresses,federal_register_notice,start_date,end_date,standard_order,license_requirement,license_policy,call_sign,vessel_type,gross_tonnage,gross_registered_tonnage,vessel_flag,vessel_owner,remarks,source_list_url,alt_names,citizenships,dates_of_birth,nationalities,places_of_birth,source_information_url,ids';

function cslRow(values: Readonly<Record<string, string>>): string {
  return CSL_HEADER.split(',')
    .map((name) => `"${(values[name] ?? '').replaceAll('"', '""')}"`)
    .join(',');
}

describe('the US Consolidated Screening List', () => {
  const person = { source: 'Specially Designated Nationals (SDN) - Treasury Department', type: 'Individual' };

  for (const [when, ids] of [
    [
      'since 2023',
      'Passport, A123456, EG; Gender, Male; Tax ID No., 77-1; Digital Currency Address - XBT, 1abcDEF',
    ],
    [
      'before',
      'EG, 2014-08-30, A123456, Passport; Male, Gender; 77-1, Tax ID No.; 1abcDEF, Digital Currency Address - XBT',
    ],
  ] as const) {
    it(`reads numbers as they were written ${when}`, () => {
      const row = cslRow({
        ...person,
        entity_number: '7',
        name: 'DOE, John',
        alt_names: 'ROE, Jack; Jacky',
        programs: 'SDGT',
        ids,
      });
      const { entities, issues } = parse(usTradeCsl, `${CSL_HEADER}\n${row}\n`);
      assert.deepEqual(issues, []);
      const doe = entities.find(({ id }) => id === 'us-csl-sdn-7')!;
      assert.deepEqual(doe.properties.name, ['John DOE']);
      assert.deepEqual(doe.properties.alias, ['Jack ROE', 'Jacky']);
      assert.deepEqual(doe.properties.passportNumber, ['A123456']);
      assert.deepEqual(doe.properties.taxNumber, ['77-1']);
      assert.deepEqual(doe.properties.gender, ['male']);
      assert.deepEqual(doe.properties.topics, ['sanction', 'crime.terror']);
      assert.equal(doe.properties.notes, undefined);
      const wallet = entities.find(({ schema }) => schema === 'CryptoWallet')!;
      assert.deepEqual(
        [wallet.properties.publicKey, wallet.properties.holder],
        [['1abcDEF'], ['us-csl-sdn-7']],
      );
    });
  }

  it('takes no untyped party for a person and turns no name round where no order is declared', () => {
    const row = cslRow({
      source: 'Entity List (EL) - Bureau of Industry and Security',
      name: 'Foo Trading, Ltd',
      start_date: '2020-01-01',
    });
    const [firm] = parse(usTradeCsl, `${CSL_HEADER}\n${row}\n`).entities;
    assert.equal(firm!.schema, 'LegalEntity');
    assert.equal(firm!.caption, 'Foo Trading, Ltd');
    assert.deepEqual(firm!.properties.topics, ['export.control']);
  });
});

describe('the Turkish annex', () => {
  const annex = [
    '\t•\tAdı Soyadı\t: 1: ABU 2: EXAMPLE 3: -  Adının Orjinal Dilde Yazımı\t: أبو مثال Unvanı\t: -',
    'Doğum Tarihi\t: a) 5 Şubat 1981',
    'b) 1958-1963 Arası',
    'Kullandığı veya Bilinen Diğer Adları\t: a) Abu Foo (orjinal yazım: أبو فو)',
    'ı) Abu Bar, doğum 1 Ocak 1972',
    'Uyruğu\t: Afganistan',
    'Pasaport Numarası\t: Kuveyt pasaport numarası OR801168',
    '',
    '\t•\tAdı\t: EXAMPLE RELIEF',
    'Kullandığı Diğer Adlar\t: -',
    '',
  ].join('\n');

  it('reads persons with the parts of their names, and bodies', () => {
    const { entities, issues } = parse(trMasak, annex);
    assert.deepEqual(issues, []);
    const [person, , body] = entities;
    assert.deepEqual(person!.properties.name, ['ABU EXAMPLE', 'أبو مثال']);
    assert.deepEqual(person!.properties.alias, ['أبو فو', 'Abu Foo', 'Abu Bar']);
    assert.deepEqual(person!.properties.birthDate, ['1981-02-05', '1958']);
    assert.deepEqual(person!.properties.nationality, ['af']);
    assert.deepEqual(person!.properties.passportNumber, ['OR801168']);
    assert.deepEqual([body!.schema, body!.caption], ['Organization', 'EXAMPLE RELIEF']);
    assert.equal(body!.properties.alias, undefined);
  });

  it('fails by RiegelError only, wherever the text is cut', () => {
    const whole = bytes(annex);
    fc.assert(
      fc.property(fc.nat(whole.length), (at) => {
        try {
          trMasak.formats[0]!.parse([{ name: 'f', bytes: whole.slice(0, at) }], trMasak);
        } catch (error) {
          assert.ok(error instanceof RiegelError, String(error));
        }
      }),
    );
  });
});

describe('OFAC wallets', () => {
  const name = 'sanctioned_addresses_ETH.json';

  it('makes one wallet of an address under two currencies, and rejects what is no address', () => {
    const { entities, issues } = usOfacCrypto.formats[0]!.parse(
      [
        { name, bytes: bytes('["0xAB", "not an address", 7]') },
        { name: 'sanctioned_addresses_USDT.json', bytes: bytes('["0xAB"]') },
      ],
      usOfacCrypto,
    );
    assert.deepEqual(entities[0]!.properties.currency, ['ETH', 'USDT']);
    assert.deepEqual(
      issues.map(({ code, row }) => [code, row]),
      [
        ['bad-address', 2],
        ['bad-address', 3],
      ],
    );
  });

  it('refuses a file that breaks off or does not say its currency', () => {
    assert.throws(() => parse(usOfacCrypto, '["0xA', name), { code: 'lists/truncated' });
    assert.throws(() => parse(usOfacCrypto, '[]', 'eth.json'), { code: 'lists/file-name' });
  });
});
