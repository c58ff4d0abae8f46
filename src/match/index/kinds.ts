import type { NameKind } from '../../names/index.ts';

/** Kinds of name by the code that the index keeps of them. */
export const KIND_CODE: Readonly<Record<NameKind, number>> = { person: 0, organisation: 1, vessel: 2 };

/** How many kinds of name there are. */
export const KINDS = 3;

/** Name properties by the code that the index keeps of them. */
export const PROPERTY_CODE: readonly string[] = [
  'name',
  'alias',
  'previousName',
  'weakAlias',
  'abbreviation',
];
