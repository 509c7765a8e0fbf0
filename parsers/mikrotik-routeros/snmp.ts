import { byDefault, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { SourceRestriction } from "../../src/model/management.ts";
import { Secret } from "../../src/model/secret.ts";
import type { Snmp, SnmpCommunity, SnmpSecurityLevel, SnmpTarget, SnmpUser } from "../../src/model/services.ts";
import { defaultOf, itemsOf, leave, mark, placeOf, switchOf, type Draft } from "./draft.ts";
import { flagOf, isDisabled, valueOf, type Item } from "./items.ts";
import { prefixesOf } from "./services.ts";

const communityKeys = new Set(
  "name addresses address security read-access write-access authentication-protocol authentication-password encryption-protocol encryption-password".split(
    " ",
  ),
);

/**
 * "/snmp" and "/snmp community" ("SNMP", General and Community properties). The community "public" is there from the
 * start and may be read by anyone, until a "set [ find default=yes ]" renames, restricts or disables it.
 */
export function readSnmp(draft: Draft): Snmp {
  const settings = itemsOf(draft, "/snmp");
  for (const item of settings)
    mark(
      draft,
      item,
      new Set(
        "enabled contact location engine-id engine-id-suffix src-address trap-community trap-generators trap-interfaces trap-target trap-version vrf".split(
          " ",
        ),
      ),
      ["snmp"],
    );
  const items = itemsOf(draft, "/snmp community");
  for (const item of items) {
    // Which community a number means, or one that was renamed, is not followed.
    if (item.verb === "add" || isFirst(item)) mark(draft, item, communityKeys, ["snmp"]);
    else leave(draft, item, ["snmp"]);
  }
  const own = items.filter((item) => item.verb === "add" && !isDisabled(item));
  const first = items.filter(isFirst);
  const communities: SnmpCommunity[] = [];
  const users: SnmpUser[] = [];
  const standing = draft.major === null || !draft.whole ? first.length > 0 : true;
  const groups: readonly (readonly Item[])[] = [...(standing ? [first] : []), ...own.map((item) => [item])];
  for (const group of groups) {
    const security = last(group, "security") ?? "none";
    const isOff = group.some((item) => isDisabled(item));
    if (isOff) continue;
    if (security === "none") communities.push(communityOf(draft, group, communities.length + 1));
    else users.push(userOf(draft, group, security));
  }
  return {
    enabled: switchOf(draft, "/snmp", "enabled", false),
    versions:
      communities.length > 0
        ? byDefault(["v1", "v2c"], "RouterOS answers versions 1 and 2c to every community without security")
        : unknownFact("Which versions SNMP answers follows from its communities, and the text shows none."),
    communities,
    users,
    groups: [],
    targets: targetsOf(settings),
  };
}

function isFirst({ verb, target }: Item): boolean {
  return verb === "set" && /default=yes|^\*?0$|^public$/.test(target);
}

function last(items: readonly Item[], name: string): string | null {
  const item = items.findLast((each) => each.parameters.has(name));
  return item === undefined ? null : valueOf(item, name);
}

function communityOf(draft: Draft, items: readonly Item[], ordinal: number): SnmpCommunity {
  const at = items.flatMap(placeOf);
  const name = last(items, "name") ?? "public";
  const writes = items.findLast((item) => item.parameters.has("write-access"));
  const access: Fact<"read-only" | "read-write"> =
    writes === undefined
      ? defaultOf(draft, "read-only", "community write-access=no")
      : read(flagOf(writes, "write-access") === true ? "read-write" : "read-only", placeOf(writes));
  const shown = "value" in access ? access.value : "unknown access";
  return {
    label: `community ${ordinal} (${shown})`,
    secret: new Secret(name),
    access,
    sources: sourcesOf(draft, items),
    view: byDefault(null, "RouterOS has no views"),
    at,
  };
}

function sourcesOf(draft: Draft, items: readonly Item[]): Fact<readonly SourceRestriction[]> {
  const item = items.findLast((each) => each.parameters.has("addresses") || each.parameters.has("address"));
  if (item === undefined) return defaultOf(draft, [], "community addresses=::/0");
  const prefixes = prefixesOf(valueOf(item, "addresses") ?? valueOf(item, "address") ?? "");
  return prefixes === null
    ? unknownFact("The addresses cannot be read.", placeOf(item))
    : read(prefixes, placeOf(item));
}

/** A community with security is a user of version 3: "authorized" proves who asks, "private" encrypts too. */
function userOf(draft: Draft, items: readonly Item[], security: string): SnmpUser {
  const at = items.flatMap(placeOf);
  const level: SnmpSecurityLevel = security === "private" ? "authPriv" : "authNoPriv";
  const stated = (name: string, usual: string): Fact<string | null> => {
    const item = items.findLast((each) => each.parameters.has(name));
    if (item === undefined) return defaultOf(draft, usual, `community ${name}=${usual.toUpperCase()}`);
    const value = (valueOf(item, name) ?? "").toLowerCase();
    return read(value === "sha1" ? "sha" : value === "aes" ? "aes128" : value, placeOf(item));
  };
  return {
    name: last(items, "name") ?? "public",
    group: null,
    level: read(level, at),
    authentication: stated("authentication-protocol", "md5"),
    privacy: security === "private" ? stated("encryption-protocol", "des") : read(null, at),
    sources: sourcesOf(draft, items),
    at,
  };
}

function targetsOf(settings: readonly Item[]): readonly SnmpTarget[] {
  const item = settings.findLast((each) => each.parameters.has("trap-target"));
  if (item === undefined) return [];
  const version = last(settings, "trap-version") ?? "1";
  return (valueOf(item, "trap-target") ?? "")
    .split(",")
    .filter((address) => address !== "" && address !== "0.0.0.0" && address !== "::")
    .map((address) => ({
      address,
      version: version === "3" ? "v3" : version === "2" ? "v2c" : "v1",
      level: null,
      at: placeOf(item),
    }));
}
