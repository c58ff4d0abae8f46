const WEIGHTS = [7, 3, 1] as const;

/** Value of a character: digits as they are, A = 10 … Z = 35, the filler 0; undefined for any other. */
function weighed(character: string): number | undefined {
  if (character === '<') return 0;
  const code = character.charCodeAt(0);
  if (code >= 48 && code <= 57) return code - 48;
  return code >= 65 && code <= 90 ? code - 55 : undefined;
}

/**
 * The check digit of a text of digits, capital letters and fillers: weights 7, 3, 1 over and over, modulo 10 (ICAO Doc
 * 9303 Part 3, 4.9). Undefined where another character is in it.
 */
export function checkDigit(text: string): string | undefined {
  let sum = 0;
  for (let i = 0; i < text.length; i++) {
    const value = weighed(text[i]!);
    if (value === undefined) return undefined;
    sum += value * WEIGHTS[i % 3]!;
  }
  return String(sum % 10);
}
