import {
  byDefault,
  isKnown,
  joinRanges,
  notApplicable,
  read,
  unknownFact,
  type Fact,
  type LineRange,
} from "../../src/model/fact.ts";
import type { SwitchPort, Switching, Vlans } from "../../src/model/switching.ts";
import { enabled, integer, oneOf, type Source } from "./source.ts";
import { managedPorts, untoldPort } from "./switch-ports.ts";
import type { Entry } from "./tables.ts";

/** Ports of FortiSwitches that the device manages, and those of its own hardware and software switches. */
export function readSwitching(source: Source): Fact<Switching> {
  const ports = [...managedPorts(source), ...ownPorts(source)];
  const switching: Switching = {
    dhcpSnooping: vlansWith(source, "switch-controller-dhcp-snooping"),
    arpInspection: vlansWith(source, "switch-controller-arp-inspection"),
    bpduGuardByDefault: notApplicable("A FortiSwitch has its BPDU guard port by port."),
    vtpMode: notApplicable("FortiOS has no VTP."),
    ports,
  };
  if (ports.length > 0) return read(switching, joinRanges(ports.flatMap(({ at }) => at)));
  const own = source.tables
    .entries("system interface")
    .find((entry) => ownSwitches.has(source.word(entry, "type") ?? ""));
  if (own !== undefined) return unknownFact("The members of a switch of the device are not in the text.", own.at);
  const [bridged] = source.tables
    .all("system settings")
    .flatMap((table) => table.own.settings.get("opmode") ?? [])
    .filter(({ words }) => words[0] !== "nat");
  if (bridged !== undefined)
    return unknownFact("A VDOM bridges its interfaces; what guards them is not read.", bridged.at);
  return source.whole
    ? notApplicable("The device manages no switch and has none of its own.")
    : unknownFact("The text is not a whole configuration and has no switch.");
}

/** Types of interfaces that are a switch of the device. */
const ownSwitches: ReadonlySet<string> = new Set(["hard-switch", "switch", "vlan-switch"]);

/** Members of a hardware or software switch of the device itself; what guards them is not told by any manual that was read. */
function ownPorts(source: Source): readonly SwitchPort[] {
  const hardware = source.tables
    .entries("system virtual-switch")
    .flatMap((entry) => (entry.tables.get("port")?.entries ?? []).map((port) => ({ name: port.name, at: port.at })));
  const software = source.tables.entries("system switch-interface").flatMap((entry) => {
    const value = source.take(entry, "member");
    return (value?.words ?? []).map((name) => ({ name, at: value?.at ?? entry.at }));
  });
  return [...hardware, ...software].map(({ name, at }) =>
    untoldPort(name, "What guards the ports of the device's own switches is not known.", at),
  );
}

/**
 * VLANs of FortiSwitches whose interface has the guard ("Configuring DHCP snooping", "Dynamic ARP inspection",
 * FortiLink Guide); an inspection that only monitors drops nothing.
 */
function vlansWith(source: Source, key: string): Fact<Vlans> {
  const vlans = new Set<number>();
  const at: LineRange[] = [];
  let doubt: LineRange[] | null = null;
  let isStated = false;
  for (const entry of source.tables.entries("system interface")) {
    const value = entry.settings.get(key);
    if (value === undefined) continue;
    isStated = true;
    const on = source.parsed(entry, key, onOrMonitor);
    const vlan = vlanOf(source, entry);
    at.push(...value.at);
    if (on === undefined ? !value.unset : on && vlan === null) doubt = [...value.at];
    else if (on === true && vlan !== null) vlans.add(vlan);
  }
  if (doubt !== null) return unknownFact(`The value of "${key}" or the number of its VLAN is not known.`, doubt);
  if (isStated)
    return read(
      [...vlans].toSorted((a, b) => a - b),
      joinRanges(at),
    );
  const absent = source.absent("system interface", key, enabled);
  return isKnown(absent) && "default" in absent
    ? byDefault<Vlans>([], absent.default)
    : "unknown" in absent
      ? absent
      : unknownFact(`Whether "${key}" is on is not known.`);
}

function onOrMonitor(words: readonly string[]): boolean | undefined {
  const word = oneOf("enable", "disable", "monitor")(words);
  return word === undefined ? undefined : word === "enable";
}

/** Number of the VLAN of an interface; 0 is none. */
function vlanOf(source: Source, entry: Entry): number | null {
  const number = source.parsed(entry, "vlanid", integer) ?? 0;
  return number === 0 ? null : number;
}
