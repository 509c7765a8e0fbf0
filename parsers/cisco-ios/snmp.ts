import { byDefault, joinRanges, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { SourceRestriction } from "../../src/model/management.ts";
import type { Snmp } from "../../src/model/services.ts";
import type { Statement } from "../lib/indented.ts";
import { on, skipBlock, touching } from "../lib/statements.ts";
import { placeOf, readAt } from "../lib/cisco/places.ts";
import { define, use } from "../lib/cisco/objects.ts";
import { communityOf } from "../lib/cisco/passwords.ts";
import { addCommunity, addGroup, addTarget, addUser, snmpLevel, useOfUser } from "../lib/cisco/snmp.ts";
import { switched, type Draft } from "./draft.ts";

/** "snmp-server" of the Cisco IOS SNMP Support Command Reference. */
export const snmpStatements = [
  on<Draft>("snmp-server community", community),
  on<Draft>("snmp-server group", group),
  on<Draft>("snmp-server user", user),
  on<Draft>("snmp-server host", host),
  on<Draft>("snmp-server view", (draft, statement) => {
    define(draft, "snmp-view", statement.words[2], statement);
    return agent(draft, statement);
  }),
  on<Draft>("snmp-server tftp-server-list", (draft, statement) => {
    use(draft, "acl", statement.words[2], statement, "snmp-server tftp-server-list");
    return agent(draft, statement);
  }),
  on<Draft>("snmp-server file-transfer access-group", (draft, statement) => {
    use(draft, "acl", statement.words[3], statement, "snmp-server file-transfer access-group");
    return agent(draft, statement);
  }),
  on<Draft>("snmp-server system-shutdown", switched("snmp-server system-shutdown")),
  on<Draft>("snmp-server enable", (draft, statement) => agent(draft, statement)),
  on<Draft>("snmp-server manager", (draft, statement) => agent(draft, statement)),
  on<Draft>(
    [
      "snmp-server location",
      "snmp-server contact",
      "snmp-server chassis-id",
      "snmp-server engineID",
      "snmp-server trap-source",
      "snmp-server source-interface",
      "snmp-server ifindex",
      "snmp-server packetsize",
      "snmp-server queue-length",
      "snmp-server trap-timeout",
      "snmp-server trap",
      "snmp-server cache",
      "snmp-server queue-limit",
      "snmp-server inform",
      "snmp-server context",
      "snmp-server drop",
      "snmp-server usm",
      "snmp-server ip",
      "snmp-server trap authentication",
      "snmp-server sparse-tables",
      "snmp-server logging",
      "snmp-server cbgp2",
      "snmp-server informs",
      "snmp-server session-timeout",
    ],
    (draft, statement) => agent(draft, statement),
  ),
  // "no snmp-server" alone stops the agent.
  on<Draft>("snmp-server", (draft, statement) => {
    if (!statement.negated || statement.words.length > 1) return false;
    draft.switches.set("snmp-server", readAt(false, statement));
    return true;
  }),
  skipBlock("snmp-mib", "snmp mib", "snmp ifmib"),
  touching(["snmp", "objects", "management.services"], "snmp-server", "snmp"),
];

/** The first snmp-server statement starts the agent (Cisco document 7282, "Configure SNMP Community Strings"). */
function agent(draft: Draft, statement: Statement): true {
  if (!statement.negated) draft.snmpLines.push(...placeOf(statement));
  return true;
}

const acl = (name: string, family: "ipv4" | "ipv6"): SourceRestriction => ({ kind: "acl", name, family });

/** "snmp-server community STRING [view V] [ro|rw] [ipv6 ACL6] [ACL]"; read-only unless "rw". */
function community(draft: Draft, statement: Statement): boolean {
  const [, , text, ...options] = statement.words;
  if (text === undefined || statement.negated) return false;
  // A type word stands before the string where "password encryption" is on.
  const typed =
    (text === "0" || text === "6" || text === "7") && options[0] !== undefined && !/^(?:ro|rw|view)$/i.test(options[0]);
  const rest = typed ? options.slice(1) : options;
  let access: "read-only" | "read-write" | null = null;
  let view: string | null = null;
  const sources: SourceRestriction[] = [];
  for (let index = 0; index < rest.length; index += 1) {
    const word = (rest[index] ?? "").toLowerCase();
    const next = rest[index + 1];
    if (word === "ro" || word === "rw") access = word === "rw" ? "read-write" : "read-only";
    else if (word === "view" && next !== undefined) {
      view = next;
      index += 1;
    } else if (word === "ipv6" && next !== undefined) {
      sources.push(acl(next, "ipv6"));
      index += 1;
    } else if (index === rest.length - 1) sources.push(acl(rest[index] ?? "", "ipv4"));
    else return false;
  }
  const secret = typed ? communityOf(text, options[0] ?? "") : text;
  addCommunity(draft, statement, { text: secret, access, readOnlyBy: 'IOS: read-only unless "rw"', view, sources });
  return agent(draft, statement);
}

function group(draft: Draft, statement: Statement): boolean {
  const [, , name, version, ...rest] = statement.words;
  if (name === undefined || statement.negated) return false;
  if (version !== "v1" && version !== "v2c" && version !== "v3") return false;
  const options = [...rest];
  const level = version === "v3" ? snmpLevel(options.shift()) : null;
  if (version === "v3" && level === null) return false;
  let readView: string | null = null;
  let writeView: string | null = null;
  const sources: SourceRestriction[] = [];
  let notifyView: string | null = null;
  for (let index = 0; index < options.length; index += 2) {
    const word = options[index];
    const value = options[index + 1];
    if (value === undefined) return false;
    if (word === "read") readView = value;
    else if (word === "write") writeView = value;
    else if (word === "notify") notifyView = value;
    else if (word === "match" || word === "context") continue;
    else if (word === "access" && value === "ipv6" && options[index + 2] !== undefined) {
      sources.push(acl(options[index + 2] ?? "", "ipv6"));
      index += 1;
    } else if (word === "access") sources.push(acl(value, "ipv4"));
    else return false;
  }
  addGroup(draft, statement, { name, version, level, readView, writeView, notifyView, sources });
  return agent(draft, statement);
}

/**
 * "snmp-server user NAME GROUP [remote HOST [udp-port N]] v1|v2c|v3 [encrypted] [auth A KEY] [priv P [BITS] KEY] [access …]".
 * IOS keeps users out of the running configuration, so their absence says nothing.
 */
function user(draft: Draft, statement: Statement): boolean {
  const [, , name, groupName, ...options] = statement.words;
  if (name === undefined || groupName === undefined || statement.negated) return false;
  let authentication: string | null = null;
  let privacy: string | null = null;
  const sources: SourceRestriction[] = [];
  let version: string | null = null;
  for (let index = 0; index < options.length; index += 1) {
    const word = options[index];
    const next = options[index + 1];
    if (word === "v1" || word === "v2c" || word === "v3") version = word;
    else if (word === "remote" || word === "udp-port" || word === "vrf") index += 1;
    else if (word === "auth" && next !== undefined) {
      authentication = next.replace("sha-2", "sha");
      index += 2;
    } else if (word === "priv" && next !== undefined) {
      const bits = next === "aes" ? (options[index + 2] ?? "") : "";
      privacy = `${next}${bits}`;
      index += bits === "" ? 2 : 3;
    } else if (word === "access" && next !== undefined) {
      const v6 = next === "ipv6";
      sources.push(acl(v6 ? (options[index + 2] ?? "") : next, v6 ? "ipv6" : "ipv4"));
      index += v6 ? 2 : 1;
    } else if (word !== "encrypted" && word !== "credential") return false;
  }
  const words = { name, group: groupName, authentication, privacy };
  if (version === "v3") addUser(draft, statement, { ...words, sources: readAt(sources, statement) });
  useOfUser(draft, statement, { ...words, sources });
  return agent(draft, statement);
}

/** "snmp-server host ADDRESS [vrf V] [informs|traps] [version 1|2c|3 LEVEL] COMMUNITY…"; version 1 unless stated. */
function host(draft: Draft, statement: Statement): boolean {
  return addTarget(draft, statement, 2, "1") && agent(draft, statement);
}

export function snmpOf(draft: Draft): Snmp {
  return {
    enabled: enabled(draft),
    versions: versions(draft),
    communities: draft.communities,
    users: draft.snmpUsers,
    groups: draft.snmpGroups.map((each, index) => ({
      ...each,
      name: hidesCommunity(draft, each.name) ? `group ${index + 1} of a community` : each.name,
    })),
    targets: draft.snmpTargets,
  };
}

/** A group that has a community's name would tell the community. */
function hidesCommunity({ communities }: Draft, name: string): boolean {
  return communities.some(({ secret }) => secret.matchesAny([name]));
}

export function enabled(draft: Draft): Fact<boolean> {
  if (draft.snmpLines.length > 0) return read(true, joinRanges(draft.snmpLines));
  return (
    draft.switches.get("snmp-server") ??
    byDefault(
      false,
      "IOS: the agent starts with the first snmp-server statement, and there is none (Configure SNMP Community Strings)",
    )
  );
}

/** A version is answered when a community (v1, v2c) or a user's group (v3) lets somebody ask in it. */
function versions(draft: Draft): Snmp["versions"] {
  if (draft.snmpLines.length === 0)
    return byDefault([], "IOS: the agent answers nobody without an snmp-server statement");
  const found = new Set<"v1" | "v2c" | "v3">(draft.snmpGroups.map((each) => each.version));
  const at = [...draft.communities, ...draft.snmpGroups].flatMap((each) => each.at);
  if (draft.communities.length > 0) found.add("v1").add("v2c");
  if (at.length === 0)
    return draft.snmpUsers.length === 0
      ? read([], joinRanges(draft.snmpLines))
      : unknownFact("Users are stated, their groups are not.", joinRanges(draft.snmpLines));
  return read([...found].sort(), joinRanges(at));
}
