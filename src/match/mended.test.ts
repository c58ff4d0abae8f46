import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RiegelError } from '../entity/index.ts';
import { compareNames } from './compare.ts';
import { entity, NAMED_ENTITIES } from './fixture-entities.ts';
import { buildIndex } from './index/build.ts';
import { openIndex } from './index/open.ts';

const index = openIndex(buildIndex(NAMED_ENTITIES).buffer);
const bothWays = (a: string, b: string, schema = 'Person') =>
  Math.min(compareNames(a, b, schema).score, compareNames(b, a, schema).score);

test('an identifier in common makes a match likely whatever the name', () => {
  const [match] = index.screen({
    schema: 'Person',
    properties: { name: ['Xaver Huber'], passportNumber: ['A1234567'] },
  });
  assert.ok(match!.probability > 0.9, `${match!.probability}`);
});

test('an IMO number matches with and without its letters', () => {
  const matches = index.screen({
    schema: 'Vessel',
    properties: { name: ['Zenith'], imoNumber: ['9074729'] },
  });
  assert.equal(matches[0]?.id, 'v-grace');
});

test('any damaged byte of the section table is refused', () => {
  const good = new Uint8Array(buildIndex(NAMED_ENTITIES).buffer).slice();
  const count = new DataView(good.buffer).getUint32(12, true);
  const unnoticed: number[] = [];
  for (let at = 12; at < 32 + count * 64; at++) {
    const inEntry = (at - 32) % 64;
    if ((at >= 24 && at < 32) || (at >= 32 && inEntry >= 56)) continue;
    const damaged = good.slice();
    damaged[at]! ^= 1;
    try {
      openIndex(damaged);
      unnoticed.push(at);
    } catch (error) {
      if (!(error instanceof RiegelError)) unnoticed.push(at);
    }
  }
  assert.deepEqual(unnoticed, []);
});

test('Arabic names in al-Din and al-Basit meet their joined Latin spellings', () => {
  for (const [arabic, latin] of [
    ['صلاح الدين قاسمي', 'Salahuddin Qasimi'],
    ['نور الدين قاسمي', 'Nureddin Qasimi'],
    ['سيف الدين حطاب', 'Saifuddin Hattab'],
    ['عبد الباسط حطاب', 'Abdulbasit Hattab'],
  ] as const) {
    assert.ok(bothWays(arabic, latin) >= 0.7, `${latin} ${bothWays(arabic, latin)}`);
  }
});

test('j for y meets', () => {
  assert.ok(bothWays('Jahja Hattab', 'Yahya Hattab') >= 0.7);
  assert.ok(bothWays('Dschihad Jahja', 'Jihad Yahya') >= 0.7);
});

test('an initial is not read as joined with the next word', () => {
  const { words } = compareNames('S. Viktorovich Turchin', 'Sergei Viktorovich Turchin').explanation;
  assert.equal(words.find((word) => word.subject === 'S')?.reason, 'initial');
});

test('French elision hides no name', () => {
  const found = index.scanText("La lutte contre l'État islamique en Irak et au Levant continue.");
  assert.equal(found[0]?.match.id, 'o-state');
});

test('screen and explain choose the same of two equal names', () => {
  const two = openIndex(
    buildIndex([entity('x', 'Person', 'Quirin Zarqun', { alias: ['Belhadi Okonkwo'] })]).buffer,
  );
  const subject = { schema: 'Person', properties: { name: ['Belhadi Okonkwo', 'Quirin Zarqun'] } };
  assert.deepEqual(two.explain(subject, 'x'), two.screen(subject)[0]);
});

test('M/V and M.V. are ship prefixes as MV is', () => {
  assert.equal(
    compareNames('M/V Grace', 'Grace', 'Vessel').score,
    compareNames('MV Grace', 'Grace', 'Vessel').score,
  );
});

test('a name cut by its line finds the whole one, and says where it was cut', () => {
  const name = 'Abdurrahman Muhammad Zafir al-Dubaysiyani al-Juhaymani';
  const listed = openIndex(buildIndex([entity('p-1', 'Person', name)]).buffer);
  const subject = (text: string, truncated: boolean) => ({
    schema: 'Person',
    properties: { name: [text] },
    ...(truncated ? { carried: { truncated: true } } : {}),
  });
  const line = 'Abdurrahman Muhammad Zafir al-Dubay';
  assert.equal(line.length, 35);
  const [match] = listed.screen(subject(line, false));
  assert.equal(match?.id, 'p-1');
  assert.deepEqual(match.explanation.name!.words.at(-1), {
    subject: 'Dubay',
    listed: 'Dubaysiyani',
    reason: 'cut',
    cost: 0,
  });
  const shorter = 'Abdurrahman Muhammad Zafir al-Dubaysiyani al-Ju';
  assert.equal(listed.screen(subject(shorter, true))[0]?.id, 'p-1');
  assert.equal(listed.screen(subject(shorter, true))[0]!.explanation.name!.words.at(-1)!.reason, 'cut');
  // What the cut name says must agree all the same.
  assert.deepEqual(listed.screen(subject('Abdurrahman Muhammad Walid al-Kabir', true)), []);
});
