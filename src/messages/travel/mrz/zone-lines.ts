import { RiegelError } from '../../../entity/index.ts';
import { LAYOUTS, type MrzFormat, type MrzLayout } from './layouts.ts';
import type { MrzRepair, NationalFormat } from './reading.ts';

/** No zone is longer; whatever is, is something else. */
const MOST_CHARACTERS = 1_000;
/** By how many characters a line may be too short or too long. */
const TOLERANCE = 3;

export interface ZoneLines {
  readonly format: MrzFormat | NationalFormat;
  readonly lines: readonly string[];
  readonly repairs: readonly MrzRepair[];
}

/**
 * The lines of a zone, however they came: on lines of their own or in one, small letters, double angles for two fillers,
 * blanks for fillers, other lines round them. Throws `mrz/unreadable`.
 */
export function zoneLines(input: string | readonly string[]): ZoneLines {
  const text = typeof input === 'string' ? input : input.join('\n');
  if (text.length > MOST_CHARACTERS) throw unreadable(`${text.length} characters`);
  const lines = text
    .split(/\r\n|[\r\n\u2028\u2029]/)
    .map((line) => cleaned(line))
    .filter((line) => line !== '');
  const national = nationalFormat(lines);
  if (national !== undefined) return { format: national, lines, repairs: [] };
  const split = lines.length === 1 ? parted(lines[0]!) : lines;
  const layout = layoutOf(split);
  if (layout === undefined) throw unreadable(split.map(({ length }) => length).join(', ') || 'nothing');
  const repairs: MrzRepair[] = [];
  const fitted = split.map((line, i) => fit(line, i, layout.width, repairs));
  return { format: layout.format, lines: fitted, repairs };
}

function unreadable(found: string): RiegelError {
  return new RiegelError('mrz/unreadable', `No machine-readable zone: ${found}`, {
    expected: 'three lines of 30 characters, or two of 36 or 44',
  });
}

/** A blank between characters is a filler that was not seen; at the ends it is nothing. */
function cleaned(line: string): string {
  return line
    .trim()
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[«≪]/g, '<<')
    .replace(/[‹＜〈⟨]/g, '<')
    .replace(/\s/g, '<');
}

/** A zone that came in one line. */
function parted(line: string): string[] {
  for (const { lines, width } of Object.values(LAYOUTS)) {
    if (line.length !== lines * width) continue;
    return Array.from({ length: lines }, (_, i) => line.slice(i * width, (i + 1) * width));
  }
  return [line];
}

function layoutOf(lines: readonly string[]): MrzLayout | undefined {
  const longest = Math.max(0, ...lines.map(({ length }) => length));
  const isVisa = lines[0]?.startsWith('V') === true;
  return Object.values(LAYOUTS).find(
    ({ format, lines: count, width }) =>
      count === lines.length && Math.abs(longest - width) <= TOLERANCE && format.startsWith('MRV') === isVisa,
  );
}

function nationalFormat(lines: readonly string[]): NationalFormat | undefined {
  if (lines.length === 2 && lines.every(({ length }) => length === 36) && /^[I1]DFRA/.test(lines[0]!)) {
    // The card of 2021 is a TD1; this is the one before, whose second line begins with its date of issue.
    return 'FRENCH_NATIONAL_ID';
  }
  if (lines.length === 1 && lines[0]!.length === 30 && lines[0]!.startsWith('D1FRA'))
    return 'FRENCH_DRIVING_LICENSE';
  if (lines.length === 3 && lines[0]!.length === 9 && lines[1]!.length === 30) return 'SWISS_DRIVING_LICENSE';
  return undefined;
}

function fit(line: string, index: number, width: number, repairs: MrzRepair[]): string {
  if (line.length === width) return line;
  const fitted = line.slice(0, width).padEnd(width, '<');
  const column = Math.min(line.length, width) + 1;
  repairs.push({
    line: index + 1,
    column,
    from: line.slice(width),
    to: fitted.slice(line.length),
    why: 'length',
  });
  return fitted;
}
