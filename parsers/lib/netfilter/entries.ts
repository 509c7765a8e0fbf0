import type { AclEntry, LaterFragments } from "../../../src/model/acl.ts";
import type { Leaf } from "./flatten.ts";
import { isNoName } from "./interface-names.ts";
import { asksForHeader, bothServices, ofProtocols, protocolsOutside } from "./services.ts";
import type { Terms } from "./terms.ts";

/**
 * What becomes of fragments that carry no transport header: "whole" where connection tracking puts fragments together
 * first (nf_defrag_ipv4 and nf_defrag_ipv6 stand before every hook of the IP layer once a rule asks for it);
 * "unmatched" as iptables' own matches have it; "either" where the kernel's version decides (nftables before
 * "skip L4 header parsing for non-first fragments", May 2026).
 */
export type Fragments = "whole" | "unmatched" | "either";

export interface EntryContext {
  readonly fragments: Fragments;
  /** Connection tracking hands connections to helpers, so that a related packet may open a session. */
  readonly helpers: boolean;
}

export function laterFragmentsOf(fragments: Fragments): LaterFragments {
  return fragments === "whole" ? "like-whole-packets" : "unmatched";
}

/** The entries of a flattened chain, in order. */
export function entriesOf<T>(leaves: readonly Leaf<T>[], context: EntryContext): readonly AclEntry[] {
  return leaves.flatMap((leaf) =>
    actionsOf(leaf).flatMap((action) =>
      byState(leaf.terms, context)
        .flatMap((terms) => byFragment(terms, context.fragments))
        .map((terms) => entryOf(leaf, action, terms)),
    ),
  );
}

/** A verdict that nobody knows may let packets through, stop them, or neither: one entry in doubt for each. */
function actionsOf<T>({ verdict }: Leaf<T>): readonly AclEntry["action"][] {
  switch (verdict) {
    case "accept":
      return ["permit"];
    case "drop":
      return ["deny"];
    case "unknown":
      return ["permit", "deny"];
    case "continue":
    case "translate":
    default:
      return ["next"];
  }
}

interface Part extends Terms {
  readonly established: boolean;
}

/**
 * A question about connection tracking is never answered by a packet: the entry is in doubt. This much is known where
 * only packets of known connections are asked for: a TCP packet among them has ACK or RST set, since one without
 * opens a connection (a helper's expected connection aside; RFC 9293, 3.5). The SYN that a peer of an open connection
 * sends once more belongs to that connection, as it does for every stateful firewall.
 */
function byState(terms: Terms, { helpers }: EntryContext): readonly Part[] {
  const { states } = terms;
  if (states === null) return [{ ...terms, established: false }];
  const asked = [...terms.unresolved, `connection state ${states.join(",")}`];
  const known = states.every((state) => state === "established" || (state === "related" && !helpers));
  if (!known) return [{ ...terms, established: false, unresolved: asked }];
  return [
    { part: onlyTcp, established: terms.tcpFlags === null },
    { part: otherThanTcp, established: false },
  ].flatMap(({ part, established }) => {
    const services = bothServices(terms.services, part);
    if (services === null || services.length === 0) return [];
    return [{ ...terms, services, established, unresolved: asked }];
  });
}

const onlyTcp = [ofProtocols([6])];
const otherThanTcp = [ofProtocols(protocolsOutside([6]))];

/** Where nobody knows whether a later fragment is read as if it had a header, the question stands apart. */
function byFragment(part: Part, fragments: Fragments): readonly Part[] {
  const headed = part.tcpFlags !== null || part.established || part.services.some(asksForHeader);
  if (fragments !== "either" || !headed) return [part];
  const kinds = part.fragments ?? (["none", "first", "later"] as const);
  const carrying = kinds.filter((kind) => kind !== "later");
  const parts: Part[] = carrying.length === 0 ? [] : [{ ...part, fragments: carrying }];
  if (kinds.includes("later")) {
    parts.push({
      ...part,
      services: part.services.map(({ protocols }) => ofProtocols(protocols)),
      tcpFlags: null,
      established: false,
      fragments: ["later"],
      unresolved: [...part.unresolved, "what stands in a later fragment in place of the header"],
    });
  }
  return parts;
}

function entryOf<T>({ rule, label, verdict }: Leaf<T>, action: AclEntry["action"], part: Part): AclEntry {
  const { source, destination, services, tcpFlags, established, fragments, dscp, states } = part;
  const interfaces = namedInterfaces(part.interfaces);
  const outInterfaces = namedInterfaces(part.outInterfaces);
  const unresolved = [...part.unresolved, ...unnamedInterfaces(part)];
  return {
    at: rule.at,
    ...(rule.path === undefined ? {} : { path: rule.path }),
    label,
    action,
    source,
    destination,
    services,
    serviceGroups: [],
    established,
    tcpFlags,
    fragments,
    dscp,
    timeRange: null,
    ...(interfaces === null ? {} : { interfaces }),
    ...(outInterfaces === null ? {} : { outInterfaces }),
    ...(states === null ? {} : { connectionStates: states }),
    log: rule.log,
    inactive: rule.inactive,
    remarks: rule.remarks,
    unresolved: verdict === "unknown" && unresolved.length === 0 ? ["what the rule does is not known"] : unresolved,
  };
}

/** A list names interfaces; which others a pattern or a negation holds it cannot say, and is in doubt instead. */
export function namedInterfaces(kinds: readonly string[] | null): readonly string[] | null {
  return kinds === null || kinds.some(isNoName) ? null : kinds;
}

/** What is in doubt about the interfaces of some terms. */
export function unnamedInterfaces({ interfaces, outInterfaces }: Terms): readonly string[] {
  return [
    ...(namedInterfaces(interfaces) === interfaces || interfaces === null
      ? []
      : [`incoming interface: ${interfaces.join(", ")}`]),
    ...(namedInterfaces(outInterfaces) === outInterfaces || outInterfaces === null
      ? []
      : [`outgoing interface: ${outInterfaces.join(", ")}`]),
  ];
}
