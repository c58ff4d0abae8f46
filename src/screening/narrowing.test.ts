import assert from 'node:assert/strict';
import { test } from 'node:test';
import { screenSubject } from './index.ts';
import { loadStarterIndex } from './index-cache.ts';

test('entities that are left out are neither shown nor take the place of others', async () => {
  const { index, entities } = await loadStarterIndex();
  const subject = { schema: 'Person', properties: { name: ['Hafiz Muhammad Saeed'] } };
  const policy = { threshold: 0.5, limit: 1 };
  const all = screenSubject(index, subject, { ...policy, limit: 100 });
  assert.ok(all.matches.length > 1);
  const [first, second] = all.matches;
  const asked: string[] = [];
  const narrowed = screenSubject(index, subject, policy, {
    only: (id) => {
      asked.push(id);
      return id !== first!.id;
    },
  });
  assert.equal(narrowed.matches[0]!.id, second!.id);
  assert.deepEqual(
    new Set(asked),
    new Set(all.matches.map(({ id }) => id)),
    'asked of those that reach the threshold',
  );
  assert.equal(screenSubject(index, subject, policy, { only: () => false }).outcome, 'clear');
  assert.equal((await entities()).length >= index.info.entities, true);
});
