import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { checkDigit } from './check-digit.ts';
import { readBirthDate, readExpiry, writeDate } from './dates.ts';
import { generateMrz, type MrzFormat, parseMrz, subjectOfMrz } from './index.ts';
import { LAYOUTS } from './layouts.ts';
import { readNameField, writeNameField } from './name-field.ts';
import { arabicOfMrz, toMrz } from './transliterate.ts';

const asOf = Date.UTC(2026, 0, 1);
const read = (input: string | readonly string[]) => parseMrz(input, { asOf });
const FORMATS = Object.keys(LAYOUTS) as MrzFormat[];

/** The specimen of Doc 9303 Part 4. */
const PASSPORT = [
  'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<',
  'L898902C36UTO7408122F1204159ZE184226B<<<<<10',
];

describe('a machine-readable zone', () => {
  test('of a passport is read', () => {
    const reading = read(PASSPORT);
    assert.deepEqual(
      [reading.format, reading.names, reading.birthDate, reading.sex, reading.document],
      [
        'TD3',
        { surname: ['ERIKSSON'], given: ['ANNA', 'MARIA'], mayBeCut: false },
        '1974-08-12',
        'F',
        {
          code: 'P',
          number: 'L898902C3',
          issuingState: 'UTO',
          expiry: '2012-04-15',
          optional: ['ZE184226B'],
        },
      ],
    );
    assert.ok(reading.checks.length === 5 && reading.checks.every(({ holds }) => holds));
    assert.deepEqual([reading.repairs, reading.problems], [[], []]);
  });

  test('of a card, an official document and visas is read', () => {
    const card = read([
      'I<UTOD231458907<<<<<<<<<<<<<<<',
      '7408122F1204159UTO<<<<<<<<<<<6',
      'ERIKSSON<<ANNA<MARIA<<<<<<<<<<',
    ]);
    assert.deepEqual([card.format, card.document.number, card.problems], ['TD1', 'D23145890', []]);
    const official = read(['I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<', 'D231458907UTO7408122F1204159<<<<<<<6']);
    assert.deepEqual([official.format, official.problems], ['TD2', []]);
    const visa = read([
      'V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<',
      'L8988901C4XXX4009078F96121096ZE184226B<<<<<<',
    ]);
    assert.deepEqual([visa.format, visa.nationality, visa.birthDate], ['MRV-A', 'XXX', '1940-09-07']);
    const small = read(['V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<', 'L8988901C4XXX4009078F9612109<<<<<<<<']);
    assert.deepEqual([small.format, small.problems], ['MRV-B', []]);
  });

  test('gives a long document number whole', () => {
    const { document, checks } = read([
      'IDBEL000590240<6013<<<<<<<<<<<',
      '8512017F1311048BEL851201002007',
      'REINARTZ<<ULRIKE<KATIA<E<<<<<<',
    ]);
    assert.equal(document.number, '000590240601');
    assert.deepEqual(
      checks.filter(({ holds }) => !holds),
      [],
    );
  });

  test('is read however it came', () => {
    const whole = read(PASSPORT);
    for (const input of [
      PASSPORT.join(''),
      PASSPORT.join('\r\n'),
      `\n  ${PASSPORT.join('  \n\n').toLowerCase()}\n`,
      PASSPORT.join('\n').replaceAll('<<', '«'),
    ]) {
      assert.deepEqual(read(input).names, whole.names, input);
    }
    const short = read([PASSPORT[0]!.slice(0, -2), PASSPORT[1]!]);
    assert.deepEqual(short.names, whole.names);
    assert.equal(short.repairs[0]!.why, 'length');
    for (const none of ['', 'hello', 'A'.repeat(5_000), ['P<UTO', 'X']])
      assert.throws(() => read(none), { code: 'mrz/unreadable' });
  });

  test('is mended where characters look alike, and tells it', () => {
    const { lines, repairs, problems } = read([
      'P<UT0ERIK55ON<<ANNA<MAR1A<<<KK<<<<K<<<<<<<<<',
      'L898902C36UT0740BIZZF12O41S9ZE184226B<<<<<1O',
    ]);
    assert.deepEqual(lines, PASSPORT);
    assert.deepEqual(problems, []);
    assert.ok(
      repairs.some(({ line, column, from, to }) => line === 1 && column === 5 && from === '0' && to === 'O'),
    );
    const byDigit = read([PASSPORT[0]!, PASSPORT[1]!.replace('L898902C3', 'L8989O2C3')]);
    assert.deepEqual(byDigit.repairs, [{ line: 2, column: 6, from: 'O', to: '0', why: 'check-digit' }]);
    assert.deepEqual(byDigit.problems, []);
  });

  test('tells what does not hold, and still says who it names', () => {
    const { names, problems } = read([
      'P<QQQERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<',
      'L898902C37UTO7413322F1204159ZE184226B<<<<<10',
    ]);
    assert.deepEqual(names.surname, ['ERIKSSON']);
    assert.deepEqual(problems.map(({ code }) => code).sort(), [
      'mrz/bad-date',
      'mrz/check-digit',
      'mrz/check-digit',
      'mrz/check-digit',
      'mrz/unknown-state',
    ]);
  });

  test('of a single state is read by its own form', () => {
    const french = read(['IDFRABERTHIER<<<<<<<<<<<<<<<<<<<<<<<', '9409923102854CORINNE<<<<<<<6512068F4']);
    assert.deepEqual(
      [
        french.format,
        french.names.surname,
        french.names.given,
        french.birthDate,
        french.sex,
        french.document.country,
      ],
      ['FRENCH_NATIONAL_ID', ['BERTHIER'], ['CORINNE'], '1965-12-06', 'F', 'fr'],
    );
  });

  test('never breaks, whatever it holds', () => {
    const character = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<<<<- é?');
    const line = (length: number) =>
      fc.string({ unit: character, minLength: length - 3, maxLength: length + 3 });
    fc.assert(
      fc.property(
        fc.oneof(fc.array(line(44), { maxLength: 3 }), fc.array(line(30), { maxLength: 4 })),
        (lines) => {
          try {
            subjectOfMrz(read(lines), 'test');
          } catch (error) {
            assert.equal((error as { code?: string }).code, 'mrz/unreadable');
          }
        },
      ),
    );
  });
});

