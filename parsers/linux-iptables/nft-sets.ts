import type { AddressGroup, ObjectName } from "../../src/model/acl.ts";
import { lines as ranges } from "../../src/model/fact.ts";
import { addressMatch } from "../lib/netfilter/address-spans.ts";
import type { NftStatement, Token } from "./nft-tokens.ts";
import { isPassing, valuesOf, type NftSet, type NftValue } from "./nft-values.ts";

/** "set NAME { type ipv4_addr; flags interval; elements = { … } }" and maps alike (nft(8), "SETS", "MAPS"). */
export function readSet(statement: NftStatement, table: string): NftSet {
  let types: readonly string[] = [];
  let values: readonly NftValue[] = [];
  let dynamic = false;
  for (const { tokens } of statement.children ?? []) {
    const [head, ...rest] = tokens;
    const words = rest.map(({ text }) => text);
    switch (head?.text ?? "") {
      case "type":
      case "typeof": {
        const data = words.indexOf(":");
        const keys = data < 0 ? words : words.slice(0, data);
        types = keys.join(" ").split(" . ");
        break;
      }
      case "flags":
        dynamic ||= words.includes("dynamic") || words.includes("timeout");
        break;
      case "timeout":
        dynamic = true;
        break;
      case "elements": {
        const inner = insideBraces(rest);
        values = valuesOf(inner);
        dynamic ||= isPassing(inner);
        break;
      }
      default:
    }
  }
  const name = statement.tokens[1]?.text ?? "";
  // What stands empty, or in a variable, is filled by somebody.
  return {
    name,
    table,
    line: statement.first,
    last: statement.last,
    types,
    values,
    dynamic: dynamic || values.length === 0,
  };
}

/** "= { a, b }" without sign and braces. */
function insideBraces(tokens: readonly Token[]): readonly Token[] {
  const open = tokens.findIndex(({ text, quoted }) => !quoted && text === "{");
  return open < 0 ? [] : tokens.slice(open + 1, -1);
}

const addressTypes = new Set(["ipv4_addr", "ipv6_addr", "ip saddr", "ip daddr", "ip6 saddr", "ip6 daddr"]);

/** Sets of addresses become groups of the model. A name that several tables use is told apart by the table. */
export function groupNames(sets: readonly NftSet[]): ReadonlyMap<NftSet, string> {
  const counts = new Map<string, number>();
  for (const { name } of sets) counts.set(name, (counts.get(name) ?? 0) + 1);
  return new Map(
    sets
      .filter(({ types: [type = "", ...more] }) => more.length === 0 && addressTypes.has(type))
      .filter(({ values }) => !values.some(({ data }) => data.length > 0))
      .map((set) => [set, (counts.get(set.name) ?? 0) > 1 ? `${set.table} ${set.name}` : set.name] as const),
  );
}

export function groupsOf(names: ReadonlyMap<NftSet, string>): readonly AddressGroup[] {
  return [...names].map(([set, name]) => ({
    name,
    members: [
      ...set.values.map(
        ({ parts: [text = ""] }) =>
          addressMatch(text) ?? ({ kind: "unresolved", text, why: "not an address" } as const),
      ),
      ...(set.dynamic
        ? [{ kind: "unresolved", text: `set ${set.name}`, why: "its members come and go" } as const]
        : []),
    ],
    exclude: [],
    scope: null,
    at: [[set.line, set.last]],
  }));
}

export function definitionsOf(names: ReadonlyMap<NftSet, string>): readonly ObjectName[] {
  return [...names].map(([{ line }, name]) => ({ kind: "address-group", name, scope: null, at: ranges(line) }));
}
