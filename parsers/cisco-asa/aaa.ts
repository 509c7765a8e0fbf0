import type { Aaa, AaaServer } from "../../src/model/accounts.ts";
import { byDefault, joinRanges, read, type Fact, type LineRange, type Place } from "../../src/model/fact.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import { define, use } from "../lib/cisco/objects.ts";
import { lockoutTime } from "./lockout.ts";
import { placeOf, readAt, wholePlace } from "../lib/cisco/places.ts";
import type { Statement } from "../lib/indented.ts";
import { block, on, readStatements, skip, table, touching, type Touches } from "../lib/statements.ts";
import { switched, type Draft } from "./draft.ts";
import { addressText } from "./names.ts";
import { sharedKey } from "./passwords.ts";

const aaaTouches: Touches = ["aaa", "management.logins", "users", "objects"];

/** "aaa" and "aaa-server" ("AAA Servers and the Local Database" and "Management Access", General Operations CLI). */
export const aaaStatements = [
  on<Draft>("aaa authentication", (draft, statement) => methodList(draft, statement, "authentication")),
  on<Draft>("aaa accounting", (draft, statement) => methodList(draft, statement, "accounting")),
  on<Draft>("aaa authorization", (draft, statement) => methodList(draft, statement, "authorization")),
  on<Draft>("aaa local authentication attempts max-fail", (draft, statement) => {
    const tries = decimal(statement.words[5]);
    draft.numbers.set("max-fail", readAt(statement.negated ? null : tries, statement));
    return statement.negated || tries !== null;
  }),
  on<Draft>("aaa authentication login-history", () => true),
  block<Draft>("aaa-server", server),
  // Who may pass through the device, which a list chooses.
  on<Draft>(["aaa authentication match", "aaa accounting match", "aaa authorization match"], (draft, statement) => {
    const by = statement.words.slice(0, 3).join(" ");
    use(draft, "acl", statement.words[3], statement, by);
    use(draft, "zone", statement.words[4], statement, by);
    if (statement.words[5] !== "LOCAL") use(draft, "aaa-group", statement.words[5], statement, by);
    return statement.words[5] !== undefined;
  }),
  // Where people who want to pass are asked who they are.
  on<Draft>("aaa authentication listener", (draft, statement) => {
    const [, , , protocol = "", nameif = null] = statement.words;
    const enabled = readAt(!statement.negated, statement);
    draft.smallServices.push({ name: `aaa authentication listener ${protocol}`, interface: nameif, enabled });
    return nameif !== null;
  }),
  on<Draft>("aaa mac-exempt match", () => true),
  skip(
    "aaa-of-traffic",
    "aaa authentication include",
    "aaa authentication exclude",
    "aaa authentication secure-http-client",
    "aaa accounting include",
    "aaa accounting exclude",
    "aaa authorization include",
    "aaa authorization exclude",
    "aaa proxy-limit",
    "aaa kerberos",
    "aaa sdi",
  ),
  skip("identity-firewall", "user-identity", "cts"),
  on<Draft>("password encryption aes", switched("password encryption aes")),
  on<Draft>("password-policy", policy),
  touching(aaaTouches, "aaa", "aaa-server"),
  touching(["passwords", "aaa"], "password", "password-policy", "key"),
];

/** Methods as the model has them: groups of servers, "LOCAL" and "none". */
function methodsOf(draft: Draft, words: readonly string[], statement: Statement, by: string): readonly string[] {
  return words.map((word) => {
    if (word === "LOCAL") return "local";
    use(draft, "aaa-group", word, statement, by);
    return `group ${word}`;
  });
}

/**
 * "aaa authentication ssh|telnet|serial|http|enable console GROUP [LOCAL]", "aaa authorization exec|command|http …",
 * "aaa accounting ssh|telnet|serial|enable console GROUP" and "aaa accounting command [privilege N] GROUP".
 */
