import { checkDigit } from './check-digit.ts';
import type { MrzClass, MrzField, MrzLayout, MrzSpan } from './layouts.ts';
import { textAt } from './layouts.ts';
import type { MrzRepair } from './reading.ts';

/** What a reader of printed characters takes for another. */
const DIGIT_FOR: Readonly<Record<string, string>> = {
  ...{ O: '0', Q: '0', D: '0', U: '0', I: '1', L: '1', Z: '2', A: '4', S: '5', G: '6', T: '7', B: '8' },
};
const LETTER_FOR: Readonly<Record<string, string>> = {
  ...{ 0: 'O', 1: 'I', 2: 'Z', 4: 'A', 5: 'S', 6: 'G', 7: 'T', 8: 'B' },
};
const ALIKE: Readonly<Record<string, readonly string[]>> = {
  ...{ 0: ['O', 'Q', 'D'], O: ['0', 'Q'], Q: ['0', 'O'], D: ['0', 'O'], 1: ['I', 'L'], I: ['1'], L: ['1'] },
  ...{ 2: ['Z'], Z: ['2'], 4: ['A'], A: ['4'], 5: ['S'], S: ['5'], 6: ['G'], G: ['6'], 7: ['T'], T: ['7'] },
  ...{ 8: ['B'], B: ['8'], '<': ['K'], K: ['<'] },
};

const FITS: Readonly<Record<MrzClass, RegExp>> = {
  letters: /^[A-Z<]$/,
  digits: /^[0-9<]$/,
  date: /^[0-9<X-]$/,
  any: /^[A-Z0-9<]$/,
  sex: /^[MFX<]$/,
};

/** Lines that are mended, with what was done to them. */
export class Mending {
  readonly lines: string[];
  readonly repairs: MrzRepair[];

  constructor(lines: readonly string[], repairs: readonly MrzRepair[]) {
    this.lines = [...lines];
    this.repairs = [...repairs];
  }

  /** Characters that cannot stand where they stand are taken for those that they look like. */
  byClass({ fields, composite }: MrzLayout): void {
    for (const field of Object.values(fields)) {
      this.spanByClass(field.at, field.holds);
      if (field.check !== undefined) this.spanByClass(field.check, 'digits');
    }
    if (composite !== undefined) this.spanByClass(composite.at, 'digits');
    if (fields.name !== undefined) this.fillers(fields.name.at);
  }

  /** Where a field's check digit does not hold, and does with one character read as one like it: that one. */
  byCheckDigit(field: MrzField): void {
    const { at, check } = field;
    if (check === undefined || this.holds(at, check)) return;
    const [line, from] = at;
    const found: { readonly column: number; readonly to: string }[] = [];
    const text = textAt(this.lines, at);
    const printed = textAt(this.lines, check);
    for (let i = 0; i < text.length; i++) {
      for (const to of ALIKE[text[i]!] ?? []) {
        if (!FITS[field.holds].test(to)) continue;
        if (checkDigit(text.slice(0, i) + to + text.slice(i + 1)) === printed)
          found.push({ column: from + i, to });
      }
    }
    if (found.length === 1) this.put(line, found[0]!.column, found[0]!.to, 'check-digit');
  }

  holds(at: MrzSpan, check: MrzSpan): boolean {
    return checkDigit(textAt(this.lines, at)) === textAt(this.lines, check);
  }

  private spanByClass([line, from, to]: MrzSpan, holds: MrzClass): void {
    const others = holds === 'letters' ? LETTER_FOR : holds === 'any' || holds === 'sex' ? {} : DIGIT_FOR;
    for (let column = from; column < to; column++) {
      const character = this.lines[line]![column]!;
      if (FITS[holds].test(character)) continue;
      const other = (others as Readonly<Record<string, string>>)[character];
      if (other !== undefined) this.put(line, column, other, 'class');
    }
  }

  /** A run of fillers at the end is read as K here and there: those behind the first filler of the run. */
  private fillers([line, from, to]: MrzSpan): void {
    const field = this.lines[line]!.slice(from, to);
    const run = /<[<K]{3,}$/.exec(field);
    if (run === null) return;
    for (let i = run.index; i < field.length; i++)
      if (field[i] === 'K') this.put(line, from + i, '<', 'class');
  }

  private put(line: number, column: number, to: string, why: MrzRepair['why']): void {
    const text = this.lines[line]!;
    this.repairs.push({ line: line + 1, column: column + 1, from: text[column]!, to, why });
    this.lines[line] = text.slice(0, column) + to + text.slice(column + 1);
  }
}
