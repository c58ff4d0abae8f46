/** Who may come in, and who may do what. */
export { type Access, type AccessOptions, openAccess } from './access.ts';
export { type Actor, journalActor } from './actor.ts';
export type { RouteAccess } from './http/guard.ts';
export { authPlugin, type GuardedRoute } from './http/plugin.ts';
export { inviteFirstAdministrator } from './people/first-administrator.ts';
export type { SignInLink } from './people/links.ts';
export type { Permission, Role } from './permissions/permissions.ts';
export { type Deviation, walkRoutes } from './walk-routes.ts';
