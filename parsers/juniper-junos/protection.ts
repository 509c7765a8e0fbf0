import type { AclSet } from "../../src/model/acl.ts";
import type { Interface } from "../../src/model/device-config.ts";
import { joinRanges, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { SourceRestriction } from "../../src/model/management.ts";
import { absent, type Context } from "./context.ts";

/**
 * Filters that every packet to the routing engine passes: those bound inbound to lo0 in the default instance
 * (Routing Policies Guide, "Understanding Firewall Filters on the Loopback Interface"). Which packets they let
 * through is for the proofs on the filter itself.
 */
export function protection(
  context: Context,
  interfaces: readonly Interface[],
  filters: readonly AclSet[],
): Fact<readonly SourceRestriction[]> {
  const bound = interfaces
    .filter((port) => port.name.startsWith("lo0.") && port.vrf === null && port.scope === null)
    .flatMap((port) => port.boundAcls.filter((acl) => acl.direction === "in"));
  if (bound.length === 0)
    return absent(context, [], "Junos: without an input filter on lo0 every source reaches the device");
  // What guards the interfaces of another system is told by no manual that was read: its own loopback filter, if any.
  const elsewhere = interfaces.filter(({ scope, mode }) => scope !== null && mode === "routed");
  if (elsewhere.length > 0)
    return unknownFact(
      "Another system's interfaces may let in what the filter on lo0 of the main one keeps out.",
      joinRanges(elsewhere.flatMap(({ at }) => at)),
    );
  const known = new Set(filters.map((filter) => filter.name));
  const missing = bound.find((acl) => !known.has(acl.acl));
  const at = joinRanges(bound.flatMap((acl) => acl.at));
  if (missing !== undefined) return unknownFact(`Filter ${missing.acl} on lo0 is not defined.`, at);
  return read<readonly SourceRestriction[]>(
    bound.map((acl) => ({ kind: "acl", name: acl.acl, family: acl.family === "ipv6" ? "ipv6" : "ipv4" })),
    at,
    bound.find((acl) => acl.path !== undefined)?.path,
  );
}
