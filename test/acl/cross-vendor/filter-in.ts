import { filterOfAcl, filterOfPolicies, type Filter } from "../../../src/acl/filter.ts";
import { namedGroups } from "../../../src/acl/named-groups.ts";
import { configOf } from "../filters-under-test.ts";

/** The list of that name and family in a text, or its policies, as a filter. */
export function filterIn(os: string, text: string, list: string, family: 4 | 6): Filter {
  const config = configOf(os, text);
  const groups = namedGroups(config);
  if (list === "policies") return filterOfPolicies(config.firewallPolicies, groups, list);
  const ofFamily = `ipv${family}`;
  const acl = config.aclSets.find((each) => each.name === list && each.family === ofFamily);
  const filter = acl === undefined ? null : filterOfAcl(acl, groups);
  if (filter === null) throw new Error(`${os}: no list "${list}" of IPv${family}.`);
  return filter;
}
