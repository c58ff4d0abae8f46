import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { buildIndex, openIndex } from '../../src/match/index.ts';
import { readPaymentDocuments } from '../../src/messages/index.ts';
import { PaymentScreener } from '../../src/screening/index.ts';
import { fillMessage, readSchema } from '../messages/filled-message.ts';

const SCHEMA = resolve(
  process.env.RIEGEL_CORPUS ?? join(import.meta.dirname, '../../../shared'),
  'messages/xsd_iso20022_moov/pacs.008.001.09.xsd',
);
const skip = existsSync(SCHEMA) ? false : `no schema at ${SCHEMA}; set RIEGEL_CORPUS`;

const NAME = 'Zoltan Quimbrell';
/** Shorter than the name, or with a form of its own that it cannot have. */
const OTHER = /^(?:Max(?:[1-9]|1\d)Text|IBAN|(?:Any)?BIC|LEI|Phone)/;

const screener = new PaymentScreener(
  openIndex(
    buildIndex(
      [
        {
          id: 'p',
          schema: 'Person',
          caption: NAME,
          properties: { name: [NAME] },
          datasets: ['test'],
          target: true,
        },
      ],
      { lists: { test: '1' } },
    ).buffer,
  ),
);

test('a listed name in whatever text of a credit transfer is an alert at its place', { skip }, (context) => {
  const schema = readSchema(readFileSync(SCHEMA, 'utf8'));
  const planted = fillMessage(schema).leaves.filter(({ text, type }) => text && !OTHER.test(type));
  const missed: string[] = [];
  for (const { path } of planted) {
    const names = path.split('/').slice(1);
    const [document, ...others] = names;
    const start = [`<${document} xmlns="${schema.namespace}">`, ...others.map((name) => `<${name}>`)];
    const source = `${start.join('')}${NAME}${names
      .toReversed()
      .map((name) => `</${name}>`)
      .join('')}`;
    const bytes = Buffer.from(source);
    const found = readPaymentDocuments({ name: 'planted.xml', bytes })
      .flatMap(({ transactions }) => transactions)
      .flatMap((transaction) => screener.screen({ transaction }, 'planted.xml').matches)
      .some(({ places }) => places.some(({ start: from, end }) => source.slice(from, end) === NAME));
    if (!found) missed.push(path);
  }
  context.diagnostic(`${planted.length} places`);
  assert.ok(planted.length > 900);
  assert.deepEqual(missed, []);
});
