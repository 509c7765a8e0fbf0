import type { DeviceConfig } from "../../model/device-config.ts";
import { isKnown, type Fact } from "../../model/fact.ts";
import type { SourceRestriction } from "../../model/management.ts";
import { closed, doubtful, fixedStep, ground, type Layer, type Way, reasonOf } from "./layer.ts";
import { restrictedWay } from "./restrictions.ts";

/** The agent answers whoever any community, user or group of version 3 lets ask. */
export function snmpLayer(device: DeviceConfig, family: 4 | 6): Layer {
  const { communities, users, groups, enabled, versions } = device.snmp;
  const ways: Way[] = [];
  const add = (name: string, sources: Fact<readonly SourceRestriction[]>, at: Way["said"][number]["at"]): void => {
    const way = restrictedWay(device, "service", name, sources, family);
    ways.push({ ...way, said: way.said.map((step) => (step.at.length > 0 ? step : { ...step, at })) });
  };
  for (const { label, sources, at } of communities) add(`snmp ${label}`, sources, at);
  const named = new Set<string>();
  for (const group of groups) {
    named.add(group.name);
    // A group that a community stands behind is asked by the community.
    if (/^group \d+ of a community$/.test(group.name)) continue;
    if (group.version === "v3" || communities.length === 0) add(`snmp group ${group.name}`, group.sources, group.at);
  }
  for (const user of users) {
    if (user.group === null || !named.has(user.group)) add(`snmp user ${user.name}`, user.sources, user.at);
  }
  if (ways.length > 0) return { kind: "service", ways, closed: null };
  // A piece of a configuration shows no community, and the agent may have one.
  if (!isKnown(enabled)) return doubtful("service", "snmp", reasonOf(enabled), "at" in enabled ? enabled.at : []);
  // Accounts may be users of SNMP that no line names (NX-OS).
  if ("unknown" in versions) return doubtful("service", "snmp", versions.unknown, versions.at);
  const on = "at" in enabled ? enabled.at : [];
  const none = fixedStep("service", "deny", "snmp", ground("No community and no user may ask the SNMP agent"));
  return closed({ ...none, at: on });
}
