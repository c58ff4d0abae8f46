import type { Script } from './ranges.ts';

/**
 * Letters that look alike in two scripts, as pairs `from`+`to` written one after the other.
 * `exact` pairs pass unseen in ordinary fonts (after Unicode's confusables, UTS #39); `rough` ones are met in
 * evasion and OCR but are told apart at a look, so they decide nothing about a word's true script.
 */
const exact = {
  cyrillicToLatin: 'АAВBЕEКKМMНHОOРPСCТTУYХXІIЇÏЅSЈJҺHԌGԚQԜWҮYӀIаaеeоoрpсcуyхxіiїïѕsјjһhԛqԝwԁdӏlүyԍg',
  greekToLatin: 'ΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXοoαaνvρpιiυuϲcϳj',
  armenianToLatin: 'ՕOՍUԼLօoսuոnհhցgյjզq',
  cherokeeToLatin: 'ᎪAᏴBᏟCᎠDᎬEᏀGᎻHᎥiᎫJᏦKᏞLᎷMᏢPᏒRᏚSᎢTᏙVᎳWᎩYᏃZ',
  /** Latin letters that only stand for Cyrillic ones, among them vowels with the accent that marks the stress. */
  latinToCyrillic: 'ĸкËЁëёÁАáаÉЕéеÓОóоÝУýуÍІíі',
  greekToCyrillic: 'ΑАΒВΕЕΗНΟОΡРΤТΧХΚКΜМοоρраа',
};
const rough = {
  cyrillicToLatin: 'кkмmтtвbнh',
  greekToLatin: 'κkτtγyχxηnωw',
};

type Table = ReadonlyMap<string, string>;

/** One table from pairs; where two letters share an image, the first pair stands. */
function table(...pairs: readonly string[]): Table {
  const entries = new Map<string, string>();
  for (const letters of pairs.map((text) => [...text])) {
    for (let at = 0; at < letters.length; at += 2) {
      if (!entries.has(letters[at]!)) entries.set(letters[at]!, letters[at + 1]!);
    }
  }
  return entries;
}

function turned(pairs: string): string {
  const letters = [...pairs];
  return letters.map((_, at) => letters[at ^ 1]).join('');
}

/** By the script a word is mended to: foreign letter → letter of that script. */
export const exactLookalikes: Partial<Record<Script, Table>> = {
  latin: table(exact.cyrillicToLatin, exact.greekToLatin, exact.armenianToLatin, exact.cherokeeToLatin),
  cyrillic: table(turned(exact.cyrillicToLatin), exact.latinToCyrillic, exact.greekToCyrillic),
  greek: table(turned(exact.greekToLatin), turned(exact.greekToCyrillic)),
  armenian: table(turned(exact.armenianToLatin)),
};

export const roughLookalikes: Partial<Record<Script, Table>> = {
  latin: table(rough.cyrillicToLatin, rough.greekToLatin),
  cyrillic: table(turned(rough.cyrillicToLatin)),
  greek: table(turned(rough.greekToLatin)),
};

/** Ideographs that OCR and typing slips put for katakana. */
export const katakanaLookalikes: Table = table('一ー口ロ二ニ力カ夕タ工エ卜ト八ハ');
