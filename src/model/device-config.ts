import type { Aaa, User } from "./accounts.ts";
import type { AclSet, AddressGroup, FirewallPolicy, ObjectName, ObjectUse, ServiceGroup } from "./acl.ts";
import type { ControlPlane } from "./control-plane.ts";
import type { Fact, Place } from "./fact.ts";
import type { Management } from "./management.ts";
import type { Nat } from "./nat.ts";
import type { RoutingSession } from "./routing.ts";
import type { Banners, Dns, Logging, Ntp, SmallService, Snmp } from "./services.ts";
import type { Switching } from "./switching.ts";
import type { VpnProposal } from "./vpn.ts";

/** Identifier of a configuration language, equal to the parser's folder. */
export type OperatingSystem =
  | "cisco-ios"
  | "juniper-junos"
  | "fortinet-fortios"
  | "cisco-nxos"
  | "cisco-asa"
  | "cisco-iosxr"
  | "arista-eos"
  | "paloalto-panos"
  | "vyos"
  | "ubiquiti-edgeos"
  | "mikrotik-routeros"
  | "linux-iptables"
  | "opnsense"
  | "pfsense";

export interface Identity {
  readonly vendor: string;
  readonly hostname: Fact<string | null>;
  readonly osVersion: Fact<string | null>;
  readonly model: Fact<string | null>;
  readonly serial: Fact<string | null>;
}

export interface BoundAcl extends Place {
  readonly acl: string;
  readonly family: "ipv4" | "ipv6" | "mac";
  /** "local" judges packets that come in here to the device itself and no others, and then "in" only those that go through it (VyOS, EdgeOS). */
  readonly direction: "in" | "out" | "local";
}

export interface Interface extends Place {
  readonly name: string;
  readonly description: string | null;
  readonly enabled: Fact<boolean>;
  /** CIDR text with the host part, such as "192.0.2.1/24". */
  readonly addresses: readonly string[];
  readonly zone: string | null;
  readonly vrf: string | null;
  /** VDOM or logical system. */
  readonly scope: string | null;
  /** FortiOS role, or "management" for a dedicated port; null where nothing says so. */
  readonly role: string | null;
  readonly boundAcls: readonly BoundAcl[];
  readonly mode: "routed" | "access" | "trunk" | "dynamic" | null;
  /** Families in which it has addresses that the text does not state (DHCP, PPP, autoconfiguration, EUI-64). */
  readonly unstatedAddresses?: readonly (4 | 6)[];
  /** Families whose packets it takes without an address of its own (unnumbered, link-local alone). */
  readonly withoutAddress?: readonly (4 | 6)[];
  /** Addresses that it answers for together with other devices (HSRP, VRRP, GLBP), without a length. */
  readonly virtualAddresses?: readonly string[];
  /** No packet comes in from a wire here. */
  readonly loopback?: true;
}

/** One device as its configuration describes it: what every rule judges. */
export interface DeviceConfig {
  readonly os: OperatingSystem;
  readonly identity: Identity;
  readonly interfaces: readonly Interface[];
  readonly aclSets: readonly AclSet[];
  readonly addressGroups: readonly AddressGroup[];
  readonly serviceGroups: readonly ServiceGroup[];
  readonly firewallPolicies: readonly FirewallPolicy[];
  /** Whether packets that leave by the interface they came in by pass without a policy; left out where policies judge them. */
  readonly passesByOneInterface?: Fact<boolean>;
  readonly definitions: readonly ObjectName[];
  readonly uses: readonly ObjectUse[];
  readonly management: Management;
  /** Left out where nothing stands before the device's own processes beside the lists of its interfaces. */
  readonly controlPlane?: ControlPlane;
  readonly aaa: Aaa;
  readonly users: readonly User[];
  readonly snmp: Snmp;
  readonly ntp: Ntp;
  readonly logging: Logging;
  readonly banners: Banners;
  readonly dns: Dns;
  readonly smallServices: readonly SmallService[];
  /** Neighbours whose routes and shared addresses the device believes. */
  readonly routing: Fact<readonly RoutingSession[]>;
  readonly switching: Fact<Switching>;
  /** IKE, IPsec and TLS VPN proposals; empty where the device has no VPN. */
  readonly vpn: Fact<readonly VpnProposal[]>;
  readonly nat: Fact<Nat>;
}

/**
 * A part of the model that a rule rests on and that an unread line may bear on.
 * "*" on an unread line: it could be anything.
 */
export const modelAreas = [
  "identity",
  "interfaces",
  "acls",
  "policies",
  "objects",
  "management.logins",
  "management.services",
  "management.ssh",
  "management.tls",
  "aaa",
  "users",
  "passwords",
  "snmp",
  "ntp",
  "logging",
  "banners",
  "dns",
  "smallServices",
  "routing",
  "switching",
  "vpn",
  "system",
] as const;

export type ModelArea = (typeof modelAreas)[number];
