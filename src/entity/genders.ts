import genderWords from './gender-words.data.json' with { type: 'json' };

/** FtM's words for a gender. */
export type Gender = 'male' | 'female' | 'other';

/** Longer texts are no gender. */
const LONGEST = 60;

const GENDER_OF = new Map<string, Gender>(
  (['male', 'female', 'other'] as const).flatMap((gender) =>
    genderWords[gender].map((word) => [plain(word), gender] as const),
  ),
);

/**
 * Reads a gender as files of any language write it: `F`, `weiblich`, `Frau`, `жен.`, `أنثى`, `female (f)`.
 * Undefined where the text is no gender, or says two.
 */
export function parseGender(text: string): Gender | undefined {
  if (text.length > LONGEST) return undefined;
  const whole = GENDER_OF.get(plain(text));
  if (whole !== undefined) return whole;
  const parts = text.split(/[/()|,;:=\s–-]+/u).filter((part) => plain(part) !== '');
  const read = new Set(parts.map((part) => GENDER_OF.get(plain(part))));
  return read.size === 1 ? [...read][0] : undefined;
}

/** Small letters without marks, stops and blanks. */
function plain(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}]+/gu, '');
}
