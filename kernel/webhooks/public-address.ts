import { BlockList, isIP } from 'node:net';

type Subnet = readonly [address: string, prefix: number];

/** By the registries of special-purpose addresses (RFC 6890), multicast, and what clouds answer their machines at. */
const closed4: readonly Subnet[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** Within what is given out for the Internet: protocols, tunnels that hide an IPv4 address, documentation. */
const closed6: readonly Subnet[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const notPublic4 = listOf(closed4, 'ipv4');
const notPublic6 = listOf(closed6, 'ipv6');
/** All else is local, mapped, translated, multicast, or nobody's yet. */
const givenOut6 = listOf([['2000::', 3]], 'ipv6');
const loopback4 = listOf([['127.0.0.0', 8]], 'ipv4');
const loopback6 = listOf([['::1', 128]], 'ipv6');

/** Whether an address is one of the Internet's, at which nothing of ours or of our host's answers. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !notPublic4.check(address, 'ipv4');
  return isPlain6(address) && givenOut6.check(address, 'ipv6') && !notPublic6.check(address, 'ipv6');
}

export function isLoopbackAddress(address: string): boolean {
  return isIP(address) === 4 ? loopback4.check(address, 'ipv4') : isPlain6(address) && loopback6.check(address, 'ipv6');
}

/** Without a zone, which only a local address has. */
function isPlain6(address: string): boolean {
  return isIP(address) === 6 && !address.includes('%');
}

function listOf(subnets: readonly Subnet[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const [address, prefix] of subnets) list.addSubnet(address, prefix, family);
  return list;
}
