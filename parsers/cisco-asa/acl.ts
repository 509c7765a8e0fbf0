import type { LineRange } from "../../src/model/fact.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import type { Cursor } from "../lib/cisco/cursor.ts";
import { actionAt } from "../lib/cisco/entry-words.ts";
import { define, use } from "../lib/cisco/objects.ts";
import { placeOf } from "../lib/cisco/places.ts";
import { hasBlock, type Statement } from "../lib/indented.ts";
import { block, on, readStatements, skip, table, touching } from "../lib/statements.ts";
import { extendedEntry, interfaceOf, plainlyAsking, standardEntry, textEntry } from "./acl-entry.ts";
import type { AclDraft, BindingDraft, Draft, Entry } from "./draft.ts";

/** "access-list", "access-group" and "time-range" (ASA Command Reference; Firewall CLI Configuration Guide). */
export const aclStatements = [
  on<Draft>("access-list", listLine),
  on<Draft>("ipv6 access-list", oldIpv6Line),
  on<Draft>("access-group", bind),
  skip("acl-limits", "object-group-search", "forward-reference", "access-list commit"),
  // Generated scripts empty a list before they fill it.
  on<Draft>("clear configure access-list", (draft, { words, negated }) => {
    const [, , , name, extra] = words;
    if (negated || extra !== undefined) return false;
    if (name === undefined) draft.acls.clear();
    else draft.acls.delete(name);
    return true;
  }),
  block<Draft>("time-range", timeRange),
  touching(["acls", "objects", "policies", "interfaces"], "access-list", "access-group", "ipv6", "time-range"),
];

const kinds: ReadonlySet<string> = new Set(["extended", "advanced", "standard", "webtype", "ethertype", "remark"]);

/** "access-list NAME extended …" with the usual entry, by its text alone; false where the line is another. */
export function plainListLine(draft: Draft, statement: Statement): boolean {
  const { from, to } = statement;
  const { source, plainEntries, lastPlain } = draft;
  if (from === undefined || to === undefined || !source.hasAt("access-list ", from, to)) return false;
  const start = from + 12;
  let end = source.hasAt(lastPlain, start, to) ? start + lastPlain.length : start;
  const isLast = end > start && source.codes[end] === 32;
  while (end < to && source.codes[end] !== 32) end += 1;
  if (!source.hasAt(" extended ", end, to) || hasBlock(statement)) return false;
  if (!plainEntries.reads(end + 10, to)) return false;
  if (!isLast) draft.lastPlain = source.text.slice(start, end);
  const acl = aclDraft(draft, draft.lastPlain, "extended", statement);
  acl.lines.push(plainlyAsking(plainEntries, statement.line));
  draft.ledger.plain(statement.line);
  return true;
}

/** "access-list NAME [line N] KIND …"; without a kind it is "extended", as PIX wrote it. */
function listLine(draft: Draft, statement: Statement): boolean {
  const { words, negated } = statement;
  const name = words[1];
  if (name === undefined || negated) return false;
  if (isSetting(words)) return true;
  let start = 2;
  let line: number | null = null;
  if (words[2] === "line") {
    line = decimal(words[3]);
    if (line === null || line < 1) return false;
    start = 4;
  }
  const word = words[start] ?? "";
  if (word === "remark") return remark(draft, name, statement, line, words.slice(start + 1).join(" "));
  const stated = kinds.has(word);
  const kind = !stated || word === "advanced" ? "extended" : word;
  return entry(draft, name, statement, line, kind, { words: withoutHits(words), next: stated ? start + 1 : start });
}

/** How often denials are told, and what "show access-list" says of that: no list bears these names then. */
function isSetting([, first, second, ...rest]: readonly string[]): boolean {
  if (first === "cached") return second === "ACL" && rest[0] === "log";
  return (first === "alert-interval" || first === "deny-flow-max") && decimal(second) !== null && rest.length === 0;
}

/** "show access-list" tells after an entry how often it matched, and ends it with a hash. */
function withoutHits(words: readonly string[]): readonly string[] {
  if (words.at(-1)?.startsWith("0x") !== true) return words;
  const hits = words.findIndex((word) => word.startsWith("(hitcnt="));
  return hits < 0 ? words : words.slice(0, hits);
}

/** IPv6 lists before 9.0 ("ipv6 access-list", ASA 8.4 Command Reference): one family, the same names for "access-group". */
function oldIpv6Line(draft: Draft, statement: Statement): boolean {
  const { words, negated } = statement;
  const name = words[2];
  if (name === undefined || negated || words[3] === "webtype") return false;
  const line = words[3] === "line" ? decimal(words[4]) : null;
  const rest = line === null ? words.slice(3) : words.slice(5);
  if (rest[0] === "remark") return remark(draft, name, statement, line, rest.slice(1).join(" "), "ipv6");
  // "any" and "icmp" are those of IPv6 here.
  const six = rest.map((word) => (word === "any" ? "any6" : word === "icmp" ? "icmp6" : word));
  return entry(draft, name, statement, line, "ipv6", { words: six, next: 0 });
}

function aclDraft(draft: Draft, name: string, kind: string, statement: Statement): AclDraft {
  const key = kind === "ipv6" ? `ipv6 ${name}` : name;
  let acl = draft.acls.get(key);
  if (acl === undefined) draft.acls.set(key, (acl = { name, kind, at: [], lines: [], mayNameSix: false, inserted: 0 }));
  // A remark before the first entry does not tell the kind.
  else if (acl.kind === "" && kind !== "") draft.acls.set(key, (acl = { ...acl, kind }));
  const last = acl.at.at(-1);
  if (last !== undefined && last[1] + 1 === statement.line) last[1] = statement.last;
  else acl.at.push([statement.line, statement.last]);
  return acl;
}

