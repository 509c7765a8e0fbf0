import type { DeviceConfig } from "../../src/model/device-config.ts";
import { joinRanges, lines as places, notApplicable, unknownFact } from "../../src/model/fact.ts";
import type { Switching } from "../../src/model/switching.ts";
import type { Fact } from "../../src/model/fact.ts";
import { escaping } from "../lib/cisco/escaping.ts";
import { literalEnd } from "../lib/cisco/literal-text.ts";
import { readCiscoText } from "../lib/cisco/text.ts";
import { LineStarts } from "../lib/line-starts.ts";
import { LazyLines } from "../lib/lazy-lines.ts";
import { recordNamedUses } from "../lib/cisco/named-uses.ts";
import { joinedDefinitions } from "../lib/cisco/objects.ts";
import type { Statement } from "../lib/indented.ts";
import { Ledger, type Lines } from "../lib/ledger.ts";
import { readStatements, skippedIn, table } from "../lib/statements.ts";
import type { Parser, ParseResult } from "../parser.ts";
import { aaaOf, aaaStatements, groupTable, hostTable } from "./aaa.ts";
import { aclStatements, plainListLine, timeRangeTable } from "./acl.ts";
import { interfaceGroup } from "./acl-entry.ts";
import { listsOf } from "./acl-sets.ts";
import { emptyDraft, type Draft } from "./draft.ts";
import { identityOf, identityStatements, readComment } from "./identity.ts";
import { defineZones, interfacesOf, interfaceStatements, interfaceTable } from "./interfaces.ts";
import { loginsOf } from "./logins.ts";
import { managementServices, managementStatements } from "./management.ts";
import { nameStatements } from "./names.ts";
import { natOf, natStatements } from "./nat.ts";
import { objectStatements } from "./object-groups.ts";
import { platformStatements, smallServicesOf } from "./platform.ts";
import { impliedPolicies } from "./policies.ts";
import { recognise } from "./recognise.ts";
import { igpTable } from "./igp.ts";
import { bgpWords, routeMapTable, routingOf, routingStatements } from "./routing.ts";
import { markSecrets } from "./secrets.ts";
import { snmpOf, snmpStatements } from "./snmp.ts";
import { sshServer, sshStatements, webTls } from "./ssh.ts";
import { uncollectedOf } from "./uncollected.ts";
import { bannersOf, dnsOf, dnsTable, loggingOf, ntpOf, timeAndLogStatements } from "./time-and-logs.ts";
import { attributeTable, userStatements, usersOf } from "./users.ts";
import { vpnOf, vpnStatements } from "./vpn.ts";
import { policyTable, recordTable, tunnelTable, webvpnTable } from "./vpn-blocks.ts";

const topLevel = table<Draft>([
  ...identityStatements,
  ...nameStatements,
  ...interfaceStatements,
  ...objectStatements,
  ...aclStatements,
  ...natStatements,
  ...managementStatements,
  ...sshStatements,
  ...aaaStatements,
  ...userStatements,
  ...snmpStatements,
  ...timeAndLogStatements,
  ...routingStatements,
  ...vpnStatements,
  ...platformStatements,
]);

