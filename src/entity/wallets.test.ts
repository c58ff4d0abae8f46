import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { findWallets, recogniseWallet } from './wallets.ts';

/** Addresses from the specifications of the chains, and of well-known contracts. */
const published: [address: string, currency: string, checksum: string][] = [
  ['1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa', 'BTC', 'valid'],
  ['3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy', 'BTC', 'valid'],
  ['bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4', 'BTC', 'valid'],
  ['BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4', 'BTC', 'valid'],
  ['bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0', 'BTC', 'valid'],
  ['bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a', 'BCH', 'valid'],
  ['0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed', 'ETH', 'valid'],
  ['0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed', 'ETH', 'none'],
  ['TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t', 'TRX', 'valid'],
  ['rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh', 'XRP', 'valid'],
  ['TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA', 'SOL', 'none'],
  [
    '888tNkZrPN6JsEgekjMnABU4TBzc2Dt29EPAvkRxbANsAnjyPbb3iQ1YBRk1UXcdRsiKc9dhwMVgN5S9cQUiyoogDavup3H',
    'XMR',
    'valid',
  ],
];

test('recognises published addresses', () => {
  for (const [address, currency, checksum] of published) {
    const found = recogniseWallet(address);
    assert.ok(found, address);
    assert.ok(found.currencies.includes(currency), address);
    assert.equal(found.checksum, checksum, address);
  }
});

test('one normal form for one wallet', () => {
  const same = (a: string, b: string) =>
    assert.equal(recogniseWallet(a)?.normalised, recogniseWallet(b)?.normalised);
  same('0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed', '0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed');
  same(
    'BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4',
    'bitcoin:bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4?amount=1',
  );
  same(
    'bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a',
    'qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a',
  );
});

test('reads an address typed with letters of other scripts where its checksum fits', () => {
  const tether = 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t';
  assert.deepEqual(recogniseWallet(tether.replace('T', 'Т').replace('C', 'Ϲ')), {
    ...recogniseWallet(tether),
    lookAlikes: true,
  });
  assert.equal(recogniseWallet(tether.replace('T', 'Т').replace('8', '9')), undefined);
});

test('a mistyped address is never valid', () => {
  const checked = published.filter(([, , checksum]) => checksum === 'valid').map(([address]) => address);
  fc.assert(
    fc.property(
      fc.constantFrom(...checked),
      fc.nat(),
      fc.constantFrom(...'23456789acdefhjk'),
      (address, seed, sign) => {
        const place = 5 + (seed % (address.length - 5));
        const slipped = address.slice(0, place) + sign + address.slice(place + 1);
        const found = recogniseWallet(slipped);
        if (found === undefined || found.normalised === recogniseWallet(address)?.normalised) return;
        assert.notEqual(found.checksum, 'valid', slipped);
      },
    ),
    { numRuns: 1000 },
  );
});

test('other texts are no wallets', () => {
  for (const text of [
    '',
    'DE89370400440532013000',
    'Mohammed Abdullah al Rahman',
    '0x1234',
    '1'.repeat(600),
    'supercalifragilisticexpialidocious',
  ]) {
    assert.equal(recogniseWallet(text), undefined, text);
  }
  fc.assert(
    fc.property(
      fc.string({ maxLength: 120 }),
      (text) => recogniseWallet(text) === undefined || text.length >= 25,
    ),
  );
});

test('finds wallets in free text with their places', () => {
  const text = `Send to ${published[0]![0]}, (${published[7]![0]}) or "${published[8]![0]}". Not: supercalifragilisticexpialidocious.`;
  const found = findWallets(text);
  assert.deepEqual(
    found.map((one) => text.slice(one.start, one.end)),
    [published[0]![0], published[7]![0], published[8]![0]],
  );
});

const corpus = join(process.env.RIEGEL_CORPUS ?? '../shared', 'lists/ofac_crypto_addresses');

test('every address that OFAC lists is recognised with its currency', {
  skip: !existsSync(corpus) && 'corpus not found',
}, () => {
  // Listed as Bitcoin; by its form and checksum it is of Tron.
  const misnamed = new Set(['TUCsTq7TofTCJRRoHk6RvhMoS2mJLm5Yzq']);
  let count = 0;
  for (const file of readdirSync(corpus).filter((name) => name.endsWith('.txt'))) {
    const ticker = /_([A-Z]+)\.txt$/.exec(file)![1]!;
    const currency = ticker === 'XBT' ? 'BTC' : ticker;
    for (const address of readFileSync(join(corpus, file), 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '')) {
      const found = recogniseWallet(address);
      assert.ok(found, address);
      assert.ok(
        found.currencies.includes(misnamed.has(address) ? 'TRX' : currency),
        `${currency} ${address}`,
      );
      assert.notEqual(found.checksum, 'invalid', `${currency} ${address}`);
      const [inText] = findWallets(`pls send to ${address}, thx`);
      // A bare hash in a text is mostly no payment id.
      if (found.kind === 'address')
        assert.equal(inText?.normalised, found.normalised, `${currency} ${address}`);
      count++;
    }
  }
  assert.ok(count > 500, `${count} addresses`);
});
