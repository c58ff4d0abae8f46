/** The service over HTTP: its routes are thin, what they answer comes from the rooms below. */
export { createServer } from './create-server.ts';
export { loadedOf, loadLists, loadStarter } from './load.ts';
export {
  type Authenticate,
  DEFAULT_LIMITS,
  type Limits,
  type Principal,
  type ServerOptions,
} from './options.ts';
export { type Access, type Permission, ROUTES, type RouteEntry } from './permissions.ts';
export { type Loaded, Service } from './service.ts';
export { type Manifest, readManifest } from './yente/manifest.ts';
export { importManifest } from './yente/manifest-lists.ts';
