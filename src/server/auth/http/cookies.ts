import { parseCookie, type SetCookie, stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** What browsers keep for us: the session, the device somebody has signed in on, a sign-in under way. */
export type CookieName = 'session' | 'device' | 'flow';

const LIFETIME_SECONDS: Readonly<Record<CookieName, number | undefined>> = Object.freeze({
  /** As long as the browser runs; the server ends it earlier. */
  session: undefined,
  device: 365 * 24 * 3_600,
  flow: 600,
});

const MAX_HEADER = 8_192;

/** Undefined where there is none. */
export function readCookie(request: FastifyRequest, name: CookieName, origin: URL): string | undefined {
  const { cookie } = request.headers;
  if (cookie === undefined || cookie.length > MAX_HEADER) return undefined;
  return parseCookie(cookie)[fullName(name, origin)];
}

export function setCookie(reply: FastifyReply, name: CookieName, value: string, origin: URL): void {
  const maxAge = LIFETIME_SECONDS[name];
  write(reply, { ...shape(name, origin), value, ...(maxAge === undefined ? {} : { maxAge }) });
}

export function clearCookie(reply: FastifyReply, name: CookieName, origin: URL): void {
  write(reply, { ...shape(name, origin), value: '', maxAge: 0 });
}

function write(reply: FastifyReply, cookie: SetCookie): void {
  reply.header('set-cookie', stringifySetCookie(cookie));
}

/** `Lax`: a link in a mail leads into the running session; what changes something needs more than the cookie. */
function shape(name: CookieName, origin: URL): Omit<SetCookie, 'value'> {
  const secure = origin.protocol === 'https:';
  return { name: fullName(name, origin), path: '/', httpOnly: true, secure, sameSite: 'lax' };
}

/** RFC 6265bis, 4.1.3.2: with `__Host-` no other host and no plain connection can have set it. */
function fullName(name: CookieName, origin: URL): string {
  return `${origin.protocol === 'https:' ? '__Host-' : ''}riegel-${name}`;
}
