import type { AaaServer } from "../../src/model/accounts.ts";
import type { Statement } from "../lib/indented.ts";
import { block, on, readStatements, skip, skipBlock, table, touching } from "../lib/statements.ts";
import { aaaTouches, addServer, newServer, oldServer, sharedKey } from "./aaa-servers.ts";
import { canonicalAddress } from "../lib/cisco/addresses.ts";
import { placeOf, readAt, wholePlace } from "../lib/cisco/places.ts";
import { define, use } from "../lib/cisco/objects.ts";
import { keepGroup } from "../lib/cisco/server-groups.ts";
import { switched, type Draft } from "./draft.ts";

/** AAA of the Cisco IOS Security Command Reference, servers in the old (one line) and the new (block) form. */
export const aaaStatements = [
  on<Draft>("aaa new-model", switched("aaa new-model")),
  block<Draft>("aaa authentication", (draft, statement) => methodList(draft, statement, "authentication")),
  block<Draft>("aaa authorization", (draft, statement) => methodList(draft, statement, "authorization")),
  block<Draft>("aaa accounting", (draft, statement) => methodList(draft, statement, "accounting")),
  block<Draft>("aaa group server", serverGroup),
  on<Draft>("aaa local authentication attempts max-fail", (draft, statement) => {
    draft.numbers.set("max-fail", readAt(statement.negated ? null : Number(statement.words[5]), statement));
    return /^\d{1,6}$/.test(statement.words[5] ?? "") || statement.negated;
  }),
  skip(
    "aaa-text",
    "aaa authentication attempts",
    "aaa authentication banner",
    "aaa authentication fail-message",
    "aaa authentication username-prompt",
    "aaa authentication password-prompt",
    "aaa authentication suppress",
  ),
  skip(
    "aaa-sessions",
    "aaa session-id",
    "aaa session-mib",
    "aaa memory",
    "aaa max-sessions",
    "aaa accounting delay-start",
    "aaa accounting session-duration",
    "aaa accounting include",
    "aaa accounting nested",
    "aaa accounting send",
    "aaa accounting gigawords",
    "aaa accounting jitter",
    "aaa accounting redundancy",
    "aaa accounting suppress",
    "aaa accounting update",
    "aaa dnis",
    "aaa nas",
    "aaa intercept",
    "aaa pod",
    "aaa user profile",
    "aaa attribute",
    "aaa policy",
    "aaa accounting system guarantee-first",
  ),
  skipBlock("aaa-dynamic-author", "aaa server radius dynamic-author", "aaa server radius policy-device"),
  on<Draft>("tacacs-server host", (draft, statement) => oldServer(draft, statement, "tacacs")),
  on<Draft>("radius-server host", (draft, statement) => oldServer(draft, statement, "radius")),
  on<Draft>("tacacs-server key", (draft, statement) => sharedKey(draft, statement, "tacacs")),
  on<Draft>("radius-server key", (draft, statement) => sharedKey(draft, statement, "radius")),
  block<Draft>("tacacs server", (draft, statement) => newServer(draft, statement, "tacacs")),
  block<Draft>("radius server", (draft, statement) => newServer(draft, statement, "radius")),
  block<Draft>("ldap server", (draft, statement) => newServer(draft, statement, "ldap")),
  skip(
    "aaa-transport",
    "tacacs-server timeout",
    "tacacs-server directed-request",
    "tacacs-server attempts",
    "tacacs-server retransmit",
    "tacacs-server packet",
    "tacacs-server administration",
    "tacacs-server dns-alias-lookup",
    "tacacs-server last-resort",
    "radius-server timeout",
    "radius-server retransmit",
    "radius-server attribute",
    "radius-server vsa",
    "radius-server dead-criteria",
    "radius-server deadtime",
    "radius-server source-ports",
    "radius-server load-balance",
    "radius-server authorization",
    "radius-server accounting",
    "radius-server unique-ident",
    "radius-server directed-request",
    "radius-server throttle",
    "radius-server retry",
    "radius-server cache",
    "radius-server domain-stripping",
    "ip tacacs source-interface",
    "ip radius source-interface",
    "ipv6 tacacs source-interface",
    "ipv6 radius source-interface",
    "radius-server challenge-noecho",
    "radius-server configure-nas",
    "radius-server optional-passwords",
    "radius-server extended-portnames",
    "radius-server async-accounting",
  ),
  touching(
    aaaTouches,
    "aaa",
    "tacacs-server",
    "tacacs",
    "radius-server",
    "radius",
    "ldap",
    "ip tacacs",
    "ip radius",
    "ipv6 tacacs",
    "ipv6 radius",
    "kerberos",
  ),
];

