import { askingNothing, type AclEntry, type AclFamily, type AclSet, type ObjectKind } from "../../src/model/acl.ts";
import type { PortMatch } from "../../src/model/address.ts";
import { joinRanges } from "../../src/model/fact.ts";
import { onlyWordAfter, readUnder, type Statement } from "../lib/indented.ts";
import { block, skip, touching, type Touches } from "../lib/statements.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import { settled } from "../lib/cisco/entry-words.ts";
import { define, use } from "../lib/cisco/objects.ts";
import { joinedPlace, placeOf, wholeRange } from "../lib/cisco/places.ts";
import type { AclDraft } from "./acl-draft.ts";
import { ipEntry } from "./acl-entry.ts";
import type { Draft } from "./draft.ts";
import { addressGroup, joinedPorts, portGroup } from "./object-groups.ts";
import { releaseOf } from "./platform.ts";
import { withOne } from "../lib/cisco/short-lists.ts";
import { listKey } from "../lib/cisco/list-keys.ts";

const aclTouches: Touches = ["acls", "objects"];

/** Access lists, object groups and time ranges (Cisco Nexus NX-OS Security Configuration Guide, "Configuring IP ACLs"). */
export const aclStatements = [
  block<Draft>("ip access-list", (draft, statement) => list(draft, statement, "ipv4")),
  block<Draft>("ipv6 access-list", (draft, statement) => list(draft, statement, "ipv6")),
  block<Draft>(["mac access-list", "arp access-list"], (draft, statement) => list(draft, statement, "mac")),
  block<Draft>(["object-group ip address", "object-group ipv6 address"], addressGroup),
  block<Draft>("object-group ip port", portGroup),
  block<Draft>("time-range", (draft, statement) => {
    define(draft, "time-range", statement.words[1], statement);
    // When a range holds is not judged, only which entries have one.
    for (const child of statement.children) {
      const words = decimal(child.words[0]) === null ? child.words : child.words.slice(1);
      if (["absolute", "periodic", "description", "remark"].includes(words[0] ?? "")) draft.ledger.read(child.line);
      else draft.ledger.leave(child.line, aclTouches);
      leaveAll(draft, child);
    }
  }),
  skip(
    "acl-hardware",
    "ip access-list match-local-traffic",
    "hardware access-list",
    "hardware profile tcam",
    "acllog",
    "logging ip access-list",
  ),
  touching(
    aclTouches,
    "ip access-list",
    "ipv6 access-list",
    "mac access-list",
    "arp access-list",
    "object-group",
    "time-range",
    "permit",
    "deny",
  ),
];

function list(draft: Draft, statement: Statement, family: AclFamily): boolean {
  const only = onlyWordAfter(statement, "ip access-list ");
  const name = only ?? statement.words[2];
  if (name === undefined || statement.negated || (only === null && statement.words.length > 3)) {
    leaveAll(draft, statement);
    return false;
  }
  // No two lists share a name, whatever their family.
  const key = listKey(family, name);
  const acl = draft.acls.get(key) ?? emptyAcl(name, family);
  draft.acls.set(key, acl);
  acl.at = withOne(acl.at, wholeRange(statement));
  draft.ledger.plain(statement.line);
  const context = { draft, acl };
  if (family === "ipv4") readUnder(statement, context, plainLine, listLine);
  else for (const child of statement.children) listLine(context, child);
  return true;
}

interface List {
  readonly draft: Draft;
  readonly acl: AclDraft;
}

function listLine({ draft, acl }: List, child: Statement): void {
  if (line(draft, acl, child)) draft.ledger.readRange(child.line, child.last);
  else draft.ledger.leave(child.line, aclTouches);
  leaveAll(draft, child);
}

function leaveAll(draft: Draft, statement: Statement): void {
  for (const child of statement.children) {
    draft.ledger.leave(child.line, aclTouches);
    leaveAll(draft, child);
  }
}

function emptyAcl(name: string, family: AclFamily): AclDraft {
  return {
    name,
    family,
    at: [],
    entries: [],
    remarks: [],
    last: 0,
    ordered: true,
    fragments: null,
    headers: null,
    ignoresRouted: null,
    namesPorts: false,
  };
}

