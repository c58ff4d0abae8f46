import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RiegelError, type Subject } from '../../entity/index.ts';
import { compareNames } from '../compare.ts';
import { entity, manyEntities, NAMED_ENTITIES } from '../fixture-entities.ts';
import { DEFAULT_THRESHOLD } from '../screen-options.ts';
import { buildIndex } from './build.ts';
import { openIndex } from './open.ts';

const index = openIndex(buildIndex(NAMED_ENTITIES).buffer);

function subject(name: string, properties: Subject['properties'] = {}, schema = 'Person'): Subject {
  return { schema, properties: { name: [name], ...properties } };
}

const ids = (one: Subject, options = {}) => index.screen(one, options).map((match) => match.id);
const first = (one: Subject, options = {}) => {
  const [match] = index.screen(one, options);
  assert.ok(match !== undefined, JSON.stringify(one));
  return match;
};

test('every listed name finds its entity first, with the reason for every word', () => {
  for (const listed of NAMED_ENTITIES) {
    if (listed.schema === 'CryptoWallet') continue;
    for (const name of [...listed.properties.name!, ...(listed.properties.alias ?? [])]) {
      const match = first({ schema: listed.schema, properties: { name: [name] } });
      assert.equal(match.id, listed.id, name);
      assert.equal(match.caption, listed.caption);
      assert.equal(match.schema, listed.schema);
      assert.deepEqual(match.lists, listed.datasets);
      const explained = match.explanation.name!;
      assert.equal(explained.subject, name);
      assert.ok(explained.words.length > 0);
      assert.deepEqual(explained.subjectOnly, []);
      assert.deepEqual(explained.listedOnly, []);
    }
  }
});

test('without facts the score is that of the name, and that of the two names compared without an index', () => {
  const entities = manyEntities();
  const many = openIndex(buildIndex(entities).buffer);
  let compared = 0;
  for (const listed of entities) {
    if (listed.schema !== 'Person') continue;
    for (const match of many.screen(subject(listed.caption), { threshold: 0.5 })) {
      const { score, subject: own, listed: other } = match.explanation.name!;
      assert.equal(match.score, Math.round(score * 10_000) / 10_000, `${own} ~ ${other}`);
      assert.equal(compareNames(own, other, 'Person').score, score, `${own} ~ ${other}`);
      compared++;
    }
  }
  assert.ok(compared > 100);
});

test('the reason of a word says how it met', () => {
  const reason = (name: string, at: string, schema = 'Person') =>
    first(subject(name, {}, schema), { threshold: 0.5 }).explanation.name!.words.find((w) => w.subject === at)
      ?.reason;
  assert.equal(reason('Qasim Yahya al-Hattab', 'Hattab'), 'same');
  assert.equal(reason('Sergei Viktorovich Turtschin', 'Turtschin'), 'spelling');
  assert.equal(reason('Qasim Yahya al-Hattpb', 'Hattpb'), 'slip');
  assert.equal(reason('Zhang 伟民', '伟民'), 'same');
  assert.equal(reason('Abdalrahman Yasin', 'Abdalrahman'), 'joined');
  assert.equal(reason('S. V. Turchin', 'S'), 'initial');
  assert.equal(reason('Islamischer Staat Irak Levante', 'Staat', 'Organization'), 'meaning');
});

test('a passport, an IMO number and a registration match whatever the name, however they are written', () => {
  for (const [one, id] of [
    [subject('Xaver Huber', { passportNumber: ['A1234567'] }), 'p-hattab'],
    [subject('Xaver Huber', { passportNumber: ['a-123 4567'] }), 'p-hattab'],
    [subject('Zenith', { imoNumber: ['IMO9074729'] }, 'Vessel'), 'v-grace'],
    [subject('Huber', { registrationNumber: ['HRB98765'] }, 'Company'), 'o-trade'],
  ] as const) {
    const match = first(one);
    assert.equal(match.id, id);
    assert.equal(match.explanation.identifiers.length, 1);
    for (const sentence of Object.values(match.explanation.sentence)) {
      assert.ok(sentence.includes(match.explanation.identifiers[0]!.value), sentence);
    }
  }
  assert.deepEqual(ids(subject('Xaver Huber', { passportNumber: ['A1234568'] })), []);
});