function remark(
  draft: Draft,
  name: string,
  statement: Statement,
  line: number | null,
  text: string,
  kind = "",
): boolean {
  return put(aclDraft(draft, name, kind, statement), line, { remark: text });
}

/** More lines put before others than anyone types: each moves those behind it. */
const mostInserted = 2_000;

function put(acl: AclDraft, line: number | null, item: AclDraft["lines"][number]): boolean {
  if (line === null || line > acl.lines.length) {
    acl.lines.push(item);
    return true;
  }
  acl.inserted += 1;
  if (acl.inserted > mostInserted) return false;
  acl.lines.splice(line - 1, 0, item);
  return true;
}

function entry(
  draft: Draft,
  name: string,
  statement: Statement,
  line: number | null,
  kind: string,
  cursor: Cursor,
): boolean {
  const start = cursor.next;
  const at: readonly LineRange[] = [[statement.line, statement.last]];
  const found = entryOf(draft, kind, cursor, at);
  const rest = () => cursor.words.slice(start);
  const kept = found ?? unreadEntry(rest(), at);
  // What is no entry at all leaves no list behind.
  if (kept === null) return false;
  const acl = aclDraft(draft, name, kind, statement);
  acl.mayNameSix = true;
  const placed = put(acl, line, kept);
  if (!placed) acl.lines.push(textEntry(kept.action, rest(), at));
  usesOf(draft, acl.name, kept, statement);
  return placed && found !== null;
}

function entryOf(draft: Draft, kind: string, cursor: Cursor, at: readonly LineRange[]): Entry | null {
  if (kind === "standard") return standardEntry(draft, cursor, at);
  if (kind !== "webtype" && kind !== "ethertype") return extendedEntry(draft, cursor, at);
  const action = actionAt(cursor);
  const words = cursor.words.slice(cursor.next);
  return action === null || words.length === 0 ? null : textEntry(action, words, at);
}

/** An entry that nobody understands may match anything: the list is not read as if it were not there. */
function unreadEntry(words: readonly string[], at: readonly LineRange[]): Entry | null {
  const [action] = words;
  if (action !== "permit" && action !== "deny" && action !== "trust") return null;
  return textEntry(action === "deny" ? "deny" : "permit", words.slice(1), at);
}

function usesOf(draft: Draft, acl: string, found: Entry, statement: Statement): void {
  const { words } = statement;
  const plain = !words.includes("object-group") && !words.includes("object") && !words.includes("interface");
  if (plain && found.timeRange === null && found.interfaces === undefined && found.outInterfaces === undefined) return;
  const by = `access list "${acl}"`;
  for (const side of [found.source, found.destination])
    for (const match of side.include) {
      if (match.kind !== "group") continue;
      const nameif = interfaceOf(match.name);
      if (nameif !== null && draft.interfaceAddresses.has(nameif)) use(draft, "zone", nameif, statement, by);
      else use(draft, "address-group", match.name, statement, by);
    }
  for (const group of found.serviceGroups) use(draft, "service-group", group, statement, by);
  // Groups of ports, protocols and ICMP types are expanded where they stand.
  for (let index = 3; index < words.length; index += 1) {
    if (words[index - 1] !== "object-group") continue;
    const name = words[index] ?? "";
    const part = draft.portGroups.has(name) || draft.protocolGroups.has(name) || draft.icmpGroups.has(name);
    if (part) use(draft, "service-group", name, statement, by);
  }
  for (const nameif of [...(found.interfaces ?? []), ...(found.outInterfaces ?? [])])
    use(draft, "zone", nameif, statement, by);
  if (found.timeRange !== null) use(draft, "time-range", found.timeRange, statement, by);
}

/** "access-group NAME in|out interface X [per-user-override|control-plane]" and "access-group NAME global". */
function bind(draft: Draft, statement: Statement): boolean {
  const [, acl, direction, word, nameif, option] = statement.words;
  if (acl === undefined || statement.negated) return false;
  const at = placeOf(statement);
  if (direction === "global" && word === undefined) {
    draft.bindings.set("global", { acl, how: "global", nameif: null, at });
    use(draft, "acl", acl, statement, "access-group global");
    return true;
  }
  if ((direction !== "in" && direction !== "out") || word !== "interface" || nameif === undefined) return false;
  const how: BindingDraft["how"] = option === "control-plane" ? "control-plane" : direction;
  // Lists of frames stand beside those of packets, and before 9.0 those of IPv6 beside those of IPv4.
  const beside = draft.acls.has(`ipv6 ${acl}`) ? "ipv6" : draft.acls.get(acl)?.kind === "ethertype" ? "frames" : "";
  draft.bindings.set(`${how} ${nameif} ${beside}`, { acl, how, nameif, at });
  use(
    draft,
    "acl",
    acl,
    statement,
    `access-group ${direction} interface ${nameif}${how === direction ? "" : ` ${how}`}`,
  );
  use(draft, "zone", nameif, statement, "access-group");
  // Lists of single users may then decide instead, which no configuration of the ASA shows.
  return option === undefined || option === "control-plane" || option === "per-user-override";
}

/** When a range holds is not worked out: its entries count as uncertain. */
export const timeRangeTable = table<Draft>([skip("time-range", "absolute", "periodic")]);

function timeRange(draft: Draft, statement: Statement): boolean {
  if (!statement.negated) define(draft, "time-range", statement.words[1], statement);
  readStatements(draft, statement.children, timeRangeTable, ["acls"]);
  return !statement.negated;
}
