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
  /** Addresses by wildcard. */
  readonly networks: Map<number, Set<number>>;
  passiveByDefault: boolean;
  /** Interfaces that "passive-interface" or its "no" form names. */
  readonly passive: Map<string, boolean>;
}

export interface RoutingDraft {
  /** By process, VRF and name. */
  readonly neighbors: Map<string, NeighborDraft>;
  /** One for each VRF, as EOS runs them; a second is left unread. */
  readonly processes: Map<string | null, OspfProcess>;
  /** Lines of authentication that a whole IS-IS process sets. */
  readonly isisAuthentication: LineRange[];
  /** Sessions of protocols whose authentication is not read. */
  readonly sessions: RoutingSession[];
}

export function emptyRouting(): RoutingDraft {
  return { neighbors: new Map(), processes: new Map(), isisAuthentication: [], sessions: [] };
}
