import assert from 'node:assert/strict';
import { test } from 'node:test';
import { secretText, signatureHeaders } from './signature.ts';

test('a message is signed as the libraries of Standard Webhooks sign it', () => {
  const secret = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64');
  const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', at: 1_614_265_330_999, body: '{"test": 2432232314}' };
  const headers = signatureHeaders(message, [secret, Buffer.alloc(32)]);
  assert.equal(headers['webhook-id'], message.id);
  assert.equal(headers['webhook-timestamp'], '1614265330');
  const [first, second] = headers['webhook-signature']!.split(' ');
  assert.equal(first, 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  assert.match(second!, /^v1,[A-Za-z0-9+/]{43}=$/);
  assert.equal(secretText(secret), 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
});