/** The usual entry of an IPv4 list; false where the line is another. */
function plainLine({ draft, acl }: List, from: number, to: number, number: number): boolean {
  const read = draft.plainEntries.numbered(from, to, number, acl);
  if (read === null) return false;
  draft.ledger.readPlain(number);
  add(acl, read, draft.plainEntries.number);
  return true;
}

function line(draft: Draft, acl: AclDraft, statement: Statement): boolean {
  const { words, negated } = statement;
  const start = decimal(words[0]) === null ? 0 : 1;
  const value = words[start + 1];
  switch (words[start] ?? "") {
    case "remark":
      if (!negated) acl.remarks.push(words.slice(start + 1).join(" "));
      return !negated;
    case "statistics":
      return true;
    case "fragments":
    case "extension-header": {
      const permit = value === "permit-all";
      if (!permit && value !== "deny-all") return false;
      const set = negated ? null : { permit, statement };
      if (words[start] === "fragments") acl.fragments = set;
      else acl.headers = set;
      return true;
    }
    case "ignore":
      if (value !== "routable") return false;
      acl.ignoresRouted = negated ? null : statement;
      return true;
    default:
      return !negated && entry(draft, acl, statement, start);
  }
}

/** An entry whose words begin at `start`, after its number where it has one. */
function entry(draft: Draft, acl: AclDraft, statement: Statement, start: number): boolean {
  const { words } = statement;
  const number = start === 0 ? undefined : words[0];
  // A rule without a number gets ten more than the last ("Sequence Numbers", Security Configuration Guide).
  const ground = { label: number ?? String(acl.last + 10), at: placeOf(statement), remarks: settled(acl.remarks) };
  const action = words[start];
  if (action !== "permit" && action !== "deny") return false;
  const understood =
    acl.family === "mac" ? null : ipEntry({ words, next: start }, acl.family === "ipv4" ? 4 : 6, ground);
  // Frames are no packets of the model, and what is not understood may match anything: the conditions stay as text.
  const kept = understood ?? { ...askingNothing, ...ground, action, unresolved: [words.slice(start + 1).join(" ")] };
  keep(draft, acl, statement, kept);
  return understood !== null || acl.family === "mac";
}

function keep(draft: Draft, acl: AclDraft, statement: Statement, kept: AclEntry): void {
  add(acl, kept);
  usesOf(draft, acl, kept, statement);
}

function add(acl: AclDraft, kept: AclEntry, number = decimal(kept.label) ?? acl.last): void {
  acl.entries.push(kept);
  if (acl.remarks.length > 0) acl.remarks = [];
  if (number < acl.last) acl.ordered = false;
  acl.last = number;
}

/** Named objects of an entry; most entries name none. */
function usesOf(draft: Draft, acl: AclDraft, kept: AclEntry, statement: Statement): void {
  const used = (kind: ObjectKind, name: string) =>
    use(draft, kind, name, statement, `access list "${acl.name}" entry ${kept.label}`);
  for (const match of kept.source.include) if (match.kind === "group") used("address-group", match.name);
  for (const match of kept.destination.include) if (match.kind === "group") used("address-group", match.name);
  for (const { sourcePorts, destinationPorts } of kept.services) {
    if (sourcePorts.kind === "group") used("service-group", sourcePorts.name);
    if (destinationPorts.kind === "group") used("service-group", destinationPorts.name);
    acl.namesPorts ||= sourcePorts.kind === "group" || destinationPorts.kind === "group";
  }
  if (kept.timeRange !== null) used("time-range", kept.timeRange);
}

/** Lists with the rules that the platform adds. */
export function aclSets(draft: Draft): AclSet[] {
  const expanded = expansion(draft);
  return [...draft.acls.values()].map((acl): AclSet => {
    const implied = impliedEntries(draft, acl);
    const written = inSequence(acl);
    return {
      name: acl.name,
      family: acl.family,
      kind: "access-list",
      at: joinedPlace(acl.at),
      entries:
        acl.ignoresRouted === null && !acl.namesPorts ? written : written.map((each) => finished(expanded, acl, each)),
      ...(implied.length > 0 && { implied }),
      // "Implicit Rules for IP and MAC ACLs", Security Configuration Guide.
      defaultAction: "deny",
      /*
       * A rule with layer 4 conditions permits noninitial fragments by layer 3 alone and never denies them (Batfish, which
       * compares with devices, CiscoNxosConfiguration.toAclLineMatchExpr).
       */
      laterFragments: "by-addresses-when-permitting",
    };
  });
}

