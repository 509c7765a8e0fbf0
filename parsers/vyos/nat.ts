import { read, type Fact, type LineRange } from "../../src/model/fact.ts";
import { anyAddress, type AddressSpec } from "../../src/model/address.ts";
import type { Nat, NatRule } from "../../src/model/nat.ts";
import { addressMatch } from "../lib/netfilter/address-spans.ts";
import { ofProtocols } from "../lib/netfilter/services.ts";
import { absent, use, type Context } from "./context.ts";
import { addressesOf } from "./firewall-addresses.ts";
import type { FirewallGroups } from "./firewall-groups.ts";
import { servicesOf } from "./firewall-services.ts";
import { placeOf, type ConfigNode } from "./node.ts";
import { child, children, entries, inOrder, markTree, value, values } from "./reading.ts";
import { forwardRules } from "./port-forward.ts";
import { textOf, type RuleSurroundings } from "./rule-surroundings.ts";

type Kind = NatRule["kind"];

/**
 * `nat source|destination rule` (VyOS), `service nat rule` (EdgeOS), `nat66`, and EdgeOS's port-forward. Destinations are
 * translated before a packet is filtered and sources after it (netfilter: prerouting and postrouting).
 */
export function readNat(context: Context, groups: FirewallGroups): Fact<Nat> {
  const rules: NatRule[] = [];
  const read4 = (parent: ConfigNode | undefined, kind: Kind, by: string, family: 4 | 6): void => {
    for (const node of inOrder(entries(parent, "rule"))) rules.push(readRule(context, node, kind, by, family, groups));
  };
  for (const [word, family] of [
    ["nat", 4],
    ["nat66", 6],
  ] as const) {
    const nat = child(context.root, word);
    for (const kind of ["destination", "source"] as const) read4(child(nat, kind), kind, `${word} ${kind}`, family);
    for (const node of entries(child(nat, "static"), "rule")) rules.push(readStatic(node, `${word} static`));
  }
  for (const node of inOrder(entries(child(context.service, "nat"), "rule"))) {
    const type = value(node, "type");
    rules.push(
      readRule(context, node, type?.text === "destination" ? "destination" : "source", "service nat", 4, groups),
    );
  }
  rules.push(...forwardRules(context));
  const nat: Nat = { rules, policyDestination: "translated", policySource: "original" };
  const at: LineRange[] = rules.flatMap((rule) => rule.at);
  return rules.length === 0 ? absent(context, nat, "VyOS and EdgeOS: nothing is translated") : read(nat, at);
}

const plain: ReadonlySet<string> = new Set([
  "description",
  "log",
  "disable",
  "type",
  "exclude",
  "protocol",
  "source",
  "destination",
  "translation",
  "inside-address",
  "outside-address",
  "inbound-interface",
  "outbound-interface",
  "options",
]);

function readRule(
  context: Context,
  node: ConfigNode,
  kind: Kind,
  by: string,
  family: 4 | 6,
  groups: FirewallGroups,
): NatRule {
  const unresolved: string[] = [];
  const list = `${by} rule ${node.word}`;
  const around: RuleSurroundings = { context, groups, family, list, changesPackets: false };
  for (const word of ["description", "log", "type", "options"]) markTree(child(node, word));
  const source = child(node, "source");
  const destination = child(node, "destination");
  if (child(node, "exclude") !== undefined) unresolved.push("exclude");
  const spec = (end: ConfigNode | undefined, side: "source" | "destination"): AddressSpec => {
    for (const part of values(end, "prefix")) unresolved.push(`${side} prefix ${part.text}`);
    return end === undefined ? anyAddress : addressesOf(end, side, around, unresolved);
  };
  const translated = translationOf(node, unresolved);
  for (const part of children(node)) if (!plain.has(part.word)) unresolved.push(textOf(part));
  return {
    ...placeOf(node),
    name: `${by} rule ${node.word}`,
    scope: null,
    kind,
    fromZones: interfaces(context, node, "inbound-interface", list, unresolved),
    toZones: interfaces(context, node, "outbound-interface", list, unresolved),
    source: spec(source, "source"),
    destination: spec(destination, "destination"),
    services: servicesOf(node, around, unresolved),
    translatedSource: kind === "source" ? translated : null,
    translatedDestination: kind === "destination" ? translated : null,
    enabled: child(node, "disable") === undefined,
    unresolved,
  };
}

/** `outbound-interface eth0` up to 1.3, `outbound-interface name eth0` later. */
function interfaces(
  context: Context,
  node: ConfigNode,
  keyword: string,
  list: string,
  unresolved: string[],
): "any" | readonly string[] {
  const at = child(node, keyword);
  if (at === undefined) return "any";
  const names: string[] = [];
  for (const part of children(at)) {
    const isName = part.word === "name" || part.word === "interface-name";
    const isGroup = part.word === "group" || part.word === "interface-group";
    markTree(part);
    for (const { text, node: end } of isName ? values(at, part.word) : [{ text: part.word, node: part }]) {
      if (isGroup || /[*!+]/.test(text)) {
        unresolved.push(`${keyword} ${textOf(part)}`);
        continue;
      }
      if (text === "any") return "any";
      names.push(text);
      use(context, "interface", end, `${list} ${keyword}`, text);
    }
  }
  return names.length === 0 ? "any" : names;
}

function translationOf(node: ConfigNode, unresolved: string[]): AddressSpec | null {
  const translation = child(node, "translation");
  const inside = child(node, "inside-address");
  const outside = child(node, "outside-address");
  const type = value(node, "type")?.text;
  const include: AddressSpec["include"] = [translation, inside, outside].flatMap((part) =>
    values(part, "address").map(({ text }) =>
      text === "masquerade"
        ? { kind: "unresolved" as const, text, why: "the address of the interface that packets leave by" }
        : (addressMatch(text) ?? { kind: "unresolved" as const, text, why: "not an address" }),
    ),
  );
  for (const part of [translation, inside, outside])
    for (const each of children(part)) {
      if (each.word === "address") continue;
      if (each.word === "port" || each.word === "options") {
        markTree(each);
        if (each.word === "port") unresolved.push(`translation port ${value(part, "port")?.text ?? ""}`);
      } else unresolved.push(`translation ${textOf(each)}`);
    }
  if (include.length > 0) return { include, exclude: [] };
  if (type === "masquerade")
    return {
      include: [{ kind: "unresolved", text: "masquerade", why: "the address of the interface that packets leave by" }],
      exclude: [],
    };
  return null;
}

/** `nat static`: one address for another, either way. */
function readStatic(node: ConfigNode, by: string): NatRule {
  const unresolved: string[] = [];
  for (const part of children(node)) unresolved.push(textOf(part));
  return {
    ...placeOf(node),
    name: `${by} rule ${node.word}`,
    scope: null,
    kind: "both",
    fromZones: "any",
    toZones: "any",
    source: anyAddress,
    destination: anyAddress,
    services: [ofProtocols("any")],
    translatedSource: null,
    translatedDestination: null,
    enabled: !node.children.has("disable"),
    unresolved,
  };
}
