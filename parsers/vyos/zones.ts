import { define, use, type Context } from "./context.ts";
import { type ConfigNode } from "./node.ts";
import { child, children, entries, markTree, peek, values } from "./reading.ts";

/** Zones by interface, and whether one of them is the device itself. */
export interface Zones {
  readonly zoneOf: ReadonlyMap<string, string>;
  /** Lists between zones judge packets to the device itself. */
  readonly hasLocal: boolean;
  /** Lists that judge packets between zones. */
  readonly lists: { readonly ipv4: ReadonlySet<string>; readonly ipv6: ReadonlySet<string> };
}

/**
 * `zone-policy zone` (up to 1.3, EdgeOS) and `firewall zone` (from 1.4 on): which interfaces a zone has, and which list
 * judges packets from another zone. Where no list is named the zone's default action decides (VyOS User Guide, "Zone
 * Based Firewall").
 */
export function readZones(context: Context, firewall: ConfigNode | undefined): Zones {
  const zoneOf = new Map<string, string>();
  const lists = { ipv4: new Set<string>(), ipv6: new Set<string>() };
  let hasLocal = false;
  for (const zone of [...entries(child(context.root, "zone-policy"), "zone"), ...entries(firewall, "zone")]) {
    define(context, "zone", zone);
    for (const word of ["default-action", "default-log", "enable-default-log", "description", "intra-zone-filtering"]) {
      const part = child(zone, word);
      if (part !== undefined && word !== "intra-zone-filtering") markTree(part);
      if (part !== undefined) readNames(context, part, `zone ${zone.word} ${word}`, lists);
    }
    if (child(zone, "local-zone") !== undefined) hasLocal = true;
    const members = [...values(zone, "interface"), ...values(child(zone, "member"), "interface")];
    // Every interface of a VRF is in the zone then; which these are is not told of each.
    values(peek(zone, "member"), "vrf");
    for (const { text, node } of members) {
      use(context, "interface", node, `zone ${zone.word} interface`, text);
      zoneOf.set(text, zone.word);
    }
    for (const from of entries(zone, "from")) {
      use(context, "zone", from, `zone ${zone.word} from`);
      readNames(context, from, `zone ${zone.word} from ${from.word}`, lists);
    }
    const fallback = child(zone, "default-firewall");
    if (fallback !== undefined) readNames(context, fallback, `zone ${zone.word} default-firewall`, lists, true);
  }
  return { zoneOf, hasLocal, lists };
}

function readNames(
  context: Context,
  from: ConfigNode,
  by: string,
  lists: { readonly ipv4: Set<string>; readonly ipv6: Set<string> },
  direct = false,
): void {
  const firewall = direct ? from : child(from, "firewall");
  for (const keyword of ["name", "ipv6-name"])
    for (const { text, node } of values(firewall, keyword)) {
      use(context, "acl", node, `${by} firewall ${keyword}`, text);
      (keyword === "name" ? lists.ipv4 : lists.ipv6).add(text);
    }
  if (direct) return;
  for (const part of children(from)) if (part.word === "action") markTree(part);
}
