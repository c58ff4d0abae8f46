/** The machine-readable zone of passports, cards and visas (ICAO Doc 9303), read and written. */
export { generateMrz } from './generate.ts';
export type { MrzFormat } from './layouts.ts';
export { parseMrz } from './parse.ts';
export { subjectOfMrz } from './subject.ts';
