import type { AclEntry, ConnectionState, FragmentKind, LaterFragments } from "../../../src/model/acl.ts";
import type { ServiceMatch } from "../../../src/model/address.ts";
import type { Leaf } from "./flatten.ts";
import { isNoName, type InterfaceNames } from "./interface-names.ts";
import { askForHeader, bothServices, ofProtocol, ofProtocols, protocolsOutside, withoutHeader } from "./services.ts";
import { joined, type Terms } from "./terms.ts";

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
  const entries = new Entries(context);
  for (const leaf of leaves) entries.add(leaf);
  return entries.close();
}

/** Makes the entries of a chain, rule by rule as a packet meets them. */
export class Entries {
  readonly #made: Growing[] = [];
  readonly #context: EntryContext;
  /** Services without what only a header tells. Rules share theirs, and so do the entries for later fragments. */
  #headless: Map<readonly ServiceMatch[], readonly ServiceMatch[]> | null = null;
  /** The states that were asked for last, which rules share, and the doubt about them. */
  #states: readonly ConnectionState[] = nothing;
  #doubt: readonly string[] = nothing;
  #decides = false;
  #repeats = false;

  constructor(context: EntryContext) {
    this.#context = context;
  }

  /** Whether a rule does more than let packets through or look at them. */
  get decides(): boolean {
    return this.#decides;
  }

  get isEmpty(): boolean {
    return this.#made.length === 0;
  }

  /** Makes the entries of one rule; each is a part where there are several. */
  add<T>(leaf: Leaf<T>): void {
    const { verdict } = leaf;
    const before = this.#made.length;
    if (leaf.repeats) this.#repeats = true;
    if (verdict !== "accept" && verdict !== "continue") this.#decides = true;
    if (verdict === "unknown") {
      // It may let packets through, stop them, or neither: one entry in doubt for each.
      this.#addStates(leaf, "permit");
      this.#addStates(leaf, "deny");
    } else this.#addStates(leaf, verdict === "accept" ? "permit" : verdict === "drop" ? "deny" : "next");
    if (this.#made.length === before + 1) return;
    for (let at = before; at < this.#made.length; at += 1) {
      const entry = this.#made[at];
      if (entry !== undefined && entry.part === undefined) entry.part = true;
    }
  }

  /** All entries; those of rules that packets meet on several ways are parts, too. */
  close(): readonly AclEntry[] {
    if (this.#repeats) {
      const several = labelsOfSeveral(this.#made);
      for (const entry of this.#made) if (entry.part === undefined && several.has(entry.label)) entry.part = true;
    }
    return this.#made;
  }

  /**
   * A question about connection tracking is never answered by a packet: the entry is in doubt. This much is known where
   * only packets of known connections are asked for: a TCP packet among them has ACK or RST set, since one without
   * opens a connection (a helper's expected connection aside; RFC 9293, 3.5). The SYN that a peer of an open connection
   * sends once more belongs to that connection, as it does for every stateful firewall.
   */
  #addStates<T>(leaf: Leaf<T>, action: AclEntry["action"]): void {
    const { states, services, tcpFlags, unresolved } = leaf.terms;
    if (states === null) {
      this.#addEntry(leaf, action, services, false, unresolved);
      return;
    }
    const doubt = joined(unresolved, this.#doubtOf(states));
    const { helpers } = this.#context;
    if (!states.every((state) => state === "established" || (state === "related" && !helpers))) {
      this.#addEntry(leaf, action, services, false, doubt);
      return;
    }
    const tcp = bothServices(services, onlyTcp) ?? services;
    const others = bothServices(services, otherThanTcp) ?? services;
    if (tcp.length > 0) this.#addEntry(leaf, action, tcp, tcpFlags === null, doubt);
    if (others.length > 0) this.#addEntry(leaf, action, others, false, doubt);
  }

  #doubtOf(states: readonly ConnectionState[]): readonly string[] {
    if (states !== this.#states || this.#doubt === nothing) {
      this.#states = states;
      this.#doubt = [`connection state ${states.join(",")}`];
    }
    return this.#doubt;
  }

  /** Where nobody knows whether a later fragment is read as if it had a header, the question stands apart. */
  #addEntry<T>(
    leaf: Leaf<T>,
    action: AclEntry["action"],
    services: readonly ServiceMatch[],
    established: boolean,
    unresolved: readonly string[],
  ): void {
    const { tcpFlags, fragments: kinds } = leaf.terms;
    const { fragments, interfaces } = this.#context;
    if (fragments !== "either" || !(tcpFlags !== null || established || askForHeader(services))) {
      this.#made.push(entryOf(leaf, action, services, established, tcpFlags, kinds, unresolved, interfaces, false));
      return;
    }
    // An entry for the packets that carry their header, and one for the fragments that do not.
    const carry = kinds === null ? carrying : kinds.filter((kind) => kind !== "later");
    const withLater = kinds === null || kinds.includes("later");
    const several = withLater && carry.length > 0;
    if (carry.length > 0 || !withLater)
      this.#made.push(entryOf(leaf, action, services, established, tcpFlags, carry, unresolved, interfaces, several));
    if (!withLater) return;
    const whole = this.#withoutHeader(services);
    const entry = entryOf(leaf, action, whole, false, null, later, unresolved, interfaces, several);
    entry.unresolved =
      entry.unresolved.length === 0 || entry.unresolved === unknownVerdict
        ? inHeader
        : [...joined(unresolved, inHeader), ...entry.unresolved.slice(unresolved.length)];
    this.#made.push(entry);
  }

  #withoutHeader(services: readonly ServiceMatch[]): readonly ServiceMatch[] {
    // Of one service it is the protocol's own list, which needs no looking up.
    if (services.length === 1) return withoutHeader(services);
    this.#headless ??= new Map();
    let found = this.#headless.get(services);
    if (found === undefined) this.#headless.set(services, (found = withoutHeader(services)));
    return found;
  }
}