describe('names in a machine-readable zone', () => {
  test('are written by the tables', () => {
    const written = (name: string, language?: string) => toMrz(name, { language }).text;
    assert.equal(written("O'Connor-Müller"), 'OCONNOR<MUELLER');
    assert.equal(toMrz('Müller', { choice: 1 }).text, 'MUXXLLER');
    assert.equal(written('Þórður Straße Łódź Ñ'), 'THORDUR<STRASSE<LODZ<N');
    assert.equal(written('Хрущёв'), 'KHRUSHCHEV');
    assert.equal(written('Георгій', 'uk'), 'HEORHII');
    assert.equal(written('Юлія', 'uk'), 'YULIIA');
    assert.equal(written('ابو بكر محمد بن زكريا الرازي'), 'ABW<BKR<MXHMD<BN<ZKRYA<ALRAZY');
    assert.equal(written('جميلة'), 'JMYLXAH');
    assert.equal(written('عبّاس'), 'EBBAS');
    assert.equal(written('Ngô Văn Ệ'), 'NGO<VAN<E');
    assert.deepEqual(toMrz('習 X').lost, ['習']);
  });

  test('come back from the Arabic table', () => {
    assert.equal(arabicOfMrz('MXHMD'), 'محمد');
    assert.equal(arabicOfMrz('JMYLXAH'), 'جميلة');
    assert.equal(arabicOfMrz('COMO'), undefined);
    const reading = read(
      generateMrz(
        {
          surname: 'الرازي',
          given: 'محمد',
          issuingState: 'YEM',
          nationality: 'YEM',
          birthDate: '1970',
          documentNumber: '1',
        },
        'TD3',
      ).lines,
    );
    assert.deepEqual(subjectOfMrz(reading, 'x').properties.alias, ['محمد الرازي']);
  });

  test('are cut as the rules cut them', () => {
    const long = { surname: 'Nilavadhanananda', given: 'Chayapa Dejthamrong Krasuang Sirirat' };
    const field = (cut: 'end' | 'initials' | 'fewer') => writeNameField(long, 39, { cut });
    assert.deepEqual(field('end'), {
      field: 'NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K',
      isCut: true,
      lost: [],
    });
    assert.equal(field('initials').field, 'NILAVADHANANANDA<<CHAYAPA<D<K<S<<<<<<<<');
    assert.equal(field('fewer').field, 'NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<<');
    const { field: primary } = writeNameField(
      { surname: 'Bennelong Wooloomooloo Warrandyte Warnambool', given: 'Dingo Potoroo' },
      39,
    );
    assert.match(primary, /^[A-Z]+<[A-Z]+<[A-Z]+<[A-Z]+<<D$/);
    assert.equal(primary.length, 39);
    const alone = writeNameField({ surname: 'Arkfreith Von Aoidhfreidhskinthalamundur', given: '' }, 39);
    assert.equal(alone.field.length, 39);
    assert.deepEqual(readNameField('SMITH<<JOHN<ALBERT<<<'), {
      surname: ['SMITH'],
      given: ['JOHN', 'ALBERT'],
      mayBeCut: false,
    });
    assert.deepEqual(readNameField('<<ANNA<MARIA<<'), {
      surname: [],
      given: ['ANNA', 'MARIA'],
      mayBeCut: false,
    });
    assert.equal(readNameField('CACADOR<DE<ARAUJO<<ANDRE<ESTEV').mayBeCut, true);
  });
});

