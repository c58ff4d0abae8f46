import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { canonicalJson, type Json } from './canonical-json.ts';

describe('canonical JSON', () => {
  test('is that of RFC 8785, 3.2.2 and 3.2.3', () => {
    const sample = {
      // biome-ignore lint/correctness/noPrecisionLoss: the example of the RFC.
      numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000f\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    assert.equal(
      canonicalJson(sample),
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
    const names = ['\u20ac', '\r', '\ufb33', '1', '\u{1f600}', '\u0080', '\u00f6'];
    const ordered = JSON.parse(canonicalJson(Object.fromEntries(names.map((name) => [name, 0]))));
    assert.deepEqual(Object.keys(ordered), ['1', '\r', '\u0080', '\u00f6', '\u20ac', '\u{1f600}', '\ufb33']);
    assert.equal(
      canonicalJson([-0, 5e-324, 1.7976931348623157e308, 9007199254740992, 1e21, 1e-7]),
      '[0,5e-324,1.7976931348623157e+308,9007199254740992,1e+21,1e-7]',
    );
  });

  test('says what JSON says, whatever the order of members, in one line', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value as Json);
        assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)));
        assert.equal(canonicalJson(reversed(value as Json)), text);
        assert.ok(!text.includes('\n'));
      }),
    );
  });

  test('refuses what JSON cannot say, and mends half a surrogate pair', () => {
    const endless: { self?: unknown } = {};
    endless.self = endless;
    for (const value of [
      Number.NaN,
      Number.POSITIVE_INFINITY,
      1n,
      () => 0,
      Symbol('x'),
      [undefined],
      endless,
    ]) {
      assert.throws(() => canonicalJson(value as Json), { code: 'journal/not-json' });
    }
    assert.equal(canonicalJson({ a: 'x\ud800', b: undefined }), '{"a":"x\ufffd"}');
  });
});

function reversed(value: Json): Json {
  if (Array.isArray(value)) return value.map(reversed);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, reversed(member!)]),
  );
}