test('an identifier alone is enough, and a wallet is found in any letter case its chain allows', () => {
  assert.deepEqual(ids({ schema: 'Person', properties: { passportNumber: ['A1234567'] } }), ['p-hattab']);
  const address = '0x52908400098527886E0F7030069857D2E4169EE7';
  for (const written of [address, address.toLowerCase(), `0x${address.slice(2).toUpperCase()}`]) {
    assert.deepEqual(
      ids({ schema: 'CryptoWallet', properties: { publicKey: [written] } }),
      ['w-wallet'],
      written,
    );
  }
  // In a list of names the address stands as one.
  assert.deepEqual(ids(subject(address)), ['w-wallet']);
  const other = address.replace(/7$/, '8').toLowerCase();
  assert.deepEqual(ids({ schema: 'CryptoWallet', properties: { publicKey: [other] } }), []);
});

test('a number of another kind of document is another document', () => {
  const held = (property: string, value: string) => subject('Xaver Huber', { [property]: [value] });
  for (const property of ['idNumber', 'taxNumber', 'registrationNumber', 'swiftBic', 'imoNumber']) {
    assert.deepEqual(ids(held(property, 'A1234567')), [], property);
  }
  const open = first(held('number', 'A1234567'));
  assert.equal(open.id, 'p-hattab');
  assert.equal(open.explanation.identifiers[0]!.kind, 'unknown');
  assert.match(open.explanation.sentence.en, /not known whether/);
  assert.match(open.explanation.sentence.de, /nicht bekannt/);
  const stated = first(held('passportNumber', 'A1234567'));
  assert.equal(stated.explanation.identifiers[0]!.kind, 'same');
  assert.ok(open.score < stated.score && open.probability < stated.probability);
  assert.ok(open.score >= DEFAULT_THRESHOLD);
  assert.deepEqual(ids({ schema: 'Thing', properties: { number: ['IMO 9074729'] } }), ['v-grace']);
  assert.deepEqual(
    ids({ schema: 'Thing', properties: { number: ['0x52908400098527886E0F7030069857D2E4169EE7'] } }),
    ['w-wallet'],
  );
});

test('a bank is found by the BIC of any of its branches, and firms of one tax office are not one', () => {
  const bank = (id: string, properties: Record<string, string[]>) =>
    entity(id, 'Company', `Bank ${id}`, properties);
  const listed = openIndex(
    buildIndex([
      bank('b-1', { swiftBic: ['QUMZRUMMXXX'], kppCode: ['770501001'] }),
      bank('b-2', { idNumber: ['4711 0815'] }),
    ]).buffer,
  );
  const found = (properties: Record<string, string[]>) =>
    listed.screen({ schema: 'Company', properties: { name: ['Huber'], ...properties } }).map(({ id }) => id);
  assert.deepEqual(found({ swiftBic: ['QUMZRUMM'] }), ['b-1']);
  assert.deepEqual(found({ swiftBic: ['QUMZ RU MM 123'] }), ['b-1']);
  assert.deepEqual(found({ swiftBic: ['QUMZRUM2'] }), []);
  assert.deepEqual(found({ kppCode: ['770501001'] }), []);
  // A register gives one number as that of the firm, of the tax office and of the register itself.
  assert.deepEqual(found({ registrationNumber: ['47110815'] }), ['b-2']);
});

