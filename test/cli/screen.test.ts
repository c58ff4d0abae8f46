import assert from 'node:assert/strict';
import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { dataDir, file, folder, objects, plainRiegel, riegel, spawned, start } from './riegel.ts';

before(async () => {
  assert.equal((await riegel(['index', 'build'])).status, 0);
});

describe('riegel screen NAME', () => {
  test('finds listed people in any script, with all that the answer promises', async () => {
    const expected = [
      ['Aiman al-Sawahiri', /ZAWAHIRI/],
      ['Ayman Muhammad Rabi al-Zawahiri', /ZAWAHIRI/],
      ['أيمن الظواهري', /ZAWAHIRI/],
      ['Айман аль-Завахири', /ZAWAHIRI/],
      ['Гульмурод Халимов', /KHALIMOV/],
    ] as const;
    const names = expected.map(([name]) => name);
    const { status, stdout, stderr } = await riegel(['screen', ...names, '--format', 'ndjson']);
    assert.equal(status, 1, stderr);
    const answers = objects(stdout);
    assert.deepEqual(
      answers.map(({ subject }) => subject.properties.name[0]),
      names,
    );
    for (const [i, { outcome, matches }] of answers.entries()) {
      assert.equal(outcome, 'alert', names[i] ?? '');
      const [match] = matches;
      assert.match(match.caption, expected[i]![1]);
      assert.deepEqual(Object.keys(match).sort(), [
        'caption',
        'explanation',
        'id',
        'lists',
        'probability',
        'schema',
        'score',
      ]);
      assert.deepEqual(match.lists, ['un_sc_sanctions']);
      assert.ok(match.score >= 0.7 && match.score <= 1);
      assert.ok(match.explanation.sentence.de.length > 20);
    }
  });

  test('is clear on ordinary people, with exit code 0 and the note of the dated starter', async () => {
    const { status, stdout, stderr } = await riegel([
      'screen',
      'Katharina Brandt',
      'Haruto Tanaka',
      '--format',
      'ndjson',
    ]);
    assert.equal(status, 0);
    const answers = objects(stdout);
    assert.deepEqual(
      answers.map(({ outcome, matches }) => [outcome, matches.length]),
      [
        ['clear', 0],
        ['clear', 0],
      ],
    );
    assert.match(stderr, /NOTE: No list is in force .* DATED STARTER/);
  });

  test('finds by an identifier alone, whatever the name', async () => {
    for (const args of [
      ['--id', 'passportNumber=09 AL 14455'],
      ['Quentin Wolfsbruck', '--id', 'passportNumber=09AL14455'],
      ['--id', '09AL14455'],
    ]) {
      const { status, stdout, stderr } = await riegel(['screen', ...args, '--format', 'ndjson']);
      assert.equal(status, 1, stderr);
      assert.match(objects(stdout)[0].matches[0].caption, /BATIRASHVILI/);
    }
  });

  test('an approximate date and a range of dates keep their width', async () => {
    for (const [date, relation] of [
      ['about 1949', 'compatible'],
      ['1948-1953', 'compatible'],
      ['between 1940 and 1944', 'contradiction'],
      ['1949', 'contradiction'],
    ] as const) {
      const { stdout, stderr } = await riegel([
        ...['explain', 'Aiman al-Sawahiri', 'un-sc-111923', '--birth-date', date, '--format', 'json'],
      ]);
      const { facts } = objects(stdout)[0].match.explanation;
      assert.equal(facts[0]?.relation, relation, `${date}: ${stderr}`);
    }
  });

  test('a name that its format cut off is found, and is told to be cut', async () => {
    const args = ['screen', 'Ayman Muhammad Rabi al-Zawah', '--format', 'ndjson'];
    const [cut] = objects((await riegel([...args, '--truncated'])).stdout);
    const [whole] = objects((await riegel(args)).stdout);
    assert.equal(cut.matches[0].id, 'un-sc-111923');
    assert.ok(cut.matches[0].score > (whole.matches[0]?.score ?? 0));
    assert.match(cut.matches[0].explanation.sentence.en, /Zawah is the beginning of/);
  });

  test('tells of a name whose quotes may be missing', async () => {
    const { stderr } = await riegel(['screen', 'Hafiz', 'Saeed']);
    assert.match(stderr, /2 names of one word each .* put it in quotes/);
  });

  test('weighs a date of birth', async () => {
    const withDate = async (date: string) =>
      objects(
        (
          await riegel([
            'screen',
            'Hafiz Muhammad Saeed',
            '--birth-date',
            date,
            '--threshold',
            '0.5',
            '--format',
            'ndjson',
          ])
        ).stdout,
      )[0].matches[0];
    const right = await withDate('5.6.1950');
    const wrong = await withDate('1988-11-02');
    assert.ok(right.probability > 0.8, `${right.probability}`);
    assert.ok(wrong === undefined || wrong.probability < 0.2, `${wrong?.probability}`);
    assert.ok(wrong === undefined || wrong.score < right.score);
  });

  test('prints a table with the reason, without colours and controls', async () => {
    const { stdout } = await riegel(['screen', 'Hafiz Saeed', 'Katharina \u001b[31mBrandt\u202e']);
    assert.match(stdout, /^ALERT {2}Hafiz Saeed$/m);
    assert.match(stdout, /HAFIZ MUHAMMAD SAEED {2}Person un-sc-2833107 on un_sc_sanctions/);
    assert.match(stdout, /“Hafiz Saeed”/);
    assert.match(stdout, /2 subjects screened, 1 alert, 1 clear/);
    assert.doesNotMatch(stdout, /[\u001b\u202e]/);
    assert.ok(stdout.split('\n').every((line) => line.length <= 100));
  });

  test('refuses what it cannot compare, and never calls it clear', async () => {
    for (const [args, code] of [
      [['screen', '...!'], 'no letter'],
      [['screen', 'x'.repeat(10_000)], 'not compared as a whole'],
      [['screen', 'gone.csv'], 'messages/file-not-found'],
      [['screen', 'A B', '--birth-date', '31.02.1980'], 'cli/bad-date'],
      [['screen', 'A B', '--lists', 'eu_fsf'], 'screening/unknown-list'],
    ] as const) {
      const { status, stdout, stderr } = await riegel(args);
      assert.equal(status, 2, args.join(' ').slice(0, 60));
      assert.ok(
        (stdout + stderr).replace(/\s+/g, ' ').includes(code),
        `${args.join(' ').slice(0, 60)}: ${stderr}`,
      );
      assert.doesNotMatch(stdout, /^clear/m);
      assert.doesNotMatch(stderr, /\n\s+at /);
    }
  });

  test('--threshold and --lists decide what is a match', async () => {
    const strict = await riegel(['screen', 'Aiman al-Sawahiri', '--threshold', '1', '--format', 'ndjson']);
    assert.equal(strict.status, 0);
    const listed = await riegel([
      'screen',
      'Aiman al-Sawahiri',
      '--lists',
      'un_sc_sanctions',
      '--format',
      'ndjson',
    ]);
    assert.equal(listed.status, 1);
  });
});

