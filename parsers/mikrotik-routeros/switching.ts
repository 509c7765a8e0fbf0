import { joinRanges, notApplicable, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { SwitchPort, Switching } from "../../src/model/switching.ts";
import { defaultOf, itemsOf, leave, mark, placeOf, type Draft } from "./draft.ts";
import { flagOf, isDisabled, valueOf, type Item } from "./items.ts";

/** What a port of a bridge may say besides: how frames are spread and trees are made. */
const portWords: ReadonlySet<string> = new Set(
  (
    "bridge interface bpdu-guard restricted-role restricted-tcn trusted pvid auto-isolate broadcast-flood edge fast-leave " +
    "frame-types horizon hw ingress-filtering internal-path-cost learn multicast-router mvrp-applicant-state " +
    "mvrp-registrar-state path-cost point-to-point priority tag-stacking unknown-multicast-flood unknown-unicast-flood"
  ).split(" "),
);

const unsaid = unknownFact("Whether RouterOS has such a guard, and what it does unless set, was not found.");

/**
 * Ports of bridges and what guards them ("Bridging and Switching": bridge and port settings). Limits of storms are
 * set in menus of switch chips, which are not read.
 */
export function readSwitching(draft: Draft): Fact<Switching> {
  for (const { first, last } of itemsOf(draft, "/interface bridge vlan")) draft.ledger.readRange(first, last);
  const ports: SwitchPort[] = [];
  let understood = true;
  for (const item of itemsOf(draft, "/interface bridge port")) {
    mark(draft, item, portWords, ["switching"]);
    const name = valueOf(item, "interface");
    if (item.verb === "add" && name !== null) {
      if (!isDisabled(item)) ports.push(portOf(draft, item, name));
      continue;
    }
    // What changes a port that stands above is not followed.
    leave(draft, item, ["switching"]);
    understood = false;
  }
  if (!understood) return unknownFact("What some statement changes about the ports of a bridge is not followed.");
  const switching: Switching = {
    dhcpSnooping: snooping(draft),
    arpInspection: unsaid,
    bpduGuardByDefault: notApplicable("RouterOS guards each port for itself."),
    vtpMode: notApplicable("RouterOS has no VTP."),
    ports,
  };
  const at = joinRanges(ports.flatMap((port) => port.at));
  return at.length === 0 ? defaultOf(draft, switching, "no port is in a bridge") : read(switching, at);
}

/** DHCP snooping is a setting of each bridge, for all VLANs in it. */
function snooping(draft: Draft): Switching["dhcpSnooping"] {
  const bridges = itemsOf(draft, "/interface bridge").filter((item) => !isDisabled(item));
  const guarded = bridges.filter((item) => flagOf(item, "dhcp-snooping") === true);
  if (guarded.length === 0) return defaultOf(draft, [], "dhcp-snooping=no of a bridge");
  const at = joinRanges(guarded.flatMap(placeOf));
  return guarded.length === bridges.length
    ? read("all", at)
    : unknownFact("Some bridges watch DHCP, and others do not.", at);
}

function portOf(draft: Draft, item: Item, name: string): SwitchPort {
  const at = placeOf(item);
  const flag = (word: string): Fact<boolean> => {
    if (!item.parameters.has(word)) return defaultOf(draft, false, `${word}=no of a bridge port`);
    const value = flagOf(item, word);
    return value === null ? unknownFact(`"${word}" is neither yes nor no.`, at) : read(value, at);
  };
  return {
    interface: name,
    at,
    portSecurity: unsaid,
    bpduGuard: flag("bpdu-guard"),
    rootGuard: flag("restricted-role"),
    stormControl: unsaid,
    trusted: flag("trusted"),
    negotiates: notApplicable("RouterOS does not negotiate trunks."),
    nativeVlan: untagged(draft, item),
    accessVlan: notApplicable("A port of RouterOS has one VLAN for what comes untagged."),
  };
}

function untagged(draft: Draft, item: Item): Fact<number | null> {
  const stated = valueOf(item, "pvid");
  if (stated === null) return defaultOf(draft, 1, "pvid=1 of a bridge port");
  return /^\d{1,4}$/.test(stated)
    ? read(Number(stated), placeOf(item))
    : unknownFact("The VLAN is no number.", placeOf(item));
}
