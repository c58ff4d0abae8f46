import assert from 'node:assert/strict';
import { test } from 'node:test';
import { file, riegel } from './riegel.ts';

test('customers are taken in, swept and told of', async () => {
  const table = file('customers.csv', 'id,name\n1,Hafiz Saeed\n2,Martha Oberholt\n,Nobody Known\n');
  const first = await riegel(['customers', 'import', table]);
  assert.match(first.stdout, /^2 screened, 0 as they were; 1 with an alert, 1 not taken in$/m);
  assert.match(first.stderr, /screening\/bad-customer/);
  assert.equal(first.status, 2);

  file('customers.csv', 'id,name\n1,Hafiz Saeed\n2,Martha Oberholz\n');
  const second = await riegel(['customers', 'import', table]);
  assert.match(second.stdout, /^1 screened, 1 as they were; 1 with an alert, 0 not taken in$/m);
  assert.equal(second.status, 1);

  const swept = await riegel(['customers', 'sweep']);
  assert.match(swept.stdout, /^2 customers checked from .* 1 with an alert, 0 could not be screened$/m);
  assert.match(swept.stdout, /^statement: journal record \d+, signed$/m);
  assert.equal(swept.status, 1);

  const status = await riegel(['customers', 'status']);
  assert.match(status.stdout, /^customers {3}2\nalert {7}1\nclear {7}1\npending {5}nothing\nsweep 1/);
  assert.equal(status.status, 0);

  const names = file('names.txt', 'Hafiz Saeed\n');
  const refused = await riegel(['customers', 'import', names, '--as', 'names']);
  assert.match(refused.stderr, /cli\/no-table/);
  assert.equal(refused.status, 2);
});
