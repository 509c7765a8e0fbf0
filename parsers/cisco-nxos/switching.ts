import { byDefault, notApplicable, read, unknownFact, joinRanges, type Fact } from "../../src/model/fact.ts";
import type { Switching, SwitchPort, Vlans } from "../../src/model/switching.ts";
import type { Statement } from "../lib/indented.ts";
import { block, on, readStatements, skip, skipBlock, table, touching } from "../lib/statements.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import { numbersIn } from "../lib/cisco/number-lists.ts";
import { placeOf, readAt } from "../lib/cisco/places.ts";
import { gather, gatheredOf, switched, type Draft, type InterfaceDraft } from "./draft.ts";
import { isRouted } from "./interfaces.ts";
import { releaseOf } from "./platform.ts";

export const vlanTable = table<Draft>([
  skip(
    "vlan-details",
    "name",
    "state",
    "vn-segment",
    "mode",
    "shutdown",
    "remote-span",
    "private-vlan",
    "media",
    "fabricpath",
    "exit",
    "ip igmp",
    "ip flow",
    "service-policy",
    "fcoe",
    "xconnect",
  ),
  skipBlock("vlan-details", "segment", "member"),
]);

/** VLANs and what guards the second layer ("Configuring DHCP", "Configuring Dynamic ARP Inspection", Security Configuration Guide). */
export const switchingStatements = [
  block<Draft>("vlan", (draft, statement) => {
    readStatements(draft, statement.children, vlanTable, ["switching", "acls"]);
    // "vlan configuration 10" may bind a list to VLANs.
    return /^[\d,-]+$/.test(statement.words[1] ?? "") || ["dot1Q", "configuration"].includes(statement.words[1] ?? "");
  }),
  on<Draft>("ip dhcp snooping", switched("ip dhcp snooping")),
  on<Draft>("ip dhcp snooping vlan", vlansOf("dhcp snooping vlans")),
  on<Draft>("ip arp inspection vlan", vlansOf("arp inspection vlans")),
  on<Draft>("ip arp inspection filter", () => true),
  skip(
    "dhcp-details",
    "ip dhcp snooping verify",
    "ip dhcp snooping information",
    "ip dhcp packet",
    "ip dhcp relay",
    "ipv6 dhcp relay",
    "ip dhcp smart-relay",
    "ip arp inspection validate",
    "ip arp inspection log-buffer",
    "ip source binding",
  ),
  on<Draft>(
    ["spanning-tree port type edge bpduguard default", "spanning-tree port type edge default"],
    (draft, statement) => {
      switched(statement.words.join(" "))(draft, statement);
    },
  ),
  skip("spanning-tree-path", "spanning-tree"),
  skipBlock("spanning-tree-path", "spanning-tree mst configuration"),
  on<Draft>("system default switchport", (draft, statement) => {
    const name = statement.words.length === 3 ? "default switchport" : "default switchport shutdown";
    if (statement.words.length > 4 || (statement.words.length === 4 && statement.words[3] !== "shutdown")) return false;
    draft.switches.set(name, readAt(!statement.negated, statement));
    return true;
  }),
  on<Draft>("vtp mode", (draft, statement) => {
    const mode = statement.words[2] ?? "";
    draft.lists.set("vtp mode", readAt([mode], statement));
    return !statement.negated;
  }),
  skip("vtp-details", "vtp domain", "vtp version", "vtp file", "vtp password"),
  touching(["switching"], "vlan", "vtp", "spanning-tree", "ip dhcp snooping", "ip arp inspection", "system default"),
];

/** "1,5-8" as numbers; a list over several lines adds up. */
function vlansOf(name: string) {
  return (draft: Draft, statement: Statement): boolean => {
    const text = statement.words.slice(4).join("");
    const vlans = numbersIn(text, 1, 4094);
    if (statement.negated || vlans === null) return false;
    gather(draft, name, vlans.map(String), statement);
    return true;
  };
}

/** Guards are off, and a port is an access port of VLAN 1, unless stated (DISA NX-OS L2S STIG V3R3, CISC-L2-000130 and CISC-L2-000250). */
export function switchingOf(draft: Draft): Fact<Switching> {
  const mode = draft.lists.get("vtp mode");
  const vtp = draft.switches.get("feature vtp");
  const known = (["server", "client", "transparent", "off"] as const).find((each) => each === mode?.value[0]);
  const ports = [...draft.interfaces.values()].filter((each) => isPort(draft, each));
  const guard = draft.switches.get("spanning-tree port type edge bpduguard default");
  const value: Switching = {
    dhcpSnooping: guardedVlans(
      draft,
      "dhcp snooping vlans",
      draft.switches.get("ip dhcp snooping"),
      "ip dhcp snooping vlan",
    ),
    arpInspection: guardedVlans(draft, "arp inspection vlans", undefined, "ip arp inspection vlan"),
    bpduGuardByDefault: guard ?? byDefault(false, 'NX-OS: off unless "spanning-tree port type edge bpduguard default"'),
    vtpMode:
      mode !== undefined
        ? known === undefined
          ? unknownFact("The mode of VTP is not known.", mode.at)
          : read(known, mode.at)
        : vtp?.value === true
          ? unknownFact('Which mode VTP has without "vtp mode" depends on the release.', vtp.at)
          : byDefault("off", 'NX-OS: VTP is off unless "feature vtp"'),
    ports: ports.map((each) => portOf(each, guard)),
  };
  const at = joinRanges(ports.flatMap((each) => each.at));
  return at.length > 0 ? read(value, at) : byDefault(value, "NX-OS: no line sets up a port");
}

