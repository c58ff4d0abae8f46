/** What somebody may do. Roles are sets of these. */
export type Permission = 'screen' | 'read-lists' | 'update-lists';

/** Who may use a route: `open` to everybody, `token` to who knows the token that the route itself asks for. */
export type Access = Permission | 'open' | 'token';

export interface RouteEntry {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly access: Access;
  /** Whose API it belongs to: yente's answers errors as yente does, ours as RFC 9457 problems. */
  readonly api: 'yente' | 'riegel';
}

/** Every route of the service. One that is not here cannot be registered; tests walk this table. */
export const ROUTES: readonly RouteEntry[] = Object.freeze([
  { method: 'GET', url: '/', access: 'open', api: 'riegel' },
  { method: 'GET', url: '/reference.css', access: 'open', api: 'riegel' },
  { method: 'GET', url: '/openapi.json', access: 'open', api: 'riegel' },
  { method: 'GET', url: '/healthz', access: 'open', api: 'yente' },
  { method: 'GET', url: '/readyz', access: 'open', api: 'yente' },
  { method: 'POST', url: '/match/:dataset', access: 'screen', api: 'yente' },
  { method: 'GET', url: '/search/:dataset', access: 'screen', api: 'yente' },
  { method: 'GET', url: '/entities/:entity_id', access: 'read-lists', api: 'yente' },
  { method: 'GET', url: '/entities/:entity_id/adjacent', access: 'read-lists', api: 'yente' },
  { method: 'GET', url: '/entities/:entity_id/adjacent/:property_name', access: 'read-lists', api: 'yente' },
  { method: 'GET', url: '/reconcile/:dataset', access: 'screen', api: 'yente' },
  { method: 'POST', url: '/reconcile/:dataset', access: 'screen', api: 'yente' },
  { method: 'GET', url: '/reconcile/:dataset/suggest/entity', access: 'read-lists', api: 'yente' },
  { method: 'GET', url: '/reconcile/:dataset/suggest/property', access: 'read-lists', api: 'yente' },
  { method: 'GET', url: '/reconcile/:dataset/suggest/type', access: 'read-lists', api: 'yente' },
  { method: 'GET', url: '/reconcile/:dataset/extend/property', access: 'read-lists', api: 'yente' },
  { method: 'GET', url: '/catalog', access: 'read-lists', api: 'yente' },
  { method: 'GET', url: '/manifest', access: 'read-lists', api: 'yente' },
  { method: 'GET', url: '/algorithms', access: 'read-lists', api: 'yente' },
  { method: 'POST', url: '/updatez', access: 'token', api: 'yente' },
]);

/** The entry of a route as it is registered; undefined where the table has none. */
export function routeEntry(method: string, url: string): RouteEntry | undefined {
  return ROUTES.find((entry) => entry.method === method && entry.url === url);
}
