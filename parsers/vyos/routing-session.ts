import type { Fact } from "../../src/model/fact.ts";
import type { RoutingAuthentication, RoutingProtocol, RoutingSession } from "../../src/model/routing.ts";
import type { Password } from "../../src/model/secret.ts";
import { placeOf, type ConfigNode } from "./node.ts";

export function session(
  protocol: RoutingProtocol,
  name: string,
  vrf: string | null,
  node: ConfigNode,
  authentication: Fact<RoutingAuthentication>,
  keys: readonly Password[] = [],
): RoutingSession {
  return { ...placeOf(node), protocol, name, vrf, authentication, keys };
}

export const none: RoutingAuthentication = { kind: "none" };
