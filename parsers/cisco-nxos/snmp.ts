import { byDefault, joinRanges, notApplicable, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { SourceRestriction } from "../../src/model/management.ts";
import { Secret } from "../../src/model/secret.ts";
import type { Snmp, SnmpCommunity, SnmpUser } from "../../src/model/services.ts";
import type { Statement } from "../lib/indented.ts";
import { on, skip, touching } from "../lib/statements.ts";
import { use } from "../lib/cisco/objects.ts";
import { addTarget } from "../lib/cisco/snmp.ts";
import { placeOf, readAt } from "../lib/cisco/places.ts";
import { switched, type Draft } from "./draft.ts";
import { snmpEnabled } from "./management-services.ts";
import type { CommunityDraft, SnmpUserDraft } from "./snmp-draft.ts";
import { listKey } from "../lib/cisco/list-keys.ts";

/** "Configuring SNMP", Cisco Nexus NX-OS System Management Configuration Guide. */
export const snmpStatements = [
  on<Draft>("snmp-server community", community),
  on<Draft>("snmp-server user", user),
  on<Draft>("snmp-server host", host),
  on<Draft>("snmp-server protocol enable", switched("snmp-server protocol enable")),
  on<Draft>("snmp-server globalEnforcePriv", switched("globalEnforcePriv")),
  on<Draft>("snmp-server drop", (draft, statement) => {
    draft.lists.set("snmp-server drop", readAt(statement.words.slice(2), statement));
    return !statement.negated;
  }),
  skip(
    "snmp-traps",
    "snmp-server enable traps",
    "snmp-server source-interface",
    "snmp-server trap-source",
    "snmp-server counter",
    "snmp-server load-mib",
  ),
  skip("snmp-text", "snmp-server contact", "snmp-server location", "snmp-server sys"),
  skip(
    "snmp-context",
    "snmp-server context",
    "snmp-server mib",
    "snmp-server packetsize",
    "snmp-server aaa-user",
    "snmp-server tcp-session",
    "snmp-server engineID",
    "snmp-server chassis-id",
    "snmp-server cache",
  ),
  skip("rmon", "rmon"),
  touching(["snmp", "objects", "management.services"], "snmp-server", "snmp"),
];

const listWords: ReadonlySet<string> = new Set(["use-acl", "use-ipv4acl", "use-ipv6acl"]);

/** Lists after "use-acl" and its like; null where something else stands there. */
function listsAt(
  draft: Draft,
  statement: Statement,
  words: readonly string[],
  lists: Map<string, ReturnType<typeof readAt<string>>>,
  by: string,
): boolean {
  for (let index = 0; index < words.length; index += 2) {
    const word = words[index] ?? "";
    const name = words[index + 1];
    if (!listWords.has(word) || name === undefined) return false;
    lists.set(word, readAt(name, statement));
    use(draft, "acl", name, statement, by);
  }
  return true;
}

/** "snmp-server community C [group ROLE|ro|rw] [use-acl A]"; rights and lists are written apart. */
function community(draft: Draft, statement: Statement): boolean {
  const [, , text, ...options] = statement.words;
  // What an archive has removed may be any community, and a known one too.
  if (text === undefined || statement.negated || text.startsWith("<")) return false;
  const found: CommunityDraft = draft.communities.get(text) ?? { text, at: [], group: null, lists: new Map() };
  draft.communities.set(text, found);
  found.at.push(...placeOf(statement));
  const [first, second] = options;
  if (first === "group" && second !== undefined) {
    found.group = readAt(second, statement);
    options.splice(0, 2);
  } else if (first === "ro" || first === "rw") {
    found.group = readAt(first, statement);
    options.shift();
  }
  return listsAt(draft, statement, options, found.lists, "snmp-server community");
}

/**
 * "snmp-server user NAME [ROLE] [auth A KEY [priv [P] KEY]] [localizedkey] [engineID E]", "snmp-server user NAME
 * enforcePriv" and "snmp-server user NAME use-ipv4acl L"; each of a user's roles stands on a line.
 */
function user(draft: Draft, statement: Statement): boolean {
  const [, , name, ...options] = statement.words;
  if (name === undefined || statement.negated) return false;
  const found: SnmpUserDraft = draft.snmpUsers.get(name) ?? {
    name,
    at: [],
    group: null,
    authentication: null,
    privacy: null,
    enforced: null,
    lists: new Map(),
  };
  draft.snmpUsers.set(name, found);
  found.at.push(...placeOf(statement));
  let index = 0;
  const first = options[0];
  if (first !== undefined && !listWords.has(first) && first !== "auth" && first !== "enforcePriv") {
    found.group ??= first;
    index = 1;
  }
  for (; index < options.length; index += 1) {
    const word = options[index] ?? "";
    const next = options[index + 1];
    if (word === "auth" && next !== undefined) {
      found.authentication = readAt(next.replace("sha-", "sha"), statement);
      index += 2;
    } else if (word === "priv" && next !== undefined) {
      const named = /^(?:aes|des|3des)/.test(next) && options[index + 2] !== undefined && !isTail(options[index + 2]);
      // Without a word for it the algorithm is DES ("snmp-server user", cisco-network-node-utils, snmp_user.yaml).
      found.privacy = readAt(named ? next.replace("-", "") : "des", statement);
      index += named ? 2 : 1;
    } else if (word === "enforcePriv") found.enforced = readAt(true, statement);
    else if (word === "engineID") index += 1;
    else if (listWords.has(word))
      return listsAt(draft, statement, options.slice(index), found.lists, `snmp-server user ${name}`);
    else if (!isTail(word)) {
      found.authentication = null;
      found.privacy = null;
      return false;
    }
  }
  return true;
}

function isTail(word: string | undefined): boolean {
  return word === "localizedkey" || word === "localizedV2key" || word === "engineID";
}

/** "snmp-server host A [traps|informs] [version 1|2c|3 [LEVEL]] COMMUNITY [udp-port N]"; other lines say how it is reached. */
function host(draft: Draft, statement: Statement): boolean {
  const [, , address, ...options] = statement.words;
  if (address === undefined || statement.negated) return false;
  if (["use-vrf", "filter-vrf", "source-interface"].includes(options[0] ?? "")) return options.length === 2;
  return addTarget(draft, statement, 2, "1");
}

export function snmpOf(draft: Draft): Snmp {
  return {
    enabled: snmpEnabled(draft),
    versions: versions(draft),
    communities: [...draft.communities.values()].map((each, index) => communityOf(draft, each, index)),
    users: [...draft.snmpUsers.values()].map((each) => userOf(draft, each)),
    groups: [],
    targets: draft.snmpTargets,
  };
}

/** "drop unknown-user" and its like drop no version. Each account is an SNMPv3 user too, so that silence says nothing. */
function versions(draft: Draft): Snmp["versions"] {
  const communities = [...draft.communities.values()].flatMap((each) => each.at);
  const users = [...draft.snmpUsers.values()].flatMap((each) => each.at);
  if (communities.length + users.length === 0)
    return unknownFact("No line states a community or an SNMP user, and NX-OS makes a user of each account.");
  const found: ("v1" | "v2c" | "v3")[] = [
    ...(communities.length > 0 ? (["v1", "v2c"] as const) : []),
    ...(users.length > 0 ? (["v3"] as const) : []),
  ];
  return read(found, joinRanges([...communities, ...users]));
}

function communityOf(draft: Draft, { text, at, group, lists }: CommunityDraft, index: number): SnmpCommunity {
  const access = accessOf(group);
  const known = "value" in access ? access.value : "unknown rights";
  return {
    label: `community ${index + 1} (${known})`,
    secret: new Secret(text),
    access,
    sources: sourcesOf(draft, lists),
    view: notApplicable("NX-OS gives a community the rights of a role instead of a view."),
    at: joinRanges(at),
  };
}

/** "User Roles": the admin roles write, the operator roles read; a community without one is a network-operator. */
function accessOf(group: CommunityDraft["group"]): SnmpCommunity["access"] {
  switch (group?.value) {
    case undefined:
      return byDefault("read-only", "NX-OS: network-operator unless a role is stated (Configuring SNMP)");
    case "network-admin":
    case "vdc-admin":
    case "rw":
      return read("read-write", group?.at ?? []);
    case "network-operator":
    case "vdc-operator":
    case "ro":
      return read("read-only", group?.at ?? []);
    default:
      return unknownFact(`What role "${group?.value ?? ""}" lets a community change is not judged.`, group?.at ?? []);
  }
}

/** A list after "use-acl" may be of either family: the one that is defined by that name. */
function sourcesOf(draft: Draft, lists: CommunityDraft["lists"]): Fact<readonly SourceRestriction[]> {
  if (lists.size === 0) return byDefault([], 'NX-OS: anyone unless "use-acl"');
  const found = [...lists].map(([word, { value: name }]): SourceRestriction => {
    const six =
      word === "use-ipv6acl" ||
      (word === "use-acl" && draft.acls.has(listKey("ipv6", name)) && !draft.acls.has(listKey("ipv4", name)));
    return { kind: "acl", name, family: six ? "ipv6" : "ipv4" };
  });
  return read(found, joinRanges([...lists.values()].flatMap((each) => each.at)));
}

function userOf(draft: Draft, of: SnmpUserDraft): SnmpUser {
  const { name, at, group, authentication, privacy, lists } = of;
  const silent = unknownFact("No line states the keys of the user; those of the account may be meant.", joinRanges(at));
  return {
    name,
    group,
    level: levelOf(draft, of),
    authentication: authentication ?? silent,
    privacy: privacy ?? (authentication === null ? silent : read(null, authentication.at)),
    sources: sourcesOf(draft, lists),
    at: joinRanges(at),
  };
}

/**
 * The agent answers messages without authentication and encryption unless privacy is enforced for the user or for all
 * ("Enforcing SNMP Message Encryption", System Management Configuration Guide): the keys alone do not say.
 */
function levelOf(draft: Draft, { at, authentication, privacy, enforced }: SnmpUserDraft): SnmpUser["level"] {
  const all = draft.switches.get("globalEnforcePriv");
  const enforcing = enforced ?? (all?.value === true ? all : null);
  if (authentication !== null && privacy === null) return read("authNoPriv", authentication.at);
  if (enforcing !== null) return read("authPriv", joinRanges([...(privacy?.at ?? []), ...enforcing.at]));
  return unknownFact(
    'The user has keys, and messages without encryption are answered too unless "enforcePriv" or "globalEnforcePriv".',
    joinRanges(at),
  );
}
