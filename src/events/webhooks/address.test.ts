import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressGuard } from './address.ts';
import { pauseAfter } from './policy.ts';

const guard = addressGuard({ allowHttp: false, allowNetworks: [] });
const refusal = (text: string, by = guard) => {
  try {
    by.check(text);
    return undefined;
  } catch (error) {
    return (error as { code: string }).code;
  }
};
const looked = (host: string, by: ReturnType<typeof addressGuard>) =>
  new Promise<string>((resolve) => {
    by.lookup(host, { all: true }, (error, address) => {
      resolve(
        error?.code ?? (address as unknown as { address: string }[]).map((each) => each.address).join(' '),
      );
    });
  });

test('an address is https, and an address only', () => {
  assert.equal(refusal('https://hooks.example/riegel?x=1'), undefined);
  for (const text of [
    'http://hooks.example/',
    'ftp://hooks.example/',
    'file:///etc/passwd',
    'https://user:secret@hooks.example/',
    'https://hooks.example/#part',
    'hooks.example',
    '',
    `https://hooks.example/${'x'.repeat(2_000)}`,
  ]) {
    assert.equal(refusal(text), 'events/bad-address', text);
  }
  const open = addressGuard({ allowHttp: true, allowNetworks: [] });
  assert.equal(refusal('http://hooks.example/', open), undefined);
});

test('numbers that are not public are refused, however they are written', () => {
  for (const host of [
    ...['127.0.0.1', '127.1', '2130706433', '0x7f000001', '0177.0.0.1', '0.0.0.0', '10.1.2.3', '172.31.0.1'],
    ...['192.168.1.1', '169.254.169.254', '100.100.100.200', '168.63.129.16', '224.0.0.1', '255.255.255.255'],
    ...['[::1]', '[::]', '[fe80::1]', '[fd00:ec2::254]', '[::ffff:127.0.0.1]', '[::ffff:a9fe:a9fe]'],
    ...['[64:ff9b::7f00:1]', '[2002:7f00:1::]', '[2001:0:7f00:1::]', '[2001:db8::1]', '[ff02::1]'],
  ]) {
    assert.equal(refusal(`https://${host}/`), 'events/forbidden-address', host);
  }
  for (const host of ['93.184.215.14', '172.32.0.1', '100.128.0.1', '[2606:2800:21f::1]', '[2a00:1450::1]']) {
    assert.equal(refusal(`https://${host}/`), undefined, host);
  }
});

test('networks that the operator has named are let through, and no others', () => {
  const own = addressGuard({ allowHttp: false, allowNetworks: ['10.1.0.0/16', 'fd00::/8'] });
  assert.equal(refusal('https://10.1.2.3/', own), undefined);
  assert.equal(refusal('https://[fd00::7]/', own), undefined);
  assert.equal(refusal('https://10.2.0.1/', own), 'events/forbidden-address');
  for (const network of ['10.1.0.0', '10.1.0.0/33', '10.1.0.0/', 'ten/8', '::1/129', '']) {
    assert.throws(() => addressGuard({ allowHttp: false, allowNetworks: [network] }), {
      code: 'events/bad-network',
    });
  }
});

test('a name is judged by every number it has when it is called', async () => {
  const numbers: { four: string[]; six: string[] } = { four: [], six: [] };
  const absent = async () => Promise.reject(Object.assign(new Error(), { code: 'ENOTFOUND' }));
  const names = {
    resolve4: async () => (numbers.four.length === 0 ? absent() : numbers.four),
    resolve6: async () => (numbers.six.length === 0 ? absent() : numbers.six),
  };
  const open = addressGuard({ allowHttp: false, allowNetworks: [] }, names);
  const own = addressGuard({ allowHttp: false, allowNetworks: ['10.0.0.0/8'] }, names);
  assert.equal(await looked('hooks.example', open), 'ENOTFOUND');
  numbers.four = ['93.184.215.14'];
  assert.equal(await looked('hooks.example', open), '93.184.215.14');
  numbers.six = ['2606:2800:21f::1'];
  assert.equal(await looked('hooks.example', open), '93.184.215.14 2606:2800:21f::1');
  for (const [four, six] of [
    ['93.184.215.14', '::1'],
    ['10.0.0.1', '2606:2800:21f::1'],
    ['169.254.169.254', ''],
  ] as const) {
    numbers.four = [four];
    numbers.six = six === '' ? [] : [six];
    assert.equal(await looked('hooks.example', open), 'EFORBIDDENADDRESS', `${four} ${six}`);
  }
  numbers.four = ['10.0.0.1'];
  assert.equal(await looked('hooks.example', own), '10.0.0.1');
});

test('pauses double up to the longest, with jitter, and not before the receiver has asked', () => {
  const policy = { firstPauseMs: 1_000, mostPauseMs: 60_000 };
  const most = (failures: number) => pauseAfter(failures, policy, 0, () => 1);
  const least = (failures: number) => pauseAfter(failures, policy, 0, () => 0);
  assert.deepEqual([1, 2, 3, 7, 1_000].map(most), [1_000, 2_000, 4_000, 60_000, 60_000]);
  assert.deepEqual([1, 2, 3, 7, 1_000].map(least), [500, 1_000, 2_000, 30_000, 30_000]);
  assert.equal(pauseAfter(1, policy, 5_000), 5_000);
  assert.equal(pauseAfter(1, policy, 900_000), 60_000);
});
