import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Script, scriptOf, scriptsIn } from './script.ts';

const samples: readonly (readonly [text: string, ...scripts: Script[]])[] = [
  ['Osama', 'latin'],
  ['Đặng', 'latin'],
  ['Зеленський', 'cyrillic'],
  ['Ἀλέξανδρος', 'greek'],
  ['Սարգսյան', 'armenian'],
  ['ივანიშვილი', 'georgian'],
  ['محمد', 'arabic'],
  ['ﻣﺤﻤﺪ', 'arabic'],
  ['יצחק', 'hebrew'],
  ['ܐܦܪܝܡ', 'syriac'],
  ['މުޙައްމަދު', 'thaana'],
  ['कुमार', 'devanagari'],
  ['রহমান', 'bengali'],
  ['ਸਿੰਘ', 'gurmukhi'],
  ['પટેલ', 'gujarati'],
  ['ପଟ୍ଟନାୟକ', 'oriya'],
  ['முருகன்', 'tamil'],
  ['రెడ్డి', 'telugu'],
  ['ಗೌಡ', 'kannada'],
  ['നായർ', 'malayalam'],
  ['සිරිසේන', 'sinhala'],
  ['สมชาย', 'thai'],
  ['ທອງ', 'lao'],
  ['བསྟན', 'tibetan'],
  ['အောင်', 'burmese'],
  ['김정은', 'hangul'],
  ['ኃይለ', 'ethiopic'],
  ['ហ៊ុន', 'khmer'],
  ['ᠴᠢᠩᠭᠢᠰ', 'mongolian'],
  ['さとう', 'hiragana'],
  ['スミス', 'katakana'],
  ['习近平', 'han'],
  ['𠮷野', 'han'],
  ['小林さん', 'han', 'hiragana'],
  ['12-34 .', ...([] as Script[])],
  ['Иvan', 'cyrillic', 'latin'],
];

test('a text shows its scripts in the order met, without what is common to all', () => {
  for (const [text, ...scripts] of samples) assert.deepEqual(scriptsIn(text), scripts, text);
});

test('a code point has one script; outside Unicode it is other', () => {
  assert.equal(scriptOf(0x61), 'latin');
  assert.equal(scriptOf(0x20000), 'han');
  assert.equal(scriptOf(0x301), 'common');
  assert.equal(scriptOf(0x13a0), 'other');
  assert.equal(scriptOf(-1), 'other');
  assert.equal(scriptOf(0x110000), 'other');
});
