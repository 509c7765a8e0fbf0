import type { FirewallPolicy } from "../../src/model/acl.ts";
import type { AddressSpec } from "../../src/model/address.ts";
import type { Nat, NatRule } from "../../src/model/nat.ts";
import type { XmlElement } from "../lib/xml.ts";
import { zonesOf } from "./filter.ts";
import { hostOrNetwork, addressRange } from "./address-text.ts";
import { portRange } from "./port-text.ts";
import { ruleEnd, type EndWords, type Names } from "./rule-addresses.ts";
import { servicesOf } from "./services.ts";
import type { Source } from "./source.ts";

/** Names of aliases and the like, with the element that uses them. */
export type UsedNames = readonly (readonly [name: string, element: XmlElement])[];

export interface Translations {
  readonly nat: Nat;
  /** Policies of port forwards that pass without a filter rule. */
  readonly policies: readonly FirewallPolicy[];
  readonly names: UsedNames;
}

/**
 * pf translates destinations before it filters what comes in, and sources when it filters what goes out (pf.conf,
 * "TRANSLATION"): policies here are about what comes in.
 */
export function readNat(source: Source, names: Names): Translations {
  const section = source.find(source.root, "nat");
  const forwards = source.all(section, "rule").map((element, index) => forward(source, element, index + 1, names));
  const oneToOne = source.all(section, "onetoone").map((element, index) => both(source, element, index + 1, names));
  const outbound = source
    .all(section, "outbound", "rule")
    .map((element, index) => out(source, element, index + 1, names));
  const mode = source.leaf(section, "outbound", "mode");
  // Rules of one's own count in these two modes alone (filter.inc of either system).
  const isManual = mode?.text === "advanced" || mode?.text === "hybrid";
  const own = outbound.map(({ rule }) => (isManual ? rule : { ...rule, enabled: false }));
  const automatic =
    mode === undefined || mode.text === "automatic" || mode.text === "hybrid"
      ? [automaticRule(source, mode, names)]
      : [];
  for (const separator of source.all(section, "separator")) source.takeAll(separator);
  return {
    nat: {
      rules: [...[...oneToOne, ...forwards].map(({ rule }) => rule), ...own, ...automatic],
      policyDestination: "translated",
      policySource: "original",
    },
    policies: forwards.flatMap(({ policy }) => policy),
    names: [...oneToOne, ...forwards, ...outbound].flatMap((each) => each.names),
  };
}

/** Both systems translate what leaves by an interface with a gateway, unless told not to. */
function automaticRule(source: Source, mode: XmlElement | undefined, names: Names): NatRule {
  const outside = names.ports.filter(({ model }) => model.role === "wan").map(({ name }) => name);
  const place = mode === undefined ? { at: [] } : source.place(mode);
  return {
    ...empty,
    ...place,
    name: "automatic outbound",
    kind: "source",
    toZones: outside,
    translatedSource: unresolvedSpec("address of the interface"),
    unresolved: ["networks of the other interfaces"],
  };
}

const anywhere: AddressSpec = { include: [{ kind: "any" }], exclude: [] };

const empty = {
  scope: null,
  fromZones: "any",
  toZones: "any",
  source: anywhere,
  destination: anywhere,
  services: [],
  translatedSource: null,
  translatedDestination: null,
  enabled: true,
  unresolved: [],
} as const;

function unresolvedSpec(text: string): AddressSpec {
  return { include: [{ kind: "unresolved", text, why: "the system fills it at run time" }], exclude: [] };
}

interface Translation {
  readonly rule: NatRule;
  readonly names: UsedNames;
}

interface Forward extends Translation {
  readonly policy: readonly FirewallPolicy[];
}

