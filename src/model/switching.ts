import type { Fact, Place } from "./fact.ts";

/** VLANs by number, ascending; "all" is every one. */
export type Vlans = "all" | readonly number[];

/** What guards the second layer of a switch; each setting says by itself where the platform has none. */
export interface Switching {
  readonly dhcpSnooping: Fact<Vlans>;
  readonly arpInspection: Fact<Vlans>;
  /** BPDU guard on every edge port (IOS "spanning-tree portfast bpduguard default"). */
  readonly bpduGuardByDefault: Fact<boolean>;
  readonly vtpMode: Fact<"server" | "client" | "transparent" | "off">;
  readonly ports: readonly SwitchPort[];
}

/** A port that switches frames. */
export interface SwitchPort extends Place {
  readonly interface: string;
  readonly portSecurity: Fact<boolean>;
  readonly bpduGuard: Fact<boolean>;
  readonly rootGuard: Fact<boolean>;
  /** Broadcast storms are limited. */
  readonly stormControl: Fact<boolean>;
  /** DHCP answers and ARP are believed without a check. */
  readonly trusted: Fact<boolean>;
  /** The port bargains for trunking with whoever is there (DTP). */
  readonly negotiates: Fact<boolean>;
  readonly nativeVlan: Fact<number | null>;
  readonly accessVlan: Fact<number | null>;
}
