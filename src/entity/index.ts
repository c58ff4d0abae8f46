/** The data model: FtM entities and subjects, dates, countries, identifiers. */
export { type Entity, type ValueNote, valuesOf } from './entity.ts';
export { type ErrorPlace, RiegelError } from './error.ts';
export type { CarriedName, Origin, Subject } from './subject.ts';