function methodList(
  draft: Draft,
  statement: Statement,
  type: "authentication" | "authorization" | "accounting",
): boolean {
  const { words, negated } = statement;
  const [, , service = "", ...rest] = words;
  if (negated || words.length < 4) return false;
  const by = `aaa ${type} ${service}`;
  if (rest[0] === "console") {
    const methods = methodsOf(draft, rest.slice(1), statement, by);
    if (methods.length === 0) return false;
    const login = type === "authentication" && service !== "enable";
    draft.methodLists.push({
      type,
      service: login ? "login" : service,
      list: login ? `${service} console` : "console",
      methods,
      at: placeOf(statement),
    });
    return true;
  }
  if (type === "accounting" && service === "command") {
    const names = rest[0] === "privilege" ? rest.slice(2) : rest;
    const methods = methodsOf(draft, names, statement, by);
    draft.methodLists.push({ type, service: "commands", list: "console", methods, at: placeOf(statement) });
    return methods.length > 0;
  }
  if (type === "authorization" && (service === "exec" || service === "command" || service === "http")) {
    const names = rest.filter(
      (word) => word !== "auto-enable" && word !== "console" && word !== "authentication-server",
    );
    const methods = methodsOf(draft, names, statement, by);
    draft.methodLists.push({ type, service, list: "console", methods, at: placeOf(statement) });
    return true;
  }
  return false;
}

export const groupTable = table<Draft>([
  skip(
    "aaa-server-details",
    "reactivation-mode",
    "max-failed-attempts",
    "accounting-mode",
    "interim-accounting-update",
    "dynamic-authorization",
    "ad-agent-mode",
    "authorize-only",
    "merge-dacl",
    "realm-id",
    "exit",
  ),
]);

interface HostContext {
  readonly ledger: Draft["ledger"];
  key: AaaServer["key"] | null;
}

export const hostTable = table<HostContext>([
  on(["key", "ldap-login-password"], (context, statement) => {
    context.key = readAt(statement.negated ? null : sharedKey(statement.words.slice(1)), statement);
  }),
  skip(
    "aaa-server-details",
    "timeout",
    "retry-interval",
    "server-port",
    "authentication-port",
    "accounting-port",
    "radius-common-pw",
    "acl-netmask-convert",
    "mschapv2-capable",
    "no mschapv2-capable",
    "ldap-base-dn",
    "ldap-group-base-dn",
    "ldap-scope",
    "ldap-naming-attribute",
    "ldap-login-dn",
    "ldap-attribute-map",
    "ldap-over-ssl",
    "ldap-defaultdomain",
    "ldap-dn",
    "sasl-mechanism",
    "server-type",
    "group-search-timeout",
    "kerberos-realm",
    "sdi-version",
    "sdi-pre-5-slave",
    "nt-auth-domain-controller",
    "ssl-client-certificate",
    "exit",
  ),
]);

const protocols: Readonly<Record<string, AaaServer["protocol"]>> = {
  "tacacs+": "tacacs",
  radius: "radius",
  ldap: "ldap",
  kerberos: "kerberos",
};

/** "aaa-server GROUP protocol P" and "aaa-server GROUP [(INTERFACE)] host ADDRESS [KEY] [timeout N]". */
function server(draft: Draft, statement: Statement): boolean {
  const { words, negated } = statement;
  const [, group, ...options] = words;
  if (group === undefined || negated) {
    for (const child of statement.children) draft.ledger.leave(child.line, aaaTouches);
    return false;
  }
  if (options[0] === "protocol") {
    define(draft, "aaa-group", group, statement);
    draft.serverGroups.set(group, { protocol: protocols[options[1] ?? ""] ?? null, at: wholePlace(statement) });
    readStatements(draft, statement.children, groupTable, aaaTouches);
    return options[1] !== undefined;
  }
  const rest = (options[0] ?? "").startsWith("(") ? options.slice(1) : options;
  const address = rest[1];
  const context: HostContext = { ledger: draft.ledger, key: null };
  readStatements(context, statement.children, hostTable, aaaTouches);
  if (rest[0] !== "host" || address === undefined) return false;
  const inline = rest[2] === "timeout" ? undefined : rest[2];
  const protocol = draft.serverGroups.get(group)?.protocol;
  draft.groupsWithHosts.add(group);
  use(draft, "aaa-group", group, statement, "aaa-server host");
  // Servers of other kinds (SDI, NT, HTTP forms) have no word in the model.
  if (protocol === undefined || protocol === null) return draft.serverGroups.has(group);
  draft.aaaServers.push({
    name: address,
    protocol,
    address: addressText(draft, address),
    group,
    key:
      inline === undefined
        ? (context.key ?? byDefault(null, 'ASA: no key unless "key"'))
        : readAt(sharedKey([inline]), statement),
    at: wholePlace(statement),
  });
  return true;
}

