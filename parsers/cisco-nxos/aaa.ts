import type { Aaa, AaaServer, MethodList } from "../../src/model/accounts.ts";
import { byDefault, joinRanges, unknownFact } from "../../src/model/fact.ts";
import type { Statement } from "../lib/indented.ts";
import { block, on, readStatements, skip, table, touching, type Touches } from "../lib/statements.ts";
import { canonicalAddress, decimal } from "../lib/cisco/addresses.ts";
import { define, use } from "../lib/cisco/objects.ts";
import { placeOf, readAt } from "../lib/cisco/places.ts";
import { emptyGroupsOf, keepGroup } from "../lib/cisco/server-groups.ts";
import { switched, type Draft } from "./draft.ts";
import { keyAt } from "./keys.ts";

const aaaTouches: Touches = ["aaa", "management.logins", "users", "objects"];

/** "Configuring AAA", "Configuring TACACS+", "Configuring RADIUS" and "Configuring LDAP" of the Security Configuration Guides. */
export const aaaStatements = [
  on<Draft>("aaa authentication login", loginMethods),
  on<Draft>("aaa authentication rejected", (draft, statement) => {
    // "rejected TRIES in SECONDS ban SECONDS"
    const [, , , tries, , within, , ban] = statement.words;
    return lockout(draft, statement, [tries, within, ban]);
  }),
  on<Draft>(["login block-for", "system login block-for"], (draft, statement) => {
    // "block-for SECONDS attempts TRIES within SECONDS"
    const words = statement.words.slice(statement.words.indexOf("block-for"));
    return lockout(draft, statement, [words[3], words[5], words[1]]);
  }),
  on<Draft>("aaa authorization", (draft, statement) => methods(draft, statement, "authorization")),
  on<Draft>("aaa accounting", (draft, statement) => methods(draft, statement, "accounting")),
  block<Draft>("aaa group server", serverGroup),
  on<Draft>(["tacacs-server host", "radius-server host", "ldap-server host"], server),
  on<Draft>(["tacacs-server key", "radius-server key"], (draft, statement) => {
    if (!statement.negated) draft.sharedKeys.set(protocolOf(statement), readAt(keyAt(statement.words, 2), statement));
    return !statement.negated;
  }),
  on<Draft>(["login on-failure log", "login on-success log"], (draft, statement) =>
    switched(statement.words.slice(0, 2).join(" "))(draft, statement),
  ),
  skip("aaa-text", "aaa authentication login error-enable"),
  skip(
    "aaa-protocol",
    "aaa authentication login chap",
    "aaa authentication login mschap",
    "aaa authentication login mschapv2",
    "aaa authentication login ascii-authentication",
  ),
  skip("login-quiet", "login quiet-mode", "login delay", "system login quiet-mode"),
  skip(
    "aaa-transport",
    "aaa user default-role",
    "tacacs-server timeout",
    "tacacs-server deadtime",
    "tacacs-server test",
    "tacacs-server directed-request",
    "tacacs-server source-interface",
    "radius-server timeout",
    "radius-server deadtime",
    "radius-server test",
    "radius-server directed-request",
    "radius-server retransmit",
    "radius-server source-interface",
    "radius-server secure",
    "ldap-server timeout",
    "ldap-server deadtime",
    "ldap-server port",
    "ip tacacs source-interface",
    "ip radius source-interface",
    "tacacs+ distribute",
    "radius distribute",
    "ldap search-map",
  ),
  touching(
    aaaTouches,
    "aaa",
    "login",
    "system login",
    "tacacs-server",
    "radius-server",
    "ldap-server",
    "tacacs+",
    "radius",
    "ldap",
  ),
];

function protocolOf({ words }: Statement): AaaServer["protocol"] {
  const first = words[0] ?? "";
  return first.startsWith("tacacs") ? "tacacs" : first.startsWith("ldap") ? "ldap" : "radius";
}

function lockout(draft: Draft, statement: Statement, words: readonly (string | undefined)[]): boolean {
  const [tries = null, within = null, seconds = null] = words.map((word) => decimal(word));
  if (statement.negated || tries === null || seconds === null) return false;
  if (within !== null) draft.numbers.set("lockout window", readAt(within, statement));
  draft.numbers.set("lockout tries", readAt(tries, statement));
  draft.numbers.set("lockout seconds", readAt(seconds, statement));
  return true;
}

/** "aaa authentication login default|console METHODS", beside it "fallback error local", on unless it is taken away. */
function loginMethods(draft: Draft, statement: Statement): boolean {
  const list = statement.words[3];
  if (list !== "default" && list !== "console") return false;
  if (statement.words[4] === "fallback") return true;
  return methodList(draft, statement, "authentication", "login", list, statement.words.slice(4));
}

/** "aaa accounting default METHODS", "aaa authorization commands|config-commands|ssh-publickey… default METHODS". */
function methods(draft: Draft, statement: Statement, type: MethodList["type"]): boolean {
  const at = statement.words.findIndex((word) => word === "default" || word === "console");
  if (at < 0) return false;
  const service = statement.words.slice(2, at).join(" ");
  const rest = statement.words.slice(at + 1);
  return methodList(draft, statement, type, service === "" ? "commands" : service, statement.words[at] ?? "", rest);
}

