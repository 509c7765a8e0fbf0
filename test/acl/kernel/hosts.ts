import { addressText } from "../../../src/acl/sets/address-text.ts";
import { readAddress } from "../walk-fields.ts";
import type { Packet } from "../../../src/acl/sets/packet.ts";
import type { Random } from "../random.ts";

export type Family = 4 | 6;
export const bitsOf = { 4: 32, 6: 128 } as const;

export interface Home {
  readonly family: Family;
  readonly base: string;
  /** How many low bits its hosts differ in. */
  readonly free: number;
}

/** Where test hosts live: ranges set apart for documentation and for tests (RFC 5737, RFC 2544, RFC 3849). */
export const homes: Readonly<Record<Family, readonly [Home, ...Home[]]>> = {
  4: [
    { family: 4, base: "192.0.2.0", free: 8 },
    { family: 4, base: "198.51.100.0", free: 8 },
    { family: 4, base: "203.0.113.0", free: 8 },
    { family: 4, base: "198.18.0.0", free: 17 },
  ],
  6: [{ family: 6, base: "2001:db8::", free: 96 }],
};

/** The first of them more often than the others, so that conditions meet. */
export function someHome(random: Random, family: Family): Home {
  return random.pick([homes[family][0], random.pick(homes[family])]);
}

/** One of a few hosts of a home: bits change at the low end, and here and there above. */
export function hostAddress(random: Random, { family, base, free }: Home): string {
  const scattered = random.chance(0.4) ? 1n << BigInt(random.below(free)) : 0n;
  return addressText(family, numberOf(base) + (BigInt(random.below(32)) ^ scattered));
}

export function homePrefix({ family, base, free }: Home): string {
  return `${base}/${bitsOf[family] - free}`;
}

/** Whether an address is a test host's: packets go to and from no other. */
export function isHost(family: Family, value: bigint): boolean {
  return homes[family].some(({ base, free }) => value >> BigInt(free) === numberOf(base) >> BigInt(free));
}

export function numberOf(text: string): bigint {
  const address = readAddress(text);
  if (address === null) throw new Error(`not an address: ${text}`);
  return address.value;
}

/** Extension headers of IPv6, each of which would change where the transport header is (RFC 8200, 4; RFC 4302; RFC 6275). */
const extensionHeaders = [0, 43, 44, 51, 59, 60, 135, 139, 140, 253, 254];

/** Whether a packet goes between test hosts, and is on the wire what it says. */
export function canSend({ family, source, destination, protocol }: Packet): boolean {
  if (family === 6 && extensionHeaders.includes(protocol)) return false;
  return isHost(family, numberOf(source)) && isHost(family, numberOf(destination));
}
