import { askingNothing, type AclEntry, type AclSet, type ObjectKind } from "../../src/model/acl.ts";
import type { PortMatch, ServiceMatch } from "../../src/model/address.ts";
import { joinRanges, type LineRange } from "../../src/model/fact.ts";
import { onlyWordAfter, readUnder, type Statement } from "../lib/indented.ts";
import { define, use } from "../lib/cisco/objects.ts";
import { joinedPlace, placeOf, wholeRange } from "../lib/cisco/places.ts";
import { settled, type EntryGround } from "../lib/cisco/entry-words.ts";
import { block, on, touching, type Touches } from "../lib/statements.ts";
import { numberBefore, readEntry } from "./acl-entry.ts";
import type { AclDraft, Draft } from "./draft.ts";
import { objectGroup, portsOfGroup } from "./object-groups.ts";
import { withOne } from "../lib/cisco/short-lists.ts";
import { listKey } from "../lib/cisco/list-keys.ts";

const aclTouches: Touches = ["acls", "objects"];

/** Access lists ("Access List Commands", IP Addresses and Services Command Reference). */
export const aclStatements = [
  // What they log and how: "ipv4 access-list log-update threshold|rate", "maximum".
  on<Draft>(
    [
      "ipv4 access-list log-update",
      "ipv6 access-list log-update",
      "ipv4 access-list maximum",
      "ipv6 access-list maximum",
      "ipv6 access-list icmp-off",
    ],
    () => true,
  ),
  block<Draft>("ipv4 access-list", (draft, statement) => list(draft, statement, "ipv4")),
  block<Draft>("ipv6 access-list", (draft, statement) => list(draft, statement, "ipv6")),
  block<Draft>("ethernet-services access-list", (draft, statement) => list(draft, statement, "mac")),
  block<Draft>("object-group", objectGroup),
  touching(aclTouches, "ipv4 access-list", "ipv6 access-list", "ethernet-services", "object-group", "permit", "deny"),
];

function list(draft: Draft, statement: Statement, family: AclDraft["family"]): boolean {
  const only = onlyWordAfter(statement, "ipv4 access-list ");
  const name = only ?? statement.words[2];
  if (name === undefined || statement.negated || (only === null && statement.words.length > 3)) {
    for (const child of statement.children) draft.ledger.leave(child.line, aclTouches);
    return false;
  }
  const key = listKey(family, name);
  const acl: AclDraft = draft.acls.get(key) ?? {
    name,
    family,
    at: [],
    entries: [],
    positions: null,
    highest: -1,
    remarks: [],
    last: 0,
    ordered: true,
    namesPorts: false,
  };
  draft.acls.set(key, acl);
  acl.at = withOne(acl.at, wholeRange(statement));
  draft.ledger.plain(statement.line);
  define(draft, "acl", name, statement);
  readLines({ draft, acl }, statement);
  return true;
}

interface List {
  readonly draft: Draft;
  readonly acl: AclDraft;
}

/** Lines of a list, whatever their indentation: the device knows them by their list alone. */
function readLines(into: List, statement: Statement): void {
  if (into.acl.family === "ipv4") readUnder(statement, into, plainLine, entryLine);
  else for (const child of statement.children) entryLine(into, child);
}

function entryLine(into: List, child: Statement): void {
  const { draft, acl } = into;
  // A line with a block under it is an entry of the same list.
  const { from, to } = child;
  const mayBePlain = acl.family === "ipv4" && from !== undefined && to !== undefined && child.line === child.last;
  if ((mayBePlain && plainLine(into, from, to, child.line)) || line(draft, acl, child))
    draft.ledger.readRange(child.line, child.last);
  else draft.ledger.leave(child.line, aclTouches);
  readLines(into, child);
}

/** The usual entry of an IPv4 list; false where the line is another. */
function plainLine({ draft, acl }: List, from: number, to: number, number: number): boolean {
  const entry = draft.plainEntries.numbered(from, to, number, acl);
  if (entry === null) return false;
  draft.ledger.readPlain(number);
  add(acl, draft.plainEntries.number, entry);
  return true;
}

/** One line of a list; false where it was not understood, though it stays in the list as what may match anything. */
function line(draft: Draft, acl: AclDraft, statement: Statement): boolean {
  const number = numberBefore(statement.words);
  if (statement.negated) return false;
  const { words } = statement;
  const start = number === null ? 0 : 1;
  const action = words[start];
  if (action === "remark") {
    acl.remarks.push(words.slice(start + 1).join(" "));
    return true;
  }
  if (action !== "permit" && action !== "deny") return false;
  const label = number ?? acl.last + 10;
  const ground: EntryGround = { label: String(label), at: placeOf(statement), remarks: settled(acl.remarks) };
  const read = acl.family === "mac" ? macEntry(words.slice(start), ground) : entryOf(acl.family, words, start, ground);
  add(acl, label, read ?? mayMatchAnything(action, words.slice(start), ground));
  if (read !== null) recordUses(draft, acl, statement, read);
  return read !== null;
}

