import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { readBcbp } from './bcbp/read.ts';
import { readCusres, writeCusres } from './cusres/cusres.ts';
import { readEdifact } from './edifact/read.ts';
import type { Manifest, Traveller } from './manifest.ts';
import { readTravel } from './open.ts';
import { writePaxlst } from './paxlst/write.ts';
import { subjectsOfManifest } from './subjects.ts';

const AS_OF = Date.UTC(2026, 5, 1);
const read = (text: string): Manifest => readTravel(Buffer.from(text), { asOf: AS_OF }).manifests[0]!;
const codes = ({ issues }: Manifest) => issues.map(({ code }) => code);

/** Names that are not to be taken for titles or parts of each other. */
const PEOPLE = [
  ...[
    ['ALVAREZ', 'PEDRO'],
    ['BRANDT', 'HELGA'],
    ['CHIKWE', 'OBI'],
    ['DUMONT', 'LUC'],
    ['ESPOSITO', 'GINA'],
    ['FUJITA', 'KENTO'],
  ],
  ...[
    ['GARCIA', 'LOLA'],
    ['HUSAIN', 'TARIQ'],
    ['IVANOV', 'BORIS'],
    ['JANSEN', 'WOUT'],
    ['KOVACS', 'ZITA'],
    ['LINDQVIST', 'BO'],
  ],
] as const;

const list = (travellers: readonly string[], count = travellers.length) => [
  "UNA:+.? '",
  "UNB+UNOA:4+AIR1+GOV+260601:1200+REF1++APIS'",
  "UNH+1+PAXLST:D:05B:UN:IATA'",
  "BGM+745'",
  "TDT+20+QQ877+++QQ'",
  "LOC+125+CDG'",
  "DTM+189:2606021500:201'",
  "LOC+87+JFK'",
  "DTM+232:2606021755:201'",
  ...travellers,
  `CNT+42:${count}'`,
  "UNT+1+1'",
  "UNZ+1+REF1'",
];
const listed = ([surname, given]: readonly string[], i: number) => [
  `NAD+FL+++${surname}:${given}'`,
  "ATT+2++F'",
  `DTM+329:80051${i % 10}'`,
  "LOC+178+CDG'",
  "LOC+179+JFK'",
  "NAT+2+FRA'",
  `RFF+ABO:REF${i}'`,
  `DOC+P:110:111+NUM${1000 + i}'`,
  "DTM+36:300101'",
  "LOC+91+FRA'",
];
const booked = ([surname, given]: readonly string[], i: number) => [
  "SRC'",
  `RCI+QQ:AB${1000 + i}'`,
  "DAT+700:010626:1010'",
  "ORG+QQ:CDG'",
  `TIF+${surname}+${given}:A:1'`,
  `REF+:U${i}'`,
  `SSR+DOCS:HK:1:QQ:::::/P/FRA/NUM${1000 + i}/FRA/1${i % 10}MAY80/F/01JAN30/${surname}/${given}+::1'`,
  "FOP+CC::10.00:VI:XXXXXXXX1186:0230'",
  "TVL+020626:1500:020626:1755+CDG+JFK+QQ+877:B'",
  `SSR+SEAT:HK:1:QQ:::CDG:JFK+${i + 1}A::1'`,
  "TRI++1:::1'",
  `TIF+${surname}+${given}:A:1'`,
  `SSD+${i + 1}A++++Y'`,
  "TBD++1:20:700++MP+618:1026000001:1:JFK'",
];
const push = (segments: readonly string[]) => [
  "UNA:+.? '",
  "UNB+IATA:1+QQ+GOV+260601:1200+REF1'",
  "UNH+1+PNRGOV:11:1:IA+X'",
  "MSG+:22'",
  "ORG+QQ'",
  "TVL+020626:1500:020626:1755+CDG+JFK+QQ+877'",
  `EQN+${PEOPLE.length}'`,
  ...segments,
  "UNT+1+1'",
  "UNZ+1+REF1'",
];

