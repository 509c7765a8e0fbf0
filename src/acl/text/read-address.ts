import type { PlainMatch } from "../sets/conditions.ts";
import { addressNumber, familyBits, prefixBounds } from "../sets/address-number.ts";
import { addressText } from "../sets/address-text.ts";
import { FaultyText } from "./traffic-words.ts";

/** One address condition as it was written. */
export interface AddressItem {
  readonly match: PlainMatch;
  /** Null for "any", which is of both. */
  readonly family: 4 | 6 | null;
  /** True where it is written as one address, without a length. */
  readonly single: boolean;
  readonly text: string;
  readonly column: number;
}

interface TextAt {
  readonly text: string;
  readonly column: number;
}

/**
 * Reads "192.0.2.0/24:22", "[2001:db8::1]:22", "any": an address condition and the port that is glued to it.
 * `mask` is the word after "wildcard". Throws FaultyText.
 */
export function readAddress(
  word: TextAt,
  mask: TextAt | null,
): { readonly address: AddressItem; readonly port: TextAt | null } {
  const written = splitPort(word);
  if (mask === null) return { address: conditionOf(written.address), port: written.port };
  if (written.port !== null) throw new FaultyText("The port stands after the mask.", written.port.column);
  const splitMask = splitPort(mask);
  return { address: wildcardOf(written.address, splitMask.address), port: splitMask.port };
}

function splitPort({ text, column }: TextAt): { readonly address: TextAt; readonly port: TextAt | null } {
  if (text.startsWith("[")) {
    const end = text.indexOf("]");
    if (end < 0) throw new FaultyText('The bracket "[" is never closed.', column);
    const address = { text: text.slice(1, end), column: column + 1 };
    const rest = text.slice(end + 1);
    if (rest === "") return { address, port: null };
    if (!rest.startsWith(":")) throw new FaultyText(`After the bracket stands ":" and a port.`, column + end + 1);
    return { address, port: { text: rest.slice(1), column: column + end + 2 } };
  }
  const colon = text.indexOf(":");
  // An IPv6 address has two colons at least, and takes brackets before a port.
  if (colon < 0 || text.includes(":", colon + 1)) return { address: { text, column }, port: null };
  return {
    address: { text: text.slice(0, colon), column },
    port: { text: text.slice(colon + 1), column: column + colon + 1 },
  };
}

function conditionOf({ text, column }: TextAt): AddressItem {
  const item = { text, column, single: false };
  if (text === "any") return { ...item, match: { kind: "any" }, family: null };
  const dash = text.indexOf("-");
  if (dash >= 0) return { ...item, ...rangeOf(text, dash, column) };
  const bounds = prefixBounds(text);
  if (bounds === null)
    throw new FaultyText(`"${text}" is no IP address${text.includes("/") ? " with a length" : ""}.`, column);
  const { family, first, last } = bounds;
  if (!text.includes("/")) {
    const prefix = `${addressText(family, first)}/${familyBits[family]}`;
    return { ...item, match: { kind: "prefix", prefix }, family, single: true };
  }
  const length = text.slice(text.indexOf("/") + 1);
  const address = addressNumber(text.slice(0, text.indexOf("/")))?.value;
  if (address !== first) {
    const meant = `${addressText(family, first)}/${Number(length)}`;
    throw new FaultyText(`"${text}" has bits set after its length; the network is ${meant}.`, column);
  }
  if (first === 0n && length === "0") return { ...item, match: { kind: "any", family }, family };
  if (last < first) throw new FaultyText(`"${text}" is no network.`, column);
  return { ...item, match: { kind: "prefix", prefix: `${addressText(family, first)}/${Number(length)}` }, family };
}

function rangeOf(text: string, dash: number, column: number): Pick<AddressItem, "match" | "family"> {
  const first = addressNumber(text.slice(0, dash));
  const last = addressNumber(text.slice(dash + 1));
  if (first === null || last === null || first.family !== last.family || first.value > last.value)
    throw new FaultyText(`"${text}" is no range of addresses: write the lower one, "-", and the higher one.`, column);
  const { family } = first;
  return {
    match: { kind: "range", first: addressText(family, first.value), last: addressText(family, last.value) },
    family,
  };
}

function wildcardOf(address: TextAt, mask: TextAt): AddressItem {
  const base = addressNumber(address.text);
  const bits = addressNumber(mask.text);
  if (base === null) throw new FaultyText(`"${address.text}" is no IP address.`, address.column);
  if (bits === null || bits.family !== base.family)
    throw new FaultyText(`"${mask.text}" is no wildcard mask for ${address.text}.`, mask.column);
  const { family } = base;
  const match = {
    kind: "wildcard",
    address: addressText(family, base.value & ~bits.value),
    mask: addressText(family, bits.value),
  } as const;
  return { match, family, single: false, text: `${address.text} wildcard ${mask.text}`, column: address.column };
}
