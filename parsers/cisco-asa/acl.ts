import type { LineRange } from "../../src/model/fact.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import { define, use } from "../lib/cisco/objects.ts";
import { placeOf } from "../lib/cisco/places.ts";
import type { Statement } from "../lib/indented.ts";
import { block, on, readStatements, skip, table, touching } from "../lib/statements.ts";
import { extendedEntry, standardEntry, textEntry, type Entry } from "./acl-entry.ts";
import type { AclDraft, BindingDraft, Draft } from "./draft.ts";

/** "access-list", "access-group" and "time-range" (ASA Command Reference; Firewall CLI Configuration Guide). */
export const aclStatements = [
  on<Draft>("access-list", listLine),
  on<Draft>("ipv6 access-list", oldIpv6Line),
  skip(
    "acl-logging",
    "access-list alert-interval",
    "access-list deny-flow-max",
    "access-list cached",
    "alert-interval",
  ),
  on<Draft>("access-group", bind),
  skip("acl-limits", "object-group-search", "forward-reference", "access-list commit"),
  // Generated scripts empty a list before they fill it.
  skip("script", "clear configure access-list"),
  block<Draft>("time-range", timeRange),
  touching(["acls", "objects", "policies", "interfaces"], "access-list", "access-group", "ipv6", "time-range", "clear"),
];

const kinds: ReadonlySet<string> = new Set(["extended", "advanced", "standard", "webtype", "ethertype", "remark"]);

/** "access-list NAME [line N] KIND …"; without a kind it is "extended", as PIX wrote it. */
function listLine(draft: Draft, statement: Statement): boolean {
  const name = statement.words[1];
  if (name === undefined || statement.negated) return false;
  let words = statement.words.slice(2);
  let line: number | null = null;
  if (words[0] === "line") {
    line = decimal(words[1]);
    if (line === null || line < 1) return false;
    words = words.slice(2);
  }
  const kind = kinds.has(words[0] ?? "") ? (words[0] ?? "") : "extended";
  if (kind !== "remark" && kinds.has(words[0] ?? "")) words = words.slice(1);
  return kind === "remark"
    ? remark(draft, name, statement, line, words.slice(1).join(" "))
    : entry(draft, name, statement, line, kind === "advanced" ? "extended" : kind, withoutHits(words));
}

/** "show access-list" tells after an entry how often it matched. */
function withoutHits(words: readonly string[]): readonly string[] {
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
  return entry(draft, name, statement, line, "ipv6", six);
}

function aclDraft(draft: Draft, name: string, kind: string, statement: Statement): AclDraft {
  const key = kind === "ipv6" ? `ipv6 ${name}` : name;
  let acl = draft.acls.get(key);
  if (acl === undefined) draft.acls.set(key, (acl = { name, kind, at: [], lines: [], inserted: 0 }));
  // A remark before the first entry does not tell the kind.
  else if (acl.kind === "" && kind !== "") draft.acls.set(key, (acl = { ...acl, kind }));
  acl.at.push(...placeOf(statement));
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
  return put(aclDraft(draft, name, kind, statement), line, { kind: "remark", text });
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
  words: readonly string[],
): boolean {
  const found = entryOf(draft, kind, words);
  // What is no entry at all leaves no list behind.
  if (found === null) return false;
  const at: readonly LineRange[] = placeOf(statement);
  const acl = aclDraft(draft, name, kind, statement);
  const placed = put(acl, line, { kind: "entry", entry: { ...found.entry, at } });
  if (!placed) acl.lines.push({ kind: "entry", entry: { ...textEntry(found.entry.action, words), at } });
  usesOf(draft, acl.name, found.entry, statement);
  return placed && found.understood;
}

/** An entry that nobody understands may match anything: the list is not read as if it were not there. */
function entryOf(
  draft: Draft,
  kind: string,
  words: readonly string[],
): { readonly entry: Entry; readonly understood: boolean } | null {
  const [action] = words;
  if (kind === "webtype" || kind === "ethertype") {
    if ((action !== "permit" && action !== "deny") || words.length < 2) return null;
    return { entry: textEntry(action, words.slice(1)), understood: true };
  }
  const cursor = { words, next: 0 };
  const found = kind === "standard" ? standardEntry(draft, cursor) : extendedEntry(draft, cursor);
  if (found !== null) return { entry: found, understood: true };
  if (action !== "permit" && action !== "deny" && action !== "trust") return null;
  return { entry: textEntry(action === "deny" ? "deny" : "permit", words.slice(1)), understood: false };
}

function usesOf(draft: Draft, acl: string, found: Entry, statement: Statement): void {
  const by = `access list "${acl}"`;
  for (const side of [found.source, found.destination])
    for (const match of side.include) {
      if (match.kind !== "group") continue;
      const own = draft.interfaceAddresses.has(match.name.slice(10)) && match.name.startsWith("interface ");
      if (own) use(draft, "zone", match.name.slice(10), statement, by);
      else use(draft, "address-group", match.name, statement, by);
    }
  for (const group of found.serviceGroups) use(draft, "service-group", group, statement, by);
  // Groups of ports, protocols and ICMP types are expanded where they stand.
  const { words } = statement;
  for (let index = 3; index < words.length; index += 1) {
    const name = words[index] ?? "";
    const part = draft.portGroups.has(name) || draft.protocolGroups.has(name) || draft.icmpGroups.has(name);
    if (words[index - 1] === "object-group" && part) use(draft, "service-group", name, statement, by);
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
    draft.bindings.push({ acl, how: "global", nameif: null, at });
    use(draft, "acl", acl, statement, "access-group global");
    return true;
  }
  if ((direction !== "in" && direction !== "out") || word !== "interface" || nameif === undefined) return false;
  const how: BindingDraft["how"] = option === "control-plane" ? "control-plane" : direction;
  draft.bindings.push({ acl, how, nameif, at });
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
  define(draft, "time-range", statement.words[1], statement);
  readStatements(draft, statement.children, timeRangeTable, ["acls"]);
  return !statement.negated;
}
