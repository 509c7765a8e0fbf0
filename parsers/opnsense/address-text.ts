import type { AddressMatch } from "../../src/model/address.ts";
import { ipv4Match, ipv4Number, ipv4Prefix, ipv6Host, ipv6Prefix } from "../lib/cisco/addresses.ts";

/** An address, a prefix, or an address with a wildcard mask (OPNsense manual, "Aliases", networks); null for other text. */
export function hostOrNetwork(text: string): AddressMatch | null {
  const slash = text.indexOf("/");
  if (slash === -1) {
    const quad = ipv4Number(text);
    return quad === null ? ipv6Host(text) : ipv4Match(quad, 0, text);
  }
  const address = ipv4Number(text.slice(0, slash));
  const wildcard = ipv4Number(text.slice(slash + 1));
  // A mask that begins with set bits could be meant the other way round.
  if (wildcard !== null && wildcard >= 2 ** 24) return null;
  if (address !== null && wildcard !== null) return ipv4Match(address, wildcard);
  return ipv4Prefix(text) ?? ipv6Prefix(text);
}

/** "first-last", both addresses; null for other text, such as a name with a hyphen. */
export function addressRange(text: string): AddressMatch | null {
  if (!text.includes("-")) return null;
  const [first, last, ...rest] = text.split("-");
  if (first === undefined || last === undefined || rest.length > 0) return null;
  const low = hostOrNetwork(first);
  const high = hostOrNetwork(last);
  if (low?.kind !== "prefix" || high?.kind !== "prefix" || first.includes("/") || last.includes("/")) return null;
  return { kind: "range", first: addressOf(low.prefix), last: addressOf(high.prefix) };
}

function addressOf(prefix: string): string {
  return prefix.slice(0, prefix.indexOf("/"));
}
