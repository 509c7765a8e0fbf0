import { addressLine } from "../sets/address-line.ts";
import type { PlainMatch } from "../sets/conditions.ts";
import { addressShare } from "../sets/public-addresses.ts";

/**
 * Joins addresses of one family that blocks name, each written as blocks write them, into as few as there are;
 * null where masks that are no prefix are too many to be told apart.
 */
export function joinedAddresses(texts: Iterable<string>, family: 4 | 6): readonly string[] | null {
  const include = [...new Set(texts)].map((text) => matchOf(text, family));
  const addresses = { include, exclude: [] };
  const line = addressLine([addresses]);
  return line === null ? null : line.textOf(line.setOf(addresses), family);
}

function matchOf(text: string, family: 4 | 6): PlainMatch {
  if (text === "any") return { kind: "any", family };
  const [first = "", second, third] = text.split(/[ -]/);
  if (second === "wildcard") return { kind: "wildcard", address: first, mask: third ?? "" };
  return second === undefined ? { kind: "prefix", prefix: text } : { kind: "range", first, last: second };
}

/** How large a part of a family some addresses are, from 0 to 1: of all, or of those of the Internet where that is more. */
export function shareOf(texts: readonly string[], family: 4 | 6): number {
  return addressShare(texts, family);
}

/** Nobody manages from half of all addresses: a set as large is open to anyone, whatever few it leaves out. */
export const wideShare = 0.5;

/** A share for people: "99.9 %", never rounded up to all. */
export function shareText(share: number): string {
  const percent = Math.floor(share * 1000) / 10;
  return `${percent} %`;
}