/** Cisco ASA, PIX, and the part of Threat Defense that its ASA engine holds ("show running-config" of it). */
export const ciscoAsa: Parser = {
  id: "cisco-asa",
  title: "Cisco ASA and the ASA part of Firepower Threat Defense",
  recognise,
  parse,
  skips: [
    { statement: "an empty line", reason: "blank" },
    { statement: "! …", reason: "comment" },
    { statement: ": Saved and other lines of the output around", reason: "output-header" },
    { statement: "NAME# show running-config", reason: "prompt" },
    { statement: 'what "show access-list" adds to a list', reason: "show-access-list" },
    ...skippedIn(topLevel),
    ...skippedIn(interfaceTable, "interface *"),
    ...skippedIn(recordTable, "dynamic-access-policy-record *"),
    ...skippedIn(tunnelTable, "tunnel-group *"),
    ...skippedIn(policyTable, "group-policy *"),
    ...skippedIn(webvpnTable, "webvpn"),
    ...skippedIn(groupTable, "aaa-server *"),
    ...skippedIn(hostTable, "aaa-server * host *"),
    ...skippedIn(attributeTable, "username * attributes"),
    ...skippedIn(dnsTable, "dns server-group *"),
    ...skippedIn(igpTable, "router *"),
    ...skippedIn(routeMapTable, "route-map *"),
    ...skippedIn(timeRangeTable, "time-range *"),
    ...[...bgpWords].map((word) => ({ statement: `router bgp * ${word}`, reason: "routing" })),
  ],
};

/** What other statements name is read first, wherever it stands. */
const definitions: readonly string[] = [
  "ASA ",
  "PIX ",
  "NGFW ",
  "FWSM ",
  "interface ",
  "object ",
  "object-group ",
  "aaa-server ",
];

function parse(text: string): ParseResult {
  const lines = new LazyLines(text);
  const ledger = new Ledger(lines);
  const draft = emptyDraft(ledger, lines);
  const statements = readCiscoText(draft, lines, topLevel, {
    reasonOf: commentOf,
    marks: ["#", ">", ":"],
    telling: new Set(["output-header"]),
    readComment: (line, number) => readComment(draft, line, number),
    // Banners are one statement for each line here.
    literalStarts: certificates,
    literalEnd: (words, index, ...rest) =>
      words[0] === "certificate" && words.length > 1 ? literalEnd(words, index, ...rest) : { end: index, closed: true },
  });
  const [names, defining, rest] = inReadingOrder(statements, lines);
  readStatements(draft, names, topLevel, ["*"]);
  readStatements(draft, defining, topLevel, ["*"]);
  readStatements(draft, rest, topLevel, ["*"], plainListLine);
  recordNamedUses(draft, statements);
  defineZones(draft);
  reportTruncation(draft, lines);
  markSecrets(ledger, lines);
  const uncollected = uncollectedOf(draft);
  const config = configOf(draft);
  const { unread, ...closed } = ledger.close();
  return {
    config,
    ...closed,
    unread: unread.map((line) => escaping(topLevel, line, lines)),
    problems: draft.problems,
    ...(uncollected.length > 0 ? { uncollected } : {}),
  };
}

/** Words for addresses, then what statements refer to by name, then those statements; by the text, since words are not kept. */
function inReadingOrder(
  statements: readonly Statement[],
  source: LazyLines,
): readonly [Statement[], Statement[], Statement[]] {
  const names: Statement[] = [];
  const defining: Statement[] = [];
  const rest: Statement[] = [];
  for (const statement of statements) {
    // Most lines of long texts.
    if (begins(source, statement, "access-list ")) rest.push(statement);
    else if (begins(source, statement, "name ")) names.push(statement);
    else (isDefinition(source, statement) ? defining : rest).push(statement);
  }
  return [names, defining, rest];
}

function isDefinition(source: LazyLines, statement: Statement): boolean {
  return definitions.some((word) => begins(source, statement, word));
}

function begins(source: LazyLines, { line }: Statement, word: string): boolean {
  return source.hasAt(word, source.startOf(line - 1), source.text.length);
}

const certificates = new LineStarts(["certificate"]);

function commentOf(line: string): string | null {
  if (line.startsWith("!")) return "comment";
  if (line.startsWith(":") || line.startsWith("Cryptochecksum:")) return "output-header";
  // What "show access-list" says of a list before its entries.
  if (line.startsWith("access-list ") && line.includes("; name hash: 0x")) return "show-access-list";
  return isPrompt(line) ? "prompt" : null;
}