/** A port forward; `<associated-rule-id>` is the filter rule that lets it pass, or "pass" where none is needed. */
function forward(source: Source, element: XmlElement, ordinal: number, names: Names): Forward {
  source.take(element);
  const from = endOf(source, element, "source");
  const to = endOf(source, element, "destination");
  const protocol = source.text(element, "protocol");
  const interfaces = source.words(element, "interface");
  const family = source.text(element, "ipprotocol") === "inet6" ? 6 : 4;
  const target = source.leaf(element, "target");
  const localPort = source.leaf(element, "local-port");
  const associated = source.text(element, "associated-rule-id");
  const noRedirect = source.filled(element, "nordr") || (source.os === "pfsense" && source.has(element, "nordr"));
  const enabled = !source.has(element, "disabled");
  const description = source.text(element, "descr");
  const unresolved: string[] = source.text(element, "ipprotocol") === "inet46" ? ["ipprotocol inet46"] : [];
  for (const note of notes) for (const each of source.all(element, note)) source.takeAll(each);
  for (const child of element.children) if (!source.isRead(child)) unresolved.push(child.name);
  const words = { protocol, sourcePort: from.port, destinationPort: to.port, icmp: [], icmp6: [] };
  const services = servicesOf(words, family, names.aliases, unresolved);
  const zones = zonesOf(interfaces, names);
  const translated = target === undefined || target.text === "" ? null : targetSpec(target.text, names);
  const name = `port forward ${ordinal}`;
  const rule: NatRule = {
    ...empty,
    ...source.place(element),
    name,
    kind: "destination",
    fromZones: zones,
    source: ruleEnd(from.end, family, names, null),
    destination: ruleEnd(to.end, family, names, null),
    services,
    translatedDestination: noRedirect ? null : translated,
    enabled,
    unresolved,
  };
  const passes = associated === "pass" && !noRedirect && translated !== null;
  // The packet that the filter would see is the translated one.
  const inner = { ...words, destinationPort: innerPort(to.port, localPort?.text ?? "", unresolved) };
  const policy: readonly FirewallPolicy[] = passes
    ? [
        {
          ...source.place(element),
          name: `${name} (pass)`,
          scope: null,
          fromZones: zones,
          toZones: "any",
          source: rule.source,
          destination: translated,
          services: servicesOf(inner, family, names.aliases, []),
          serviceGroups: [],
          applications: "any",
          users: "any",
          schedule: null,
          action: "permit",
          log: false,
          enabled,
          description,
          unresolved,
        },
      ]
    : [];
  const used = [target, localPort].flatMap((each) =>
    each === undefined || each.text === "" ? [] : [[each.text, each] as const],
  );
  return { rule, policy, names: [...from.names, ...to.names, ...used] };
}

/** Ports behind a translation: a range keeps its length from the local port on. */
function innerPort(outer: string | null, local: string, unresolved: string[]): string | null {
  if (local === "" || local === outer) return outer;
  const range = outer === null || outer === "any" ? null : portRange(outer);
  const start = portRange(local);
  if (start !== null && (range !== null || outer === null || outer === "any"))
    return `${start[0]}-${range === null ? start[1] : Math.min(65_535, start[0] + range[1] - range[0])}`;
  unresolved.push(`local-port ${local}`);
  return null;
}

/** Settings of a translation that say nothing of which packets it is for. */
const notes = [
  "created",
  "updated",
  "natreflection",
  "nosync",
  "category",
  "poolopts",
  "poolopts_sourcehashkey",
  "source_hash_key",
  "staticnatport",
  "log",
  "tag",
  "sequence",
  "id",
  "type",
];

function targetSpec(text: string, { aliases }: Names): AddressSpec {
  const literal = hostOrNetwork(text) ?? addressRange(text);
  if (literal !== null) return { include: [literal], exclude: [] };
  if (aliases.get(text)?.kind === "addresses") return { include: [{ kind: "group", name: text }], exclude: [] };
  return unresolvedSpec(text);
}

interface End {
  readonly end: EndWords;
  readonly port: string | null;
  readonly names: UsedNames;
}

