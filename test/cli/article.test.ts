import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { objects, ROOT, riegel } from './riegel.ts';

test('an article: listed names with their places, ordinary people and page furniture left alone', async () => {
  const { status, stdout, stderr } = await riegel(['screen', 'examples/artikel.html', '--format', 'ndjson']);
  assert.equal(status, 1, stderr);
  const answers = objects(stdout);
  const names: string[] = answers.map(({ subject }) => subject.properties.name[0]);
  for (const expected of [/Baghdadi/, /Shekau/, /Boko Haram/, /Haqqani/]) {
    assert.ok(
      names.some((name) => expected.test(name)),
      `${expected} is not among ${names.join(', ')}`,
    );
  }
  for (const ordinary of ['Samira Haddad', 'Jonas Weber', 'Leyla Aydın', 'Impressum']) {
    assert.ok(!names.some((name) => name.includes(ordinary)), ordinary);
  }
  const lines = readFileSync(join(ROOT, 'examples/artikel.html'), 'utf8').split('\n');
  for (const { subject, outcome, matches } of answers) {
    const [name] = subject.properties.name;
    assert.equal(outcome, 'alert');
    assert.ok(matches.length > 0);
    assert.ok(
      lines[subject.origin.line - 1]!.includes(name.split(' ')[0]),
      `${name} on ${subject.origin.line}`,
    );
    assert.ok(subject.origin.span[1] > subject.origin.span[0]);
  }
});