/** A prompt that a capture left ("fw/pri/act#"), alone or with the command that shows the configuration. */
function isPrompt(line: string): boolean {
  return (
    line.length < 160 &&
    /^[A-Za-z0-9][\w./-]{0,80}(?:\([\w-]{1,30}\))?[#>] ?(?:(?:show|sh|more) [\w :-]{1,60}|(?:terminal|term) [\w ]{1,30}|changeto [\w -]{1,60}|enable|en|exit|quit|logout|end)?$/.test(
      line,
    )
  );
}

/** Entries may name an interface for its own addresses: it is a group of them. An object without an address is not empty. */
function completeGroups(draft: Draft): void {
  for (const name of draft.networkObjects) {
    const object = draft.addressGroups.get(name);
    if (object?.members.length !== 0) continue;
    object.members.push({ kind: "unresolved", text: name, why: "an object whose address is not stated" });
  }
  const ports = new Map([...draft.interfaces.values()].map((port) => [port.nameif, port] as const));
  for (const nameif of draft.interfaceAddresses) {
    const port = ports.get(nameif);
    if (port === undefined) continue;
    const name = interfaceGroup(nameif);
    const members = port.addresses.map((address) => {
      const host = address.slice(0, address.indexOf("/"));
      return { kind: "prefix" as const, prefix: host.includes(":") ? `${host}/128` : `${host}/32` };
    });
    const unstated = [...port.unstated].map(() => ({
      kind: "unresolved" as const,
      text: name,
      why: "an address that the configuration does not state",
    }));
    draft.addressGroups.set(name, {
      name,
      members: [...members, ...unstated],
      exclude: [],
      scope: null,
      at: [...port.at],
    });
  }
}

function configOf(draft: Draft): DeviceConfig {
  completeGroups(draft);
  const lists = listsOf(draft);
  for (const acl of draft.acls.values())
    draft.definitions.push({ kind: "acl", name: acl.name, scope: null, at: acl.at });
  return {
    os: "cisco-asa",
    identity: identityOf(draft),
    interfaces: interfacesOf(draft, lists),
    aclSets: lists.sets,
    addressGroups: [...draft.addressGroups.values()],
    serviceGroups: [...draft.serviceGroups.values()],
    firewallPolicies: impliedPolicies(draft),
    definitions: joinedDefinitions([], draft.definitions),
    uses: draft.uses,
    management: {
      logins: loginsOf(draft),
      services: managementServices(draft),
      ssh: sshServer(draft),
      tls: webTls(draft),
    },
    aaa: aaaOf(draft),
    users: usersOf(draft),
    snmp: snmpOf(draft),
    ntp: ntpOf(draft),
    logging: loggingOf(draft),
    banners: bannersOf(draft),
    dns: dnsOf(draft),
    smallServices: smallServicesOf(draft),
    routing: routingOf(draft),
    switching: switchingOf(draft),
    vpn: vpnOf(draft),
    nat: natOf(draft),
  };
}

function switchingOf({ interfaces }: Draft): Fact<Switching> {
  const ports = [...interfaces.values()].filter(({ switchport }) => switchport);
  return ports.length > 0
    ? unknownFact("Switch ports of the ASA are not read.", joinRanges(ports.flatMap(({ at }) => at)))
    : notApplicable("ASA: its interfaces route or bridge, and switch no frames.");
}

/** A whole text ends with its checksum and ": end"; a fragment need not, and shows no version and host name together. */
function reportTruncation(draft: Draft, lines: Lines): void {
  if (draft.end !== null) return;
  const { version, hostname, header } = draft;
  if (header === null && (version === undefined || hostname === undefined)) return;
  let last = lines.length;
  while (last > 1 && (lines.at(last - 1) ?? "").trim() === "") last -= 1;
  draft.problems.push({
    code: "truncated",
    message: `The configuration stops at line ${last}: the checksum and ": end", which the ASA writes last, are missing, and what stood before them may be too.`,
    at: places(last),
  });
}
