import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { folder, ROOT, riegelIn } from './riegel.ts';

const dir = join(folder, 'policies');
const policy = (...args: string[]) => riegelIn(dir, ['policy', ...args]);
const profile = (name: string) =>
  readFileSync(join(ROOT, `src/screening/policies/profiles/${name}.data.json`), 'utf8');
const standard = join(folder, 'standard.json');
writeFileSync(standard, profile('standard'));

test('riegel policy: show, edit, diff, activate by two persons, list', async () => {
  const shown = await policy('show', 'STANDARD');
  assert.equal(shown.status, 0, shown.stderr);
  const own = join(folder, 'own.yaml');
  writeFileSync(
    own,
    shown.stdout.replace('limit: 100', 'limit: 50').replace('activation: false', 'activation: true'),
  );
  const diff = await policy('diff', standard, own);
  assert.equal(diff.stdout, '/limit: 100 -> 50\n/fourEyes/activation: false -> true\n', diff.stderr);
  const first = await policy('activate', own, '--by', 'A. Meyer', '--reason', 'fewer rows');
  assert.match(first.stdout, /^STANDARD@2 waits for a second person/);
  const same = await policy('activate', 'STANDARD@2', '--by', 'a. meyer', '--reason', 'mine');
  assert.equal(same.status, 2);
  assert.match(same.stderr, /policy\/same-person/);
  const second = await policy('activate', 'STANDARD@2', '--by', 'B. Schulz', '--reason', 'agreed');
  assert.equal(second.stdout, 'STANDARD@2 is in force\n');
  const list = await policy('list');
  assert.match(list.stdout, /STANDARD@1 +past/);
  assert.match(
    list.stdout,
    /STANDARD@2 +in-force .* A\. Meyer: fewer rows {2}doors: customer, payment, text\n/,
  );
});

test('riegel policy report validates the live configuration, and replay names what it cannot run', async () => {
  const report = await policy('report', '--per-list', '30');
  assert.equal(report.status, 1, report.stderr);
  assert.match(report.stdout, /exact name +30 of 30 found\n/);
  assert.match(report.stdout, /To be looked at\n {2}un_sc_sanctions is starter/);
  const replayed = await riegelIn(dir, ['replay', '0']);
  assert.equal(replayed.status, 2);
  assert.match(replayed.stderr, /replay\/no-screening/);
});

test('riegel policy check tells the place of what is wrong', async () => {
  const checked = await policy('check', standard);
  assert.match(checked.stdout, /^STANDARD is a policy for customer, payment, traveller, text\n/);
  const bad = join(folder, 'bad.json');
  writeFileSync(bad, profile('ofac').replace('"clear": "P10Y"', '"clear": "P5Y"'));
  const refused = await policy('check', bad);
  assert.equal(refused.status, 2);
  assert.match(refused.stderr, /policy\/invalid: .*31 CFR 501\.601.*bad\.json, \/retention\/clear, line \d+/);
  assert.match((await policy('check', 'nowhere.yaml')).stderr, /cli\/no-file/);
  const schema = JSON.parse((await policy('show', '--schema')).stdout);
  assert.equal(schema.$id, 'urn:riegel:policy:1');
});