const written = ({ travellers }: Manifest) =>
  new Set(travellers.flatMap(({ names }) => names.map((name) => name.written)));
const numbers = ({ travellers }: Manifest) =>
  new Set(travellers.flatMap(({ documents }) => documents.flatMap(({ number }) => number ?? [])));

describe('a passenger list', () => {
  test('has names in one piece, crew, bags, seats and places', () => {
    const manifest = read(
      list(
        [
          ...["NAD+FM+++OKAFOR:ADA'", "EMP+1+CR1:110:111'", "LOC+180+NGA+:::LAGOS'"],
          ...[
            "NAD+FL+++HELGA BRANDT'",
            "FTX+BAG+++BA123456:2'",
            "RFF+SEA:012C'",
            "COM+49301234567:TE'",
            "GEI+4+173'",
          ],
          ...["NAD+DDU+++KOVACS/ZITA MRS+1 HIGH STREET+PARIS++75001+FRA'", "DTM+329:000229'"],
        ],
        3,
      ).join(''),
    );
    const [crew, whole, transit] = manifest.travellers;
    assert.deepEqual([crew!.role, crew!.birthPlace!.value], ['crew', 'LAGOS, NGA']);
    assert.deepEqual(whole!.names[0]!.readings, [{ surname: 'HELGA', given: 'BRANDT' }]);
    assert.deepEqual(
      [whole!.bags[0]!.tags, whole!.seats[0]!.seat, whole!.isVerified],
      [['BA123456'], '012C', true],
    );
    assert.deepEqual(
      [transit!.role, transit!.names[0]!.surname, transit!.addresses[0]!.country],
      ['transit', 'KOVACS', 'fr'],
    );
    assert.equal(transit!.birthDates[0]!.value, '2000-02-29');
    const [, subject] = subjectsOfManifest(manifest, 'list');
    assert.deepEqual(
      [subject!.subject.properties.name, subject!.subject.properties.alias],
      [['HELGA BRANDT'], ['BRANDT HELGA']],
    );
    assert.equal(subject!.subject.properties.lastName, undefined, 'which word is the surname is not told');
  });

  test('is written as it is read, with crew and references', () => {
    const manifest = read(list(PEOPLE.slice(0, 3).flatMap(listed), 3).join('\n'));
    const text = writePaxlst(manifest, { sender: 'AIR1', recipient: 'GOV', at: AS_OF, reference: 'R1' });
    const again = read(text);
    const told = ({ travellers }: Manifest) =>
      JSON.stringify(travellers, (key, value) => (key === 'place' ? undefined : value));
    assert.equal(told(again), told(manifest));
    assert.deepEqual(again.issues, []);
  });

  test('with a traveller whose NAD is missing loses nobody', () => {
    const segments = PEOPLE.slice(0, 3)
      .flatMap(listed)
      .filter((segment) => !segment.startsWith('NAD+FL+++BRANDT'));
    const manifest = read(list(segments, 3).join(''));
    assert.deepEqual(
      manifest.travellers.map(({ names }) => names[0]?.surname),
      ['ALVAREZ', undefined, 'CHIKWE'],
    );
    assert.deepEqual(
      manifest.travellers.map(({ documents }) => documents.map(({ number }) => number)),
      [['NUM1000'], ['NUM1001'], ['NUM1002']],
    );
    assert.ok(codes(manifest).includes('travel/no-name'));
  });

  test('has years of either century, and tells days that are none', () => {
    const dates = (text: string) => {
      const manifest = read(list(["NAD+FL+++OLD:ADA'", `DTM+329:${text}'`], 1).join(''));
      return [
        manifest.travellers[0]!.birthDates.map(({ value }) => value),
        codes(manifest).includes('travel/bad-date'),
      ];
    };
    assert.deepEqual(dates('541016'), [['1954-10-16'], false]);
    assert.deepEqual(dates('100101'), [['2010-01-01', '1910-01-01'], false]);
    assert.deepEqual(dates('260602'), [['1926-06-02'], false], 'tomorrow is a hundred years ago');
    assert.deepEqual(dates('19541016'), [['1954-10-16'], false]);
    assert.deepEqual(dates('540000'), [['1954'], false]);
    assert.deepEqual(dates('54XXXX'), [['1954'], false]);
    assert.deepEqual(dates('550229'), [[], true]);
    assert.deepEqual(dates('000000'), [['2000'], false]);
  });
});

