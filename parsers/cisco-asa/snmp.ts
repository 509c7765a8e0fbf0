import { byDefault, joinRanges, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { SourceRestriction } from "../../src/model/management.ts";
import { Secret } from "../../src/model/secret.ts";
import type { Snmp, SnmpCommunity, SnmpTarget } from "../../src/model/services.ts";
import { decimal, ipv4Number, ipv4Text } from "../lib/cisco/addresses.ts";
import { define, use } from "../lib/cisco/objects.ts";
import { addUser, snmpLevel } from "../lib/cisco/snmp.ts";
import { communityOf } from "../lib/cisco/passwords.ts";
import { placeOf, readAt } from "../lib/cisco/places.ts";
import type { Statement } from "../lib/indented.ts";
import { on, skip, touching } from "../lib/statements.ts";
import { switched, type Draft, type SnmpHostDraft } from "./draft.ts";
import { addressText, named } from "./names.ts";

/** "snmp-server" ("SNMP", General Operations CLI Configuration Guide). */
export const snmpStatements = [
  on<Draft>("snmp-server community", community),
  on<Draft>(["snmp-server host", "snmp-server host-group"], host),
  on<Draft>("snmp-server group", group),
  on<Draft>("snmp-server user", user),
  // Users by name together, for hosts that name the list.
  on<Draft>("snmp-server user-list", (_, { words, negated }) => !negated && words[3] === "username"),
  on<Draft>("snmp-server listen-port", (draft, statement) => {
    const port = decimal(statement.words[2]);
    draft.numbers.set("snmp port", readAt(port, statement));
    return port !== null && !statement.negated;
  }),
  on<Draft>("snmp-server enable", (draft, statement) => {
    if (statement.words.length > 2) return statement.words[2] === "traps" || statement.words[2] === "oid";
    switched("snmp-server enable")(draft, statement);
    return true;
  }),
  skip(
    "snmp-details",
    "snmp-server location",
    "snmp-server contact",
    "snmp cpu",
    "snmp interface",
    "snmp-server queue-size",
  ),
  touching(["snmp", "objects", "management.services"], "snmp-server", "snmp"),
];

/** "[0|8] STRING"; 8 is encrypted with the device's own passphrase, and what it says is not known. */
function stringAt(
  words: readonly string[],
  index: number,
): { readonly text: string; readonly secret: Secret; readonly next: number } | null {
  const first = words[index];
  const typed = (first === "0" || first === "8") && words[index + 1] !== undefined;
  const text = typed ? words[index + 1] : first;
  if (text === undefined) return null;
  return { text, secret: new Secret(communityOf(typed ? first : undefined, text)), next: index + (typed ? 2 : 1) };
}

/** The running configuration shows "*****" for a community: what it is cannot be told from the text. */
function keepMasked(draft: Draft, text: string, statement: Statement): void {
  if (/^[*<]/.test(text)) draft.maskedCommunities.push(...placeOf(statement));
}

function community(draft: Draft, statement: Statement): boolean {
  const found = stringAt(statement.words, 2);
  if (found === null || statement.negated || found.next < statement.words.length) return false;
  keepMasked(draft, found.text, statement);
  draft.communities.push({ secret: found.secret, at: placeOf(statement) });
  return true;
}

/**
 * "snmp-server host INTERFACE ADDRESS [trap|poll] [community STRING] [version 1|2c|3 USER] [udp-port N]" and
 * "host-group INTERFACE GROUP …"; without trap or poll both. Version 1 unless stated.
 */
function host(draft: Draft, statement: Statement): boolean {
  const { words, negated } = statement;
  const [, kind, nameif, target] = words;
  if (nameif === undefined || target === undefined || negated) return false;
  let [polls, traps] = [true, true];
  let version: SnmpHostDraft["version"] = "v1";
  let secret: Secret | null = null;
  let name: string | null = null;
  for (let index = 4; index < words.length; index += 1) {
    const word = words[index] ?? "";
    const value = words[index + 1];
    if (word === "trap" || word === "poll") [polls, traps] = [word === "poll", word === "trap"];
    else if (word === "community") {
      const found = stringAt(words, index + 1);
      if (found === null) return false;
      secret = found.secret;
      keepMasked(draft, found.text, statement);
      index = found.next - 1;
    } else if (word === "version" && (value === "1" || value === "2c" || value === "3")) {
      version = `v${value}`;
      index += 1;
      if (value === "3") {
        name = words[index + 1] === "user-list" ? null : (words[index + 1] ?? null);
        index += words[index + 1] === "user-list" ? 2 : 1;
      }
    } else if (word === "udp-port") index += 1;
    else return false;
  }
  const groupName = kind === "host-group" ? target : null;
  if (groupName !== null) use(draft, "address-group", groupName, statement, "snmp-server host-group");
  use(draft, "zone", nameif, statement, "snmp-server host");
  const at = placeOf(statement);
  const prefix = groupName === null ? hostPrefix(draft, target) : null;
  const address = addressText(draft, target);
  draft.snmpHosts.push({
    nameif,
    prefix,
    group: groupName,
    address,
    polls,
    traps,
    version,
    community: secret,
    user: name,
    at,
  });
  return true;
}

function hostPrefix(draft: Draft, word: string): string {
  const number = ipv4Number(named(draft, word));
  return number === null ? `${addressText(draft, word)}/128` : `${ipv4Text(number)}/32`;
}

/** The hosts say it for all of them, when the whole text is read. */
const unsaid = unknownFact("The hosts are not read yet.");

/** "snmp-server group NAME v3 auth|noauth|priv". */
function group(draft: Draft, statement: Statement): boolean {
  const [, , name, version, word] = statement.words;
  const level = snmpLevel(word);
  if (name === undefined || version !== "v3" || level === null || statement.negated) return false;
  define(draft, "snmp-group", name, statement);
  draft.snmpGroups.push({
    name,
    version: "v3",
    level,
    readView: null,
    writeView: null,
    sources: unsaid,
    at: placeOf(statement),
  });
  return statement.words.length === 5;
}

/** "snmp-server user NAME GROUP v3 [engineID E] [encrypted] [auth A KEY [priv des|3des|aes [BITS] KEY]]". */
function user(draft: Draft, statement: Statement): boolean {
  const [, , name, groupName, version, ...options] = statement.words;
  if (name === undefined || groupName === undefined || version !== "v3" || statement.negated) return false;
  let authentication: string | null = null;
  let privacy: string | null = null;
  for (let index = 0; index < options.length; index += 1) {
    const word = options[index];
    const value = options[index + 1];
    if (word === "engineID") index += 1;
    else if (word === "auth" && value !== undefined) {
      authentication = value;
      index += 2;
    } else if (word === "priv" && value !== undefined) {
      const bits = value === "aes" ? (options[index + 2] ?? "") : "";
      privacy = `${value}${bits}`;
      index += bits === "" ? 2 : 3;
    } else if (word !== "encrypted") return false;
  }
  addUser(draft, statement, { name, group: groupName, authentication, privacy, sources: unsaid });
  use(draft, "snmp-group", groupName, statement, `snmp-server user ${name}`);
  return true;
}

/** The hosts that may ask: the agent answers nobody else. */
export function snmpSources(draft: Draft, asks: (host: SnmpHostDraft) => boolean): Fact<readonly SourceRestriction[]> {
  const hosts = draft.snmpHosts.filter((each) => each.polls && asks(each));
  // Nobody: no address is 0.0.0.0, and an empty list would be everybody.
  if (hosts.length === 0)
    return byDefault(
      [{ kind: "prefix", prefix: "0.0.0.0/32" }],
      'ASA: nobody may ask unless "snmp-server host" names it',
    );
  const sources = hosts.flatMap(sourcesOf);
  return read(sources, joinRanges(hosts.flatMap(({ at }) => at)));
}

/** The agent is on by default, and answers those that "snmp-server host" names ("SNMP": Configure an SNMP Management Station). */
export function snmpEnabled(draft: Draft): Fact<boolean> {
  const server = draft.switches.get("snmp-server enable");
  if (server?.value === false) return server;
  const hosts = draft.snmpHosts.filter(({ polls }) => polls);
  return hosts.length > 0
    ? read(true, joinRanges(hosts.flatMap(({ at }) => at)))
    : byDefault(false, 'ASA: the agent answers those alone that "snmp-server host" names, and there is none');
}

/** Communities are those of the device and those of single hosts; the ASA lets none of them write ("SNMP": read-only). */
export function snmpOf(draft: Draft): Snmp {
  const signed = snmpSources(draft, ({ version }) => version === "v3");
  const levelOf = new Map(draft.snmpUsers.map(({ name, level }) => [name, "value" in level ? level.value : null]));
  return {
    enabled: snmpEnabled(draft),
    versions: versions(draft),
    communities: communitiesOf(draft),
    users: draft.snmpUsers.map((each) => ({ ...each, sources: signed })),
    groups: draft.snmpGroups.map((each) => ({ ...each, sources: signed })),
    targets: draft.snmpHosts.flatMap(({ address, group: name, traps, version, user: sender, at }): SnmpTarget[] => {
      if (!traps) return [];
      const level = version === "v3" ? (levelOf.get(sender ?? "") ?? null) : null;
      return [{ address: name ?? address, version, level, at }];
    }),
  };
}

function communitiesOf(draft: Draft): readonly SnmpCommunity[] {
  const common = snmpSources(draft, (each) => each.community === null && each.version !== "v3");
  const all = [
    ...draft.communities.map(({ secret, at }) => ({ secret, at, sources: common })),
    ...draft.snmpHosts.flatMap((each) =>
      each.community === null || !each.polls
        ? []
        : [{ secret: each.community, at: each.at, sources: read(sourcesOf(each), each.at) }],
    ),
  ];
  return all.map((each, index) => ({
    ...each,
    label: `community ${index + 1} (read-only)`,
    access: byDefault("read-only", "ASA: SNMP may only read"),
    view: byDefault(null, "ASA: no views"),
  }));
}

function sourcesOf({ prefix, group: name }: SnmpHostDraft): readonly SourceRestriction[] {
  if (prefix !== null) return [{ kind: "prefix", prefix }];
  return name === null ? [] : [{ kind: "prefix-list", name }];
}

function versions(draft: Draft): Snmp["versions"] {
  const hosts = draft.snmpHosts.filter(({ polls }) => polls);
  if (hosts.length === 0) return byDefault([], 'ASA: the agent answers nobody without "snmp-server host"');
  return read([...new Set(hosts.map(({ version }) => version))].sort(), joinRanges(hosts.flatMap(({ at }) => at)));
}
