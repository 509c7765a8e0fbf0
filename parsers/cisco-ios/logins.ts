import type { Statement } from "../lib/indented.ts";
import { block, on, readStatements, skip, table, touching, type Touches } from "../lib/statements.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import { wholePlace } from "../lib/cisco/places.ts";
import { use } from "../lib/cisco/objects.ts";
import type { Draft, LineDraft, LineSettings } from "./draft.ts";

const loginTouches: Touches = ["management.logins", "objects"];

interface LineContext {
  readonly ledger: Draft["ledger"];
  readonly draft: Draft;
  readonly name: string;
  readonly settings: LineSettings;
}

/** Keeps the statement as the setting `name` of the line; "no" puts the statement, negated, in its place. */
function setting(name: string) {
  return ({ settings }: LineContext, statement: Statement): void => {
    settings.set(name, statement);
  };
}

export const lineTable = table<LineContext>([
  on("transport input", setting("transport input")),
  on("access-class", (context, statement) => accessClass(context, statement, "access-class", 1)),
  on("ipv6 access-class", (context, statement) => accessClass(context, statement, "ipv6 access-class", 2)),
  on("exec-timeout", setting("exec-timeout")),
  on("login", (context, statement) => {
    const [, word, list] = statement.words;
    if (word === "authentication" && list !== "default")
      use(context.draft, "aaa-list", list, statement, `${context.name} login authentication`);
    context.settings.set("login", statement);
  }),
  on("password", setting("password")),
  on("exec", (context, statement) => {
    // "exec prompt" and the like are no switch.
    if (statement.words.length > 1) return statement.words[1] === "prompt";
    context.settings.set("exec", statement);
    return true;
  }),
  on("motd-banner", setting("motd-banner")),
  on("exec-banner", setting("exec-banner")),
  on("privilege level", setting("privilege level")),
  on(["authorization", "accounting"], (context, statement) => {
    const list = statement.words.at(-1);
    context.settings.set(statement.words.slice(0, 3).join(" "), statement);
    if (list !== "default" && statement.words.length > 2)
      use(context.draft, "aaa-list", list, statement, `${context.name} ${statement.words.slice(0, -1).join(" ")}`);
  }),
  skip(
    "terminal",
    "stopbits",
    "databits",
    "parity",
    "speed",
    "rxspeed",
    "txspeed",
    "flowcontrol",
    "length",
    "width",
    "history",
    "logging synchronous",
    "escape-character",
    "terminal-type",
    "location",
    "monitor",
    "notify",
    "exec-character-bits",
    "special-character-bits",
    "data-character-bits",
    "activation-character",
    "stop-character",
    "start-character",
    "hold-character",
    "disconnect-character",
    "editing",
    "full-help",
    "international",
    "padding",
    "telnet",
    "domain-lookup",
    "buffer-length",
    "media-type",
    "usb-inactivity-timeout",
    "script",
    "modem",
    "autoselect",
    "autohangup",
    "autocommand",
    "ip netmask-format",
    "dispatch-timeout",
    "dispatch-character",
  ),
  on("rotary", setting("rotary")),
  skip("outgoing", "transport output", "transport preferred"),
  skip("login-text", "vacant-message", "refuse-message", "login-string", "prompt"),
  // These end or limit sessions beyond exec-timeout; none lets anyone in.
  skip(
    "session-limit",
    "session-timeout",
    "session-limit",
    "absolute-timeout",
    "logout-warning",
    "session-disconnect-warning",
    "lockable",
    "timeout login response",
    "exit",
  ),
]);

function accessClass({ draft, settings, name }: LineContext, statement: Statement, key: string, at: number): boolean {
  const acl = statement.words[at];
  const direction = statement.words.find((word) => word === "in" || word === "out");
  if (acl === undefined || direction === undefined) return false;
  use(draft, "acl", acl, statement, `${name} ${key}`);
  // A list for one VRF stands beside that for all others.
  const vrf = statement.words.indexOf("vrf");
  settings.set(`${key} ${direction}${vrf < 0 ? "" : ` vrf ${statement.words[vrf + 1] ?? ""}`}`, statement);
  return true;
}

