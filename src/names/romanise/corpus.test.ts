import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { cleanText } from '../script/clean.ts';
import { type Script, scriptsIn } from '../script/script.ts';
import { romaniseLatin } from './latin.ts';
import { romaniseWord } from './romanise.ts';
import { compareUnvocalised } from './unvocalised.ts';

const corpus = process.env.RIEGEL_CORPUS ?? '../shared';
const pairsFolder = join(corpus, 'names/netransliteration_wikidata');
const unList = join(corpus, 'lists/un/UN_consolidated_2026-02-27.xml');

/** Levenshtein distance over the longer length. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length]! / Math.max(a.length, b.length, 1);
}

/**
 * Least shares of Wikidata pairs (met twice or more) that read exactly, and within a quarter of the letters. Most
 * are foreign names spelled in the script and read back, which loses what the script cannot write: far less than
 * the names that the scripts' own speakers bear. Arabic and Hebrew readings were learnt from these very pairs.
 */
const floors: readonly (readonly [file: string, script: Script, exact: number, near: number])[] = [
  ['wd_russian_80', 'cyrillic', 0.44, 0.77],
  ['wd_korean_80', 'hangul', 0.14, 0.42],
  ['wd_katakana_80', 'katakana', 0.2, 0.54],
  ['wd_arabic_80', 'arabic', 0.85, 0.9],
  ['wd_hebrew_80', 'hebrew', 0.85, 0.9],
];

const skipPairs = existsSync(pairsFolder) ? false : `no corpus at ${corpus} (RIEGEL_CORPUS)`;
for (const [file, script, exact, near] of floors) {
  test(`Wikidata pairs in ${script} read as well as before`, { skip: skipPairs }, () => {
    const pairs = readFileSync(join(pairsFolder, file), 'utf8')
      .split('\n')
      .map((line) => line.split('\t'))
      .filter(([, , count]) => Number(count) > 1)
      .slice(0, 3_000);
    let same = 0;
    let close = 0;
    for (const [latin = '', native = ''] of pairs) {
      const wanted = romaniseLatin(latin.normalize('NFKC')).readings;
      const { readings } = romaniseWord(cleanText(native.replaceAll(' ', '')).text, script);
      if (readings.some((reading) => wanted.includes(reading))) same++;
      if (readings.some((reading) => wanted.some((other) => distance(reading, other) <= 0.25))) close++;
    }
    assert.ok(same / pairs.length >= exact, `exact ${same / pairs.length}`);
    assert.ok(close / pairs.length >= near, `near ${close / pairs.length}`);
  });
}

const skipUn = existsSync(unList) ? false : `no corpus at ${corpus} (RIEGEL_CORPUS)`;
test('words of the UN list in Arabic script meet a Latin word of their own entry', { skip: skipUn }, () => {
  const entries = readFileSync(unList, 'utf8').match(/<INDIVIDUAL>[\s\S]*?<\/INDIVIDUAL>/g) ?? [];
  let words = 0;
  let met = 0;
  let metByNext = 0;
  const latinOf = (entry: string) => {
    const names = entry.match(/<(?:FIRST|SECOND|THIRD|FOURTH|ALIAS)_NAME>[^<]*/g) ?? [];
    return names
      .flatMap((name) => cleanText(name.replace(/^<[^>]*>/, '')).text.split(/[\s\-';,]+/))
      .flatMap((word) => romaniseLatin(word).readings)
      .filter((word) => word.length > 1);
  };
  for (const [at, entry] of entries.entries()) {
    const original = /<NAME_ORIGINAL_SCRIPT>([^<]*)/.exec(entry)?.[1] ?? '';
    const { text } = cleanText(original);
    if (scriptsIn(text)[0] !== 'arabic') continue;
    const own = latinOf(entry);
    // Names that both entries bear say nothing.
    const other = latinOf(entries[(at + 1) % entries.length]!).filter((word) =>
      own.every((ours) => distance(word, ours) > 0.34),
    );
    for (const word of text.split(/[\s\-;,،()]+/)) {
      const { unvocalised = '' } = romaniseWord(word, 'arabic');
      // What Latin spelling joins to its neighbour (Abdul Rahman, Nurullah, Saifuddin) is no matter of letters.
      if (unvocalised.length < 4 || /^(Allh|Aldyn|AlrHmn|EbdAl.*)$/.test(unvocalised)) continue;
      const form = unvocalised.startsWith('Al') ? unvocalised.slice(2) : unvocalised;
      const meets = (latin: readonly string[]) =>
        latin.some((candidate) => compareUnvocalised(form, candidate) / form.length <= 0.2);
      words++;
      if (meets(own)) met++;
      if (meets(other)) metByNext++;
    }
  }
  assert.ok(words > 500, `only ${words} words`);
  assert.ok(met / words >= 0.88, `met ${met} of ${words}`);
  assert.ok(metByNext / words <= 0.05, `${metByNext} of ${words} met the next entry's names`);
});
