import type { AddressMatch } from "../../src/model/address.ts";
import { parseAddress, parsePrefix } from "../lib/ip.ts";

/** The lowest and the highest address of a condition. */
export interface Bounds {
  readonly family: 4 | 6;
  readonly low: bigint;
  readonly high: bigint;
}

export function doMeet(one: Bounds, other: Bounds): boolean {
  return one.family === other.family && one.low <= other.high && other.low <= one.high;
}

/** Null where they are not known. */
export function bounds(match: AddressMatch): Bounds | null {
  if (match.kind === "any" && match.family !== undefined)
    return { family: match.family, low: 0n, high: 2n ** (match.family === 4 ? 32n : 128n) };
  if (match.kind === "prefix") {
    const prefix = parsePrefix(match.prefix);
    return prefix === null ? null : { family: prefix.family, low: prefix.first, high: prefix.last };
  }
  if (match.kind !== "range") return null;
  const [first, last] = [parseAddress(match.first), parseAddress(match.last)];
  if (first === null || last === null) return null;
  return { family: first.family, low: first.value, high: last.value };
}
