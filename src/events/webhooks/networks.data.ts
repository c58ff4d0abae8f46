/**
 * What is no public address: IANA IPv4 Special-Purpose Address Registry, multicast (RFC 5771) and reserved (RFC 1112).
 * The addresses at which clouds tell a machine its credentials lie in 169.254.0.0/16 and 100.64.0.0/10.
 */
export const PRIVATE_IPV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '168.63.129.16/32',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
] as const;

/** All public addresses of IPv6 lie in here (RFC 4291, 2.4) … */
export const PUBLIC_IPV6 = '2000::/3';

/** … but for these: IANA IPv6 Special-Purpose Address Registry. 6to4 and Teredo carry addresses of IPv4 in them. */
export const PRIVATE_IPV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'] as const;
