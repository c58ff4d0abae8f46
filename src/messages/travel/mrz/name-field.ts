import { type MrzSpellingOptions, toMrz } from './transliterate.ts';

/** The two identifiers of a name field, each in its components as they stand. */
export interface MrzNames {
  /** The primary identifier: mostly the surname. */
  readonly surname: readonly string[];
  /** The secondary identifier: mostly the given names. Empty where the field has but one. */
  readonly given: readonly string[];
  /** The field is full to its last character, so the name may go on (Doc 9303 Part 4, 4.2.3.3). */
  readonly mayBeCut: boolean;
}

/** Reads a name field: identifiers parted by two fillers, components by one. */
export function readNameField(field: string): MrzNames {
  const end = field.replace(/<+$/, '');
  const parting = end.indexOf('<<');
  const primary = parting < 0 ? end : end.slice(0, parting);
  const secondary = parting < 0 ? '' : end.slice(parting + 2);
  return {
    surname: components(primary),
    given: components(secondary),
    mayBeCut: field !== '' && !field.endsWith('<'),
  };
}

function components(identifier: string): string[] {
  return identifier.split(/<+/).filter((component) => component !== '');
}

export interface WrittenName {
  readonly field: string;
  /** It did not fit, and is written shorter. */
  readonly isCut: boolean;
  readonly lost: readonly string[];
}

/** How a name that is too long is written: its end cut off, given names as initials, or the last given names left out. */
export type MrzCut = 'end' | 'initials' | 'fewer';

/**
 * Writes a name into a field of `width`, by Doc 9303 Part 4, 4.2.3.3 (Parts 5, 6, 7 alike): a field that is cut ends in
 * a letter. A primary identifier that leaves no room is shortened until two fillers and the first letter of the
 * secondary one fit behind it. One that is alone has the whole field.
 */
export function writeNameField(
  name: { readonly surname: string; readonly given: string },
  width: number,
  { cut = 'end', ...options }: MrzSpellingOptions & { readonly cut?: MrzCut } = {},
): WrittenName {
  const primary = toMrz(name.surname, options);
  const secondary = toMrz(name.given, options);
  const lost = [...primary.lost, ...secondary.lost];
  const whole = joined(primary.text, secondary.text);
  if (whole.length <= width) return { field: whole.padEnd(width, '<'), isCut: false, lost };
  const first = shortened(primary.text, secondary.text === '' ? width : width - 3);
  if (secondary.text === '') return { field: first.padEnd(width, '<'), isCut: true, lost };
  const room = width - first.length - 2;
  return { field: joined(first, second(secondary.text, room, cut)).padEnd(width, '<'), isCut: true, lost };
}

function joined(primary: string, secondary: string): string {
  return secondary === '' ? primary : `${primary}<<${secondary}`;
}

/** Components lose their ends, the longest first, until the identifier fits. */
function shortened(identifier: string, room: number): string {
  const parts = identifier.split('<');
  while (parts.join('<').length > room) {
    const longest = parts.reduce((found, part, i) => (part.length > parts[found]!.length ? i : found), 0);
    if (parts[longest]!.length > 1) parts[longest] = parts[longest]!.slice(0, -1);
    else parts.pop();
  }
  return parts.join('<');
}

function second(identifier: string, room: number, cut: MrzCut): string {
  const parts = identifier.split('<');
  if (cut === 'initials') {
    for (let i = parts.length - 1; i > 0 && parts.join('<').length > room; i--) parts[i] = parts[i]![0]!;
  }
  if (cut === 'fewer') while (parts.length > 1 && parts.join('<').length > room) parts.pop();
  return parts.join('<').slice(0, room).replace(/<+$/, '');
}
