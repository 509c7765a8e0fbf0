import { byDefault, joinRanges, notApplicable, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { LoginAuthentication, LoginLine, SourceRestriction, Transport } from "../../src/model/management.ts";
import type { Statement } from "../lib/indented.ts";
import { block, on, readStatements, skip, table, touching, type Touches } from "../lib/statements.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import { use } from "../lib/cisco/objects.ts";
import { placeOf, readAt, wholePlace } from "../lib/cisco/places.ts";
import { sshEnabled, telnetEnabled } from "./management-services.ts";
import type { Draft, LineDraft } from "./draft.ts";

const loginTouches: Touches = ["management.logins", "objects"];

interface LineContext {
  readonly ledger: Draft["ledger"];
  readonly draft: Draft;
  readonly line: LineDraft;
}

export const lineTable = table<LineContext>([
  on("exec-timeout", ({ line }, statement) => {
    line.settings.set("exec-timeout", statement);
  }),
  on("access-class", (context, statement) => accessClass(context, statement, "access-class", 1)),
  on("ipv6 access-class", (context, statement) => accessClass(context, statement, "ipv6 access-class", 2)),
  skip("terminal", "speed", "databits", "stopbits", "parity", "flowcontrol", "modem", "length", "width", "exit"),
  // These end or limit sessions beyond exec-timeout; none lets anyone in.
  skip("session-limit", "session-limit", "absolute-timeout", "logout-warning"),
]);

/** "line console", "line vty", "line com1" ("Configuring Terminal Settings and Sessions", Fundamentals Configuration Guide). */
export const loginStatements = [
  block<Draft>("line", (draft, statement) => {
    const word = statement.words[1];
    if (word === undefined || statement.negated) return false;
    const line = draft.lines.get(word) ?? { word, at: [], settings: new Map<string, Statement>() };
    draft.lines.set(word, line);
    line.at.push(...wholePlace(statement));
    readStatements({ ledger: draft.ledger, draft, line }, statement.children, lineTable, loginTouches);
    return true;
  }),
  touching(loginTouches, "line", "access-class", "exec-timeout"),
];

/** "access-class NAME in|out"; what goes out is no login. */
function accessClass({ draft, line }: LineContext, statement: Statement, key: string, at: number): boolean {
  const [acl, direction] = statement.words.slice(at);
  if (acl === undefined || (direction !== "in" && direction !== "out")) return false;
  use(draft, "acl", acl, statement, `line ${line.word} ${key}`);
  line.settings.set(`${key} ${direction}`, statement);
  return true;
}

const kinds: Readonly<Record<string, LoginLine["kind"]>> = { console: "console", vty: "vty", com1: "aux", aux: "aux" };

/** The lines as the model has them. A whole device has a console and VTYs, whether or not lines speak of them. */
export function loginLines(draft: Draft, whole: boolean): readonly LoginLine[] {
  const lines = new Map(draft.lines);
  if (whole)
    for (const word of ["console", "vty"]) if (!lines.has(word)) lines.set(word, { word, at: [], settings: new Map() });
  return [...lines.values()].flatMap((line) => {
    const kind = kinds[line.word];
    return kind === undefined ? [] : [loginLine(draft, line, kind)];
  });
}

function loginLine(draft: Draft, line: LineDraft, kind: LoginLine["kind"]): LoginLine {
  return {
    name: `line ${line.word}`,
    kind,
    at: joinRanges(line.at),
    protocols: kind === "vty" ? protocols(draft) : byDefault([], "NX-OS: nothing from the network comes in here"),
    exec: byDefault(true, "NX-OS: a line always starts sessions"),
    authentication: authentication(draft, kind),
    password: notApplicable("NX-OS lines have no password of their own."),
    idleTimeout: idleTimeout(line),
    sources: sources(line, kind),
    privilege: notApplicable("NX-OS lines give no privilege: roles do."),
  };
}

/** A VTY takes what the features are on for. */
function protocols(draft: Draft): Fact<readonly Transport[]> {
  const found: Transport[] = [];
  const at: [number, number][] = [];
  const grounds: string[] = [];
  for (const [transport, enabled] of [
    ["ssh", sshEnabled(draft)],
    ["telnet", telnetEnabled(draft)],
  ] as const) {
    if (!("value" in enabled)) return enabled;
    if (enabled.value) found.push(transport);
    if ("default" in enabled) grounds.push(enabled.default);
    else at.push(...enabled.at.map(([first, last]): [number, number] => [first, last]));
  }
  return at.length > 0 ? read(found, joinRanges(at)) : byDefault(found, grounds.join("; "));
}

/**
 * Every line asks AAA: VTYs the default method, the console one of its own, each the local accounts unless set
 * ("Configuring AAA", Security Configuration Guide, "AAA Service Configuration Options").
 */
function authentication(draft: Draft, kind: LoginLine["kind"]): Fact<LoginAuthentication> {
  const list = kind === "vty" ? "default" : "console";
  const found = draft.methodLists.findLast(
    (each) => each.type === "authentication" && each.service === "login" && each.list === list,
  );
  return found === undefined
    ? byDefault({ kind: "local" }, `NX-OS: the local accounts unless "aaa authentication login ${list}"`)
    : read({ kind: "aaa", list }, found.at);
}

/** "exec-timeout MINUTES"; 0 is never. The manuals state several defaults, so that none is taken. */
function idleTimeout(line: LineDraft): Fact<number | null> {
  const statement = line.settings.get("exec-timeout");
  if (statement === undefined || statement.negated)
    return unknownFact(
      'Without "exec-timeout" the release decides when idle sessions end.',
      statement === undefined ? joinRanges(line.at) : placeOf(statement),
    );
  const minutes = decimal(statement.words[1]);
  if (minutes === null) return unknownFact("The time is no number.", placeOf(statement));
  return readAt(minutes === 0 ? null : minutes * 60, statement);
}

function sources(line: LineDraft, kind: LoginLine["kind"]): Fact<readonly SourceRestriction[]> {
  if (kind !== "vty") return notApplicable("Nobody comes to this line from the network.");
  const found: SourceRestriction[] = [];
  const at: [number, number][] = [];
  for (const [key, family, index] of [
    ["access-class in", "ipv4", 1],
    ["ipv6 access-class in", "ipv6", 2],
  ] as const) {
    const statement = line.settings.get(key);
    if (statement === undefined) continue;
    at.push([statement.line, statement.last]);
    const name = statement.words[index];
    if (!statement.negated && name !== undefined) found.push({ kind: "acl", name, family });
  }
  return at.length === 0 ? byDefault([], 'NX-OS: anyone unless "access-class"') : read(found, joinRanges(at));
}
