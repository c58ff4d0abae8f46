import { Parser } from 'htmlparser2';
import { RiegelError } from '../../entity/index.ts';

/** A run of visible text between two tags. */
export interface Segment {
  readonly text: string;
  readonly line: number;
  readonly column: number;
  /** True when a line ends before it: a paragraph, a cell, a list item. */
  readonly breaks: boolean;
}

/** What one pass over HTML shows. */
export interface VisiblePage {
  readonly segments: readonly Segment[];
  readonly title?: string;
  readonly language?: string;
  /** Deepest nesting of elements. */
  readonly depth: number;
  readonly elements: number;
  /** Share of the visible letters that stand in tables. */
  readonly tabular: number;
}

/** Elements whose text nobody sees. */
const UNSEEN = new Set(['script', 'style', 'template', 'title']);
/** Elements that stand within a line. All others end it. */
const INLINE = new Set(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark meter q rp rt ruby s samp small span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
);
/** Elements without an end tag. */
const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));

/** True when the element ends the line of text around it. */
export function isBlock(name: string): boolean {
  return !INLINE.has(name);
}

/** The parser's time grows with the square of the depth. Pages made by people have less than a hundred levels. */
const MAX_DEPTH = 5000;

/**
 * Finds the visible text of a page, whatever its shape: no tree is built.
 * @throws RiegelError `messages/too-deep` when elements are nested beyond all measure.
 */
export function readVisible(html: string, file: string): VisiblePage {
  const segments: Segment[] = [];
  const lineOf = lineCounter(html);
  let depth = 0;
  let deepest = 0;
  let elements = 0;
  let unseen = 0;
  let tables = 0;
  let letters = 0;
  let lettersInTables = 0;
  let inTitle = false;
  let title = '';
  let language: string | undefined;
  let text = '';
  let start = 0;
  let breaks = true;
  const flush = () => {
    if (text.trim() !== '' || (text !== '' && !breaks)) {
      segments.push({ text, ...lineOf(start), breaks });
      breaks = false;
      letters += text.length;
      if (tables > 0) lettersInTables += text.length;
    }
    text = '';
  };
  const parser = new Parser({
    onopentag(name, attributes) {
      flush();
      elements++;
      if (!VOID.has(name)) deepest = Math.max(deepest, ++depth);
      if (depth > MAX_DEPTH) throw tooDeep(file, lineOf(parser.startIndex).line);
      if (isBlock(name)) breaks = true;
      if (name === 'table') tables++;
      if (name === 'html') language ??= attributes.lang || attributes['xml:lang'] || undefined;
      if (name === 'title' && title === '') inTitle = true;
      if (UNSEEN.has(name)) unseen++;
    },
    ontext(piece) {
      if (inTitle) title += piece;
      if (unseen > 0) return;
      if (text === '') start = parser.startIndex;
      text += piece;
    },
    onclosetag(name) {
      flush();
      if (!VOID.has(name)) depth--;
      if (isBlock(name)) breaks = true;
      if (name === 'table') tables--;
      if (name === 'title') inTitle = false;
      if (UNSEEN.has(name)) unseen--;
    },
  });
  parser.end(html);
  flush();
  const plainTitle = title.replace(/\s+/g, ' ').trim();
  return {
    segments,
    depth: deepest,
    elements,
    tabular: letters === 0 ? 0 : lettersInTables / letters,
    ...(plainTitle !== '' ? { title: plainTitle } : {}),
    ...(language !== undefined ? { language } : {}),
  };
}

function tooDeep(file: string, line: number): RiegelError {
  return new RiegelError('messages/too-deep', `${file} nests more than ${MAX_DEPTH} elements`, {
    place: { file, line },
  });
}

/** Line and column of offsets that come in ascending order. */
function lineCounter(text: string): (offset: number) => { line: number; column: number } {
  let line = 1;
  let lineStart = 0;
  return (offset) => {
    for (
      let next = text.indexOf('\n', lineStart);
      next >= 0 && next < offset;
      next = text.indexOf('\n', lineStart)
    ) {
      line++;
      lineStart = next + 1;
    }
    return { line, column: offset - lineStart + 1 };
  };
}