/** DHCP snooping needs its feature, its own switch and the VLAN. */
function guardedVlans(draft: Draft, name: string, itself: Fact<boolean> | undefined, word: string): Fact<Vlans> {
  const stated = gatheredOf(draft, name);
  const off = itself !== undefined && "value" in itself && !itself.value;
  const needed = name.startsWith("dhcp") && itself === undefined;
  if (stated === undefined || off || needed)
    return byDefault(
      [],
      needed && stated !== undefined
        ? 'NX-OS: off unless "ip dhcp snooping"'
        : `NX-OS: off unless "${word}" (DISA NX-OS L2S STIG)`,
    );
  return read(
    stated.value.map(Number).toSorted((a, b) => a - b),
    stated.at,
  );
}

/** Ports are of the second layer unless they are routed; on the Nexus 7000 it is the other way round. */
function isPort(draft: Draft, each: InterfaceDraft): boolean {
  if (!/^(?:Ethernet|port-channel)[^.]*$/i.test(each.name) || isRouted(each)) return false;
  if (each.routed === false || each.mode !== null || each.port.size > 0) return true;
  const stated = draft.switches.get("default switchport");
  return stated?.value ?? releaseOf(draft)?.series !== "7000";
}

function portOf(each: InterfaceDraft, guard: Fact<boolean> | undefined): SwitchPort {
  const statement = (name: string) => each.port.get(name);
  const flag = (name: string, word: string): Fact<boolean> => {
    const found = statement(name);
    return found === undefined ? byDefault(false, `NX-OS: off unless "${word}"`) : readAt(!found.negated, found);
  };
  const trusting = ["dhcp trust", "arp trust"]
    .flatMap((name) => statement(name) ?? [])
    .filter(({ negated }) => !negated);
  return {
    interface: each.name,
    portSecurity: flag("port-security", "switchport port-security"),
    bpduGuard: bpduGuard(each, guard),
    rootGuard: rootGuard(statement("guard")),
    stormControl: stormControl(statement("storm-control")),
    trusted:
      trusting.length > 0
        ? read(true, joinRanges(trusting.flatMap(placeOf)))
        : byDefault(false, 'NX-OS: not trusted unless "ip dhcp snooping trust" or "ip arp inspection trust"'),
    negotiates: notApplicable("NX-OS ports do not negotiate trunking."),
    nativeVlan: vlanAt(statement("native vlan"), 4, "switchport trunk native vlan"),
    accessVlan: vlanAt(statement("access vlan"), 3, "switchport access vlan"),
    at: joinRanges(each.at),
  };
}

/** Stated at the port, or for every edge port; which are edge ports by default is not worked out. */
function bpduGuard(each: InterfaceDraft, guard: Fact<boolean> | undefined): Fact<boolean> {
  const own = each.port.get("bpduguard");
  if (own !== undefined)
    return own.negated
      ? unknownFact("What is left is the default for edge ports.", placeOf(own))
      : readAt(own.words[2] === "enable", own);
  if (guard === undefined || !("value" in guard) || !guard.value)
    return byDefault(false, 'NX-OS: off unless "spanning-tree bpduguard enable"');
  const type = each.port.get("port type");
  return type?.words[3] === "edge" && !type.negated
    ? readAt(true, type)
    : unknownFact(
        "BPDU guard is on where the port is an edge port, and nothing at the port says so.",
        joinRanges(each.at),
      );
}

function rootGuard(own: Statement | undefined): Fact<boolean> {
  return own === undefined || own.negated
    ? byDefault(false, 'NX-OS: off unless "spanning-tree guard root"')
    : readAt(own.words[2] === "root", own);
}

/** A level of 100 percent limits nothing. */
function stormControl(own: Statement | undefined): Fact<boolean> {
  if (own === undefined || own.negated) return byDefault(false, 'NX-OS: off unless "storm-control broadcast level"');
  const level = Number(own.words.at(-1));
  return own.words[2] === "level" && level >= 100 ? readAt(false, own) : readAt(true, own);
}

function vlanAt(own: Statement | undefined, index: number, word: string): Fact<number | null> {
  if (own === undefined || own.negated) return byDefault(1, `NX-OS: VLAN 1 unless "${word}"`);
  const vlan = decimal(own.words[index]);
  return vlan === null ? unknownFact("The VLAN is no number.", placeOf(own)) : readAt(vlan, own);
}
