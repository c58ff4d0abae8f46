/** The characters that part an EDIFACT text (ISO 9735, service string advice). */
export interface ServiceCharacters {
  readonly component: string;
  readonly element: string;
  readonly decimal: string;
  readonly release: string;
  /** Parts repetitions of an element from syntax version 4 on; none where the advice has a blank. */
  readonly repetition: string | undefined;
  readonly terminator: string;
  /** How they are known: by the advice, by the look of the first segments, or because the standard says so. */
  readonly known: 'advice' | 'looks' | 'standard';
}

const STANDARD: ServiceCharacters = {
  component: ':',
  element: '+',
  decimal: '.',
  release: '?',
  repetition: undefined,
  terminator: "'",
  known: 'standard',
};

/**
 * The service characters of an interchange that begins at `at`, and where its first segment begins. Without an advice
 * they are taken from how `UNB` and the segment behind it look: carriers that part by other characters send none.
 */
export function serviceCharactersAt(
  text: string,
  at: number,
): { readonly characters: ServiceCharacters; readonly from: number } {
  if (text.startsWith('UNA', at) && at + 9 <= text.length) {
    const [component, element, decimal, release, repetition, terminator] = [...text.slice(at + 3, at + 9)];
    return {
      characters: {
        component: component!,
        element: element!,
        decimal: decimal!,
        release: release!,
        repetition: repetition === ' ' ? undefined : repetition,
        terminator: terminator!,
        known: 'advice',
      },
      from: at + 9,
    };
  }
  return { characters: byLooks(text.slice(at, at + 4_000)) ?? STANDARD, from: at };
}

/** `UNB+UNOA:4+…'UNH`: what follows the tag parts elements, what follows the syntax id parts components. */
function byLooks(beginning: string): ServiceCharacters | undefined {
  const found = /^UNB([^A-Z0-9\s])(?:UNO[A-Z]|IAT[AB])([^A-Z0-9\s])\d/.exec(beginning);
  if (found === null) return undefined;
  const [, element, component] = found;
  const next = /([^A-Z0-9\s])\s*UN[GH](.)/.exec(beginning);
  if (next === null || next[2] !== element) return undefined;
  const terminator = next[1]!;
  if (
    element === STANDARD.element &&
    component === STANDARD.component &&
    terminator === STANDARD.terminator
  ) {
    return undefined;
  }
  return { ...STANDARD, element: element!, component: component!, terminator, known: 'looks' };
}
