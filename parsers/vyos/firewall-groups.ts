import type { AddressGroup } from "../../src/model/acl.ts";
import type { AddressMatch, PortRange } from "../../src/model/address.ts";
import { addressMatch } from "../lib/netfilter/address-spans.ts";
import { define, use, type Context } from "./context.ts";
import { portRange } from "./firewall-ports.ts";
import { placeOf, type ConfigNode } from "./node.ts";
import { child, children, entries, markTree, values } from "./reading.ts";

/** Groups by "kind name", where the kind is the keyword that defines it. */
export interface FirewallGroups {
  readonly addressGroups: readonly AddressGroup[];
  /** The model's name of an address group; null where it is predefined or holds no addresses of packets. */
  nameOf(kind: string, name: string): string;
  /** Ports of a group; null where it is not defined or a member is not understood. */
  portsOf(name: string): readonly PortRange[] | null;
  /** Interfaces of a group; null likewise, and where a member is a pattern. */
  interfacesOf(name: string): readonly string[] | null;
}

/** Keywords that define groups of addresses, and the keywords of their members. */
const addressKinds: Readonly<Record<string, readonly string[]>> = {
  "address-group": ["address"],
  "network-group": ["network"],
  "ipv6-address-group": ["address", "ipv6-address"],
  "ipv6-network-group": ["network", "ipv6-network"],
};

/** Groups whose members the configuration does not hold, with the reason. */
const foreignKinds: Readonly<Record<string, string>> = {
  "domain-group": "names are resolved by the device",
  "mac-group": "hardware addresses are no part of a packet here",
  "remote-group": "the list is fetched by the device",
};

/** `firewall group` (VyOS User Guide, "Firewall groups"; EdgeOS has the first three kinds). */
export function readGroups(context: Context, firewall: ConfigNode | undefined): FirewallGroups {
  const root = child(firewall, "group");
  const kindsByName = new Map<string, Set<string>>();
  const found: { readonly kind: string; readonly node: ConfigNode; readonly foreign: string | null }[] = [];
  const collect = (parent: ConfigNode | undefined, kind: string, foreign: string | null, as = kind): void => {
    for (const node of entries(parent, kind)) {
      found.push({ kind: as, node, foreign });
      kindsByName.set(node.word, (kindsByName.get(node.word) ?? new Set()).add(as));
      define(context, "address-group", node);
    }
  };
  for (const kind of Object.keys(addressKinds)) collect(root, kind, null);
  for (const [kind, why] of Object.entries(foreignKinds)) collect(root, kind, why);
  const dynamic = child(root, "dynamic-group");
  for (const kind of ["address-group", "ipv6-address-group"])
    collect(dynamic, kind, "members come and go with the packets", `dynamic-${kind}`);
  // Groups of one name and different kinds are told apart by their kind.
  const nameOf = (kind: string, name: string): string =>
    (kindsByName.get(name)?.size ?? 0) > 1 ? `${kind} ${name}` : name;

  const addressGroups = found.map(({ kind, node, foreign }): AddressGroup => {
    for (const part of children(node)) if (part.word === "description") markTree(part);
    const members: AddressMatch[] = [];
    if (foreign !== null) {
      markTree(node);
      members.push({ kind: "unresolved", text: `${kind} ${node.word}`, why: foreign });
    }
    for (const keyword of addressKinds[kind] ?? [])
      for (const { text } of values(node, keyword))
        members.push(addressMatch(text) ?? { kind: "unresolved", text, why: "not an address" });
    for (const { text, node: at } of foreign === null ? values(node, "include") : []) {
      use(context, "address-group", at, `firewall group ${kind} ${node.word} include`, text);
      members.push({ kind: "group", name: nameOf(kind, text) });
    }
    return { ...placeOf(node), name: nameOf(kind, node.word), members, exclude: [], scope: null };
  });

  const ports = new Map(entries(root, "port-group").map((node) => [node.word, node] as const));
  for (const node of ports.values()) {
    define(context, "service-group", node);
    markTree(child(node, "description"));
    values(node, "port");
    for (const { text, node: at } of values(node, "include"))
      use(context, "service-group", at, `firewall group port-group ${node.word} include`, text);
  }
  const interfaces = new Map(entries(root, "interface-group").map((node) => [node.word, node] as const));
  for (const node of interfaces.values()) {
    markTree(child(node, "description"));
    values(node, "interface");
    values(node, "include");
  }
  return {
    addressGroups,
    nameOf,
    portsOf: membersOf(ports, "port", (text) => {
      const range = portRange(text);
      return range === null ? null : [range];
    }),
    interfacesOf: membersOf(interfaces, "interface", (text) => (/[*!]/.test(text) ? null : [text])),
  };
}

/** Groups within groups that are followed at most. */
const deepest = 100;

/** Members of groups that include each other; each group is looked through once. */
function membersOf<T>(
  groups: ReadonlyMap<string, ConfigNode>,
  keyword: string,
  take: (text: string) => readonly T[] | null,
): (name: string) => readonly T[] | null {
  const known = new Map<string, readonly T[] | null>();
  const look = (name: string, depth: number): readonly T[] | null => {
    if (depth > deepest) return null;
    const before = known.get(name);
    if (before !== undefined) return before;
    // A group that holds itself is looked up while it is being read: nobody knows what it holds.
    known.set(name, null);
    const node = groups.get(name);
    if (node === undefined) return null;
    const members: T[] = [];
    for (const { text } of values(node, keyword)) {
      const taken = take(text);
      if (taken === null) return null;
      members.push(...taken);
    }
    for (const { text } of values(node, "include")) {
      const inner = look(text, depth + 1);
      if (inner === null) return null;
      members.push(...inner);
    }
    known.set(name, members);
    return members;
  };
  return (name) => look(name, 0);
}
