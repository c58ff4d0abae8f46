import type { LookupAddress } from 'node:dns';
import { Resolver } from 'node:dns/promises';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { RiegelError } from '../../entity/index.ts';
import { PRIVATE_IPV4, PRIVATE_IPV6, PUBLIC_IPV6 } from './networks.data.ts';
import type { WebhookPolicy } from './policy.ts';

type AddressPolicy = Pick<WebhookPolicy, 'allowHttp' | 'allowNetworks'>;

const MOST_TEXT = 2_000;
const FORBIDDEN = 'EFORBIDDENADDRESS';

/** Asks DNS for the numbers of a name; throws where it has none. */
export interface NameServers {
  resolve4(name: string): Promise<string[]>;
  resolve6(name: string): Promise<string[]>;
}

/** Whether a receiver may be called. */
export interface AddressGuard {
  /** Reads an address as it was typed in; a name in it is judged when it is called. Throws `events/bad-address`, `events/forbidden-address`. */
  check(text: string): URL;
  /** Gives only numbers that may be called; the connection goes to the number that was checked. */
  readonly lookup: LookupFunction;
}

/**
 * Keeps webhooks from calling what only this machine can reach. A name is judged by every number it resolves to, at the
 * moment of connecting: a name that resolved to something else when it was typed in gains nothing. DNS is asked
 * directly: the system's own way (`getaddrinfo`) holds one of the few threads that files need, too, for as long as a
 * name server is silent. Throws `events/bad-network`.
 */
export function addressGuard(
  { allowHttp, allowNetworks }: AddressPolicy,
  names: NameServers = new Resolver({ timeout: 1_500, tries: 2 }),
): AddressGuard {
  const allowed = blockList(allowNetworks);
  const privateIpv4 = blockList(PRIVATE_IPV4);
  const publicIpv6 = blockList([PUBLIC_IPV6]);
  const privateIpv6 = blockList(PRIVATE_IPV6);
  const isAllowed = (address: string) => {
    const family = isIP(address);
    if (family === 4) return allowed.check(address) || !privateIpv4.check(address);
    if (family !== 6) return false;
    if (allowed.check(address, 'ipv6')) return true;
    return publicIpv6.check(address, 'ipv6') && !privateIpv6.check(address, 'ipv6');
  };
  return {
    check: (text) => checked(text, allowHttp, isAllowed),
    lookup(host, options, done) {
      addressesOf(host, names).then(
        (addresses) => {
          if (addresses.some(({ address }) => !isAllowed(address))) {
            return done(Object.assign(new Error('No public address'), { code: FORBIDDEN }), '');
          }
          if (options.all === true) return done(null, [...addresses]);
          done(null, addresses[0]!.address, addresses[0]!.family);
        },
        (error: NodeJS.ErrnoException) => done(error, ''),
      );
    },
  };
}

/** All numbers of a name, one at least. */
async function addressesOf(host: string, names: NameServers): Promise<readonly LookupAddress[]> {
  const [four, six] = await Promise.allSettled([names.resolve4(host), names.resolve6(host)]);
  const addresses = [
    ...(four.status === 'fulfilled' ? four.value.map((address) => ({ address, family: 4 })) : []),
    ...(six.status === 'fulfilled' ? six.value.map((address) => ({ address, family: 6 })) : []),
  ];
  if (addresses.length > 0) return addresses;
  throw four.status === 'rejected' ? four.reason : Object.assign(new Error('No number'), { code: 'ENODATA' });
}

/** Whether a connection was refused by the guard's `lookup`. */
export function isForbidden(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === FORBIDDEN;
}

function checked(text: string, allowHttp: boolean, isAllowed: (address: string) => boolean): URL {
  const expected = allowHttp ? 'https://… or http://…' : 'https://…';
  const url = text.length <= MOST_TEXT ? URL.parse(text) : null;
  if (url === null || !(url.protocol === 'https:' || (allowHttp && url.protocol === 'http:'))) {
    throw new RiegelError('events/bad-address', 'Nothing can be sent to this address', { expected });
  }
  if (url.username !== '' || url.password !== '' || url.hash !== '') {
    throw new RiegelError('events/bad-address', 'The address holds more than an address', {
      expected: 'no user, password or fragment: the signature says who sends',
    });
  }
  const number = numberIn(url);
  if (number !== undefined && !isAllowed(number)) throw forbidden();
  return url;
}

/** The number in an address; undefined where a name stands in its place. */
function numberIn({ hostname }: URL): string | undefined {
  const bare = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
  return isIP(bare) === 0 ? undefined : bare;
}

function forbidden(): RiegelError {
  return new RiegelError('events/forbidden-address', 'This address is not public', {
    expected: 'a public address, or one in a network that the operator has named',
  });
}

function blockList(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix = ''] = network.split('/');
    const family = isIP(address);
    try {
      if (family === 0 || !/^\d{1,3}$/.test(prefix)) throw new Error('No network');
      list.addSubnet(address, Number(prefix), family === 4 ? 'ipv4' : 'ipv6');
    } catch (cause) {
      throw new RiegelError('events/bad-network', `${network} is no network`, {
        expected: '10.1.0.0/16, fd00::/8 …',
        cause,
      });
    }
  }
  return list;
}
