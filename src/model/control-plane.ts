import type { Fact, Place } from "./fact.ts";
import type { SourceRestriction } from "./management.ts";

/** What decides on packets to the device itself beside the lists of its interfaces and services (IOS `control-plane`). */
export interface ControlPlane {
  /** In the order in which packets to the device's own processes pass them. */
  readonly policies: readonly ControlPlanePolicy[];
  /** Where it is not empty, management protocols come in by these interfaces alone. */
  readonly managementInterfaces: readonly ManagementInterface[];
  /** Zones from which a zone pair inspects what goes to the device itself; what it lets through is not read. */
  readonly inspectedZones: readonly (Place & { readonly zone: string })[];
}

/** A policy bound to the control plane: packets take the first class that they are in, and what no class holds passes. */
export interface ControlPlanePolicy extends Place {
  /** The vendor's words: "control-plane host service-policy input COPP". */
  readonly name: string;
  /** The VRF whose packets to the device it judges, null for the default one; left out: those of every VRF. */
  readonly vrf?: string | null;
  readonly classes: Fact<readonly ControlPlaneClass[]>;
}

export interface ControlPlaneClass extends Place {
  readonly name: string;
  /** Whether a packet is in the class by any or by all of `conditions`; no condition is unknown by "any" and everything by "all". */
  readonly match: "any" | "all";
  readonly conditions: readonly ClassCondition[];
  /** "limit" lets packets through up to a rate. */
  readonly action: Fact<"drop" | "limit" | "pass">;
}

export type ClassCondition = Place & {
  /** Packets that the condition does not hold for are meant. */
  readonly negated: boolean;
} & (
    | { readonly kind: "any" }
    | { readonly kind: "none" }
    | { readonly kind: "family"; readonly family: 4 | 6 }
    /** What the list permits; what it denies is left to other conditions and to the classes that follow. */
    | { readonly kind: "acl"; readonly name: string }
    | { readonly kind: "unresolved"; readonly text: string }
  );

/** An interface that management protocols may come in by, and which of them. */
export interface ManagementInterface extends Place {
  readonly interface: string;
  /** The vendor's words: "ssh", "snmp", "https". */
  readonly protocols: readonly string[];
  /** Peers that they may come from; empty or left out: anyone. */
  readonly sources?: readonly SourceRestriction[];
}
