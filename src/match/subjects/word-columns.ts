import { comparedTerm, type Term, type TermColumns, termColumns } from '../../names/index.ts';
import { GrowingU8, GrowingU32 } from '../index/growing.ts';

/** The different words of many subjects' names: each once, with the marks that it looks for and what it is compared by. */
export class WordColumns {
  private readonly numbers = new Map<string, number>();
  private readonly ids: string[] = [];
  private readonly marksEnd = new GrowingU32();
  private readonly allMarks = new GrowingU32();
  private readonly blockStart = new GrowingU32();
  private readonly blocks = new GrowingU8();
  private readonly symbolStart = new GrowingU32();
  private readonly symbols = new GrowingU32();

  constructor() {
    this.blockStart.push(0);
    this.symbolStart.push(0);
  }

  get count(): number {
    return this.ids.length;
  }

  get bytes(): number {
    return 4 * (this.allMarks.length + this.symbols.length) + this.blocks.length + 100 * this.ids.length;
  }

  numberOf(term: Term): number {
    const known = this.numbers.get(term.id);
    if (known !== undefined) return known;
    const { blocks, symbols } = termColumns([term]);
    this.blocks.append(blocks);
    this.blockStart.push(this.blocks.length);
    this.symbols.append(symbols);
    this.symbolStart.push(this.symbols.length);
    this.allMarks.append(term.marks('sought'));
    this.marksEnd.push(this.allMarks.length);
    this.numbers.set(term.id, this.ids.length);
    return this.ids.push(term.id) - 1;
  }

  /** Marks of all words, and where those of one begin and end. */
  marksOf(word: number): { readonly marks: Uint32Array; readonly from: number; readonly to: number } {
    return {
      marks: this.allMarks.view(),
      from: word === 0 ? 0 : this.marksEnd.at(word - 1),
      to: this.marksEnd.at(word),
    };
  }

  /** Reads words again, each once. For one search: it remembers what it has read. */
  reader(): (word: number) => Term {
    const columns: TermColumns = {
      start: this.blockStart.view(),
      blocks: this.blocks.view(),
      symbolStart: this.symbolStart.view(),
      symbols: this.symbols.view(),
    };
    const read = new Map<number, Term>();
    return (word) => {
      let term = read.get(word);
      if (term === undefined) {
        term = comparedTerm(columns, word, this.ids[word]!);
        read.set(word, term);
      }
      return term;
    };
  }
}
