import { use, type Context } from "./context.ts";
import { wordsTo, type ConfigNode } from "./node.ts";

/** Hierarchies whose readers note uses themselves. */
const readElsewhere = new Set(["interfaces", "firewall", "snmp", "groups", "version"]);
const bindings = new Set(["input", "output", "input-list", "output-list", "input-chain", "output-chain"]);

/**
 * Uses of prefix lists and filters in hierarchies that are not read themselves: routing policies, vlans, bridge
 * domains, forwarding tables. Only names that are defined are noted, since a word may mean another thing there.
 */
export function readOtherUses(context: Context): void {
  const lists = new Set(context.definitions.filter(({ kind }) => kind === "prefix-list").map(({ name }) => name));
  const filters = new Set(context.definitions.filter(({ kind }) => kind === "acl").map(({ name }) => name));
  if (lists.size + filters.size === 0) return;
  const note = (node: ConfigNode, kind: "prefix-list" | "acl"): void => {
    use(context, kind, node, wordsTo(node).slice(0, -1).join(" "));
  };
  const visit = (node: ConfigNode): void => {
    const { word, parent } = node;
    const around = parent?.word ?? "";
    if (lists.has(word) && /(?:^|-)prefix-list(?:-filter)?$/.test(around) && parent?.parent?.word !== "policy-options")
      note(node, "prefix-list");
    if (filters.has(word) && (around === "filter" || (bindings.has(around) && parent?.parent?.word === "filter")))
      note(node, "acl");
    for (const child of node.children.values()) if (!child.inactive) visit(child);
  };
  for (const top of context.root.children.values()) if (!readElsewhere.has(top.word) && !top.inactive) visit(top);
}
