import type { ServiceCharacters } from './service-characters.ts';

/** One segment, its values unescaped. */
export interface Segment {
  readonly tag: string;
  /** Elements behind the tag, each in its components. */
  readonly elements: readonly (readonly string[])[];
  /** Where it stands in the text: UTF-16 units from 0, the terminator left out. */
  readonly from: number;
  readonly to: number;
  /** Line on which it begins, from 1. */
  readonly line: number;
}

/** Something about a message that whoever relies on it must know. */
export interface EdifactIssue {
  /** Stable: `edifact/cut`, `edifact/wrong-count` … */
  readonly code: string;
  readonly message: string;
  readonly line: number;
}

/** Longest segment: beyond it something is no segment. */
const LONGEST = 20_000;
/** Most segments that are read of one text. */
const MOST = 2_000_000;

const LINE_END = 0x0a;

const TAG = /^[A-Z][A-Z0-9]{2}$/;

/**
 * Reads segments one after the other. Line ends carry no meaning (ISO 9735-1) and are left out wherever they stand: many
 * carriers wrap lines. A segment whose terminator is missing ends where, on a new line, a tag of `known` begins. What is
 * no segment is told and left out; the next one is read.
 */
export function* readSegments(
  text: string,
  start: number,
  characters: ServiceCharacters,
  known: ReadonlySet<string>,
  onIssue: (issue: EdifactIssue) => void,
): Generator<Segment, void> {
  const { terminator, release, element } = characters;
  const [releaseCode, terminatorCode] = [release.charCodeAt(0), terminator.charCodeAt(0)];
  let from = start;
  let line = 1 + count(text, '\n', 0, start);
  for (let read = 0; from < text.length; ) {
    for (; from < text.length; from++) {
      const code = text.charCodeAt(from);
      if (code === LINE_END) line++;
      else if (code > 0x20 && (code < 0x7f || !/\s/.test(text[from]!))) break;
      else if (code < 0x20 && !/\s/.test(text[from]!)) break;
    }
    if (from >= text.length) return;
    let to = from;
    let ending: 'terminator' | 'missing' | 'text' | 'too-long' = 'text';
    for (; to < text.length; to++) {
      const code = text.charCodeAt(to);
      if (code === releaseCode) to++;
      else if (code === terminatorCode) {
        ending = 'terminator';
        break;
      } else if (code === LINE_END && startsTag(text, to + 1, element, known)) {
        ending = 'missing';
        break;
      } else if (to - from > LONGEST) {
        ending = 'too-long';
        break;
      }
    }
    const end = Math.min(to, text.length);
    const raw = text.slice(from, end);
    if (ending === 'missing') {
      onIssue({
        code: 'edifact/no-terminator',
        message: `The segment ${raw.slice(0, 3)} has no terminator`,
        line,
      });
    }
    const segment = ending === 'too-long' ? undefined : segmentOf(raw, characters, from, end, line);
    if (segment !== undefined) {
      if (ending === 'text')
        onIssue({ code: 'edifact/cut', message: 'The text ends within a segment', line });
      yield segment;
    } else if (raw.trim() !== '') {
      const message = ending === 'too-long' ? 'A segment is too long' : 'This is no segment';
      onIssue({ code: 'edifact/no-segment', message, line });
    }
    read++;
    if (read === MOST) {
      onIssue({ code: 'edifact/too-long', message: `Only ${MOST} segments are read`, line });
      return;
    }
    line += count(text, '\n', from, end);
    from = ending === 'terminator' ? end + 1 : end;
    if (ending === 'too-long') {
      const next = text.indexOf(terminator, end);
      const skipped = next < 0 ? text.length : next + 1;
      line += count(text, '\n', end, skipped);
      from = skipped;
    }
  }
}

function startsTag(text: string, at: number, element: string, known: ReadonlySet<string>): boolean {
  let from = at;
  while (text[from] === ' ') from++;
  return text[from + 3] === element && known.has(text.slice(from, from + 3));
}

function count(text: string, character: string, from: number, to: number): number {
  let found = 0;
  for (let i = text.indexOf(character, from); i >= 0 && i < to; i = text.indexOf(character, i + 1)) found++;
  return found;
}

function segmentOf(
  raw: string,
  { element, component, repetition, release }: ServiceCharacters,
  from: number,
  to: number,
  line: number,
): Segment | undefined {
  if (repetition === undefined && !raw.includes(release) && !/[\r\n]/.test(raw)) {
    const [[name = ''] = [], ...plain] = raw.split(element).map((part) => part.split(component));
    return TAG.test(name.trim()) ? { tag: name.trim(), elements: plain, from, to, line } : undefined;
  }
  const elements: string[][] = [[]];
  let value = '';
  for (let i = 0; i < raw.length; i++) {
    const character = raw[i]!;
    if (character === '\r' || character === '\n') continue;
    if (character === release && i + 1 < raw.length) {
      i++;
      value += raw[i];
    } else if (character === component) {
      elements.at(-1)!.push(value);
      value = '';
    } else if (character === element || character === repetition) {
      elements.at(-1)!.push(value);
      value = '';
      elements.push([]);
    } else value += character;
  }
  elements.at(-1)!.push(value);
  const [[tag = ''] = []] = elements;
  const name = tag.trim();
  if (!TAG.test(name)) return undefined;
  return { tag: name, elements: elements.slice(1), from, to, line };
}

/** A component of a segment, both counted from 0; empty where there is none. */
export function valueAt({ elements }: Segment, element: number, component = 0): string {
  return (elements[element]?.[component] ?? '').trim();
}
