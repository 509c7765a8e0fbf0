import { askingNothing, type AclEntry, type AclFamily, type AclSet } from "../../src/model/acl.ts";
import type { AddressSpec } from "../../src/model/address.ts";
import { joinRanges } from "../../src/model/fact.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import { settled } from "../lib/cisco/entry-words.ts";
import { use } from "../lib/cisco/objects.ts";
import { joinedPlace, placeOf, wholeRange } from "../lib/cisco/places.ts";
import { onlyWordAfter, readUnder, type Statement } from "../lib/indented.ts";
import { block, on, skip, touching, type Touches } from "../lib/statements.ts";
import { extendedEntry, standardEntry } from "./acl-entry.ts";
import type { AclDraft, Draft } from "./draft.ts";
import { withOne } from "../lib/cisco/short-lists.ts";
import { listKey } from "../lib/cisco/list-keys.ts";

const aclTouches: Touches = ["acls", "objects"];

/** Access lists of the EOS User Manual, "ACLs and Route Maps". */
export const aclStatements = [
  ...(["ip", "ipv6", "mac"] as const).flatMap((word) => {
    const family: AclFamily = word === "ip" ? "ipv4" : word;
    return [
      block<Draft>(`${word} access-list`, (draft, statement) => accessList(draft, statement, family)),
      on<Draft>(`default ${word} access-list`, (draft, statement) =>
        removeList(draft, family, statement.words.slice(3)),
      ),
    ];
  }),
  skip("acl-hardware", "hardware access-list", "ip access-list logging", "mac access-list logging"),
  touching(
    aclTouches,
    "ip access-list",
    "ipv6 access-list",
    "mac access-list",
    "access-list",
    "permit",
    "deny",
    "default ip access-list",
    "default ipv6 access-list",
    "default mac access-list",
  ),
];

function removeList(draft: Draft, family: AclFamily, words: readonly string[]): boolean {
  const name = words[0] === "standard" ? words[1] : words[0];
  if (name === undefined) return false;
  draft.acls.delete(listKey(family, name));
  return true;
}

function accessList(draft: Draft, statement: Statement, family: AclFamily): boolean {
  if (statement.negated && statement.children.length === 0) return removeList(draft, family, statement.words.slice(2));
  const only = onlyWordAfter(statement, "ip access-list ");
  const standard = only === null && statement.words[2] === "standard" && statement.words.length > 3;
  const name = only ?? statement.words[standard ? 3 : 2];
  const isOdd = only === null && statement.words.length !== (standard ? 4 : 3);
  if (name === undefined || statement.negated || isOdd) {
    leaveBlock(draft, statement);
    return false;
  }
  const key = listKey(family, name);
  let acl = draft.acls.get(key);
  if (acl === undefined) {
    acl = {
      name,
      family,
      kind: standard ? "standard" : "extended",
      at: [],
      entries: [],
      positions: null,
      remarks: [],
      last: 0,
      ordered: true,
    };
    draft.acls.set(key, acl);
  }
  acl.at = withOne(acl.at, wholeRange(statement));
  draft.ledger.plain(statement.line);
  const list = { draft, acl };
  if (acl.kind === "extended" && acl.family === "ipv4") readUnder(statement, list, plainLine, listLine);
  else for (const child of statement.children) listLine(list, child);
  return true;
}

interface List {
  readonly draft: Draft;
  readonly acl: AclDraft;
}

function listLine({ draft, acl }: List, child: Statement): void {
  if (aclLine(draft, acl, child)) draft.ledger.readRange(child.line, child.last);
  else draft.ledger.leave(child.line, aclTouches);
  leaveBlock(draft, child);
}

function leaveBlock(draft: Draft, statement: Statement): void {
  for (const child of statement.children) {
    draft.ledger.leave(child.line, aclTouches);
    leaveBlock(draft, child);
  }
}

/** The usual entry of an extended list; false where the line is another. */
function plainLine({ draft, acl }: List, from: number, to: number, line: number): boolean {
  const entry = draft.plainEntries.numbered(from, to, line, acl);
  if (entry === null) return false;
  draft.ledger.readPlain(line);
  add(acl, entry, draft.plainEntries.number);
  return true;
}

function aclLine(draft: Draft, acl: AclDraft, statement: Statement): boolean {
  const { words } = statement;
  if (statement.negated || words[0] === "default") return removeEntry(acl, statement);
  const number = decimal(words[0]) === null ? null : (words[0] ?? null);
  const start = number === null ? 0 : 1;
  switch (words[start] ?? "") {
    case "remark":
      acl.remarks.push(words.slice(start + 1).join(" "));
      // A remark has a number of its own, from which the next entry's is counted.
      acl.last = Math.max(acl.last, decimal(number ?? undefined) ?? acl.last + 10);
      return true;
    case "counters":
    case "statistics":
      return words[start + 1] === "per-entry" && number === null;
    case "exit":
      return words.length === start + 1;
    default: {
      const entry = entryOf(acl, statement, number, start);
      if (entry !== null) {
        keep(draft, acl, statement, entry);
        return true;
      }
      keepUnread(draft, acl, statement, number, words.slice(start));
      return false;
    }
  }
}

/** "no 10" and "no|default permit …" take an entry away; the form by its words is not followed. */
function removeEntry(acl: AclDraft, statement: Statement): boolean {
  const [number, ...others] = statement.words;
  if (decimal(number) === null || others.length > 0) return false;
  acl.positions ??= positionsOf(acl.entries);
  for (const position of acl.positions.get(number ?? "") ?? []) acl.entries[position] = null;
  acl.positions.delete(number ?? "");
  return true;
}

