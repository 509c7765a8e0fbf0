import type { Place } from "./fact.ts";
import { anyAddress, anyService, type AddressMatch, type AddressSpec, type ServiceMatch } from "./address.ts";

/**
 * A test of TCP header bits: FIN 1, SYN 2, RST 4, PSH 8, ACK 16, URG 32, ECE 64, CWR 128 (RFC 9293, 3.1).
 * It holds where (bits & mask) === value.
 */
export interface TcpFlagsMatch {
  readonly mask: number;
  readonly value: number;
}

/** A whole packet, the first of several fragments (it carries the transport header), or one of the others (it does not). */
export type FragmentKind = "none" | "first" | "later";

/** What connection tracking says of a packet (Linux conntrack, RouterOS connection-state). */
export type ConnectionState = "new" | "established" | "related" | "invalid" | "untracked";

/** OpenConfig acl-entry. `protocol-and-ports` live in `service`. */
export interface AclEntry extends Place {
  /** Sequence number, term name or ordinal: how the vendor names it. */
  readonly label: string;
  /** "next" hands the packet to the following entry (Junos `next term`); "count" neither permits nor denies. */
  readonly action: "permit" | "deny" | "next";
  readonly source: AddressSpec;
  readonly destination: AddressSpec;
  /** Any of these. A service group is named in `serviceGroups` instead. */
  readonly services: readonly ServiceMatch[];
  readonly serviceGroups: readonly string[];
  readonly established: boolean;
  /** Any of these tests; null asks nothing. `established` is asked beside it: ACK or RST set. */
  readonly tcpFlags: readonly TcpFlagsMatch[] | null;
  /** Null asks nothing. */
  readonly fragments: readonly FragmentKind[] | null;
  /** Code points 0–63, any of these; null asks nothing. */
  readonly dscp: readonly number[] | null;
  readonly timeRange: string | null;
  /** Interfaces or zones that a packet must come in by, for a list that is bound to none (FortiOS local-in, a Linux chain); left out asks nothing. */
  readonly interfaces?: readonly string[];
  /** Interfaces that a packet must not come in by, where any other one will do. */
  readonly exceptInterfaces?: readonly string[];
  /** Interfaces that a packet must leave by (a Linux chain); left out asks nothing. */
  readonly outInterfaces?: readonly string[];
  /** Interfaces that it must not leave by, where any other one will do, or none. */
  readonly exceptOutInterfaces?: readonly string[];
  /** States of connection tracking that are asked for. No packet tells its own, so the question stands in `unresolved` too. */
  readonly connectionStates?: readonly ConnectionState[];
  readonly log: boolean;
  /** Configured but not in force. */
  readonly inactive: boolean;
  /** What the list does at its end, written out for packets that get there past entries that follow (a Linux chain). */
  readonly implied?: true;
  /** One of several entries of this label that one written rule makes: packets meet it on several ways, or in parts. */
  readonly part?: true;
  readonly remarks: readonly string[];
  /** Conditions the model has no word for, as text: nothing is called covered on this entry's account. */
  readonly unresolved: readonly string[];
}

/** What an entry has that asks nothing of a packet. */
export const askingNothing: Omit<AclEntry, "at" | "label" | "action"> = {
  source: anyAddress,
  destination: anyAddress,
  services: [anyService],
  serviceGroups: [],
  established: false,
  tcpFlags: null,
  fragments: null,
  dscp: null,
  timeRange: null,
  log: false,
  inactive: false,
  remarks: [],
  unresolved: [],
};

/**
 * What an entry that asks for the transport header (ports, ICMP, flags) does with a later fragment, which has none:
 * "by-addresses-when-permitting": a permitting entry matches by addresses and protocol alone, a denying one never;
 * "unmatched": it never matches; "like-whole-packets": it is judged as any packet (fragments are put together first,
 * or whatever stands in the header's place is read).
 */
export type LaterFragments = "by-addresses-when-permitting" | "unmatched" | "like-whole-packets";

export type AclFamily = "ipv4" | "ipv6" | "mac";

/** OpenConfig acl-set. */
export interface AclSet extends Place {
  readonly name: string;
  readonly family: AclFamily;
  /** Vendor's kind, such as "standard", "extended", "firewall filter". */
  readonly kind: string;
  readonly entries: readonly AclEntry[];
  /** Entries that nobody wrote and the platform tries after these (neighbour discovery in an IPv6 list of IOS); left out where there are none. */
  readonly implied?: readonly AclEntry[];
  /** What happens to a packet that no entry matches. */
  readonly defaultAction: "permit" | "deny";
  readonly laterFragments: LaterFragments;
  /** VDOM that the list belongs to; left out where names are global. */
  readonly scope?: string;
}

export interface AddressGroup extends Place {
  readonly name: string;
  readonly members: readonly AddressMatch[];
  readonly exclude: readonly AddressMatch[];
  /** VDOM, zone, address book or logical system that the name lives in; null where names are global. */
  readonly scope: string | null;
}

export interface ServiceGroup extends Place {
  readonly name: string;
  readonly members: readonly ServiceMatch[];
  readonly groups: readonly string[];
  readonly scope: string | null;
  /** Members that could not be resolved to protocol and ports. */
  readonly unresolved: readonly string[];
}

/** Ports that a policy leaves to its applications (PAN-OS `application-default`). */
export interface ApplicationPorts {
  /** What is matched for certain: these applications, each on these services at least. */
  readonly least: readonly { readonly applications: readonly string[]; readonly services: readonly ServiceMatch[] }[];
  /** Why that need not be all. */
  readonly why: string;
}

/** One rule of a firewall's policy, in order within its `policySet`. */
export interface FirewallPolicy extends Place {
  readonly name: string;
  /** VDOM, logical system, or null. */
  readonly scope: string | null;
  readonly fromZones: "any" | readonly string[];
  readonly toZones: "any" | readonly string[];
  readonly source: AddressSpec;
  readonly destination: AddressSpec;
  readonly services: readonly ServiceMatch[];
  readonly serviceGroups: readonly string[];
  readonly applications: "any" | readonly string[];
  /** Each application has ports of its own: `services` is then the most that any of them may have. */
  readonly applicationPorts?: ApplicationPorts;
  readonly users: "any" | readonly string[];
  readonly schedule: string | null;
  readonly action: "permit" | "deny";
  readonly log: boolean;
  readonly enabled: boolean;
  readonly description: string | null;
  readonly unresolved: readonly string[];
  /** Of what is excluded from its destinations, what the platform leaves to other policies though nobody wrote so (FortiOS virtual IPs). */
  readonly leaves?: readonly AddressMatch[];
  /** Nobody wrote it: the platform tries it after the written ones (PAN-OS intrazone-default). */
  readonly implied?: true;
  /** It is about sessions that stay in one zone, of zones that the text does not name. */
  readonly withinOneZone?: true;
}

/** The kinds of object that a configuration defines by name and refers to by name. */
export type ObjectKind =
  | "acl"
  | "prefix-list"
  | "address-group"
  | "service-group"
  | "time-range"
  | "aaa-list"
  | "aaa-group"
  | "snmp-view"
  | "snmp-group"
  | "interface"
  | "zone"
  | "key-chain";

/** A definition or a use of a named object. Predefined objects of the platform are neither defined nor reported. */
export interface ObjectName extends Place {
  readonly kind: ObjectKind;
  readonly name: string;
  readonly scope: string | null;
}

export interface ObjectUse extends ObjectName {
  /** Where it is used, in the vendor's words: 'line vty 0 4 access-class in'. */
  readonly by: string;
}
