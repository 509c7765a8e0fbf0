import type { FirewallPolicy } from "../../src/model/acl.ts";
import { anyAddress, anyService } from "../../src/model/address.ts";
import { oneOf, type Source } from "./source.ts";
import { isAtLeast } from "./version.ts";

/**
 * What zones with `intrazone allow` let pass between their own interfaces where no policy decides (Fortinet community,
 * "Information about policy matching order when the intrazone setting is used": policies come before it). Unless set it is
 * deny ("config system zone", CLI references 6.0.0, 6.2.5, 6.4.4, 7.0.9, 7.4.8 and 8.0.0). A zone of one interface permits
 * nothing before 7.4.4 ("Block or allow intra-zone traffic", same place).
 */
export function readIntrazone(source: Source): readonly FirewallPolicy[] {
  return source.tables.entries("system zone").flatMap((zone): FirewallPolicy[] => {
    const at = zone.settings.get("intrazone")?.at ?? [];
    if (source.parsed(zone, "intrazone", oneOf("allow", "deny")) !== "allow") return [];
    const members = zone.settings.get("interface")?.words ?? [];
    const { version } = source;
    if (members.length < 2 && version !== null && !isAtLeast(version, [7, 4, 4])) return [];
    return [
      {
        name: `intrazone of ${zone.name}`,
        at,
        scope: zone.scope,
        fromZones: [zone.name],
        toZones: [zone.name],
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
        unresolved: members.length < 2 && version === null ? ["a zone of one interface"] : [],
      },
    ];
  });
}
