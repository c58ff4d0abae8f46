import type { WordData } from './build-words.ts';
import { editsForLength, withinEdits } from './edits.ts';

/** The words of the entities, to be asked. */
export class WordIndex {
  readonly words: readonly string[];
  private readonly data: WordData;

  constructor(data: WordData) {
    this.data = data;
    this.words = data.words;
  }

  /** Calls back for each entity that holds a word. */
  each(word: number, found: (entity: number, inName: boolean) => void): void {
    const { starts, postings } = this.data;
    for (let i = starts[word]!; i < starts[word + 1]!; i++)
      found(postings[i]! >>> 1, (postings[i]! & 1) === 1);
  }

  /** In how many entities a word is. */
  spread(word: number): number {
    return this.data.starts[word + 1]! - this.data.starts[word]!;
  }

  word(text: string): number[] {
    const at = this.lowerBound(text);
    return this.words[at] === text ? [at] : [];
  }

  prefixed(prefix: string): number[] {
    const found: number[] = [];
    for (let i = this.lowerBound(prefix); i < this.words.length && this.words[i]!.startsWith(prefix); i++)
      found.push(i);
    return found;
  }

  /** `pattern` with `*` for any letters and `?` for one. */
  like(pattern: string): number[] {
    const simple = /^([^*?]+)\*+$/.exec(pattern);
    if (simple !== null) return this.prefixed(simple[1]!);
    const start = /^[^*?]*/.exec(pattern)![0];
    const found: number[] = [];
    for (let i = this.lowerBound(start); i < this.words.length && this.words[i]!.startsWith(start); i++) {
      if (fitsPattern(this.words[i]!, pattern)) found.push(i);
    }
    return found;
  }

  withSlips(text: string, edits: number | 'auto'): number[] {
    const most = edits === 'auto' ? editsForLength(text.length) : edits;
    if (most === 0) return this.word(text);
    const found: number[] = [];
    this.words.forEach((word, i) => {
      if (withinEdits(word, text, most)) found.push(i);
    });
    return found;
  }

  /** Words in an order between two, ends included. */
  between(from: string, to: string): number[] {
    const found: number[] = [];
    for (let i = this.lowerBound(from); i < this.words.length && this.words[i]! <= to; i++) found.push(i);
    return found;
  }

  private lowerBound(text: string): number {
    let low = 0;
    let high = this.words.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.words[middle]! < text) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Whether a word fits a pattern with `*` and `?`: the pieces between the stars in their order, without going back. */
export function fitsPattern(word: string, pattern: string): boolean {
  const pieces = pattern.split(/\*+/);
  if (pieces.length === 1) return word.length === pieces[0]!.length && pieceAt(word, pieces[0]!, 0);
  const first = pieces[0]!;
  const last = pieces.at(-1)!;
  if (word.length < first.length + last.length || !pieceAt(word, first, 0)) return false;
  const end = word.length - last.length;
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    while (at + piece.length <= end && !pieceAt(word, piece, at)) at++;
    if (at + piece.length > end) return false;
    at += piece.length;
  }
  return pieceAt(word, last, end);
}

function pieceAt(word: string, piece: string, at: number): boolean {
  for (let i = 0; i < piece.length; i++) if (piece[i] !== '?' && piece[i] !== word[at + i]) return false;
  return true;
}
