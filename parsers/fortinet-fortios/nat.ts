import { byDefault, joinRanges, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { Nat, NatRule } from "../../src/model/nat.ts";
import { readCentralMap, type Pools } from "./nat-policies.ts";
import type { Objects } from "./service-objects.ts";
import { enabled, type Source } from "./source.ts";
import type { VirtualIp } from "./virtual-ips.ts";

/**
 * Sources are translated after a policy is found (Administration Guide, "Central SNAT": "NAT policies are applied to
 * network traffic after a security policy"). Destinations are before, and with central NAT policies name the mapped
 * addresses; without it they name virtual IPs, which the model resolves to the external addresses (see VirtualPackets).
 */
function orderOf(
  source: Source,
  virtualIps: readonly VirtualIp[],
): Pick<Nat, "policyDestination" | "policySource"> | null {
  const ways = new Set(virtualIps.map(({ scope }) => isCentral(source, scope)));
  if (ways.size > 1) return null;
  return { policyDestination: ways.has(true) ? "translated" : "original", policySource: "original" };
}

/** Virtual IPs, then the translations of policies and of the central table, in every VDOM. */
export function readNat(
  source: Source,
  objects: Objects,
  parts: { readonly virtualIps: readonly VirtualIp[]; readonly ofPolicies: readonly NatRule[]; readonly pools: Pools },
): Fact<Nat> {
  readPortControl(source);
  const odd = source.tables.all("system settings").flatMap(({ own }) => {
    const value = own.settings.get("central-nat");
    const isRead = source.parsed(own, "central-nat", enabled) !== undefined;
    return value === undefined || value.unset || isRead ? [] : value.at;
  });
  if (odd.length > 0) return unknownFact("Whether central NAT decides is not known.", odd);
  const order = orderOf(source, parts.virtualIps);
  if (order === null)
    return unknownFact("VDOMs differ in whether policies see destinations before they are translated.");
  const rules = [
    ...parts.virtualIps.map(({ rule }) => rule),
    ...parts.ofPolicies,
    ...readCentralMap(source, objects, parts.pools, (scope) => isCentral(source, scope)),
  ];
  if (rules.length > 0) return read({ rules, ...order }, joinRanges(rules.flatMap(({ at }) => at)));
  return source.whole
    ? byDefault(
        { rules, ...order },
        "FortiOS: nothing is translated unless a virtual IP, a policy or central NAT says so",
      )
    : unknownFact("The text is not a whole configuration and translates nothing.");
}

/**
 * Whether a VDOM has central NAT: off unless set, and implied by the policy-based mode (Administration Guide, "Central
 * SNAT").
 */
export function isCentral(source: Source, scope: string | null): boolean {
  const own = source.tables.at("system settings", scope)?.own;
  const words = own?.settings.get("central-nat")?.words ?? [];
  return enabled(words) === true || own?.settings.get("ngfw-mode")?.words[0] === "policy-based";
}

/** A server of the port control protocol opens ports to whoever asks: what one says stays unread where it is on. */
function readPortControl(source: Source): void {
  for (const { own } of source.tables.all("system pcp-server")) {
    const isOff = source.parsed(own, "status", ([word]) => (word === "disable" ? true : undefined)) === true;
    if (!isOff && own.settings.get("status")?.unset === false) continue;
    source.note(own, ...own.settings.keys());
    for (const pool of own.tables.get("pools")?.entries ?? []) source.note(pool, ...pool.settings.keys());
  }
}
