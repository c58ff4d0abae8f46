/** Shapes that several groups of routes ask for, JSON Schema. */

/** Number of a record of the journal. */
export const SEQ = { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER } as const;

export const DOOR = { enum: ['customer', 'payment', 'traveller', 'text'] } as const;

export const JURISDICTION = { type: 'string', pattern: '^[a-z]{2}$' } as const;

/** One line: no log must break, and the database takes no NUL. */
export const line = (maxLength: number) =>
  ({ type: 'string', minLength: 1, maxLength, pattern: '^[^\\p{Cc}\\p{Zl}\\p{Zp}]*$' }) as const;

export function object<P extends Readonly<Record<string, object>>>(
  properties: P,
  required: readonly (keyof P)[] = [],
) {
  return { type: 'object', additionalProperties: false, required, properties } as const;
}

export const LIST_ID = { type: 'string', pattern: '^[a-z0-9_-]{1,100}$' } as const;
export const LIST_PARAMS = object({ id: LIST_ID }, ['id']);
export const LIST_VERSION = line(100);
