import type { Aaa, AaaServer } from "../../src/model/accounts.ts";
import { byDefault, joinRanges, read } from "../../src/model/fact.ts";
import type { Statement } from "../lib/indented.ts";
import { canonicalAddress } from "../lib/cisco/addresses.ts";
import { define, use } from "../lib/cisco/objects.ts";
import { passwordAt } from "../lib/cisco/passwords.ts";
import { placeOf, readAt, wholePlace } from "../lib/cisco/places.ts";
import type { Ledger } from "../lib/ledger.ts";
import { block, on, readStatements, skip, table, touching, type Touches } from "../lib/statements.ts";
import { emptyGroupsOf, keepGroup } from "../lib/cisco/server-groups.ts";
import type { Draft } from "./draft.ts";
import { passwordPolicy, passwordPolicyOf } from "./password-policy.ts";

const aaaTouches: Touches = ["aaa", "management.logins", "users", "passwords", "objects"];

interface ServerContext {
  readonly ledger: Ledger;
  address: string | null;
  key: AaaServer["key"] | null;
}

export const serverTable = table<ServerContext>([
  on("key", (context, statement) => {
    context.key = readAt(statement.negated ? null : passwordAt(statement.words, 1), statement);
  }),
  on(["address ipv4", "address ipv6"], (context, statement) => {
    context.address = canonicalAddress(statement.words[2] ?? "");
    return statement.words[2] !== undefined;
  }),
  skip(
    "aaa-transport",
    "timeout",
    "retransmit",
    "port",
    "auth-port",
    "acct-port",
    "single-connection",
    "single-connection-idle-timeout",
    "idle-time",
    "username",
    "ignore-auth-port",
    "ignore-acct-port",
    "test",
    "description",
  ),
]);

interface GroupContext {
  readonly ledger: Ledger;
  readonly draft: Draft;
  readonly group: string;
  readonly protocol: AaaServer["protocol"];
}

export const groupTable = table<GroupContext>([
  block("server-private", ({ draft, group, protocol }, statement) =>
    addServer(draft, statement, statement.words.slice(1), protocol, group),
  ),
  on("server name", ({ draft, group }, statement) => {
    draft.serverGroups.set(statement.words[2] ?? "", group);
    return statement.words[2] !== undefined && !statement.negated;
  }),
  on("server", ({ draft, group }, statement) => {
    const address = statement.words[1];
    if (address === undefined || statement.negated) return false;
    draft.serverGroups.set(canonicalAddress(address), group);
    return true;
  }),
  skip(
    "aaa-transport",
    "vrf",
    "source-interface",
    "deadtime",
    "dead-criteria",
    "load-balance",
    "accounting",
    "authorization",
    "attribute",
    "throttle",
    "retransmit",
    "timeout",
    "holddown-time",
  ),
]);

/** AAA of the System Security Command Reference. */
export const aaaStatements = [
  on<Draft>("aaa authentication", (draft, statement) => methodList(draft, statement, "authentication")),
  on<Draft>("aaa authorization", (draft, statement) => methodList(draft, statement, "authorization")),
  on<Draft>("aaa accounting", (draft, statement) => methodList(draft, statement, "accounting")),
  block<Draft>("aaa group server", (draft, statement) => {
    const [, , , kind, name, more] = statement.words;
    const protocol = kind === "tacacs+" ? "tacacs" : kind === "radius" || kind === "ldap" ? kind : null;
    if (name === undefined || more !== undefined || protocol === null || statement.negated) {
      for (const child of statement.children) draft.ledger.leave(child.line, aaaTouches);
      return false;
    }
    define(draft, "aaa-group", name, statement);
    keepGroup(draft.groups, name, statement);
    readStatements({ ledger: draft.ledger, draft, group: name, protocol }, statement.children, groupTable, aaaTouches);
    return true;
  }),
  block<Draft>("aaa password-policy", passwordPolicy),
  // Task groups for users whom a server names no group for.
  on<Draft>("aaa default-taskgroup", () => true),
  skip(
    "aaa-sessions",
    "aaa accounting update",
    "aaa accounting system rp-failover",
    "aaa accounting subscriber",
    "aaa attribute",
    "aaa radius",
    "aaa subscriber",
    "aaa display-login-failed-users",
    "aaa service-accounting",
  ),
  block<Draft>("tacacs-server host", (draft, statement) =>
    addServer(draft, statement, statement.words.slice(2), "tacacs", null),
  ),
  block<Draft>("radius-server host", (draft, statement) =>
    addServer(draft, statement, statement.words.slice(2), "radius", null),
  ),
  on<Draft>("tacacs-server key", (draft, statement) => sharedKey(draft, statement, "tacacs")),
  on<Draft>("radius-server key", (draft, statement) => sharedKey(draft, statement, "radius")),
  skip(
    "aaa-transport",
    "tacacs-server timeout",
    "tacacs-server ipv4",
    "tacacs-server ipv6",
    "tacacs-server retransmit",
    "tacacs source-interface",
    "radius-server timeout",
    "radius-server retransmit",
    "radius-server vsa",
    "radius-server attribute",
    "radius-server dead-criteria",
    "radius-server deadtime",
    "radius-server load-balance",
    "radius-server ipv4",
    "radius-server ipv6",
    "radius-server source-port",
    "radius-server throttle",
    "radius-server disallow",
    "radius source-interface",
  ),
  touching(aaaTouches, "aaa", "tacacs-server", "tacacs", "radius-server", "radius"),
];

