import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Entity } from '../../entity/index.ts';
import { addLink, decideLink, emptyBook, type LinkBook, readBook, renewBook, writeBook } from './book.ts';
import { clustersOf } from './clusters.ts';
import { type Evidence, type LinkProposal, linkIdOf } from './link.ts';

const entity = (list: string, id: string, birthDate?: string): Entity => ({
  id,
  schema: 'Person',
  caption: id,
  properties: birthDate === undefined ? {} : { birthDate: [birthDate] },
  datasets: [list],
  target: true,
});

const ENTITIES = [entity('un', 'a'), entity('gb', 'b'), entity('us', 'c'), entity('gb', 'd')];
const entriesOf = (entities: readonly Entity[]) => new Map(entities.map((one) => [one.id, one]));
const ENTRIES = entriesOf(ENTITIES);

const reference = (number: string): Evidence => ({
  kind: 'reference',
  key: `reference:un:${number}`,
  scheme: 'un',
  number,
});

function proposal(
  left: string,
  right: string,
  evidence: readonly Evidence[] = [reference('1')],
  strength = 0.99,
): LinkProposal {
  return { left, right, evidence, doubts: [], strength, state: 'linked' };
}

const at = '2026-01-01T00:00:00Z';
const person = { by: 'A. Meyer', at, reason: 'another father' };

function renew(book: LinkBook, proposals: readonly LinkProposal[], version = '1', entries = ENTRIES) {
  return renewBook(book, proposals, { entries, listVersions: { un: version, gb: version, us: version }, at });
}

const stateOf = (book: LinkBook, one: string, other: string) =>
  book.links.find(({ id }) => id === linkIdOf(one, other));

test('the same proposals again change no link, and each version names the one before', () => {
  const first = renew(emptyBook(at), [proposal('a', 'b'), proposal('a', 'c')]);
  assert.equal(first.diff.added.length, 2);
  const second = renew(first.book, [proposal('a', 'c'), proposal('a', 'b')], '2');
  assert.deepEqual(second.diff, { added: [], changed: [], withdrawn: [] });
  assert.equal(second.book.previous, first.book.id);
  assert.deepEqual(stateOf(second.book, 'a', 'b')!.listVersions, { gb: '2', un: '2' });
  assert.equal(stateOf(second.book, 'a', 'b')!.changed, 1);
});

test("a machine's link follows its evidence", () => {
  const { book } = renew(emptyBook(at), [proposal('a', 'b'), proposal('a', 'c')]);
  const { diff } = renew(book, [
    { ...proposal('a', 'b'), state: 'proposed', doubts: [{ code: 'birth-date' }] },
  ]);
  assert.deepEqual(
    diff.changed.map(({ before, after }) => [before.state, after.state]),
    [['linked', 'proposed']],
  );
  assert.deepEqual(
    diff.withdrawn.map(({ id }) => id),
    [linkIdOf('a', 'c')],
  );
});

test('a cut is not made again by the evidence that was seen; new evidence brings it before a person', () => {
  const id = linkIdOf('a', 'b');
  const proposed = renew(emptyBook(at), [proposal('a', 'b')]).book;
  const cut = decideLink(proposed, id, { state: 'cut', ...person });
  const again = renew(cut, [proposal('a', 'b')], '2').book;
  assert.equal(stateOf(again, 'a', 'b')!.state, 'cut');
  assert.equal(stateOf(again, 'a', 'b')!.review, undefined);
  const gone = renew(again, [], '3').book;
  assert.equal(stateOf(gone, 'a', 'b')!.state, 'cut');
  const more = renew(gone, [proposal('a', 'b', [reference('1'), reference('2')])], '4').book;
  assert.deepEqual(
    [stateOf(more, 'a', 'b')!.state, stateOf(more, 'a', 'b')!.review],
    ['cut', 'new-evidence'],
  );
  const reviewed = decideLink(more, id, { state: 'cut', ...person });
  const calm = renew(reviewed, [proposal('a', 'b', [reference('1'), reference('2')])], '5').book;
  assert.equal(stateOf(calm, 'a', 'b')!.review, undefined);
  assert.equal(stateOf(calm, 'a', 'b')!.decisions!.length, 2);
});

