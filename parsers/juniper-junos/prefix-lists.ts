import type { AddressGroup } from "../../src/model/acl.ts";
import type { AddressMatch } from "../../src/model/address.ts";
import { define, nameIn, type Context } from "./context.ts";
import { isWildcard, matchesWildcard } from "./wildcards.ts";
import { addressMatch } from "../lib/ip.ts";
import { placeOf, type ConfigNode } from "./node.ts";
import { child, children, entries, mark, value } from "./reading.ts";

/** [edit policy-options prefix-list]; `apply-path` is followed where it names statements of this configuration. */
export function readPrefixLists(context: Context): AddressGroup[] {
  const policy = child(context.root, "policy-options");
  return entries(policy, "prefix-list").map((node) => {
    define(context, "prefix-list", node);
    const path = value(node, "apply-path");
    const members: AddressMatch[] = children(node)
      .filter((item) => item.word !== "apply-path")
      .map((item) => addressMatch(mark(item).word));
    if (path !== undefined) members.push(...followPath(context, path));
    return { ...placeOf(node), name: nameIn(context.scope, node.word), members, exclude: [], scope: context.scope };
  });
}

/** Words that one path may match; more come from no device. */
const mostMatches = 100_000;

/** "system ntp server <*>": names in the place of the last wildcard that are prefixes (CLI reference, apply-path). */
function followPath(context: Context, path: ConfigNode): AddressMatch[] {
  const words = path.word.split(/\s+/).filter((word) => word !== "");
  let found: ConfigNode[] = [context.root];
  for (const word of words) {
    const next: ConfigNode[] = [];
    for (const node of found) {
      if (isWildcard(word)) {
        for (const item of children(node)) if (matchesWildcard(word, item.word, node.word)) next.push(item);
      } else {
        const item = node.children.get(word);
        if (item !== undefined && !item.inactive) next.push(item);
      }
      if (next.length > mostMatches)
        return [{ kind: "unresolved", text: path.word, why: "apply-path matches too much" }];
    }
    found = next;
  }
  if (words.length === 0 || !isWildcard(words.at(-1) ?? "")) {
    return [{ kind: "unresolved", text: path.word, why: "apply-path does not end with a wildcard" }];
  }
  const members: AddressMatch[] = [];
  const seen = new Set<string>();
  for (const node of found) {
    const match = addressMatch(node.word);
    // Names that are no address are left out of the list by Junos too.
    if (match.kind !== "prefix" || seen.has(match.prefix)) continue;
    seen.add(match.prefix);
    members.push(match);
  }
  return members;
}
