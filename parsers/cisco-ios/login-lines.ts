import { byDefault, joinRanges, read, unknownFact, type Fact, type ReadFact } from "../../src/model/fact.ts";
import type { LoginAuthentication, LoginLine, SourceRestriction, Transport } from "../../src/model/management.ts";
import type { Password } from "../../src/model/secret.ts";
import type { Statement } from "../lib/indented.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import { placeOf, readAt } from "../lib/cisco/places.ts";
import type { Draft, LineDraft } from "./draft.ts";
import { passwordAt } from "../lib/cisco/passwords.ts";
import { atLeast, versionOf, type Version } from "../lib/cisco/version.ts";

const transports: readonly Transport[] = [
  "telnet",
  "ssh",
  "rlogin",
  "lat",
  "pad",
  "mop",
  "udptn",
  "nasi",
  "v120",
  "acercon",
];

function isTransport(word: string): word is Transport {
  return transports.some((transport) => transport === word);
}

/** The lines of a draft as the model has them, with the defaults of the version. */
export function loginLines(draft: Draft): readonly LoginLine[] {
  const version = versionOf(draft.version?.value);
  return draft.lines.map((line) => ({
    name: nameOf(line),
    kind: line.kind,
    at: joinRanges(line.at),
    protocols: protocols(line, version),
    exec: exec(line),
    ...rotary(line),
    authentication: authentication(line, draft),
    password: password(line),
    idleTimeout: idleTimeout(line),
    sources: sources(line),
    privilege: privilege(line),
  }));
}

function nameOf({ word, first, last }: LineDraft): string {
  if (first < 0) return `line ${word}`;
  return ["line", word, String(first), last > first ? String(last) : ""].filter((part) => part !== "").join(" ");
}

/**
 * Without "transport input" a VTY takes every protocol in IOS 12 ("Specifying the Transport Protocol", Terminal
 * Services Configuration Guide 12.1 and 12.2), and a TTY, AUX or console line none since 11.1 ("transport
 * input", Dial Solutions Command Reference; DISA IOS and IOS XE RTR STIGs, CISC-RT-000230). Releases from 15.0 on differ and their manuals do not say.
 */
function protocols(line: LineDraft, version: Version | null): Fact<readonly Transport[]> {
  const statement = line.settings.get("transport input");
  if (statement !== undefined && !statement.negated) {
    const words = statement.words.slice(2);
    if (words.includes("all")) return readAt(transports, statement);
    if (words.length === 1 && words[0] === "none") return readAt([], statement);
    const named = words.filter(isTransport);
    if (named.length === words.length && named.length > 0) return readAt(named, statement);
    return unknownFact("The line names a transport that is not known.", placeOf(statement));
  }
  if (statement !== undefined) return unknownFact('What "no transport input" leaves is not known.', placeOf(statement));
  if (line.kind !== "vty" && (version === null || atLeast(version, 11, 1)))
    return byDefault([], 'IOS since 11.1: none unless "transport input"');
  if (line.kind !== "vty")
    return unknownFact(
      `What ${version?.text ?? ""} accepts on the line without "transport input" is not known.`,
      line.at,
    );
  if (version !== null && version.major < 15)
    return byDefault(transports, `IOS ${version.text}: all unless "transport input"`);
  return unknownFact(
    version === null
      ? 'Without "transport input" it depends on the version which protocols a VTY accepts, and no version is stated.'
      : `What a VTY accepts without "transport input" differs among releases such as ${version.text}.`,
    line.at,
  );
}

/**
 * "rotary N": lines of a group answer on further ports, 3000 and N for Telnet, 5000 and N for streams, 7000 and N for
 * Telnet of eight bits ("rotary", Terminal Services Command Reference).
 */
function rotary(line: LineDraft): Pick<LoginLine, "telnetPorts"> {
  const statement = line.settings.get("rotary");
  const group = statement === undefined || statement.negated ? null : decimal(statement.words[1]);
  return group === null ? {} : { telnetPorts: [3000, 5000, 7000].map((first) => first + group) };
}

function exec(line: LineDraft): Fact<boolean> {
  const statement = line.settings.get("exec");
  if (statement === undefined)
    return byDefault(true, 'IOS: on unless "no exec" (Terminal Services Command Reference, "exec")');
  return readAt(!statement.negated, statement);
}

/**
 * "login" in the Cisco IOS Security Command Reference: a VTY asks for the line's password, other lines for
 * nothing, unless set (that a VTY falls back to "login" is in Cisco document 200173, "Verify AAA behaviour when
 * login local", for 12.2 to 15.3). Under "aaa new-model" every line uses an authentication list, "default" unless
 * named, whatever else "login" says (the same document).
 */
