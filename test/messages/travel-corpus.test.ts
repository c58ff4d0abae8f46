import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';
import yauzl from 'yauzl';
import { type Manifest, readTravel, subjectsOfManifest } from '../../src/messages/index.ts';

const FOLDER = join(process.env.RIEGEL_CORPUS ?? '../shared', 'borders');
const skip = existsSync(FOLDER) ? false : `no ${FOLDER}`;
const AS_OF = Date.UTC(2026, 0, 1);
const ZIP = 'gtas/pnrgov_zip/Synthetic_PNR_Messages_20170419_20170421.zip';

function manifestIn(file: string): Manifest {
  const { manifests } = readTravel(readFileSync(join(FOLDER, file)), { asOf: AS_OF });
  assert.equal(manifests.length, 1, file);
  return manifests[0]!;
}

/** Travellers in a reservation message, counted by nothing but patterns: names before the first flight of each booking. */
function countedTravellers(text: string): number {
  return text
    .replace(/[\r\n]+/g, '')
    .split(/(?<![A-Z])SRC['*]/)
    .slice(1)
    .map((booking) => booking.split(/['*]\s*TVL/)[0]!)
    .flatMap((head) => head.match(/(?:^|[^A-Z])TIF(?:\+[^+'*]+\+|-[^-'*]+-)/g) ?? []).length;
}

/** Numbers of the documents in `SSR+DOCS`, wherever it stands. */
function countedNumbers(text: string): Set<string> {
  const found = text.replace(/[\r\n]+/g, '').matchAll(/SSR.DOCS:[^/'*]*\/[A-Z]?\/[A-Z]{0,3}\/([A-Z0-9]+)\//g);
  return new Set([...found].map(([, number]) => number!));
}

function numbersIn({ travellers }: Manifest): Set<string> {
  return new Set(travellers.flatMap(({ documents }) => documents.flatMap(({ number }) => number ?? [])));
}

describe('messages of real form', { skip }, () => {
  test('passenger lists: every traveller and document', () => {
    const documents: Record<string, number> = {
      'loader_airline2.edi': 10,
      'loader_multiple_flight_leg_apis.txt': 2,
      'parsers_apisMessage.txt': 0,
    };
    for (const [name, papers] of Object.entries(documents)) {
      const text = readFileSync(join(FOLDER, 'gtas/paxlst', name), 'latin1');
      const manifest = manifestIn(`gtas/paxlst/${name}`);
      assert.equal(manifest.travellers.length, text.match(/NAD.FL/g)!.length, name);
      assert.equal(manifest.travellers.flatMap((each) => each.documents).length, papers, name);
      for (const traveller of manifest.travellers) {
        assert.ok(traveller.names.length === 1 && traveller.birthDates.length === 1 && traveller.sex, name);
        assert.ok(traveller.embarks && traveller.disembarks && traveller.locators.length === 1, name);
      }
    }
    const legs = manifestIn('gtas/paxlst/loader_multiple_flight_leg_apis.txt').flights;
    assert.deepEqual(
      legs.map(({ carrier, number, departure, arrival, departs }) => [
        carrier,
        number,
        departure,
        arrival,
        departs,
      ]),
      [
        ['QQ', '877', 'MIA', 'IAD', '2008-07-10T15:00'],
        ['QQ', '827', 'IAD', 'JFK', '2008-08-10T18:30'],
        ['QQ', '827', 'JFK', 'CDG', '2008-08-10T20:00'],
      ],
    );
  });

  test('reservations: every traveller and document number', () => {
    for (const name of readdirSync(join(FOLDER, 'gtas/pnrgov'))) {
      const text = readFileSync(join(FOLDER, 'gtas/pnrgov', name), 'latin1');
      const manifest = manifestIn(`gtas/pnrgov/${name}`);
      assert.equal(manifest.travellers.length, countedTravellers(text), name);
      const numbers = numbersIn(manifest);
      for (const number of countedNumbers(text)) assert.ok(numbers.has(number), `${name}: ${number}`);
      for (const { names, booking } of manifest.travellers)
        assert.ok(names.length > 0 && booking !== undefined, name);
    }
  });

  test('what was checked by hand', () => {
    const counts = (file: string) => {
      const { bookings, travellers, stated } = manifestIn(`gtas/pnrgov/${file}`);
      return [
        bookings.length,
        travellers.length,
        travellers.flatMap(({ documents }) => documents).length,
        stated,
      ];
    };
    assert.deepEqual(counts('loader_3_pnrs.edi'), [3, 13, 4, 3]);
    assert.deepEqual(counts('loader_adult_and_infant.edi'), [1, 2, 2, 1]);
    assert.deepEqual(counts('loader_pnr_split.edi'), [2, 3, 1, 2]);
    assert.deepEqual(counts('parsers_pnrMessagePg75.txt'), [2, 2, 2, 2]);
    assert.deepEqual(counts('parsers_pnrMessagePg76.txt'), [1, 2, 0, 1]);
    assert.deepEqual(counts('parsers_pnrWithDoco.txt'), [1, 1, 2, 1]);
    assert.deepEqual(counts('rulesvc_pnrForSingleRuleHits.txt'), [127, 268, 268, 1]);
    const first = manifestIn('gtas/pnrgov/loader_pnr1.txt');
    const [smith, jones] = first.travellers;
    assert.deepEqual(
      [
        smith!.names[0]!.surname,
        smith!.names[0]!.given,
        smith!.names[0]!.titles,
        smith!.birthDates[0]!.value,
      ],
      ['SMITH', 'JOHN', ['JR', 'MR'], '1964-07-12'],
    );
    assert.deepEqual([jones!.names.length, jones!.documents, jones!.nationalities[0]!.value], [2, [], 'gb']);
    assert.deepEqual(first.dropped, { meal: 5 });
    assert.equal(first.bookings[0]!.history.length, 12);
    assert.deepEqual(
      first.bookings[0]!.split.map(({ locator }) => locator),
      ['ABCDEF'],
    );
    assert.deepEqual(
      smith!.seats.map(({ seat, departure }) => [seat, departure]),
      [
        ['15A', 'LHR'],
        ['15E', 'JFK'],
      ],
    );
    assert.equal(smith!.payments[0]!.lastDigits, '1186');
    assert.deepEqual(
      subjectsOfManifest(first, 'pnr1').map(({ subject, as }) => [as, subject.properties.name![0]]),
      [
        ['traveller', 'JOHN SMITH'],
        ['traveller', 'WILLIAM JONES'],
        ['payer', 'TIMOTHY SIMS'],
      ],
    );
    const infants = manifestIn('gtas/pnrgov/loader_adult_and_infant.edi').travellers.filter(
      ({ role }) => role === 'infant',
    );
    assert.deepEqual(
      infants.map(({ birthDates }) => birthDates.map(({ value }) => value)),
      [['2011-08-10']],
    );
    const shared = manifestIn('gtas/pnrgov/parsers_modifyPnr77ForCodeShare.txt').bookings[0]!.legs.slice(
      0,
      2,
    );
    assert.deepEqual(
      shared.map(({ carrier, number, operating }) => [carrier, number, operating]),
      [
        ['SQ', '5678', { carrier: 'SK', number: '1524' }],
        ['DL', '8976', { carrier: 'KL', number: '972' }],
      ],
    );
    const contacts = (file: string) => {
      const { travellers, bookings } = manifestIn(`gtas/pnrgov/${file}`);
      return [...travellers, ...bookings].flatMap((each) => each.contacts.map(({ value }) => value)).sort();
    };
    assert.ok(contacts('parsers_pnrAddressPhoneCTCM.txt').includes('5432109876'));
    assert.ok(contacts('parsers_pnrPhoneCTC_M.txt').includes('123456789'));
    assert.ok(contacts('parsers_danglingMetaCharacter.txt').includes('reuben_serio@gmail.com'));
  });

  test('10,719 travellers in 40 messages: each with the document that is theirs', async () => {
    const counts = { bookings: 0, travellers: 0, documents: 0, texts: 0 };
    for await (const bytes of filesIn(join(FOLDER, ZIP))) {
      const text = bytes.toString('latin1');
      const [manifest] = readTravel(bytes, { asOf: AS_OF }).manifests;
      const { bookings, travellers } = manifest!;
      counts.bookings += bookings.length;
      counts.travellers += travellers.length;
      counts.documents += travellers.flatMap(({ documents }) => documents).length;
      counts.texts += text.match(/SSR\+DOCS/g)!.length;
      assert.equal(travellers.length, countedTravellers(text));
      for (const { names, documents, birthDates, sex } of travellers) {
        assert.equal(documents.length, 1);
        assert.ok(birthDates.length >= 1 && sex !== undefined);
        // The list and the document name the same: the glued titles are off.
        const [listed, paper] = names;
        assert.equal(paper!.surname, listed!.surname.replace('/', ' '));
        assert.equal(paper!.given.split(' ')[0], listed!.given.split(' ')[0]);
      }
    }
    assert.deepEqual(counts, { bookings: 10_559, travellers: 10_719, documents: 10_719, texts: 10_719 });
  });

  test('reservations in XML', () => {
    const [one, two] = ['test_pnr.xml', 'test_pnr_2.xml'].map((name) => manifestIn(`pnrgov_xml/${name}`));
    assert.deepEqual(
      one!.travellers.map(({ names, documents, birthDates }) => [
        names[0]!.written,
        documents[0]!.number,
        birthDates[0]!.value,
      ]),
      [
        ['KOWALSKA/ANNA', 'BA5345321', '2002-12-30'],
        ['KOWALSKI/ADAM', 'ZC9038023', '2022-12-30'],
        ['KOWALSKI/JAN', 'AB1324659', '2002-12-30'],
      ],
    );
    assert.deepEqual(
      two!.travellers.map(({ contacts, seats }) => [contacts[0]!.value, seats[0]!.seat]),
      [
        ['tomnowack@wp.pl', '6F'],
        ['pzielinsk@wp.pl', '6D'],
      ],
    );
    assert.deepEqual([...one!.issues, ...two!.issues], []);
  });

  test('bar codes: valid ones are read whole', () => {
    const samples = JSON.parse(readFileSync(join(FOLDER, 'bcbp_samples.json'), 'utf8')) as {
      kind: string;
      data: string;
      note: string;
    }[];
    for (const { kind, data, note } of samples) {
      if (kind === 'invalid') {
        assert.throws(
          () => readTravel(Buffer.from(data), { asOf: AS_OF }),
          { code: /^(?:bcbp|travel)\// },
          note,
        );
        continue;
      }
      const [manifest] = readTravel(Buffer.from(data), { asOf: AS_OF }).manifests;
      assert.equal(manifest!.flights.length, Number(data[1]), note);
      assert.equal(manifest!.travellers[0]!.seats.length, Number(data[1]), note);
      assert.deepEqual(manifest!.issues, [], note);
      assert.equal(manifest!.travellers[0]!.tickets.length > 0, data.length > 70, note);
    }
  });
});

async function* filesIn(zip: string): AsyncGenerator<Buffer> {
  const archive = await promisify<string, yauzl.Options, yauzl.ZipFile>(yauzl.open)(zip, {
    lazyEntries: false,
    autoClose: false,
  });
  const entries = await new Promise<yauzl.Entry[]>((resolve, reject) => {
    const found: yauzl.Entry[] = [];
    archive.on('entry', (entry: yauzl.Entry) => found.push(entry));
    archive.on('end', () => resolve(found));
    archive.on('error', reject);
  });
  for (const entry of entries.filter(({ fileName }) => /_PNR\.txt$/.test(fileName))) {
    const stream = await promisify<yauzl.Entry, NodeJS.ReadableStream>(archive.openReadStream.bind(archive))(
      entry,
    );
    const pieces: Buffer[] = [];
    for await (const piece of stream) pieces.push(piece as Buffer);
    yield Buffer.concat(pieces);
  }
  archive.close();
}
