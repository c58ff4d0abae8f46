import { ROLES } from '../permissions/permissions.data.ts';
import { KEY_PERMISSIONS } from '../permissions/permissions.ts';

/** Shapes of what is asked and answered, JSON Schema 2020-12. */

/** One line: the database takes no NUL, and no log must break. */
const LINE = '^[^\\p{Cc}\\p{Zl}\\p{Zp}]*$';

export const text = (maxLength: number) =>
  ({ type: 'string', minLength: 1, maxLength, pattern: LINE }) as const;
const time = { type: 'string', format: 'date-time' } as const;

export function object<P extends Record<string, object>>(properties: P, optional: readonly (keyof P)[] = []) {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', additionalProperties: false, required, properties } as const;
}

const ID = { type: 'string', minLength: 1, maxLength: 64, pattern: '^[\\w-]+$' } as const;
export const CODE = text(64);
/** Longer than any that is accepted, so that the answer is the same. */
export const PASSWORD = { type: 'string', minLength: 1, maxLength: 1_024 } as const;
export const LOGIN = text(128);
export const SECRET = text(128);
export const NAME = text(200);
const role = { type: 'string', enum: ROLES } as const;
export const ROLE_LIST = { type: 'array', items: role, maxItems: ROLES.length } as const;
export const SCOPE_LIST = {
  type: 'array',
  items: { type: 'string', enum: KEY_PERMISSIONS },
  minItems: 1,
  maxItems: KEY_PERMISSIONS.length,
} as const;

export const ID_PARAMETER = object({ id: ID });
export const PROOF = object({ password: PASSWORD, code: CODE });
export const PAGE = object(
  { cursor: ID, limit: { type: 'integer', minimum: 1, maximum: 1_000, default: 100 } },
  ['cursor', 'limit'],
);

const strings = { type: 'array', items: { type: 'string' } } as const;

export const ME = object(
  {
    kind: { type: 'string', enum: ['user', 'key'] },
    id: ID,
    person: ID,
    name: NAME,
    login: LOGIN,
    level: { type: 'string', enum: ['enrolling', 'full'] },
    permissions: strings,
    roles: strings,
  },
  ['level'],
);
/** Who has come in. */
export const ENTERED = object({ id: ID, level: { type: 'string', enum: ['enrolling', 'full'] } });
export const LINK = object({ url: { type: 'string' }, expiresAt: time });
export const PERSON = object({
  id: ID,
  login: LOGIN,
  name: NAME,
  roles: strings,
  provided: { type: 'boolean' },
  enrolled: { type: 'boolean' },
  disabled: { type: 'boolean' },
  madeAt: time,
});
export const SESSION = object({
  id: ID,
  way: { type: 'string' },
  address: { type: 'string' },
  agent: { type: 'string' },
  madeAt: time,
  seenAt: time,
  expiresAt: time,
  current: { type: 'boolean' },
});
export const KEY = object(
  {
    id: ID,
    name: NAME,
    owner: ID,
    scopes: strings,
    replaces: ID,
    madeAt: time,
    expiresAt: time,
    usedAt: time,
    revokedAt: time,
  },
  ['replaces', 'usedAt', 'revokedAt'],
);
export const MADE_KEY = object({ key: KEY, secret: { type: 'string' } });
export const PASSKEY = object({ id: { type: 'string' }, name: NAME, madeAt: time, usedAt: time }, ['usedAt']);
/** What `navigator.credentials` answers, as its `toJSON` writes it (WebAuthn, 5.1.1); checked by the library. */
export const CREDENTIAL = {
  type: 'object',
  required: ['id', 'rawId', 'type', 'response', 'clientExtensionResults'],
  properties: {
    id: text(2_048),
    rawId: text(2_048),
    type: { type: 'string', const: 'public-key' },
    response: { type: 'object', additionalProperties: true },
    clientExtensionResults: { type: 'object', additionalProperties: true },
    authenticatorAttachment: text(32),
  },
} as const;
export const NOTHING = { type: 'null', description: 'nothing' } as const;

export function page(items: object) {
  return object({ items: { type: 'array', items }, cursor: ID }, ['cursor']);
}
