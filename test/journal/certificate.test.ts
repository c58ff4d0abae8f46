import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
  attachedCertificate,
  type Certificate,
  certificateOf,
  certificatePdf,
  type Journal,
  openCheckpoint,
  openJournal,
  openKeys,
  publicKeyFile,
  verifyCertificate,
  verifyConsistency,
} from '../../src/journal/index.ts';
import type { Store } from '../../src/store/index.ts';
import { riegelIn } from '../cli/riegel.ts';
import { onEmbedded } from '../store/both-stores.ts';

const code = (expected: string) => ({ name: 'RiegelError', code: expected });

const NAMES = [
  'Владимир Петров',
  'محمد علي الكعبي',
  '王小明',
  '김철수',
  'Müller Żółć',
  'Γιώργος',
  '\ud83d\ude00\u0007',
];

onEmbedded('a certificate', (database) => {
  let store: Store;
  let journal: Journal;
  before(async () => {
    store = await database.open();
    journal = await openJournal(store, openKeys(database));
    await journal.append(
      Array.from({ length: 300 }, (_, number) => ({
        kind: 'screening',
        actor: 'api-key:test',
        references: { lists: { un_sc_sanctions: 'v1' }, index: 'abc' },
        result: { outcome: 'clear', number },
        ...(number === 7 ? {} : { personal: { schema: 'Person', properties: { name: NAMES } } }),
      })),
    );
  });
  after(async () => await store.close());
  const key = () => journal.verifier.text;

  test('of every record holds, with nothing but the public key', async () => {
    for (const seq of [0, 1, 7, 127, 255, 256, 299]) {
      const certificate = JSON.parse(JSON.stringify(await certificateOf(journal, seq))) as Certificate;
      const { record, personal, size } = verifyCertificate(certificate, key());
      assert.equal(record.seq, seq);
      assert.equal(size, 300);
      if (seq === 7) assert.equal(personal, undefined);
      else assert.deepEqual(personal, { schema: 'Person', properties: { name: NAMES } });
    }
    await assert.rejects(certificateOf(journal, 300), code('journal/no-record'));
  });

  test('does not hold when anything in it is changed', async () => {
    const good = JSON.stringify(await certificateOf(journal, 5));
    // biome-ignore lint/suspicious/noExplicitAny: what is made of it has no type.
    const changed = (change: (certificate: any) => void) => {
      const certificate = JSON.parse(good);
      change(certificate);
      return () => verifyCertificate(certificate, key());
    };
    assert.throws(
      changed((c) => (c.record.result.outcome = 'alert')),
      code('certificate/not-included'),
    );
    assert.throws(
      changed((c) => (c.record.seq = 6)),
      code('certificate/not-included'),
    );
    assert.throws(
      changed((c) => (c.record.at = '2020-01-01T00:00:00.000Z')),
      code('certificate/not-included'),
    );
    assert.throws(
      changed((c) => c.inclusion.proof.pop()),
      code('certificate/not-included'),
    );
    assert.throws(
      changed((c) => (c.opened.personal.properties.name[0] = 'X')),
      code('certificate/other-subject'),
    );
    assert.throws(
      changed((c) => (c.opened.salt = 'AAAA')),
      code('certificate/other-subject'),
    );
    assert.throws(
      changed((c) => (c.inclusion.checkpoint = c.inclusion.checkpoint.replace('\n300\n', '\n301\n'))),
      code('certificate/not-signed'),
    );
    assert.throws(
      changed((c) => (c.key = '00000000')),
      code('certificate/other-journal'),
    );
    for (const no of [null, 5, [], {}, { type: 'x' }, 'text']) {
      assert.throws(() => verifyCertificate(no, key()), code('certificate/unreadable'));
    }
    assert.throws(
      changed((c) => delete c.inclusion),
      code('certificate/unreadable'),
    );
    assert.throws(
      changed((c) => (c.opened = 5)),
      code('certificate/unreadable'),
    );
    const other = openKeys({ dataDir: join(database.dataDir, 'other') }).signing.verifier.text;
    assert.throws(() => verifyCertificate(JSON.parse(good), other), code('certificate/other-journal'));
    assert.throws(() => verifyCertificate(JSON.parse(good), 'no key'), code('journal/bad-key'));
  });

  test('on paper carries the evidence', async () => {
    const certificate = await certificateOf(journal, 3);
    const pdf = await certificatePdf(certificate);
    assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
    assert.equal(pdf.toString('latin1').match(/\/Type \/Page\n/g)?.length, 1, 'one page');
    assert.deepEqual(attachedCertificate(pdf), JSON.parse(JSON.stringify(certificate)));
    const long = {
      ...certificate,
      opened: {
        personal: Object.fromEntries(
          NAMES.concat(Array(200).fill('x')).map((n, i) => [`m${i}`, n.repeat(90)]),
        ),
        salt: '',
      },
    };
    assert.equal((await certificatePdf(long)).toString('latin1').match(/\/Type \/Page\n/g)?.length, 1);
    assert.throws(
      () => attachedCertificate(Buffer.from('%PDF-1.3\n/EmbeddedFile\n')),
      code('certificate/unreadable'),
    );
    assert.throws(() => attachedCertificate(pdf.subarray(0, 900)), code('certificate/unreadable'));
  });

  test('says that the subject is erased', async () => {
    await journal.eraseSubject({ seq: 9, actor: 'user:1', reason: 'Art. 17' });
    const certificate = await certificateOf(journal, 9);
    const { record, personal, erasedAt } = verifyCertificate(certificate, key());
    assert.deepEqual([record.seq, personal], [9, undefined]);
    assert.ok(erasedAt);
    assert.ok((await certificatePdf(certificate)).length > 0);
  });

  test('and its journal grow, and show that they only grow', async () => {
    const earlier = openCheckpoint(await journal.checkpoint(), journal.verifier)!;
    await journal.append([{ kind: 'decision', actor: 'user:2', result: { decision: 'cannot tell' } }]);
    const later = openCheckpoint(await journal.checkpoint(), journal.verifier)!;
    const proof = (await journal.consistency(earlier.size, later.size)).map((hash) =>
      Buffer.from(hash, 'base64'),
    );
    assert.ok(verifyConsistency(earlier.size, later.size, earlier.root, later.root, proof));
    assert.ok(!verifyConsistency(earlier.size, later.size, later.root, earlier.root, proof));
    await assert.rejects(journal.consistency(0, 5), code('journal/no-such-size'));
    await assert.rejects(journal.consistency(5, 10_000), code('journal/no-such-size'));
  });

  test('is issued and verified on the command line', async () => {
    await store.close();
    const run = async (...words: string[]) => await riegelIn(database.dataDir, words);
    const at = (name: string) => join(database.dataDir, name);
    const checkpoint = await run('journal', 'checkpoint');
    writeFileSync(at('kept.txt'), checkpoint.stdout);
    const sound = await run('journal', 'verify', '--checkpoint', at('kept.txt'));
    assert.match(sound.stdout, /^302 records, .* agree: sound\nroot /);
    assert.equal(sound.status, 0);
    assert.equal((await run('certificate', '4', '-o', at('c.json'))).status, 0);
    assert.equal((await run('certificate', '4', '-o', at('c.pdf'))).status, 0);
    for (const name of ['c.json', 'c.pdf']) {
      const verified = await run('verify', at(name), '--key', publicKeyFile(database.dataDir));
      assert.match(verified.stdout, /^holds {7}record 4 of a signed journal of 302\n/);
    }
    writeFileSync(at('bad.json'), '{}');
    assert.match((await run('verify', at('bad.json'))).stderr, /certificate\/unreadable/);
    assert.match((await run('certificate', 'x')).stderr, /cli\/usage/);
    assert.match((await riegelIn(at('nowhere'), ['journal', 'verify'])).stderr, /journal\/none/);
    await database.tamper(
      'set session_replication_role = replica',
      `update journal_record set body = replace(body, 'clear', 'alert') where seq = 4`,
    );
    const unsound = await run('journal', 'verify');
    assert.match(unsound.stdout, /^altered +Record 4: its body was changed\n/);
    assert.match(unsound.stdout, /NOT SOUND/);
    assert.equal(unsound.status, 2);
    store = await database.open();
  });
});