describe('a reservation', () => {
  const one = (...segments: string[]) => read(push(["SRC'", "RCI+QQ:ABCDEF'", ...segments]).join(''));

  test('has glued titles and suffixes, and doubts are kept', () => {
    const names = (surname: string, given: string) => {
      const [name] = one(`TIF+${surname}+${given}:A:1'`).travellers[0]!.names;
      return [
        name!.surname,
        name!.given,
        name!.titles.join(' '),
        name!.readings.map((each) => `${each.given} ${each.surname}`),
      ];
    };
    assert.deepEqual(names('SMITHJR', 'JOHNMR'), [
      'SMITH',
      'JOHN',
      'JR MR',
      ['JOHN SMITHJR', 'JOHNMR SMITH'],
    ]);
    assert.deepEqual(names('OSMAN', 'AMR'), ['OSMAN', 'AMR', '', []], 'a name that ends as a title does');
    assert.deepEqual(names('REED', 'WILLIAMS'), ['REED', 'WILLIA', 'MS', ['WILLIAMS REED']]);
    assert.deepEqual(names('KIM', 'KONG CHUN MRS'), ['KIM', 'KONG CHUN', 'MRS', []]);
    assert.deepEqual(names('ROE', 'MRSARAH'), ['ROE', 'ARAH', 'MRS', ['MRSARAH ROE', 'SARAH ROE']]);
    const settled = one(
      "TIF+ROE+SARAHMRS:A:1'",
      "SSR+DOCS:HK:1:QQ:::::/P/FRA/X1/FRA/12JUL64/F/01JAN30/ROE/MRSARAH/ANN+::1'",
    );
    assert.equal(settled.travellers[0]!.names[1]!.given, 'SARAH ANN', 'the booking tells which title it is');
  });

  test('has documents that are whole, incomplete, wrapped, moved, of infants and of nobody listed', () => {
    const manifest = one(
      ...["TIF+ROE+ADAMRS:A:1:1'", "TIF+ROE+TIM:IN:2'", "TIF+LI+BO:A:3'"],
      "SSR+DOCS:HK:1:QQ:::::/P/FRA/X1/FRA/12JUL64/F/01JAN30/RO\r\nE/ADA+::1'",
      "SSR+DOCS:HK:1:QQ:::::/P/FRA/X2/FRA/12JUL25/MI/01JAN30/ROE/TIM+::1'",
      "SSR+DOCS:HK:1:QQ::::://///27APR92/M//LI/BO+::3'",
      "SSR+DOCS:HK:1:QQ:::::P/FRA/X3/FRA/27APR92/M/01JAN30/LI/BO+::3'",
      "SSR+DOCS:HK:1:QQ:::::/P/FRA/X4/FRA/27APR92/M/01JAN30/HUSAIN/TARIQ'",
      "SSR+DOCO:HK:1:QQ:::::LYON FRA/V/V55/PARIS/22DEC25/USA+::001'",
      "SSR+DOCA:HK:1:QQ:::::/D/USA/1 MAIN STREET/NEWARK/NJ/07102+::3'",
      "SSR+INFT:HK:1:QQ:::::ROE/TIM 12JUL25+::1'",
    );
    const told = manifest.travellers.map(({ names, role, documents }) => [
      names[0]!.written,
      role,
      documents.map(({ number }) => number).join(),
    ]);
    assert.deepEqual(told, [
      ['ROE/ADAMRS', 'passenger', 'X1,V55'],
      ['ROE/TIM', 'infant', 'X2'],
      ['LI/BO', 'passenger', 'X3'],
      ['HUSAIN/TARIQ', 'passenger', 'X4'],
    ]);
    assert.deepEqual(
      manifest.travellers[2]!.birthDates.map(({ value }) => value),
      ['1992-04-27'],
    );
    assert.equal(manifest.travellers[2]!.addresses[0]!.use, 'destination');
    assert.equal(manifest.travellers[0]!.birthPlace!.value, 'LYON FRA');
    assert.deepEqual(
      codes(manifest).filter((code) => code.startsWith('travel/') && code !== 'travel/wrong-count'),
      ['travel/misplaced', 'travel/unlisted'],
    );
  });

  test('has contacts as telex writes them, payers, and hashes of whole card numbers', () => {
    const text = push([
      ...[
        "SRC'",
        "RCI+QQ:ABCDEF'",
        "ADD++700:1 HIGH STREET:SLOUGH:BERKS::GB:SL1AA:00441753637285'",
        "TIF+ROE+ADA:A:1'",
      ],
      ...[
        "IFT+4:28::YY+CTCE ADA..ROE//MAIL./BOX.COM'",
        "SSR+CTCM:HK:1:QQ:::::447700900123+::1'",
        "SSR+PCTC:HK:1:QQ:::::TARIQ HUSAIN/US5550100200+::1'",
      ],
      ...["FOP+CC::10.00:VI:4111111111111111:0230'", "IFT+4:43+BORIS IVANOV+1 ROAD+5551234567'"],
    ]).join('');
    const manifest = readTravel(Buffer.from(text), { asOf: AS_OF, hashCard: (number) => `#${number.length}` })
      .manifests[0]!;
    const [ada] = manifest.travellers;
    assert.deepEqual(
      ada!.contacts.map(({ value }) => value),
      ['ada_roe@mail-box.com', '447700900123', '5550100200'],
    );
    assert.deepEqual(
      manifest.bookings[0]!.contacts.map(({ value }) => value),
      ['00441753637285'],
    );
    assert.deepEqual(
      [ada!.payments[0]!.lastDigits, ada!.payments[0]!.cardHash, ada!.payments[0]!.expires],
      ['1111', '#16', '2030-02'],
    );
    assert.ok(!JSON.stringify(manifest).includes('4111111'), 'the number itself is nowhere');
    assert.deepEqual(
      subjectsOfManifest(manifest, 'x').map(({ as }) => as),
      ['traveller', 'payer', 'contact'],
    );
  });

  test('has nothing sensitive left, but its count', () => {
    const manifest = one(
      ...[
        "TIF+ROE+ADA:A:1'",
        "SSR+KSML:HK:1:QQ:::::STRICT+::1'",
        "SSR+WCHR:HK:1:QQ+::1'",
        "IFT+4:28+PAX NEEDS OXYGEN ON BOARD'",
      ],
      ...["SSR+OTHS:HK:1:QQ:::::TRAVELS FOR HAJJ'", "IFT+4:28+LIKES WINDOWS'", "SSR+UMNR:HK:1:QQ+::1'"],
      ...[
        "TVL+020626:1500:020626:1755+CDG+JFK+QQ+877'",
        "ABI+1+:LHR'",
        "DAT+T:010626:1010'",
        "SAC+++X'",
        "SSR+VGML:HK:1:QQ+::1'",
        "LTS+0/A/SR/SSR BLND QQ HK1'",
      ],
    );
    assert.deepEqual(manifest.dropped, { meal: 2, medical: 3, religion: 1 });
    assert.doesNotMatch(JSON.stringify(manifest), /KSML|VGML|WCHR|OXYGEN|HAJJ|STRICT|BLND/);
    assert.deepEqual(
      [manifest.bookings[0]!.remarks.map(({ value }) => value), manifest.travellers[0]!.services],
      [['LIKES WINDOWS'], ['UMNR']],
    );
  });

  test('keeps what was taken out apart from what stands', () => {
    const manifest = one(
      ...[
        "TIF+ROE+ADA:A:1'",
        "SSR+DOCS:HK:1:QQ:::::/P/FRA/NEW1/FRA/12JUL64/F/01JAN30/ROE/ADA+::1'",
        "SSR+SEAT:HK:1:QQ:::CDG:JFK+10A::1'",
      ],
      ...[
        "ABI+1+:LHR'",
        "DAT+T:010626:1010'",
        "SAC+++X'",
        "SSR+DOCS:HK:1:QQ:::::/P/FRA/OLD1/FRA/12JUL64/F/01JAN28/ROE/ADA+::1'",
      ],
      ...["SAC+++X'", "SSR+SEAT:HK:1:QQ:::CDG:JFK+11B::1'", "TVL+030626:1500+CDG+JFK+QQ+877'"],
    );
    const [ada] = manifest.travellers;
    assert.deepEqual(
      ada!.documents.map(({ number, isFormer }) => [number, isFormer]),
      [
        ['NEW1', undefined],
        ['OLD1', true],
      ],
    );
    assert.deepEqual(
      ada!.seats.map(({ seat }) => seat),
      ['10A'],
    );
    assert.equal(manifest.bookings[0]!.legs.length, 0);
    assert.deepEqual(
      manifest.bookings[0]!.history.map(({ action, at }) => [action, at]),
      [
        ['cancelled', '2026-06-01T10:10'],
        ['cancelled', '2026-06-01T10:10'],
      ],
    );
  });

  test('may be changes only; same references and duplicates are told', () => {
    const manifest = read(
      push(["SRC'", "RCI+QQ:ABCDEF'", "TIF+ROE+ADA:A:1'", "TIF+ROE+ADA:A:1'", "TIF+LI+BO:A:1'"])
        .join('')
        .replace('MSG+:22', 'MSG+:141'),
    );
    assert.equal(manifest.version, 'changes');
    assert.equal(manifest.travellers.length, 3);
    assert.equal(codes(manifest).filter((code) => code === 'travel/same-reference').length, 2);
  });
});

