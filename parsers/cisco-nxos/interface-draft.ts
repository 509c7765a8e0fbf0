import type { BoundAcl, Interface } from "../../src/model/device-config.ts";
import type { Fact, LineRange } from "../../src/model/fact.ts";
import type { RoutingSession } from "../../src/model/routing.ts";
import type { Statement } from "../lib/indented.ts";
import type { Ledger } from "../lib/ledger.ts";
import type { Draft } from "./draft.ts";

/** An interface while it is read; several blocks may set the same one. */
export interface InterfaceDraft {
  readonly ledger: Ledger;
  readonly draft: Draft;
  readonly name: string;
  readonly at: LineRange[];
  description: string | null;
  enabled: Fact<boolean> | null;
  addresses: string[];
  /** Families in which it gets addresses that no statement tells. */
  readonly unstated: Set<4 | 6>;
  /** Families that it speaks without an address of its own. */
  readonly borrowed: Set<4 | 6>;
  readonly virtual: string[];
  vrf: string | null;
  boundAcls: BoundAcl[];
  mode: Interface["mode"];
  routed: boolean | null;
  readonly services: Map<string, Fact<boolean>>;
  /** Statements of the second layer, by name; the last one counts. */
  readonly port: Map<string, Statement>;
  /** Statements of routing protocols, by name. */
  readonly routing: Map<string, Statement>;
  /** Groups that share an address (HSRP, VRRP, GLBP). */
  readonly groups: RoutingSession[];
}
