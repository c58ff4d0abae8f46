import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { houseMapping } from '../lists/house-list.ts';
import { dataDir, file, folder, objects, plainRiegel, ROOT, riegel, riegelIn } from './riegel.ts';

describe('riegel index', () => {
  test('build, info, verify; damage is named with its file and offset, and mended', async () => {
    const built = await riegel(['index', 'build']);
    assert.equal(built.status, 0, built.stderr);
    assert.match(built.stderr, /DATED STARTER/);
    assert.match((await riegel(['index', 'info'])).stdout, /list +un_sc_sanctions starter-/);
    assert.match((await riegel(['index', 'verify'])).stdout, /checksums agree/);
    const path = join(
      dataDir,
      'index',
      readdirSync(join(dataDir, 'index')).find((name) => name.endsWith('.rgx'))!,
    );
    const bytes = readFileSync(path);
    bytes[bytes.length >> 1]! ^= 0x10;
    writeFileSync(path, bytes);
    const damaged = await riegel(['index', 'verify']);
    assert.equal(damaged.status, 2);
    assert.match(damaged.stderr, /index\/damaged: .*\.rgx, byte \d+/);
    // Indexes of lists that were replaced meanwhile.
    const old = [1, 2, 3].map((age) => {
      const left = join(dataDir, 'index', `${String(age).repeat(16)}.rgx`);
      writeFileSync(left, 'old');
      utimesSync(left, age, age);
      return left;
    });
    const screened = await riegel(['screen', 'Hafiz Saeed', '--format', 'ndjson']);
    assert.equal(screened.status, 1);
    assert.match(screened.stderr, /cached index could not be used and is built anew/);
    assert.equal((await riegel(['index', 'verify'])).status, 0);
    assert.deepEqual(
      old.map((left) => existsSync(left)),
      [false, false, true],
      'of the old indexes the newest stays beside the new one',
    );
  });

  test('info without an index is an error', async () => {
    const { status, stderr } = await riegelIn(join(folder, 'nothing'), ['index', 'info']);
    assert.equal(status, 2);
    assert.match(stderr, /screening\/no-index/);
  });
});

describe('riegel compare', () => {
  test('two names', async () => {
    const { status, stdout } = await plainRiegel([
      'compare',
      'Aiman al-Sawahiri',
      'Ayman al-Zawahiri',
      '--format',
      'json',
    ]);
    assert.equal(status, 0);
    const [{ score, explanation, sentence }] = objects(stdout);
    assert.ok(score > 0.7, `${score}`);
    assert.ok(explanation.words.length >= 2);
    assert.ok(sentence.en.length > 10 && sentence.de.length > 10);
  });

  test('a file of pairs, other columns passed through, bad pairs told', async () => {
    const pairs = file(
      'pairs.csv',
      'schema,name1,name2,label\nPerson,Gulmurod Halimov,Gulmurod Khalimov,yes\nOrganization,Alpha GmbH,Omega Trust,no\nPerson,"Müller, Eva",Eva Mueller,yes\nPerson,!,Eva,no\nPerson,zu,wenig\n',
    );
    const { status, stdout, stderr } = await plainRiegel(['compare', '--pairs', pairs]);
    assert.equal(status, 2);
    const answers = objects(stdout);
    assert.deepEqual(
      answers.map(({ label, name1 }) => [label, name1]),
      [
        ['yes', 'Gulmurod Halimov'],
        ['no', 'Alpha GmbH'],
        ['yes', 'Müller, Eva'],
      ],
    );
    assert.ok(answers[0].score > 0.8 && answers[1].score < 0.5);
    assert.match(stderr, /compare\/unreadable-name: .*line 5/);
    assert.match(stderr, /compare\/bad-pair: .*line 6/);
    const csv = (await plainRiegel(['compare', '--pairs', pairs, '--format', 'csv'])).stdout;
    assert.match(csv, /^schema,name1,name2,label,score,reason,reason_de\r\n/);
    assert.match(csv, /"Müller, Eva",Eva Mueller,yes,[\d.]+,/);
  });

  test('files that are none', async () => {
    for (const [content, code] of [
      ['name1,name2,score\n', 'compare/bad-header'],
      ['name1,name2\n"a,b\n', 'compare/bad-csv'],
      [Buffer.from('name1,name2\nM\xfcller,M\xfcller\n', 'latin1'), 'compare/encoding'],
    ] as const) {
      const { status, stderr } = await plainRiegel(['compare', '--pairs', file('bad-pairs.csv', content)]);
      assert.equal(status, 2);
      assert.ok(stderr.includes(code), `${code}: ${stderr}`);
      assert.doesNotMatch(stderr, /\n\s+at /);
    }
  });
});

test('riegel explain says which word met which, whatever the score', async () => {
  const text = await riegel(['explain', 'Aiman al-Sawahiri', 'un-sc-111923']);
  assert.equal(text.status, 0, text.stderr);
  assert.match(text.stdout, /AIMAN MUHAMMED RABI AL-ZAWAHIRI/);
  assert.match(text.stdout, /Sawahiri +~ Zawahiri/);
  const far = await riegel(['explain', 'Katharina Brandt', 'un-sc-111923', '--format', 'json']);
  assert.ok(objects(far.stdout)[0].match.score < 0.5);
  const gone = await riegel(['explain', 'A B', 'un-sc-0']);
  assert.equal(gone.status, 2);
  assert.match(gone.stderr, /cli\/unknown-entity/);
});

