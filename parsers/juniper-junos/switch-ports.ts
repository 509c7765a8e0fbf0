import { byDefault, notApplicable, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { SwitchPort } from "../../src/model/switching.ts";
import { placeOf, type ConfigNode } from "./node.ts";
import { child, children, entries, mark, markTree, stated, statedBy, value } from "./reading.ts";
import { vlanFact } from "./vlan-numbers.ts";

export interface PortNodes {
  readonly name: string;
  readonly physical: ConfigNode;
  readonly unit: ConfigNode;
  readonly family: ConfigNode;
}

/** Statements about interfaces by the name they give. */
export interface Named {
  readonly byName: ReadonlyMap<string, readonly ConfigNode[]>;
  /** Those of names that are no port. */
  readonly others: readonly ConfigNode[];
}

export interface Guards {
  readonly secure: ConfigNode | undefined;
  readonly vlans: ReadonlyMap<string, number | null>;
  readonly limits: Named;
  readonly blocked: Named;
  readonly spanning: Named;
  readonly onEdge: readonly ConfigNode[];
  readonly storms: Named;
  readonly profiles: ReadonlyMap<string, ConfigNode>;
  readonly members: ReadonlyMap<string, readonly ConfigNode[]>;
  readonly groups: Named;
}

export function readPort(port: PortNodes, guards: Guards): SwitchPort {
  const mode = value(port.family, "interface-mode") ?? value(port.family, "port-mode");
  const isTrunk = mode?.word === "trunk" || mode?.word === "tagged-access";
  return {
    ...placeOf(port.unit),
    interface: port.name,
    portSecurity: portSecurity(port, guards),
    bpduGuard: bpduGuard(port, guards),
    rootGuard: rootGuard(port, guards),
    stormControl: stormControl(port, guards),
    trusted: trusted(port, guards, isTrunk),
    negotiates: notApplicable("Junos does not bargain for trunking."),
    nativeVlan: nativeVlan(port, guards),
    accessVlan: isTrunk ? byDefault(null, "Junos: a trunk has no access VLAN") : accessVlan(port, guards),
  };
}

/** What is said of the port itself, else of all; `null` where it may be said by a name that is no port. */
function saidOf(port: PortNodes, { byName, others }: Named): readonly ConfigNode[] | null {
  const own = [...(byName.get(port.name) ?? []), ...(byName.get(port.physical.word) ?? [])];
  const said = own.length > 0 ? own : (byName.get("all") ?? []);
  // No device says as much of one interface: what takes longer than a parser may is not worked out.
  if (said.some((node) => node.children.size > mostStatements)) return null;
  return own.length === 0 && others.length > 0 ? null : said;
}

const mostStatements = 64;

const noPort = unknownFact("Statements name interfaces that are no port of the configuration, or say too much.");

/** Actions that stop a frame; "log" and "none" let it through ("Understanding MAC Limiting and MAC Move Limiting"). */
const stopping = new Set(["drop", "shutdown", "drop-and-log"]);
const passing = new Set(["none", "log"]);

function portSecurity(port: PortNodes, guards: Guards): Fact<boolean> {
  const said = saidOf(port, guards.limits);
  if (said === null) return noPort;
  for (const node of said) {
    const allowed = child(node, "allowed-mac");
    if (allowed !== undefined) return stated(true, markTree(allowed));
    const limit = child(node, "mac-limit") ?? child(node, "interface-mac-limit");
    if (limit === undefined) continue;
    markTree(limit);
    const words = children(limit)
      .flatMap((item) => [item, ...children(item)])
      .flatMap((item) => [item, ...children(item)]);
    const action = words.find(
      ({ word, parent }) => parent?.word === "action" || parent?.word === "packet-action" || stopping.has(word),
    );
    if (action !== undefined && stopping.has(action.word)) return stated(true, limit);
    if (action !== undefined && passing.has(action.word)) return stated(false, limit);
    return unknownFact("What happens beyond the limit is not stated.", placeOf(limit).at);
  }
  return byDefault(false, 'Junos: no unless "mac-limit" or "interface-mac-limit"');
}

function bpduGuard(port: PortNodes, guards: Guards): Fact<boolean> {
  const said = saidOf(port, guards.blocked);
  if (said === null) return noPort;
  const odd = said.find((node) => children(node).some(({ word }) => word !== "shutdown" && word !== "drop"));
  if (odd !== undefined) return unknownFact("The way of blocking is not known.", placeOf(odd).at);
  if (said.length > 0) return statedBy(true, said.map(markTree));
  const [first] = guards.onEdge;
  if (first === undefined) return byDefault(false, 'Junos: off unless "bpdu-block"');
  const spanning = saidOf(port, guards.spanning) ?? [];
  const edge = spanning.flatMap((node) => child(node, "edge") ?? []);
  return edge.length > 0
    ? statedBy(true, [first, ...edge])
    : unknownFact("BPDUs are blocked at edge ports, and the port does not say that it is one.", placeOf(first).at);
}

function rootGuard(port: PortNodes, guards: Guards): Fact<boolean> {
  const said = saidOf(port, guards.spanning);
  if (said === null) return noPort;
  const guarded = said.flatMap((node) => child(node, "no-root-port") ?? []);
  return guarded.length > 0 ? statedBy(true, guarded) : byDefault(false, 'Junos: off unless "no-root-port"');
}

/** A platform may limit storms without a statement (its shipped configuration does), so that silence is unknown. */
function stormControl(port: PortNodes, guards: Guards): Fact<boolean> {
  const profile = value(port.family, "storm-control");
  if (profile !== undefined) {
    const defined = guards.profiles.get(profile.word);
    if (defined === undefined) return unknownFact("The storm-control profile is not defined.", placeOf(profile).at);
    const all = defined.children.get("all");
    if (all === undefined || all.inactive) return unknownFact("The profile states no limit.", placeOf(defined).at);
    return stated(!all.children.has("no-broadcast"), profile);
  }
  const said = saidOf(port, guards.storms);
  if (said === null) return noPort;
  const [first] = said;
  if (first === undefined) return unknownFact("Whether the platform limits storms by default is not known.");
  markTree(first);
  return stated(!first.children.has("no-broadcast"), first);
}

function trusted(port: PortNodes, guards: Guards, isTrunk: boolean): Fact<boolean> {
  const said = saidOf(port, guards.limits);
  if (said === null) return noPort;
  const yes = said.flatMap((node) => child(node, "dhcp-trusted") ?? []);
  const no = said.flatMap((node) => child(node, "no-dhcp-trusted") ?? []);
  if (yes.length > 0) return statedBy(true, yes);
  const grouped = saidOf(port, guards.groups);
  if (grouped === null) return noPort;
  const overrides = grouped.map((node) => child(node.parent?.parent ?? undefined, "overrides"));
  const trusting = overrides.flatMap((node) => child(node, "trusted") ?? []);
  if (trusting.length > 0) return statedBy(true, trusting);
  const distrusting = overrides.flatMap((node) => child(node, "untrusted") ?? []);
  if (no.length > 0) return statedBy(false, no);
  if (distrusting.length > 0 && isTrunk)
    return unknownFact(
      "The port is not trusted in some VLANs.",
      distrusting.flatMap((node) => placeOf(node).at),
    );
  return byDefault(isTrunk, "Junos: trunk ports are trusted, access ports are not");
}

function nativeVlan(port: PortNodes, guards: Guards): Fact<number | null> {
  const stating = value(port.family, "native-vlan-id") ?? value(port.physical, "native-vlan-id");
  return stating === undefined
    ? byDefault(null, 'Junos: none unless "native-vlan-id"')
    : vlanFact(stating, guards.vlans);
}

function accessVlan(port: PortNodes, guards: Guards): Fact<number | null> {
  const members = [
    ...entries(child(port.family, "vlan"), "members"),
    ...entries(port.family, "vlan-id"),
    ...[port.name, port.physical.word].flatMap((name) => guards.members.get(name) ?? []).flatMap(vlanAround),
  ];
  const [first, ...others] = members;
  if (first === undefined) return unknownFact("The number of the default VLAN differs by release.");
  mark(first);
  if (others.length > 0)
    return unknownFact(
      "The port is in several VLANs.",
      members.flatMap((node) => placeOf(node).at),
    );
  return vlanFact(first, guards.vlans);
}

/** The VLAN that a statement [edit vlans V interface I] stands in. */
function vlanAround(node: ConfigNode): readonly ConfigNode[] {
  const vlan = node.parent?.parent;
  return vlan == null ? [] : [vlan];
}
