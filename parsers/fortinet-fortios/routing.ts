import type { Interface } from "../../src/model/device-config.ts";
import { byDefault, joinRanges, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { RoutingSession } from "../../src/model/routing.ts";
import { bgpSessions } from "./bgp.ts";
import { isisSessions } from "./isis.ts";
import { ospfSessions } from "./ospf.ts";
import { ospf6Sessions } from "./ospf6.ts";
import { ripngSessions, ripSessions } from "./rip.ts";
import { portsOf } from "./router-ports.ts";
import { keyChains } from "./routing-keys.ts";
import { bfdSessions, gatewaySessions } from "./shared-gateways.ts";
import type { Source } from "./source.ts";

/** Everybody whose routes and shared addresses the device believes, in every VDOM. PIM has no proof of its own in FortiOS. */
export function readRouting(source: Source, interfaces: readonly Interface[]): Fact<readonly RoutingSession[]> {
  const chains = keyChains(source);
  const ports = portsOf(interfaces);
  const sessions = [
    ...bgpSessions(source, ports, chains),
    ...ospfSessions(source, ports, chains),
    ...ospf6Sessions(source, ports),
    ...isisSessions(source, ports, chains),
    ...ripSessions(source, ports, chains),
    ...ripngSessions(source, ports),
    ...bfdSessions(source),
    ...gatewaySessions(source, ports),
  ];
  if (sessions.length > 0) return read(sessions, joinRanges(sessions.flatMap(({ at }) => at)));
  return source.whole
    ? byDefault([], "FortiOS: no routing protocol runs unless a statement starts it")
    : unknownFact("The text is not a whole configuration and tells no neighbour of a routing protocol.");
}
