import { byDefault, joinRanges, notApplicable, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { SwitchPort, Switching, Vlans } from "../../src/model/switching.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import { rangesIn } from "../lib/cisco/number-lists.ts";
import { placeOf, readAt } from "../lib/cisco/places.ts";
import type { Statement } from "../lib/indented.ts";
import { on, skip, touching } from "../lib/statements.ts";
import { switched, type Draft, type InterfaceDraft } from "./draft.ts";
import { isPort } from "./interface-draft.ts";
import { modeOf } from "./interfaces.ts";

const lastVlan = 4094;

/** VLANs of several statements together; null takes the name as not understood. */
const vlans =
  (name: string, from: number) =>
  (draft: Draft, statement: Statement): boolean => {
    const ranges = rangesIn(statement.words.slice(from).join(","));
    if (ranges === null || statement.negated || ranges.some(([, last]) => last > lastVlan)) return false;
    let kept = draft.vlans.get(name);
    if (kept === undefined) draft.vlans.set(name, (kept = { named: new Uint8Array(lastVlan + 1), at: [] }));
    for (const [first, last] of ranges) kept.named.fill(1, first, last + 1);
    kept.at.push(...placeOf(statement));
    return true;
  };

export const switchingStatements = [
  on<Draft>("ip dhcp snooping", (draft, statement) => {
    if (statement.words.length > 3) return false;
    draft.switches.set("ip dhcp snooping", readAt(!statement.negated, statement));
    return true;
  }),
  on<Draft>("ip dhcp snooping vlan", vlans("dhcp snooping vlans", 4)),
  on<Draft>("ip arp inspection vlan", vlans("arp inspection vlans", 4)),
  skip(
    "snooping-details",
    "ip dhcp snooping information",
    "ip dhcp snooping bridging",
    "ip arp inspection limit",
    "ip arp inspection logging",
    "ip arp inspection validate",
  ),
  on<Draft>(
    ["spanning-tree edge-port bpduguard default", "spanning-tree portfast bpduguard default"],
    switched("bpduguard default"),
  ),
  touching(["switching"], "ip dhcp snooping", "ip arp inspection", "spanning-tree", "switchport port-security", "vlan"),
];

function statedOr(port: InterfaceDraft, name: string, otherwise: string): Fact<boolean> {
  const statement = port.settings.get(name);
  return statement === undefined ? byDefault(false, otherwise) : readAt(!statement.negated, statement);
}

/** "spanning-tree bpduguard enable|disable": without it the setting for all edge ports holds. */
function bpduGuard(port: InterfaceDraft, draft: Draft): Fact<boolean> {
  const statement = port.settings.get("spanning-tree bpduguard");
  if (statement !== undefined && !statement.negated) {
    const word = statement.words[2];
    if (word === "enable" || word === "disable") return readAt(word === "enable", statement);
    return unknownFact("What the port's BPDU guard is set to is not known.", placeOf(statement));
  }
  const general = draft.switches.get("bpduguard default");
  if (general?.value !== true)
    return general ?? byDefault(false, 'EOS: off unless "spanning-tree bpduguard enable" (Spanning Tree Protocol)');
  const edge = port.settings.get("spanning-tree portfast");
  const isEdge = edge !== undefined && !edge.negated && (edge.words[2] ?? "edge") === "edge";
  if (isEdge) return read(true, joinRanges([...general.at, ...placeOf(edge)]));
  return unknownFact("BPDU guard holds on edge ports, and whether this is one is not stated.", general.at);
}

function vlan(port: InterfaceDraft, name: string, at: number): Fact<number | null> {
  const statement = port.settings.get(name);
  if (statement === undefined || statement.negated) return byDefault(1, `EOS: VLAN 1 unless "${name}" (VLANs)`);
  if (statement.words[at] === "tag") return readAt(null, statement);
  const number = decimal(statement.words[at]);
  return number === null ? unknownFact("The VLAN is no number.", placeOf(statement)) : readAt(number, statement);
}

function switchPort(port: InterfaceDraft, draft: Draft): SwitchPort {
  const guard = port.settings.get("spanning-tree guard");
  const storms = port.settings.get("storm-control broadcast") ?? port.settings.get("storm-control all");
  return {
    interface: port.name,
    at: joinRanges(port.at),
    portSecurity: statedOr(port, "switchport port-security", 'EOS: off unless "switchport port-security"'),
    bpduGuard: bpduGuard(port, draft),
    rootGuard:
      guard === undefined
        ? byDefault(false, 'EOS: off unless "spanning-tree guard root"')
        : readAt(!guard.negated && guard.words[2] === "root", guard),
    stormControl:
      storms === undefined
        ? byDefault(false, 'EOS: off unless "storm-control broadcast"')
        : readAt(!storms.negated, storms),
    trusted: statedOr(port, "ip arp inspection trust", 'EOS: no unless "ip arp inspection trust"'),
    negotiates: notApplicable("EOS does not negotiate trunks."),
    nativeVlan: vlan(port, "switchport trunk native vlan", 4),
    accessVlan: vlan(port, "switchport access vlan", 3),
  };
}

function vlansOf(draft: Draft, name: string, otherwise: string): Fact<Vlans> {
  const stated = draft.vlans.get(name);
  if (stated === undefined) return byDefault([], otherwise);
  const numbers = [...stated.named.keys()].filter((number) => stated.named[number] === 1);
  return read(numbers, joinRanges(stated.at));
}

/** What a port channel does is set at the channel, not at its members. */
function isMember({ settings }: InterfaceDraft): boolean {
  return settings.get("channel-group")?.negated === false;
}

/** DHCP snooping needs both "ip dhcp snooping" and the VLANs (DISA ARST-L2-000090). */
export function switchingOf(draft: Draft): Fact<Switching> {
  const ports = [...draft.interfaces.values()].filter(
    (port) => isPort(port.name) && !isMember(port) && modeOf(port, draft) !== "routed",
  );
  const snooping = draft.switches.get("ip dhcp snooping");
  const switching: Switching = {
    dhcpSnooping:
      snooping?.value === true
        ? vlansOf(draft, "dhcp snooping vlans", 'EOS: in no VLAN unless "ip dhcp snooping vlan"')
        : snooping === undefined
          ? byDefault([], 'EOS: off unless "ip dhcp snooping"')
          : read([], snooping.at),
    arpInspection: vlansOf(draft, "arp inspection vlans", 'EOS: in no VLAN unless "ip arp inspection vlan"'),
    bpduGuardByDefault:
      draft.switches.get("bpduguard default") ??
      byDefault(false, 'EOS: off unless "spanning-tree edge-port bpduguard default"'),
    vtpMode: notApplicable("EOS has no VTP."),
    ports: ports.map((port) => switchPort(port, draft)),
  };
  const at = joinRanges(ports.flatMap((port) => port.at));
  return at.length === 0 ? byDefault(switching, "EOS: no switch port is stated") : read(switching, at);
}