function endOf(source: Source, rule: XmlElement, side: string): End {
  const element = source.find(rule, side);
  if (element === undefined) return { end: { words: [], negated: false }, port: null, names: [] };
  source.take(element);
  const any = source.has(element, "any");
  const network = source.leaf(element, "network");
  const address = source.leaf(element, "address");
  const port = source.leaf(element, "port");
  const negated = source.has(element, "not") && !any;
  const named = any ? undefined : network !== undefined && network.text !== "" ? network : address;
  const words = named === undefined || named.text === "" ? [] : [named.text];
  return {
    end: { words, negated },
    port: port === undefined || port.text === "" ? null : port.text,
    names: [named, port].flatMap((each) =>
      each === undefined || each.text === "" ? [] : [[each.text, each] as const],
    ),
  };
}

/** One to one: what comes to the external address goes to the internal one, and back. */
function both(source: Source, element: XmlElement, ordinal: number, names: Names): Translation {
  source.take(element);
  const inside = endOf(source, element, "source");
  const to = endOf(source, element, "destination");
  const outside = source.text(element, "external");
  const interfaces = source.words(element, "interface");
  const family = source.text(element, "ipprotocol") === "inet6" ? 6 : 4;
  const kind = source.text(element, "type");
  const enabled = !source.has(element, "disabled");
  for (const note of [...notes, "descr", "nobinat"]) for (const each of source.all(element, note)) source.takeAll(each);
  const rule: NatRule = {
    ...empty,
    ...source.place(element),
    name: `1:1 ${ordinal}`,
    kind: "both",
    fromZones: zonesOf(interfaces, names),
    source: ruleEnd(inside.end, family, names, null),
    destination: ruleEnd(to.end, family, names, null),
    translatedSource: outside === null ? null : targetSpec(outside, names),
    enabled,
    unresolved: [...(kind === null || kind === "binat" ? [] : [`type ${kind}`]), ...unreadOf(source, element)],
  };
  return { rule, names: [...inside.names, ...to.names] };
}

function out(source: Source, element: XmlElement, ordinal: number, names: Names): Translation {
  source.take(element);
  const from = endOf(source, element, "source");
  const to = endOf(source, element, "destination");
  const target = source.leaf(element, "target");
  const interfaces = source.words(element, "interface");
  const family = source.text(element, "ipprotocol") === "inet6" ? 6 : 4;
  const protocol = source.text(element, "protocol");
  const none = source.has(element, "nonat");
  const enabled = !source.has(element, "disabled");
  const unresolved: string[] = [];
  const ports = { sourcePort: source.text(element, "sourceport"), destinationPort: source.text(element, "dstport") };
  for (const note of [...notes, "descr", "natport", "target_subnet", "targetip", "targetip_subnet"])
    source.leaf(element, note);
  unresolved.push(...unreadOf(source, element));
  const rule: NatRule = {
    ...empty,
    ...source.place(element),
    name: `outbound ${ordinal}`,
    kind: "source",
    toZones: zonesOf(interfaces, names),
    source: ruleEnd(from.end, family, names, null),
    destination: ruleEnd(to.end, family, names, null),
    services: servicesOf({ protocol, ...ports, icmp: [], icmp6: [] }, family, names.aliases, unresolved),
    translatedSource: none
      ? null
      : target === undefined || target.text === ""
        ? unresolvedSpec("address of the interface")
        : targetSpec(target.text, names),
    enabled,
    unresolved,
  };
  // Other words than aliases stand for addresses that are chosen otherwise ("other-subnet").
  const used = target !== undefined && names.aliases.has(target.text) ? [[target.text, target] as const] : [];
  return { rule, names: [...from.names, ...to.names, ...used] };
}

function unreadOf(source: Source, element: XmlElement): readonly string[] {
  return element.children.filter((child) => !source.isRead(child)).map(({ name }) => name);
}
