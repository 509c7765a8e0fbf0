import type { FragmentKind } from "../../model/acl.ts";
import type { PortRange } from "../../model/address.ts";

/**
 * Packets that lie in every one of these sets: a product, for people to read. Text is canonical; names may hold
 * "(others)", which stands for all names that the list does not use.
 */
export interface Block {
  readonly family: 4 | 6;
  /** "192.0.2.0/24", "192.0.2.3-192.0.2.9", "10.0.0.5 wildcard 0.255.255.0", or "any" alone. */
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
  /** IANA numbers, as ranges. */
  readonly protocols: "any" | readonly PortRange[];
  /** For protocols that have ports. */
  readonly sourcePorts: "any" | readonly PortRange[];
  readonly destinationPorts: "any" | readonly PortRange[];
  /** For ICMP of the family. */
  readonly icmpTypes: "any" | readonly PortRange[];
  readonly icmpCodes: "any" | readonly PortRange[];
  /** The flag bytes themselves, for TCP. */
  readonly tcpFlags: "any" | readonly number[];
  readonly fragments: "any" | readonly FragmentKind[];
  readonly dscp: "any" | readonly PortRange[];
  readonly fromZones: "any" | readonly string[];
  readonly toZones: "any" | readonly string[];
  readonly applications: "any" | readonly string[];
  readonly users: "any" | readonly string[];
}
