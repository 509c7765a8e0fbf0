import type { Fact, Place } from "./fact.ts";

/** What a device offers or accepts in one step of a VPN or TLS handshake. Algorithms by the vendor's words in lower case. */
export interface VpnProposal extends Place {
  /** "ike" agrees on keys, "ipsec" carries packets, "tls" is both. */
  readonly kind: "ike" | "ipsec" | "tls";
  /** The vendor's words: "crypto isakmp policy 10". */
  readonly name: string;
  readonly scope: string | null;
  /** IKE versions as "1" and "2", TLS versions as "1.2". */
  readonly versions: Fact<readonly string[]>;
  readonly encryption: Fact<readonly string[]>;
  readonly integrity: Fact<readonly string[]>;
  /** Diffie-Hellman groups by IANA number; empty is none (no perfect forward secrecy). */
  readonly groups: Fact<readonly number[]>;
  readonly authentication: Fact<"pre-shared-key" | "certificate" | "both" | null>;
  /** IKEv1 aggressive mode is used or accepted. */
  readonly aggressive: Fact<boolean>;
  /** Seconds. */
  readonly lifetime: Fact<number | null>;
}