describe('dates in a machine-readable zone', () => {
  test('have the century that the time allows', () => {
    assert.deepEqual(readBirthDate('740812', asOf), { value: '1974-08-12', isWrong: false });
    assert.deepEqual(readBirthDate('250812', asOf), { value: '2025-08-12', isWrong: false, orYear: 1925 });
    assert.deepEqual(readBirthDate('260812', asOf), { value: '1926-08-12', isWrong: false });
    assert.equal(readExpiry('360812', asOf).value, '2036-08-12');
    assert.equal(readExpiry('991231', asOf).value, '1999-12-31');
  });

  test('may leave out what is not known', () => {
    for (const unknown of ['<<', '00', 'XX']) {
      assert.equal(readBirthDate(`7008${unknown}`, asOf).value, '1970-08');
      assert.equal(readBirthDate(`70${unknown}${unknown}`, asOf).value, '1970');
    }
    assert.deepEqual(readBirthDate('<<<<<<', asOf), { isWrong: false });
    for (const wrong of ['701301', '700230', '7O0101', '70XX01'])
      assert.ok(readBirthDate(wrong, asOf).isWrong, wrong);
    assert.equal(readBirthDate('000229', asOf).value, '2000-02-29');
    assert.equal(writeDate('1970-08'), '7008<<');
    assert.equal(writeDate(undefined), '<<<<<<');
  });
});

describe('writing a zone', () => {
  test('gives what reading takes, in every format', () => {
    const letters = fc.string({
      unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'),
      minLength: 1,
      maxLength: 9,
    });
    const names = fc.array(letters, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(' '));
    const digits = fc.string({ unit: fc.constantFrom(...'ABC0123456789'), minLength: 1, maxLength: 9 });
    const day = fc.date({ min: new Date('1930-01-01'), max: new Date('2024-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(
        fc.constantFrom(...FORMATS),
        names,
        names,
        digits,
        day,
        (format, surname, given, documentNumber, born) => {
          const birthDate = born.toISOString().slice(0, 10);
          const person = {
            surname,
            given,
            documentNumber,
            birthDate,
            nationality: 'FRA',
            issuingState: 'D',
            sex: 'F' as const,
          };
          const written = generateMrz({ ...person, expiry: '2030-02-28' }, format);
          const reading = read(written.lines);
          assert.deepEqual([reading.format, reading.problems, reading.repairs], [format, [], []]);
          assert.deepEqual(
            [
              reading.document.number,
              reading.document.country,
              reading.nationalityCountry,
              reading.document.expiry,
            ],
            [documentNumber, 'de', 'fr', '2030-02-28'],
          );
          assert.ok(
            [
              reading.birthDate,
              reading.orBirthYear && `${reading.orBirthYear}${birthDate.slice(4)}`,
            ].includes(birthDate),
          );
          if (written.isCut) assert.ok(reading.names.surname[0]!.startsWith(surname.slice(0, 1)));
          else
            assert.deepEqual(
              [reading.names.surname.join(' '), reading.names.given.join(' ')],
              [surname, given],
            );
        },
      ),
    );
  });

  test('carries a long number on, and refuses what has no place', () => {
    const { lines } = generateMrz(
      { surname: 'Stevenson', given: 'Peter', documentNumber: 'D23145890734', issuingState: 'UTO' },
      'TD1',
    );
    assert.equal(lines[0], 'I<UTOD23145890<7349<<<<<<<<<<<');
    assert.equal(read(lines).document.number, 'D23145890734');
    assert.throws(() => generateMrz({ surname: 'A', given: '', documentNumber: '1234567890' }, 'TD3'), {
      code: 'mrz/bad-value',
    });
    assert.throws(() => generateMrz({ surname: 'A', given: '', nationality: 'fra' }, 'TD3'), {
      code: 'mrz/bad-value',
    });
    assert.equal(checkDigit('é'), undefined);
  });
});