const predefinedGroups: ReadonlySet<string> = new Set(["tacacs+", "radius", "ldap", "diameter", "default"]);

/** "aaa authentication login LIST methods…"; method lists of accounting may be a block. */
function methodList(
  draft: Draft,
  statement: Statement,
  type: "authentication" | "authorization" | "accounting",
): boolean {
  const { words } = statement;
  // "commands" and the like carry a level between service and list; a bare service such as "config-commands" has no list.
  let at = 2;
  const service = [words[at] ?? ""];
  at += 1;
  if (service[0] === "commands" || (service[0] === "network" && words[at] === "ssid")) {
    service.push(words[at] ?? "");
    at += 1;
  }
  const list = words[at];
  const tokens = [...words.slice(at + 1), ...statement.children.flatMap((child) => (child.negated ? [] : child.words))];
  for (const child of statement.children) draft.ledger.read(child.line);
  if (statement.negated) return false;
  if (list === undefined) {
    draft.methodLists.push({ type, service: service.join(" "), list: "default", methods: [], at: placeOf(statement) });
    return type === "authorization";
  }
  const methods: string[] = [];
  for (let index = 0; index < tokens.length; index += 1) {
    const word = tokens[index] ?? "";
    if (word === "group" || word === "cache") {
      const name = tokens[index + 1];
      if (name === undefined) return false;
      methods.push(`${word} ${name}`);
      if (!predefinedGroups.has(name))
        use(draft, "aaa-group", name, statement, `aaa ${type} ${service.join(" ")} ${list}`);
      index += 1;
    } else if (word === "action-type") continue;
    else if (word === "vrf") index += 1;
    else methods.push(word);
  }
  if (list !== "default") define(draft, "aaa-list", list, statement);
  draft.methodLists.push({ type, service: service.join(" "), list, methods, at: wholePlace(statement) });
  return true;
}

interface GroupContext {
  readonly ledger: Draft["ledger"];
  readonly draft: Draft;
  readonly group: string;
  readonly protocol: AaaServer["protocol"];
}

export const groupTable = table<GroupContext>([
  on("server name", ({ draft, group }, statement) => {
    const name = statement.words[2];
    if (name === undefined || statement.negated) return false;
    draft.serverGroups.set(`name ${name}`, group);
    return true;
  }),
  on("server-private", ({ draft, group, protocol }, statement) =>
    addServer(draft, statement, statement.words.slice(1), protocol, group),
  ),
  on("server", ({ draft, group }, statement) => {
    const address = statement.words[1];
    if (address === undefined || statement.negated) return false;
    draft.serverGroups.set(`address ${canonicalAddress(address)}`, group);
    return true;
  }),
  skip(
    "aaa-transport",
    "ip vrf forwarding",
    "vrf forwarding",
    "ip tacacs source-interface",
    "ip radius source-interface",
    "ipv6 tacacs source-interface",
    "ipv6 radius source-interface",
    "deadtime",
    "timeout",
    "load-balance",
    "attribute",
    "mac-delimiter",
    "subscriber",
    "cache",
    "retransmit",
    "accounting",
    "authorization",
    "exit",
    "key-wrap",
  ),
]);

function serverGroup(draft: Draft, statement: Statement): boolean {
  const [, , , kind, name] = statement.words;
  const protocol = protocolOf(kind);
  if (name === undefined || protocol === null || statement.negated) {
    for (const child of statement.children) draft.ledger.leave(child.line, aaaTouches);
    return false;
  }
  define(draft, "aaa-group", name, statement);
  keepGroup(draft.groups, name, statement);
  readStatements({ ledger: draft.ledger, draft, group: name, protocol }, statement.children, groupTable, aaaTouches);
  return true;
}

function protocolOf(word: string | undefined): AaaServer["protocol"] | null {
  if (word === "tacacs+" || word === "tacacs") return "tacacs";
  return word === "radius" || word === "ldap" ? word : null;
}