function inSequence({ entries, ordered }: AclDraft): readonly AclEntry[] {
  return ordered ? entries : entries.toSorted((a, b) => (decimal(a.label) ?? 0) - (decimal(b.label) ?? 0));
}

/** Port groups as their ports, and what "ignore routable" leaves open. */
function finished(expanded: Expand, acl: AclDraft, each: AclEntry): AclEntry {
  const grouped = each.services.some(
    ({ sourcePorts, destinationPorts }) => sourcePorts.kind === "group" || destinationPorts.kind === "group",
  );
  const services = grouped
    ? each.services.map((service) => ({
        ...service,
        sourcePorts: expanded(service.sourcePorts),
        destinationPorts: expanded(service.destinationPorts),
      }))
    : each.services;
  if (acl.ignoresRouted === null) return grouped ? { ...each, services } : each;
  return { ...each, services, unresolved: [...each.unresolved, "ignore routable"] };
}

type Expand = (ports: PortMatch) => PortMatch;

/** Port groups as their ports; one that is not defined, or not understood as a whole, stays a name that nobody resolves. */
function expansion({ portGroups }: Draft): Expand {
  const known = new Map(
    [...portGroups.values()]
      .filter(({ unresolved }) => unresolved.length === 0)
      .map(({ name, ranges }): [string, PortMatch] => [name, { kind: "ranges", ranges: joinedPorts(ranges) }]),
  );
  return (ports) => (ports.kind === "group" ? (known.get(ports.name) ?? ports) : ports);
}

/**
 * What the platform tries after the written rules. "fragments permit-all" permits noninitial fragments that no rule
 * matches ("fragments", Nexus 7000 Security Command Reference); what a list without rules does, no manual says.
 * Neighbour discovery is permitted after the rules of an IPv6 list on the Nexus 7000, and is not on the Nexus 9000
 * and 3600 from 9.x on ("Implicit Rules for IP and MAC ACLs", Nexus 7000 Security Configuration Guide 6.x and Nexus 9000 9.x).
 */
function impliedEntries(draft: Draft, acl: AclDraft): readonly AclEntry[] {
  if (acl.family === "ipv4" && acl.fragments === null && acl.entries.length > 0) return [];
  const ground = (label: string) => ({ label: `implied ${label}`, at: joinRanges(acl.at), remarks: [] });
  const any = acl.family === "ipv6" ? ["ipv6", "any", "any"] : ["ip", "any", "any"];
  const made = (label: string, words: readonly string[], unresolved: readonly string[]): readonly AclEntry[] => {
    const found = ipEntry({ words: ["permit", ...words], next: 0 }, acl.family === "ipv6" ? 6 : 4, ground(label));
    return found === null ? [] : [{ ...found, unresolved }];
  };
  if (acl.family === "mac") return [];
  if (acl.entries.length === 0) return made("empty", any, ["what a list without rules does is not documented"]);
  const implied: AclEntry[] = [];
  if (acl.fragments?.permit === true) implied.push(...made("fragments", [...any, "fragments"], []));
  if (acl.family === "ipv4") return implied;
  if (acl.headers?.permit === true) implied.push(...made("extension-header", any, ["extension-header permit-all"]));
  const release = releaseOf(draft);
  const series = release?.series ?? null;
  if (release !== null && (series === "9000" || series === "3000") && release.major >= 9) return implied;
  const doubt = series === "7000" ? [] : ["whether neighbour discovery is permitted depends on the platform"];
  for (const message of ["nd-na", "nd-ns", "router-advertisement", "router-solicitation"])
    implied.push(...made(message, ["icmp", "any", "any", message], doubt));
  return implied;
}
