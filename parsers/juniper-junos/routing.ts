import { joinRanges, read, type Fact } from "../../src/model/fact.ts";
import type { RoutingSession } from "../../src/model/routing.ts";
import { absent, type Context } from "./context.ts";
import { isisSessions, ospfSessions, ripSessions } from "./gateway-protocols.ts";
import type { ConfigNode } from "./node.ts";
import { child, children, eachChild, eachUnit, entries, stated, value } from "./reading.ts";
import {
  noneUnless,
  oddOf,
  plainly,
  readKeyrings,
  sessionOf,
  tcpLevel,
  tcpProof,
  unproved,
  withDigest,
  type Keyrings,
  type Proof,
  type TcpLevel,
} from "./session-keys.ts";

/**
 * Everybody whose routes, labels or shared addresses the device believes, in every routing instance. What PIM and BFD
 * believe is not among them: PIM has no proof of its own in Junos.
 */
export function readRouting(main: Context, systems: readonly Context[]): Fact<readonly RoutingSession[]> {
  const sessions = [main, ...systems].flatMap(sessionsOf);
  return sessions.length === 0
    ? absent(main, [], "Junos: no routing protocol runs unless a statement starts it")
    : read(sessions, joinRanges(sessions.flatMap(({ at }) => at)));
}

function sessionsOf(context: Context): RoutingSession[] {
  const rings = readKeyrings(context);
  const instances = [
    { vrf: null, protocols: child(context.root, "protocols") },
    ...children(child(context.root, "routing-instances")).map((instance) => ({
      vrf: instance.word,
      protocols: child(instance, "protocols"),
    })),
  ];
  const sessions = instances.flatMap(({ vrf, protocols }) => [
    ...tcpSessions("bgp", "neighbor", child(protocols, "bgp"), vrf, rings),
    ...ospfSessions("ospf", child(protocols, "ospf"), vrf, rings),
    ...ospfSessions("ospfv3", child(protocols, "ospf3"), vrf, rings),
    ...isisSessions(child(protocols, "isis"), vrf, rings),
    ...ripSessions("rip", child(protocols, "rip"), vrf),
    ...ripSessions("ripng", child(protocols, "ripng"), vrf),
    ...labelSessions(child(protocols, "ldp"), vrf, rings),
    ...reservationSessions(child(protocols, "rsvp"), vrf),
    ...tcpSessions("msdp", "peer", child(protocols, "msdp"), vrf, rings),
  ]);
  return [...sessions, ...gatewaySessions(context)];
}

/** Neighbours of BGP (in groups) and peers of MSDP (in groups or alone). */
function tcpSessions(
  protocol: "bgp" | "msdp",
  keyword: string,
  node: ConfigNode | undefined,
  vrf: string | null,
  rings: Keyrings,
): RoutingSession[] {
  if (node === undefined || child(node, "disable") !== undefined) return [];
  const general = tcpLevel(node);
  const make = (peer: ConfigNode, levels: readonly TcpLevel[]): RoutingSession =>
    sessionOf(protocol, peer, vrf, tcpProof(levels, rings, `protocols ${protocol} authentication-key-chain`));
  const sessions = entries(node, keyword).map((peer) => make(peer, [tcpLevel(peer), general]));
  for (const group of entries(node, "group")) {
    const around = [tcpLevel(group), general];
    for (const peer of entries(group, keyword)) sessions.push(make(peer, [tcpLevel(peer), ...around]));
    // Whoever has an address of these may become a neighbour.
    const allowed = child(group, "allow");
    if (allowed !== undefined) sessions.push(make(allowed, around));
    for (const dynamic of entries(group, "dynamic-neighbor"))
      sessions.push(make(dynamic, [tcpLevel(dynamic), ...around]));
  }
  return sessions;
}

const labelWords = new Set(["session", "session-group"]);

/** LDP: sessions with proof are named by address, and at which interface that neighbour stands is not stated. */
function labelSessions(node: ConfigNode | undefined, vrf: string | null, rings: Keyrings): RoutingSession[] {
  if (node === undefined) return [];
  const named = [...entries(node, "session"), ...entries(node, "session-group")];
  const sessions = named.map((session) =>
    sessionOf("ldp", session, vrf, tcpProof([tcpLevel(session)], rings, "protocols ldp authentication-key-chain")),
  );
  const odd = oddOf(node, labelWords);
  const [first] = named;
  const proof =
    odd !== undefined
      ? unproved(`"${odd.word}" is not read.`, odd)
      : first !== undefined
        ? unproved("Which neighbours of the interface the named sessions are is not worked out.", first)
        : noneUnless("session authentication-key");
  for (const port of entries(node, "interface")) {
    if (child(port, "disable") !== undefined) continue;
    sessions.push(sessionOf("ldp", port, vrf, proof));
  }
  return sessions;
}

const oneKey = new Set(["authentication-key"]);

/** RSVP proves its messages by HMAC-MD5 (CLI reference, "authentication-key (Protocols RSVP)"). */
function reservationSessions(node: ConfigNode | undefined, vrf: string | null): RoutingSession[] {
  return [...entries(node, "interface"), ...entries(node, "peer-interface")].flatMap((port) => {
    if (child(port, "disable") !== undefined) return [];
    const key = value(port, "authentication-key");
    const odd = oddOf(port, oneKey);
    const proof =
      odd !== undefined
        ? unproved(`"${odd.word}" is not read.`, odd)
        : key === undefined
          ? noneUnless("authentication-key")
          : withDigest(stated("hmac-md5", key), key, [key]);
    return [sessionOf("rsvp", port, vrf, proof)];
  });
}

/** VRRP groups of interfaces; version 3 has no authentication (High Availability User Guide, "Junos OS Support for VRRPv3"). */
function gatewaySessions(context: Context): RoutingSession[] {
  const third = child(context.root, "protocols", "vrrp", "version-3");
  const instanceOf = new Map<string, string>();
  for (const instance of children(child(context.root, "routing-instances")))
    for (const port of entries(instance, "interface")) instanceOf.set(port.word, instance.word);
  const sessions: RoutingSession[] = [];
  eachUnit(context.root, (port, unit) => {
    eachChild(unit.children.get("family"), (family) => {
      eachChild(family.children.get("address"), (address) => {
        // Most addresses are alone.
        if (address.children.size === 0) return;
        for (const keyword of ["vrrp-group", "vrrp-inet6-group"]) {
          for (const group of children(address.children.get(keyword))) {
            const proof = gatewayProof(group, third);
            sessions.push(sessionOf("vrrp", group, instanceOf.get(`${port.word}.${unit.word}`) ?? null, proof));
          }
        }
      });
    });
  });
  return sessions;
}

function gatewayProof(group: ConfigNode, third: ConfigNode | undefined): Proof {
  const type = value(group, "authentication-type");
  const key = value(group, "authentication-key");
  if (type === undefined && key === undefined) return noneUnless("authentication-type");
  if (third !== undefined) return unproved("VRRP version 3 has no authentication.", third);
  if (type === undefined || key === undefined)
    return unproved("Type and key of the authentication are not both stated.", group);
  if (type.word === "simple") return plainly("text", type, key);
  return type.word === "md5"
    ? withDigest(stated("md5", type), type, [key])
    : unproved("The type of authentication is not known.", type);
}
