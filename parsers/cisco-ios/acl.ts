import type { AclEntry, AclFamily } from "../../src/model/acl.ts";
import { anyAddress, type AddressSpec } from "../../src/model/address.ts";
import { joinRanges, type LineRange } from "../../src/model/fact.ts";
import { onlyWordAfter, readUnder, type Statement } from "../lib/indented.ts";
import { block, on, readStatements, skip, table, touching, type Touches } from "../lib/statements.ts";
import type { Cursor } from "../lib/cisco/cursor.ts";
import { extendedEntry, standardEntry } from "./acl-entry.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import { settled } from "../lib/cisco/entry-words.ts";
import { placeOf, wholePlace, wholeRange } from "../lib/cisco/places.ts";
import { use } from "../lib/cisco/objects.ts";
import type { AclDraft, Draft } from "./draft.ts";
import { objectGroup } from "./object-groups.ts";
import { withOne } from "../lib/cisco/short-lists.ts";
import { listKey } from "../lib/cisco/list-keys.ts";

const aclTouches: Touches = ["acls", "objects"];

/**
 * Access lists: numbered, named, IPv6 and MAC. Every list ends with an implied deny.
 */
export const aclStatements = [
  on<Draft>("access-list", numberedEntry),
  block<Draft>("ip access-list", namedList),
  on<Draft>("ip access-list logging", () => true),
  on<Draft>("ip access-list log-update", () => true),
  skip(
    "acl-hardware",
    "ip access-list persistent",
    "ip access-list resequence",
    "ip access-list helper",
    "ip access-list match-local-traffic",
    "access-list hardware",
    "ipv6 access-list log-update",
  ),
  block<Draft>("ipv6 access-list", (draft, statement) =>
    listBlock(draft, statement, "ipv6", "extended", statement.words[2]),
  ),
  block<Draft>("mac access-list", (draft, statement) =>
    listBlock(draft, statement, "mac", "extended", statement.words[3]),
  ),
  block<Draft>("object-group", objectGroup),
  block<Draft>("time-range", timeRange),
  touching(
    aclTouches,
    "access-list",
    "ip access-list",
    "ipv6 access-list",
    "mac access-list",
    "object-group",
    "time-range",
    "permit",
    "deny",
  ),
];

function aclDraft(draft: Draft, family: AclFamily, name: string, kind: string): AclDraft {
  const key = listKey(family, name);
  let acl = draft.acls.get(key);
  if (acl === undefined)
    draft.acls.set(key, (acl = { name, family, kind, at: [], entries: [], remarks: [], last: 0, ordered: true }));
  return acl;
}

/** Kind by number ("access-list" in the Cisco IOS Security Command Reference), or null where it is no IP list. */
export function kindOfNumber(number: number): { kind: string; family: AclFamily } | null {
  const within = (low: number, high: number) => number >= low && number <= high;
  if (within(1, 99) || within(1300, 1999)) return { kind: "standard", family: "ipv4" };
  if (within(100, 199) || within(2000, 2699)) return { kind: "extended", family: "ipv4" };
  if (within(700, 799) || within(1100, 1199)) return { kind: "mac-address", family: "mac" };
  return null;
}

function numberedEntry(draft: Draft, statement: Statement): boolean {
  const { words } = statement;
  const name = words[1];
  const number = decimal(name);
  const kind = number === null ? null : kindOfNumber(number);
  if (name === undefined || kind === null || statement.negated) return false;
  const acl = aclDraft(draft, kind.family, name, kind.kind);
  const { from, to, line } = statement;
  const isPlain =
    kind.kind === "extended" &&
    from !== undefined &&
    to !== undefined &&
    draft.source.hasAt(`access-list ${name} `, from, to) &&
    plainLine({ draft, acl }, from + name.length + 13, to, line);
  if (isPlain) {
    acl.at.push(...placeOf(statement));
    return true;
  }
  return aclLine(draft, acl, statement, words.slice(2));
}

function namedList(draft: Draft, statement: Statement): boolean {
  const only = onlyWordAfter(statement, "ip access-list extended ");
  if (only !== null) {
    draft.ledger.plain(statement.line);
    return listBlock(draft, statement, "ipv4", "extended", only);
  }
  const [, , kind, name] = statement.words;
  if (kind !== "standard" && kind !== "extended") {
    leaveBlock(draft, statement);
    return false;
  }
  return listBlock(draft, statement, "ipv4", kind, name);
}

