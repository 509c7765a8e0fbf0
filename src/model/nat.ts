import type { AddressSpec, ServiceMatch } from "./address.ts";
import type { Place } from "./fact.ts";

/** One translation of addresses, in the order in which the device tries them. */
export interface NatRule extends Place {
  readonly name: string;
  readonly scope: string | null;
  /** The end that is translated; "both" is one to one in either direction. */
  readonly kind: "source" | "destination" | "both";
  readonly fromZones: "any" | readonly string[];
  readonly toZones: "any" | readonly string[];
  readonly source: AddressSpec;
  readonly destination: AddressSpec;
  readonly services: readonly ServiceMatch[];
  /** Null where that end stays as it is; where the device takes an interface's address it is unresolved. */
  readonly translatedSource: AddressSpec | null;
  readonly translatedDestination: AddressSpec | null;
  readonly enabled: boolean;
  readonly unresolved: readonly string[];
}

/** The translations of a device, and which addresses its policies and lists speak of. */
export interface Nat {
  readonly rules: readonly NatRule[];
  /** "original" where a policy is judged before destinations are translated, "translated" where after. */
  readonly policyDestination: "original" | "translated";
  readonly policySource: "original" | "translated";
}
