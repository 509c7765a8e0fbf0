import type { SourceRestriction } from "../../src/model/management.ts";
import type { Statement } from "../lib/indented.ts";
import { block, on, readStatements, skip, table, touching } from "../lib/statements.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import { readAt } from "../lib/cisco/places.ts";
import { use } from "../lib/cisco/objects.ts";
import { switched, type Draft } from "./draft.ts";

/** Switches that are kept by their own words. */
const plain: readonly string[] = [
  "ip http server",
  "ip http secure-server",
  "ip scp server enable",
  "ftp-server enable",
  "restconf",
];

/** Services for managing the device: HTTP Services, Programmability and Configuration Fundamentals Command References. */
export const serviceStatements = [
  ...plain.map((name) => on<Draft>(name, switched(name))),
  block<Draft>("netconf-yang", netconfYang),
  on<Draft>(["gnxi", "gnmi-yang"], gnmi),
  on<Draft>("netconf ssh", (draft, statement) => {
    draft.switches.set("netconf ssh", readAt(!statement.negated, statement));
    const at = statement.words.indexOf("acl");
    if (at > 0) restrict(draft, statement, "netconf ssh", statement.words[at + 1], "ipv4");
    else if (statement.negated) draft.sources.delete("netconf ssh");
  }),
  on<Draft>("ip http access-class", (draft, statement) => {
    const words = statement.words.slice(3);
    const family = words[0] === "ipv6" ? "ipv6" : "ipv4";
    const name = words[0] === "ipv4" || words[0] === "ipv6" ? words[1] : words[0];
    restrict(draft, statement, "ip http", name, family);
  }),
  on<Draft>("ip http port", (draft, statement) => port(draft, statement, 3)),
  on<Draft>("ip http secure-port", (draft, statement) => port(draft, statement, 3)),
  on<Draft>("ip http timeout-policy", (draft, statement) => {
    const at = statement.words.indexOf("idle");
    const seconds = at < 0 ? null : decimal(statement.words[at + 1]);
    if (seconds === null || statement.negated) return false;
    draft.numbers.set("ip http idle", readAt(seconds, statement));
    return true;
  }),
  on<Draft>(["ip http active-session-modules", "ip http secure-active-session-modules"], (draft, statement) => {
    // "no" gives all modules back; a list names some, which may be any.
    const some = statement.negated || statement.words[3] !== "none";
    draft.switches.set(statement.words.slice(0, 3).join(" "), readAt(some, statement));
    return statement.words.length <= 4;
  }),
  on<Draft>("ip http session-idle-timeout", (draft, statement) => {
    const seconds = decimal(statement.words[3]);
    if (seconds === null || statement.negated) return false;
    draft.numbers.set("ip http session-idle", readAt(seconds, statement));
    return true;
  }),
  on<Draft>("ip http authentication", (draft, statement) => {
    const at = statement.words.indexOf("login-authentication");
    const list = at < 0 ? undefined : statement.words[at + 1];
    if (list !== undefined && list !== "default") use(draft, "aaa-list", list, statement, "ip http authentication aaa");
  }),
  on<Draft>("ip http tls-version", (draft, statement) => {
    const version = statement.words[3];
    if (version === undefined || statement.negated) return false;
    draft.lists.set("tls versions", readAt([version.replace(/^TLSv/i, "")], statement));
    return true;
  }),
  on<Draft>("ip http secure-ciphersuite", (draft, statement) => {
    if (!statement.negated) draft.lists.set("tls ciphers", readAt(statement.words.slice(3), statement));
    return !statement.negated;
  }),
  on<Draft>("tftp-server", (draft, statement) => {
    if (statement.negated) return false;
    draft.switches.set("tftp-server", readAt(true, statement));
    const acl = statement.words.slice(2).findLast((word) => decimal(word) !== null);
    serveFile(draft, statement, acl);
    return true;
  }),
  // Whether the FTP server takes files; that there is one is said by another statement.
  on<Draft>("ftp-server write-enable", (_draft, statement) => statement.negated),
  on<Draft>("ip rcmd rsh-enable", switched("ip rcmd rsh-enable")),
  on<Draft>("ip rcmd rcp-enable", switched("ip rcmd rcp-enable")),
  skip(
    "http-content",
    "ip http path",
    "ip http help-path",
    "ip http max-connections",
    "ip http client",
    "ip http digest",
    "ip http banner",
    "ip http banner-path",
    "ip http secure-trustpoint",
    "ip http secure-client-auth",
    "ip http secure-peer-verify-trustpoint",
    "ip http secure-ecdhe-curve",
    "ip http secure-piv-based-auth",
    "ip http accounting",
    "ip http session-module-list",
    "ip http server-id",
    "ip http auth-retry",
    "ip http upload",
  ),
  skip(
    "file-client",
    "ip ftp source-interface",
    "ip ftp username",
    "ip ftp password",
    "ip ftp passive",
    "ip tftp source-interface",
    "ip tftp blocksize",
    "ip tftp min-timeout",
    "ip tftp boot-interface",
    "ip rcmd source-interface",
    "ip rcmd remote-username",
    "ip telnet source-interface",
    "ip telnet tos",
    "ip telnet quiet",
    "ip telnet hidden",
    "ip telnet comport",
    "ip sftp",
    "netconf max-sessions",
    "netconf lock-time",
    "netconf max-message",
  ),
  touching(["management.services", "management.tls", "objects"], "ip http"),
  touching(
    ["management.services", "objects"],
    "netconf",
    "netconf-yang",
    "restconf",
    "gnxi",
    "gnmi-yang",
    "tftp-server",
    "ftp-server",
    "ip scp",
    "ip rcmd",
    "ip ftp",
    "ip tftp",
    "ip telnet",
    "web",
    "wsma",
    "webvpn",
    "telnet",
  ),
];