function methodList(
  draft: Draft,
  statement: Statement,
  type: MethodList["type"],
  service: string,
  list: string,
  words: readonly string[],
): boolean {
  if (statement.negated) return false;
  const found: string[] = [];
  let grouped = false;
  for (const word of words) {
    if (word === "group") grouped = true;
    else if (word === "local" || word === "none") {
      found.push(word);
      grouped = false;
    } else if (grouped) {
      found.push(`group ${word}`);
      if (word !== "tacacs+" && word !== "radius" && word !== "ldap")
        use(draft, "aaa-group", word, statement, `aaa ${type} ${service} ${list}`);
    } else return false;
  }
  if (found.length === 0) return false;
  draft.methodLists.push({ type, service, list, methods: found, at: placeOf(statement) });
  return true;
}

/** "tacacs-server host A [key [6|7] K] [port N] [timeout N]…"; several lines may speak of one server. */
function server(draft: Draft, statement: Statement): boolean {
  const address = statement.words[2];
  if (address === undefined || statement.negated) return false;
  const protocol = protocolOf(statement);
  const name = canonicalAddress(address);
  const at = statement.words.indexOf(protocol === "ldap" ? "password" : "key");
  const found = draft.aaaServers.get(`${protocol} ${name}`) ?? { address: name, protocol, key: null, at: [] };
  draft.aaaServers.set(`${protocol} ${name}`, found);
  found.at.push(...placeOf(statement));
  if (at >= 0) found.key = readAt(keyAt(statement.words, at + 1), statement);
  return true;
}

export const groupTable = table<{
  readonly draft: Draft;
  readonly ledger: Draft["ledger"];
  readonly group: string;
  readonly protocol: string;
}>([
  on("server", ({ draft, group, protocol }, statement) => {
    const address = statement.words[1];
    if (address === undefined || statement.negated) return false;
    draft.serverGroups.set(`${protocol} ${canonicalAddress(address)}`, group);
    return true;
  }),
  skip(
    "aaa-transport",
    "deadtime",
    "use-vrf",
    "source-interface",
    "authentication",
    "enable-cert-dn-match",
    "ldap-search-map",
    "exit",
  ),
]);

function serverGroup(draft: Draft, statement: Statement): boolean {
  const [, , , kind, name] = statement.words;
  const protocol = kind === "tacacs+" ? "tacacs" : kind;
  if (
    name === undefined ||
    statement.negated ||
    (protocol !== "tacacs" && protocol !== "radius" && protocol !== "ldap")
  ) {
    for (const child of statement.children) draft.ledger.leave(child.line, aaaTouches);
    return false;
  }
  define(draft, "aaa-group", name, statement);
  keepGroup(draft.groups, name, statement);
  readStatements({ draft, ledger: draft.ledger, group: name, protocol }, statement.children, groupTable, aaaTouches);
  return true;
}

function placesOf(lists: readonly MethodList[]): ReturnType<typeof joinRanges> {
  return joinRanges(lists.flatMap((each) => each.at));
}

export function aaaOf(draft: Draft): Aaa {
  const window = draft.numbers.get("lockout window");
  const login = draft.methodLists.filter(({ type, service }) => type === "authentication" && service === "login");
  const central = login.filter(({ methods: used }) => used.some((method) => method.startsWith("group ")));
  // The last statement of a list counts.
  const accounting = new Map(
    draft.methodLists.filter(({ type }) => type === "accounting").map((each) => [each.list, each]),
  );
  const recorded = [...accounting.values()].filter(({ methods: used }) =>
    used.some((method) => method.startsWith("group ")),
  );
  const strength = draft.switches.get("password strength-check");
  return {
    enabled: byDefault(true, "NX-OS: every login is asked of AAA (Configuring AAA)"),
    servers: [...draft.aaaServers].map(([key, each]) => ({
      name: each.address,
      protocol: each.protocol,
      address: each.address,
      group: draft.serverGroups.get(key) ?? null,
      key:
        each.key ??
        draft.sharedKeys.get(each.protocol) ??
        byDefault(null, `NX-OS: neither the server nor "${each.protocol}-server key" states one`),
      at: joinRanges(each.at),
    })),
    ...emptyGroupsOf(draft.groups),
    methodLists: draft.methodLists,
    centralAuthentication:
      central.length > 0
        ? { value: true, at: placesOf(central) }
        : login.length > 0
          ? { value: false, at: placesOf(login) }
          : byDefault(
              false,
              'NX-OS: the local accounts unless "aaa authentication login" names a group (Configuring AAA)',
            ),
    commandAccounting:
      recorded.length > 0
        ? { value: true, at: placesOf(recorded) }
        : byDefault(
            false,
            'NX-OS: commands stay in the log of the device unless "aaa accounting default group" (Configuring AAA)',
          ),
    privilegedPasswords: draft.privilegedPasswords,
    passwordPolicy: {
      minimumLength:
        draft.numbers.get("min-length") ??
        unknownFact('Without "userpassphrase min-length" the release decides how short a password may be.'),
      complexity: strength ?? byDefault(true, 'NX-OS: on unless "no password strength-check" (DISA CISC-ND-000570)'),
      obscured: byDefault(
        true,
        "NX-OS: passwords of accounts are stored as hashes (Configuring User Accounts and RBAC)",
      ),
      ...(window === undefined ? {} : { lockoutWindow: window }),
      lockoutAttempts:
        draft.numbers.get("lockout tries") ??
        byDefault(
          null,
          'NX-OS: never unless "aaa authentication rejected" or "login block-for" (DISA CISC-ND-000150, note)',
        ),
      lockoutTime: draft.numbers.get("lockout seconds") ?? byDefault(null, "NX-OS: there is no lock"),
    },
  };
}
