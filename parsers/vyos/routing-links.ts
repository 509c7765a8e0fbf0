import { read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { RoutingAuthentication, RoutingProtocol, RoutingSession } from "../../src/model/routing.ts";
import type { Password } from "../../src/model/secret.ts";
import type { FoundInterface } from "./interfaces.ts";
import { placeOf, type ConfigNode } from "./node.ts";
import { clearPassword } from "./passwords.ts";
import { child, children, entries, mark, markTree, peek, stated, value, type Value } from "./reading.ts";
import { none, session } from "./routing-session.ts";

/** What interfaces say of OSPF and RIP by themselves (`ip ospf authentication`, up to 1.3 and on EdgeOS). */
export interface InterfaceLinks {
  readonly sessions: readonly RoutingSession[];
  /** Whether any interface asks for authentication. */
  readonly ospf: boolean;
  readonly rip: boolean;
}

export function readInterfaceLinks(found: readonly FoundInterface[]): InterfaceLinks {
  const sessions: RoutingSession[] = [];
  for (const { name, node } of found) {
    const ip = peek(node, "ip");
    if (ip === undefined) continue;
    for (const protocol of ["ospf", "rip"] as const) {
      const authentication = child(peek(ip, protocol), "authentication");
      if (authentication === undefined) continue;
      child(node, "ip", protocol);
      const vrf = value(node, "vrf")?.text ?? null;
      sessions.push(linkSession(protocol, `interface ${name} ip ${protocol}`, vrf, node, authentication));
    }
  }
  const asks = (protocol: RoutingProtocol): boolean => sessions.some((each) => each.protocol === protocol);
  return { sessions, ospf: asks("ospf"), rip: asks("rip") };
}

/**
 * `area X authentication md5|plaintext-password`, and `interface X authentication` from 1.3 on; OSPFv3 has neither.
 * An area that asks for nothing leaves it to its interfaces: where one of these asks, which of the others are in the
 * area is not followed.
 */
export function readOspf(
  ospf: ConfigNode | undefined,
  protocol: "ospf" | "ospfv3",
  vrf: string | null,
  interfacesAsk: boolean,
): RoutingSession[] {
  const sessions: RoutingSession[] = [];
  const ports = entries(ospf, "interface");
  const asked = (protocol === "ospf" && interfacesAsk) || ports.some((node) => node.children.has("authentication"));
  const areas = new Map<string, Value>();
  for (const area of entries(ospf, "area")) {
    const kind = value(area, "authentication");
    const name = `protocols ${protocol} area ${area.word}`;
    if (kind !== undefined) areas.set(area.word, kind);
    const silent: Fact<RoutingAuthentication> = asked
      ? unknownFact("The area asks for no authentication, and some interfaces ask by themselves.", placeOf(area).at)
      : read(none, placeOf(area).at);
    sessions.push(session(protocol, name, vrf, area, kind === undefined ? silent : areaFact(kind)));
    for (const link of entries(area, "virtual-link"))
      sessions.push(
        linkSession(protocol, `${name} virtual-link ${link.word}`, vrf, link, child(link, "authentication")),
      );
  }
  for (const node of ports) {
    const name = `protocols ${protocol} interface ${node.word}`;
    const own = child(node, "authentication");
    const area = value(node, "area");
    const kind = areas.get(area?.text ?? "");
    if (own !== undefined) sessions.push(linkSession(protocol, name, vrf, node, own));
    else if (kind !== undefined) sessions.push(session(protocol, name, vrf, node, areaFact(kind)));
    // Without an area here the networks of an area say that it takes part.
    else if (area !== undefined) sessions.push(session(protocol, name, vrf, node, read(none, placeOf(node).at)));
  }
  return sessions;
}

function areaFact({ text, node }: Value): Fact<RoutingAuthentication> {
  if (text === "md5") return stated<RoutingAuthentication>({ kind: "digest", algorithm: stated("md5", node) }, node);
  if (text === "plaintext-password") return stated<RoutingAuthentication>({ kind: "text" }, node);
  return unknownFact(`"${text}" is not known.`, placeOf(node).at);
}

/** `md5 key-id 1 md5-key X`, `md5 1 password X` and `plaintext-password X`; keys are what they hold. */
function linkSession(
  protocol: RoutingProtocol,
  name: string,
  vrf: string | null,
  node: ConfigNode,
  authentication: ConfigNode | undefined,
): RoutingSession {
  if (authentication === undefined) return session(protocol, name, vrf, node, read(none, placeOf(node).at));
  const md5 = child(authentication, "md5");
  if (md5 !== undefined) {
    const keys: Password[] = [];
    for (const id of [...entries(md5, "key-id"), ...children(md5).filter(({ word }) => /^\d+$/.test(word))]) {
      mark(id);
      const key = value(id, "md5-key") ?? value(id, "password");
      if (key !== undefined) keys.push(clearPassword(key.text));
    }
    const digest: RoutingAuthentication = { kind: "digest", algorithm: stated("md5", md5) };
    return session(protocol, name, vrf, node, stated(digest, md5), keys);
  }
  const text = value(authentication, "plaintext-password");
  if (text === undefined) {
    markTree(authentication);
    return session(
      protocol,
      name,
      vrf,
      node,
      unknownFact("How this is authenticated is not understood.", placeOf(authentication).at),
    );
  }
  const clear: RoutingAuthentication = { kind: "text" };
  return session(protocol, name, vrf, node, stated(clear, text.node), [clearPassword(text.text)]);
}

/** `interface X authentication`; RIPng has none. */
export function readRip(
  rip: ConfigNode | undefined,
  protocol: "rip" | "ripng",
  vrf: string | null,
  interfacesAsk: boolean,
): RoutingSession[] {
  if (rip === undefined) return [];
  const whole: Fact<RoutingAuthentication> =
    protocol === "rip" && interfacesAsk
      ? unknownFact("Some interfaces ask for authentication by themselves.", placeOf(rip).at)
      : read(none, placeOf(rip).at);
  const ports = entries(rip, "interface");
  if (ports.length === 0) return [session(protocol, `protocols ${protocol}`, vrf, rip, whole)];
  return ports.map((node) => {
    const name = `protocols ${protocol} interface ${node.word}`;
    const own = child(node, "authentication");
    return own === undefined
      ? session(protocol, name, vrf, node, interfacesAsk ? whole : read(none, placeOf(node).at))
      : linkSession(protocol, name, vrf, node, own);
  });
}
