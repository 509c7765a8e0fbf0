import type { PortMatch, PortRange } from "../../src/model/address.ts";
import { portNumber } from "../lib/netfilter/port-names.ts";
import { portsIn, portsOutside } from "../lib/netfilter/services.ts";

/** "22", "1000-2000" or a name; null for anything else. */
export function portRange(text: string): PortRange | null {
  const [first = "", last, more] = text.split("-");
  if (last !== undefined && more === undefined) {
    const low = decimalPort(first);
    const high = decimalPort(last);
    if (low !== null && high !== null) return low <= high ? [low, high] : null;
  }
  const port = decimalPort(text) ?? portNumber(text);
  return port === null ? null : [port, port];
}

/** A port in digits; null for anything else. */
export function decimalPort(text: string): number | null {
  const { length } = text;
  if (length === 0 || length > 5) return null;
  let port = 0;
  for (let at = 0; at < length; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return null;
    port = port * 10 + digit;
  }
  return port <= 65_535 ? port : null;
}

/**
 * A port condition: numbers, ranges and names by commas. "!" before the list turns all of it round in iptables'
 * generation, and before an item that item alone in nftables' (`parse_rule` of vyos-1x, port and negated_ports): where
 * only some have it, nobody says what is meant.
 */
export function portsOf(text: string): PortMatch {
  const only = decimalPort(text);
  if (only !== null) return portsIn([[only, only]]);
  const items = text.split(",").map((item) => item.trim());
  const negated = items.filter((item) => item.startsWith("!"));
  const ranges: PortRange[] = [];
  for (const item of items) {
    const range = portRange(item.replace(/^!/, ""));
    if (range === null) return { kind: "unresolved", text };
    ranges.push(range);
  }
  if (negated.length === 0) return portsIn(ranges);
  if (negated.length < items.length) return { kind: "unresolved", text };
  return portsOutside(ranges) ?? { kind: "unresolved", text };
}
