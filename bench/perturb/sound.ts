import type { Random } from '../seed.ts';
import { inCaseOf, NAMED, ofName, PERSON, type Treatment } from './treatment.ts';

/** Spellings that are heard alike by speakers of English, German or French: [written, also written]. */
const SOUNDS_ALIKE: readonly (readonly [string, string])[] = [
  ['ph', 'f'],
  ['f', 'ph'],
  ['ck', 'k'],
  ['k', 'c'],
  ['c(?=[aou])', 'k'],
  ['sh', 'sch'],
  ['ch(?=[aeiou])', 'tch'],
  ['ou', 'u'],
  ['oo', 'u'],
  ['ee', 'i'],
  ['i', 'y'],
  ['y', 'i'],
  ['w', 'v'],
  ['v', 'w'],
  ['z', 's'],
  ['ss', 's'],
  ['tt', 't'],
  ['q', 'k'],
  ['x', 'ks'],
  ['aa', 'a'],
  ['th', 't'],
  ['d$', 't'],
  ['ai', 'ay'],
  ['ei', 'ey'],
  ['j', 'dj'],
];

/** Latin spellings under which one name of another script is known: a word becomes its neighbour in the list. */
const SPELLINGS: readonly (readonly string[])[] = [
  ['mohammad', 'mohammed', 'muhammad', 'mohamed', 'muhammed', 'mohamad', 'muhamad', 'mehmed'],
  ['ahmad', 'ahmed', 'achmad', 'akhmad'],
  ['mahmoud', 'mahmud', 'mahmood'],
  ['hussein', 'husayn', 'hussain', 'husain', 'hosein', 'hossein', 'husein'],
  ['hassan', 'hasan', 'hasen'],
  ['youssef', 'yusuf', 'yousef', 'yussuf', 'yousuf'],
  ['ibrahim', 'ebrahim', 'brahim'],
  ['osama', 'usama', 'oussama'],
  ['omar', 'umar', 'omer'],
  ['othman', 'uthman', 'osman', 'usman'],
  ['khalid', 'khaled', 'haled'],
  ['said', 'saeed', 'sayed', 'saïd'],
  ['sulaiman', 'suleiman', 'sulayman', 'soleiman', 'sulejman'],
  ['jamal', 'gamal', 'djamal', 'djamel'],
  ['jalal', 'jalaal', 'djalal', 'galal'],
  ['qasim', 'kassim', 'qassem', 'kasim', 'ghasem'],
  ['abdullah', 'abdallah', 'abdulla', 'abdoullah'],
  ['abdul', 'abdel', 'abdal', 'abdoul'],
  ['abd', 'abdu'],
  ['rahman', 'rehman', 'rahmaan'],
  ['karim', 'kareem', 'kerim'],
  ['rashid', 'rasheed', 'rachid'],
  ['hamid', 'hameed'],
  ['salim', 'saleem', 'selim'],
  ['nasir', 'nasser', 'naser', 'nacer'],
  ['bashir', 'basheer', 'bachir'],
  ['faisal', 'faysal', 'feisal'],
  ['haji', 'hajji', 'hadji'],
  ['zahir', 'zaher'],
  ['tariq', 'tarek', 'tareq', 'tarik'],
  ['walid', 'waleed', 'oualid'],
  ['yahya', 'yahia', 'yehia'],
  ['ayman', 'aiman', 'aymen'],
  ['mustafa', 'mostafa', 'moustafa', 'mustapha'],
  ['aleksandr', 'alexander', 'alexandr', 'oleksandr'],
  ['aleksey', 'alexei', 'alexey', 'aleksei'],
  ['andrey', 'andrei'],
  ['sergey', 'sergei', 'serhiy', 'serguei'],
  ['dmitry', 'dmitri', 'dmitriy', 'dmitrii'],
  ['yury', 'yuri', 'iurii', 'yuriy', 'jurij'],
  ['evgeny', 'yevgeny', 'evgeniy', 'yevgeniy', 'evgenii'],
  ['vladimir', 'wladimir', 'volodymyr'],
  ['nikolay', 'nikolai', 'mykola'],
  ['mikhail', 'michail', 'mykhailo'],
  ['viktor', 'victor'],
  ['vasily', 'vasiliy', 'vasilii', 'vassili'],
  ['igor', 'ihor'],
];

/** Endings and clusters that romanisation systems write differently. */
const SYSTEMS: readonly (readonly [string, string])[] = [
  ['skiy$', 'sky'],
  ['sky$', 'skij'],
  ['skii$', 'sky'],
  ['iy$', 'y'],
  ['yev$', 'ev'],
  ['ev$', 'yev'],
  ['ov$', 'off'],
  ['ova$', 'owa'],
  ['iya$', 'ia'],
  ['ia$', 'iya'],
  ['yu', 'iu'],
  ['ya', 'ia'],
  ['kh', 'h'],
  ['gh', 'g'],
  ['dh', 'd'],
  ['zh', 'j'],
  ['sh', 'ch'],
  ['ou', 'u'],
  ['oo', 'u'],
  ['ee', 'i'],
  ['aw', 'au'],
  ['ay', 'ai'],
  ['q', 'k'],
  ['ah$', 'a'],
  ['iyya$', 'iya'],
];

const AL = /\b(a)(l)([- ])(?=[A-Z])/gi;

function byRule(
  name: string,
  rules: readonly (readonly [string, string])[],
  random: Random,
): string | undefined {
  const found: { at: number; length: number; put: string }[] = [];
  for (const word of name.matchAll(/[A-Za-z]{4,}/g)) {
    for (const [written, put] of rules) {
      for (const hit of word[0].matchAll(new RegExp(written, 'gi')))
        found.push({ at: word.index + hit.index, length: hit[0].length, put });
    }
  }
  if (found.length === 0) return undefined;
  const { at, length, put } = random.pick(found);
  const model = name.slice(at, at + length);
  const upper =
    name[at]! !== name[at]!.toLowerCase() && /[A-Z]/.test(name[at + length] ?? name[at - 1] ?? 'a');
  return name.slice(0, at) + (upper ? put.toUpperCase() : inCaseOf(model, put)) + name.slice(at + length);
}

function otherSpelling(name: string, random: Random): string | undefined {
  const found: { at: number; word: string; put: string }[] = [];
  for (const word of name.matchAll(/[A-Za-z]+/g)) {
    const known = SPELLINGS.find((spellings) => spellings.includes(word[0].toLowerCase()));
    if (known === undefined) continue;
    const put = random.pick(known.filter((spelling) => spelling !== word[0].toLowerCase()));
    found.push({ at: word.index, word: word[0], put });
  }
  if (found.length === 0) return byRule(name, SYSTEMS, random);
  const { at, word, put } = random.pick(found);
  return name.slice(0, at) + inCaseOf(word, put) + name.slice(at + word.length);
}

/** `al-`, `el-`, `Al ` and the article written to its word. */
function otherArticle(name: string, random: Random): string | undefined {
  if (!AL.test(name)) return undefined;
  const put = random.pick(['el-', 'Al ', 'al', 'El ', 'al-']);
  return name.replace(AL, put);
}

export const SOUND: readonly Treatment[] = [
  ofName('by-sound', 'one cluster spelt as it is heard: `Joseph` → `Josef`', NAMED, (name, random) =>
    byRule(name, SOUNDS_ALIKE, random),
  ),
  ofName('romanisation', 'one word in another romanisation: `Sergey` → `Sergei`', PERSON, otherSpelling),
  ofName('article', 'the Arabic article written otherwise: `al-`, `El `, joined', PERSON, otherArticle),
];
