const MAX_HEADER = 1_024;
const SCHEME = /^(bearer|apikey|token|basic) +([\x21-\x7e]+)$/i;

/**
 * The API key that an `Authorization` header carries: as `Bearer` (RFC 6750), as `ApiKey` or `Token` (what clients of
 * OpenSanctions send), or as the password of `Basic` (RFC 7617), for clients that know nothing else. Undefined where
 * it carries none.
 */
export function keyOfHeader(header: string): string | undefined {
  if (header.length > MAX_HEADER) return undefined;
  const [, scheme, value] = SCHEME.exec(header.trim()) ?? [];
  if (scheme === undefined || value === undefined) return undefined;
  if (scheme.toLowerCase() !== 'basic') return value;
  const [user = '', password = ''] = Buffer.from(value, 'base64').toString('utf8').split(':', 2);
  return password === '' ? user : password;
}
