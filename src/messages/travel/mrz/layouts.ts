/** Formats of ICAO Doc 9303: cards (Part 5), official documents (Part 6), passports (Part 4), visas A and B (Part 7). */
export type MrzFormat = 'TD1' | 'TD2' | 'TD3' | 'MRV-A' | 'MRV-B';

/** What may stand in a field; `any` are digits, letters and fillers. */
export type MrzClass = 'letters' | 'digits' | 'any' | 'date' | 'sex';

/** Characters of a line: from the first, counted from 0, up to but not with the last. */
export type MrzSpan = readonly [line: number, from: number, to: number];

export type MrzFieldName =
  | 'documentCode'
  | 'issuingState'
  | 'name'
  | 'documentNumber'
  | 'nationality'
  | 'birthDate'
  | 'sex'
  | 'expiry'
  | 'optional'
  | 'optional2';

export interface MrzField {
  readonly at: MrzSpan;
  readonly holds: MrzClass;
  /** Place of its own check digit. */
  readonly check?: MrzSpan;
}

export interface MrzLayout {
  readonly format: MrzFormat;
  readonly lines: number;
  /** Characters of a line. */
  readonly width: number;
  readonly fields: Readonly<Partial<Record<MrzFieldName, MrzField>>>;
  /** The composite check digit and what it is over. */
  readonly composite?: { readonly at: MrzSpan; readonly over: readonly MrzSpan[] };
}

/** The lower line that all formats but the card have. */
function lowerLine(optional: MrzField): MrzLayout['fields'] {
  return {
    documentNumber: { at: [1, 0, 9], holds: 'any', check: [1, 9, 10] },
    nationality: { at: [1, 10, 13], holds: 'letters' },
    birthDate: { at: [1, 13, 19], holds: 'date', check: [1, 19, 20] },
    sex: { at: [1, 20, 21], holds: 'sex' },
    expiry: { at: [1, 21, 27], holds: 'date', check: [1, 27, 28] },
    optional,
  };
}

function upperLine(width: number): MrzLayout['fields'] {
  return {
    documentCode: { at: [0, 0, 2], holds: 'letters' },
    issuingState: { at: [0, 2, 5], holds: 'letters' },
    name: { at: [0, 5, width], holds: 'letters' },
  };
}

export const LAYOUTS: Readonly<Record<MrzFormat, MrzLayout>> = {
  TD1: {
    format: 'TD1',
    lines: 3,
    width: 30,
    fields: {
      documentCode: { at: [0, 0, 2], holds: 'letters' },
      issuingState: { at: [0, 2, 5], holds: 'letters' },
      documentNumber: { at: [0, 5, 14], holds: 'any', check: [0, 14, 15] },
      optional: { at: [0, 15, 30], holds: 'any' },
      birthDate: { at: [1, 0, 6], holds: 'date', check: [1, 6, 7] },
      sex: { at: [1, 7, 8], holds: 'sex' },
      expiry: { at: [1, 8, 14], holds: 'date', check: [1, 14, 15] },
      nationality: { at: [1, 15, 18], holds: 'letters' },
      optional2: { at: [1, 18, 29], holds: 'any' },
      name: { at: [2, 0, 30], holds: 'letters' },
    },
    composite: {
      at: [1, 29, 30],
      over: [
        [0, 5, 30],
        [1, 0, 7],
        [1, 8, 15],
        [1, 18, 29],
      ],
    },
  },
  TD2: {
    format: 'TD2',
    lines: 2,
    width: 36,
    fields: { ...upperLine(36), ...lowerLine({ at: [1, 28, 35], holds: 'any' }) },
    composite: {
      at: [1, 35, 36],
      over: [
        [1, 0, 10],
        [1, 13, 20],
        [1, 21, 35],
      ],
    },
  },
  TD3: {
    format: 'TD3',
    lines: 2,
    width: 44,
    fields: { ...upperLine(44), ...lowerLine({ at: [1, 28, 42], holds: 'any', check: [1, 42, 43] }) },
    composite: {
      at: [1, 43, 44],
      over: [
        [1, 0, 10],
        [1, 13, 20],
        [1, 21, 43],
      ],
    },
  },
  'MRV-A': {
    format: 'MRV-A',
    lines: 2,
    width: 44,
    fields: { ...upperLine(44), ...lowerLine({ at: [1, 28, 44], holds: 'any' }) },
  },
  'MRV-B': {
    format: 'MRV-B',
    lines: 2,
    width: 36,
    fields: { ...upperLine(36), ...lowerLine({ at: [1, 28, 36], holds: 'any' }) },
  },
};

export function textAt(lines: readonly string[], [line, from, to]: MrzSpan): string {
  return lines[line]!.slice(from, to);
}
