import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { userAgent } from './network.ts';
import { isPassing, pauseBefore, retryAfterMs } from './retry.ts';

const POLICY = { firstPauseMs: 1_000, maxPauseMs: 60_000 };

describe('the pause before another attempt', () => {
  it('doubles, up to the longest, within its upper half', () => {
    assert.deepEqual(
      [1, 2, 3, 10].map((attempt) => pauseBefore(attempt, undefined, POLICY, 0)),
      [500, 1_000, 2_000, 30_000],
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (attempt, random) => {
          const pause = pauseBefore(attempt, undefined, POLICY, random);
          assert.ok(pause >= 500 && pause <= POLICY.maxPauseMs);
        },
      ),
    );
  });

  it('is never shorter than the server asked for', () => {
    assert.equal(pauseBefore(1, 90_000, POLICY, 0.5), 90_000);
  });

  it('reads Retry-After in seconds and as a date (RFC 9110, 10.2.3)', () => {
    const now = new Date('2026-11-23T12:00:00Z');
    assert.equal(retryAfterMs('120', now), 120_000);
    assert.equal(retryAfterMs('Mon, 23 Nov 2026 12:00:30 GMT', now), 30_000);
    assert.equal(retryAfterMs('Mon, 23 Nov 2026 11:00:00 GMT', now), 0);
    assert.equal(retryAfterMs('soon', now), undefined);
    assert.equal(retryAfterMs(undefined, now), undefined);
  });

  it('is worth it after trouble of the server, not after its refusal', () => {
    assert.deepEqual([429, 500, 503].map(isPassing), [true, true, true]);
    assert.deepEqual([400, 401, 403, 404, 410].map(isPassing), [false, false, false, false, false]);
  });
});

it('a contact cannot break out of the User-Agent', () => {
  assert.match(userAgent('a@b.example\r\nX-Evil: 1)'), /^Riegel\/\S+ \([^()\r\n]*; a@b\.exampleX-Evil: 1\)$/);
});
