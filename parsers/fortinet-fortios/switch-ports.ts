import {
  byDefault,
  isKnown,
  notApplicable,
  read,
  unknownFact,
  type Fact,
  type LineRange,
} from "../../src/model/fact.ts";
import type { SwitchPort } from "../../src/model/switching.ts";
import { enabled, integer, oneOf, type Source } from "./source.ts";
import type { Entry } from "./tables.ts";
import { isAtLeast } from "./version.ts";

const managed = "switch-controller managed-switch";
const portTable = `${managed}/ports`;

/** Ports of the FortiSwitches that the device manages (FortiLink Guide; "config switch-controller managed-switch", CLI reference). */
export function managedPorts(source: Source): readonly SwitchPort[] {
  const vlans = vlanNumbers(source);
  const storms = stormPolicies(source);
  const general = stormOfController(source);
  return source.tables.entries(managed).flatMap((device) => {
    const local = stormOfSwitch(source, device, general.get(device.scope));
    const entries = device.tables.get("ports")?.entries ?? [];
    // What a trunk says holds for its members, whatever they say.
    const members = new Set(entries.flatMap((port) => source.words(port, "members")));
    if (entries.length === 0)
      return [untoldPort(device.name, "The ports of the switch are not in the text.", device.at)];
    const ports = entries.map((port) => ({ port, told: readPort(source, device, port, vlans, storms, local) }));
    return ports.flatMap((each) => (members.has(each.port.name) ? [] : each.told));
  });
}

/** A port of which nothing is told but that it is there. */
export function untoldPort(name: string, why: string, at: readonly LineRange[]): SwitchPort {
  const untold = unknownFact(why, at);
  return {
    interface: name,
    portSecurity: untold,
    bpduGuard: untold,
    rootGuard: untold,
    stormControl: untold,
    trusted: untold,
    negotiates: notApplicable("Neither FortiOS nor FortiSwitches bargain for trunking."),
    nativeVlan: untold,
    accessVlan: untold,
    at,
  };
}

function readPort(
  source: Source,
  device: Entry,
  port: Entry,
  vlans: ReadonlyMap<string, number>,
  storms: ReadonlyMap<string, Storm>,
  local: Fact<boolean>,
): SwitchPort {
  const { native, access } = vlansOf(source, port, vlans);
  source.note(port, "port-owner", "export-to", "export-to-pool", "description");
  return {
    interface: `${device.name} ${port.name}`,
    portSecurity: portSecurity(source, port),
    bpduGuard: guard(source, port, "stp-bpdu-guard"),
    rootGuard: guard(source, port, "stp-root-guard"),
    stormControl: stormControl(source, port, storms, local),
    trusted: trusted(source, port),
    negotiates: notApplicable("Neither FortiOS nor FortiSwitches bargain for trunking."),
    nativeVlan: native,
    accessVlan: access,
    at: port.at,
  };
}

/** A guard of the spanning tree guards nothing at a port without it, and that of BPDUs nothing but edge ports (FortiLink Guide, "STP BPDU guard"). */
function guard(source: Source, port: Entry, key: string): Fact<boolean> {
  const fact = source.fact(port, portTable, key, switchedOn);
  const tree = source.parsed(port, "stp-state", switchedOn);
  const edge = source.parsed(port, "edge-port", switchedOn);
  const isIdle = tree === false || (edge === false && key === "stp-bpdu-guard");
  return isKnown(fact) && fact.value && isIdle
    ? unknownFact("The guard is on, and the port is not one that it guards.", port.at)
    : fact;
}

function switchedOn(words: readonly string[]): boolean | undefined {
  const word = oneOf("enabled", "disabled", "enable", "disable")(words);
  return word === undefined ? undefined : word.startsWith("enable");
}

/** `learning-limit` is how many addresses the port learns, 0 any number (CLI reference 6.0.0, managed-switch); 802.1X is another guard. */
function portSecurity(source: Source, port: Entry): Fact<boolean> {
  const limit = source.fact(port, portTable, "learning-limit", integer);
  const policy = source.take(port, "port-security-policy");
  source.note(port, "sticky-mac");
  if (isKnown(limit) && limit.value === 0 && policy !== undefined && (policy.words[0] ?? "") !== "")
    return unknownFact("The port asks for 802.1X; whether that limits its addresses is not worked out.", policy.at);
  return isKnown(limit) ? { ...limit, value: limit.value > 0 } : limit;
}

/** Either trust lets something pass without a check. */
function trusted(source: Source, port: Entry): Fact<boolean> {
  const facts = ["dhcp-snooping", "arp-inspection-trust"].map((key) => source.fact(port, portTable, key, trustOf));
  const yes = facts.find((fact) => isKnown(fact) && fact.value);
  const doubt = facts.find((fact) => !isKnown(fact));
  const [first] = facts;
  return yes ?? doubt ?? first ?? unknownFact("The text tells no trust.", port.at);
}

