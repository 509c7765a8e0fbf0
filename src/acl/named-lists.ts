import type { AclSet, FirewallPolicy } from "../model/acl.ts";
import type { DeviceConfig, ModelArea } from "../model/device-config.ts";
import { joinRanges, type LineRange } from "../model/fact.ts";
import { filterOfAcl, filterOfPolicies, type Filter } from "./filter.ts";
import { namedGroups } from "./named-groups.ts";

/** An ordered list of a device as people ask for it by name. */
export interface NamedList {
  /** The ACL's name; "policies" for the firewall policies, "policies:<scope>" where they belong to a VDOM or the like. */
  readonly name: string;
  readonly family: "ipv4" | "ipv6" | "both";
  /** Vendor's kind, or "firewall policies". */
  readonly kind: string;
  readonly at: readonly LineRange[];
  /** Those that are switched off are counted here and left out of the filter. */
  readonly entries: number;
  readonly inactive: number;
  readonly filter: Filter;
  /** Parts of the model that what is said of the list rests on. */
  readonly needs: readonly ModelArea[];
}

export interface DeviceLists {
  readonly lists: readonly NamedList[];
  /** Lists of MAC addresses, whose conditions the model keeps as text: nothing is said of them. */
  readonly mac: readonly AclSet[];
}

/** Every list of a device: ACLs in their order, then the firewall policies by scope. */
export function namedLists(
  device: Pick<DeviceConfig, "aclSets" | "addressGroups" | "serviceGroups" | "firewallPolicies">,
): DeviceLists {
  const groups = namedGroups(device);
  const lists: NamedList[] = [];
  const mac: AclSet[] = [];
  for (const acl of device.aclSets) {
    const filter = filterOfAcl(acl, groups);
    if (filter === null) mac.push(acl);
    else lists.push(listOfAcl(acl, filter));
  }
  for (const [scope, policies] of Map.groupBy(device.firewallPolicies, (policy) => policy.scope)) {
    const name = scope === null ? "policies" : `policies:${scope}`;
    lists.push(listOfPolicies(name, policies, filterOfPolicies(policies, groups, name)));
  }
  return { lists, mac };
}

function listOfAcl(acl: AclSet, filter: Filter): NamedList {
  return {
    name: acl.name,
    family: acl.family === "ipv6" ? "ipv6" : "ipv4",
    kind: acl.kind,
    at: acl.at,
    entries: acl.entries.filter(({ implied }) => implied !== true).length,
    inactive: acl.entries.filter(({ inactive }) => inactive).length,
    filter,
    needs: ["acls", "objects"],
  };
}

/** All policies of a scope are one list: zones are conditions, and each policy comes after those before it. */
function listOfPolicies(name: string, policies: readonly FirewallPolicy[], filter: Filter): NamedList {
  return {
    name,
    family: "both",
    kind: "firewall policies",
    at: joinRanges(policies.flatMap(({ at }) => at)),
    entries: policies.length,
    inactive: policies.filter(({ enabled }) => !enabled).length,
    filter,
    needs: ["policies", "objects"],
  };
}
