import { use, type Context } from "./context.ts";
import { systemHolders } from "./systems.ts";
import { wordsTo, type ConfigNode } from "./node.ts";
import { mark, markTree } from "./reading.ts";

/** Hierarchies whose readers note uses themselves. */
const readElsewhere = new Set(["interfaces", "firewall", "snmp", "groups", "version"]);
const isListCondition = /(?:^|-)prefix-list(?:-filter)?$/;
const bindings = new Set(["input", "output", "input-list", "output-list", "input-chain", "output-chain"]);

/**
 * Uses of prefix lists and filters in hierarchies that are not read themselves: routing policies, vlans, bridge
 * domains, forwarding tables. Bindings of filters are noted always, other uses only of names that are defined,
 * since a word may mean another thing there.
 */
export function readOtherUses(main: Context, systems: readonly Context[]): void {
  // Looked through once, since a text may have as many systems as names.
  const names = new Map<string, Set<string>>();
  for (const { kind, scope, name } of main.definitions) {
    if (kind !== "prefix-list" && kind !== "acl") continue;
    const key = `${kind} ${scope ?? ""}`;
    names.set(key, (names.get(key) ?? new Set()).add(name));
  }
  for (const context of [main, ...systems])
    readWithin(
      context,
      names.get(`prefix-list ${context.scope ?? ""}`) ?? none,
      names.get(`acl ${context.filterScope ?? ""}`) ?? none,
    );
}

const none: ReadonlySet<string> = new Set();

function readWithin(context: Context, lists: ReadonlySet<string>, filters: ReadonlySet<string>): void {
  const note = (node: ConfigNode, kind: "prefix-list" | "acl"): void => {
    use(context, kind, node, wordsTo(node).slice(0, -1).join(" "));
  };
  const visit = (node: ConfigNode): void => {
    const { word, parent } = node;
    const around = parent?.word ?? "";
    if (lists.has(word) && isListCondition.test(around) && parent?.parent?.word !== "policy-options")
      note(node, "prefix-list");
    if (bindings.has(around) && parent?.parent?.word === "filter") {
      note(node, "acl");
      markTree(node);
      // The words that lead to the binding say nothing else.
      for (let at: ConfigNode | null = parent; at !== null && !at.read; at = at.parent) mark(at);
    } else if (around === "filter" && filters.has(word)) note(node, "acl");
    for (const child of node.children.values()) if (!child.inactive) visit(child);
  };
  for (const top of context.root.children.values())
    if (!readElsewhere.has(top.word) && !systemHolders.has(top.word) && !top.inactive) visit(top);
}
