import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { keyOfHeader } from './authorization.ts';
import { OF_ADDRESS, OF_LOGIN, waitAfter } from './back-off.ts';
import { keyText, newKeyText, readKeyText } from './key-text.ts';
import { checkedPassword, checkPassword, hashPassword, PASSWORD_COST } from './password.ts';
import { newRecoveryCodes, recoveryDigest } from './recovery-codes.ts';
import { digestOf, newSecret, sameBytes } from './secret.ts';
import { newTotpSecret, totpCode, totpInvitation, totpStep } from './totp.ts';

const CHEAP = { memory: 64, passes: 1, lanes: 1 };

describe('a random secret', () => {
  test('is 256 bits, and known by its digest', () => {
    const secret = newSecret();
    assert.equal(Buffer.from(secret, 'base64url').length, 32);
    assert.notEqual(newSecret(), secret);
    assert.ok(sameBytes(digestOf(secret), digestOf(secret)));
    assert.ok(!sameBytes(digestOf(secret), digestOf(newSecret())));
    assert.ok(!sameBytes(Buffer.from('a'), Buffer.from('ab')));
  });
});

describe('an API key as text', () => {
  test('is read as it was written', () => {
    for (let i = 0; i < 50; i++) {
      const key = newKeyText();
      assert.deepEqual(readKeyText(keyText(key)), key);
    }
  });

  test('is nothing else', () => {
    const text = keyText(newKeyText());
    for (const wrong of [
      '',
      text.slice(1),
      `${text}x`,
      text.toUpperCase(),
      `${text}\n`,
      text.replace('_', '-'),
    ]) {
      assert.equal(readKeyText(wrong), undefined, wrong);
    }
    fc.assert(fc.property(fc.string(), (other) => readKeyText(other) === undefined));
  });

  test('is found in a header in every form that clients send', () => {
    const key = keyText(newKeyText());
    const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
    for (const header of [`Bearer ${key}`, `bearer  ${key}`, `ApiKey ${key}`, `Token ${key}`]) {
      assert.equal(keyOfHeader(header), key);
    }
    assert.equal(keyOfHeader(basic(`me:${key}`)), key);
    assert.equal(keyOfHeader(basic(`${key}:`)), key);
    for (const header of [
      '',
      'Bearer',
      `Digest ${key}`,
      key,
      `Bearer ${key} ${key}`,
      `Bearer ${'x'.repeat(2000)}`,
    ]) {
      assert.equal(keyOfHeader(header), undefined, header);
    }
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (header) => void keyOfHeader(header)));
  });
});

describe('a password', () => {
  test('is long enough and not too long, with any characters', () => {
    for (const good of ['correct horse battery', 'парольный дворец', 'zwölf Boxkämpfer', ' 123456789ab ']) {
      assert.equal(checkedPassword(good, 'anna'), good);
    }
    for (const bad of [
      'short',
      'x'.repeat(12),
      'abababababababab',
      `${'abcd'.repeat(32)}e`,
      'I am Anna, hello',
    ]) {
      assert.throws(() => checkedPassword(bad, 'anna'), { code: 'access/bad-password' }, bad);
    }
  });

  test('is right, whichever keyboard typed it, and any other is wrong', async () => {
    const composed = 'Caf\u00e9 am Ring 12';
    const stored = await hashPassword(checkedPassword(composed, 'anna'), CHEAP);
    assert.deepEqual(await checkPassword('Cafe\u0301 am Ring 12', stored, CHEAP), {
      right: true,
      outdated: false,
    });
    assert.deepEqual(await checkPassword('Cafe am Ring 12', stored, CHEAP), {
      right: false,
      outdated: false,
    });
    assert.ok(!stored.includes('Caf'));
  });

  test('is hashed anew where the cost has changed, and twice never the same', async () => {
    const stored = await hashPassword('correct horse battery', CHEAP);
    assert.notEqual(await hashPassword('correct horse battery', CHEAP), stored);
    const dearer = { ...CHEAP, passes: 2 };
    assert.deepEqual(await checkPassword('correct horse battery', stored, dearer), {
      right: true,
      outdated: true,
    });
    await assert.rejects(checkPassword('x', 'plain text', CHEAP), { code: 'access/damaged' });
  });

  test('costs by default what RFC 9106 recommends', async () => {
    assert.match(
      await hashPassword('correct horse battery', PASSWORD_COST),
      /^\$argon2id\$v=19\$m=65536,t=3,p=4\$/,
    );
  });

  test('waits its turn, and a flood is refused', async () => {
    const slow = { memory: 8_192, passes: 2, lanes: 1 };
    const stored = await hashPassword('correct horse battery', slow);
    const answers = await Promise.allSettled(
      Array.from({ length: 60 }, () => checkPassword('correct horse battery', stored, slow)),
    );
    const refused = answers.filter(({ status }) => status === 'rejected');
    assert.ok(refused.length > 0 && refused.length < 60);
    for (const answer of refused) {
      assert.equal((answer as PromiseRejectedResult).reason.code, 'access/overloaded');
    }
    assert.ok((await checkPassword('correct horse battery', stored, slow)).right, 'afterwards it goes on');
  });
});