const CUSTOMERS = `Kundennr;Kunde;Geburtsdatum;Nationalität
1;Katharina Brandt;17.03.1984;DEU
2;Gulmurod Halimov;14.05.1975;TJK
3;;01.01.1970;DEU
4;=SUM(A1:A9);01.01.1990;DEU
5;Aiman al-Sawahiri;19.06.1951;EGY
`;

describe('riegel screen FILE', () => {
  test('answers each subject in order, rejects to their file, errors over alerts', async () => {
    const rejects = join(folder, 'rejects.ndjson');
    const path = file('kunden.csv', CUSTOMERS);
    const { status, stdout } = await riegel(['screen', path, '--format', 'ndjson', '--rejects', rejects]);
    assert.equal(status, 2);
    const answers = objects(stdout);
    assert.deepEqual(
      answers.map(({ subject, outcome }) => [subject.id, outcome]),
      [
        ['1', 'clear'],
        ['2', 'alert'],
        ['4', 'clear'],
        ['5', 'alert'],
      ],
    );
    const [reject, ...others] = objects(readFileSync(rejects, 'utf8'));
    assert.equal(others.length, 0);
    assert.equal(reject.code, 'messages/no-name');
    assert.equal(reject.row, 4);
    assert.equal(reject.document, path);
  });

  test('one bad record does not stop the rest, and is told without a rejects file too', async () => {
    const { status, stdout, stderr } = await riegel([
      'screen',
      file('kunden.csv', CUSTOMERS),
      '--format',
      'ndjson',
    ]);
    assert.equal(status, 2);
    assert.equal(objects(stdout).length, 4);
    assert.match(stderr, /messages\/no-name: .* row 4, line 4; not screened/);
  });

  test('rows without names are screened by their numbers', async () => {
    const path = file('passes.csv', 'Passport,Nationality\n09 AL 14455,GE\nX9999999,GE\n,GE\n');
    const { status, stdout, stderr } = await riegel(['screen', path, '--format', 'ndjson']);
    assert.deepEqual(
      objects(stdout).map(({ outcome }) => outcome),
      ['alert', 'clear'],
    );
    assert.equal(status, 2);
    assert.match(stderr, /messages\/no-name: .* row 4/);
    assert.match((await riegel(['screen', path])).stdout, /NO\s+COLUMN NAMES ANYBODY/);
    const lines = file('passes.ndjson', '{"passportNumber":"09AL14455"}\n{"name":"Ann Lee"}\n');
    const answers = objects((await riegel(['screen', lines, '--format', 'ndjson'])).stdout);
    assert.deepEqual(
      answers.map(({ outcome }) => outcome),
      ['alert', 'clear'],
    );
  });

  test('CSV holds no formula, JSON is one document, the table names the row', async () => {
    const path = file('kunden.csv', CUSTOMERS);
    const csv = (await riegel(['screen', path, '--format', 'csv'])).stdout;
    assert.match(csv, /^subject_id,subject,/);
    assert.ok(csv.includes(`,'=SUM(A1:A9),`));
    assert.doesNotMatch(csv, /(^|,)"?=/m);
    assert.match(
      (await riegel(['screen', path])).stdout,
      /REJECT row 4: The row names and identifies nobody/,
    );
    const alerts = JSON.parse((await riegel(['screen', path, '--format', 'json', '--alerts-only'])).stdout);
    assert.deepEqual(
      alerts.map(({ outcome }: { outcome: string }) => outcome),
      ['alert', 'alert'],
    );
  });

  test('columns can be named', async () => {
    const path = file('spalten.csv', 'A,B,C\n7,Gulmurod Halimov,1975\n8,Katharina Brandt,1984\n');
    const expected = [
      ['7', 'alert'],
      ['8', 'clear'],
    ];
    const read = (stdout: string) => objects(stdout).map(({ subject, outcome }) => [subject.id, outcome]);
    const columns = ['--column', 'id=A', '--column', 'name=B', '--column', 'birthDate=C'];
    assert.deepEqual(
      read((await riegel(['screen', path, ...columns, '--format', 'ndjson'])).stdout),
      expected,
    );
    const mapping = file('mapping.json', '{"A": "id", "B": "name", "C": null}');
    const mapped = objects(
      (await riegel(['screen', path, '--mapping', mapping, '--format', 'ndjson'])).stdout,
    );
    assert.deepEqual(
      mapped.map(({ subject }) => Object.keys(subject.properties)),
      [['name'], ['name']],
    );
    for (const [args, code] of [
      [['--column', 'name=Z'], 'messages/unknown-column'],
      [['--mapping', file('broken.json', '{')], 'cli/bad-mapping'],
    ] as const) {
      const { status, stderr } = await riegel(['screen', path, ...args]);
      assert.equal(status, 2);
      assert.ok(stderr.includes(code), stderr);
    }
  });

  test('reads stdin, packed files, other encodings, names one on each line', async () => {
    const piped = spawned(['screen', '-', '--format', 'ndjson'], CUSTOMERS.replace('3;;', '3;Ute Meier;'));
    assert.equal(piped.status, 1);
    assert.deepEqual(
      objects(piped.stdout).map(({ subject }) => subject.origin.document),
      Array(5).fill('stdin'),
    );
    const packed = await riegel(['screen', file('k.csv.gz', gzipSync(CUSTOMERS)), '--format', 'ndjson']);
    assert.equal(objects(packed.stdout).length, 4);
    const utf16 = Buffer.concat([
      Buffer.from([0xff, 0xfe]),
      Buffer.from('name\nГульмурод Халимов\n', 'utf16le'),
    ]);
    assert.equal((await riegel(['screen', file('utf16.csv', utf16)])).status, 1);
    const names = spawned(
      ['screen', '-', '--as', 'names', '--format', 'ndjson'],
      'Katharina Brandt\nAbubakar Shekau\n',
    );
    assert.deepEqual(
      objects(names.stdout).map(({ outcome }) => outcome),
      ['clear', 'alert'],
    );
  });

  test('bad files are errors with their name, and the next file is screened all the same', async () => {
    const good = file('gut.csv', 'name\nKatharina Brandt\n');
    const bad = [
      file('leer.csv', ''),
      file('kaputt.xlsx', Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(300, 7)])),
      file('kaputt.parquet', Buffer.from('PAR1xxxxPAR1')),
      file('ohne-namen.csv', 'farbe,menge\nrot,3\nblau,4\n'),
      file('gekappt.csv.gz', gzipSync(CUSTOMERS).subarray(0, 40)),
      folder,
    ];
    const { status, stdout, stderr } = await riegel(['screen', ...bad, good, '--format', 'ndjson']);
    assert.equal(status, 2);
    const lines = stderr.split('\n');
    for (const path of bad) {
      assert.ok(
        lines.some((line) => /^riegel: messages\/[a-z-]+: /.test(line) && line.includes(path)),
        `${path}: ${stderr}`,
      );
    }
    assert.doesNotMatch(stderr, /\n\s+at /);
    assert.equal(objects(stdout).at(-1).subject.properties.name[0], 'Katharina Brandt');
  });

  test('a line without end is a reject, not a full memory', async () => {
    const path = file(
      'lange-zeile.csv',
      `name\nKatharina Brandt\n${'x'.repeat(6_000_000)}\nAbubakar Shekau\n`,
    );
    const { status, stdout, stderr } = await riegel(['screen', path, '--format', 'ndjson']);
    assert.equal(status, 2);
    assert.deepEqual(
      objects(stdout).map(({ outcome }) => outcome),
      ['clear', 'alert'],
    );
    assert.match(stderr, /not screened/);
  });
});

