/** The machine-readable zone of passports, cards and visas (ICAO Doc 9303), read and written. */
export { generateMrz, type MrzPerson, type MrzWriting, type WrittenMrz } from './generate.ts';
export type { MrzFormat } from './layouts.ts';
export { type MrzOptions, parseMrz } from './parse.ts';
export type { MrzReading } from './reading.ts';
export { subjectOfMrz } from './subject.ts';
