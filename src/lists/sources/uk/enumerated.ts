/** How the UK numbers several values in one field, with the marker's own pattern. */
const STYLES: readonly (readonly [start: RegExp, marker: RegExp, numberOf: (mark: string) => number])[] = [
  [/^\(1\)/, /\((\d{1,2})\)(?:\s*(?:-|to|and|&)\s*\((\d{1,2})\))?/g, Number],
  [/^1\)/, /(?<![^\s.,;])(\d{1,2})\)()/g, Number],
  [/^\(a\)/, /\(([a-z])\)(?:\s*(?:-|to|and|&)\s*\(([a-z])\))?/g, letterNumber],
  [/^a\)/, /(?<![^\s.,;])([a-z])\)()/g, letterNumber],
];

function letterNumber(mark: string): number {
  return mark.charCodeAt(0) - 'a'.charCodeAt(0) + 1;
}

/**
 * Values of a field such as `(1) Tunis (2)-(6) - (7) Sousse`, by their number from 1; `-` is no value. A text
 * without numbers is value 1. A marker counts only when its number is the next one, so `(2)` in a running
 * text splits nothing.
 */
export function splitEnumerated(text: string): ReadonlyMap<number, string> {
  const trimmed = text.trim();
  const values = new Map<number, string>();
  const style = STYLES.find(([start]) => start.test(trimmed));
  if (style === undefined) {
    if (isValue(trimmed)) values.set(1, trimmed);
    return values;
  }
  const [, marker, numberOf] = style;
  const spans: { from: number; to: number; textStart: number; start: number }[] = [];
  let next = 1;
  for (const match of trimmed.matchAll(marker)) {
    const from = numberOf(match[1]!);
    if (from !== next) continue;
    const to = match[2] ? Math.max(from, numberOf(match[2])) : from;
    spans.push({ from, to, start: match.index, textStart: match.index + match[0].length });
    next = to + 1;
  }
  spans.forEach(({ from, to, textStart }, index) => {
    const value = trimmed
      .slice(textStart, spans[index + 1]?.start)
      .trim()
      .replace(/[;,]$/, '')
      .trim();
    if (!isValue(value)) return;
    for (let number = from; number <= to; number++) values.set(number, value);
  });
  return values;
}

function isValue(text: string): boolean {
  return text !== '' && !/^[-–.\s]+$/.test(text);
}
