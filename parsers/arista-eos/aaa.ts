import type { Aaa, AaaServer, MethodList } from "../../src/model/accounts.ts";
import { byDefault, joinRanges, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import { canonicalAddress, decimal } from "../lib/cisco/addresses.ts";
import { define, use } from "../lib/cisco/objects.ts";
import { placeOf, readAt, wholePlace } from "../lib/cisco/places.ts";
import type { Statement } from "../lib/indented.ts";
import { block, on, skip, skipBlock, touching, type Touches } from "../lib/statements.ts";
import { emptyGroupsOf, keepGroup } from "../lib/cisco/server-groups.ts";
import type { Draft } from "./draft.ts";
import { keyAt } from "./passwords.ts";

const aaaTouches: Touches = ["aaa", "management.logins", "users", "objects"];

/** "aaa", "tacacs-server" and "radius-server" of the EOS User Manual, "User Security". */
export const aaaStatements = [
  on<Draft>("aaa authentication", (draft, statement) => methodList(draft, statement, "authentication")),
  on<Draft>("aaa authorization", (draft, statement) => methodList(draft, statement, "authorization")),
  on<Draft>("aaa accounting", (draft, statement) => methodList(draft, statement, "accounting")),
  on<Draft>("aaa authentication policy", loginPolicy),
  on<Draft>("aaa authorization policy local default-role", (draft, statement) => {
    const role = statement.words[5];
    if (statement.negated) draft.defaultRole = undefined;
    else if (role === undefined) return false;
    else draft.defaultRole = readAt(role, statement);
    return true;
  }),
  // Whether the console is asked too: the lists are those of everybody.
  on<Draft>(["aaa authorization console", "aaa authorization serial-console"], () => true),
  block<Draft>("aaa group server", serverGroup),
  on<Draft>("tacacs-server host", (draft, statement) => server(draft, statement, "tacacs")),
  on<Draft>("radius-server host", (draft, statement) => server(draft, statement, "radius")),
  on<Draft>(["tacacs-server key", "radius-server key"], (draft, statement) => {
    const protocol = statement.words[0] === "tacacs-server" ? "tacacs" : "radius";
    draft.sharedKeys.set(protocol, readAt(statement.negated ? null : keyAt(statement.words, 2), statement));
  }),
  skip(
    "aaa-transport",
    "tacacs-server timeout",
    "tacacs-server policy",
    "tacacs-server qos",
    "tacacs-server username",
    "radius-server timeout",
    "radius-server retransmit",
    "radius-server deadtime",
    "radius-server attribute",
    "radius-server qos",
    "radius-server tls",
    "ip tacacs source-interface",
    "ip tacacs vrf",
    "ip radius source-interface",
    "ip radius vrf",
  ),
  skip("port-authentication", "aaa authorization dynamic", "radius-server dynamic-authorization"),
  skipBlock("port-authentication", "dot1x", "monitor server radius", "address locking", "mac security"),
  touching(
    aaaTouches,
    "aaa",
    "tacacs-server",
    "radius-server",
    "ip tacacs",
    "ip radius",
    "management ldap",
    "ldap",
    "radius",
  ),
];

const predefined: ReadonlySet<string> = new Set(["tacacs+", "radius", "ldap"]);

/**
 * "aaa authentication login|enable LIST methods…", "aaa authorization exec|commands LEVELS LIST methods…" and
 * "aaa accounting commands LEVELS|exec|system LIST [start-stop|stop-only|none] methods…".
 */
function methodList(draft: Draft, statement: Statement, type: MethodList["type"]): boolean {
  const words = statement.words.slice(2);
  const service = words[0] === "commands" ? words.splice(0, 2).join(" ") : words.shift();
  if (service === undefined || !/^(?:login|enable|exec|system|dot1x|config-commands|commands \S+)$/.test(service))
    return false;
  if (service === "config-commands") return words.length === 0;
  const list = words.shift();
  if (list === undefined || !["default", "console", "command-api"].includes(list)) return false;
  const key = `${type} ${service} ${list}`;
  draft.methodLists.delete(key);
  if (statement.negated) return true;
  const methods: string[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? "";
    const name = words[index + 1];
    if (word === "group") {
      if (name === undefined) return false;
      methods.push(`group ${name}`);
      if (!predefined.has(name)) use(draft, "aaa-group", name, statement, `aaa ${type} ${service} ${list}`);
      index += 1;
    } else if (type !== "accounting" || (word !== "start-stop" && word !== "stop-only")) methods.push(word);
  }
  draft.methodLists.set(key, { type, service, list, methods, at: placeOf(statement) });
  return methods.length > 0 && methods.every((method) => method.startsWith("group ") || plainMethods.has(method));
}

const plainMethods: ReadonlySet<string> = new Set(["local", "none", "logging", "tacacs+", "radius", "multicast"]);

/** "aaa authentication policy on-success|on-failure log", "… lockout failure N [window S] duration S", "… local …". */
function loginPolicy(draft: Draft, statement: Statement): boolean {
  const words = statement.words.slice(3);
  const [kind, second] = words;
  if ((kind === "on-success" || kind === "on-failure") && second === "log" && words.length === 2) {
    draft.switches.set(`login ${kind}`, readAt(!statement.negated, statement));
    return true;
  }
  if (kind === "local" && second === "allow-nopassword-remote-login") {
    // An account without a password is one, wherever it may log in from.
    return true;
  }
  if (kind !== "lockout") return false;
  if (statement.negated) {
    draft.numbers.delete("lockout failure");
    draft.numbers.delete("lockout duration");
    draft.numbers.delete("lockout window");
    return true;
  }
  const [failure, duration] = ["failure", "duration"].map((word) => decimal(words[words.indexOf(word) + 1]));
  if (typeof failure !== "number" || typeof duration !== "number") return false;
  if (!words.includes("failure") || !words.includes("duration")) return false;
  draft.numbers.set("lockout failure", readAt(failure, statement));
  draft.numbers.set("lockout duration", readAt(duration, statement));
  const window = words.includes("window") ? decimal(words[words.indexOf("window") + 1]) : null;
  if (window !== null) draft.numbers.set("lockout window", readAt(window, statement));
  return true;
}

function protocolOf(word: string | undefined): AaaServer["protocol"] | null {
  if (word === "tacacs+" || word === "tacacs") return "tacacs";
  return word === "radius" || word === "ldap" ? word : null;
}

function serverGroup(draft: Draft, statement: Statement): boolean {
  const [, , , kind, name] = statement.words;
  const protocol = protocolOf(kind);
  const known = name !== undefined && protocol !== null && !statement.negated;
  if (known) {
    define(draft, "aaa-group", name, statement);
    keepGroup(draft.groups, name, statement);
  }
  for (const child of statement.children) {
    const [word, address] = child.words;
    if (known && word === "server" && address !== undefined && !child.negated) {
      draft.serverGroups.set(`${protocol} ${canonicalAddress(address)}`, name);
      draft.ledger.read(child.line);
    } else if (known && (word === "exit" || word === "load-balance" || word === "deadtime"))
      draft.ledger.skip(child.line, "aaa-transport");
    else draft.ledger.leave(child.line, aaaTouches);
  }
  return known;
}

/** "HOST [single-connection] [vrf V] [timeout S] [auth-port N] … [key [type] KEY]"; the key stands last. */
function server(draft: Draft, statement: Statement, protocol: AaaServer["protocol"]): boolean {
  const { words } = statement;
  const address = words[2];
  if (address === undefined || statement.negated) return false;
  const at = words.indexOf("key", 3);
  const tls = words.includes("tls");
  draft.aaaServers.push({
    name: address,
    protocol,
    address: canonicalAddress(address),
    group: null,
    key:
      at > 0
        ? readAt(keyAt(words, at + 1), statement)
        : tls
          ? readAt(null, statement)
          : byDefault(null, `EOS: the key of "${protocol}-server key", where there is one`),
    at: placeOf(statement),
  });
  return true;
}

function serversOf(draft: Draft): readonly AaaServer[] {
  return draft.aaaServers.map((each) => {
    const shared = draft.sharedKeys.get(each.protocol);
    return {
      ...each,
      group: draft.serverGroups.get(`${each.protocol} ${each.address ?? ""}`) ?? null,
      key: "default" in each.key && shared !== undefined ? shared : each.key,
    };
  });
}

export function aaaOf(draft: Draft): Aaa {
  const methodLists = [...draft.methodLists.values()];
  const login = draft.methodLists.get("authentication login default");
  const window = draft.numbers.get("lockout window");
  const isCentral = login?.methods.some((method) => !["local", "none"].includes(method)) ?? false;
  const accounting = methodLists.filter(({ type, service }) => type === "accounting" && service.startsWith("commands"));
  // What changes a configuration is of level 15; "console" is a list for the console alone.
  const ofAll = accounting.filter(({ service }) => /^commands (?:all|(?:\S*[,-])?15)$/.test(service));
  const commands = ofAll.filter(({ list, methods }) => list === "default" && !methods.includes("none"));
  const silent = ofAll.filter(({ list, methods }) => list === "console" && methods.includes("none"));
  return {
    enabled: byDefault(true, "EOS: accounts are always asked for (EOS User Manual, User Security)"),
    servers: serversOf(draft),
    ...emptyGroupsOf(draft.groups),
    methodLists,
    centralAuthentication:
      login !== undefined
        ? read(isCentral, login.at)
        : byDefault(false, 'EOS: the local accounts unless "aaa authentication login default" (User Security)'),
    commandAccounting:
      commands.length > 0
        ? read(silent.length === 0, joinRanges([...commands, ...silent].flatMap(({ at }) => at)))
        : accounting.length > 0
          ? read(false, joinRanges(accounting.flatMap(({ at }) => at)))
          : byDefault(false, 'EOS: off unless "aaa accounting commands" (User Security)'),
    privilegedPasswords: [...draft.privilegedPasswords.values()],
    passwordPolicy: {
      minimumLength: minimumLength(draft),
      complexity: complexity(draft),
      obscured: byDefault(true, "EOS: passwords and keys are stored hashed or encrypted (User Security, Encryption)"),
      ...(window === undefined ? {} : { lockoutWindow: window }),
      lockoutAttempts:
        draft.numbers.get("lockout failure") ??
        byDefault(null, 'EOS: never unless "aaa authentication policy lockout" (DISA ARST-ND-000120)'),
      lockoutTime:
        draft.numbers.get("lockout duration") ??
        byDefault(null, 'EOS: none unless "aaa authentication policy lockout" (DISA ARST-ND-000120)'),
    },
  };
}

/** The policy that "management accounts" applies; a name without a policy is not known to ask anything. */
function appliedPolicy(draft: Draft): Statement | undefined {
  return draft.passwordPolicies.get(draft.lists.get("password policy")?.value[0] ?? "");
}

function minimumLength(draft: Draft): Fact<number | null> {
  const general = draft.numbers.get("password minimum");
  const policy = appliedPolicy(draft);
  const own = policy?.children.find(
    ({ words, negated }) => words[0] === "minimum" && words[1] === "length" && !negated,
  );
  const length = own === undefined ? null : decimal(own.words[2]);
  if (own !== undefined && length !== null && length > (general?.value ?? 0)) return readAt(length, own);
  return general ?? byDefault(null, 'EOS: none unless "password minimum length" (DISA ARST-ND-000380)');
}

const kindsOfCharacter: ReadonlySet<string> = new Set(["digits", "lower", "special", "upper"]);

function complexity(draft: Draft): Fact<boolean> {
  const bound = draft.lists.get("password policy");
  const policy = appliedPolicy(draft);
  if (bound === undefined) return byDefault(false, 'EOS: none unless "management accounts" applies a policy');
  if (policy === undefined) return unknownFact("The password policy that is applied is not defined.", bound.at);
  const asks = policy.children.some(
    ({ words, negated }) =>
      words[0] === "minimum" && kindsOfCharacter.has(words[1] ?? "") && words[2] !== "0" && !negated,
  );
  return read(asks, joinRanges([...bound.at, ...wholePlace(policy)]));
}