describe('a code of an authenticator', () => {
  // RFC 6238, appendix B, the column of SHA-1: 8 digits.
  const secret = Buffer.from('12345678901234567890');
  const vectors: readonly (readonly [seconds: number, code: string])[] = [
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ];

  test('is that of RFC 6238, appendix B', () => {
    for (const [seconds, code] of vectors) {
      assert.equal(totpCode(secret, seconds * 1000, 8), code);
      assert.equal(totpStep(secret, code.slice(2), seconds * 1000), Math.floor(seconds / 30));
    }
  });

  test('counts in its own time step and one beside, and names the step', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 2 ** 31 }), fc.integer({ min: -5, max: 5 }), (step, late) => {
        const now = (step + late) * 30_000;
        const found = totpStep(secret, totpCode(secret, step * 30_000), now);
        // Two steps may have the same code by chance, one in a million.
        if (Math.abs(late) <= 1)
          assert.ok(found === step || totpCode(secret, found! * 30_000) === totpCode(secret, step * 30_000));
        else assert.ok(found === undefined || found !== step);
      }),
    );
  });

  test('is six digits', () => {
    for (const wrong of ['', '12345', '1234567', 'abcdef', '١٢٣٤٥٦', '1e5', '-12345']) {
      assert.equal(totpStep(secret, wrong, 0), undefined);
    }
    const now = 1_700_000_000_000;
    const code = totpCode(secret, now);
    assert.ok(totpStep(secret, `${code.slice(0, 3)} ${code.slice(3)}`, now) !== undefined, 'as apps show it');
  });

  test('is set up by a URI and a text to type', () => {
    const { uri, secret: typed } = totpInvitation(newTotpSecret(), 'anna', 'Riegel');
    const url = new URL(uri);
    assert.equal(url.protocol, 'otpauth:');
    assert.equal(url.searchParams.get('secret'), typed);
    assert.equal(url.searchParams.get('issuer'), 'Riegel');
    assert.match(typed, /^[A-Z2-7]{32}$/);
  });
});

describe('recovery codes', () => {
  test('are ten, all different, and known however they are typed', () => {
    const codes = newRecoveryCodes();
    assert.equal(new Set(codes).size, 10);
    for (const code of codes) {
      assert.match(code, /^[a-z2-7]{4}(-[a-z2-7]{4}){3}$/);
      const digest = recoveryDigest(code)!;
      assert.ok(digest.equals(recoveryDigest(` ${code.toUpperCase().replaceAll('-', ' ')}`)!));
    }
    for (const wrong of ['', '123456', 'abcd-efgh', `${codes[0]}a`]) {
      assert.equal(recoveryDigest(wrong), undefined);
    }
  });
});

describe('the wait after failures', () => {
  test('begins late, grows, and ends', () => {
    assert.deepEqual(
      [1, 4, 5, 6, 7, 8].map((failures) => waitAfter(failures, OF_LOGIN)),
      [0, 0, 1_000, 2_000, 4_000, 8_000],
    );
    fc.assert(
      fc.property(fc.nat(10_000), fc.constantFrom(OF_LOGIN, OF_ADDRESS), (failures, rule) => {
        const wait = waitAfter(failures, rule);
        assert.ok(wait <= waitAfter(failures + 1, rule) && wait <= rule.longestMs && wait >= 0);
      }),
    );
  });
});
