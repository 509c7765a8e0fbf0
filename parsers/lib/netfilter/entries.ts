import type { AclEntry, FragmentKind, LaterFragments } from "../../../src/model/acl.ts";
import type { ServiceMatch } from "../../../src/model/address.ts";
import type { Leaf } from "./flatten.ts";
import { isNoName, type InterfaceNames } from "./interface-names.ts";
import { asksForHeader, bothServices, ofProtocols, protocolsOutside } from "./services.ts";
import { withDoubt, type Terms } from "./terms.ts";

/**
 * What becomes of fragments that carry no transport header: "whole" where connection tracking puts fragments together
 * first (nf_defrag_ipv4 and nf_defrag_ipv6 stand before every hook of the IP layer once a rule asks for it);
 * "unmatched" as iptables' own matches have it; "either" where the kernel's version decides (nftables before
 * "skip L4 header parsing for non-first fragments", May 2026).
 */
export type Fragments = "whole" | "unmatched" | "either";

export interface EntryContext {
  readonly fragments: Fragments;
  /** The interfaces that the rules of the text tell apart; left out where their conditions name them all. */
  readonly interfaces?: InterfaceNames;
  /** Connection tracking hands connections to helpers, so that a related packet may open a session. */
  readonly helpers: boolean;
}

export function laterFragmentsOf(fragments: Fragments): LaterFragments {
  return fragments === "whole" ? "like-whole-packets" : "unmatched";
}

/** The entries of a flattened chain, in order. */
export function entriesOf<T>(leaves: readonly Leaf<T>[], context: EntryContext): readonly AclEntry[] {
  const entries: AclEntry[] = [];
  const headless: Headless = new Map();
  const several = new Set<string>();
  const labels = new Set<string>();
  for (const leaf of leaves) {
    if (labels.has(leaf.label)) several.add(leaf.label);
    labels.add(leaf.label);
    const before = entries.length;
    for (const action of actionsOf(leaf)) {
      for (const part of byState(leaf.terms, context))
        for (const each of byFragment(part, context.fragments, headless))
          entries.push(entryOf(leaf, action, each, context));
    }
    if (entries.length > before + 1) several.add(leaf.label);
  }
  if (several.size === 0) return entries;
  return entries.map((entry) => (several.has(entry.label) ? { ...entry, part: true } : entry));
}

const permitting = ["permit"] as const;
const denying = ["deny"] as const;
const either = ["permit", "deny"] as const;
const handingOn = ["next"] as const;

/** A verdict that nobody knows may let packets through, stop them, or neither: one entry in doubt for each. */
function actionsOf<T>({ verdict }: Leaf<T>): readonly AclEntry["action"][] {
  switch (verdict) {
    case "accept":
      return permitting;
    case "drop":
      return denying;
    case "unknown":
      return either;
    case "continue":
    case "translate":
    default:
      return handingOn;
  }
}

interface Part {
  readonly terms: Terms;
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
  if (states === null) return [{ terms, established: false }];
  const asked = withDoubt(terms, `connection state ${states.join(",")}`);
  const known = states.every((state) => state === "established" || (state === "related" && !helpers));
  if (!known) return [{ terms: asked, established: false }];
  const parts: Part[] = [];
  const tcp = bothServices(terms.services, onlyTcp) ?? terms.services;
  const others = bothServices(terms.services, otherThanTcp) ?? terms.services;
  if (tcp.length > 0) parts.push({ terms: { ...asked, services: tcp }, established: terms.tcpFlags === null });
  if (others.length > 0) parts.push({ terms: { ...asked, services: others }, established: false });
  return parts;
}

const onlyTcp = [ofProtocols([6])];
const otherThanTcp = [ofProtocols(protocolsOutside([6]))];

