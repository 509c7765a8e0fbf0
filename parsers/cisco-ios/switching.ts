import { byDefault, joinRanges, notApplicable, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { SwitchPort, Switching, Vlans } from "../../src/model/switching.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import { numbersIn } from "../lib/cisco/number-lists.ts";
import { placeOf, readAt } from "../lib/cisco/places.ts";
import type { Statement } from "../lib/indented.ts";
import type { Draft, InterfaceDraft } from "./draft.ts";
import { beginsWith, lastOf, stated } from "./stated.ts";

/**
 * What guards the second layer: "Configuring DHCP Features and IP Source Guard", "Configuring Dynamic ARP Inspection",
 * "Configuring Optional Spanning-Tree Features", "Configuring Port-Based Traffic Control" (Catalyst 3750 Switch
 * Software Configuration Guide): each is off unless stated.
 */
export function switchingOf(draft: Draft, top: readonly Statement[]): Fact<Switching> {
  const all = [...draft.interfaces.values()];
  const switches = all.some(({ statements }) => stated(statements, "switchport") !== null);
  const ports = all.filter((port) => isPort(port, switches));
  if (ports.length === 0) return notApplicable("No interface of the configuration is a switch port.");
  const guard =
    lastOf(top, "spanning-tree portfast bpduguard default") ??
    lastOf(top, "spanning-tree portfast edge bpduguard default");
  const switching: Switching = {
    dhcpSnooping: snoopedVlans(top),
    arpInspection: vlansOf(top, ["ip", "arp", "inspection", "vlan"], 'IOS: none unless "ip arp inspection vlan"'),
    bpduGuardByDefault:
      guard === null
        ? byDefault(false, 'IOS: off unless "spanning-tree portfast bpduguard default"')
        : readAt(!guard.negated, guard),
    vtpMode: vtpMode(top),
    ports: ports.map((port) => portOf(port, guard)),
  };
  return read(switching, joinRanges(ports.flatMap(({ at }) => at)));
}

const physical =
  /^(?:Fast|Gigabit|TwoGigabit|FiveGigabit|TenGigabit|TwentyFiveGigE|FortyGigabit|HundredGig)\w*\d|^Port-channel\d/;

/** "switchport" says so; on a switch also a physical port of which nothing says that it is routed. */
function isPort({ name, statements, statesAddress, boundAcls }: InterfaceDraft, onSwitch: boolean): boolean {
  if (!onSwitch && statements.length === 0) return false;
  const plain = statements.findLast(({ words }) => words[0] === "switchport" && words.length === 1);
  if (plain !== undefined && plain.negated) return false;
  if (statements.some(({ words, negated }) => words[0] === "switchport" && !negated)) return true;
  return onSwitch && physical.test(name) && !name.includes(".") && !statesAddress && boundAcls.length === 0;
}

function snoopedVlans(top: readonly Statement[]): Fact<Vlans> {
  const itself = top.findLast((each) => each.words.length === 3 && beginsWith(each, ["ip", "dhcp", "snooping"]));
  if (itself === undefined) return byDefault([], 'IOS: off unless "ip dhcp snooping"');
  if (itself.negated) return readAt([], itself);
  return vlansOf(top, ["ip", "dhcp", "snooping", "vlan"], 'IOS: in no VLAN unless "ip dhcp snooping vlan"');
}

function vlansOf(top: readonly Statement[], words: readonly string[], otherwise: string): Fact<Vlans> {
  const statements = top.filter((each) => beginsWith(each, words) && numberedAfter(each, words) !== null);
  const places = joinRanges(statements.flatMap(placeOf));
  if (top.some((each) => beginsWith(each, words) && numberedAfter(each, words) === null))
    return unknownFact("The VLANs are no numbers.", places);
  if (statements.length === 0) return byDefault([], otherwise);
  const found = new Set<number>();
  for (const statement of statements)
    for (const vlan of numberedAfter(statement, words) ?? []) {
      if (statement.negated) found.delete(vlan);
      else found.add(vlan);
    }
  return read(
    [...found].toSorted((a, b) => a - b),
    places,
  );
}

function numberedAfter(statement: Statement, words: readonly string[]): readonly number[] | null {
  return numbersIn(statement.words.slice(words.length).join(""), 1, 4094);
}

/** Without the words the mode may stand in vlan.dat, which no configuration shows ("Configuring VTP"). */
function vtpMode(top: readonly Statement[]): Switching["vtpMode"] {
  const statement = stated(top, "vtp mode");
  if (statement === null) return unknownFact("The mode of VTP may stand outside the configuration, in vlan.dat.");
  const mode = (["server", "client", "transparent", "off"] as const).find((each) => each === statement.words[2]);
  return mode === undefined
    ? unknownFact("The mode of VTP is not known.", placeOf(statement))
    : readAt(mode, statement);
}

function portOf(port: InterfaceDraft, guard: Statement | null): SwitchPort {
  const { statements } = port;
  const flag = (phrase: string, length: number): Fact<boolean> => {
    const words = phrase.split(" ");
    const found = statements.findLast((each) => beginsWith(each, words) && each.words.length === length);
    return found === undefined ? byDefault(false, `IOS: off unless "${phrase}"`) : readAt(!found.negated, found);
  };
  const trusting = ["ip dhcp snooping trust", "ip arp inspection trust"]
    .map((phrase) => stated(statements, phrase))
    .filter((each) => each !== null);
  const guarded = stated(statements, "spanning-tree guard");
  const storms = stated(statements, "storm-control broadcast level");
  return {
    interface: port.name,
    portSecurity: flag("switchport port-security", 2),
    bpduGuard: bpduGuard(statements, guard),
    rootGuard:
      guarded === null
        ? byDefault(false, 'IOS: off unless "spanning-tree guard root"')
        : readAt(guarded.words[2] === "root", guarded),
    stormControl:
      storms === null ? byDefault(false, 'IOS: off unless "storm-control broadcast level"') : limits(storms),
    trusted:
      trusting.length > 0
        ? read(true, joinRanges(trusting.flatMap(placeOf)))
        : byDefault(false, 'IOS: no unless "ip dhcp snooping trust" or "ip arp inspection trust"'),
    negotiates: negotiates(statements),
    nativeVlan: vlanAt(stated(statements, "switchport trunk native vlan"), 4, "switchport trunk native vlan"),
    accessVlan: vlanAt(stated(statements, "switchport access vlan"), 3, "switchport access vlan"),
    at: joinRanges(port.at),
  };
}

/** A level of 100 per cent limits nothing. */
function limits(statement: Statement): Fact<boolean> {
  return readAt(Number.parseFloat(statement.words[3] ?? "") !== 100, statement);
}

function bpduGuard(statements: readonly Statement[], guard: Statement | null): Fact<boolean> {
  const own = stated(statements, "spanning-tree bpduguard");
  if (own !== null) return readAt(own.words[2] !== "disable", own);
  if (guard === null || guard.negated) return byDefault(false, 'IOS: off unless "spanning-tree bpduguard enable"');
  const edge = stated(statements, "spanning-tree portfast");
  if (edge !== null && edge.words[2] !== "disable")
    return read(true, joinRanges([...placeOf(guard), ...placeOf(edge)]));
  return unknownFact("BPDU guard is on where PortFast is, and the port does not say so.", placeOf(guard));
}

/** An access port cannot become a trunk; all others bargain unless "switchport nonegotiate" ("Configuring VLANs", Dynamic Trunking Protocol; DISA CISC-L2-000200). */
function negotiates(statements: readonly Statement[]): Fact<boolean> {
  const silent = stated(statements, "switchport nonegotiate");
  if (silent !== null) return readAt(false, silent);
  const mode = stated(statements, "switchport mode");
  if (mode === null) return byDefault(true, 'IOS: a port bargains for trunking unless "switchport mode access"');
  return readAt(mode.words[2] !== "access", mode);
}

function vlanAt(statement: Statement | null, index: number, phrase: string): Fact<number | null> {
  if (statement === null) return byDefault(1, `IOS: VLAN 1 unless "${phrase}"`);
  const vlan = decimal(statement.words[index]);
  return vlan === null ? unknownFact("The VLAN is no number.", placeOf(statement)) : readAt(vlan, statement);
}
