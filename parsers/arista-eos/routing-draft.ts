import type { LineRange, ReadFact } from "../../src/model/fact.ts";
import type { RoutingAuthentication, RoutingSession } from "../../src/model/routing.ts";
import type { Password } from "../../src/model/secret.ts";

/** A BGP neighbour or peer group while it is read. */
export interface NeighborDraft {
  readonly process: string;
  readonly vrf: string | null;
  readonly name: string;
  readonly at: LineRange[];
  isGroup: boolean;
  isPeer: boolean;
  group: string | null;
  authentication: ReadFact<RoutingAuthentication> | null;
  keys: readonly Password[];
}

/** Interfaces that "network PREFIX area A" of an OSPF process takes in, and which of them are passive. */
export interface OspfProcess {
  readonly name: string;
  readonly vrf: string | null;
  readonly at: readonly LineRange[];
  readonly networks: { readonly address: number; readonly wildcard: number }[];
  passiveByDefault: boolean;
  /** Interfaces that "passive-interface" or its "no" form names. */
  readonly passive: Map<string, boolean>;
}

export interface RoutingDraft {
  /** By process, VRF and name. */
  readonly neighbors: Map<string, NeighborDraft>;
  readonly processes: OspfProcess[];
  /** Lines of authentication that a whole IS-IS process sets. */
  readonly isisAuthentication: LineRange[];
  /** Sessions of protocols whose authentication is not read. */
  readonly sessions: RoutingSession[];
}

export function emptyRouting(): RoutingDraft {
  return { neighbors: new Map(), processes: [], isisAuthentication: [], sessions: [] };
}