test('a contradicting birth date lowers score and probability, and an exact name still alerts', () => {
  const alone = first(subject('Qasim Yahya al-Hattab'));
  const agrees = first(subject('Qasim Yahya al-Hattab', { birthDate: ['1971-03-04'] }));
  const contradicts = first(subject('Qasim Yahya al-Hattab', { birthDate: ['1999-12-31'] }));
  assert.ok(contradicts.score < alone.score);
  assert.ok(contradicts.score >= DEFAULT_THRESHOLD);
  assert.ok(contradicts.probability < alone.probability);
  assert.ok(agrees.probability > alone.probability);
  const fact = contradicts.explanation.facts.find((one) => one.fact === 'birthDate')!;
  assert.equal(fact.relation, 'contradiction');
  assert.ok(fact.effect < 0);
  assert.deepEqual([fact.subject, fact.listed], [['1999-12-31'], ['1971-03-04']]);
});

test('a name that is merely alike no longer alerts where the birth date contradicts', () => {
  const alike = 'Qasim Yahya al-Hattpb';
  assert.deepEqual(ids(subject(alike)), ['p-hattab']);
  assert.deepEqual(ids(subject(alike, { birthDate: ['1999-12-31'] })), []);
});

test('the year alone is compatible, day and month swapped are said to be', () => {
  const relation = (date: string) =>
    first(subject('Qasim Yahya al-Hattab', { birthDate: [date] })).explanation.facts[0]?.relation;
  assert.equal(relation('1971-03-04'), 'same');
  assert.equal(relation('1971'), 'compatible');
  assert.equal(relation('1971-04-03'), 'swapped');
  assert.equal(relation('1999-12-31'), 'contradiction');
});

test('facts that one side lacks, or that cannot be read, never lower a score', () => {
  const facts = { birthDate: ['1980-01-01'], nationality: ['de'], gender: ['female'] };
  for (const name of ['Sergei Turchin', 'Zulkarnaen', 'Usama bin Ladin']) {
    const alone = first(subject(name), { threshold: 0.5 });
    const withFacts = first(subject(name, facts), { threshold: 0.5 });
    assert.equal(withFacts.score, alone.score, name);
    assert.deepEqual(withFacts.explanation.facts, []);
  }
  const unread = { birthDate: ['the day after'], nationality: ['Atlantis'], gender: ['?'] };
  const alone = first(subject('Kasem Yahia Hatab'));
  assert.equal(first(subject('Kasem Yahia Hatab', unread)).score, alone.score);
});

test('country and gender count when both sides have them, and say what they did', () => {
  const name = 'Kasem Yahya Hattab';
  const alone = first(subject(name), { threshold: 0.5 });
  const same = first(subject(name, { nationality: ['Irak'] }), { threshold: 0.5 });
  const other = first(subject(name, { nationality: ['is'] }), { threshold: 0.5 });
  const woman = first(subject(name, { gender: ['female'] }), { threshold: 0.5 });
  const man = first(subject(name, { gender: ['m'] }), { threshold: 0.5 });
  assert.ok(same.score >= alone.score && other.score < alone.score && woman.score < alone.score);
  assert.equal(man.score, alone.score);
  assert.deepEqual(
    [same, other, woman].map((match) => match.explanation.facts.map((one) => [one.fact, one.relation])),
    [[['country', 'agrees']], [['country', 'differs']], [['gender', 'differs']]],
  );
});

test('only entities of the wanted lists are given', () => {
  const brigade = subject('Rahma Relief Fund', {}, 'Organization');
  assert.deepEqual(ids(brigade), ['o-fund']);
  assert.deepEqual(ids(brigade, { lists: ['list_b'] }), ['o-fund']);
  assert.deepEqual(ids(brigade, { lists: ['list_a'] }), []);
  assert.deepEqual(ids(brigade, { lists: [] }), []);
  assert.deepEqual(ids(subject('Qasim Yahya al-Hattab'), { lists: ['list_a'] }), ['p-hattab']);
  const passport = subject('Xaver Huber', { passportNumber: ['A1234567'] });
  assert.deepEqual(ids(passport, { lists: ['list_b'] }), []);
});

