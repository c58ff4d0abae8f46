import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { folder, riegel, spawned } from './riegel.ts';

before(async () => {
  assert.equal((await riegel(['index', 'build'])).status, 0);
});

const IBAN = '<Id><IBAN>DE89370400440532013000</IBAN></Id>';
const transfer = (id: string, payee: string) =>
  `<CdtTrfTxInf><PmtId><EndToEndId>${id}</EndToEndId></PmtId><IntrBkSttlmAmt Ccy="EUR">5000</IntrBkSttlmAmt><Dbtr><Nm>Martha Oberholt</Nm></Dbtr><DbtrAcct>${IBAN}</DbtrAcct><DbtrAgt><FinInstnId><BICFI>DEUTDEFF</BICFI></FinInstnId></DbtrAgt><CdtrAgt><FinInstnId><BICFI>BNPAFRPP</BICFI></FinInstnId></CdtrAgt><Cdtr><Nm>${payee}</Nm></Cdtr><CdtrAcct><Id><IBAN>FR1420041010050500013M02606</IBAN></Id></CdtrAcct></CdtTrfTxInf>`;
const message = (...transfers: string[]) =>
  `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf><GrpHdr><MsgId>M1</MsgId></GrpHdr>${transfers.join('')}</FIToFICstmrCdtTrf></Document>`;

const CLEAN = message(transfer('E1', 'Bruno Oberpol'));
const LISTED = message(transfer('E1', 'Bruno Oberpol'), transfer('E2', 'Aiman al-Sawahiri'));

function written(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('riegel pay', () => {
  test('answers transaction by transaction, with exit codes like those of riegel screen', async () => {
    const clean = await riegel(['pay', written('clean.xml', CLEAN)]);
    assert.equal(clean.status, 0, clean.stderr);
    assert.match(clean.stdout, /^CLEAR +pacs\.008 M1 · 1 · E1 · 5000 EUR\n {2}debtor: Martha Oberholt/);
    const file = written('listed.xml', LISTED);
    const listed = await riegel(['pay', file, '--format', 'json']);
    assert.equal(listed.status, 1, listed.stderr);
    const [first, second] = JSON.parse(listed.stdout);
    assert.deepEqual([first.outcome, second.outcome], ['clear', 'alert']);
    assert.match(second.matches[0].caption, /ZAWAHIRI/);
    const [{ start, end, path }] = second.matches[0].places;
    assert.equal(LISTED.slice(start, end), 'Aiman al-Sawahiri');
    assert.equal(path, '/Document/FIToFICstmrCdtTrf/CdtTrfTxInf[2]/Cdtr/Nm');
    assert.equal(first.completeness.grade, 'inside');
    const broken = await riegel(['pay', file, written('broken.xml', '<Document><x>'), '--format', 'ndjson']);
    assert.equal(broken.status, 2);
    assert.match(broken.stdout, /"quarantined":\{"code":"messages\//);
    assert.equal((await riegel(['pay', join(folder, 'none.xml')])).status, 2);
    assert.match((await riegel(['pay', file, '--policy', 'NONE'])).stderr, /policy\/unknown/);
    assert.match((await riegel(['pay', file, '--regime', 'XX'])).stderr, /cli\/usage/);
  });

  test('writes status reports and counts institutions', async () => {
    const file = written(
      'reply.xml',
      LISTED.replace('<Nm>Bruno Oberpol</Nm>', '').replace('BNPAFRPP', 'CHASUS33'),
    );
    const replies = join(folder, 'replies');
    const counts = join(folder, 'institutions.json');
    const answer = await riegel(['pay', file, '--replies', replies, '--institutions', counts]);
    assert.equal(answer.status, 1, answer.stderr);
    assert.deepEqual(readdirSync(replies), ['reply.xml.1.pacs.002.xml']);
    assert.match(readFileSync(join(replies, 'reply.xml.1.pacs.002.xml'), 'utf8'), /<TxSts>PDNG<.*<Cd>RR03</);
    assert.match(answer.stderr, /DEUTDEFF · de · 1 of 2 incomplete/);
    assert.equal(JSON.parse(readFileSync(counts, 'utf8')).counts[0].transfers, 2);
  });

  test('a watched folder answers each file once, keeps what cannot be read apart and takes up what was left', () => {
    const inbox = join(folder, 'inbox');
    // Claimed by a watcher that has ended: no process has this number.
    const left = join(inbox, 'work', `${hostname()}.999999999`);
    mkdirSync(left, { recursive: true });
    writeFileSync(join(left, 'left.xml'), CLEAN);
    writeFileSync(join(inbox, 'one.xml'), LISTED);
    writeFileSync(join(inbox, 'two.xml'), LISTED);
    writeFileSync(join(inbox, 'later.xml.part'), CLEAN);
    const bad = Buffer.from('<?xml version="1.0" encoding="EBCDIC-CP-US"?><Document/>');
    writeFileSync(join(inbox, 'bad.xml'), bad);
    const { status, stderr } = spawned(['pay', '--watch', inbox, '--once']);
    assert.equal(status, 2, stderr);
    const done = readdirSync(join(inbox, 'done')).map((name) => name.replace(/\.[0-9a-f]{16}/, ''));
    assert.deepEqual(done.sort(), [
      'left.xml',
      'left.xml.1.pacs.002.xml',
      'left.xml.ndjson',
      'one.xml',
      'one.xml.1.pacs.002.xml',
      'one.xml.ndjson',
    ]);
    assert.match(stderr, /two\.xml was answered before, in one\.xml/);
    assert.match(stderr, /left\.xml was left behind/);
    assert.equal(readdirSync(join(inbox, 'failed')).length, 2, stderr);
    assert.deepEqual(readdirSync(inbox).sort(), ['done', 'failed', 'later.xml.part', 'work']);
    const name = readdirSync(join(inbox, 'done')).find((each) => /^one.*ndjson$/.test(each))!;
    const answers = readFileSync(join(inbox, 'done', name), 'utf8')
      .trim()
      .split('\n');
    assert.deepEqual(
      answers.map((line) => JSON.parse(line).outcome),
      ['clear', 'alert'],
    );
    assert.ok(existsSync(join(inbox, 'work')));
  });
});
