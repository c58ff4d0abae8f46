import assert from 'node:assert/strict';
import { test } from 'node:test';
import { splitChineseName } from './han.ts';
import { splitKoreanName } from './hangul.ts';
import { wadeGiles } from './wade-giles.ts';

test('Chinese full names part into family and given name', () => {
  assert.deepEqual(splitChineseName('习近平'), ['习', '近平']);
  assert.deepEqual(splitChineseName('歐陽修'), ['歐陽', '修']);
  assert.deepEqual(splitChineseName('司马懿'), ['司马', '懿']);
  assert.equal(splitChineseName('弗拉基米尔'), undefined);
  assert.equal(splitChineseName('王'), undefined);
});

test('Korean full names part into family and given name', () => {
  assert.deepEqual(splitKoreanName('김정은'), ['김', '정은']);
  assert.deepEqual(splitKoreanName('남궁민수'), ['남궁', '민수']);
  assert.equal(splitKoreanName('타카쿠스'), undefined);
});

test('Wade-Giles of known names', () => {
  const spelled = (pinyin: string) => pinyin.split(' ').map(wadeGiles).join(' ');
  assert.equal(spelled('jiang jie shi'), 'chiang chieh shih');
  assert.equal(spelled('mao ze dong'), 'mao tse tung');
  assert.equal(spelled('zhou en lai'), 'chou en lai');
  assert.equal(spelled('cai ying wen'), 'tsai ying wen');
  assert.equal(spelled('guo xi'), 'kuo hsi');
});
