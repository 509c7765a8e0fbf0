import { addressNumber, familyBits, prefixBounds } from "../sets/address-number.ts";
import { addressLine } from "../sets/address-line.ts";
import type { PlainMatch } from "../sets/conditions.ts";

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

/** How large a part of a family some addresses are that do not overlap, from 0 to 1. */
export function shareOf(texts: readonly string[], family: 4 | 6): number {
  let size = 0n;
  for (const text of texts) size += sizeOf(text, family);
  // As parts of 2^32, so that no precision is lost that anyone would see.
  return Number((size << 32n) >> familyBits[family]) / 2 ** 32;
}

function sizeOf(text: string, family: 4 | 6): bigint {
  if (text === "any") return 1n << familyBits[family];
  const [first = "", second, third] = text.split(/[ -]/);
  if (second === "wildcard") {
    const mask = addressNumber(third ?? "")?.value ?? 0n;
    return 1n << BigInt(mask.toString(2).replaceAll("0", "").length);
  }
  if (second !== undefined) {
    const low = addressNumber(first);
    const high = addressNumber(second);
    return low === null || high === null ? 0n : high.value - low.value + 1n;
  }
  const bounds = prefixBounds(text);
  return bounds === null ? 0n : bounds.last - bounds.first + 1n;
}

/** Nobody manages from half of all addresses: a set as large is open to anyone, whatever few it leaves out. */
export const wideShare = 0.5;

/** A share for people: "99.9 %", never rounded up to all. */
export function shareText(share: number): string {
  const percent = Math.floor(share * 1000) / 10;
  return `${percent} %`;
}
