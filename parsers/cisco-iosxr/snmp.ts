import { byDefault, joinRanges, read, type Fact } from "../../src/model/fact.ts";
import type { SourceRestriction } from "../../src/model/management.ts";
import type { Snmp } from "../../src/model/services.ts";
import type { Statement } from "../lib/indented.ts";
import { define } from "../lib/cisco/objects.ts";
import { placeOf, readAt } from "../lib/cisco/places.ts";
import type { Ledger } from "../lib/ledger.ts";
import { block, on, readStatements, skip, skipBlock, table, touching } from "../lib/statements.ts";
import { communityOf } from "../lib/cisco/passwords.ts";
import { addCommunity, addGroup, addTarget, addUser, snmpLevel, useOfUser } from "../lib/cisco/snmp.ts";
import type { Draft } from "./draft.ts";

/** A statement that starts the agent and says nothing that the model asks. */
function agent(draft: Draft, statement: Statement): true {
  if (!statement.negated) draft.snmpLines.push(...placeOf(statement));
  return true;
}

interface VrfContext {
  readonly ledger: Ledger;
  readonly draft: Draft;
}

export const trapTable = table<VrfContext>([
  on("host", ({ draft }, statement) => host(draft, statement, 1)),
  skip("snmp-details", "context"),
]);

/** "snmp-server" of the SNMP Server Commands, System Management Command Reference. */
export const snmpStatements = [
  on<Draft>("snmp-server community", community),
  on<Draft>("snmp-server group", group),
  on<Draft>("snmp-server user", user),
  on<Draft>("snmp-server host", (draft, statement) => host(draft, statement, 2)),
  on<Draft>("snmp-server view", (draft, statement) => {
    define(draft, "snmp-view", statement.words[2], statement);
    return agent(draft, statement);
  }),
  block<Draft>("snmp-server vrf", (draft, statement) => {
    if (statement.words.length > 3) return false;
    readStatements({ ledger: draft.ledger, draft }, statement.children, trapTable, ["snmp"]);
    return agent(draft, statement);
  }),
  // Maps a community's name to another name, context or user.
  on<Draft>("snmp-server community-map", agent),
  on<Draft>("snmp-server traps", agent),
  on<Draft>("snmp-server ifmib", agent),
  on<Draft>(
    [
      "snmp-server location",
      "snmp-server contact",
      "snmp-server chassis-id",
      "snmp-server engineID",
      "snmp-server trap-source",
      "snmp-server trap",
      "snmp-server ifindex",
      "snmp-server packetsize",
      "snmp-server queue-length",
      "snmp-server trap-timeout",
      "snmp-server throttle-time",
      "snmp-server overload-control",
      "snmp-server ipv4",
      "snmp-server ipv6",
      "snmp-server context",
      "snmp-server entityindex",
      "snmp-server informs",
      "snmp-server logging",
      "snmp-server mibs",
      "snmp-server cisco",
      "snmp-server oid-poll-stats",
      "snmp-server notification-log-mib",
      "snmp-server timeouts",
      "snmp-server target",
      "snmp-server drop",
      "snmp-server mroutemib",
      "snmp-server inform",
    ],
    agent,
  ),
  skipBlock("snmp-mib", "snmp-server interface", "snmp-server mibs cbqosmib", "snmp-server mibs eventmib"),
  touching(["snmp", "objects", "management.services"], "snmp-server"),
];

const roles: ReadonlySet<string> = new Set(["systemowner", "sdrowner", "lrowner"]);

/** "[IPv4 A] [IPv6 B]" or a name alone, which the device takes for an IPv4 list; null where it is no such thing. */
function listsAt(words: readonly string[]): readonly SourceRestriction[] | null {
  const sources: SourceRestriction[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = (words[index] ?? "").toLowerCase();
    const next = words[index + 1];
    if (roles.has(word)) continue;
    if ((word === "ipv4" || word === "ipv6") && next !== undefined) {
      sources.push({ kind: "acl", name: next, family: word });
      index += 1;
    } else if (index === words.length - 1) sources.push({ kind: "acl", name: words[index] ?? "", family: "ipv4" });
    else return null;
  }
  return sources;
}

/** "snmp-server community [clear|encrypted] STRING [view V] [RO|RW] [SDROwner|SystemOwner] [lists]"; read-only unless "RW". */
function community(draft: Draft, statement: Statement): boolean {
  const typed = statement.words[3] !== undefined && /^(?:clear|encrypted)$/.test(statement.words[2] ?? "");
  const [text, ...options] = statement.words.slice(typed ? 3 : 2);
  if (text === undefined || statement.negated) return false;
  const rest: string[] = [];
  let access: "read-only" | "read-write" | null = null;
  let view: string | null = null;
  for (let index = 0; index < options.length; index += 1) {
    const word = (options[index] ?? "").toLowerCase();
    const next = options[index + 1];
    if ((word === "ro" || word === "rw") && rest.length === 0) access = word === "rw" ? "read-write" : "read-only";
    else if (word === "view" && next !== undefined && rest.length === 0) {
      view = next;
      index += 1;
    } else rest.push(options[index] ?? "");
  }
  const sources = listsAt(rest);
  if (sources === null) return false;
  const clear = communityOf(typed ? statement.words[2] : undefined, text);
  draft.communityStrings.add(text).add(clear);
  addCommunity(draft, statement, { text: clear, access, readOnlyBy: 'IOS XR: read-only unless "RW"', view, sources });
  return agent(draft, statement);
}