test('an entity on several lists is found by any of them', () => {
  const both = openIndex(
    buildIndex([
      entity('x', 'Person', 'Xaver Quirin', {}, []),
      entity('a', 'Person', 'Qasim Hattab', {}, ['l1', 'l2']),
      entity('b', 'Person', 'Qasim Hattab', {}, ['l3']),
    ]).buffer,
  );
  const found = (lists: string[]) => both.screen(subject('Qasim Hattab'), { lists }).map((match) => match.id);
  assert.deepEqual(found(['l1']), ['a']);
  assert.deepEqual(found(['l2']), ['a']);
  assert.deepEqual(found(['l3']), ['b']);
  assert.deepEqual(found(['l1', 'l3']), ['a', 'b']);
});

test('the limit keeps the best; what scores the same is ordered by id', () => {
  const many = openIndex(
    buildIndex([
      entity('near', 'Person', 'Qasim Hattib'),
      ...['e', 'b', 'd', 'a', 'c'].map((id) => entity(id, 'Person', 'Qasim Hattab')),
    ]).buffer,
  );
  const one = subject('Qasim Hattab');
  const all = many.screen(one);
  assert.deepEqual(
    all.map((match) => match.id),
    ['a', 'b', 'c', 'd', 'e', 'near'],
  );
  for (const limit of [0, 1, 3, 100]) assert.deepEqual(many.screen(one, { limit }), all.slice(0, limit));
});

test('a lower threshold only adds', () => {
  const many = openIndex(buildIndex(manyEntities()).buffer);
  for (const name of ['Ahmad Belhadi', 'Khaled Sherif', 'Jean van der Hout']) {
    let fewer = many.screen(subject(name), { threshold: 0.9 });
    for (const threshold of [0.8, 0.7, 0.6, 0.5]) {
      const more = many.screen(subject(name), { threshold });
      assert.deepEqual(more.slice(0, fewer.length), fewer);
      assert.ok(more.every((match) => match.score >= threshold));
      fewer = more;
    }
  }
});

test('explain says as much of a match as screening does, and of a non-match why it is none', () => {
  const hattab = subject('Kasem Yahia Hatab', { birthDate: ['1971'], nationality: ['iq'] });
  assert.deepEqual(index.explain(hattab, 'p-hattab'), first(hattab));
  const other = index.explain(hattab, 'p-kim')!;
  assert.ok(other.score < 0.5);
  assert.equal(other.id, 'p-kim');
  const far = index.explain(subject('Kasim Schmidt', { nationality: ['iq'] }), 'p-hattab')!;
  assert.ok(far.score < DEFAULT_THRESHOLD);
  assert.deepEqual(
    far.explanation.facts.map((one) => one.fact),
    ['country'],
  );
  assert.equal(index.explain(hattab, 'nobody'), undefined);
  assert.equal(index.explain(hattab, ''), undefined);
});

test('a comparison in which nothing is alike says why', () => {
  const sentences = (one: Subject) => index.explain(one, 'p-hattab')!.explanation.sentence;
  for (const name of ['—!', '😀 …']) {
    const { en, de } = sentences(subject(name));
    assert.equal(en, `“${name}” holds no letter or digit that could be compared.`);
    assert.equal(de, `„${name}“ enthält keinen Buchstaben und keine Ziffer, die verglichen werden könnten.`);
  }
  const unlike = sentences(subject('Xaver Huber'));
  assert.equal(unlike.en, '“Xaver Huber” and “Qasim Yahya al-Hattab” have no telling word in common.');
  assert.match(unlike.de, /haben kein aussagekräftiges Wort gemeinsam/);
  assert.match(sentences({ schema: 'Person', properties: {} }).en, /^No name is given/);
});

test('two names are compared in sentences of their own language, and without a list', () => {
  const { en, de } = compareNames('A. Turchin', 'Anna Viktorovna Turtschin').sentence;
  assert.equal(
    en,
    '“A. Turchin” is like “Anna Viktorovna Turtschin”; Turchin is another spelling of Turtschin, A is the initial of Anna; the second name adds Viktorovna.',
  );
  assert.equal(
    de,
    '„A. Turchin“ ähnelt „Anna Viktorovna Turtschin“; Turchin ist eine andere Schreibweise von Turtschin, A ist der Anfangsbuchstabe von Anna; der zweite Name hat zusätzlich Viktorovna.',
  );
  assert.match(compareNames('Ann Lee Ray', 'Ann Lee').sentence.de, /dem zweiten Namen fehlt Ray/);
  assert.match(compareNames('!?', 'Ann Lee').sentence.en, /holds no letter/);
});