function policy(draft: Draft, statement: Statement): boolean {
  const [, name = "", value] = statement.words;
  const number = decimal(value);
  if (name === "authenticate" || name === "username-check") return true;
  if (number === null && !statement.negated) return false;
  draft.numbers.set(`password-policy ${name}`, readAt(statement.negated ? null : number, statement));
  return [
    "lifetime",
    "minimum-changes",
    "minimum-length",
    "minimum-lowercase",
    "minimum-uppercase",
    "minimum-numeric",
    "minimum-special",
    "reuse-interval",
  ].includes(name);
}

const policyGround = "General Operations CLI Configuration Guide, Password Policy";

function placesOf(lists: readonly Place[]): readonly LineRange[] {
  return joinRanges(lists.flatMap(({ at }) => at));
}

export function aaaOf(draft: Draft): Aaa {
  const logins = draft.methodLists.filter(({ type, service }) => type === "authentication" && service === "login");
  const central = logins.filter(({ methods }) => methods.some((method) => method.startsWith("group ")));
  const commands = draft.methodLists.filter(({ type, service }) => type === "accounting" && service === "commands");
  const empty = [...draft.serverGroups].flatMap(([name, { at }]) =>
    draft.groupsWithHosts.has(name) ? [] : [{ name, at }],
  );
  return {
    enabled:
      logins.length > 0
        ? read(true, placesOf(logins))
        : byDefault(false, 'ASA: nobody is asked for an account unless "aaa authentication … console"'),
    servers: draft.aaaServers,
    ...(empty.length > 0 && { emptyGroups: empty }),
    methodLists: draft.methodLists,
    centralAuthentication:
      central.length > 0
        ? read(true, placesOf(central))
        : logins.length > 0
          ? read(false, placesOf(logins))
          : byDefault(false, 'ASA: no server is asked unless "aaa authentication … console" names a group'),
    commandAccounting:
      commands.length > 0
        ? read(true, placesOf(commands))
        : byDefault(false, 'ASA: off unless "aaa accounting command" (Command Reference)'),
    privilegedPasswords: draft.privilegedPasswords,
    passwordPolicy: {
      minimumLength:
        draft.numbers.get("password-policy minimum-length") ??
        byDefault(3, `ASA: 3 unless "password-policy minimum-length" (${policyGround})`),
      complexity: complexity(draft),
      obscured:
        draft.switches.get("password encryption aes") ??
        byDefault(
          false,
          'ASA: accounts are hashed, and keys of servers and tunnels are stored in clear text unless "password encryption aes" (General Operations CLI Configuration Guide, Master Passphrase)',
        ),
      lockoutAttempts:
        draft.numbers.get("max-fail") ??
        byDefault(null, 'ASA: never unless "aaa local authentication attempts max-fail" (Command Reference)'),
      lockoutTime: lockoutTime(draft),
    },
  };
}

const kinds = ["lowercase", "uppercase", "numeric", "special"] as const;

/** Kinds of characters count where two of them at least are asked for. */
function complexity({ numbers }: Draft): Fact<boolean> {
  const asked = kinds.flatMap((kind) => numbers.get(`password-policy minimum-${kind}`) ?? []);
  const effective = asked.filter(({ value }) => (value ?? 0) > 0);
  if (asked.length === 0) return byDefault(false, `ASA: none unless "password-policy minimum-…" (${policyGround})`);
  return read(effective.length > 1, joinRanges(asked.flatMap(({ at }) => at)));
}