function trustOf(words: readonly string[]): boolean | undefined {
  const word = oneOf("trusted", "untrusted")(words);
  return word === undefined ? undefined : word === "trusted";
}

/** Numbers of VLANs by the name of their interface. */
function vlanNumbers(source: Source): ReadonlyMap<string, number> {
  return new Map(
    source.tables.entries("system interface").flatMap((entry) => {
      const number = source.parsed(entry, "vlanid", integer);
      return number === undefined || number === 0 ? [] : [[entry.name, number] as const];
    }),
  );
}

interface PortVlans {
  readonly native: Fact<number | null>;
  readonly access: Fact<number | null>;
}

/** `vlan` is untagged at the port; it has one alone unless others are allowed. */
function vlansOf(source: Source, port: Entry, vlans: ReadonlyMap<string, number>): PortVlans {
  const value = source.take(port, "vlan");
  const allowed = source.words(port, "allowed-vlans").filter((name) => name !== "");
  const all = source.parsed(port, "allowed-vlans-all", enabled);
  source.note(port, "untagged-vlans");
  const mode = source.word(port, "access-mode");
  const policy = source.word(port, "port-policy");
  const name = value?.words[0] ?? "";
  const number = vlans.get(name);
  const native: Fact<number | null> =
    (mode !== null && mode !== "static") || policy !== null
      ? unknownFact("The VLAN of the port depends on who is there.", port.at)
      : value === undefined || name === ""
        ? unknownFact("The port names no VLAN.", port.at)
        : number === undefined
          ? unknownFact(`The number of the VLAN "${name}" is not in the text.`, value.at)
          : read(number, value.at);
  const isTrunk = all === true || allowed.some((other) => other !== name);
  return isTrunk
    ? { native, access: read(null, port.at) }
    : { native: notApplicable("The port has no tagged VLANs."), access: native };
}

interface Storm {
  readonly mode: Fact<"global" | "override" | "disabled">;
  readonly broadcast: Fact<boolean>;
}

/** A name of one VDOM. */
function inScope(scope: string | null, name: string): string {
  return `${scope ?? ""}\n${name}`;
}

/** `config switch-controller storm-control-policy` (CLI reference 6.4.7). */
function stormPolicies(source: Source): ReadonlyMap<string, Storm> {
  const table = "switch-controller storm-control-policy";
  return new Map(
    source.tables.entries(table).map((entry) => {
      source.note(entry, "rate", "description", "unknown-unicast", "unknown-multicast", "burst-size-level");
      const mode = source.fact(entry, table, "storm-control-mode", oneOf("global", "override", "disabled"));
      return [inScope(entry.scope, entry.name), { mode, broadcast: source.fact(entry, table, "broadcast", enabled) }];
    }),
  );
}

/** What the controller says for all switches, by VDOM. */
function stormOfController(source: Source): ReadonlyMap<string | null, Fact<boolean>> {
  const table = "switch-controller storm-control";
  return new Map(
    source.tables.all(table).map(({ own, scope }) => {
      source.note(own, "rate", "unknown-unicast", "unknown-multicast", "burst-size-level");
      return [scope, source.fact(own, table, "broadcast", enabled)];
    }),
  );
}

/** What the switch says for all its ports, else what the controller says for all switches. */
function stormOfSwitch(source: Source, device: Entry, general: Fact<boolean> | undefined): Fact<boolean> {
  const table = `${managed}/storm-control`;
  const own = device.tables.get("storm-control")?.own;
  source.note(own, "rate", "unknown-unicast", "unknown-multicast", "burst-size-level");
  const local = source.fact(own, table, "broadcast", enabled);
  if (source.parsed(own, "local-override", enabled) === true) return local;
  return general ?? source.absent("switch-controller storm-control", "broadcast", enabled, device.at);
}

function stormControl(
  source: Source,
  port: Entry,
  policies: ReadonlyMap<string, Storm>,
  local: Fact<boolean>,
): Fact<boolean> {
  const name = source.fact(port, portTable, "storm-control-policy", ([word]) => word);
  // Policies came with 6.2.4 (Terraform provider fortios); until then what holds for all ports is all there is (CLI reference 6.0.0).
  const isOld = source.version !== null && !isAtLeast(source.version, [6, 2, 4]);
  if (isOld && !port.settings.has("storm-control-policy")) return local;
  if (!isKnown(name)) return name;
  const policy = policies.get(inScope(port.scope, name.value));
  const at: readonly LineRange[] = "at" in name ? name.at : port.at;
  if (policy === undefined) return unknownFact(`The storm control policy "${name.value}" is not in the text.`, at);
  if (!isKnown(policy.mode)) return policy.mode;
  switch (policy.mode.value) {
    case "override":
      return policy.broadcast;
    case "disabled":
      return "default" in policy.mode ? byDefault(false, policy.mode.default) : read(false, policy.mode.at);
    case "global":
      return local;
  }
}