export const loginStatements = [
  block<Draft>("line", line),
  touching(loginTouches, "line", "transport", "access-class", "exec-timeout"),
];

// More stanzas than any device writes: the rest is left unread, so that no input takes long.
const mostStanzas = 1000;

const kinds: Readonly<Record<string, LineDraft["kind"]>> = {
  con: "console",
  console: "console",
  aux: "aux",
  tty: "tty",
  vty: "vty",
};

/** "line con|aux|vty|tty FIRST [LAST]", or without a kind the absolute numbers of lines, which are TTYs in what devices show. */
function line(draft: Draft, statement: Statement): boolean {
  const [, first, ...rest] = statement.words;
  const kind = kinds[first ?? ""];
  const numbers = (kind === undefined ? [first, ...rest] : rest).map((word) => decimal(word));
  const low = numbers[0];
  const high = numbers.length > 1 ? numbers[1] : low;
  const word = kind === undefined ? "" : (first ?? "");
  if (
    draft.lines.length >= mostStanzas ||
    statement.negated ||
    numbers.length > 2 ||
    low === undefined ||
    low === null ||
    high === undefined ||
    high === null ||
    high < low
  ) {
    return slottedLine(draft, statement, kind);
  }
  const settings = stanza(draft, statement);
  addLines(draft, { kind: kind ?? "tty", word, first: low, last: high, at: wholePlace(statement), settings });
  return true;
}

/** "line 0/1/0 0/1/15": a module's lines, told by their words. */
function slottedLine(draft: Draft, statement: Statement, kind: LineDraft["kind"] | undefined): boolean {
  const words = statement.words.slice(1);
  const slotted =
    !statement.negated && words.length > 0 && words.length < 3 && words.every((word) => /^\d+(?:\/\d+)+$/.test(word));
  if (!slotted || kind !== undefined) {
    for (const child of statement.children) draft.ledger.leave(child.line, loginTouches);
    return false;
  }
  const settings = stanza(draft, statement);
  draft.lines.push({ kind: "tty", word: words.join(" "), first: -1, last: -1, at: wholePlace(statement), settings });
  return true;
}

function stanza(draft: Draft, statement: Statement): LineSettings {
  const settings: LineSettings = new Map();
  const context: LineContext = { ledger: draft.ledger, draft, name: statement.words.join(" "), settings };
  readStatements(context, statement.children, lineTable, loginTouches);
  return settings;
}

/** Lines that several stanzas set are split, so that each range has the settings of all of them, the later first. */
function addLines(draft: Draft, added: LineDraft): void {
  let rest: [number, number][] = [[added.first, added.last]];
  const kept: LineDraft[] = [];
  for (const old of draft.lines) {
    if (old.kind !== added.kind || old.last < added.first || old.first > added.last || old.first < 0) {
      kept.push(old);
      continue;
    }
    const low = Math.max(old.first, added.first);
    const high = Math.min(old.last, added.last);
    if (old.first < low) kept.push({ ...old, last: low - 1 });
    kept.push({
      ...old,
      first: low,
      last: high,
      at: [...old.at, ...added.at],
      settings: new Map([...old.settings, ...added.settings]),
    });
    if (old.last > high) kept.push({ ...old, first: high + 1 });
    rest = rest.flatMap(([from, to]): [number, number][] =>
      to < low || from > high
        ? [[from, to]]
        : [[from, low - 1] as [number, number], [high + 1, to] as [number, number]].filter(([a, b]) => a <= b),
    );
  }
  for (const [first, last] of rest) kept.push({ ...added, first, last });
  draft.lines.splice(0, draft.lines.length, ...kept);
}