describe('riegel screen, large inputs', () => {
  const rows = 5_000;
  const listed = new Set([17, 600, 601, 4_999]);
  const large = () => {
    const lines = Array.from({ length: rows }, (_, i) =>
      listed.has(i)
        ? `${i},Gulmurod Khalimov`
        : i === 4_800
          ? `${i},`
          : `${i},Quentin Wolfsbruck ${String.fromCharCode(97 + (i % 26))}`,
    );
    return file('gross.csv', `id,name\n${lines.join('\n')}\n`);
  };

  test('threads give what one thread gives, in order', async () => {
    const path = large();
    const one = await riegel(['screen', path, '--format', 'ndjson', '--workers', '0']);
    const two = await riegel(['screen', path, '--format', 'ndjson', '--workers', '2']);
    assert.equal(one.stdout, two.stdout);
    assert.equal(two.status, 2);
    const answers = objects(two.stdout);
    assert.equal(answers.length, rows - 1);
    assert.deepEqual(
      answers.filter(({ outcome }) => outcome === 'alert').map(({ subject }) => Number(subject.id)),
      [...listed],
    );
  });

  test('a file larger than the memory it may take', async () => {
    const note = 'x'.repeat(40_000);
    const line = (i: number) => `${i},${i === 3_999 ? 'Gulmurod Khalimov' : 'Quentin Wolfsbruck'},${note}\n`;
    const path = file('larger.csv', 'id,name,note\n');
    for (let at = 0; at < 4_000; at += 500) {
      appendFileSync(path, Array.from({ length: 500 }, (_, i) => line(at + i)).join(''));
    }
    const { status, stdout, stderr } = spawned(['screen', path, '--format', 'ndjson', '--workers', '0'], '', {
      NODE_OPTIONS: '--max-old-space-size=128',
    });
    rmSync(path);
    assert.equal(status, 1, stderr);
    assert.equal(objects(stdout).length, 4_000);
  });

  test('a reader that goes away ends it without a word', async () => {
    const child = start(['screen', large(), '--format', 'ndjson']);
    let stderr = '';
    child.stderr.on('data', (piece) => {
      stderr += piece;
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const status = await new Promise((resolve) => child.on('close', resolve));
    assert.equal(status, 141);
    assert.doesNotMatch(stderr, /EPIPE|\n\s+at /);
  });

  test('Ctrl-C ends it with one line', async () => {
    const child = start(['screen', '-', '--format', 'ndjson']);
    let stderr = '';
    child.stderr.on('data', (piece) => {
      stderr += piece;
      if (!child.killed && stderr.includes('NOTE')) child.kill('SIGINT');
    });
    child.stdin.on('error', () => {});
    const status = await new Promise((resolve) => child.on('close', resolve));
    assert.equal(status, 130);
    assert.match(stderr, /interrupted/);
    assert.doesNotMatch(stderr, /\n\s+at /);
  });
});

test('help teaches by example, without a data directory', async () => {
  for (const args of [['--help'], ['screen', '--help']]) {
    const { status, stdout } = await plainRiegel(args);
    assert.equal(status, 0);
    assert.match(stdout, /riegel (screen|compare|lists|index|explain) /);
  }
  assert.equal(
    (await plainRiegel(['--version'])).stdout.trim(),
    JSON.parse(readFileSync('package.json', 'utf8')).version,
  );
  assert.equal((await plainRiegel(['frob'])).status, 2);
  assert.ok(existsSync(dataDir));
});
