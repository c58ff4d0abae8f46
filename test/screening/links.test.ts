import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Entity } from '../../src/entity/index.ts';
import { type Journal, openJournal, openKeys } from '../../src/journal/index.ts';
import { buildIndex, openIndex } from '../../src/match/index.ts';
import { entriesOf, finderOf, type Links, openLinks, proposeLinks } from '../../src/screening/index.ts';
import type { Store } from '../../src/store/index.ts';
import { onBothStores } from '../store/both-stores.ts';

const [UN, GB, EU] = ['un_sc_sanctions', 'gb_hmt_sanctions', 'eu_journal_sanctions'];

function person(list: string, id: string, name: string, born?: string): Entity {
  return {
    id: `${list}-${id}`,
    schema: 'Person',
    caption: name,
    properties: { name: [name], nationality: ['so'], ...(born === undefined ? {} : { birthDate: [born] }) },
    datasets: [list],
    target: true,
  };
}

const un = person(UN!, '1', 'Qarvel Ostomir Thandeka', '1961-03-04');
const gb = person(GB!, '1', 'THANDEKA, Qarvel Ostomir', '1961-03-04');
const eu = person(EU!, '1', 'Thandeka Qarvel Ostomir', '1961-03-04');
/** Two names that are not alike on one passport. */
const papers = { passportNumber: ['K7730915'], country: ['so'] };
const withPapers = (one: Entity) => ({ ...one, properties: { ...one.properties, ...papers } });
const vague = withPapers(person(GB!, '2', 'Belzoro Mantikar'));
const other = withPapers(person(UN!, '2', 'Ulveig Drosanpeth'));

/** Lists as they stand, version by version. */
function listsOf(version: string, ...entities: readonly Entity[]) {
  const listVersions = { [UN!]: version, [GB!]: version, [EU!]: version };
  return finderOf(async () => {
    const index = openIndex(buildIndex(entities, { lists: listVersions }).buffer);
    return { proposals: proposeLinks(entities, index), entries: entriesOf(entities), listVersions };
  });
}

const code = (expected: string) => ({ name: 'RiegelError', code: expected });
const idOf = (one: Entity, two: Entity) => [one.id, two.id].sort().join('~');

