import type { AddressMatch, AddressSpec } from "../../../src/model/address.ts";
import type { LineRange } from "../../../src/model/fact.ts";
import { decimal, ipv4Match, ipv4Number, ipv4Prefix, ipv6Host, ipv6Prefix } from "./addresses.ts";
import type { Cursor } from "./cursor.ts";
import { protocolNumbers } from "./packet-names.ts";

/** What stands around an entry: how it is named, where, and the remarks before it. */
export interface EntryGround {
  readonly label: string;
  readonly at: readonly LineRange[];
  readonly remarks: readonly string[];
}

/** How a language writes the addresses of an entry. */
export interface AddressForms {
  /** The word before a group's name: "object-group" (IOS), "addrgroup" (NX-OS). */
  readonly group: string;
  /** An address alone is a host (standard lists of IOS). */
  readonly bareHost: boolean;
  /** "192.0.2.0/24" is a network (NX-OS, EOS). */
  readonly prefixes: boolean;
}

const nothing: readonly never[] = [];

/** A list that stays as it is: the empty ones are one, since most entries of long lists have nothing to say there. */
export function settled<T>(list: readonly T[]): readonly T[] {
  return list.length === 0 ? nothing : list;
}

export const anyIpv4: AddressMatch = { kind: "any", family: 4 };
const anyIpv6: AddressMatch = { kind: "any", family: 6 };
export const fromAnyIpv4: AddressSpec = { include: [anyIpv4], exclude: nothing };
const fromAnyIpv6: AddressSpec = { include: [anyIpv6], exclude: nothing };

/** A condition of one match; the two that stand for any are shared, since long lists are mostly made of them. */
export function only(match: AddressMatch): AddressSpec {
  if (match === anyIpv4) return fromAnyIpv4;
  return match === anyIpv6 ? fromAnyIpv6 : { include: [match], exclude: nothing };
}

export function actionAt(cursor: Cursor): "permit" | "deny" | null {
  const word = cursor.words[cursor.next];
  if (word !== "permit" && word !== "deny") return null;
  cursor.next += 1;
  // The word itself is a piece of the text: one for each entry.
  return word === "permit" ? "permit" : "deny";
}

export function protocolNumber(word: string, family: 4 | 6): number | null {
  if (family === 6 && word === "icmp") return 58;
  const number = protocolNumbers.get(word) ?? decimal(word);
  return number !== null && number <= 255 ? number : null;
}

export function ipv4AddressAt(cursor: Cursor, forms: AddressForms): AddressMatch | null {
  const word = cursor.words[cursor.next];
  if (word === undefined) return null;
  if (word === "any") {
    cursor.next += 1;
    return anyIpv4;
  }
  const second = cursor.words[cursor.next + 1];
  if (word === "host") {
    if (second === undefined) return null;
    cursor.next += 2;
    const host = ipv4Number(second);
    return host === null ? { kind: "unresolved", text: second, why: "a host name" } : ipv4Match(host, 0, second);
  }
  if (word === forms.group && second !== undefined) {
    cursor.next += 2;
    return { kind: "group", name: second };
  }
  if (word === "fqdn-group" && second !== undefined) {
    cursor.next += 2;
    return { kind: "unresolved", text: second, why: "a group of domain names" };
  }
  if (forms.prefixes && word.includes("/")) {
    const prefix = ipv4Prefix(word);
    if (prefix !== null) cursor.next += 1;
    return prefix;
  }
  const address = ipv4Number(word);
  if (address === null) return null;
  const wildcard = ipv4Number(second);
  if (wildcard !== null) {
    cursor.next += 2;
    return ipv4Match(address, wildcard, word);
  }
  if (!forms.bareHost) return null;
  cursor.next += 1;
  return ipv4Match(address, 0, word);
}

export function isIpv6AddressWord(word: string): boolean {
  return word === "any" || word === "host" || ipv6Prefix(word) !== null;
}

export function ipv6AddressAt(cursor: Cursor, forms: AddressForms): AddressMatch | null {
  const word = cursor.words[cursor.next];
  if (word === undefined) return null;
  const second = cursor.words[cursor.next + 1];
  if (word === "any") {
    cursor.next += 1;
    return anyIpv6;
  }
  if (word === "host") {
    const host = ipv6Host(second);
    if (second === undefined) return null;
    cursor.next += 2;
    return host ?? { kind: "unresolved", text: second, why: "a host name" };
  }
  if (word === forms.group && second !== undefined) {
    cursor.next += 2;
    return { kind: "group", name: second };
  }
  const prefix = ipv6Prefix(word);
  if (prefix !== null) cursor.next += 1;
  return prefix;
}
