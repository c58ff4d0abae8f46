import { PERMISSIONS, ROLES } from './permissions.data.ts';

export type Role = (typeof ROLES)[number];

/** The right to do one kind of thing, `alerts.decide`. */
export type Permission = keyof typeof PERMISSIONS;

export const PERMISSION_NAMES: readonly Permission[] = Object.freeze(
  Object.keys(PERMISSIONS) as Permission[],
);

/** The permissions that an API key may have. */
export const KEY_PERMISSIONS: readonly Permission[] = Object.freeze(
  PERMISSION_NAMES.filter((name) => !('peopleOnly' in PERMISSIONS[name])),
);

export function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text);
}

/** Whether anything is different after its use. */
export function writes(permission: Permission): boolean {
  return PERMISSIONS[permission].writes;
}

const OF_ROLE = new Map(
  ROLES.map((role) => [
    role,
    PERMISSION_NAMES.filter((name) => (PERMISSIONS[name].roles as readonly Role[]).includes(role)),
  ]),
);

/** All that a person with these roles may do. */
export function permissionsOf(roles: readonly Role[]): ReadonlySet<Permission> {
  return new Set(roles.flatMap((role) => OF_ROLE.get(role) ?? []));
}

/** What a key may do: its scopes, as far as its owner may do the same now, and as far as a key may at all. */
export function permissionsOfKey(
  scopes: readonly string[],
  ownerRoles: readonly Role[],
): ReadonlySet<Permission> {
  const owner = permissionsOf(ownerRoles);
  return new Set(KEY_PERMISSIONS.filter((name) => owner.has(name) && scopes.includes(name)));
}