test("a person's link stays when its evidence goes or an entry leaves its list, and is shown", () => {
  const id = linkIdOf('a', 'b');
  const { book } = renew(emptyBook(at), [
    { ...proposal('a', 'b'), state: 'proposed', doubts: [{ code: 'weak-evidence' }] },
  ]);
  const linked = decideLink(book, id, { state: 'linked', ...person });
  const without = renew(linked, []).book;
  assert.deepEqual(
    [stateOf(without, 'a', 'b')!.state, stateOf(without, 'a', 'b')!.review],
    ['linked', 'no-evidence'],
  );
  const left = renew(without, [], '3', entriesOf(ENTITIES.slice(1))).book;
  assert.equal(stateOf(left, 'a', 'b')!.review, 'absent');
  const back = renew(left, [proposal('a', 'b')], '4').book;
  assert.deepEqual([stateOf(back, 'a', 'b')!.state, stateOf(back, 'a', 'b')!.review], ['linked', undefined]);
  const own = addLink(back, ['d', 'a'], person);
  assert.equal(stateOf(renew(own, [proposal('a', 'b')], '5').book, 'a', 'd')!.state, 'linked');
  assert.throws(() => addLink(own, ['a', 'd'], person), { code: 'screening/link-exists' });
  assert.throws(() => addLink(own, ['a', 'a'], person), { code: 'screening/link-itself' });
  assert.throws(() => decideLink(own, 'x~y', { state: 'cut', ...person }), { code: 'screening/no-link' });
});

test('two entries of one list in a cluster go to a person; when a cut frees the place, the other is linked', () => {
  const proposals = [proposal('a', 'b'), proposal('a', 'c'), proposal('c', 'd', [reference('2')], 0.95)];
  const { book } = renew(emptyBook(at), proposals);
  const blocked = stateOf(book, 'c', 'd')!;
  assert.equal(blocked.state, 'proposed');
  assert.deepEqual(blocked.doubts, [{ code: 'same-list', about: 'b d' }]);
  const cut = decideLink(book, linkIdOf('a', 'b'), { state: 'cut', ...person });
  assert.equal(stateOf(renew(cut, proposals).book, 'c', 'd')!.state, 'linked');
});

test('what a person cut is not brought together by way of a third', () => {
  const proposals = [proposal('a', 'b'), proposal('a', 'c'), proposal('b', 'c', [reference('3')], 0.9)];
  const cut = decideLink(renew(emptyBook(at), proposals).book, linkIdOf('a', 'b'), {
    state: 'cut',
    ...person,
  });
  assert.deepEqual(clustersOf(cut.links, ENTRIES).clusterOf('a').conflicts, [{ code: 'cut', about: 'a b' }]);
  const { book } = renew(cut, proposals);
  assert.deepEqual(stateOf(book, 'b', 'c')!.doubts, [{ code: 'cut', about: 'a b' }]);
  assert.deepEqual(clustersOf(book.links, ENTRIES).clusterOf('a').entries, ['a', 'c']);
});

test('dates of birth that contradict each other within a cluster are told', () => {
  const entries = entriesOf([
    entity('un', 'a', '1950-01-01'),
    entity('gb', 'b'),
    entity('us', 'c', '1983-06-02'),
  ]);
  const { book } = renew(
    emptyBook(at),
    [proposal('a', 'b'), proposal('b', 'c', [reference('2')])],
    '1',
    entries,
  );
  assert.deepEqual(
    book.links.map(({ state }) => state),
    ['linked', 'proposed'],
  );
  const forced = decideLink(book, linkIdOf('b', 'c'), { state: 'linked', ...person });
  assert.deepEqual(clustersOf(forced.links, entries).clusterOf('c').conflicts, [
    { code: 'cluster-birth-date', about: 'a c' },
  ]);
});

test('a book is written and read as it is; one that was altered is refused', () => {
  const { book } = renew(emptyBook(at), [proposal('a', 'b')]);
  const text = writeBook(book);
  assert.deepEqual(readBook(text), book);
  assert.equal(writeBook(readBook(text)), text);
  for (const bad of [text.replace('0.99', '0.98'), '{}', 'null', 'no JSON', text.slice(0, -20)])
    assert.throws(() => readBook(bad, 'links.json'), { code: 'screening/link-book' });
});