/** Labels that more than one entry has. */
function labelsOfSeveral(entries: readonly AclEntry[]): ReadonlySet<string> {
  const once = new Set<string>();
  const several = new Set<string>();
  for (const { label } of entries) (once.has(label) ? several : once).add(label);
  return several;
}

const onlyTcp = ofProtocol(6);
const otherThanTcp = [ofProtocols(protocolsOutside([6]))];

const carrying: readonly FragmentKind[] = ["none", "first"];
const later: readonly FragmentKind[] = ["later"];
const inHeader = ["what stands in a later fragment in place of the header"] as const;

const nothing: readonly never[] = [];
const unknownVerdict = ["what the rule does is not known"] as const;

function entryOf<T>(
  { rule, label, verdict, implied, terms }: Leaf<T>,
  action: AclEntry["action"],
  services: readonly ServiceMatch[],
  established: boolean,
  tcpFlags: AclEntry["tcpFlags"],
  fragments: AclEntry["fragments"],
  doubt: readonly string[],
  names: InterfaceNames | undefined,
  isPart: boolean,
): Growing {
  const { at, log, inactive, remarks, path } = rule;
  const { source, destination, dscp, states } = terms;
  const asksInterfaces = terms.interfaces !== null || terms.outInterfaces !== null;
  const unresolved = verdict === "unknown" && doubt.length === 0 ? unknownVerdict : doubt;
  const serviceGroups = nothing;
  const timeRange = null;
  // Written out, since what is put to an object later takes room of its own.
  if (isPart && !asksInterfaces && states === null && path === undefined && implied === undefined)
    return {
      at,
      label,
      action,
      source,
      destination,
      services,
      serviceGroups,
      established,
      tcpFlags,
      fragments,
      dscp,
      timeRange,
      log,
      inactive,
      remarks,
      unresolved,
      part: true,
    };
  const entry: Growing = {
    at,
    label,
    action,
    source,
    destination,
    services,
    serviceGroups,
    established,
    tcpFlags,
    fragments,
    dscp,
    timeRange,
    log,
    inactive,
    remarks,
    unresolved,
  };
  if (path !== undefined) entry.path = path;
  if (implied !== undefined) entry.implied = implied;
  if (asksInterfaces) addInterfaces(entry, terms, doubt, names);
  if (states !== null) entry.connectionStates = states;
  if (isPart) entry.part = true;
  return entry;
}

type Growing = { -readonly [K in keyof AclEntry]: AclEntry[K] };

function addInterfaces(
  entry: Growing,
  terms: Terms,
  doubt: readonly string[],
  names: InterfaceNames | undefined,
): void {
  const interfaces = namedInterfaces(terms.interfaces);
  const outInterfaces = namedInterfaces(terms.outInterfaces);
  const except = exceptOf(terms.interfaces, interfaces, names);
  const exceptOut = exceptOf(terms.outInterfaces, outInterfaces, names);
  const unnamed = unnamedInterfaces({
    interfaces: except === null ? terms.interfaces : null,
    outInterfaces: exceptOut === null ? terms.outInterfaces : null,
  });
  if (unnamed.length > 0) entry.unresolved = [...doubt, ...unnamed];
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
