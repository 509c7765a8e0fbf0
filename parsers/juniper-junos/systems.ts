import type { Context } from "./context.ts";
import type { ConfigNode } from "./node.ts";
import { child, children, entries, mark, value } from "./reading.ts";

/** Hierarchies that hold systems by name, and what the model calls one of them. */
const holders = [
  ["logical-systems", "logical-system"],
  // Its name until 9.3 (CLI reference, "logical-systems").
  ["logical-routers", "logical-system"],
  ["tenants", "tenant"],
] as const;

export const systemHolders: ReadonlySet<string> = new Set(holders.map(([holder]) => holder));

/** The parts of a configuration that are systems in force; none is marked. */
export function systemNodes(root: ConfigNode): readonly { readonly node: ConfigNode; readonly scope: string }[] {
  return holders.flatMap(([holder, word]) => {
    const found = root.children.get(holder);
    if (found === undefined || found.inactive) return [];
    return children(found).map((node) => ({ node, scope: `${word} ${node.word}` }));
  });
}

/**
 * Logical systems and tenants: each holds hierarchies of the whole device (CLI reference, "[edit logical-systems]
 * Hierarchy Level"; Logical Systems and Tenant Systems User Guide). Accounts and services stand in the main system alone.
 * Where a system has firewall statements of its own its filters are looked up there and nowhere else, and in the
 * main system where it has none (Routing Policies Guide, "References from a Nonfirewall Object in a Logical System
 * to a Firewall Filter").
 */
export function readSystems(main: Context): readonly Context[] {
  return systemNodes(main.root).map(({ node, scope }) => {
    mark(node);
    if (node.parent !== null) mark(node.parent);
    // The name that it shows in its own prompt; accounts and services are the main system's.
    value(child(node, "system"), "host-name");
    return { ...main, root: node, scope, filterScope: child(node, "firewall") === undefined ? null : scope };
  });
}

/** The tenant or logical system of each interface that one of them has in a routing instance or a zone. */
export function readHolders(systems: readonly Context[]): ReadonlyMap<string, string> {
  const scopes = new Map<string, string>();
  for (const { root, scope } of systems) {
    if (scope === null) continue;
    const zones = ["security-zone", "functional-zone"].flatMap((word) =>
      entries(child(root, "security", "zones"), word),
    );
    for (const around of [...children(child(root, "routing-instances")), ...zones])
      for (const port of entries(around, "interface").concat(entries(around, "interfaces")))
        scopes.set(port.word, scope);
  }
  return scopes;
}
