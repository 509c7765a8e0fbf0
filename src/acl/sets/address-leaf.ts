import { addressNumber, ipv4Bounds, isIpv4, prefixBounds } from "./address-number.ts";
import type { PlainMatch } from "./conditions.ts";
import type { Pattern } from "./patterns.ts";

/** Addresses in a row; those of IPv4 are plain numbers, which long lists are faster with. */
export type Span =
  | { readonly family: 4; readonly first: number; readonly last: number }
  | { readonly family: 6; readonly first: bigint; readonly last: bigint };

/** What a condition names: whole families, addresses in a row, or under a mask; null is text that is no address. */
export type Leaf = readonly (4 | 6)[] | Span | Pattern | null;

/** Equal texts are equal conditions. */
export function keyOf(match: PlainMatch): string {
  switch (match.kind) {
    case "any":
      return match.family === undefined ? "any" : `any ${match.family}`;
    case "prefix":
      return match.prefix;
    case "range":
      return `${match.first}-${match.last}`;
    case "wildcard":
    default:
      return `${match.address} ${match.mask}`;
  }
}

/** False for text that is no address, and for a range from high to low. */
export function isAddresses(match: PlainMatch): boolean {
  if (isIpv4Prefix(match)) return isIpv4(match.prefix);
  return leafOf(match) !== null;
}

/** A prefix or address that is of IPv4 if it is any. */
export function isIpv4Prefix(match: PlainMatch): match is Extract<PlainMatch, { readonly kind: "prefix" }> {
  return match.kind === "prefix" && !match.prefix.includes(":");
}

/** The addresses of a condition; null where the text is none, which matches nothing. */
export function leafOf(match: PlainMatch): Leaf {
  switch (match.kind) {
    case "any":
      return match.family === undefined ? [4, 6] : [match.family];
    case "prefix": {
      if (match.prefix.includes(":")) return spanOf(prefixBounds(match.prefix));
      const bounds = ipv4Bounds(match.prefix);
      return bounds === null ? null : { family: 4, first: bounds[0], last: bounds[1] };
    }
    case "range": {
      const first = addressNumber(match.first);
      const last = addressNumber(match.last);
      if (first === null || last === null || first.family !== last.family || first.value > last.value) return null;
      return spanOf({ family: first.family, first: first.value, last: last.value });
    }
    case "wildcard":
    default: {
      const address = addressNumber(match.address);
      const mask = addressNumber(match.mask);
      if (address === null || mask?.family !== address.family) return null;
      const value = address.value & ~mask.value;
      // A mask of low bits only is a prefix under another name.
      if ((mask.value & (mask.value + 1n)) === 0n)
        return spanOf({ family: address.family, first: value, last: value | mask.value });
      return { family: address.family, value, mask: mask.value };
    }
  }
}

function spanOf(bounds: { readonly family: 4 | 6; readonly first: bigint; readonly last: bigint } | null): Span | null {
  if (bounds === null) return null;
  const { family, first, last } = bounds;
  return family === 4 ? { family, first: Number(first), last: Number(last) } : { family, first, last };
}
