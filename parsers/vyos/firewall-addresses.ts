import { anyAddress, type AddressMatch, type AddressSpec } from "../../src/model/address.ts";
import { addressMatch, bothAddresses, maskedMatch } from "../lib/netfilter/address-spans.ts";
import { use } from "./context.ts";
import { textOf, type RuleSurroundings } from "./rule-surroundings.ts";
import type { ConfigNode } from "./node.ts";
import { child, children, entries, value, values } from "./reading.ts";

/** Keywords of groups of addresses in a rule, by the group that they name in a list of IPv4 and of IPv6. */
export const groupKeywords: ReadonlyMap<string, readonly [four: string, six: string]> = new Map([
  ["address-group", ["address-group", "ipv6-address-group"]],
  ["network-group", ["network-group", "ipv6-network-group"]],
  ["ipv4-address-group", ["address-group", "address-group"]],
  ["ipv4-network-group", ["network-group", "network-group"]],
  ["ipv6-address-group", ["ipv6-address-group", "ipv6-address-group"]],
  ["ipv6-network-group", ["ipv6-network-group", "ipv6-network-group"]],
  ["domain-group", ["domain-group", "domain-group"]],
  ["remote-group", ["remote-group", "remote-group"]],
  ["dynamic-address-group", ["dynamic-address-group", "dynamic-ipv6-address-group"]],
]);

/** `source` or `destination`: every condition of it holds at once, and "!" turns one round. */
export function addressesOf(
  end: ConfigNode,
  side: "source" | "destination",
  around: RuleSurroundings,
  unresolved: string[],
): AddressSpec {
  const plain = plainAddress(end);
  if (plain !== null) return plain;
  let spec: AddressSpec = anyAddress;
  const ask = (match: AddressMatch, negated: boolean): void => {
    const asked: AddressSpec = negated ? { ...anyAddress, exclude: [match] } : { ...anyAddress, include: [match] };
    const joined = bothAddresses(spec, asked);
    // Two conditions that no address meets: the rule matches nothing, and nobody needs to know it.
    if (joined === null) unresolved.push(`${side} conditions that no address meets`);
    else {
      spec = joined.spec;
      if (!joined.exact) unresolved.push(`two conditions on the ${side} address`);
    }
  };
  const mask = value(end, "address-mask");
  for (const { text } of values(end, "address")) {
    const negated = text.startsWith("!");
    const written = text.replace(/^!\s*/, "");
    const match = mask === undefined ? addressMatch(written) : maskedMatch(`${written}/${mask.text}`);
    ask(match ?? { kind: "unresolved", text: written, why: "not an address" }, negated);
  }
  const group = child(end, "group");
  for (const part of children(group)) {
    const kinds = groupKeywords.get(part.word);
    if (kinds === undefined) continue;
    for (const { text, node } of values(group, part.word)) {
      const name = text.replace(/^!\s*/, "");
      const match = groupMatch(kinds[around.family === 4 ? 0 : 1], name, around);
      if (match.kind === "group") use(around.context, "address-group", node, `${around.list} ${side} group`, name);
      ask(match, text.startsWith("!"));
      if (mask !== undefined) unresolved.push(`${side} address-mask beside a group`);
    }
  }
  for (const { text } of values(end, "fqdn"))
    ask({ kind: "unresolved", text, why: "the device resolves the name" }, text.startsWith("!"));
  const places = child(end, "geoip");
  if (places !== undefined) {
    const text = entries(places, "country-code")
      .map(({ word }) => word)
      .join(",");
    const match: AddressMatch = { kind: "unresolved", text: `country ${text}`, why: "a list that the device fetches" };
    ask(match, child(places, "inverse-match") !== undefined);
  }
  for (const part of children(end)) if (!understood.has(part.word)) unresolved.push(`${side} ${textOf(part)}`);
  for (const part of children(group))
    if (!groupKeywords.has(part.word) && part.word !== "port-group") unresolved.push(`${side} group ${textOf(part)}`);
  return spec;
}

/** One address and nothing else, as most ends of rules have; null for all others. */
function plainAddress(end: ConfigNode): AddressSpec | null {
  const [only] = end.children.size === 1 ? end.children.values() : [];
  const written = only?.word === "address" && only.children.size === 1 ? only.children.at(0) : undefined;
  if (written === undefined || written.children.size > 0) return null;
  const match = addressMatch(written.word);
  if (match === null) return null;
  value(end, "address");
  return { ...anyAddress, include: [match] };
}

/** Ports are read with the protocol. */
const understood: ReadonlySet<string> = new Set(["address", "address-mask", "group", "fqdn", "geoip", "port"]);

/** Groups that EdgeOS keeps of each interface: the addresses and the networks that it has. */
const predefined = /^(?:ADDR|NET)v[46]_/;

export function groupMatch(kind: string, name: string, { context, groups }: RuleSurroundings): AddressMatch {
  return context.os === "ubiquiti-edgeos" && predefined.test(name)
    ? { kind: "unresolved", text: name, why: "what the interface has at the time" }
    : { kind: "group", name: groups.nameOf(kind, name) };
}
