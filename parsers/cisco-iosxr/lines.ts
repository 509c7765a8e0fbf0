import { byDefault, joinRanges, read, unknownFact, type Fact, type LineRange } from "../../src/model/fact.ts";
import type { LoginAuthentication, LoginLine, SourceRestriction, Transport } from "../../src/model/management.ts";
import { notApplicable } from "../../src/model/fact.ts";
import type { Statement } from "../lib/indented.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import { use } from "../lib/cisco/objects.ts";
import { passwordAt } from "../lib/cisco/passwords.ts";
import { placeOf, readAt, wholePlace } from "../lib/cisco/places.ts";
import { block, on, readStatements, skip, table, touching, type Touches } from "../lib/statements.ts";
import type { Ledger } from "../lib/ledger.ts";
import type { Draft, LineDraft } from "./draft.ts";
import { serverSources, sshServers } from "./server-sources.ts";
import { listKey } from "../lib/cisco/list-keys.ts";

const lineTouches: Touches = ["management.logins", "users", "aaa", "objects"];

interface LineContext {
  readonly ledger: Ledger;
  readonly draft: Draft;
  readonly line: LineDraft;
}

const keep =
  (name: string) =>
  ({ line }: LineContext, statement: Statement): void => {
    line.settings.set(name, statement);
  };

export const lineTable = table<LineContext>([
  on("transport input", keep("transport input")),
  on("exec-timeout", ({ line }, statement) => {
    if (!statement.negated && decimal(statement.words[1]) === null) return false;
    line.settings.set("exec-timeout", statement);
    return true;
  }),
  on("login authentication", (context, statement) => {
    const list = statement.words[2];
    if (list === undefined) return false;
    keep("login authentication")(context, statement);
    if (list !== "default")
      use(context.draft, "aaa-list", list, statement, `line ${context.line.name} login authentication`);
    return true;
  }),
  on(["access-class ingress", "access-class ipv4 ingress", "access-class ipv6 ingress"], (context, statement) => {
    const name = statement.words.at(-1);
    const at = statement.words.indexOf("ingress");
    if (statement.words.length !== at + 2) return false;
    keep(statement.words.slice(0, at).join(" "))(context, statement);
    use(context.draft, "acl", name, statement, `line ${context.line.name} access-class ingress`);
    return true;
  }),
  on("access-class egress", ({ draft, line }, statement) => {
    use(draft, "acl", statement.words[2], statement, `line ${line.name} access-class egress`);
  }),
  on(["password", "secret"], keep("password")),
  on(["authorization", "accounting"], ({ draft, line }, statement) => {
    const list = statement.words.at(-1);
    if (list !== "default") use(draft, "aaa-list", list, statement, `line ${line.name} ${statement.words[0] ?? ""}`);
  }),
  // Which rights a login by the line's own password has.
  on("users group", keep("users group")),
  skip(
    "line-details",
    "length",
    "width",
    "session-limit",
    "session-timeout",
    "escape-character",
    "disconnect-character",
    "absolute-timeout",
    "transport output",
    "transport preferred",
    "timestamp",
    "timeout login response",
    "stopbits",
    "databits",
    "parity",
    "speed",
    "flowcontrol",
    "telnet transparent",
    "cli whitespace",
    "pager",
    "exec-banner",
  ),
]);

/** "line console|default|template NAME" and "vty-pool" ("Terminal Services Commands", System Management Command Reference). */
export const lineStatements = [
  block<Draft>("line", (draft, statement) => {
    const [, kind, name] = statement.words;
    const key = kind === "template" ? name : kind === "console" || kind === "default" ? kind : undefined;
    // More words than open the block are not understood.
    const more = statement.words.length > (kind === "template" ? 3 : 2);
    if (key === undefined || statement.negated || more) {
      for (const child of statement.children) draft.ledger.leave(child.line, lineTouches);
      return false;
    }
    const line: LineDraft = draft.lines.get(key) ?? { name: key, settings: new Map(), at: [] };
    draft.lines.set(key, line);
    line.at.push(...wholePlace(statement));
    readStatements({ ledger: draft.ledger, draft, line }, statement.children, lineTable, lineTouches);
    return true;
  }),
  on<Draft>("vty-pool", (draft, statement) => {
    const [, name, first, last, word, template] = statement.words;
    if (name === undefined || decimal(first) === null || decimal(last) === null || statement.negated) return false;
    if (word !== undefined && (word !== "line-template" || template === undefined)) return false;
    draft.pools.push({ name, template: template ?? "default", at: placeOf(statement) });
    return true;
  }),
  touching(lineTouches, "line", "vty-pool"),
];

/** What a line template says of itself, or else the default template ("Line Template Guidelines", the same guide). */
function settingOf(draft: Draft, template: string, name: string): Statement | undefined {
  return draft.lines.get(template)?.settings.get(name) ?? draft.lines.get("default")?.settings.get(name);
}

/** The console and the templates that the pools of virtual terminals use; the pool "default" is always there. */
export function loginLines(draft: Draft): readonly LoginLine[] {
  // The pools "eem" and "fm" are for scripts of the device itself.
  const pools = draft.pools.filter(({ name }) => name !== "eem" && name !== "fm");
  const templates = new Set(pools.map(({ template }) => template));
  if (!pools.some(({ name }) => name === "default")) templates.add("default");
  const using = Map.groupBy(draft.pools, ({ template }) => template);
  const placesOf = (template: string) => (using.get(template) ?? []).flatMap(({ at }) => at);
  return [
    loginLine(draft, "console", "console", placesOf("console")),
    ...[...templates].toSorted().map((template) => loginLine(draft, template, "vty", placesOf(template))),
  ];
}