function listBlock(
  draft: Draft,
  statement: Statement,
  family: AclFamily,
  kind: string,
  name: string | undefined,
): boolean {
  if (name === undefined || statement.negated) {
    leaveBlock(draft, statement);
    return false;
  }
  const acl = aclDraft(draft, family, name, kind);
  acl.at = withOne(acl.at, wholeRange(statement));
  const list = { draft, acl };
  if (kind === "extended" && family === "ipv4") readUnder(statement, list, plainLine, listLine);
  else for (const child of statement.children) listLine(list, child);
  return true;
}

interface List {
  readonly draft: Draft;
  readonly acl: AclDraft;
}

function listLine({ draft, acl }: List, child: Statement): void {
  if (aclLine(draft, acl, child, child.words)) draft.ledger.readRange(child.line, child.last);
  else draft.ledger.leave(child.line, aclTouches);
  leaveBlock(draft, child);
}

function leaveBlock(draft: Draft, statement: Statement): void {
  for (const child of statement.children) {
    draft.ledger.leave(child.line, aclTouches);
    leaveBlock(draft, child);
  }
}

/** The usual entry of an extended list, between two offsets; false where it is another. */
function plainLine({ draft, acl }: List, from: number, to: number, line: number): boolean {
  const entry = draft.plainEntries.numbered(from, to, line, acl);
  if (entry === null) return false;
  draft.ledger.readPlain(line);
  add(acl, entry, draft.plainEntries.number);
  return true;
}

/** One line of a list, the list's own name not among `words`. */
function aclLine(draft: Draft, acl: AclDraft, statement: Statement, words: readonly string[]): boolean {
  if (statement.negated) return false;
  const { number, rest } = numbered(words);
  const at: readonly LineRange[] = placeOf(statement);
  if (words !== statement.words) acl.at.push(...at);
  switch (rest[0] ?? "") {
    case "remark":
      acl.remarks.push(rest.slice(1).join(" "));
      return true;
    case "statistics":
    case "exit":
    case "exit-ipv6-acl":
      return rest.length === 1;
    case "dynamic":
      return dynamicEntry(draft, acl, statement, number, rest);
    case "evaluate":
      return rest[1] !== undefined && keep(draft, acl, statement, anyEntry(acl, at, number, rest.join(" ")));
    default: {
      const entry = entryOf(acl, at, number, { words: rest, next: 0 });
      if (entry !== null) return keep(draft, acl, statement, entry);
      keepUnread(draft, acl, statement, number, rest);
      return false;
    }
  }
}

/** The sequence number of an entry: before it, or in IPv6 lists by the word "sequence" before or after it. */
function numbered(words: readonly string[]): { number: string | null; rest: readonly string[] } {
  if (decimal(words[0]) !== null) return { number: words[0] ?? null, rest: words.slice(1) };
  if (words[0] === "sequence") return { number: words[1] ?? null, rest: words.slice(2) };
  if (words.at(-2) === "sequence" && words[0] !== "remark")
    return { number: words.at(-1) ?? null, rest: words.slice(0, -2) };
  return { number: null, rest: words };
}

/** The number IOS gives an entry that states none: ten more than the last ("IP Access List Entry Sequence Numbering"). */
function labelOf(acl: AclDraft, number: string | null): string {
  return number ?? String(acl.last + 10);
}

function entryOf(acl: AclDraft, at: readonly LineRange[], number: string | null, cursor: Cursor): AclEntry | null {
  const ground = { label: labelOf(acl, number), at, remarks: settled(acl.remarks) };
  if (acl.family === "mac") return macEntry(acl, at, number, cursor.words);
  if (acl.kind === "standard") return standardEntry(cursor, ground);
  return extendedEntry(cursor, acl.family === "ipv4" ? 4 : 6, ground);
}

/** Lock-and-key: in force only while a user has opened it. */
function dynamicEntry(
  draft: Draft,
  acl: AclDraft,
  statement: Statement,
  number: string | null,
  rest: readonly string[],
): boolean {
  const start = rest[2] === "timeout" ? 4 : 2;
  const entry = entryOf(acl, placeOf(statement), number, { words: rest.slice(start), next: 0 });
  if (entry === null) return false;
  return keep(draft, acl, statement, { ...entry, unresolved: [...entry.unresolved, rest.slice(0, start).join(" ")] });
}

