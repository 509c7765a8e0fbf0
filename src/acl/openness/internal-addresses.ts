import { addressesIn, type Addresses, type PlainMatch } from "../sets/conditions.ts";

const prefixes = (...list: readonly string[]): readonly PlainMatch[] =>
  list.map((prefix) => ({ kind: "prefix", prefix }));

/**
 * Addresses that no packet from the Internet carries: private (RFC 1918), shared (RFC 6598), loopback (RFC 1122 3.2.1.3,
 * RFC 4291 2.5.3), link-local (RFC 3927, RFC 4291 2.5.6) and unique local ones (RFC 4193).
 */
export const internalAddresses: Addresses = {
  include: prefixes(
    "10.0.0.0/8",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "fc00::/7",
    "fe80::/10",
    "::1/128",
  ),
  exclude: [],
};

/** Neither inside nor outside: "this network", multicast, reserved and broadcast (RFC 6890), unspecified. */
const nowhere = prefixes("0.0.0.0/8", "224.0.0.0/3", "::/128", "ff00::/8");

/** Every address of a family that is not internal and that a host can have. */
export function externalAddresses(internal: Addresses, family: 4 | 6): Addresses {
  return addressesIn({ include: [{ kind: "any", family }], exclude: [internal, ...nowhere] }, family);
}
