import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { onBothStores } from '../store/both-stores.ts';
import { type Slip, SoftPasskey } from './authenticator.ts';
import {
  Browser,
  codeOf,
  firstAdministrator,
  ORIGIN,
  PASSWORD,
  type Service,
  type SignedIn,
  startService,
} from './service.ts';

onBothStores('passkeys', (database) => {
  let service: Service;
  let admin: SignedIn;
  const passkey = new SoftPasskey(ORIGIN);
  before(async () => {
    service = await startService(database);
    admin = await firstAdministrator(service);
  });
  after(async () => await service.close());

  const begin = async () => {
    service.clock.now += 30_000;
    const current = { password: PASSWORD, code: codeOf(admin.totp, service.clock.now) };
    const begun = await admin.browser.send('POST', '/v1/me/passkeys/options', { current });
    assert.equal(begun.statusCode, 200, begun.body);
    return begun.json();
  };
  const add = async (slip: Slip = {}, by = passkey) => {
    const credential = by.create(await begin(), slip);
    return await admin.browser.send('POST', '/v1/me/passkeys', { name: 'my phone', credential });
  };
  const enter = async (slip: Slip = {}, by = passkey, browser = new Browser(service.app)) => {
    const options = (await browser.send('POST', '/v1/session/passkey/options')).json();
    return await browser.send('POST', '/v1/session/passkey', by.get(options, slip));
  };

  test('are added with password and code only, and what does not hold is refused', async () => {
    const current = { password: 'a guess', code: '000000' };
    const denied = await admin.browser.send('POST', '/v1/me/passkeys/options', { current });
    assert.equal(denied.json().code, 'access/refused');
    const slips: Slip[] = [
      { origin: 'https://evil.example' },
      { challenge: 'AAAA' },
      { rpId: 'evil.example' },
      { unverified: true },
    ];
    for (const slip of slips) {
      assert.equal((await add(slip)).json().code, 'access/bad-passkey', JSON.stringify(slip));
    }
    const added = await add();
    assert.equal(added.statusCode, 201, added.body);
    assert.equal((await add()).json().code, 'access/bad-passkey', 'the same one twice');
    const again = await admin.browser.send('POST', '/v1/me/passkeys', {
      name: 'x',
      credential: new SoftPasskey(ORIGIN).create({ challenge: 'AAAA' } as never),
    });
    assert.equal(again.json().code, 'access/not-begun');
    const { items } = (await admin.browser.send('GET', '/v1/me/passkeys')).json();
    assert.deepEqual(
      items.map(({ name }: { name: string }) => name),
      ['my phone'],
    );
  });

  test('let their owner in, without login and password', async () => {
    const browser = new Browser(service.app);
    const entered = await enter({}, passkey, browser);
    assert.equal(entered.statusCode, 200, entered.body);
    assert.equal((await browser.send('GET', '/v1/me')).json().login, 'admin');
  });

  test('let nobody in whose proof does not hold', async () => {
    const slips: Slip[] = [
      { origin: 'https://evil.example' },
      { challenge: 'AAAA' },
      { rpId: 'evil.example' },
      { unverified: true },
      { counter: 0 },
    ];
    for (const slip of slips) {
      assert.equal((await enter(slip)).json().code, 'access/refused', JSON.stringify(slip));
    }
    const stranger = await enter({}, new SoftPasskey(ORIGIN));
    assert.equal(stranger.json().code, 'access/refused');
    const browser = new Browser(service.app);
    const options = (await browser.send('POST', '/v1/session/passkey/options')).json();
    const proof = passkey.get(options);
    assert.equal((await new Browser(service.app).send('POST', '/v1/session/passkey', proof)).statusCode, 401);
    assert.equal((await browser.send('POST', '/v1/session/passkey', proof)).statusCode, 200);
    assert.equal((await browser.send('POST', '/v1/session/passkey', proof)).statusCode, 401, 'twice');
    const mangled = await browser.send('POST', '/v1/session/passkey', {
      ...proof,
      response: { signature: 5 },
    });
    assert.equal(mangled.statusCode, 401);
  });

  test('are removed', async () => {
    const { items } = (await admin.browser.send('GET', '/v1/me/passkeys')).json();
    const remove = () => admin.browser.send('DELETE', `/v1/me/passkeys/${items[0].id}`);
    assert.equal((await remove()).statusCode, 204);
    assert.equal((await remove()).statusCode, 404);
    assert.equal((await enter()).json().code, 'access/refused');
  });
});