function authentication(line: LineDraft, draft: Draft): Fact<LoginAuthentication> {
  const statement = line.settings.get("login");
  const aaa = draft.switches.get("aaa new-model");
  const list =
    statement?.words[1] === "authentication" && !statement.negated ? (statement.words[2] ?? "default") : null;
  if (statement !== undefined && list !== null && !(list === "default" && aaa?.value === true))
    return readAt({ kind: "aaa", list }, statement);
  if (aaa?.value === true) return defaultList(line, draft, aaa);
  if (statement !== undefined) {
    if (statement.words[1] === "authentication")
      return unknownFact("The line's authentication list was taken away.", placeOf(statement));
    if (statement.words[1] === "local")
      return statement.negated ? readAt({ kind: "none" }, statement) : readAt({ kind: "local" }, statement);
    if (statement.words[1] === "tacacs") return readAt({ kind: "aaa", list: "tacacs" }, statement);
    if (statement.words.length > 1)
      return unknownFact("The line's way of logging in is not known.", placeOf(statement));
    return readAt({ kind: statement.negated ? "none" : "line-password" }, statement);
  }
  if (line.kind === "vty")
    return byDefault(
      { kind: "line-password" },
      'IOS: a VTY asks for its password unless "login" or "no login" says otherwise',
    );
  return byDefault({ kind: "none" }, 'IOS: a line other than a VTY asks for nothing unless "login"');
}

/**
 * The list "default" where it is defined. Where it is not, the local accounts are asked, and on the console nobody:
 * login there succeeds without any check ("aaa authentication login", Security Command Reference, defaults).
 */
function defaultList(line: LineDraft, draft: Draft, newModel: ReadFact<boolean>): Fact<LoginAuthentication> {
  const defined = draft.methodLists.some(
    ({ type, service, list }) => type === "authentication" && service === "login" && list === "default",
  );
  if (defined) return read({ kind: "aaa", list: "default" }, newModel.at);
  return line.kind === "console"
    ? byDefault(
        { kind: "none" },
        'IOS: under "aaa new-model" without "aaa authentication login default" the console asks for nothing',
      )
    : byDefault(
        { kind: "local" },
        'IOS: under "aaa new-model" without "aaa authentication login default" the local accounts are asked',
      );
}

function password(line: LineDraft): Fact<Password | null> {
  const statement = line.settings.get("password");
  if (statement === undefined || statement.negated)
    return statement === undefined ? byDefault(null, 'IOS: none unless "password"') : readAt(null, statement);
  return readAt(passwordAt(statement.words, 1), statement);
}

/**
 * "exec-timeout minutes [seconds]"; ten minutes by default ("exec-timeout" in the Dial Solutions Command Reference 12.0 and
 * in the Configuration Fundamentals Command Reference, IOS XE included; "Cisco IOS in a Nutshell", "exec-timeout").
 */
function idleTimeout(line: LineDraft): Fact<number | null> {
  const statement = line.settings.get("exec-timeout");
  if (statement === undefined)
    return byDefault(600, 'IOS: 10 minutes unless "exec-timeout" (Configuration Fundamentals Command Reference)');
  if (statement.negated) return readAt(null, statement);
  const minutes = decimal(statement.words[1]);
  const seconds = statement.words.length > 2 ? decimal(statement.words[2]) : 0;
  if (minutes === null || seconds === null) return unknownFact("The time is no number.", placeOf(statement));
  const total = minutes * 60 + seconds;
  return readAt(total === 0 ? null : total, statement);
}

function sources(line: LineDraft): Fact<readonly SourceRestriction[]> {
  const found: SourceRestriction[] = [];
  const at: [number, number][] = [];
  for (const [key, family] of [
    ["access-class in", "ipv4"],
    ["ipv6 access-class in", "ipv6"],
  ] as const) {
    for (const [setting, statement] of line.settings) {
      if (setting !== key && !setting.startsWith(`${key} vrf `)) continue;
      at.push([statement.line, statement.last]);
      const name = statement.words[family === "ipv4" ? 1 : 2];
      if (!statement.negated && name !== undefined) found.push({ kind: "acl", name, family, ...vrfsOf(statement) });
    }
  }
  return at.length === 0 ? byDefault([], 'IOS: anyone unless "access-class"') : read(found, joinRanges(at));
}

/** "vrf-also" judges sessions from VRFs too, "vrf NAME" those from that one ("access-class", IOS XE command references). */
function vrfsOf({ words }: Statement): { readonly vrfs?: "all" | readonly string[] } {
  if (words.includes("vrf-also")) return { vrfs: "all" };
  const name = words[words.indexOf("vrf") + 1];
  return words.includes("vrf") && name !== undefined ? { vrfs: [name] } : {};
}

/** "privilege level" of a line; 1 is the level of a login by default (Cisco document 13860, "How to Assign Privilege Levels"). */
function privilege(line: LineDraft): Fact<number | null> {
  const statement = line.settings.get("privilege level");
  if (statement === undefined || statement.negated)
    return byDefault(1, 'IOS: 1 unless "privilege level" (How to Assign Privilege Levels)');
  const level = decimal(statement.words[2]);
  return level === null ? unknownFact("The level is no number.", placeOf(statement)) : readAt(level, statement);
}
