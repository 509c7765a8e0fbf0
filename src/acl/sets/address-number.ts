/** An IP address as a number within its family. */
export interface AddressNumber {
  readonly family: 4 | 6;
  readonly value: bigint;
}

export const familyBits = { 4: 32n, 6: 128n } as const;

/** The highest address of a family. */
export function highest(family: 4 | 6): bigint {
  return (1n << familyBits[family]) - 1n;
}

/** Reads a dotted quad or an IPv6 address (RFC 4291, 2.2); null for anything else. */
export function addressNumber(text: string): AddressNumber | null {
  return text.includes(":") ? ipv6Number(text) : ipv4Number(text);
}

/** First and last address of a prefix such as "192.0.2.0/24"; null for anything else. */
export function prefixBounds(
  prefix: string,
): { readonly family: 4 | 6; readonly first: bigint; readonly last: bigint } | null {
  const slash = prefix.indexOf("/");
  const address = addressNumber(slash < 0 ? prefix : prefix.slice(0, slash));
  if (address === null) return null;
  const { family, value } = address;
  const bits = familyBits[family];
  const digits = slash < 0 ? String(bits) : prefix.slice(slash + 1);
  if (!/^\d{1,3}$/.test(digits)) return null;
  const length = BigInt(digits);
  if (length > bits) return null;
  const host = (1n << (bits - length)) - 1n;
  return { family, first: value & ~host, last: value | host };
}

/** First and last address of an IPv4 prefix or address as plain numbers, since long lists are mostly made of these; null for anything else. */
export function ipv4Bounds(prefix: string): readonly [first: number, last: number] | null {
  const slash = prefix.indexOf("/");
  const address = ipv4Value(prefix, slash < 0 ? prefix.length : slash);
  const length = slash < 0 ? 32 : ipv4Length(prefix, slash + 1);
  if (address < 0 || length < 0) return null;
  const size = 2 ** (32 - length);
  const first = address - (address % size);
  return [first, first + size - 1];
}

/** Whether `ipv4Bounds` has an answer. */
export function isIpv4(prefix: string): boolean {
  const slash = prefix.indexOf("/");
  return slash < 0
    ? ipv4Value(prefix, prefix.length) >= 0
    : ipv4Value(prefix, slash) >= 0 && ipv4Length(prefix, slash + 1) >= 0;
}

/** The length of a prefix, from `start` on; -1 where it is none. */
function ipv4Length(prefix: string, start: number): number {
  const digits = prefix.length - start;
  if (digits < 1 || digits > 3) return -1;
  let length = 0;
  for (let place = start; place < prefix.length; place += 1) {
    const digit = prefix.charCodeAt(place) - zero;
    if (digit < 0 || digit > 9) return -1;
    length = length * 10 + digit;
  }
  return length > 32 ? -1 : length;
}

const dot = ".".codePointAt(0);
const zero = "0".codePointAt(0) ?? 0;

function ipv4Number(text: string): AddressNumber | null {
  const value = ipv4Value(text, text.length);
  return value < 0 ? null : { family: 4, value: BigInt(value) };
}

/** The dotted quad before `end` as a number, digit by digit; -1 where it is none. */
function ipv4Value(text: string, end: number): number {
  let value = 0;
  let part = 0;
  let digits = 0;
  let dots = 0;
  for (let place = 0; place < end; place += 1) {
    const code = text.charCodeAt(place);
    if (code === dot) {
      if (digits === 0) return -1;
      value = value * 256 + part;
      part = 0;
      digits = 0;
      dots += 1;
      continue;
    }
    if (code < zero || code > zero + 9) return -1;
    part = part * 10 + code - zero;
    digits += 1;
    if (digits > 3 || part > 255) return -1;
  }
  return dots === 3 && digits > 0 ? value * 256 + part : -1;
}

function ipv6Number(text: string): AddressNumber | null {
  const halves = text.split("::");
  if (halves.length > 2) return null;
  const head = groupsOf(halves[0] ?? "");
  const tail = halves.length === 2 ? groupsOf(halves[1] ?? "") : [];
  if (head === null || tail === null) return null;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  let value = 0n;
  for (const group of [...head, ...Array.from({ length: missing }, () => 0), ...tail]) {
    value = (value << 16n) | BigInt(group);
  }
  return { family: 6, value };
}

/** The 16-bit groups of one side of "::"; an embedded dotted quad counts as two. */
function groupsOf(text: string): number[] | null {
  if (text === "") return [];
  const groups: number[] = [];
  for (const part of text.split(":")) {
    const quad = part.includes(".") ? ipv4Number(part) : null;
    if (quad !== null) groups.push(Number(quad.value >> 16n), Number(quad.value & 0xffffn));
    else if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(Number.parseInt(part, 16));
    else return null;
  }
  return groups;
}
