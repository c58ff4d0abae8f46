import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Script, scriptsIn } from '../script/script.ts';
import { romaniseWord } from './romanise.ts';

/** Word → readings expected at the front, in order. */
const expected: Partial<Record<Script, Readonly<Record<string, string>>>> = {
  latin: {
    Müller: 'muller mueller',
    Straße: 'strasse',
    Şükrü: 'sukru shukru',
    İlhan: 'ilhan',
    Iğdır: 'igdir ighdir',
    Nguyễn: 'nguyen',
    Łukasz: 'lukasz',
    Milošević: 'milosevic miloshevich',
    Sørensen: 'sorensen soerensen',
    Åse: 'ase aase',
    Əliyev: 'aliyev eliyev',
    "O'Neil": 'oneil',
    Þór: 'thor',
    ɗan: 'dan',
    Al2: 'al2',
  },
  cyrillic: {
    Владимирович: 'vladimirovich',
    Сергей: 'sergey sergei',
    Евгений: 'evgeny yevgeniy',
    Васильевич: 'vasilyevich',
    Мария: 'mariya maria',
    Щербаков: 'shcherbakov',
    Хайретдинов: 'khayretdinov',
    Зеленський: 'zelensky',
    Юрій: 'yurii yuriy',
    Лукашэнка: 'lukashenka',
    Милошевић: 'milosevic',
    Ҳамид: 'hamid',
  },
  greek: {
    Αλέξανδρος: 'alexandros',
    Παπαδόπουλος: 'papadopoulos',
    Μπακογιάννη: 'bakogianni',
    Ευάγγελος: 'evangelos',
    Αυτιάς: 'aftias',
    Μαΐου: 'maiou',
    ΓΙΏΡΓΟΣ: 'giorgos',
  },
  armenian: {
    Սարգսյան: 'sargsyan sargsian',
    Ոսկանյան: 'voskanyan',
    Երևան: 'yerevan',
    Ուլիխանյան: 'ulikhanyan',
  },
  georgian: { ივანიშვილი: 'ivanishvili', ყიფიანი: 'qipiani kifiani', მიხეილ: 'mikheil' },
  hangul: {
    김: 'kim',
    이: 'lee ri yi',
    박: 'pak park',
    정은: 'jongun jeongeun jungeun chongun',
    엔도: 'ento endo',
    이영호: 'leeyongho riyongho leeyoungho',
    스미스: 'smis',
    영철: 'yongchol yeongcheol youngchul',
    경택: 'kyongtaek gyeongtaek kyongthaek',
  },
  hiragana: { さとう: 'sato', とうきょう: 'tokyo', おおの: 'ono' },
  katakana: { スミス: 'smis sumisu', ジョン: 'jon', ウィリアム: 'wiriam', チャーリー: 'chari' },
  han: {
    习近平: 'xijinping',
    歐陽: 'ouyang',
    陳: 'chen chan',
    陈: 'chen chan',
    王: 'wang wong',
    近平: 'jinping',
  },
  thai: {
    สมชาย: 'somchai',
    ทักษิณ: 'thaksin taksin',
    ประยุทธ์: 'prayut',
    ยิ่งลักษณ์: 'yinglak',
    ธนาธร: 'thanathon',
    ภูมิพล: 'phumiphon',
    สุรชัย: 'surachai',
    ไทย: 'thai',
  },
  devanagari: {
    रीता: 'rita',
    शाह: 'shah',
    कुमार: 'kumar',
    नरेन्द्र: 'narendra',
    कृष्ण: 'krishna',
    सिंह: 'singh',
    हाफ़िज़: 'hafiz',
    सरकार: 'sarkar',
    दाऊद: 'daud',
  },
  bengali: { রহমান: 'rahman', মোহাম্মদ: 'mohammad', হাসিনা: 'hasina', চৌধুরী: 'chaudhuri' },
  gurmukhi: { ਸਿੰਘ: 'singh', ਕੌਰ: 'kaur' },
  gujarati: { પટેલ: 'patel' },
  tamil: { முருகன்: 'murugan', குமார்: 'kumar' },
  telugu: { రెడ్డి: 'reddi' },
  malayalam: { നായർ: 'nayar', കൃഷ്ണൻ: 'krishnan' },
  sinhala: { සිරිසේන: 'sirisena', රාජපක්ෂ: 'rajapaksha', ජයවර්ධන: 'jayawardhana' },
  ethiopic: { ተስፋዬ: 'tesfaye', ኃይለ: 'haile', አበበ: 'abebe', መለስ: 'meles', አሕመድ: 'ahmed', ኢሳያስ: 'isayas' },
};

for (const [script, words] of Object.entries(expected)) {
  test(`${script} words read as lists write them`, () => {
    for (const [word, readings] of Object.entries(words)) {
      const front = readings.split(' ');
      const { readings: got } = romaniseWord(word, script as Script);
      assert.ok(
        got[0] === front[0] && front.every((reading) => got.includes(reading)),
        `${word}: expected ${readings}, got ${got.join(' ')}`,
      );
    }
  });
}

test('a language in the context decides between two ways of reading', () => {
  assert.equal(romaniseWord('Гриценко', 'cyrillic').readings[0], 'gritsenko');
  assert.ok(romaniseWord('Гриценко', 'cyrillic').readings.includes('hrytsenko'));
  assert.equal(romaniseWord('Гриценко', 'cyrillic', { language: 'uk' }).readings[0], 'hrytsenko');
});

test('ideographs of a Japanese name are read as Chinese only with a warning', () => {
  assert.equal(romaniseWord('小林', 'han').uncertain, undefined);
  assert.equal(romaniseWord('小林', 'han', { kana: true }).uncertain, true);
  assert.equal(romaniseWord('小林', 'han', { language: 'ja' }).uncertain, true);
  assert.equal(romaniseWord('佐々木', 'han').uncertain, true);
});

test('a given name is not read as the family name it could be', () => {
  assert.deepEqual(romaniseWord('박', 'hangul', { part: 'family' }).readings, ['pak', 'park', 'bak']);
  assert.equal(romaniseWord('박', 'hangul', { part: 'given' }).system, 'hangul');
});

test('any text in any script gives at most four distinct readings of a–z and digits', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 12 }), (text) => {
      for (const script of scriptsIn(text).concat('common')) {
        const { readings } = romaniseWord(text, script);
        assert.ok(readings.length <= 4);
        assert.equal(new Set(readings).size, readings.length);
        for (const reading of readings) assert.match(reading, /^[a-z0-9]+$/);
      }
    }),
    { numRuns: 2_000, seed: 11 },
  );
});