function positionsOf(entries: AclDraft["entries"]): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const [index, entry] of entries.entries()) if (entry !== null) remember(found, entry.label, index);
  return found;
}

function remember(positions: Map<string, number[]>, label: string, index: number): void {
  const known = positions.get(label);
  if (known === undefined) positions.set(label, [index]);
  else known.push(index);
}

/**
 * An entry whose words begin at `start`. One that states no number has ten more than the last ("deny (IPv4 ACL)", EOS
 * User Manual).
 */
function entryOf(acl: AclDraft, statement: Statement, number: string | null, start: number): AclEntry | null {
  const { words } = statement;
  const ground = { label: number ?? String(acl.last + 10), at: placeOf(statement), remarks: settled(acl.remarks) };
  const cursor = { words, next: start };
  if (acl.family === "mac") return macEntry(words.slice(start), ground);
  const family = acl.family === "ipv4" ? 4 : 6;
  return acl.kind === "standard" ? standardEntry(cursor, family, ground) : extendedEntry(cursor, family, ground);
}

/** Frames are no packets of the model: a MAC entry keeps its action, and its conditions as text. */
function macEntry(words: readonly string[], ground: Pick<AclEntry, "label" | "at" | "remarks">): AclEntry | null {
  const [action, ...conditions] = words;
  if ((action !== "permit" && action !== "deny") || conditions.length < 2) return null;
  const log = conditions.at(-1) === "log";
  const asked = log ? conditions.slice(0, -1) : conditions;
  const any = asked.every((word) => word === "any");
  return { ...askingNothing, ...ground, action, log, unresolved: any ? [] : [asked.join(" ")] };
}

/** An entry that nobody understands may match anything: the list is not read as if it were not there. */
function keepUnread(
  draft: Draft,
  acl: AclDraft,
  statement: Statement,
  number: string | null,
  rest: readonly string[],
): void {
  const [action, ...asked] = rest;
  if (action !== "permit" && action !== "deny") return;
  const label = number ?? String(acl.last + 10);
  const entry = { ...askingNothing, label, action, at: placeOf(statement), remarks: acl.remarks } as const;
  keep(draft, acl, statement, { ...entry, unresolved: [asked.length === 0 ? "nothing" : asked.join(" ")] });
}

function keep(draft: Draft, acl: AclDraft, statement: Statement, entry: AclEntry): void {
  add(acl, entry);
  usesOf(draft, acl, statement, entry, entry.source);
  usesOf(draft, acl, statement, entry, entry.destination);
}

function add(acl: AclDraft, entry: AclEntry, number = numberOf(entry)): void {
  if (acl.positions !== null) remember(acl.positions, entry.label, acl.entries.length);
  acl.entries.push(entry);
  if (acl.remarks.length > 0) acl.remarks = [];
  if (number < acl.last) acl.ordered = false;
  else acl.last = number;
}

function usesOf(draft: Draft, acl: AclDraft, statement: Statement, entry: AclEntry, { include }: AddressSpec): void {
  for (const match of include)
    if (match.kind === "group")
      use(draft, "address-group", match.name, statement, `access list "${acl.name}" entry ${entry.label}`);
}

/** Router and neighbour solicitations and advertisements (RFC 4861, 4.1–4.4). */
const discovery = [133, 134, 135, 136].map((type) => ({ type, code: null }));

/**
 * What EOS tries after the written entries. An IPv6 list has four entries of its own, so that neighbour discovery
 * bypasses the default drop ("IPv6 ACL Rule Parameters", EOS User Manual); the manual does not name the four messages.
 * Nor does it say what a list without entries does: it may permit or drop everything.
 */
function impliedEntries({ family, at, name }: AclDraft, isEmpty: boolean): readonly AclEntry[] {
  const ground = { ...askingNothing, at: joinRanges(at), action: "permit" } as const;
  if (isEmpty)
    return [{ ...ground, label: "implied", unresolved: [`what the empty list "${name}" does is not documented`] }];
  if (family !== "ipv6") return [];
  const any = { include: [{ kind: "any", family: 6 }], exclude: [] } as const;
  const ports = { kind: "any" } as const;
  return [
    {
      ...ground,
      label: "implied neighbour discovery",
      source: any,
      destination: any,
      services: [{ protocols: [58], sourcePorts: ports, destinationPorts: ports, icmp: discovery }],
      unresolved: ["which messages of neighbour discovery EOS permits by itself is not documented"],
    },
  ];
}

/**
 * Lists as the model has them; what no entry matches is dropped ("ACL Structure", EOS User Manual). What an entry that
 * asks for ports does with a later fragment is not documented: permitting ones are taken to let them through, which
 * proves least.
 */
export function aclSets(draft: Draft): AclSet[] {
  return [...draft.acls.values()].map((acl): AclSet => {
    const whole = acl.entries.every((entry) => entry !== null);
    const kept = whole ? acl.entries : acl.entries.filter((entry) => entry !== null);
    const entries = acl.ordered ? kept : kept.toSorted((a, b) => numberOf(a) - numberOf(b));
    const implied = impliedEntries(acl, kept.length === 0);
    return {
      name: acl.name,
      family: acl.family,
      kind: acl.kind,
      at: joinedPlace(acl.at),
      entries,
      ...(implied.length > 0 && { implied }),
      defaultAction: "deny",
      laterFragments: "by-addresses-when-permitting",
    };
  });
}

const numberOf = (entry: AclEntry): number => decimal(entry.label) ?? 0;
