import type { AclEntry, ConnectionState, FragmentKind, LaterFragments } from "../../../src/model/acl.ts";
import type { ServiceMatch } from "../../../src/model/address.ts";
import type { Leaf } from "./flatten.ts";
import { isNoName, type InterfaceNames } from "./interface-names.ts";
import { asksForHeader, bothServices, ofProtocol, ofProtocols, protocolsOutside, withoutHeader } from "./services.ts";
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
  const entries: Growing[] = [];
  const headless: Headless = new Map();
  const repeated = leaves.some(({ repeats }) => repeats) ? labelsOfSeveral(leaves) : noLabels;
  const add = (leaf: Leaf<T>, action: AclEntry["action"], terms: Terms, established: boolean): void => {
    const entry = entryOf(leaf, action, terms, established, context);
    if (isSplit(terms, established, context.fragments)) addSplit(entries, entry, terms, headless);
    else entries.push(entry);
  };
  for (const leaf of leaves) {
    const before = entries.length;
    for (const action of actionsOf(leaf)) {
      if (leaf.terms.states === null) add(leaf, action, leaf.terms, false);
      else
        for (const { terms, established } of byState(leaf.terms, leaf.terms.states, context))
          add(leaf, action, terms, established);
    }
    if (entries.length === before + 1 && !repeated.has(leaf.label)) continue;
    for (let at = before; at < entries.length; at += 1) {
      const entry = entries[at];
      if (entry !== undefined) entry.part = true;
    }
  }
  return entries;
}

const noLabels: ReadonlySet<string> = new Set();

/** Labels of rules that packets meet on several ways. */
function labelsOfSeveral<T>(leaves: readonly Leaf<T>[]): ReadonlySet<string> {
  const once = new Set<string>();
  const several = new Set<string>();
  for (const { label } of leaves) (once.has(label) ? several : once).add(label);
  return several;
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
function byState(terms: Terms, states: readonly ConnectionState[], { helpers }: EntryContext): readonly Part[] {
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

const onlyTcp = ofProtocol(6);
const otherThanTcp = [ofProtocols(protocolsOutside([6]))];

/** Where nobody knows whether a later fragment is read as if it had a header, the question stands apart. */
function isSplit({ tcpFlags, services }: Terms, established: boolean, fragments: Fragments): boolean {
  return fragments === "either" && (tcpFlags !== null || established || services.some(asksForHeader));
}

/** An entry for the packets that carry their header, and one for the fragments that do not. */
function addSplit(entries: Growing[], entry: Growing, terms: Terms, headless: Headless): void {
  const kinds = terms.fragments;
  const withHeader = kinds?.filter((kind) => kind !== "later") ?? carrying;
  const withLater = kinds?.includes("later") ?? true;
  if (withHeader.length > 0 || !withLater) entries.push(withLater ? { ...entry, fragments: withHeader } : entry);
  entry.fragments = withLater ? later : withHeader;
  if (!withLater) return;
  // Of one service it is the protocol's own list, which needs no looking up.
  let services = terms.services.length === 1 ? withoutHeader(terms.services) : headless.get(terms.services);
  if (services === undefined) headless.set(terms.services, (services = withoutHeader(terms.services)));
  entry.services = services;
  entry.tcpFlags = null;
  entry.established = false;
  entry.unresolved =
    entry.unresolved.length === 0 || entry.unresolved === unknownVerdict
      ? inHeader
      : [...withDoubt(terms, ...inHeader).unresolved, ...entry.unresolved.slice(terms.unresolved.length)];
  entries.push(entry);
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
  terms: Terms,
  established: boolean,
  { interfaces: names }: EntryContext,
): Growing {
  const { source, destination, services, tcpFlags, fragments, dscp, states, unresolved } = terms;
  const entry: Growing = {
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
  if (rule.path !== undefined) entry.path = rule.path;
  if (implied !== undefined) entry.implied = implied;
  if (terms.interfaces !== null || terms.outInterfaces !== null) addInterfaces(entry, terms, names);
  if (states !== null) entry.connectionStates = states;
  return entry;
}

type Growing = { -readonly [K in keyof AclEntry]: AclEntry[K] };

function addInterfaces(entry: Growing, terms: Terms, names: InterfaceNames | undefined): void {
  const interfaces = namedInterfaces(terms.interfaces);
  const outInterfaces = namedInterfaces(terms.outInterfaces);
  const except = exceptOf(terms.interfaces, interfaces, names);
  const exceptOut = exceptOf(terms.outInterfaces, outInterfaces, names);
  const unnamed = unnamedInterfaces({
    interfaces: except === null ? terms.interfaces : null,
    outInterfaces: exceptOut === null ? terms.outInterfaces : null,
  });
  if (unnamed.length > 0) entry.unresolved = [...terms.unresolved, ...unnamed];
  if (interfaces !== null) entry.interfaces = interfaces;
  if (except !== null) entry.exceptInterfaces = except;
  if (outInterfaces !== null) entry.outInterfaces = outInterfaces;
  if (exceptOut !== null) entry.exceptOutInterfaces = exceptOut;
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
