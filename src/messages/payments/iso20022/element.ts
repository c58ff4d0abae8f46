import type { PlacedText, TextPiece } from '../payment.ts';

/** An element of a message with what is inside it, and where it stands. Offsets count UTF-16 units of the source. */
export interface Element {
  /** Without its prefix. */
  readonly name: string;
  readonly path: string;
  readonly parent: Element | undefined;
  readonly children: Element[];
  /** Its own character data. */
  text: string;
  /** Where the text stands: behind the start tag, before the end tag. */
  textStart: number;
  textEnd: number;
  /** How the text stands in the source, where it does not letter for letter. */
  pieces: readonly TextPiece[] | undefined;
  /** `Ccy`; other attributes say nothing of a payment. */
  readonly currency: string | undefined;
  /** Where its start tag begins and its end tag ends. */
  readonly start: number;
  end: number;
  /** How often each name came among its children. */
  counts: Map<string, number> | undefined;
}

/** Makes an element and hangs it into its parent. */
export function addElement(
  parent: Element | undefined,
  name: string,
  start: number,
  currency?: string,
): Element {
  const element: Element = {
    name,
    path: pathOf(parent, name),
    parent,
    children: [],
    text: '',
    textStart: start,
    textEnd: start,
    pieces: undefined,
    currency,
    start,
    end: start,
    counts: undefined,
  };
  parent?.children.push(element);
  return element;
}

function pathOf(parent: Element | undefined, name: string): string {
  if (parent === undefined) return `/${name}`;
  parent.counts ??= new Map();
  const number = (parent.counts.get(name) ?? 0) + 1;
  parent.counts.set(name, number);
  return number === 1 ? `${parent.path}/${name}` : `${parent.path}/${name}[${number}]`;
}

/** The text of a leaf without the blanks around it, with its place; undefined where there is none. */
export function placedText(element: Element): PlacedText | undefined {
  const { text, pieces, path } = element;
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  if (trimmed.length === text.length) {
    const { textStart: start, textEnd: end } = element;
    return pieces === undefined ? { text, path, start, end } : { text, path, start, end, pieces };
  }
  const from = text.length - text.trimStart().length;
  if (pieces === undefined) {
    const start = element.textStart + from;
    return { text: trimmed, path, start, end: start + trimmed.length };
  }
  return { text: trimmed, path, ...cutPieces(pieces, text.length, from, from + trimmed.length) };
}

/** The pieces of a part of a text. */
function cutPieces(
  pieces: readonly TextPiece[],
  length: number,
  from: number,
  to: number,
): { start: number; end: number; pieces: readonly TextPiece[] } {
  const cut: TextPiece[] = [];
  for (const [index, piece] of pieces.entries()) {
    const pieceEnd = pieces[index + 1]?.at ?? length;
    if (pieceEnd <= from || piece.at >= to) continue;
    const plain = pieceEnd - piece.at === piece.end - piece.start;
    const lead = plain ? Math.max(0, from - piece.at) : 0;
    const tail = plain ? Math.max(0, pieceEnd - to) : 0;
    cut.push({
      at: Math.max(0, piece.at - from),
      start: piece.start + lead,
      end: piece.end - tail,
    });
  }
  return { start: cut[0]!.start, end: cut.at(-1)!.end, pieces: cut };
}

/** The first child of that name. */
export function childOf(element: Element | undefined, name: string): Element | undefined {
  return element?.children.find((child) => child.name === name);
}

/** The text of the element reached by going down those names. */
export function textAt(element: Element | undefined, ...names: readonly string[]): PlacedText | undefined {
  let found = element;
  for (const name of names) found = childOf(found, name);
  return found === undefined ? undefined : placedText(found);
}
