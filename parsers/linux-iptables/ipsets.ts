import type { AddressGroup, ObjectName } from "../../src/model/acl.ts";
import type { AddressMatch } from "../../src/model/address.ts";
import { lines as ranges } from "../../src/model/fact.ts";
import type { LazyLines } from "../lib/lazy-lines.ts";
import type { Ledger } from "../lib/ledger.ts";
import { addressMatch } from "../lib/netfilter/address-spans.ts";

export interface IpSets {
  readonly names: ReadonlySet<string>;
  readonly groups: readonly AddressGroup[];
  readonly definitions: readonly ObjectName[];
  /** Lines that are commands of ipset. */
  readonly isTheirs: (line: number) => boolean;
}

interface Growing {
  readonly name: string;
  readonly line: number;
  readonly members: AddressMatch[];
  readonly exclude: AddressMatch[];
}

/** Kinds of sets that hold addresses and nothing else (ipset(8), "SET TYPES"), with the names they had before ipset 5. */
const addressSets = new Set(["hash:ip", "hash:net", "bitmap:ip", "iphash", "nethash", "ipmap"]);

/** "ipset save": "create NAME TYPE …" and "add NAME MEMBER". */
export function readSets(lines: LazyLines, ledger: Ledger): IpSets {
  const sets = new Map<string, Growing>();
  const own = new Set<number>();
  for (let index = 0; index < lines.length; index += 1) {
    const first = lines.codes[lines.startOf(index)];
    if (first !== 97 && first !== 99) continue;
    const text = lines.at(index) ?? "";
    if (!text.startsWith("create ") && !text.startsWith("add ")) continue;
    const line = index + 1;
    const [verb, name = "", what = "", ...options] = text.trim().split(/ +/);
    const set = verb === "create" ? opened(sets, name, what, options, line) : sets.get(name);
    if (set === undefined || what === "") continue;
    if (verb === "add") add(set, what, options);
    own.add(line);
    ledger.read(line);
  }
  return {
    names: new Set(sets.keys()),
    groups: [...sets.values()].map(({ name, line, members, exclude }) => ({
      name,
      members,
      exclude,
      scope: null,
      at: ranges(line),
    })),
    definitions: [...sets.values()].map(({ name, line }) => ({
      kind: "address-group",
      name,
      scope: null,
      at: ranges(line),
    })),
    isTheirs: (line) => own.has(line),
  };
}

function opened(
  sets: Map<string, Growing>,
  name: string,
  type: string,
  options: readonly string[],
  line: number,
): Growing {
  const set: Growing = { name, line, members: [], exclude: [] };
  if (!addressSets.has(type) && type !== "list:set")
    set.members.push({ kind: "unresolved", text: `${type} ${name}`, why: "its members are more than addresses" });
  if (options.includes("timeout"))
    set.members.push({ kind: "unresolved", text: `${type} ${name}`, why: "its members come and go" });
  sets.set(name, set);
  return set;
}

function add(set: Growing, what: string, options: readonly string[]): void {
  const match = addressMatch(what) ?? ({ kind: "unresolved", text: what, why: "not an address" } as const);
  if (options.includes("nomatch")) set.exclude.push(match);
  else set.members.push(match);
}
