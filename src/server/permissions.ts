import { ACCESS_ROUTES, type GuardedRoute, type Permission } from './auth/index.ts';
import { V1_ROUTES } from './v1/routes.data.ts';

/** Who may use a route: `open` to everybody, `token` to who knows the token that the route itself asks for. */
export type Access = Permission | 'open' | 'token';

export interface RouteEntry {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly access: Access;
  /** Whose API it belongs to: yente's answers errors as yente does, ours as RFC 9457 problems. */
  readonly api: 'yente' | 'riegel';
}

/** Every route that answers without an installation. One that is in no table cannot be registered. */
export const ROUTES: readonly RouteEntry[] = Object.freeze([
  { method: 'GET', url: '/', access: 'open', api: 'riegel' },
  { method: 'GET', url: '/reference.css', access: 'open', api: 'riegel' },
  { method: 'GET', url: '/openapi.json', access: 'open', api: 'riegel' },
  { method: 'GET', url: '/healthz', access: 'open', api: 'yente' },
  { method: 'GET', url: '/readyz', access: 'open', api: 'yente' },
  { method: 'POST', url: '/match/:dataset', access: 'screen', api: 'yente' },
  { method: 'GET', url: '/search/:dataset', access: 'screen', api: 'yente' },
  { method: 'GET', url: '/entities/:entity_id', access: 'lists.read', api: 'yente' },
  { method: 'GET', url: '/entities/:entity_id/adjacent', access: 'lists.read', api: 'yente' },
  { method: 'GET', url: '/entities/:entity_id/adjacent/:property_name', access: 'lists.read', api: 'yente' },
  { method: 'GET', url: '/reconcile/:dataset', access: 'screen', api: 'yente' },
  { method: 'POST', url: '/reconcile/:dataset', access: 'screen', api: 'yente' },
  { method: 'GET', url: '/reconcile/:dataset/suggest/entity', access: 'lists.read', api: 'yente' },
  { method: 'GET', url: '/reconcile/:dataset/suggest/property', access: 'lists.read', api: 'yente' },
  { method: 'GET', url: '/reconcile/:dataset/suggest/type', access: 'lists.read', api: 'yente' },
  { method: 'GET', url: '/reconcile/:dataset/extend/property', access: 'lists.read', api: 'yente' },
  { method: 'GET', url: '/catalog', access: 'lists.read', api: 'yente' },
  { method: 'GET', url: '/manifest', access: 'lists.read', api: 'yente' },
  { method: 'GET', url: '/algorithms', access: 'lists.read', api: 'yente' },
  { method: 'POST', url: '/updatez', access: 'token', api: 'yente' },
]);

/** Every route of an installation and who may use it; tests walk this table. */
export const GUARDED_ROUTES: readonly GuardedRoute[] = Object.freeze([
  ...ROUTES.map(({ method, url, access }) => ({ method, url, access: access === 'token' ? 'open' : access })),
  ...ACCESS_ROUTES,
  ...V1_ROUTES,
] satisfies GuardedRoute[]);

/** Who may use a route as it is registered; undefined where no table has it. */
export function accessTo(method: string, url: string): Access | GuardedRoute['access'] | undefined {
  return [...ROUTES, ...ACCESS_ROUTES, ...V1_ROUTES].find(
    (entry) => entry.method === method && entry.url === url,
  )?.access;
}