/** Each statement serves a file to whom its own list lets in: one without a list serves anyone. */
function serveFile(draft: Draft, statement: Statement, acl: string | undefined): void {
  const before = draft.sources.get("tftp-server");
  const place = readAt<readonly SourceRestriction[]>([], statement);
  const at = [...(before?.at ?? []), ...place.at];
  const isOpen = acl === undefined || before?.value.length === 0;
  const own: readonly SourceRestriction[] = acl === undefined ? [] : [{ kind: "acl", name: acl, family: "ipv4" }];
  draft.sources.set("tftp-server", { value: isOpen ? [] : [...(before?.value ?? []), ...own], at });
  use(draft, "acl", acl, statement, "tftp-server access");
}

function restrict(
  draft: Draft,
  statement: Statement,
  service: string,
  name: string | undefined,
  family: "ipv4" | "ipv6",
): void {
  const before = draft.sources.get(service);
  if (statement.negated) {
    // What is taken away restricts nobody any more; without a name it is every list of the family.
    const left = before?.value.filter(
      (each) => each.kind === "acl" && (each.family !== family || (name !== undefined && each.name !== name)),
    );
    if (left !== undefined && left.length < (before?.value.length ?? 0))
      draft.sources.set(service, readAt(left, statement));
    return;
  }
  if (name === undefined) return;
  const source: SourceRestriction = { kind: "acl", name, family };
  const others = before?.value.filter((each) => each.kind === "acl" && each.family !== family) ?? [];
  const fact = readAt([...others, source], statement);
  draft.sources.set(
    service,
    before === undefined || others.length === 0 ? fact : { ...fact, at: [...before.at, ...fact.at] },
  );
  use(draft, "acl", name, statement, `${service} access`);
}

function port(draft: Draft, statement: Statement, index: number): boolean {
  const value = decimal(statement.words[index]);
  if (value === null || statement.negated) return false;
  draft.numbers.set(statement.words.slice(0, index).join(" "), readAt(value, statement));
  return true;
}

export const netconfTable = table<Draft>([skip("netconf-feature", "feature", "cisco-ia")]);

function netconfYang(draft: Draft, statement: Statement): boolean {
  readStatements(draft, statement.children, netconfTable, ["management.services"]);
  const [, first, second, third, fourth] = statement.words;
  if (first === undefined) draft.switches.set("netconf-yang", readAt(!statement.negated, statement));
  else if (first === "ssh" && second === "port")
    draft.numbers.set("netconf-yang ssh port", readAt(decimal(third), statement));
  else if (first === "ssh" && (second === "ipv4" || second === "ipv6") && third === "access-list")
    restrict(draft, statement, "netconf-yang", fourth === "name" ? statement.words[5] : fourth, second);
  else return first === "feature" || first === "cisco-ia";
  return true;
}

/** "gnxi server" and "gnxi secure-server", before IOS XE 17.2 "gnmi-yang …" (Programmability Command Reference). */
function gnmi(draft: Draft, statement: Statement): boolean {
  const [, word, value] = statement.words;
  if (word === "server" || word === "secure-server") draft.switches.set("gnmi", readAt(!statement.negated, statement));
  else if ((word === "port" || word === "secure-port") && !statement.negated)
    draft.numbers.set("gnmi port", readAt(decimal(value), statement));
  else
    return (
      word === undefined ||
      word === "secure-trustpoint" ||
      word === "secure-client-auth" ||
      word === "secure-password-auth" ||
      word === "secure-allow-self-signed-trustpoint"
    );
  return true;
}