function anyEntry(acl: AclDraft, at: readonly LineRange[], number: string | null, unresolved: string): AclEntry | null {
  const words = ["permit", acl.family === "ipv6" ? "ipv6" : "ip", "any", "any"];
  const ground = { label: labelOf(acl, number), at, remarks: settled(acl.remarks) };
  const entry = extendedEntry({ words, next: 0 }, acl.family === "ipv6" ? 6 : 4, ground);
  return entry === null ? null : { ...entry, unresolved: [unresolved] };
}

/** An entry that nobody understands may match anything: the list is not read as if it were not there. */
function keepUnread(
  draft: Draft,
  acl: AclDraft,
  statement: Statement,
  number: string | null,
  rest: readonly string[],
): void {
  const [action] = rest;
  if ((action !== "permit" && action !== "deny") || acl.family === "mac") return;
  const entry = anyEntry(acl, placeOf(statement), number, rest.join(" "));
  if (entry !== null) keep(draft, acl, statement, { ...entry, action });
}

/** Frames are no packets of the model: a MAC entry keeps its action, and its conditions as text. */
function macEntry(
  acl: AclDraft,
  at: readonly LineRange[],
  number: string | null,
  words: readonly string[],
): AclEntry | null {
  const [action, ...conditions] = words;
  if ((action !== "permit" && action !== "deny") || conditions.length === 0) return null;
  const entry = anyEntry(acl, at, number, conditions.join(" "));
  const any = conditions.every((word) => word === "any");
  return entry === null
    ? null
    : { ...entry, action, source: anyAddress, destination: anyAddress, unresolved: any ? [] : entry.unresolved };
}

function keep(draft: Draft, acl: AclDraft, statement: Statement, entry: AclEntry | null): boolean {
  if (entry === null) return false;
  add(acl, entry);
  const { source, destination, serviceGroups } = entry;
  keepGroups(draft, acl, statement, entry, source);
  keepGroups(draft, acl, statement, entry, destination);
  for (const group of serviceGroups) use(draft, "service-group", group, statement, placeWords(acl, entry));
  if (entry.timeRange !== null) use(draft, "time-range", entry.timeRange, statement, placeWords(acl, entry));
  return true;
}

function add(acl: AclDraft, entry: AclEntry, number = decimal(entry.label) ?? acl.last): void {
  acl.entries.push(entry);
  if (acl.remarks.length > 0) acl.remarks = [];
  if (number < acl.last) acl.ordered = false;
  acl.last = number;
}

function keepGroups(draft: Draft, acl: AclDraft, statement: Statement, entry: AclEntry, side: AddressSpec): void {
  for (const match of side.include)
    if (match.kind === "group") use(draft, "address-group", match.name, statement, placeWords(acl, entry));
}

function placeWords({ name }: AclDraft, { label }: AclEntry): string {
  return `access list "${name}" entry ${label}`;
}

/**
 * What IOS adds to an IPv6 list before its implied deny: neighbour discovery is permitted unless an entry has
 * denied it ("ipv6 access-list", usage guidelines, Cisco IOS IPv6 Command Reference).
 */
export function impliedEntries({ family, entries, at }: AclDraft): readonly AclEntry[] {
  if (family !== "ipv6" || entries.length === 0) return [];
  return ["nd-na", "nd-ns"].flatMap((message) => {
    const cursor = { words: ["permit", "icmp", "any", "any", message], next: 0 };
    return extendedEntry(cursor, 6, { label: `implied ${message}`, at: joinRanges(at), remarks: [] }) ?? [];
  });
}

/** Entries in the order in which IOS tries them: by sequence number. */
export function inSequence({ entries, ordered }: AclDraft): readonly AclEntry[] {
  return ordered ? entries : entries.toSorted((a, b) => numberOf(a) - numberOf(b));
}

const numberOf = (entry: AclEntry): number => decimal(entry.label) ?? 0;

export const timeRangeLines = table<Draft>([skip("time-range", "absolute", "periodic")]);

function timeRange(draft: Draft, statement: Statement): void {
  draft.definitions.push({
    kind: "time-range",
    name: statement.words[1] ?? "",
    scope: null,
    at: wholePlace(statement),
  });
  readStatements(draft, statement.children, timeRangeLines, ["acls"]);
}
