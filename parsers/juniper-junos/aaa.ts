import type { Aaa, AaaServer, MethodList, PasswordPolicy } from "../../src/model/accounts.ts";
import { byDefault, joinRanges, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { LoginAuthentication } from "../../src/model/management.ts";
import type { Password } from "../../src/model/secret.ts";
import type { Accounts } from "./accounts.ts";
import { absent, type Context } from "./context.ts";
import { placeOf, type ConfigNode } from "./node.ts";
import { isScrubbed, passwordOf } from "./passwords.ts";
import { child, children, entries, mark, markTree, numberOf, stated, statedBy, value } from "./reading.ts";

const methodNames: Readonly<Record<string, string>> = {
  password: "local",
  radius: "group radius",
  tacplus: "group tacacs+",
  ldaps: "group ldap",
};

/** [edit system] authentication-order, radius-server, tacplus-server, accounting and the password rules. */
export function readAaa(context: Context, accounts: Accounts): Aaa {
  const servers = [
    ...readServers(context, "tacplus-server", "tacacs"),
    ...readServers(context, "radius-server", "radius"),
  ];
  const order = entries(context.system, "authentication-order");
  const methodLists: MethodList[] = [];
  if (order.length > 0) methodLists.push(orderList(order));
  const accounting = child(context.system, "accounting");
  const events = entries(accounting, "events");
  const destinations = children(child(accounting, "destination")).map(markTree);
  if (accounting !== undefined && events.length > 0) {
    methodLists.push({
      ...placeOf(accounting),
      type: "accounting",
      service: events.map((event) => event.word).join(" "),
      list: "accounting",
      methods: destinations.map((node) => methodNames[node.word] ?? node.word),
    });
  }
  for (const word of ["radius-options", "tacplus-options"]) {
    const options = child(context.system, word);
    if (options !== undefined) markTree(options);
  }
  return {
    enabled: byDefault(true, "Junos always asks for an account"),
    servers,
    methodLists,
    centralAuthentication: centralOf(context, order, servers),
    commandAccounting: accountingOf(context, events, destinations),
    privilegedPasswords: accounts.rootPassword === null ? [] : [accounts.rootPassword],
    passwordPolicy: readPolicy(context),
  };
}

function orderList(order: readonly ConfigNode[]): MethodList {
  return {
    at: joinRanges(order.flatMap((node) => placeOf(node).at)),
    type: "authentication",
    service: "login",
    list: "authentication-order",
    methods: order.map((node) => methodNames[node.word] ?? node.word),
  };
}

/** How a login is checked: the order of methods where it names a server kind, else the accounts on the device. */
export function loginAuthentication(context: Context): Fact<LoginAuthentication> {
  const order = entries(context.system, "authentication-order");
  const local: LoginAuthentication = { kind: "local" };
  if (order.length === 0)
    return absent(context, local, "Junos: logins are checked against local passwords (authentication-order)");
  if (order.every((node) => node.word === "password")) return statedBy<LoginAuthentication>(local, order);
  return statedBy<LoginAuthentication>({ kind: "aaa", list: "authentication-order" }, order);
}

function readServers(context: Context, word: string, protocol: "tacacs" | "radius"): AaaServer[] {
  return entries(context.system, word).map((node) => {
    for (const item of children(node)) if (serverWords.has(item.word)) markTree(item);
    const secret = value(node, "secret");
    return {
      ...placeOf(node),
      name: node.word,
      protocol,
      address: node.word,
      group: null,
      key: keyOf(node, secret),
    };
  });
}

const serverWords = new Set([
  "port",
  "timeout",
  "retry",
  "source-address",
  "single-connection",
  "accounting-port",
  "accounting-timeout",
  "accounting-retry",
  "preauthentication-port",
  "preauthentication-secret",
  "dynamic-request-port",
  "routing-instance",
  "max-outstanding-requests",
]);

function keyOf(node: ConfigNode, secret: ConfigNode | undefined): Fact<Password | null> {
  // A reader without the right to see secrets gets a comment in place of the value.
  const hidden = secret === undefined ? child(node, "secret") : undefined;
  if (hidden !== undefined) return stated<Password | null>({ hash: "unrecognised" }, hidden);
  if (secret === undefined) return stated<Password | null>(null, node);
  return stated<Password | null>(isScrubbed(secret.word) ? { hash: "unrecognised" } : passwordOf(secret.word), secret);
}

function centralOf(context: Context, order: readonly ConfigNode[], servers: readonly AaaServer[]): Fact<boolean> {
  if (order.length === 0)
    return absent(context, false, "Junos: logins are checked against local passwords (authentication-order)");
  const kinds = new Set<string>(servers.map((server) => server.protocol));
  const central = order.filter(
    (node) =>
      (node.word === "tacplus" && kinds.has("tacacs")) ||
      (node.word === "radius" && kinds.has("radius")) ||
      node.word === "ldaps",
  );
  // The model holds no LDAP servers of Junos, so that an order of LDAP alone decides nothing.
  if (central.length > 0 && central.every((node) => node.word === "ldaps")) {
    return unknownFact(
      "The order names LDAP, whose servers are not read.",
      central.flatMap((node) => placeOf(node).at),
    );
  }
  return central.length > 0 ? statedBy(true, central) : statedBy(false, order);
}

function accountingOf(
  context: Context,
  events: readonly ConfigNode[],
  destinations: readonly ConfigNode[],
): Fact<boolean> {
  const commands = events.find((event) => event.word === "interactive-commands");
  if (events.length === 0)
    return absent(context, false, "Junos: nothing is accounted unless [edit system accounting] says so");
  if (commands === undefined) return statedBy(false, events);
  // Without servers of its own a destination takes those of [edit system] ("accounting (Authentication)", destination).
  const served = destinations.some((destination) => {
    const own = entries(destination, "server").length > 0 || children(child(destination, "server")).length > 0;
    return own || entries(context.system, `${destination.word}-server`).length > 0;
  });
  return stated(served, commands);
}

const characterRules = ["minimum-lower-cases", "minimum-upper-cases", "minimum-numerics", "minimum-punctuations"];

/** [edit system login password] and retry-options; CLI reference, "password (Login)" and "retry-options". */
function readPolicy(context: Context): PasswordPolicy {
  const login = child(context.system, "login");
  const policy = child(login, "password");
  const rules = characterRules.map((word) => value(policy, word)).filter((node) => node !== undefined);
  const changes = value(policy, "minimum-changes");
  for (const word of otherRules) value(policy, word);
  const retry = child(login, "retry-options");
  for (const word of ["backoff-threshold", "backoff-factor", "minimum-time", "maximum-time"]) value(retry, word);
  const length = value(policy, "minimum-length");
  const decisive = [...rules, ...(changes === undefined ? [] : [changes])];
  const tries = value(retry, "tries-before-disconnect");
  const lock = value(retry, "lockout-period");
  const minutes = numberOf(lock);
  return {
    minimumLength:
      length === undefined
        ? passwordDefault(
            context,
            6,
            "Junos: plain-text passwords have at least 6 characters (13.2 CLI reference, minimum-length)",
          )
        : stated(numberOf(length), length),
    complexity:
      decisive.length === 0
        ? passwordDefault(
            context,
            false,
            "Junos: one kind of character is enough (13.1 CLI reference, minimum-changes: 1)",
          )
        : statedBy(rules.length >= 2 || (numberOf(changes) ?? 0) >= 2, decisive),
    obscured: byDefault(
      true,
      "Junos stores passwords hashed and other secrets at least obscured ($9$; DISA Juniper Router NDM STIG V3R2)",
    ),
    lockoutAttempts: attemptsOf(context, tries, lock),
    lockoutTime:
      lock === undefined || minutes === null
        ? absent(
            context,
            null,
            "Junos: no account is locked unless lockout-period is set (CIS Juniper OS 2.1.0, 6.6.1.5)",
          )
        : stated<number | null>(minutes * 60, lock),
  };
}

/** Junos in FIPS mode asks for more (13.2 CLI reference: 10 characters, three kinds), and by how much differs by release. */
function passwordDefault<T>(context: Context, what: T, source: string): Fact<T> {
  const level = context.system?.children.get("fips")?.children.get("level");
  return level === undefined || level.children.has("0")
    ? absent(context, what, source)
    : unknownFact("[edit system fips] sets a level, in which passwords have stricter defaults.", placeOf(level).at);
}

const otherRules = [
  "change-type",
  "format",
  "maximum-length",
  "maximum-lifetime",
  "minimum-lifetime",
  "minimum-reuse",
  "minimum-character-changes",
];

/** Accounts are locked only where lockout-period is set; tries-before-disconnect then counts the attempts. */
function attemptsOf(
  context: Context,
  tries: ConfigNode | undefined,
  lock: ConfigNode | undefined,
): Fact<number | null> {
  if (lock === undefined) {
    return absent(
      context,
      null,
      "Junos: no account is locked unless lockout-period is set (CIS Juniper OS 2.1.0, 6.6.1.5)",
    );
  }
  if (tries !== undefined) {
    return read(numberOf(tries), joinRanges([...placeOf(tries).at, ...placeOf(lock).at]));
  }
  return unknownFact(
    "tries-before-disconnect is not set; its default is 10 in old releases and 3 in newer ones.",
    placeOf(mark(lock)).at,
  );
}
