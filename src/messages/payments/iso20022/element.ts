import type { PlacedText, TextPiece } from '../payment.ts';

/** Children up to this number are looked through for equal names; more are counted. */
const COUNTED_FROM = 16;

/** An element of a message with what is inside it, and where it stands. Offsets count UTF-16 units of the source. */
export class Element {
  /** Without its prefix. */
  readonly name: string;
  readonly parent: Element | undefined;
  readonly children: Element[] = [];
  /** Its own character data. */
  text = '';
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
  /** Whether it has, or had, children. */
  branches = false;
  /** Which of the equal siblings it is, from 1. */
  private readonly number: number;
  /** How often each name came among its children, once there are many. */
  private counts: Map<string, number> | undefined;
  private known: string | undefined;

  /** Makes an element and hangs it into its parent. */
  constructor(parent: Element | undefined, name: string, start: number, currency?: string) {
    this.name = name;
    this.parent = parent;
    this.textStart = start;
    this.textEnd = start;
    this.start = start;
    this.end = start;
    this.currency = currency;
    this.number = parent === undefined ? 1 : parent.countOf(name) + 1;
    if (parent === undefined) return;
    parent.branches = true;
    parent.counts?.set(name, this.number);
    parent.children.push(this);
  }

  get path(): string {
    if (this.known !== undefined) return this.known;
    const above = this.parent === undefined ? '' : this.parent.path;
    this.known = this.number === 1 ? `${above}/${this.name}` : `${above}/${this.name}[${this.number}]`;
    return this.known;
  }

  /** Whether it is the first of its name. */
  get first(): boolean {
    return this.number === 1;
  }

  /** Takes the element out of its parent, where it is the last child; those behind it are numbered as if it were there. */
  detach(): void {
    const { parent } = this;
    if (parent?.children.at(-1) !== this) return;
    parent.count();
    parent.children.pop();
  }

  private countOf(name: string): number {
    if (this.counts === undefined && this.children.length >= COUNTED_FROM) this.count();
    if (this.counts !== undefined) return this.counts.get(name) ?? 0;
    return this.children.findLast((child) => child.name === name)?.number ?? 0;
  }

  private count(): void {
    this.counts ??= new Map(this.children.map((child) => [child.name, child.number]));
  }
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
