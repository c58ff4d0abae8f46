/** Who may come in, and who may do what. */
export { type Access, type AccessOptions, openAccess } from './access.ts';
export { type Actor, journalActor } from './actor.ts';
export { ACCESS_STATUS } from './errors.ts';
export { authenticate } from './http/guard.ts';
export { authPlugin } from './http/plugin.ts';
export { ACCESS_ROUTES, type GuardedRoute, type RouteAccess } from './http/routes.data.ts';
export { inviteFirstAdministrator } from './people/first-administrator.ts';
export { makeLinkForLogin, type SignInLink } from './people/links.ts';
export { type Permission, permissionsOf, type Role } from './permissions/permissions.ts';
export { type Deviation, walkRoutes } from './walk-routes.ts';
