import type { AddressSpec } from "../../src/model/address.ts";
import { matchOf, spanOf } from "../lib/netfilter/address-spans.ts";
import type { Token } from "./nft-tokens.ts";

/** What a rule of a nat chain does to addresses; null leaves that end alone. Ports are left out. */
export interface Translation {
  readonly source: AddressSpec | null;
  readonly destination: AddressSpec | null;
}

export const toOutgoing: Translation = {
  source: unresolved("masquerade", "the address of the interface that the packet leaves by"),
  destination: null,
};

export const toOneself: Translation = {
  source: null,
  destination: unresolved("redirect", "the host's own address on the interface that the packet came in by"),
};

/** "192.0.2.1", "192.0.2.1-192.0.2.9:80-90", "[2001:db8::1]:80"; null where ":8080" alone changes the port. */
export function translatedTo(text = ""): AddressSpec | null {
  const bracket = text.startsWith("[") ? text.slice(1, text.indexOf("]")) : null;
  const colon = text.indexOf(":");
  const single = bracket ?? (colon >= 0 && colon === text.lastIndexOf(":") ? text.slice(0, colon) : text);
  if (single === "") return null;
  const span = spanOf(single);
  return span === null ? unresolved(text, "not an address") : { include: [matchOf(span)], exclude: [] };
}

export function unresolved(text: string, why: string): AddressSpec {
  return { include: [{ kind: "unresolved", text, why }], exclude: [] };
}

/** "snat ip to 192.0.2.1", "dnat to 192.0.2.1:80", "masquerade", "redirect to :8080" (nft(8), "NAT STATEMENTS"). */
export function translationOf(
  word: "snat" | "dnat" | "masquerade" | "redirect",
  tokens: readonly Token[],
): Translation {
  if (word === "masquerade") return toOutgoing;
  if (word === "redirect") return toOneself;
  const to = tokens.findIndex(({ text }) => text === "to");
  const words = tokens.slice(to + 1).filter(({ text }) => !["random", "fully-random", "persistent"].includes(text));
  const [only] = words;
  const text = words.map((token) => token.text).join(" ");
  const spec = to >= 0 && words.length === 1 ? translatedTo(only?.text) : unresolved(text, "chosen by a map");
  return word === "snat" ? { source: spec, destination: null } : { source: null, destination: spec };
}
