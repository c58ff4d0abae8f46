import { parseCountry } from '../../../entity/index.ts';
import states from './states.data.json' with { type: 'json' };

const ownStates = new Map(Object.entries(states.countries));
const notCountries = new Set(states.notCountries);
const arabicScript = new Set(states.arabicScript);

export interface State {
  readonly printed: string;
  readonly country?: string;
  readonly isUnknown: boolean;
}

/** A state as Doc 9303 writes it, and as FtM does. */
export function stateOf(text: string): State {
  const printed = trimmed(text);
  if (printed === '') return { printed, isUnknown: false };
  const country =
    ownStates.get(printed) ?? (notCountries.has(printed) ? undefined : parseCountry(printed)?.code);
  return country === undefined
    ? { printed, isUnknown: !notCountries.has(printed) }
    : { printed, country, isUnknown: false };
}

/** Whether the state writes in Arabic letters: its documents may follow the Arabic table. */
export function writesArabic(country: string | undefined): boolean {
  return country !== undefined && arabicScript.has(country);
}

/** Without the fillers at both ends. */
export function trimmed(text: string): string {
  return text.replace(/^<+|<+$/g, '');
}
