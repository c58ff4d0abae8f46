import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { entity, manyEntities, NAMED_ENTITIES } from '../fixture-entities.ts';
import { buildIndex } from '../index/build.ts';
import { openIndex } from '../index/open.ts';

const index = openIndex(buildIndex(NAMED_ENTITIES).buffer);

/** What was found: the words as written and the entity. */
function found(text: string): [string, string][] {
  const matches = index.scanText(text);
  for (const { start, end, text: written } of matches) assert.equal(text.slice(start, end), written);
  return matches.map((one) => [one.text, one.match.id]);
}

test('a name is found where it stands, to the character', () => {
  const text = 'On Monday the court heard Kasim Yahya al-Hattab, a merchant, for two hours.';
  const [one, ...others] = index.scanText(text);
  assert.deepEqual(others, []);
  assert.equal(one!.start, text.indexOf('Kasim'));
  assert.equal(one!.end, text.indexOf(', a merchant'));
  assert.equal(one!.match.id, 'p-hattab');
  assert.equal(one!.match.explanation.name!.subject, 'Kasim Yahya al-Hattab');
});

test('offsets count UTF-16 units, whatever stands before', () => {
  const text = '😀 “Über” ﬁne — Ω: Zhang Weimin.';
  const [one] = index.scanText(text);
  assert.equal(one?.match.id, 'p-zhang');
  assert.equal(text.slice(one.start, one.end), 'Zhang Weimin');
});

test('an equal name within a longer one with a slip does not hide it', () => {
  const small = openIndex(
    buildIndex([
      entity('o-short', 'Company', 'Zarquon'),
      entity('o-long', 'Company', 'Zarquon Transgarda Tomelsk'),
    ]).buffer,
  );
  const text = 'Payment to Zarquon Trnsgarda Tomelsk for goods.';
  assert.deepEqual(
    small.scanText(text).map((one) => [one.text, one.match.id]),
    [
      ['Zarquon Trnsgarda Tomelsk', 'o-long'],
      ['Zarquon', 'o-short'],
    ],
  );
  // Where the longer one is the better match it stands alone.
  assert.deepEqual(
    small.scanText(text.replace('Trns', 'Trans')).map((one) => one.match.id),
    ['o-long'],
  );
});

test('every one of several names is found, in the order of the text', () => {
  assert.deepEqual(
    found(
      'Mohammed Hassan Rezaei paid Belhadi Trading; the Al Noor Brigade 44 thanked Abd al Rahman Yasin for it.',
    ).map(([, id]) => id),
    ['p-rezaei', 'o-trade', 'o-brigade', 'p-yasin'],
  );
  assert.deepEqual(found('Zhang Weimin met Zhang Weimin.').length, 2);
});

test('a name may go over two lines, and its explanation reads as one', () => {
  const text = 'They named Qasim Yahya\n   al-Hattab as their\nleader.';
  assert.deepEqual(found(text), [['Qasim Yahya\n   al-Hattab', 'p-hattab']]);
});

test('a name does not go on past the end of a sentence or paragraph', () => {
  assert.deepEqual(found('He knows nobody called Zhang. Weimin is a town.'), []);
  assert.deepEqual(found('A book by Zhang\n\nWeimin: a town and its people'), []);
});

test('names in Arabic and Cyrillic script are found', () => {
  assert.deepEqual(found('قال المتحدث إن قاسم يحيى الحطاب غادر المدينة أمس')[0]?.[1], 'p-hattab');
  assert.deepEqual(found('Вчера Сергей Викторович Турчин прибыл в город.'), [
    ['Сергей Викторович Турчин', 'p-lawrow'],
  ]);
});

test('the so-called Islamic State is found in German and French', () => {
  for (const text of [
    'Der Einsatz gegen den Islamischen Staat im Irak und der Levante dauert an.',
    'Le groupe État islamique en Irak et au Levant recule.',
    'The campaign against ISIL goes on.',
  ]) {
    assert.ok(
      found(text).some(([, id]) => id === 'o-state'),
      text,
    );
  }
});

