import { type FlatName, INITIAL, joinedAllowed } from '../analyse/flat-name.ts';
import { meets } from '../terms/term.ts';
import { beginsWith, restCost, termCost, UNLIKE } from '../terms/term-cost.ts';
import { type TermColumns, termColumns } from '../terms/term-table.ts';
import { type Aligner, beyondWords } from './align.ts';
import type { NameSettings } from './settings.ts';

/**
 * Compares two names without an index: every word with every word. The search gives the same score, because it
 * adds the same pairs to the same aligner. Leaves the alignment in `aligner`. Gives 0 where nothing of the listed
 * name's head is met.
 */
export function comparePair(
  subject: FlatName,
  listed: FlatName,
  aligner: Aligner,
  settings: NameSettings,
  subjectColumns: TermColumns = termColumns(subject.terms),
  listedColumns: TermColumns = termColumns(listed.terms),
): number {
  aligner.reset(subject.cut);
  for (let j = 0; j < listed.terms.length; j++) {
    const listedJoined = j >= listed.wordCount;
    for (let i = 0; i < subject.terms.length; i++) {
      const subjectJoined = i >= subject.wordCount;
      if (subjectJoined && listedJoined) continue;
      const subjectInitial = !subjectJoined && subject.initials[i] === INITIAL;
      const listedInitial = !listedJoined && listed.initials[j] === INITIAL;
      if (subjectInitial !== listedInitial) continue;
      const packed = termCost(subjectColumns, i, listedColumns, j);
      if (packed === UNLIKE) continue;
      if ((subjectJoined || listedJoined) && !joinedAllowed(packed)) continue;
      // Asked last, because it takes longest and few pairs come so far.
      if (!meets(subject.terms[i]!, listed.terms[j]!)) continue;
      aligner.addPair(
        subjectJoined ? subject.joinStart[i - subject.wordCount]! : i,
        subjectJoined ? subject.joinLength[i - subject.wordCount]! : 1,
        listedJoined ? listed.joinStart[j - listed.wordCount]! : j,
        listedJoined ? listed.joinLength[j - listed.wordCount]! : 1,
        packed,
      );
    }
  }
  if (subject.cut) {
    for (let j = 0; j < listed.wordCount; j++)
      if (beginsWith(listedColumns, j, subjectColumns, subject.wordCount - 1)) aligner.addBeginning(j);
  }
  if (!aligner.touches(listed.head)) return 0;
  if (settings.mistyped > 0 && aligner.leavesOne(subject.wordCount, listed.wordCount)) {
    const { restSubject, restListed } = aligner;
    const packed = restCost(subjectColumns, restSubject, listedColumns, restListed);
    if (packed !== UNLIKE) aligner.addPair(restSubject, 1, restListed, 1, packed);
  }
  const score = aligner.score(subject, 0, subject.wordCount, listed, 0, listed.wordCount, settings);
  const loss = beyondWords(
    subject.numbers,
    listed.numbers,
    subject.legalForms,
    listed.legalForms,
    settings,
    subject.cut,
  );
  return Math.max(0, score - loss);
}
