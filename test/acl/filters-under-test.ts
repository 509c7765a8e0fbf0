import { parsers } from "../../parsers/index.ts";
import { filterOfAcl, type Filter } from "../../src/acl/filter.ts";
import { namedGroups } from "../../src/acl/named-groups.ts";
import type { DeviceConfig } from "../../src/model/device-config.ts";

/** A text as the parser of its language reads it; nothing may be left unread that could change a list. */
export function configOf(os: string, text: string): DeviceConfig {
  const parser = parsers.find(({ id }) => id === os);
  if (parser === undefined) throw new Error(`No parser of ${os}.`);
  return parser.parse(text).config;
}

/** The list of that name as a filter. */
export function aclNamed(config: DeviceConfig, name: string): Filter {
  const acl = config.aclSets.find((each) => each.name === name);
  const filter = acl === undefined ? null : filterOfAcl(acl, namedGroups(config));
  if (filter === null) throw new Error(`No list "${name}".`);
  return filter;
}
