import type { AddressMatch } from "../../../src/model/address.ts";

/** A dotted quad, which is the whole text or a piece of it, as an unsigned number, or null. */
export function ipv4Number(text: string | undefined, end = text?.length ?? 0, start = 0): number | null {
  if (text === undefined || end - start < 7 || end - start > 15) return null;
  let value = 0;
  let octet = -1;
  let dots = 0;
  for (let index = start; index < end; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 46) {
      if (octet < 0) return null;
      value = value * 256 + octet;
      octet = -1;
      dots += 1;
    } else if (code >= 48 && code <= 57) {
      octet = (octet < 0 ? 0 : octet * 10) + code - 48;
      if (octet > 255) return null;
    } else return null;
  }
  return dots === 3 && octet >= 0 ? value * 256 + octet : null;
}

/** A dotted quad in the middle of a line: its bits as a signed number, and whether it has no leading zeros. */
export interface Quad {
  value: number;
  canonical: boolean;
}

/** Reads a dotted quad from a column on up to a blank, a slash, a line end or the end, which it says; -1 where none stands there. */
export function readQuad(into: Quad, letters: Uint16Array, start: number, to: number): number {
  let value = 0;
  let octet = -1;
  let dots = 0;
  let canonical = true;
  let index = start;
  for (; index < to; index += 1) {
    const code = letters[index] ?? 0;
    if (code >= 48 && code <= 57) {
      if (octet === 0) canonical = false;
      octet = octet < 0 ? code - 48 : octet * 10 + code - 48;
      if (octet > 255) return -1;
    } else if (code === 46) {
      if (octet < 0) return -1;
      value = (value << 8) | octet;
      octet = -1;
      dots += 1;
    } else if (code === 32 || code === 47 || code === 10) break;
    else return -1;
  }
  if (dots !== 3 || octet < 0 || index - start > 15) return -1;
  into.value = (value << 8) | octet;
  into.canonical = canonical;
  return index;
}

export function ipv4Text(value: number): string {
  return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
}

/** Length of a mask of leading ones, or null where it is no prefix. */
export function maskLength(mask: number): number | null {
  const inverted = ~mask >>> 0;
  return (inverted & (inverted + 1)) === 0 ? Math.clz32(inverted) : null;
}

// Put to an address as one piece: a string of three pieces takes twice the memory, and long lists keep many.
const lengths: readonly string[] = Array.from({ length: 33 }, (_, length) => `/${length}`);

/**
 * Address and wildcard (bits set are ignored) as a prefix where the wildcard is contiguous. `written` is the text of
 * the address: it is kept where it says the same, since long lists are mostly made of these.
 */
export function ipv4Match(address: number, wildcard: number, written = ""): AddressMatch {
  const kept = (address & ~wildcard) >>> 0;
  const length = maskLength(~wildcard >>> 0);
  if (length === 0) return { kind: "any", family: 4 };
  const text = kept === address && written.length === textLength(address) ? written : ipv4Text(kept);
  if (length !== null) return { kind: "prefix", prefix: text + (lengths[length] ?? "") };
  return { kind: "wildcard", address: text, mask: ipv4Text(wildcard) };
}

/** Characters of a dotted quad without leading zeros. */
export function textLength(address: number): number {
  return (
    3 + digits(address >>> 24) + digits((address >>> 16) & 255) + digits((address >>> 8) & 255) + digits(address & 255)
  );
}

function digits(octet: number): number {
  return octet < 10 ? 1 : octet < 100 ? 2 : 3;
}

/** "address/length" with the host bits cleared, or null. */
export function ipv4Prefix(text: string): AddressMatch | null {
  const slash = text.indexOf("/");
  const address = slash < 0 ? null : ipv4Number(text, slash);
  const length = decimal(text.slice(slash + 1));
  if (address === null || length === null || length > 32) return null;
  const ignored = length === 0 ? 0xffffffff : 2 ** (32 - length) - 1;
  const canonical = text.length === textLength(address) + (length < 10 ? 2 : 3) && (address & ignored) === 0;
  return canonical && length > 0 ? { kind: "prefix", prefix: text } : ipv4Match(address, ignored);
}

/** The eight 16-bit groups of an IPv6 address, or null. */
export function ipv6Groups(text: string | undefined): readonly number[] | null {
  if (text === undefined || text.length > 45 || !text.includes(":")) return null;
  const halves = text.split("::");
  if (halves.length > 2) return null;
  const sides = halves.map((half) => groupsOf(half));
  const [head, tail] = sides;
  if (head === null || head === undefined || tail === null) return null;
  if (tail === undefined) return head.length === 8 ? head : null;
  const missing = 8 - head.length - tail.length;
  return missing < 1 ? null : [...head, ...Array.from({ length: missing }, () => 0), ...tail];
}

function groupsOf(half: string): number[] | null {
  if (half === "") return [];
  const groups: number[] = [];
  for (const part of half.split(":")) {
    if (part.includes(".")) {
      const quad = ipv4Number(part);
      if (quad === null) return null;
      groups.push(quad >>> 16, quad & 0xffff);
    } else if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(Number.parseInt(part, 16));
    else return null;
  }
  return groups;
}

const hex = (groups: readonly number[]): string => groups.map((group) => group.toString(16)).join(":");

/** RFC 5952 text: lower case, the longest run of two or more zero groups shortened. */
export function ipv6Text(groups: readonly number[]): string {
  let best = { start: -1, length: 1 };
  let start = -1;
  for (let index = 0; index <= groups.length; index += 1) {
    if (groups[index] === 0) {
      if (start < 0) start = index;
    } else {
      if (start >= 0 && index - start > best.length) best = { start, length: index - start };
      start = -1;
    }
  }
  if (best.start < 0) return hex(groups);
  return `${hex(groups.slice(0, best.start))}::${hex(groups.slice(best.start + best.length))}`;
}

/** "address/length" with the host bits cleared, or null. */
export function ipv6Prefix(text: string): AddressMatch | null {
  const [address, lengthText, ...rest] = text.split("/");
  const groups = ipv6Groups(address);
  if (groups === null || lengthText === undefined || rest.length > 0 || !/^\d{1,3}$/.test(lengthText)) return null;
  const length = Number(lengthText);
  if (length > 128) return null;
  if (length === 0) return { kind: "any", family: 6 };
  const kept = groups.map((group, index) => {
    const bits = Math.min(16, Math.max(0, length - index * 16));
    return group & (0xffff << (16 - bits)) & 0xffff;
  });
  return { kind: "prefix", prefix: `${ipv6Text(kept)}/${length}` };
}

export function ipv6Host(text: string | undefined): AddressMatch | null {
  const groups = ipv6Groups(text);
  return groups === null ? null : { kind: "prefix", prefix: `${ipv6Text(groups)}/128` };
}

/** An IPv4 or IPv6 address in canonical text, or the words as they stand where it is a name. */
export function canonicalAddress(text: string): string {
  const quad = ipv4Number(text);
  if (quad !== null) return ipv4Text(quad);
  const groups = ipv6Groups(text);
  return groups === null ? text : ipv6Text(groups);
}

/** A number of at most ten digits, or null. */
export function decimal(text: string | undefined): number | null {
  if (text === undefined || text.length === 0 || text.length > 10) return null;
  let value = 0;
  for (let index = 0; index < text.length; index += 1) {
    const digit = text.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) return null;
    value = value * 10 + digit;
  }
  return value;
}
