import type { PortRange } from "../../model/address.ts";
import { addressLine } from "../sets/address-line.ts";
import type { Addresses, PlainMatch } from "../sets/conditions.ts";
import { difference } from "../sets/number-set.ts";

/** What is not in ascending ranges of numbers from 0 to `most`. */
export function otherNumbers(ranges: readonly PortRange[], most: number): PortRange[] {
  const others: PortRange[] = [];
  let next = 0;
  for (const [low, high] of ranges.toSorted((a, b) => a[0] - b[0])) {
    if (low > next) others.push([next, low - 1]);
    next = Math.max(next, high + 1);
  }
  if (next <= most) others.push([next, most]);
  return others;
}

/**
 * What addresses of a family leave out, where that is said in fewer words than what they hold; null where it is not, or
 * where their masks are too many to tell.
 */
export function shorterExcept(texts: readonly string[], family: 4 | 6): readonly string[] | null {
  if (texts.length < 2) return null;
  const addresses: Addresses = { include: texts.map(matchOf), exclude: [] };
  const line = addressLine([addresses]);
  if (line === null) return null;
  const others = line.textOf(difference(line.all[family], line.setOf(addresses)), family);
  return others.length < texts.length ? others : null;
}

/** An address condition as `textOf` of an address line writes it. */
function matchOf(text: string): PlainMatch {
  const [address = "", mask] = text.split(" wildcard ");
  if (mask !== undefined) return { kind: "wildcard", address, mask };
  const [first = "", last] = text.split("-");
  return last === undefined ? { kind: "prefix", prefix: text } : { kind: "range", first, last };
}
