import anyAscii from 'any-ascii';
import bidiFactory from 'bidi-js';
import { type FontSlice, sliceFor } from './fonts.ts';

/** A piece of text in one font and one direction. */
export interface VisualRun {
  readonly font: FontSlice;
  /** In the order in which it is spoken; the font's shaping turns it. */
  readonly text: string;
}

// Its types describe an ES module's default export; Node loads the CommonJS one.
const bidi = (bidiFactory as unknown as typeof bidiFactory.default)();

/** The pieces of a line from left to right (Unicode bidirectional algorithm). Characters no font has are romanised. */
export function visualRuns(line: string): {
  readonly runs: readonly VisualRun[];
  readonly romanised: boolean;
} {
  const { text, romanised } = withFonts(line.replace(/\p{Cc}/gu, ' '));
  const levels = bidi.getEmbeddingLevels(text).levels;
  const runs: (VisualRun & { level: number })[] = [];
  let offset = 0;
  for (const character of text) {
    const level = levels[offset]!;
    const last = runs.at(-1);
    const font = sliceFor(character.codePointAt(0)!, last?.font)!;
    if (last !== undefined && last.font === font && last.level === level) {
      runs[runs.length - 1] = { ...last, text: last.text + character };
    } else runs.push({ font, text: character, level });
    offset += character.length;
  }
  return { runs: reordered(runs), romanised };
}

function withFonts(line: string): { text: string; romanised: boolean } {
  let romanised = false;
  let text = '';
  for (const character of line) {
    if (sliceFor(character.codePointAt(0)!, undefined) !== undefined) text += character;
    else {
      romanised = true;
      text += anyAscii(character) || '?';
    }
  }
  return { text, romanised };
}

/** Rule L2: from the highest level down to 1, turn round every sequence of runs at that level or above. */
function reordered<R extends { readonly level: number }>(runs: readonly R[]): R[] {
  const row = [...runs];
  for (let level = Math.max(0, ...row.map((run) => run.level)); level > 0; level--) {
    for (let from = 0; from < row.length; from++) {
      let to = from;
      while (to < row.length && row[to]!.level >= level) to++;
      if (to - from > 1) row.splice(from, to - from, ...row.slice(from, to).reverse());
      from = Math.max(from, to - 1);
    }
  }
  return row;
}