function add(acl: AclDraft, number: number, entry: AclEntry): void {
  if (number < acl.last) acl.ordered = false;
  acl.last = number;
  if (number <= acl.highest)
    acl.positions ??= new Map(acl.entries.map((each, position) => [Number(each.label), position]));
  const known = acl.positions?.get(number);
  if (known === undefined) {
    acl.positions?.set(number, acl.entries.length);
    acl.entries.push(entry);
  } else acl.entries[known] = entry;
  acl.highest = Math.max(acl.highest, number);
  if (acl.remarks.length > 0) acl.remarks = [];
}

function entryOf(
  family: "ipv4" | "ipv6",
  words: readonly string[],
  start: number,
  ground: EntryGround,
): AclEntry | null {
  return readEntry({ words, next: start }, family === "ipv4" ? 4 : 6, ground);
}

/** An entry that nobody understands: the list is not read as if it were not there. */
function mayMatchAnything(action: "permit" | "deny", words: readonly string[], ground: EntryGround): AclEntry {
  return { ...askingNothing, ...ground, action, unresolved: [words.slice(1).join(" ")] };
}

/** Frames are no packets of the model: an entry of a layer 2 list keeps its action, and its conditions as text. */
function macEntry(words: readonly string[], ground: EntryGround): AclEntry | null {
  const [action, ...conditions] = words;
  if ((action !== "permit" && action !== "deny") || conditions.length === 0) return null;
  const any = conditions.every((word) => word === "any");
  return { ...askingNothing, ...ground, action, unresolved: any ? [] : [conditions.join(" ")] };
}

function recordUses(draft: Draft, acl: AclDraft, statement: Statement, entry: AclEntry): void {
  const used = (kind: ObjectKind, name: string) =>
    use(draft, kind, name, statement, `access list "${acl.name}" entry ${entry.label}`);
  for (const match of entry.source.include) if (match.kind === "group") used("address-group", match.name);
  for (const match of entry.destination.include) if (match.kind === "group") used("address-group", match.name);
  for (const { sourcePorts, destinationPorts } of entry.services) {
    if (sourcePorts.kind === "group") used("service-group", sourcePorts.name);
    if (destinationPorts.kind === "group") used("service-group", destinationPorts.name);
    acl.namesPorts ||= sourcePorts.kind === "group" || destinationPorts.kind === "group";
  }
}

/**
 * Lists as the device tries them: by sequence number. An entry with layer 4 conditions permits noninitial fragments by
 * layer 3 alone and never denies them ("Extended Access Lists with Fragment Control" in "Implementing Access Lists and
 * Prefix Lists", IP Addresses and Services Configuration Guide). A list without entries has no implicit deny: at least
 * one entry must stand before it takes effect (the same, "IP Access List Process and Rules").
 */
export function aclSets(draft: Draft): readonly AclSet[] {
  return [...draft.acls.values()].map((acl): AclSet => {
    const written = inSequence(acl);
    const entries = acl.namesPorts ? written.map((entry) => withGroups(draft, entry)) : written;
    const implied = impliedEntries(acl);
    return {
      name: acl.name,
      family: acl.family,
      kind: acl.family === "mac" ? "ethernet-services" : "extended",
      at: joinedPlace(acl.at),
      entries,
      ...(implied.length > 0 && { implied }),
      defaultAction: entries.length === 0 ? "permit" : "deny",
      laterFragments: "by-addresses-when-permitting",
    };
  });
}

function inSequence({ entries, ordered }: AclDraft): readonly AclEntry[] {
  return ordered ? entries : entries.toSorted((a, b) => Number(a.label) - Number(b.label));
}

function withGroups(draft: Draft, entry: AclEntry): AclEntry {
  if (!entry.services.some(namesPorts)) return entry;
  return { ...entry, services: entry.services.map((service) => withPorts(draft, service)) };
}

function namesPorts({ sourcePorts, destinationPorts }: ServiceMatch): boolean {
  return sourcePorts.kind === "group" || destinationPorts.kind === "group";
}

function withPorts(draft: Draft, service: ServiceMatch): ServiceMatch {
  const { sourcePorts, destinationPorts } = service;
  const resolved = (ports: PortMatch) => (ports.kind === "group" ? portsOfGroup(draft, ports.name) : ports);
  return { ...service, sourcePorts: resolved(sourcePorts), destinationPorts: resolved(destinationPorts) };
}

/** Neighbour discovery is permitted at the end of every IPv6 list ("ipv6 access-list", usage guidelines, the same reference). */
function impliedEntries({ family, entries, at }: AclDraft): readonly AclEntry[] {
  if (family !== "ipv6" || entries.length === 0) return [];
  const place: readonly LineRange[] = joinRanges(at);
  return ["nd-na", "nd-ns"].flatMap((message) => {
    const ground = { label: `implied ${message}`, at: place, remarks: [] };
    return readEntry({ words: ["permit", "icmpv6", "any", "any", message], next: 0 }, 6, ground) ?? [];
  });
}