test('a wallet address is found, to the character', () => {
  const address = '0x52908400098527886E0F7030069857D2E4169EE7';
  for (const written of [address, address.toLowerCase()]) {
    assert.deepEqual(found(`Send it to ${written}, today.`), [[written, 'w-wallet']]);
  }
  assert.deepEqual(found(`Send it to ${address.slice(0, -1)}8, today.`), []);
});

test('ordinary prose alerts nobody', () => {
  for (const text of [
    'She lives in Miami, Florida, and works for the state of Georgia.',
    'Mohammed went to the market. Ali stayed at home with Hassan and Kim.',
    'The state bank of the region gave relief to the fund for ocean research, by the grace of its board.',
    'Der Staat Israel und der Islam im Irak: ein Buch von Anna Schmidt über die Levante.',
    'John Smith and Maria Garcia met Sergei Ivanov in Berlin on 4 March 1971.',
    'A falcon flew over the brigade of 44 men; noor means light.',
  ]) {
    assert.deepEqual(found(text), [], text);
  }
});

test('a text without words alerts nobody and breaks nothing', () => {
  for (const text of ['', ' \n\t', '!!! … — ()[]', '😀😀', '\u0000\u202e', '\ud800', '0x', '1 2 3']) {
    assert.deepEqual(found(text), [], JSON.stringify(text));
  }
});

test('threshold and lists hold in a text too', () => {
  const text = 'The Rahma Relief Fund paid Qasim Yahya al-Hattab.';
  const idsWith = (options: object) => index.scanText(text, options).map((one) => one.match.id);
  assert.deepEqual(idsWith({}), ['o-fund', 'p-hattab']);
  assert.deepEqual(idsWith({ lists: ['list_b'] }), ['o-fund']);
  for (const one of index.scanText('Kasem Yahia Hattib spoke.', { threshold: 0.99 })) {
    assert.ok(one.match.score >= 0.99);
  }
});

test('any text gives places inside it that are of the listed names', () => {
  const pieces = [
    ...[
      'Qasim',
      'Yahya',
      'al-Hattab',
      'Zhang',
      'Weimin',
      'Islamic',
      'State',
      'ISIL',
      'the',
      'of',
      'محمد',
      'الحطاب',
    ],
    ...[
      'قاسم',
      'يحيى',
      '. ',
      ', ',
      '\n',
      '\n\n',
      '(',
      ')',
      '😀',
      '\u202e',
      'Brigade',
      '44',
      'Turchin',
      'S.',
      '\ud83d',
    ],
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 30 }), (parts) => {
      const text = parts.join(' ');
      let last = 0;
      for (const one of index.scanText(text)) {
        assert.ok(one.start >= last && one.end > one.start && one.end <= text.length);
        assert.equal(text.slice(one.start, one.end), one.text);
        last = one.start;
      }
    }),
    { numRuns: 200 },
  );
});

test('a text of 200 kB is read in seconds, and every name in it is found', () => {
  const many = openIndex(buildIndex(manyEntities()).buffer);
  const prose =
    'The minister said on Tuesday that the negotiations about the budget would go on for another week, ' +
    'while Anna Schmidt of the opposition called for an end to the talks in Miami, Florida. ';
  let text = '';
  while (text.length < 200_000) text += `${prose.repeat(20)}Then Qasim Yahya al-Hattab spoke.\n\n`;
  const names = text.split('al-Hattab').length - 1;
  const started = performance.now();
  const matches = many.scanText(text);
  const seconds = (performance.now() - started) / 1000;
  assert.equal(matches.filter((one) => one.match.id === 'p-hattab').length, names);
  assert.ok(seconds < 10, `${seconds} s`);
});

const UNSPACED = openIndex(
  buildIndex([
    entity('p-xi', 'Person', '欧阳建国'),
    entity('p-li', 'Person', '李高山', { alias: ['李山'] }),
    entity('p-choe', 'Person', 'Choe Yong Hae', { alias: ['최용해'] }),
    entity('o-ship', 'Company', '东方远洋船务（香港）有限公司'),
    entity('o-inst', 'Organization', '제2자연과학원'),
    entity('p-thai', 'Person', 'สมชาย ใจดีมาก'),
  ]).buffer,
);
const foundUnspaced = (text: string) =>
  UNSPACED.scanText(text).map(({ start, end, text: written, match }) => {
    assert.equal(text.slice(start, end), written);
    return [written, match.id];
  });

