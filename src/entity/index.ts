/** The data model: FtM entities and subjects, dates, countries, identifiers. */
export type { Calendar } from './calendars.ts';
export {
  alpha3Of,
  type Country,
  countryName,
  isCountryCode,
  parseCountries,
  parseCountry,
} from './countries.ts';
export type { DateFault, DateHints } from './date-settle.ts';
export { type DateAnswer, parseDate } from './dates.ts';
export { type Entity, type ValueNote, valuesOf } from './entity.ts';
export { type ErrorPlace, RiegelError } from './error.ts';
export { parseGender } from './genders.ts';
export type { NormalisedIdentifier } from './identifier/verdict.ts';
export { type IdentifierFamily, identifierFamily } from './identifier-families.ts';
export {
  type IdentifierType,
  identifierKey,
  isIdentifierType,
  lookAlikeKey,
  normaliseIdentifier,
} from './identifiers.ts';
export {
  compareDates,
  comparePacked,
  type DateRelation,
  isIsoDate,
  type PartialDate,
  packDate,
} from './partial-date.ts';
export {
  isA,
  isTopic,
  matchableWith,
  type Property,
  type PropertyType,
  propertyType,
  type Schema,
  schemaNames,
  schemaOf,
} from './schema.ts';
export {
  groupOfType,
  type PropertyWords,
  propertyWords,
  reverseProperties,
  type SchemaWords,
  schemaWords,
  typeOfGroup,
  valueWords,
} from './schema-words.ts';
export type { CarriedName, Origin, Subject } from './subject.ts';
export { type EntityIssue, entityBounds, type ValidatedEntity, validateEntity } from './validate.ts';
export { type FoundWallet, findWallets, recogniseWallet, type Wallet } from './wallets.ts';