/** "snmp-server group NAME v1|v2c|v3 [auth|noauth|priv] [read V] [write V] [notify V] [context C] [lists]". */
function group(draft: Draft, statement: Statement): boolean {
  const [, , name, version, ...rest] = statement.words;
  if (name === undefined || statement.negated) return false;
  if (version !== "v1" && version !== "v2c" && version !== "v3") return false;
  const options = [...rest];
  const level = version === "v3" ? snmpLevel(options.shift()) : null;
  if (version === "v3" && level === null) return false;
  const views = new Map<string, string>();
  let index = 0;
  for (; index + 1 < options.length; index += 2) {
    const word = options[index] ?? "";
    if (!["read", "write", "notify", "context"].includes(word)) break;
    views.set(word, options[index + 1] ?? "");
  }
  const sources = listsAt(options.slice(index));
  if (sources === null) return false;
  addGroup(draft, statement, {
    name,
    version,
    level,
    readView: views.get("read") ?? null,
    writeView: views.get("write") ?? null,
    notifyView: views.get("notify") ?? null,
    sources,
  });
  return agent(draft, statement);
}

/**
 * "snmp-server user NAME GROUP [remote A] v1|v2c|v3 [auth md5|sha [clear|encrypted] KEY [priv des56|3des|aes N
 * [clear|encrypted] KEY]] [SDROwner|SystemOwner] [lists]". IOS XR shows users in its configuration.
 */
function user(draft: Draft, statement: Statement): boolean {
  const [, , name, groupName, ...options] = statement.words;
  if (name === undefined || groupName === undefined || statement.negated) return false;
  let authentication: string | null = null;
  let privacy: string | null = null;
  let version: string | null = null;
  let index = 0;
  const pass = () => {
    if (/^(?:clear|encrypted)$/.test(options[index] ?? "") && options[index + 1] !== undefined) index += 1;
    index += 1;
  };
  for (;;) {
    const word = options[index];
    const next = options[index + 1];
    if (word === "v1" || word === "v2c" || word === "v3") {
      version = word;
      index += 1;
    } else if ((word === "remote" || word === "udp-port") && next !== undefined) index += 2;
    else if (word === "auth" && next !== undefined) {
      authentication = next;
      index += 2;
      pass();
    } else if (word === "priv" && next !== undefined) {
      index += 2;
      if (next === "aes") {
        privacy = `aes${options[index] ?? ""}`;
        index += 1;
      } else privacy = next === "des56" ? "des" : next;
      pass();
    } else break;
  }
  const sources = listsAt(options.slice(index));
  if (version === null || sources === null) return false;
  const words = { name, group: groupName, authentication, privacy };
  if (version === "v3") addUser(draft, statement, { ...words, sources: readAt(sources, statement) });
  useOfUser(draft, statement, { ...words, sources });
  return agent(draft, statement);
}

/** "snmp-server host A [informs|traps] [version 1|2c|3 LEVEL] [clear|encrypted] COMMUNITY …"; version 1 unless stated. */
function host(draft: Draft, statement: Statement, from: number): boolean {
  return addTarget(draft, statement, from, "1") && agent(draft, statement);
}

export function snmpOf(draft: Draft): Snmp {
  const { communities, communityStrings } = draft;
  return {
    enabled: enabled(draft),
    versions: versions(draft),
    communities,
    users: draft.snmpUsers,
    // A group that has a community's name would tell the community.
    groups: draft.snmpGroups.map((each, index) => ({
      ...each,
      name: communityStrings.has(each.name) ? `group ${index + 1} of a community` : each.name,
    })),
    targets: draft.snmpTargets,
  };
}

function enabled(draft: Draft): Fact<boolean> {
  return draft.snmpLines.length > 0
    ? read(true, joinRanges(draft.snmpLines))
    : byDefault(false, "IOS XR: the agent starts with the first snmp-server statement, and there is none");
}

function versions(draft: Draft): Snmp["versions"] {
  if (draft.snmpLines.length === 0)
    return byDefault([], "IOS XR: the agent answers nobody without an snmp-server statement");
  const found = new Set<"v1" | "v2c" | "v3">(draft.snmpGroups.map((each) => each.version));
  if (draft.communities.length > 0) found.add("v1").add("v2c");
  if (draft.snmpUsers.length > 0) found.add("v3");
  const at = [...draft.communities, ...draft.snmpGroups, ...draft.snmpUsers].flatMap((each) => each.at);
  return read([...found].sort(), joinRanges(at.length > 0 ? at : draft.snmpLines));
}
