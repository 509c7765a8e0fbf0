import type { AddressMatch } from "../../src/model/address.ts";
import { ipv4Match, ipv4Number, ipv6Host, ipv6Prefix, ipv6Text, ipv6Groups } from "../lib/cisco/addresses.ts";
import { on, skip, touching } from "../lib/statements.ts";
import type { Draft } from "./draft.ts";

/** "name ADDRESS WORD": the word stands for the address in every statement ("name", ASA Command Reference). */
export const nameStatements = [
  on<Draft>("name", (draft, { words, negated }) => {
    const [, address, alias] = words;
    if (address === undefined || alias === undefined || negated) return false;
    if (ipv4Number(address) === null && ipv6Groups(address) === null) return false;
    // A name starts with a letter: what stands for itself in an entry must not be another address.
    if (ipv4Number(alias) !== null) return false;
    draft.names.set(alias, address);
    return true;
  }),
  skip("names", "names"),
  touching(["objects", "acls", "interfaces", "management.services"], "name"),
];

/** The address that a word stands for, or the word itself. */
export function named({ names }: Draft, word: string): string {
  return names.get(word) ?? word;
}

/** An IPv4 address and a netmask, ones kept, as the ASA writes them. */
export function netmaskMatch(draft: Draft, address: string, mask: string | undefined): AddressMatch | null {
  const text = named(draft, address);
  const number = ipv4Number(text);
  const kept = ipv4Number(mask);
  return number === null || kept === null ? null : ipv4Match(number, ~kept >>> 0, text);
}

/** One host in either family; a word that is no address is unresolved, never everything. */
export function hostMatch(draft: Draft, word: string): AddressMatch {
  const text = named(draft, word);
  const number = ipv4Number(text);
  if (number !== null) return ipv4Match(number, 0, text);
  return ipv6Host(text) ?? { kind: "unresolved", text: word, why: "a name that no line defines" };
}

/** "2001:db8::/32", also by a name in place of the address. */
export function ipv6Network(draft: Draft, word: string): AddressMatch | null {
  const [address = "", ...length] = word.split("/");
  return ipv6Prefix([named(draft, address), ...length].join("/"));
}

/** Canonical text of an address, or the word as it stands. */
export function addressText(draft: Draft, word: string): string {
  const text = named(draft, word);
  const groups = ipv6Groups(text);
  return groups === null ? text : ipv6Text(groups);
}
