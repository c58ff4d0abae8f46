import { splitChineseName } from '../romanise/han.ts';
import { splitKoreanName } from '../romanise/hangul.ts';
import type { NameKind } from './part.ts';
import type { Word } from './words.ts';

/**
 * Chinese and Korean names are written in one run, family name first: `김정은`, `习近平`. The family name and the
 * given name become a word each; a given name of two characters stays one word, because each of its syllables
 * alone is shared by thousands. Where blanks part the name already, the runs stay as they are.
 */
export function splitSyllables(words: readonly Word[], kind: NameKind): Word[] {
  if (kind !== 'person') return [...words];
  const runs = words.filter((w) => w.script === 'han' || w.script === 'hangul');
  if (runs.length !== 1) return [...words];
  const run = runs[0]!;
  const length = run.text.length;
  if (length < 2 || length > 4) return [...words];
  const korean = run.script === 'hangul' ? splitKoreanName(run.text) : splitChineseName(run.text);
  if (korean === undefined && !(run.script === 'han' && length === 4)) return [...words];
  const familyLength = korean ? korean[0].length : 2;
  return words.flatMap((word) =>
    word === run
      ? [
          {
            ...word,
            text: word.text.slice(0, familyLength),
            end: word.start + familyLength,
            part: 'family' as const,
          },
          {
            ...word,
            text: word.text.slice(familyLength),
            start: word.start + familyLength,
            part: 'given' as const,
          },
        ]
      : [word],
  );
}
