import type { Stretch } from './blocks.ts';
import type { FinLine } from './placed.ts';

/** A field of block 4. */
export interface FinField {
  /** Number and letter: `50K`. Empty for what stands before the first field. */
  readonly tag: string;
  readonly option: string;
  readonly path: string;
  readonly lines: readonly FinLine[];
  readonly start: number;
  readonly end: number;
  /** The line end before it was lost. */
  readonly glued: boolean;
}

const TAG = /^:(\d\d)([A-Za-z]?):/;
const LINE = /\r\n|\n|\r/g;
/** A tag that does not begin its line. Times (`12:30:45`) are none. */
const GLUED = /:(\d\d)([A-Z]?):(?!\d\d\b)/g;

interface Draft {
  tag: string;
  option: string;
  glued: boolean;
  readonly start: number;
  readonly lines: { text: string; start: number }[];
}

/**
 * The fields of block 4, in their order, each with its lines. Lines that begin no field belong to the one before.
 * @param isKnown whether a tag is one of those that are looked for within lines, where a line end was lost.
 */
export function fieldsOf({ text, start }: Stretch, isKnown: (tag: string) => boolean): FinField[] {
  const drafts: Draft[] = [];
  let from = 0;
  LINE.lastIndex = 0;
  while (from <= text.length) {
    const found = LINE.exec(text);
    const to = found?.index ?? text.length;
    addLine(drafts, text.slice(from, to), start + from, isKnown);
    if (found === null) break;
    from = to + found[0].length;
  }
  const seen = new Map<string, number>();
  return drafts.flatMap(({ tag, option, glued, start: at, lines }) => {
    while (lines.length > 0 && lines.at(-1)!.text.trim() === '') lines.pop();
    if (tag === '' && lines.length === 0) return [];
    const number = (seen.get(tag) ?? 0) + 1;
    seen.set(tag, number);
    const path = `/4/${tag === '' ? 'text' : tag}${number > 1 ? `[${number}]` : ''}`;
    const placed = lines.map((line, index) => ({ ...line, path: `${path}/${index + 1}` }));
    const last = lines.at(-1);
    return [
      { tag, option, path, lines: placed, start: at, end: last ? last.start + last.text.length : at, glued },
    ];
  });
}

function addLine(drafts: Draft[], line: string, at: number, isKnown: (tag: string) => boolean): void {
  const tag = line.charCodeAt(0) === 0x3a ? TAG.exec(line) : null;
  const from = tag?.[0].length ?? 0;
  if (tag !== null) begin(drafts, tag[1]!, tag[2]!, at, false);
  else if (drafts.length === 0) begin(drafts, '', '', at, false);
  addGlued(drafts, line, from, at, isKnown);
}

function begin(drafts: Draft[], number: string, letter: string, start: number, glued: boolean): void {
  const option = letter.toUpperCase();
  drafts.push({ tag: number + option, option, glued, start, lines: [] });
}

function addGlued(
  drafts: Draft[],
  line: string,
  from: number,
  at: number,
  isKnown: (tag: string) => boolean,
): void {
  let begun = from;
  if (line.indexOf(':', from) >= 0) {
    GLUED.lastIndex = from;
    for (let found = GLUED.exec(line); found !== null; found = GLUED.exec(line)) {
      if (!isKnown(found[1]! + found[2]!)) continue;
      drafts.at(-1)!.lines.push({ text: line.slice(begun, found.index), start: at + begun });
      begin(drafts, found[1]!, found[2]!, at + found.index, true);
      begun = found.index + found[0].length;
    }
  }
  drafts.at(-1)!.lines.push({ text: line.slice(begun), start: at + begun });
}
