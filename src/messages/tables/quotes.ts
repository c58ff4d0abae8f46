/** What of a dialect decides where records end. */
export interface QuoteRules {
  /** What stands between cells: one character. */
  readonly delimiter: string;
  /** Empty where quotes are ordinary letters. */
  readonly quote: '"' | '';
  /** What makes a quote inside quotes an ordinary letter: a second quote (RFC 4180) or a backslash (MySQL). */
  readonly escapeMark: '"' | '\\';
}

/**
 * Whether a record ends with this line: `complete`; `open`, when a quoted cell goes on in the next line; or `stray`,
 * when a quote stands where RFC 4180 (section 2, rules 5 to 7) allows none. Blanks around a quoted cell are allowed.
 * @param inside true when the line begins within a quoted cell.
 */
export function scanQuotes(
  line: string,
  dialect: QuoteRules,
  inside: boolean,
): 'complete' | 'open' | 'stray' {
  const { delimiter, quote } = dialect;
  if (quote === '' || (!inside && !line.includes(quote))) return 'complete';
  let at = 0;
  let quoted = inside;
  for (;;) {
    if (!quoted) {
      const start = skipBlanks(line, at, delimiter);
      if (line[start] === quote) {
        quoted = true;
        at = start + 1;
      }
    }
    if (quoted) {
      const close = closingQuote(line, at, dialect);
      if (close < 0) return 'open';
      at = skipBlanks(line, close + 1, delimiter);
      if (at === line.length) return 'complete';
      if (line[at] !== delimiter) return 'stray';
      quoted = false;
      at++;
      continue;
    }
    const end = line.indexOf(delimiter, at);
    const next = line.indexOf(quote, at);
    if (next < 0) return 'complete';
    if (end < 0 || next < end) return 'stray';
    at = end + 1;
  }
}

function skipBlanks(line: string, from: number, delimiter: string): number {
  let at = from;
  while (at < line.length && line[at] !== delimiter && (line[at] === ' ' || line[at] === '\t')) at++;
  return at;
}

function closingQuote(
  line: string,
  from: number,
  { quote, escapeMark }: Pick<QuoteRules, 'quote' | 'escapeMark'>,
): number {
  for (let at = from; ; ) {
    const found = line.indexOf(quote, at);
    if (found < 0) return -1;
    if (escapeMark === '"' && line[found + 1] === quote) at = found + 2;
    else if (escapeMark === '\\' && isEscaped(line, found, from)) at = found + 1;
    else return found;
  }
}

function isEscaped(line: string, at: number, from: number): boolean {
  let slashes = 0;
  while (at - 1 - slashes >= from && line[at - 1 - slashes] === '\\') slashes++;
  return slashes % 2 === 1;
}
