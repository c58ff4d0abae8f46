/** The service over HTTP: its routes are thin, what they answer comes from the rooms below. */

export { inviteFirstAdministrator } from './auth/index.ts';
export { createServer } from './create-server.ts';
export { LEFT_OUT } from './idempotency/left-out.data.ts';
export { doDuties, keepDuties } from './installation/duties.ts';
export {
  type Installation,
  type InstallationOptions,
  openInstallation,
} from './installation/installation.ts';
export { loadedOf, loadLists, loadStarter } from './load.ts';
export { DEFAULT_LIMITS, type Limits, type ServerOptions } from './options.ts';
export { type Access, GUARDED_ROUTES, ROUTES, type RouteEntry } from './permissions.ts';
export { type Loaded, Service } from './service.ts';
export { startTracing } from './tracing/tracing.ts';
export { type Manifest, readManifest } from './yente/manifest.ts';
export { importManifest } from './yente/manifest-lists.ts';