describe('damaged messages', () => {
  const forms = [
    ['PAXLST', listed, (segments: readonly string[]) => list(segments, PEOPLE.length)],
    ['PNRGOV', booked, push],
  ] as const;
  for (const [type, one, whole] of forms) {
    const groups = PEOPLE.map(one);
    const wholeText = whole(groups.flat()).join('\n');
    const people = fc.nat(PEOPLE.length - 1);
    const others = (at: number, also: readonly number[] = []) =>
      PEOPLE.map((person, i) => [person.join('/'), `NUM${1000 + i}`, i] as const).filter(
        ([, , i]) => i !== at && !also.includes(i),
      );

    test(`${type}: a segment that is missing loses no neighbour`, () => {
      fc.assert(
        fc.property(people, fc.nat(20), (at, nth) => {
          const changed = groups.map((group, i) =>
            i === at ? group.filter((_, j) => j !== nth % group.length) : group,
          );
          const manifest = read(whole(changed.flat()).join('\n'));
          const [names, papers] = [written(manifest), numbers(manifest)];
          for (const [name, number] of others(at))
            assert.ok(
              names.has(name) && papers.has(number),
              `${name} without ${groups[at]![nth % groups[at]!.length]}`,
            );
          // The damaged traveller's own name or document is there as well, unless it was what went missing.
          assert.ok(names.has(PEOPLE[at]!.join('/')) || papers.has(`NUM${1000 + at}`));
        }),
      );
    });

    test(`${type}: segments that are glued lose nobody`, () => {
      fc.assert(
        fc.property(people, fc.nat(20), fc.constantFrom('', '’', ' '), (at, nth, between) => {
          const group = groups[at]!;
          const j = nth % group.length;
          const glued = group.map((segment, k) =>
            k === j ? segment.replace(/'$/, between) : `${segment}\n`,
          );
          const text = whole(groups.flatMap((each, i) => (i === at ? [glued.join('')] : each))).join('\n');
          const manifest = read(text);
          const [names, papers] = [written(manifest), numbers(manifest)];
          const next = j === group.length - 1 ? [at + 1] : [];
          for (const [name, number] of others(at, next))
            assert.ok(names.has(name) && papers.has(number), `${name}: ${group[j]}`);
        }),
      );
    });

    test(`${type}: order, wrong letters between and a cut lose no neighbour, and are told`, () => {
      fc.assert(
        fc.property(people, fc.integer(), fc.constantFrom('swap', 'separators', 'cut'), (at, seed, how) => {
          const group = groups[at]!;
          const j = Math.abs(seed) % (group.length - 1);
          if (how === 'cut') {
            const end = Math.abs(seed) % wholeText.length;
            const cut = wholeText.slice(0, end);
            if (!/UNH\+[^']*'/.test(cut)) return;
            const manifest = read(cut);
            assert.ok(manifest.issues.length > 0, 'the cut is told');
            const before = PEOPLE.filter(
              (_, i) => cut.includes(groups[i]!.at(-1)!) && cut.indexOf(`NUM${1000 + i}`) > 0,
            );
            for (const person of before) assert.ok(written(manifest).has(person.join('/')));
            return;
          }
          const changed = [...group];
          if (how === 'swap') changed.splice(j, 2, group[j + 1]!, group[j]!);
          else changed[j] = group[j]!.replaceAll(':', '|').replaceAll('+', '#');
          const manifest = read(whole(groups.flatMap((each, i) => (i === at ? changed : each))).join('\n'));
          const [names, papers] = [written(manifest), numbers(manifest)];
          for (const [name, number] of others(at))
            assert.ok(names.has(name) && papers.has(number), `${how} ${changed.join('')}`);
        }),
      );
    });

    test(`${type}: own separators, and any noise, are no crash`, () => {
      const swap: Readonly<Record<string, string>> = { ':': '^', '+': '|', '?': '!', "'": '~' };
      const own = [...wholeText].map((character) => swap[character] ?? character).join('');
      assert.deepEqual([...written(read(own))], [...written(read(wholeText))]);
      fc.assert(
        fc.property(
          fc.nat(wholeText.length - 1),
          fc.string({ unit: fc.constantFrom(..."AZ09+:'?/ \n\0é"), maxLength: 12 }),
          fc.nat(30),
          (at, noise, length) => {
            const from = Math.max(at, 50);
            const manifest = read(wholeText.slice(0, from) + noise + wholeText.slice(from + length));
            assert.ok(manifest.travellers.length >= PEOPLE.length - 3);
          },
        ),
      );
    });
  }
});

describe('an answer', () => {
  test('tells each traveller, and silence is no clearance', () => {
    const manifest = read(list(PEOPLE.slice(0, 3).flatMap(listed), 3).join(''));
    const [one, two, three] = manifest.travellers as [Traveller, Traveller, Traveller];
    const text = writeCusres(
      manifest,
      new Map([
        [one, 'clear' as const],
        [two, 'refer' as const],
      ]),
      { sender: 'GOV', recipient: 'AIR1', at: AS_OF, reference: 'A1' },
    );
    const answer = readCusres(readEdifact(text).messages[0]!, { asOf: AS_OF });
    assert.deepEqual(
      answer.answers.map(({ reference, answer: each }) => [reference, each]),
      [
        [one.reference, 'clear'],
        [two.reference, 'refer'],
        [three.reference, 'no decision yet'],
      ],
    );
    assert.deepEqual(
      [answer.flight, answer.departure, answer.arrival, answer.departs, answer.issues],
      ['QQ877', 'CDG', 'JFK', '2026-06-02T15:00', []],
    );
    const foreign = readCusres(readEdifact(text.replace('ERC+2Z', 'ERC+1Z')).messages[0]!, { asOf: AS_OF });
    assert.deepEqual([foreign.answers[1]!.answer, foreign.answers[1]!.code], [undefined, '1Z']);
  });
});

describe('a bar code', () => {
  const PASS = 'M1ROE/ADAMRS          EABC123 YULFRAAC 0834 326J001A0025 100';

  test('is read, its name cut where it is full', () => {
    const manifest = readBcbp(PASS, { asOf: AS_OF });
    assert.deepEqual(
      [manifest.travellers[0]!.names[0]!.given, manifest.flights[0]!.departs],
      ['ADA', '2026-11-22'],
    );
    const long = readBcbp(PASS.replace('ROE/ADAMRS          ', 'ROEROEROEROE/ADAADAA'), { asOf: AS_OF });
    const [subject] = subjectsOfManifest(long, 'pass');
    assert.deepEqual(subject!.subject.carried, { truncated: true });
  });

  test('that is wrong is an error with its column', () => {
    const wrong: readonly [string, number][] = [
      ['S1', 1],
      ['M9ROE', 2],
      [PASS.slice(0, 40), 24],
      [PASS.replace('100', '1G0'), 59],
      [`${PASS}!`, 61],
      [PASS.replace('ROE', 'RÖE'), 4],
    ];
    for (const [text, column] of wrong) {
      assert.throws(
        () => readBcbp(text, { asOf: AS_OF }),
        (error: { code: string; place: { column: number } }) => {
          assert.deepEqual([error.code, error.place.column], ['bcbp/unreadable', column], text);
          return true;
        },
      );
    }
    fc.assert(
      fc.property(fc.string({ maxLength: 100 }), fc.nat(60), (noise, at) => {
        try {
          readBcbp(PASS.slice(0, at) + noise, { asOf: AS_OF });
        } catch (error) {
          assert.equal((error as { code: string }).code, 'bcbp/unreadable');
        }
      }),
    );
  });
});

describe('a reservation in XML', () => {
  const pnr = (inside: string) =>
    `<a><PNR NumberOfPassengers="1"><BookingRefID ID="ABCDEF"/>${inside}</PNR></a>`;
  const PASSENGER =
    '<Passenger RPH="1"><GivenName>ADA</GivenName><NameTitle>MRS</NameTitle><Surname>ROE</Surname><SSR SSRCode="KSML" RPH="1"/><DOC_SSR><DOCS DateOfBirth="1964-07-12" Gender="F" DocIssueLoc="FRA" DocNumber="X1" DocType="P" DocHolderNationality="FRA" ExpiryDate="2030-01-01" Surname="ROE" FirstGivenName="ADA"/></DOC_SSR></Passenger>';

  test('has documents as attributes, and nothing sensitive', () => {
    const manifest = read(pnr(PASSENGER));
    const [ada] = manifest.travellers;
    assert.deepEqual(
      [ada!.names[0]!.given, ada!.birthDates[0]!.value, ada!.nationalities[0]!.value],
      ['ADA', '1964-07-12', 'fr'],
    );
    const { place, ...paper } = ada!.documents[0]!;
    assert.deepEqual(
      [paper, place.line],
      [{ type: 'P', number: 'X1', issuer: 'fr', expires: '2030-01-01' }, 1],
    );
    assert.deepEqual(manifest.dropped, { meal: 1 });
  });

  test('is not lost for what is cut or not well-formed behind it; document types are refused', () => {
    const cut = read(`${pnr(PASSENGER).slice(0, -4)}<PNR><Passenger><Surname>LI`);
    assert.ok(cut.travellers.length >= 1 && codes(cut).includes('travel/bad-xml'));
    assert.throws(() => read(`<!DOCTYPE a [<!ENTITY x "y">]>${pnr(PASSENGER)}`), { code: 'travel/bad-xml' });
    assert.throws(() => read('<a><PNR '), { code: 'travel/bad-xml' });
  });
});

test('what is nothing that carriers send is told', () => {
  assert.throws(() => read('Dear colleagues'), { code: 'travel/unknown-format' });
  const both = `${list(PEOPLE.slice(0, 1).flatMap(listed), 1).join('')}${push(booked(PEOPLE[1], 1)).join('').replaceAll('REF1', 'REF2')}`;
  const { manifests } = readTravel(Buffer.from(both), { asOf: AS_OF });
  assert.deepEqual(
    manifests.map(({ kind, travellers }) => [kind, travellers.length]),
    [
      ['passenger-list', 1],
      ['reservations', 1],
    ],
  );
});
