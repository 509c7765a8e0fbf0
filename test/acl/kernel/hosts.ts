import { addressText } from "../../../src/acl/address-text.ts";
import { readAddress } from "../walk-fields.ts";
import type { Random } from "../random.ts";

export type Family = 4 | 6;
export const bitsOf = { 4: 32, 6: 128 } as const;

interface Home {
  readonly base: string;
  /** How many low bits its hosts differ in. */
  readonly free: number;
}

/** Where test hosts live: ranges set apart for documentation and for tests (RFC 5737, RFC 2544, RFC 3849). */
const homes: Readonly<Record<Family, readonly [Home, ...Home[]]>> = {
  4: [
    { base: "192.0.2.0", free: 8 },
    { base: "198.51.100.0", free: 8 },
    { base: "203.0.113.0", free: 8 },
    { base: "198.18.0.0", free: 17 },
  ],
  6: [{ base: "2001:db8::", free: 96 }],
};

/** One of a few hosts: bits change at the low end, and here and there above. */
export function hostAddress(random: Random, family: Family): string {
  const { base, free } = random.pick([homes[family][0], random.pick(homes[family])]);
  const scattered = random.chance(0.4) ? 1n << BigInt(random.below(free)) : 0n;
  return addressText(family, numberOf(base) + (BigInt(random.below(32)) ^ scattered));
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
