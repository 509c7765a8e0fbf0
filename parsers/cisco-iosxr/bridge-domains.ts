import { wholePlace } from "../lib/cisco/places.ts";
import type { Statement } from "../lib/indented.ts";
import type { BridgeDomain, BridgePort, Guards } from "./bridge-draft.ts";
import { leaveAll, skipAll, type Draft } from "./draft.ts";

/** Statements of bridge groups and domains that say nothing of the model's guards; what stands under them is looked at by itself. */
export const bridgeWords: ReadonlySet<string> = new Set([
  "access-vfi",
  "aging",
  "autodiscovery",
  "bridge",
  "bridge-domain",
  "coupled-mode",
  "description",
  "evi",
  "flooding",
  "igmp",
  "interface",
  "ip-source-guard",
  "mld",
  "mpls",
  "mtu",
  "multicast-source",
  "neighbor",
  "nv",
  "pbb",
  "pw-class",
  "rd",
  "route-target",
  "routed",
  "shutdown",
  "signaling-protocol",
  "split-horizon",
  "static-mac-address",
  "transport-mode",
  "vfi",
  "vpn-id",
]);

/** "bridge group NAME" of "l2vpn" ("Multipoint Layer 2 Services Commands", L2VPN and Ethernet Services Command Reference). */
export function readBridgeGroup(draft: Draft, group: Statement): void {
  draft.ledger.skip(group.line, "l2vpn");
  for (const child of group.children) {
    if (child.words[0] !== "bridge-domain" || child.negated) {
      readOther(draft, child);
      continue;
    }
    draft.ledger.skip(child.line, "l2vpn");
    const domain: BridgeDomain = { at: wholePlace(child), guards: new Map(), ports: [] };
    draft.bridgeDomains.push(domain);
    for (const each of child.children) readDomainStatement(draft, each, domain);
  }
}

function readDomainStatement(draft: Draft, statement: Statement, domain: BridgeDomain): void {
  const [word, name] = statement.words;
  if (word !== "interface" || name === undefined || statement.negated) {
    if (!readGuard(draft, statement, domain.guards)) readOther(draft, statement);
    return;
  }
  draft.ledger.read(statement.line);
  const port: BridgePort = { name, at: wholePlace(statement), guards: new Map() };
  domain.ports.push(port);
  for (const each of statement.children) if (!readGuard(draft, each, port.guards)) readOther(draft, each);
}

/** Of pseudowires guards stay unread: they are no ports of the device. */
function readOther(draft: Draft, statement: Statement): void {
  if (!bridgeWords.has(statement.words[0] ?? "")) leaveAll(draft, [statement], ["switching"]);
  else {
    draft.ledger.skip(statement.line, "l2vpn");
    for (const child of statement.children) readOther(draft, child);
  }
}

/** False where the statement is no guard. */
function readGuard(draft: Draft, statement: Statement, guards: Guards): boolean {
  const { words, children, negated } = statement;
  const [word, second, third] = words;
  if (negated) return false;
  if (word === "mac") {
    // "mac secure" in one line, or with a block of its own.
    if (second !== undefined) return readMac(draft, statement, words.slice(1), guards);
    draft.ledger.read(statement.line);
    for (const child of children)
      if (child.negated || !readMac(draft, child, child.words, guards)) leaveAll(draft, [child], ["switching"]);
    return true;
  }
  if (word === "storm-control" && second === "broadcast") return keep(draft, statement, "storm-control", guards);
  if (word === "storm-control" && (second === "multicast" || second === "unknown-unicast")) {
    skipAll(draft, statement, "storms-of-another-kind");
    return true;
  }
  if (word === "dynamic-arp-inspection") return keep(draft, statement, word, guards);
  return word === "dhcp" && second === "ipv4" && (third === "snoop" || third === "none")
    ? keep(draft, statement, "dhcp", guards)
    : false;
}

const macDetails = new Set(["aging", "learning", "withdraw", "port-down"]);

function readMac(draft: Draft, statement: Statement, words: readonly string[], guards: Guards): boolean {
  const [word] = words;
  if (word === "secure" || word === "limit") return keep(draft, statement, `mac ${word}`, guards);
  if (!macDetails.has(word ?? "")) return false;
  skipAll(draft, statement, "mac-learning");
  return true;
}

/** Words below a guard that say how it acts. */
const guardDetails = new Set([
  "accept-shutdown",
  "action",
  "address-validation",
  "disable",
  "dst-mac",
  "ipv4",
  "logging",
  "maximum",
  "notification",
  "snmp-notify",
  "src-mac",
  "threshold",
]);

function keep(draft: Draft, statement: Statement, name: string, guards: Guards): boolean {
  guards.set(name, statement);
  draft.ledger.read(statement.line);
  readDetails(draft, statement.children);
  return true;
}

function readDetails(draft: Draft, statements: readonly Statement[]): void {
  for (const each of statements) {
    if (each.negated || !guardDetails.has(each.words[0] ?? "")) leaveAll(draft, [each], ["switching"]);
    else {
      draft.ledger.read(each.line);
      readDetails(draft, each.children);
    }
  }
}
