import type { FirewallPolicy } from "../../model/acl.ts";

/** What platforms permit unasked inside one zone opens nothing between zones. */
export function isWithinOneZone({ implied, fromZones, toZones, withinOneZone }: FirewallPolicy): boolean {
  if (implied !== true) return false;
  if (withinOneZone === true) return true;
  if (fromZones === "any" || toZones === "any") return false;
  return fromZones.length === 1 && toZones.length === 1 && fromZones[0] === toZones[0];
}
