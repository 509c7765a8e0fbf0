import type { FragmentKind, TcpFlagsMatch } from "../../model/acl.ts";
import type { PortRange } from "../../model/address.ts";
import type { AddressItem } from "./read-address.ts";

/** A value and the column (from 1) where it was written. */
export interface Written<T> {
  readonly value: T;
  readonly column: number;
}

export interface Side {
  readonly addresses: readonly AddressItem[];
  /** Addresses of the above that are left out. */
  readonly except: readonly AddressItem[];
  readonly ports: Written<readonly PortRange[]> | null;
  readonly column: number;
}

/** ICMP by its name has the number of the packet's family. */
export type ProtocolItem = "icmp" | "icmpv6" | PortRange;

/** A packet or a space as it was written; null and empty where nothing was said. */
export interface Traffic {
  readonly family: Written<4 | 6> | null;
  readonly protocols: Written<readonly ProtocolItem[]> | null;
  /** True where all other protocols are meant. */
  readonly exceptProtocols: boolean;
  readonly source: Side | null;
  readonly destination: Side | null;
  readonly flags: Written<readonly TcpFlagsMatch[]> | null;
  readonly established: Written<true> | null;
  readonly icmpWord: Written<string> | null;
  readonly icmpTypes: Written<readonly PortRange[]> | null;
  readonly icmpCodes: Written<readonly PortRange[]> | null;
  readonly fragments: Written<readonly FragmentKind[]> | null;
  readonly dscp: Written<readonly PortRange[]> | null;
  readonly fromZones: Written<readonly string[]> | null;
  readonly toZones: Written<readonly string[]> | null;
  readonly applications: Written<readonly string[]> | null;
  readonly users: Written<readonly string[]> | null;
}

/** A traffic that is being read. */
export type Said = { -readonly [Key in keyof Traffic]: Traffic[Key] };
