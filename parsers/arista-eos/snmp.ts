import { byDefault, joinRanges, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { SourceRestriction } from "../../src/model/management.ts";
import type { Snmp } from "../../src/model/services.ts";
import { define, use } from "../lib/cisco/objects.ts";
import { placeOf, readAt } from "../lib/cisco/places.ts";
import { addCommunity, addTarget, addUser, groupWords, snmpLevel } from "../lib/cisco/snmp.ts";
import type { Statement } from "../lib/indented.ts";
import { on, touching } from "../lib/statements.ts";
import { defaultVrf, type Draft } from "./draft.ts";
import { restrict, vrfOffer } from "./service-context.ts";

/** "snmp-server" of the EOS User Manual, "SNMP". */
export const snmpStatements = [
  on<Draft>("snmp-server community", community),
  on<Draft>("snmp-server group", group),
  on<Draft>("snmp-server user", user),
  on<Draft>("snmp-server host", host),
  on<Draft>("snmp-server vrf", (draft, statement) => {
    const [, , vrf, ...rest] = statement.words;
    if (vrf === undefined) return false;
    if (rest[0] === "local-interface" || rest[0] === "source-interface") return rest.length === 2;
    if (rest.length > 0) return false;
    const offer = vrfOffer(draft, "snmp", vrf);
    offer.enabled = readAt(!statement.negated, statement);
    offer.at.push(...placeOf(statement));
    return true;
  }),
  on<Draft>(["snmp-server ipv4 access-list", "snmp-server ipv6 access-list"], (draft, statement) => {
    const [, word, , name, vrfWord, vrf] = statement.words;
    if (name === undefined || statement.negated || (vrfWord !== undefined && vrfWord !== "vrf")) return false;
    const offer = vrfOffer(draft, "snmp", vrf ?? defaultVrf);
    restrict(offer, word === "ipv6" ? "ipv6" : "ipv4", name, statement);
    use(draft, "acl", name, statement, `snmp-server ${word ?? ""} access-list`);
    return true;
  }),
  on<Draft>("snmp-server view", (draft, statement) => {
    if (statement.negated) return false;
    define(draft, "snmp-view", statement.words[2], statement);
    return statement.words.length >= 5;
  }),
  // Where notifications come from, who is asked about the device, and which it sends: who may ask stays as it is.
  on<Draft>(
    [
      "snmp-server contact",
      "snmp-server location",
      "snmp-server chassis-id",
      "snmp-server engineID",
      "snmp-server local-interface",
      "snmp-server source-interface",
      "snmp-server enable traps",
      "snmp-server ifmib",
      "snmp-server objects",
      "snmp-server transport",
      "snmp-server qos",
      "snmp-server notification log",
      "default snmp-server enable traps",
    ],
    (draft, statement) => {
      if (!statement.negated && statement.words[0] !== "default") draft.snmpLines.push(...placeOf(statement));
    },
  ),
  // "no snmp-server" alone takes everything away that was said of the agent before.
  on<Draft>("snmp-server", (draft, statement) => {
    if (!statement.negated || statement.words.length > 1) return false;
    draft.switches.set("snmp-server", readAt(false, statement));
    return true;
  }),
  touching(["snmp", "objects", "management.services"], "snmp-server", "snmp"),
];

const acl = (name: string, family: "ipv4" | "ipv6"): SourceRestriction => ({ kind: "acl", name, family });

/** "snmp-server community STRING [view V] [ro|rw] [ipv6 ACL6] [ACL]"; read-only unless "rw". */
function community(draft: Draft, statement: Statement): boolean {
  const [, , text, ...options] = statement.words;
  if (text === undefined || statement.negated) return false;
  // A type word stands before a string that is stored encrypted: what asks the agent is not in the text.
  if ((text === "7" || text === "8a") && options[0] !== undefined && !/^(?:ro|rw|view|ipv6)$/.test(options[0]))
    return false;
  let access: "read-only" | "read-write" | null = null;
  let view: string | null = null;
  const sources: SourceRestriction[] = [];
  for (let index = 0; index < options.length; index += 1) {
    const word = options[index] ?? "";
    const next = options[index + 1];
    if (word === "ro" || word === "rw") access = word === "rw" ? "read-write" : "read-only";
    else if (word === "view" && next !== undefined) {
      view = next;
      index += 1;
    } else if (word === "ipv6" && next !== undefined) {
      sources.push(acl(next, "ipv6"));
      index += 1;
    } else if (index === options.length - 1) sources.push(acl(word, "ipv4"));
    else return false;
  }
  draft.communityNames.add(text);
  const readOnlyBy = 'EOS: read-only unless "rw" (EOS User Manual, "snmp-server community")';
  addCommunity(draft, statement, { text, access, readOnlyBy, view, sources });
  return true;
}

function versionOf(word: string | undefined): "v1" | "v2c" | "v3" | null {
  return word === "v1" || word === "v2c" || word === "v3" ? word : null;
}

/** "snmp-server group NAME v1|v2c|v3 [noauth|auth|priv] [context C] [read V] [write V] [notify V]". */
function group(draft: Draft, statement: Statement): boolean {
  const [, , name, versionWord, ...options] = statement.words;
  const version = versionOf(versionWord);
  if (name === undefined || version === null || statement.negated) return false;
  const level = version === "v3" ? snmpLevel(options.shift()) : null;
  if (version === "v3" && level === null) return false;
  const views = new Map<string, string>();
  for (let index = 0; index < options.length; index += 2) {
    const word = options[index] ?? "";
    const value = options[index + 1];
    if (value === undefined || !["read", "write", "notify", "context"].includes(word)) return false;
    views.set(word, value);
    if (word !== "context") use(draft, "snmp-view", value, statement, groupWords(name, version));
  }
  if (version === "v3") define(draft, "snmp-group", name, statement);
  draft.snmpGroups.push({
    name,
    version,
    level,
    readView: views.get("read") ?? null,
    writeView: views.get("write") ?? null,
    sources: byDefault([], "EOS: groups restrict nobody by address"),
    at: placeOf(statement),
  });
  return true;
}

const ciphers: Readonly<Record<string, string>> = {
  des: "des",
  "3des": "3des",
  aes: "aes128",
  aes128: "aes128",
  aes192: "aes192",
  aes256: "aes256",
};

/** "snmp-server user NAME GROUP [remote HOST [udp-port N]] v1|v2c|v3 [localized ENGINE] [auth A KEY [priv P KEY]]". */
function user(draft: Draft, statement: Statement): boolean {
  const [, , name, groupName, ...options] = statement.words;
  if (name === undefined || groupName === undefined || statement.negated) return false;
  let authentication: string | null = null;
  let privacy: string | null = null;
  let version: string | null = null;
  let remote = false;
  for (let index = 0; index < options.length; index += 1) {
    const word = options[index] ?? "";
    const next = options[index + 1];
    if (versionOf(word) !== null) version = word;
    else if (word === "remote" || word === "udp-port" || word === "localized") {
      remote ||= word === "remote";
      index += 1;
    } else if (word === "auth" && next !== undefined) {
      authentication = next;
      index += 2;
    } else if (word === "priv" && next !== undefined) {
      privacy = ciphers[next] ?? next;
      index += 2;
    } else return false;
  }
  if (version === null) return false;
  use(draft, "snmp-group", groupName, statement, `snmp-server user ${version === "v3" ? name : version}`);
  // A remote user's name goes into what the device sends: it does not ask the agent.
  if (version !== "v3" || remote) return true;
  const sources = byDefault([], "EOS: users are restricted by nothing but the agent's list");
  addUser(draft, statement, { name, group: groupName, authentication, privacy, sources });
  return true;
}

/** "snmp-server host ADDRESS [vrf V] [informs|traps] [version 1|2c|3 [LEVEL]] COMMUNITY-OR-USER [udp-port N]"; version 2c unless stated. */
function host(draft: Draft, statement: Statement): boolean {
  if (!addTarget(draft, statement, 2, "2c")) return false;
  draft.snmpLines.push(...placeOf(statement));
  return true;
}

/** The agent answers once a community or a user may ask ("SNMP", EOS User Manual: disabled until it is configured). */
export function snmpEnabled(draft: Draft): Fact<boolean> {
  const asking = [...draft.communities, ...draft.snmpUsers].flatMap(({ at }) => at);
  if (asking.length > 0) return read(true, joinRanges(asking));
  const off = draft.switches.get("snmp-server");
  if (off !== undefined) return off;
  if (draft.snmpLines.length > 0 || draft.snmpGroups.length > 0)
    return unknownFact(
      "Nobody may ask the agent, and whether it runs is not known.",
      joinRanges([...draft.snmpLines, ...draft.snmpGroups.flatMap(({ at }) => at)]),
    );
  return byDefault(false, 'EOS: off until "snmp-server community" or "snmp-server user" (EOS User Manual, SNMP)');
}

/** A community is asked in v1 and v2c, a user by v3. */
function versions(draft: Draft): Snmp["versions"] {
  const { communities, snmpUsers } = draft;
  const at = [...communities, ...snmpUsers].flatMap((each) => each.at);
  if (at.length === 0) return byDefault([], "EOS: the agent answers nobody without a community or a user");
  const found: ("v1" | "v2c" | "v3")[] = [];
  if (communities.length > 0) found.push("v1", "v2c");
  if (snmpUsers.length > 0) found.push("v3");
  return read(found, joinRanges(at));
}

export function snmpOf(draft: Draft): Snmp {
  return {
    enabled: snmpEnabled(draft),
    versions: versions(draft),
    communities: draft.communities,
    users: draft.snmpUsers,
    groups: draft.snmpGroups.map((each, index) => ({
      ...each,
      // A group that has a community's name would tell the community.
      name: draft.communityNames.has(each.name) ? `group ${index + 1} of a community` : each.name,
    })),
    targets: draft.snmpTargets,
  };
}
