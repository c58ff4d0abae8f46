import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { RiegelError } from '../entity/index.ts';
import { toldError } from './errors.ts';

const status = (code: string) => toldError(new RiegelError(code, 'said')).status;

describe('an error, told to the outside', () => {
  test('says whose doing it is', () => {
    assert.equal(status('casework/no-case'), 404);
    assert.equal(status('casework/same-eyes'), 403);
    assert.equal(status('casework/version-conflict'), 409);
    assert.equal(status('casework/erased'), 410);
    assert.equal(status('casework/bad-reason'), 422);
    assert.equal(status('match/no-name'), 400);
  });

  test('says that it may pass, where a database is away or has no room', () => {
    for (const code of ['store/unreachable', 'store/overloaded', 'store/full', 'journal/unknown-outcome']) {
      assert.deepEqual([status(code), toldError(new RiegelError(code, 'said')).code], [503, code]);
    }
  });

  test('tells nothing of what is wrong inside', () => {
    const inside = ['casework/damaged-attachment', 'casework/bad-policy', 'store/failed', 'journal/damaged'];
    for (const error of [...inside.map((code) => new RiegelError(code, 'said')), new Error('said')]) {
      const told = toldError(error);
      assert.deepEqual([told.status, told.code], [500, 'server/internal']);
      assert.doesNotMatch(JSON.stringify(told), /said/);
    }
  });
});
