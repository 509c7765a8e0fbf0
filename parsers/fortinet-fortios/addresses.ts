import type { AddressMatch } from "../../src/model/address.ts";

/** Dotted quad as a number, null where it is none. */
export function ipv4(text: string): number | null {
  let value = 0;
  let octet = 0;
  let digits = 0;
  let dots = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 46) {
      if (digits === 0) return null;
      value = value * 256 + octet;
      octet = 0;
      digits = 0;
      dots += 1;
    } else {
      digits += 1;
      octet = octet * 10 + code - 48;
      if (code < 48 || code > 57 || digits > 3 || octet > 255) return null;
    }
  }
  return dots === 3 && digits > 0 ? value * 256 + octet : null;
}

export function ipv4Text(value: number): string {
  return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
}

/** Length of a mask of leading ones, null for any other mask. */
function maskLength(mask: number): number | null {
  const inverted = ~mask >>> 0;
  return (inverted & (inverted + 1)) === 0 ? Math.clz32(inverted) : null;
}

/** "192.0.2.1 255.255.255.0" or "192.0.2.1/24" as address and prefix length. */
export function ipv4WithMask(words: readonly string[]): { address: string; length: number } | null {
  const [first = "", second] = words;
  const [address = "", suffix] = first.split("/");
  const value = ipv4(address);
  if (value === null) return null;
  if (suffix !== undefined) {
    const length = /^\d{1,2}$/.test(suffix) ? Number(suffix) : 33;
    return length <= 32 && second === undefined ? { address: ipv4Text(value), length } : null;
  }
  const mask = second === undefined ? null : ipv4(second);
  const length = mask === null ? null : maskLength(mask);
  return length === null ? null : { address: ipv4Text(value), length };
}

/** The network of an IPv4 address and mask; a mask that is no prefix gives a wildcard match. */
export function ipv4Match(words: readonly string[]): AddressMatch | null {
  const parsed = ipv4WithMask(words);
  if (parsed !== null) {
    if (parsed.length === 0) return { kind: "any", family: 4 };
    const base = Math.floor((ipv4(parsed.address) ?? 0) / 2 ** (32 - parsed.length)) * 2 ** (32 - parsed.length);
    return { kind: "prefix", prefix: `${ipv4Text(base)}/${parsed.length}` };
  }
  const [address = "", mask = ""] = words;
  const base = ipv4(address);
  const bits = ipv4(mask);
  if (base === null || bits === null) return null;
  return { kind: "wildcard", address: ipv4Text(base), mask: ipv4Text(2 ** 32 - 1 - bits) };
}

/** Eight groups of an IPv6 address, null where it is none. */
function ipv6Groups(text: string): number[] | null {
  const halves = text.split("::");
  if (halves.length > 2) return null;
  const sides = halves.map((half) => (half === "" ? [] : half.split(":")));
  const [head = [], tail = []] = sides;
  const last = (halves.length === 2 ? tail : head).at(-1);
  if (last?.includes(".") === true) {
    const value = ipv4(last);
    if (value === null) return null;
    const side = halves.length === 2 ? tail : head;
    side.splice(-1, 1, Math.floor(value / 65536).toString(16), (value % 65536).toString(16));
  }
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  const words = [...head, ...Array<string>(missing).fill("0"), ...tail];
  return words.every((word) => /^[0-9a-fA-F]{1,4}$/.test(word)) ? words.map((word) => Number.parseInt(word, 16)) : null;
}

/** RFC 5952 text of eight groups. */
function ipv6Text(groups: readonly number[]): string {
  let best = { start: -1, length: 1 };
  for (let start = 0; start < 8; start += 1) {
    let length = 0;
    while (groups[start + length] === 0) length += 1;
    if (length > best.length) best = { start, length };
  }
  const hex = groups.map((group) => group.toString(16));
  if (best.start < 0) return hex.join(":");
  return `${hex.slice(0, best.start).join(":")}::${hex.slice(best.start + best.length).join(":")}`;
}

/** Canonical IPv6 address, null where it is none. */
export function ipv6(text: string): string | null {
  const groups = ipv6Groups(text);
  return groups === null ? null : ipv6Text(groups);
}

/** "2001:db8::1/64" as canonical text with its host part. */
export function ipv6WithLength(text: string): { address: string; length: number } | null {
  const [address = "", suffix = "128"] = text.split("/");
  const canonical = ipv6(address);
  if (canonical === null || !/^\d{1,3}$/.test(suffix) || Number(suffix) > 128) return null;
  return { address: canonical, length: Number(suffix) };
}

/** The network of an IPv6 prefix. */
export function ipv6Match(text: string): AddressMatch | null {
  const parsed = ipv6WithLength(text);
  const groups = parsed === null ? null : ipv6Groups(parsed.address);
  if (parsed === null || groups === null) return null;
  if (parsed.length === 0) return { kind: "any", family: 6 };
  const network = groups.map((group, index) => {
    const bits = Math.min(16, Math.max(0, parsed.length - index * 16));
    const unit = 2 ** (16 - bits);
    return Math.floor(group / unit) * unit;
  });
  return { kind: "prefix", prefix: `${ipv6Text(network)}/${parsed.length}` };
}

export function unresolvedAddress(name: string, why: string): AddressMatch {
  return { kind: "unresolved", text: name, why };
}
