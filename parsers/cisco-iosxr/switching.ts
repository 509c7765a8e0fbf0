import { byDefault, joinRanges, notApplicable, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { Switching, SwitchPort, Vlans } from "../../src/model/switching.ts";
import { placeOf, readAt } from "../lib/cisco/places.ts";
import type { Statement } from "../lib/indented.ts";
import { block } from "../lib/statements.ts";
import type { BridgeDomain, BridgePort } from "./bridge-draft.ts";
import { skipAll, type Draft } from "./draft.ts";

/** Statements of other blocks that bear on the ports of bridge domains. */
export const switchingStatements = [
  // "profile NAME snoop" of the DHCP commands (IP Addresses and Services Command Reference).
  block<Draft>("dhcp ipv4", (draft, statement) => {
    for (const child of statement.children) {
      const [word, name, kind] = child.words;
      const isProfile = word === "profile" && name !== undefined && kind === "snoop" && !child.negated;
      skipAll(draft, child, "dhcp");
      if (!isProfile) continue;
      const trusted = child.children.find(({ words }) => words[0] === "trusted");
      draft.snoopProfiles.set(name, trusted === undefined ? readAt(false, child) : readAt(!trusted.negated, trusted));
      for (const each of trusted === undefined ? [child] : [child, trusted]) draft.ledger.read(each.line);
    }
    return !statement.negated;
  }),
  // "portfast bpduguard" and "guard root" of the ports of MST ("Multiple Spanning Tree Protocol Commands").
  block<Draft>("spanning-tree mst", (draft, statement) => {
    for (const child of statement.children) {
      skipAll(draft, child, "spanning-tree");
      const [word, name] = child.words;
      if (word !== "interface" || name === undefined || child.negated) continue;
      for (const each of child.children) {
        const said = each.words.join(" ");
        if (each.negated || (said !== "portfast bpduguard" && said !== "guard root")) continue;
        draft.spanningGuards.set(`${name} ${said}`, each);
        draft.ledger.read(each.line);
        draft.ledger.read(child.line);
      }
    }
    return !statement.negated;
  }),
];

const noDtp = notApplicable("IOS XR does not bargain for trunking.");
const noVlan = notApplicable("A port of a bridge domain is in no VLAN: its encapsulation says which frames it takes.");

/** A router's ports switch no frames unless "l2vpn" joins them in bridge domains, whose guards hold for every port that has none of its own. */
export function switchingOf(draft: Draft): Fact<Switching> {
  const unread = draft.notRead.get("switching");
  if (unread !== undefined) return unknownFact("Not all of what guards ports is read.", joinRanges(unread));
  const { bridgeDomains } = draft;
  if (bridgeDomains.length === 0)
    return notApplicable('IOS XR switches frames in the bridge domains of "l2vpn" alone, and there is none.');
  const ports = bridgeDomains.flatMap((domain) => domain.ports.map((port) => portOf(draft, domain, port)));
  return read(
    {
      dhcpSnooping: domainsWith(bridgeDomains, "dhcp", ({ words }) => words[2] === "snoop", "dhcp ipv4 snoop"),
      arpInspection: domainsWith(bridgeDomains, "dynamic-arp-inspection", isOn, "dynamic-arp-inspection"),
      bpduGuardByDefault: notApplicable("IOS XR guards ports one by one."),
      vtpMode: notApplicable("IOS XR has no VTP."),
      ports,
    },
    joinRanges(bridgeDomains.flatMap(({ at }) => at)),
  );
}

/** Bridge domains are no VLANs: that all of them are guarded, or none, is all that can be said. */
function domainsWith(
  domains: readonly BridgeDomain[],
  name: string,
  isGuard: (statement: Statement) => boolean,
  word: string,
): Fact<Vlans> {
  const own = domains.map(({ guards }) => guards.get(name));
  const said = domains.flatMap(({ guards, ports }) => [guards, ...ports.map((port) => port.guards)]);
  const stated = said.flatMap((guards) => guards.get(name) ?? []);
  const at = joinRanges(stated.flatMap(placeOf));
  if (!stated.some(isGuard)) return byDefault([], `IOS XR: none unless "${word}"`);
  return stated.every(isGuard) && own.every((guard) => guard !== undefined)
    ? read("all", at)
    : unknownFact("Some bridge domains or ports are guarded and others are not, and they are no VLANs.", at);
}

/** "disable" in the line or under it switches a guard of the domain off for the port. */
function isOn({ words, children }: Statement): boolean {
  return !words.includes("disable") && !children.some((child) => child.words[0] === "disable");
}

function portOf(draft: Draft, domain: BridgeDomain, { name, at, guards }: BridgePort): SwitchPort {
  const guard = (word: string): Statement | undefined => guards.get(word) ?? domain.guards.get(word);
  const secure = guard("mac secure");
  const limit = guard("mac limit");
  const storm = guard("storm-control");
  // MST names physical interfaces, and bridge domains often subinterfaces of them.
  const spanning = (words: string): Statement | undefined =>
    draft.spanningGuards.get(`${name} ${words}`) ?? draft.spanningGuards.get(`${name.split(".")[0] ?? ""} ${words}`);
  const bpdu = spanning("portfast bpduguard");
  const root = spanning("guard root");
  return {
    interface: name,
    at,
    portSecurity:
      secure !== undefined && isOn(secure)
        ? readAt(true, secure)
        : limit !== undefined
          ? unknownFact("What happens past the limit of addresses depends on the platform.", placeOf(limit))
          : secure !== undefined
            ? readAt(false, secure)
            : byDefault(false, 'IOS XR: no unless "mac secure"'),
    bpduGuard: bpdu === undefined ? byDefault(false, 'IOS XR: no unless "portfast bpduguard"') : readAt(true, bpdu),
    rootGuard: root === undefined ? byDefault(false, 'IOS XR: no unless "guard root"') : readAt(true, root),
    stormControl:
      storm === undefined ? byDefault(false, 'IOS XR: no unless "storm-control broadcast"') : readAt(true, storm),
    trusted: trustOf(draft, guard("dhcp")),
    negotiates: noDtp,
    nativeVlan: noVlan,
    accessVlan: noVlan,
  };
}

/** A port is trusted by the profile that snoops on it; with "none" nothing is checked there, whatever its domain says. */
function trustOf({ snoopProfiles }: Draft, dhcp: Statement | undefined): Fact<boolean> {
  if (dhcp === undefined) return byDefault(false, 'IOS XR: not trusted unless a snoop profile says "trusted"');
  const name = dhcp.words[3] === "profile" ? dhcp.words[4] : undefined;
  const trusted = name === undefined ? undefined : snoopProfiles.get(name);
  if (dhcp.words[2] === "none") return readAt(true, dhcp);
  return trusted ?? unknownFact("The snoop profile is not defined.", placeOf(dhcp));
}
