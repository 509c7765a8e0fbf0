import type { LineRange } from "../../model/fact.ts";
import type { ManagementServiceName } from "../../model/management.ts";
import type { AddressRanges } from "../sets/address-ranges.ts";
import type { Conditions } from "../sets/conditions.ts";
import type { Packet } from "../sets/packet.ts";

/** Which lists of a device an assertion speaks of; names are patterns of `fitsGlob`, zones are names. */
export type Where =
  | { readonly kind: "lists"; readonly names: readonly string[] }
  | { readonly kind: "interfaces"; readonly names: readonly string[]; readonly direction: "in" | "out" }
  | {
      readonly kind: "management";
      readonly services: "any" | readonly ManagementServiceName[];
      /** Who is meant; the packets of the assertion are not asked. */
      readonly from: AddressRanges;
      /** Where packets come in; null is any interface. */
      readonly interfaces: readonly string[] | null;
    }
  | { readonly kind: "zones"; readonly from: "any" | readonly string[]; readonly to: "any" | readonly string[] };

/** All that names lists. */
export type ListsWhere = Exclude<Where, { kind: "management" }>;

/** What engineers say of the packets that lists let through, with every name resolved. */
export interface Assertion {
  readonly name: string;
  /** never: no packet is permitted; always: each one is. */
  readonly kind: "never" | "always";
  /** The packets by family, as any of these conditions; an empty list where there is none. */
  readonly packets: Readonly<Record<4 | 6, readonly Conditions[]>>;
  readonly where: Where;
}

export type AssertionOutcome = "holds" | "fails" | "unknown" | "notApplicable";

/** What decided a counterexample. */
export interface DecidingEntry {
  readonly label: string;
  readonly at: readonly LineRange[];
}

/** What an assertion comes to on one list of a device, in one family. */
export interface ListVerdict {
  readonly outcome: AssertionOutcome;
  /** Why, in one sentence; a counterexample is beside it. */
  readonly message: string;
  /** Name of the list, or of the policies; null where there is none. */
  readonly list: string | null;
  readonly family: 4 | 6 | null;
  /** Management service, where one was asked of. */
  readonly service: string | null;
  readonly interface: string | null;
  readonly direction: "in" | "out" | null;
  /** Lines that it was decided on: those of the list, or of the interface that has none. */
  readonly at: readonly LineRange[];
  /** A packet that is let through and must not be, or the other way round. */
  readonly counterexample: Packet | null;
  /** The entry that decides it; null where none does and the list's default decides. */
  readonly decidedBy: DecidingEntry | null;
}
