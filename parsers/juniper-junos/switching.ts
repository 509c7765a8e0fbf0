import { byDefault, joinRanges, notApplicable, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { Switching, Vlans } from "../../src/model/switching.ts";
import type { Context } from "./context.ts";
import { placeOf, type ConfigNode } from "./node.ts";
import { child, children, eachUnit, entries, markTree, statedBy, value } from "./reading.ts";
import { readPort, type Guards, type PortNodes } from "./switch-ports.ts";
import { vlanNumber } from "./vlan-numbers.ts";

const silent = "The text has no [edit system] hierarchy, so it is only a part of a configuration.";

/**
 * What guards the second layer, in both styles: [edit ethernet-switching-options] of older EX and QFX releases, and
 * [edit vlans], [edit switch-options], [edit protocols layer2-control] of Enhanced Layer 2 Software (Port Security Guide;
 * "Understanding DHCP Snooping (ELS)", "Understanding DHCP Snooping (non-ELS)").
 */
export function readSwitching(context: Context, systems: readonly Context[]): Fact<Switching> {
  const ports = portsOf(context.root);
  const elsewhere = systems.flatMap(({ root }) => portsOf(root));
  if (elsewhere.length > 0)
    return unknownFact(
      "The switch ports of other systems are not read.",
      joinRanges(elsewhere.flatMap(({ unit }) => placeOf(unit).at)),
    );
  if (ports.length === 0) {
    return context.system === undefined
      ? unknownFact(silent)
      : notApplicable("No interface of the configuration is a switch port.");
  }
  const vlans = vlansOf(context.root);
  const guards = guardsOf(context.root, vlans, ports);
  const snooping = [...guardedVlans(guards.secure, "examine-dhcp", vlans), ...dhcpSecurity(context.root, vlans, null)];
  const inspection = [
    ...guardedVlans(guards.secure, "arp-inspection", vlans),
    ...dhcpSecurity(context.root, vlans, "arp-inspection"),
  ];
  const made = ports.map((port) => readPort(port, guards));
  const edge = ["rstp", "mstp", "vstp"].flatMap(
    (word) => child(context.root, "protocols", word, "bpdu-block-on-edge") ?? [],
  );
  const switching: Switching = {
    dhcpSnooping: joined(context, snooping, 'Junos: none unless "examine-dhcp" or "dhcp-security"'),
    arpInspection: joined(context, inspection, 'Junos: none unless "arp-inspection"'),
    bpduGuardByDefault:
      edge.length > 0
        ? statedBy(true, edge)
        : context.system === undefined
          ? unknownFact(silent)
          : byDefault(false, 'Junos: no unless "bpdu-block-on-edge"'),
    vtpMode: notApplicable("Junos has no VTP."),
    ports: context.system === undefined ? [] : made,
  };
  return context.system === undefined ? unknownFact(silent) : read(switching, joinRanges(made.flatMap(({ at }) => at)));
}

/** Units that switch frames; places are those of the unit. */
function portsOf(root: ConfigNode): readonly PortNodes[] {
  const ports: PortNodes[] = [];
  eachUnit(root, (physical, unit) => {
    const families = unit.children.get("family");
    if (families === undefined || families.inactive) return;
    const family = children(families).find(({ word }) => word === "ethernet-switching" || word === "bridge");
    if (family !== undefined) ports.push({ name: `${physical.word}.${unit.word}`, physical, unit, family });
  });
  return ports;
}

/** VLANs by name with their number; null where it is a list or not stated. */
function vlansOf(root: ConfigNode): ReadonlyMap<string, number | null> {
  const found = new Map<string, number | null>();
  for (const keyword of ["vlans", "bridge-domains"])
    for (const vlan of children(child(root, keyword))) {
      const id = value(vlan, "vlan-id");
      found.set(vlan.word, id === undefined ? null : vlanNumber(id.word));
    }
  return found;
}

interface Guarded {
  /** Null where the VLAN's number is not known. */
  readonly vlan: number | "all" | null;
  readonly by: ConfigNode;
}

function guardedVlans(
  secure: ConfigNode | undefined,
  word: string,
  vlans: ReadonlyMap<string, number | null>,
): Guarded[] {
  const listed = entries(secure, "vlan");
  const opposite = listed.find((vlan) => child(vlan, `no-${word}`) !== undefined);
  return listed.flatMap((vlan): Guarded[] => {
    const by = child(vlan, word);
    if (by === undefined) return [];
    markTree(by);
    // "all" with exceptions is not worked out.
    if (vlan.word === "all") return [{ vlan: opposite === undefined ? "all" : null, by }];
    return [{ vlan: vlanNumber(vlan.word) ?? vlans.get(vlan.word) ?? null, by }];
  });
}

/** Any statement of `dhcp-security` starts snooping in that VLAN. `word` is what must stand there besides. */
function dhcpSecurity(root: ConfigNode, vlans: ReadonlyMap<string, number | null>, word: string | null): Guarded[] {
  return ["vlans", "bridge-domains"].flatMap((keyword) =>
    children(child(root, keyword)).flatMap((vlan): Guarded[] => {
      const security = child(vlan, "forwarding-options", "dhcp-security");
      if (security === undefined) return [];
      if (word === null) {
        const off = child(security, "no-dhcp-snooping");
        return off === undefined ? [{ vlan: vlans.get(vlan.word) ?? null, by: security }] : [];
      }
      const by = child(security, word);
      return by === undefined ? [] : [{ vlan: vlans.get(vlan.word) ?? null, by }];
    }),
  );
}

function joined(context: Context, found: readonly Guarded[], otherwise: string): Fact<Vlans> {
  const nodes = found.map(({ by }) => by);
  if (found.length === 0) return context.system === undefined ? unknownFact(silent) : byDefault<Vlans>([], otherwise);
  if (found.some(({ vlan }) => vlan === null))
    return unknownFact(
      "The numbers of some VLANs are not known.",
      joinRanges(nodes.flatMap((node) => placeOf(node).at)),
    );
  if (found.some(({ vlan }) => vlan === "all")) return statedBy<Vlans>("all", nodes);
  const numbers = found.flatMap(({ vlan }) => (typeof vlan === "number" ? [vlan] : []));
  return statedBy<Vlans>(
    [...new Set(numbers)].toSorted((a, b) => a - b),
    nodes,
  );
}

/** Statements about interfaces, in all the places where the two styles put them. */
function guardsOf(root: ConfigNode, vlans: ReadonlyMap<string, number | null>, ports: readonly PortNodes[]): Guards {
  const options = child(root, "ethernet-switching-options");
  const secure = child(options, "secure-access-port");
  const names = new Set(ports.flatMap(({ name, physical }) => [name, physical.word]));
  const list = (nodes: readonly ConfigNode[]) => ({
    byName: Map.groupBy(nodes, ({ word }) => word),
    // Names of ranges and the like: whom they mean is not worked out.
    others: nodes.filter(({ word }) => word !== "all" && !names.has(word)),
  });
  const spanning = ["rstp", "mstp", "stp"].flatMap((word) => child(root, "protocols", word) ?? []);
  const vstp = child(root, "protocols", "vstp");
  const groups = ["vlans", "bridge-domains"].flatMap((keyword) =>
    children(child(root, keyword)).flatMap((vlan) =>
      entries(child(vlan, "forwarding-options", "dhcp-security"), "group"),
    ),
  );
  return {
    secure,
    vlans,
    limits: list([...entries(secure, "interface"), ...entries(child(root, "switch-options"), "interface")]),
    blocked: list([
      ...entries(child(options, "bpdu-block"), "interface"),
      ...entries(child(root, "protocols", "layer2-control", "bpdu-block"), "interface"),
    ]),
    spanning: list([...spanning, ...(vstp === undefined ? [] : [vstp])].flatMap((node) => entries(node, "interface"))),
    onEdge: [...spanning, ...(vstp === undefined ? [] : [vstp])].flatMap(
      (node) => child(node, "bpdu-block-on-edge") ?? [],
    ),
    storms: list(entries(child(options, "storm-control"), "interface")),
    profiles: new Map(
      entries(child(root, "forwarding-options"), "storm-control-profiles").map((profile) => [
        profile.word,
        markTree(profile),
      ]),
    ),
    members: Map.groupBy(
      children(child(root, "vlans")).flatMap((vlan) => entries(vlan, "interface")),
      ({ word }) => word,
    ),
    groups: list(groups.flatMap((group) => entries(group, "interface"))),
  };
}
