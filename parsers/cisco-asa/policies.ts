import type { FirewallPolicy } from "../../src/model/acl.ts";
import { anyAddress, anyService } from "../../src/model/address.ts";
import { joinRanges, type LineRange } from "../../src/model/fact.ts";
import type { Draft, InterfaceDraft } from "./draft.ts";
import { levelOf } from "./interfaces.ts";

interface Zone {
  readonly name: string;
  readonly level: number;
  readonly at: readonly LineRange[];
  readonly listed: "in" | "none";
  readonly leaves: boolean;
}

/**
 * What nobody wrote: packets from an interface of a higher security level to one of a lower pass, as long as no list
 * is bound inbound to the first or globally; between equal levels they pass only where "same-security-traffic" says so
 * ("Access Rules: Implicit Permits", Firewall CLI Configuration Guide; "security-level", Command Reference). What lists
 * permit is theirs to say: interfaces with a list stand in one policy whose packets are not known from here.
 */
export function impliedPolicies(draft: Draft): readonly FirewallPolicy[] {
  if (draft.threatDefense) return [];
  const zones = zonesOf(draft);
  if (zones.length === 0) return [];
  const policies: FirewallPolicy[] = [];
  const listed = zones.filter(({ listed: how }) => how === "in");
  if (listed.length > 0) {
    const why = "what the access lists of these interfaces permit";
    policies.push({ ...implied("access lists", listed, zones), toZones: "any", unresolved: [why] });
  }
  const free = Map.groupBy(
    zones.filter(({ listed: how }) => how === "none"),
    ({ level }) => level,
  );
  const between = draft.switches.get("same-security-traffic inter-interface")?.value === true;
  const within = draft.switches.get("same-security-traffic intra-interface")?.value === true;
  for (const [level, from] of [...free].toSorted(([a], [b]) => b - a)) {
    const lower = zones.filter((zone) => zone.level < level);
    for (const leaves of [false, true]) {
      const to = lower.filter((zone) => zone.leaves === leaves);
      if (to.length === 0) continue;
      const base = implied(`security level ${level}${leaves ? " to interfaces with an outbound list" : ""}`, from, to);
      policies.push(leaves ? { ...base, unresolved: ["what the outbound access lists permit"] } : base);
    }
    if (between || within)
      policies.push(
        ...equalLevel(
          from,
          zones.filter((zone) => zone.level === level),
          between,
          within,
        ),
      );
  }
  return policies;
}

/** More interfaces of one level than these are not told apart. */
const mostAlike = 32;

/** "inter-interface" is between different interfaces, "intra-interface" back by the one that a packet came in by. */
function equalLevel(from: readonly Zone[], all: readonly Zone[], between: boolean, within: boolean): FirewallPolicy[] {
  const why = "which of these interfaces a packet leaves by, and what their outbound access lists permit";
  if (from.length > mostAlike) return [{ ...implied("equal security levels", from, all), unresolved: [why] }];
  return from.flatMap((zone) => {
    const to = all.filter(({ name }) => (name === zone.name ? within : between));
    const listed = to.some(({ leaves }) => leaves);
    const policy = implied(`security level ${zone.level} of ${zone.name}`, [zone], to);
    return to.length === 0 ? [] : [listed ? { ...policy, unresolved: [why] } : policy];
  });
}

function zonesOf({ interfaces, bindings }: Draft): readonly Zone[] {
  const all = [...bindings.values()];
  const isGlobal = bindings.has("global");
  const inbound = new Set(all.flatMap(({ how, nameif }) => (how === "in" ? [nameif] : [])));
  const outbound = new Set(all.flatMap(({ how, nameif }) => (how === "out" ? [nameif] : [])));
  return [...interfaces.values()].flatMap((port: InterfaceDraft): Zone[] => {
    const { nameif: name, managementOnly, at } = port;
    // No packet passes through a port for management alone.
    if (name === null || managementOnly) return [];
    const listed = isGlobal || inbound.has(name) ? "in" : "none";
    return [{ name, level: levelOf(port), at, listed, leaves: outbound.has(name) }];
  });
}

function implied(name: string, from: readonly Zone[], to: readonly Zone[]): FirewallPolicy {
  return {
    name,
    scope: null,
    fromZones: from.map((zone) => zone.name),
    toZones: to.map((zone) => zone.name),
    source: anyAddress,
    destination: anyAddress,
    services: [anyService],
    serviceGroups: [],
    applications: "any",
    users: "any",
    schedule: null,
    action: "permit",
    log: false,
    enabled: true,
    description: null,
    unresolved: [],
    implied: true,
    at: joinRanges(from.flatMap(({ at }) => at)),
  };
}
