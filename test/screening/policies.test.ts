import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { RiegelError } from '../../src/entity/index.ts';
import { type Journal, openJournal, openKeys } from '../../src/journal/index.ts';
import { openPolicies, type PolicyBook, type PolicyDocument } from '../../src/screening/index.ts';
import type { Store } from '../../src/store/index.ts';
import { onBothStores } from '../store/both-stores.ts';

const EVALUATION = { screenings: 0, leftOut: {}, remark: 'for a test' };
const code = (wanted: string) => (error: unknown) => error instanceof RiegelError && error.code === wanted;

onBothStores('policies', (database) => {
  let store: Store;
  let journal: Journal;
  let book: PolicyBook;
  before(async () => {
    store = await database.open();
    journal = await openJournal(store, openKeys({ dataDir: database.dataDir }));
    book = await openPolicies(store, journal);
  });
  after(async () => {
    await journal.close();
    await store.close();
  });
  const inForce = async (name: string): Promise<PolicyDocument> => (await book.find(name)).document;
  const standing = async () =>
    Object.fromEntries(
      (await book.list()).map(({ name, version, state, atDoors }) => [
        `${name}@${version}`,
        `${state} ${atDoors.toSorted().join(',')}`.trim(),
      ]),
    );

  describe('versions', () => {
    test('a new store has the profiles, once', async () => {
      await openPolicies(store, journal);
      assert.deepEqual(await standing(), {
        'BORDER_EU@1': 'in-force traveller',
        'EU_INSTANT@1': 'in-force',
        'OFAC@1': 'in-force',
        'STANDARD@1': 'in-force customer,payment,text',
        'STRICT@1': 'in-force',
      });
      const { records } = await journal.read({ kinds: ['policy.changed'] });
      assert.equal(records.length, 5);
      assert.equal((await book.atDoor('payment')).name, 'STANDARD');
    });

    test('a change is a new version, with author, reason and evaluation, and stands in the journal', async () => {
      const document = { ...(await inForce('STANDARD')), limit: 50 };
      const change = { document, author: 'a.meyer', reason: 'fewer rows', evaluation: EVALUATION };
      assert.deepEqual(await book.change(change), { policy: 'STANDARD@2', state: 'in-force' });
      const stored = await book.find('STANDARD@2');
      assert.deepEqual(stored.document, document);
      assert.deepEqual([stored.author, stored.reason], ['a.meyer', 'fewer rows']);
      assert.deepEqual(stored.evaluation, EVALUATION);
      assert.equal((await book.find('STANDARD@1')).document.limit, 100);
      assert.equal((await book.atDoor('text')).version, 2);
      assert.equal((await standing())['STANDARD@1'], 'past');
      const { records } = await journal.read({ kinds: ['policy.changed'], newestFirst: true, limit: 1 });
      assert.equal(records[0]?.seq, stored.seq);
      assert.deepEqual(records[0]?.references, { policy: 'STANDARD@2' });
      await assert.rejects(book.change(change), code('policy/unchanged'));
      await assert.rejects(book.change({ ...change, author: ' ' }), code('policy/no-author'));
      await assert.rejects(book.change({ ...change, reason: '' }), code('policy/no-reason'));
    });

    test('a second person puts a policy in force that asks for one', async () => {
      const document = { ...(await inForce('OFAC')), limit: 20 };
      const change = { document, author: 'A.Meyer', reason: 'fewer rows', evaluation: EVALUATION };
      assert.equal((await book.change({ ...change, doors: ['payment'] })).state, 'waiting');
      assert.equal((await book.find('OFAC')).version, 1);
      assert.equal((await book.atDoor('payment')).name, 'STANDARD');
      await assert.rejects(book.approve('OFAC@2', ' a.meyer', 'mine'), code('policy/same-person'));
      await assert.rejects(book.approve('OFAC@1', 'b.schulz', 'old'), code('policy/not-waiting'));
      await book.approve('OFAC@2', 'b.schulz', 'read and agreed');
      assert.equal((await book.atDoor('payment')).name, 'OFAC');
      await assert.rejects(book.approve('OFAC@2', 'c.braun', 'again'), code('policy/not-waiting'));
    });

    test('what replaces a policy under two persons needs two persons', async () => {
      const document = { ...(await inForce('STANDARD')), limit: 60 };
      const change = { document, author: 'a.meyer', reason: 'back', evaluation: EVALUATION };
      assert.equal((await book.change({ ...change, doors: ['payment'] })).state, 'waiting');
      // A later version of the same name takes its place.
      assert.equal(
        (await book.change({ ...change, document: { ...document, limit: 61 } })).state,
        'in-force',
      );
      await assert.rejects(book.approve('STANDARD@3', 'b.schulz', 'late'), code('policy/not-waiting'));
    });

    test('a policy does not leave a door without one', async () => {
      const document = { ...(await inForce('STANDARD')), doors: ['payment'] as const };
      const change = { document, author: 'a.meyer', reason: 'x', evaluation: EVALUATION };
      await assert.rejects(book.change(change), code('policy/wrong-door'));
      const border = await inForce('BORDER_EU');
      await assert.rejects(
        book.change({ ...change, document: { ...border, limit: 9 }, doors: ['payment'] }),
        code('policy/wrong-door'),
      );
    });

    test('two administrators at once make two versions', async () => {
      const document = await inForce('STANDARD');
      const changes = [70, 71, 72].map((limit) =>
        book.change({
          document: { ...document, limit },
          author: 'a',
          reason: `${limit}`,
          evaluation: EVALUATION,
        }),
      );
      const made = (await Promise.all(changes)).map(({ policy }) => policy);
      assert.deepEqual(made.toSorted(), ['STANDARD@5', 'STANDARD@6', 'STANDARD@7']);
    });
  });

  test('versions and steps are only ever added, and the journal verifies', async () => {
    assert.equal((await journal.verify()).ok, true);
    await journal.close();
    await store.close();
    const { refused } = await database.tamper(
      'update policy_version set reason = reason',
      'delete from policy_step',
    );
    assert.deepEqual(refused, ['RG001', 'RG001']);
    store = await database.open();
    journal = await openJournal(store, openKeys({ dataDir: database.dataDir }));
  });
});