test('names are found in scripts that write words together', () => {
  assert.deepEqual(foundUnspaced('昨天外交部表示欧阳建国已经离开北京。'), [['欧阳建国', 'p-xi']]);
  assert.deepEqual(foundUnspaced('本公司与东方远洋船务(香港)有限公司签订了合同。'), [
    ['东方远洋船务(香港)有限公司', 'o-ship'],
  ]);
  assert.deepEqual(foundUnspaced('어제 최용해는 제2자연과학원에서 회의를 했다.'), [
    ['최용해', 'p-choe'],
    ['제2자연과학원', 'o-inst'],
  ]);
  assert.deepEqual(foundUnspaced('เมื่อวานนี้นายสมชายใจดีมากเดินทาง'), [['สมชายใจดีมาก', 'p-thai']]);
  assert.deepEqual(foundUnspaced('据报道，李山先生和李高\n山到达。'), [
    ['李山', 'p-li'],
    ['李高\n山', 'p-li'],
  ]);
});

test('letters of another word in such a script are no name', () => {
  assert.deepEqual(foundUnspaced('桃李山下经济发展，中方愿意加强合作。'), []);
  assert.deepEqual(foundUnspaced('최용해안은 바다이다. 새최용해는 없다.'), []);
  assert.deepEqual(foundUnspaced('李。高山流水'), []);
});

test('a name is found whose word a line end broke, with a hyphen and without', () => {
  for (const text of [
    'They named Qasim Yah-\nya al-Hattab as their leader.',
    'BENEFICIARY QASIM YAHYA AL HAT\nTAB KARRADA BAGHDAD',
    'PAY MOHAMMED HAS\r\nSAN REZAEI 1234',
  ]) {
    const [one, ...others] = index.scanText(text);
    assert.deepEqual(others, [], text);
    assert.ok(one!.match.score > 0.99, text);
    assert.ok(!/[\n-]\s*\w/.test(one!.match.explanation.name!.subject.replace('al-H', '')), text);
  }
  assert.deepEqual(found('He was here with Yah\nand Yahya, and Qas\nwas not.'), []);
});

test('a word or two that happen to be a name alert only as a name is written', () => {
  const lone = openIndex(
    buildIndex([
      entity('o-olga', 'Company', 'Olga'),
      entity('o-goods', 'Company', 'Goods'),
      entity('o-bank', 'Company', 'Savings Bank'),
      entity('o-zarqo', 'Company', 'Zarqovimpex'),
    ]).buffer,
  );
  const ids = (text: string) => lone.scanText(text).map(({ match }) => match.id);
  assert.deepEqual(ids('PAYMENT TO OLGA FOR GOODS AS PER CONTRACT'), []);
  assert.deepEqual(ids('Yesterday she met the board of the local savings bank.'), []);
  assert.deepEqual(ids('PAYMENT TO ZARQOVIMPEX FOR GOODS'), ['o-zarqo']);
  assert.deepEqual(ids('Payment to Zarqovimpex for goods'), ['o-zarqo']);
});

test('a firm is found under its own name and as a list leaves it open', () => {
  const firm = openIndex(
    buildIndex([
      entity('o-open', 'LegalEntity', 'Al Qumtarji Company'),
      entity('o-firm', 'Organization', 'AL QUMTARJI COMPANY'),
    ]).buffer,
  );
  const found = firm
    .scanText('PAYMENT TO AL QUMTARJI COMPANY FOR GOODS AS PER CONTRACT')
    .map(({ match }) => match.id);
  assert.deepEqual(found.toSorted(), ['o-firm', 'o-open']);
});

test('a short word of a name may have a slip where the others lead to the name', () => {
  const one = openIndex(buildIndex([entity('p-boshab', 'Person', 'Evariste Boshab')]).buffer);
  const idsIn = (text: string) => one.scanText(text).map(({ match }) => match.id);
  assert.deepEqual(idsIn('Rent of May for Evariste Bohab, flat 12'), ['p-boshab']);
  assert.deepEqual(idsIn('Rent of May for Bohab, flat 12'), []);
});