onBothStores('Links in the store', (database) => {
  let store: Store;
  let journal: Journal;
  let links: Links;
  before(async () => {
    store = await database.open();
    journal = await openJournal(store, openKeys({ dataDir: database.dataDir }));
    links = openLinks({ store, journal });
  });
  after(async () => {
    await journal.close();
    await store.close();
  });
  const clusterOf = async ({ id }: Entity) => (await store.tables.links.clustersOf([id])).get(id);
  const order = async (link: string, reason = 'Seen with both entries') => {
    const { link: known } = await links.find(link);
    return { link, version: known!.changed, by: 'mona', reason };
  };

  test('are made from the lists, as a version that names the one before it', async () => {
    assert.equal(await links.book(), undefined);
    const first = await links.renew(listsOf('1', un, gb, other, vague), 'riegel');
    assert.equal(first.version, 1);
    const { link, history } = await links.find(idOf(un, gb));
    assert.equal(link!.state, 'linked');
    assert.equal(link!.evidence[0]!.kind, 'names');
    assert.equal(history.length, 1);
    assert.deepEqual(await clusterOf(un), [gb.id, un.id]);

    const before = await links.book();
    const same = await links.renew(listsOf('2', un, gb, other, vague), 'riegel');
    assert.deepEqual(same, { version: 2, added: 0, changed: 0, withdrawn: 0 });
    const book = await links.book();
    assert.equal(book!.previous, before!.id);
    assert.equal(book!.listVersions[UN!], '2');
    const { records } = await journal.read({ kinds: ['links.renewed'] });
    assert.deepEqual(
      records.map(({ references }) => references.book),
      [1, 2],
    );
  });

  test('wait for a person below what links without one', async () => {
    const { links: queue } = await links.list({ waiting: true });
    assert.deepEqual(
      queue.map(({ id, state }) => [id, state]),
      [[idOf(other, vague), 'proposed']],
    );
    assert.equal(await links.waiting(), 1);
    const asked = await order(idOf(other, vague));
    await assert.rejects(links.cut(asked), code('screening/link-state'));
    await assert.rejects(links.accept({ ...asked, version: 99 }), code('screening/link-moved'));
    await assert.rejects(links.accept({ ...asked, reason: ' ' }), code('screening/no-reason'));
    await assert.rejects(links.accept({ ...asked, link: 'a~b' }), code('screening/no-link'));
    const accepted = await links.accept(asked);
    assert.equal(accepted.state, 'linked');
    assert.deepEqual(await clusterOf(vague), [vague.id, other.id].sort());
    assert.equal(await links.waiting(), 0);
    await assert.rejects(links.refuse(await order(accepted.id)), code('screening/link-state'));
  });

  test('that were cut stay cut when the lists are looked at again, also by way of a third entry', async () => {
    const cut = await links.cut(await order(idOf(un, gb), 'Two cousins of one name'));
    assert.equal(cut.state, 'cut');
    assert.deepEqual(await clusterOf(un), [un.id]);
    await links.renew(listsOf('3', un, gb, eu, other, vague), 'riegel');
    assert.equal((await links.find(idOf(un, gb))).link!.state, 'cut');
    const third = [await links.find(idOf(un, eu)), await links.find(idOf(gb, eu))].map(({ link }) => link!);
    assert.deepEqual(third.map(({ state }) => state).sort(), ['linked', 'proposed']);
    assert.equal((await clusterOf(eu))!.length, 2);
    const waiting = third.find(({ state }) => state === 'proposed')!;
    assert.equal(waiting.doubts[0]!.code, 'cut');

    const { history } = await links.find(idOf(un, gb));
    assert.deepEqual(
      history.map(({ actor, link }) => [actor, link?.state]),
      [
        ['riegel', 'linked'],
        ['mona', 'cut'],
      ],
    );
    const { records } = await journal.read({ kinds: ['link.cut'], open: true });
    assert.deepEqual(records[0]!.personal, { reason: 'Two cousins of one name' });
    assert.match(JSON.stringify(records[0]!.result), /"evidence":\["names:/);
  });

  test('cutting one of three takes apart what a machine would bring together by way of the third', async () => {
    const accepted = await links.accept(await order(idOf(un, gb), 'One person after all'));
    assert.equal(accepted.decisions!.length, 2);
    await links.renew(listsOf('4', un, gb, eu, other, vague), 'riegel');
    assert.equal((await clusterOf(eu))!.length, 3);
    await links.cut(await order(idOf(un, gb)));
    const clusters = [await clusterOf(un), await clusterOf(gb)];
    assert.equal(
      clusters.some((cluster) => cluster!.includes(un.id) && cluster!.includes(gb.id)),
      false,
    );
    const { records } = await journal.read({ kinds: ['link.cut'], newestFirst: true });
    assert.match(JSON.stringify(records[0]!.result), /"followed":\[\{"id"/);
  });

  test('that a person made stay when an entry leaves its list; those of a machine are withdrawn', async () => {
    const added = await links.add({ ends: [un.id, other.id], by: 'mona', reason: 'Known alias' });
    assert.deepEqual(added.evidence, []);
    const again = { ends: [other.id, un.id], by: 'mona', reason: 'Again' } as const;
    await assert.rejects(links.add(again), code('screening/link-exists'));
    await links.renew(listsOf('5', un, gb), 'riegel');
    const kept = await links.find(added.id);
    assert.equal(kept.link!.state, 'linked');
    assert.equal(kept.link!.review, 'absent');
    const machine = [await links.find(idOf(un, eu)), await links.find(idOf(gb, eu))];
    assert.ok(machine.every(({ link, history }) => link === undefined && history.at(-1)!.link === undefined));
  });

  test('are given page by page, none twice', async () => {
    const all = await links.list();
    const seen: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await links.list({ limit: 1, cursor });
      seen.push(...page.links.map(({ id }) => id));
      cursor = page.cursor;
      if (cursor === undefined) break;
    }
    assert.deepEqual(
      seen,
      all.links.map(({ id }) => id),
    );
    assert.ok(seen.length >= 3);
    await assert.rejects(links.list({ cursor: 'x' }), code('screening/bad-cursor'));
    const { links: ofUn } = await links.list({ entity: un.id, list: GB! });
    assert.deepEqual(
      ofUn.map(({ id }) => id),
      [idOf(un, gb)],
    );
  });

  test('a decision while the lists are looked at is not lost', async () => {
    const slow = listsOf('6', un, gb, other, vague);
    let interfered = false;
    const renewed = await links.renew(
      {
        async renew(book, at) {
          const found = await slow.renew(book, at);
          if (!interfered) {
            interfered = true;
            await links.accept(await order(idOf(un, gb)));
          }
          return found;
        },
        close: () => slow.close(),
      },
      'riegel',
    );
    assert.equal(renewed.version, (await links.book())!.version);
    assert.equal((await links.find(idOf(un, gb))).link!.state, 'linked');
  });
});
