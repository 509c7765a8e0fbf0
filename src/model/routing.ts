import type { Fact, Place } from "./fact.ts";
import type { Password } from "./secret.ts";

/** Protocols whose messages a device believes, and that can be told from forged ones. */
export type RoutingProtocol =
  | "bgp"
  | "ospf"
  | "ospfv3"
  | "isis"
  | "rip"
  | "ripng"
  | "eigrp"
  | "ldp"
  | "msdp"
  | "pim"
  | "bfd"
  | "rsvp"
  | "hsrp"
  | "vrrp"
  | "carp"
  | "glbp";

/** How the messages of a session are told from forged ones: the vendor's own word for the algorithm ("md5", "hmac-sha-256"). */
export type RoutingAuthentication =
  | { readonly kind: "none" }
  | { readonly kind: "text" }
  | { readonly kind: "digest"; readonly algorithm: Fact<string> };

/** One neighbour, interface or area with which a device exchanges routes or a shared address. */
export interface RoutingSession extends Place {
  readonly protocol: RoutingProtocol;
  /** The vendor's words: "router bgp 65000 neighbor 192.0.2.1", "interface Vlan10 standby 1". */
  readonly name: string;
  readonly vrf: string | null;
  readonly authentication: Fact<RoutingAuthentication>;
  /** Keys that stand at the session itself; those of a key chain are with the chain, which `uses` names. */
  readonly keys: readonly Password[];
}