test('the sentence names both sides, in English and German', () => {
  const match = first(subject('Kasem Yahia Hatab', { birthDate: ['1999'] }), { threshold: 0.5 });
  const { en, de } = match.explanation.sentence;
  for (const sentence of [en, de]) {
    assert.ok(sentence.includes('Kasem Yahia Hatab'), sentence);
    assert.ok(sentence.includes(match.explanation.name!.listed), sentence);
    assert.ok(sentence.includes('list_a') && sentence.endsWith('.'), sentence);
  }
  assert.match(en, /date of birth/);
  assert.match(de, /Geburtsdatum/);
  assert.notEqual(en, de);
  const weak = first(subject('Abu Yahya'), { threshold: 0.5 });
  assert.match(weak.explanation.sentence.en, /weak alias of Qasim Yahya al-Hattab/);
  assert.match(weak.explanation.sentence.de, /schwacher Alias von Qasim Yahya al-Hattab/);
});

test('a subject that cannot be compared is refused, with its place', () => {
  for (const properties of [{}, { name: [] }, { name: ['!!!'] }, { name: ['😀'] }, { name: [''] }]) {
    assert.throws(
      () => index.screen({ schema: 'Person', properties, origin: { document: 'people.csv', row: 7 } }),
      (error) =>
        error instanceof RiegelError &&
        error.code === 'match/nothing-to-compare' &&
        error.place.file === 'people.csv' &&
        error.place.row === 7,
    );
  }
});

test('a name in parts is put together', () => {
  assert.deepEqual(
    ids({
      schema: 'Person',
      properties: { firstName: ['Qasim'], middleName: ['Yahya'], lastName: ['al-Hattab'] },
    }),
    ['p-hattab'],
  );
});

test('a schema that leaves open what bears the name finds persons, organisations and vessels', () => {
  assert.deepEqual(ids(subject('Qasim Yahya al-Hattab', {}, 'LegalEntity')), ['p-hattab']);
  assert.deepEqual(ids(subject('Belhadi Trading GmbH', {}, 'LegalEntity')), ['o-trade']);
  assert.deepEqual(ids(subject('Ocean Grace 2', {}, 'Thing')), ['v-grace']);
  assert.deepEqual(ids(subject('Ocean Grace 2', {}, 'Unheard')), ['v-grace']);
});

test('probability lies between 0 and 1, and a rare name tells more than a common one', () => {
  const rare = first(subject('Qasim Yahya al-Hattab'));
  const common = first(subject('Mohammed Ali'));
  assert.equal(rare.score, common.score);
  assert.ok(rare.probability > common.probability);
  for (const listed of NAMED_ENTITIES) {
    if (listed.schema === 'CryptoWallet') continue;
    for (const match of index.screen(subject(listed.caption, { birthDate: ['1970'] }, 'Thing'), {
      threshold: 0.5,
    })) {
      assert.ok(match.probability >= 0 && match.probability <= 1);
      assert.ok(match.score >= 0.5 && match.score <= 1);
    }
  }
});

test('a weak alias is less likely the same person than a name of the same rarity', () => {
  const pair = openIndex(
    buildIndex([
      entity('n', 'Person', 'Quirin Zarqun'),
      entity('w', 'Person', 'Somebody Else', { weakAlias: ['Quirin Zarqun'] }),
    ]).buffer,
  );
  const [name, weak] = pair.screen(subject('Quirin Zarqun'));
  assert.deepEqual([name!.id, weak!.id], ['n', 'w']);
  assert.ok(weak!.probability < name!.probability);
  assert.equal(weak!.explanation.name!.property, 'weakAlias');
});