const house = (count: number, more = '') =>
  `no,name\n${Array.from({ length: count }, (_, i) => `${1000 + i},Zebulon Quimbrell${'abcdefghijklmnopqrstuvwxyz'[i % 26]}${'klmnopqrst'[i % 10]}`).join('\n')}\n${more}`;

test('riegel lists: import, screen, diff, refusal, release, history, status', async () => {
  const dir = join(folder, 'own');
  const mapping = file('house-mapping.json', houseMapping());
  const lists = (...args: string[]) => riegelIn(dir, ['lists', ...args]);
  const first = await lists('import', file('house.csv', house(40)), '--mapping', mapping);
  assert.equal(first.status, 0, first.stderr);
  assert.match(first.stdout, /house_list: in force \S+, 40 entities/);
  const screened = await riegelIn(dir, [
    'screen',
    'Zebulon Quimbrellak',
    '--format',
    'ndjson',
    '--lists',
    'house_list',
  ]);
  assert.equal(screened.status, 1, screened.stderr);
  assert.doesNotMatch(screened.stderr, /STARTER/);
  assert.deepEqual(objects(screened.stdout)[0].matches[0].lists, ['house_list']);
  const second = await lists(
    'import',
    file('house.csv', house(40, '2000,Wilhelmina Farnsbeck\n')),
    '--source',
    'house_list',
  );
  assert.equal(second.status, 0, second.stderr);
  assert.equal((await riegelIn(dir, ['screen', 'Wilhelmina Farnsbeck'])).status, 1);
  const diff = await lists('diff', 'house_list', ...(await historyVersions(lists)));
  assert.match(diff.stdout, /1 added, 0 removed/);
  assert.match(diff.stdout, /Wilhelmina Farnsbeck/);
  const shrunk = await lists('import', file('house.csv', house(5)), '--source', 'house_list');
  assert.equal(shrunk.status, 2);
  assert.match(shrunk.stdout, /REFUSED .* stays in force/);
  assert.match(shrunk.stderr, /lists\/shrunk/);
  assert.match((await lists('status')).stdout, /house_list .*41 entities[\s\S]*REFUSED/);
  const refused = JSON.parse((await lists('history', 'house_list', '--format', 'json')).stdout).at(
    -1,
  ).version;
  const released = await lists(
    'release',
    'house_list',
    refused,
    '--by',
    'A. Meyer',
    '--reason',
    'the committee delisted 36',
  );
  assert.equal(released.status, 0, released.stderr);
  assert.match((await lists('history', 'house_list')).stdout, /released by A\. Meyer/);
  assert.equal((await riegelIn(dir, ['screen', 'Wilhelmina Farnsbeck'])).status, 0);
});

test('riegel lists links: who stands on two lists, with the evidence', async () => {
  const dir = join(folder, 'two');
  const csv = file(
    'house.csv',
    'no,name\nAB1234567,Zebulon Ostomir Quimbrellak\nCD7654321,Wilhelmina Farnsbeck\n',
  );
  for (const id of ['house_list', 'other_list']) {
    const mapping = file(
      `${id}-mapping.json`,
      houseMapping().replaceAll('house_list', id).replace('"house"', `"${id}"`),
    );
    const imported = await riegelIn(dir, ['lists', 'import', csv, '--mapping', mapping]);
    assert.equal(imported.status, 0, imported.stderr + imported.stdout);
  }
  const links = (...args: string[]) => riegelIn(dir, ['lists', 'links', ...args]);
  const found = await links();
  assert.equal(found.status, 0, found.stderr);
  assert.match(found.stdout, /^2 linked, 0 proposed\n/);
  assert.match(found.stdout, /identifier register AB1234567; names 1\.00/);
  const [one] = objects((await links('--list', 'other_list', '--format', 'json')).stdout);
  assert.equal(one.state, 'linked');
  assert.match((await links('--state', 'proposed')).stdout, /^0 linked, 0 proposed\n/);
  for (const [args, code] of [
    [['--list', 'nope'], 'screening/unknown-list'],
    [['--state', 'maybe'], 'cli/usage'],
    [['--format', 'xml'], 'cli/usage'],
  ] as const) {
    const { status, stderr } = await links(...args);
    assert.equal(status, 2);
    assert.ok(stderr.includes(code), stderr);
  }
});

async function historyVersions(lists: (...args: string[]) => Promise<{ stdout: string }>): Promise<string[]> {
  const history = JSON.parse((await lists('history', 'house_list', '--format', 'json')).stdout) as {
    version: string;
  }[];
  return history.map(({ version }) => version);
}

test('riegel lists: what is wrong is one line with a code', async () => {
  for (const [args, code] of [
    [['lists', 'import', 'package.json', '--source', 'frob'], 'lists/unknown-source'],
    [['lists', 'import', 'package.json', '--source', 'un_sc_sanctions'], 'lists/'],
    [['lists', 'diff', 'un_sc_sanctions'], 'lists/no-version'],
    [
      ['lists', 'release', 'un_sc_sanctions', 'x', '--by', 'A', '--reason', ' '],
      'lists/release-without-author',
    ],
  ] as const) {
    const { status, stderr } = await riegelIn(join(folder, 'empty'), args);
    assert.equal(status, 2, args.join(' '));
    assert.ok(stderr.includes(code), `${args.join(' ')}: ${stderr}`);
    assert.doesNotMatch(stderr, /\n\s+at /);
  }
  assert.match(
    (await riegelIn(join(folder, 'empty'), ['lists', 'status', '--all'])).stdout,
    /un_sc_sanctions .*can be fetched/,
  );
  assert.ok(readFileSync(join(ROOT, 'README.md'), 'utf8').includes('npm ci && npm run demo'));
});
