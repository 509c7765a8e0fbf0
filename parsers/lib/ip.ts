import type { AddressMatch } from "../../src/model/address.ts";
import { ipv4Number, ipv4Prefix, ipv4Text } from "./cisco/addresses.ts";

export interface Prefix {
  readonly family: 4 | 6;
  /** First address; bits after the length are zero. */
  readonly first: bigint;
  readonly last: bigint;
  readonly length: number;
}

export function parseAddress(text: string): { family: 4 | 6; value: bigint } | null {
  if (text.length > 45) return null;
  if (text.includes(":")) {
    const value = parseV6(text);
    return value === null ? null : { family: 6, value };
  }
  const value = parseV4(text);
  return value === null ? null : { family: 4, value };
}

function parseV4(text: string): bigint | null {
  const value = ipv4Number(text);
  return value === null || /\d{4}/.test(text) ? null : BigInt(value);
}

function parseV6(text: string): bigint | null {
  const halves = text.split("::");
  if (halves.length > 2) return null;
  const head = groupsOf(halves[0] ?? "");
  const tail = groupsOf(halves[1] ?? "");
  if (head === null || tail === null) return null;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  let value = 0n;
  for (const group of [...head, ...Array.from({ length: missing }, () => 0), ...tail])
    value = value * 65536n + BigInt(group);
  return value;
}

function groupsOf(text: string): number[] | null {
  if (text === "") return [];
  const groups: number[] = [];
  for (const [index, part] of text.split(":").entries()) {
    if (part.includes(".")) {
      const v4 = index === text.split(":").length - 1 ? parseV4(part) : null;
      if (v4 === null) return null;
      groups.push(Number(v4 >> 16n), Number(v4 & 0xffffn));
    } else if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(Number.parseInt(part, 16));
    else return null;
  }
  return groups.length > 8 ? null : groups;
}

/** Dotted quad, or RFC 5952. */
export function formatAddress(family: 4 | 6, value: bigint): string {
  if (family === 4) return ipv4Text(Number(value));
  const groups = Array.from({ length: 8 }, (_, index) => Number((value >> BigInt(112 - 16 * index)) & 0xffffn));
  let best = { start: -1, length: 1 };
  for (let start = 0; start < 8; start += 1) {
    let length = 0;
    while (start + length < 8 && groups[start + length] === 0) length += 1;
    if (length > best.length) best = { start, length };
  }
  const hex = groups.map((group) => group.toString(16));
  if (best.start === -1) return hex.join(":");
  return `${hex.slice(0, best.start).join(":")}::${hex.slice(best.start + best.length).join(":")}`;
}

/** An address with or without length; without one it is a host. */
export function parsePrefix(text: string): Prefix | null {
  const [addressText = "", lengthText, more] = text.split("/");
  const address = parseAddress(addressText);
  if (address === null || more !== undefined) return null;
  const bits = address.family === 4 ? 32 : 128;
  if (lengthText !== undefined && (!/^\d{1,3}$/.test(lengthText) || Number(lengthText) > bits)) return null;
  return prefixOf(address.family, address.value, lengthText === undefined ? bits : Number(lengthText));
}

function prefixOf(family: 4 | 6, value: bigint, length: number): Prefix {
  const hostBits = BigInt((family === 4 ? 32 : 128) - length);
  const first = (value >> hostBits) << hostBits;
  return { family, first, last: first + (1n << hostBits) - 1n, length };
}

export function formatPrefix(prefix: Prefix): string {
  return `${formatAddress(prefix.family, prefix.first)}/${prefix.length}`;
}

/** One address condition of a filter, prefix list or address book. */
export function addressMatch(text: string): AddressMatch {
  return usualIpv4(text) ?? anyAddressMatch(text);
}

/** IPv4 as nearly everybody writes it, null for all else; numbers are quicker than what holds any address. */
export function usualIpv4(text: string): AddressMatch | null {
  const prefix = ipv4Prefix(text);
  if (prefix?.kind === "prefix" && prefix.prefix === text) return { kind: "prefix", prefix: text };
  const host = ipv4Number(text);
  return host !== null && ipv4Text(host) === text ? { kind: "prefix", prefix: `${text}/32` } : null;
}

function anyAddressMatch(text: string): AddressMatch {
  const prefix = parsePrefix(text);
  if (prefix !== null) return { kind: "prefix", prefix: formatPrefix(prefix) };
  const [addressText = "", maskText = ""] = text.split("/");
  const address = parseAddress(addressText);
  const mask = parseAddress(maskText);
  if (address?.family === 4 && mask?.family === 4) {
    // Junos masks have a 1 where the bit counts; the model's have a 1 where it does not.
    const ignored = mask.value ^ 0xffffffffn;
    return { kind: "wildcard", address: formatAddress(4, address.value & mask.value), mask: formatAddress(4, ignored) };
  }
  return { kind: "unresolved", text, why: "not an address" };
}