/** Where nobody knows whether a later fragment is read as if it had a header, the question stands apart. */
function byFragment(part: Part, fragments: Fragments, headless: Headless): readonly Part[] {
  const { terms, established } = part;
  if (fragments !== "either") return [part];
  if (terms.tcpFlags === null && !established && !terms.services.some(asksForHeader)) return [part];
  const kinds = terms.fragments;
  const first = kinds === null ? carrying : kinds.filter((kind) => kind !== "later");
  const whole: Part = { terms: { ...terms, fragments: first }, established };
  if (kinds !== null && !kinds.includes("later")) return [whole];
  let services = headless.get(terms.services);
  if (services === undefined) {
    services = terms.services.map(({ protocols }) => ofProtocols(protocols));
    headless.set(terms.services, services);
  }
  const unresolved = terms.unresolved.length === 0 ? inHeader : withDoubt(terms, ...inHeader).unresolved;
  const rest: Part = {
    terms: { ...terms, services, tcpFlags: null, fragments: later, unresolved },
    established: false,
  };
  return first.length === 0 ? [rest] : [whole, rest];
}

/** Services without what only a header tells. Rules share theirs, and so do the entries for later fragments. */
type Headless = Map<readonly ServiceMatch[], readonly ServiceMatch[]>;

const carrying: readonly FragmentKind[] = ["none", "first"];
const later: readonly FragmentKind[] = ["later"];
const inHeader = ["what stands in a later fragment in place of the header"] as const;

const nothing: readonly never[] = [];
const unknownVerdict = ["what the rule does is not known"] as const;

function entryOf<T>(
  { rule, label, verdict, implied }: Leaf<T>,
  action: AclEntry["action"],
  { terms, established }: Part,
  { interfaces: names }: EntryContext,
): AclEntry {
  const { source, destination, services, tcpFlags, fragments, dscp, states } = terms;
  const interfaces = namedInterfaces(terms.interfaces);
  const outInterfaces = namedInterfaces(terms.outInterfaces);
  const except = exceptOf(terms.interfaces, interfaces, names);
  const exceptOut = exceptOf(terms.outInterfaces, outInterfaces, names);
  const everywhere = terms.interfaces === null && terms.outInterfaces === null;
  const unnamed = everywhere
    ? nothing
    : unnamedInterfaces({
        interfaces: except === null ? terms.interfaces : null,
        outInterfaces: exceptOut === null ? terms.outInterfaces : null,
      });
  const unresolved = unnamed.length === 0 ? terms.unresolved : [...terms.unresolved, ...unnamed];
  const entry: AclEntry = {
    at: rule.at,
    label,
    action,
    source,
    destination,
    services,
    serviceGroups: nothing,
    established,
    tcpFlags,
    fragments,
    dscp,
    timeRange: null,
    log: rule.log,
    inactive: rule.inactive,
    remarks: rule.remarks,
    unresolved: verdict === "unknown" && unresolved.length === 0 ? unknownVerdict : unresolved,
  };
  if (everywhere && states === null && rule.path === undefined && implied === undefined) return entry;
  return {
    ...entry,
    ...(rule.path === undefined ? {} : { path: rule.path }),
    ...(implied === undefined ? {} : { implied }),
    ...(interfaces === null ? {} : { interfaces }),
    ...(except === null ? {} : { exceptInterfaces: except }),
    ...(outInterfaces === null ? {} : { outInterfaces }),
    ...(exceptOut === null ? {} : { exceptOutInterfaces: exceptOut }),
    ...(states === null ? {} : { connectionStates: states }),
  };
}

/** What kinds of interfaces leave out where they cannot be named; null where they are named, or leave nobody knows what. */
function exceptOf(
  kinds: readonly string[] | null,
  named: readonly string[] | null,
  names: InterfaceNames | undefined,
): readonly string[] | null {
  return kinds === null || named !== null ? null : (names?.leftOut(kinds) ?? null);
}

/** A list names interfaces; which others a pattern or a negation holds it cannot say, and is in doubt instead. */
export function namedInterfaces(kinds: readonly string[] | null): readonly string[] | null {
  return kinds === null || kinds.some(isNoName) ? null : kinds;
}

/** What is in doubt about the interfaces of some terms. */
export function unnamedInterfaces({
  interfaces,
  outInterfaces,
}: Pick<Terms, "interfaces" | "outInterfaces">): readonly string[] {
  return [
    ...(namedInterfaces(interfaces) === interfaces || interfaces === null
      ? []
      : [`incoming interface: ${interfaces.join(", ")}`]),
    ...(namedInterfaces(outInterfaces) === outInterfaces || outInterfaces === null
      ? []
      : [`outgoing interface: ${outInterfaces.join(", ")}`]),
  ];
}