/** "ADDRESS [port N] [auth-port N acct-port N]" with its key under it. */
function addServer(
  draft: Draft,
  statement: Statement,
  words: readonly string[],
  protocol: AaaServer["protocol"],
  group: string | null,
): boolean {
  const [address] = words;
  const context: ServerContext = { ledger: draft.ledger, address: null, key: null };
  readStatements(context, statement.children, serverTable, aaaTouches);
  if (address === undefined || statement.negated) return false;
  const at = words.indexOf("key");
  if (at > 0) context.key = readAt(passwordAt(words, at + 1), statement);
  draft.aaaServers.push({
    name: address,
    protocol,
    address: canonicalAddress(address),
    group,
    key: context.key ?? byDefault(null, `IOS XR: the key of "${protocol}-server key", where there is one`),
    at: wholePlace(statement),
  });
  return true;
}

function sharedKey(draft: Draft, statement: Statement, protocol: "tacacs" | "radius"): boolean {
  if (!statement.negated) draft.sharedKeys.set(protocol, readAt(passwordAt(statement.words, 2), statement));
  return !statement.negated;
}

const predefinedGroups: ReadonlySet<string> = new Set(["tacacs+", "radius", "ldap"]);

/** "aaa authentication|authorization|accounting SERVICE LIST [start-stop|stop-only] METHOD…". */
function methodList(
  draft: Draft,
  statement: Statement,
  type: "authentication" | "authorization" | "accounting",
): boolean {
  const [, , service, list, ...tokens] = statement.words;
  if (service === undefined || list === undefined || statement.negated) return false;
  const methods: string[] = [];
  for (let index = 0; index < tokens.length; index += 1) {
    const word = tokens[index] ?? "";
    if (word === "group") {
      const name = tokens[index + 1];
      if (name === undefined) return false;
      methods.push(`group ${name}`);
      if (!predefinedGroups.has(name)) use(draft, "aaa-group", name, statement, `aaa ${type} ${service} ${list}`);
      index += 1;
    } else methods.push(word);
  }
  if (list !== "default") define(draft, "aaa-list", list, statement);
  draft.methodLists.push({ type, service, list, methods, at: placeOf(statement) });
  return true;
}

export function aaaOf(draft: Draft): Aaa {
  const login = draft.methodLists.filter(({ type, service }) => type === "authentication" && service === "login");
  const central = login.filter(({ methods }) => methods.some((method) => method.startsWith("group ")));
  // The last statement of a list counts.
  const written = new Map(
    draft.methodLists
      .filter(({ type, service }) => type === "accounting" && service === "commands")
      .map((each) => [each.list, each]),
  );
  const accounting = [...written.values()].filter(
    ({ methods }) => !methods.includes("none") && methods.some((method) => method.startsWith("group ")),
  );
  // A list of another name counts where a line uses it.
  const onLines = new Set(
    accounting.length === 0 ? [] : draft.uses.filter(({ by }) => by.endsWith(" accounting")).map(({ name }) => name),
  );
  const commands = accounting.filter(({ list }) => list === "default" || onLines.has(list));
  return {
    enabled: byDefault(true, "IOS XR: accounts are always asked of AAA (System Security Configuration Guide)"),
    servers: draft.aaaServers.map((server) => ({
      ...server,
      group:
        server.group ?? draft.serverGroups.get(server.address ?? "") ?? draft.serverGroups.get(server.name) ?? null,
      key: "default" in server.key ? (draft.sharedKeys.get(server.protocol) ?? server.key) : server.key,
    })),
    ...emptyGroupsOf(draft.groups),
    methodLists: draft.methodLists,
    centralAuthentication:
      central.length > 0
        ? read(true, joinRanges(central.flatMap(({ at }) => at)))
        : login.length > 0
          ? read(false, joinRanges(login.flatMap(({ at }) => at)))
          : byDefault(
              false,
              'IOS XR: local unless "aaa authentication login" ("aaa authentication", System Security Command Reference)',
            ),
    commandAccounting:
      commands.length > 0
        ? read(true, joinRanges(commands.flatMap(({ at }) => at)))
        : byDefault(false, 'IOS XR: off unless "aaa accounting commands" (System Security Command Reference)'),
    privilegedPasswords: [],
    passwordPolicy: passwordPolicyOf(draft),
  };
}
