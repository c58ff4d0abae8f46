import { RiegelError } from '../../entity/index.ts';
import { type QuoteRules, scanQuotes } from './quotes.ts';

/** How a delimited text separates and quotes its cells. */
export interface Dialect extends QuoteRules {
  /** Lines before the table that belong to the dialect, such as Excel's `sep=;`. */
  readonly linesToSkip: number;
  /** One sentence for people. */
  readonly statement: string;
}

const CANDIDATES = [',', ';', '\t', '|'];
const DELIMITER_NAMES: Readonly<Record<string, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'vertical bar',
};

/**
 * Guesses the dialect from the first lines: the delimiter that cuts most of them into the same number of cells.
 * @param override a delimiter the caller knows (one character).
 * @throws RiegelError `messages/bad-delimiter` when the override is not one character or is a quote or line end.
 */
export function guessDialect(lines: readonly string[], override?: string): Dialect {
  if (override !== undefined && (override.length !== 1 || /["\r\n]/.test(override))) {
    throw new RiegelError('messages/bad-delimiter', 'A delimiter is one character, no quote and no line end');
  }
  const stated =
    /^sep=(.)$/i.exec(lines[0]?.trimEnd() ?? '')?.[1] ?? (/^sep=\t/i.test(lines[0] ?? '') ? '\t' : undefined);
  const linesToSkip = stated === undefined ? 0 : 1;
  const sample = lines.slice(linesToSkip).filter((line) => line.trim() !== '');
  const guessed = best(sample);
  const delimiter = override ?? stated ?? guessed;
  const quote = delimiter === '\t' && !hasSoundQuotes(sample, delimiter) ? '' : '"';
  const escapeMark =
    sample.some((line) => /\\"/.test(line)) && !sample.some((line) => /[^,;\t|]""/.test(line)) ? '\\' : '"';
  const source =
    override !== undefined
      ? 'as the caller says'
      : stated !== undefined
        ? 'as its first line says'
        : 'guessed';
  const name = DELIMITER_NAMES[delimiter] ?? JSON.stringify(delimiter);
  const statement = `cells separated by ${name}, ${source}${quote === '' ? '; quotes are ordinary letters' : ''}${escapeMark === '\\' ? '; quotes escaped by a backslash' : ''}`;
  return { delimiter, quote, escapeMark, linesToSkip, statement };
}

function best(sample: readonly string[]): string {
  let winner = ',';
  let winning = 0;
  for (const delimiter of CANDIDATES) {
    const counts = new Map<number, number>();
    for (const line of sample) {
      const count = countOutsideQuotes(line, delimiter);
      if (count > 0) counts.set(count, (counts.get(count) ?? 0) + 1);
    }
    for (const [count, times] of counts) {
      const value = (times / sample.length) * (1 + Math.log2(1 + count) / 4);
      if (value > winning) [winner, winning] = [delimiter, value];
    }
  }
  return winner;
}

function countOutsideQuotes(line: string, delimiter: string): number {
  let count = 0;
  let quoted = false;
  for (const letter of line) {
    if (letter === '"') quoted = !quoted;
    else if (letter === delimiter && !quoted) count++;
  }
  return count;
}

function hasSoundQuotes(sample: readonly string[], delimiter: string): boolean {
  const dialect = { delimiter, quote: '"', escapeMark: '"' } as const;
  const quoted = sample.filter((line) => line.includes('"'));
  return quoted.length > 0 && quoted.every((line) => scanQuotes(line, dialect, false) === 'complete');
}