/** `pools` are the lines of the pools that use the template. */
function loginLine(draft: Draft, template: string, kind: "console" | "vty", pools: readonly LineRange[]): LoginLine {
  const own = draft.lines.get(template)?.at ?? [];
  const fixed = template === "console" || template === "default";
  const defined = fixed || draft.lines.has(template);
  const password = settingOf(draft, template, "password");
  return {
    name: fixed ? `line ${template}` : `line template ${template}`,
    kind,
    protocols:
      kind === "console" ? byDefault([], "IOS XR: the console is no network line") : protocolsOf(draft, template),
    exec: byDefault(true, "IOS XR: every line starts a session"),
    authentication: defined
      ? authenticationOf(draft, template)
      : unknownFact(`The line template "${template}" is not defined.`, joinRanges(pools)),
    password:
      password === undefined || password.negated
        ? byDefault(null, 'IOS XR: no password of its own unless "password"')
        : readAt(passwordAt(password.words, 1), password),
    idleTimeout: idleTimeoutOf(draft, template),
    sources: kind === "console" ? byDefault([], "IOS XR: the console is no network line") : sourcesOf(draft, template),
    privilege: notApplicable("IOS XR gives rights by task groups, not by privilege levels."),
    at: joinRanges([...own, ...(kind === "vty" ? pools : [])]),
  };
}

/** A line accepts what a server is there for and its template lets in: servers listen only where they are turned on. */
function protocolsOf(draft: Draft, template: string): Fact<readonly Transport[]> {
  const served = (
    [
      ["ssh", sshServers(draft)],
      ["telnet", [...draft.telnet.values()]],
    ] as const
  ).filter(([, servers]) => servers.length > 0);
  const at = served.flatMap(([, servers]) => servers.flatMap((server) => server.at));
  const names: readonly Transport[] = served.map(([name]) => name);
  const stated = settingOf(draft, template, "transport input");
  const grounds = 'IOS XR: servers listen only after "ssh server" and "telnet … server", and none is there';
  if (stated === undefined || stated.negated)
    return names.length === 0 ? byDefault([], grounds) : read(names, joinRanges(at));
  const words = stated.words.slice(2);
  if (words.some((word) => !["all", "none", "ssh", "telnet"].includes(word)) || words.length === 0)
    return unknownFact("The transports of the line are not understood.", placeOf(stated));
  const allowed = names.filter((name) => words.includes("all") || words.includes(name));
  return read(allowed, joinRanges([...placeOf(stated), ...at]));
}

/** Without "login authentication" a line asks the list "default", which is "local" where nothing defines it ("aaa authentication"). */
function authenticationOf(draft: Draft, template: string): Fact<LoginAuthentication> {
  const stated = settingOf(draft, template, "login authentication");
  const list = stated === undefined || stated.negated ? "default" : (stated.words[2] ?? "default");
  const defined = draft.methodLists.some(
    (each) => each.type === "authentication" && each.service === "login" && each.list === list,
  );
  if (list === "default" && !defined)
    return byDefault(
      { kind: "local" },
      'IOS XR: local unless "aaa authentication login" ("aaa authentication", System Security Command Reference)',
    );
  const value: LoginAuthentication = { kind: "aaa", list };
  return stated === undefined || stated.negated
    ? byDefault(value, 'IOS XR: the list "default" unless "login authentication"')
    : readAt(value, stated);
}

function idleTimeoutOf(draft: Draft, template: string): Fact<number | null> {
  const stated = settingOf(draft, template, "exec-timeout");
  if (stated === undefined || stated.negated)
    return unknownFact('Without "exec-timeout" the release decides when idle sessions end, which no manual read says.');
  const seconds = (decimal(stated.words[1]) ?? 0) * 60 + (decimal(stated.words[2]) ?? 0);
  return readAt(seconds === 0 ? null : seconds, stated);
}

type Listed = Extract<SourceRestriction, { readonly kind: "acl" }>;

/**
 * Whom a line lets in: by its own lists, or else by those of the servers whose sessions it takes. Where servers differ
 * the widest counts if one has no list, and nothing is known otherwise.
 */
function sourcesOf(draft: Draft, template: string): Fact<readonly SourceRestriction[]> {
  const own = (["access-class", "access-class ipv4", "access-class ipv6"] as const).flatMap((name) => {
    const statement = settingOf(draft, template, name);
    return statement === undefined || statement.negated ? [] : [[name, statement] as const];
  });
  if (own.length > 0) {
    const lists = own.flatMap(([name, statement]) => listsOf(draft, name, statement.words.at(-1) ?? ""));
    return read(lists, joinRanges(own.flatMap(([, statement]) => placeOf(statement))));
  }
  return serverSources([...sshServers(draft), ...draft.telnet.values()], "line");
}

/** "access-class ingress NAME" names a list without its version: it holds for each version in which a list has the name. */
function listsOf(draft: Draft, word: string, name: string): readonly Listed[] {
  if (word !== "access-class") return [{ kind: "acl", name, family: word.endsWith("ipv6") ? "ipv6" : "ipv4" }];
  const families = (["ipv4", "ipv6"] as const).filter((family) => draft.acls.has(listKey(family, name)));
  const [only] = families;
  if (families.length === 1 && only !== undefined) return [{ kind: "acl", name, family: only }];
  return [{ kind: "acl", name, family: "both" }];
}
