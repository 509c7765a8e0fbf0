import { read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { RoutingAuthentication, RoutingSession } from "../../src/model/routing.ts";
import { absent, type Context } from "./context.ts";
import type { FoundInterface } from "./interfaces.ts";
import { placeOf, type ConfigNode } from "./node.ts";
import { clearPassword } from "./passwords.ts";
import { readInterfaceLinks, readOspf, readRip, type InterfaceLinks } from "./routing-links.ts";
import { none, session } from "./routing-session.ts";
import { child, children, entries, mark, markTree, stated, value, type Value } from "./reading.ts";

type Sessions = RoutingSession[];

/**
 * Who the device believes routes of, and how it tells them: below `protocols` and `vrf name X protocols`, at interfaces
 * (up to 1.3, EdgeOS) and at VRRP groups. Only what bears on that is read; the rest is skipped by name.
 */
export function readRouting(context: Context, found: readonly FoundInterface[]): Fact<readonly RoutingSession[]> {
  const sessions: Sessions = [];
  const links = readInterfaceLinks(found);
  readProtocols(child(context.root, "protocols"), null, links, sessions);
  for (const vrf of entries(child(context.root, "vrf"), "name"))
    readProtocols(child(vrf, "protocols"), vrf.word, links, sessions);
  sessions.push(...links.sessions);
  readVrrp(context, found, sessions);
  // Without a single session nothing stands for what would not be there either.
  return sessions.length === 0
    ? absent(context, [], "VyOS and EdgeOS: no routing protocol is configured")
    : read(
        sessions,
        sessions.flatMap(({ at }) => at),
      );
}

function readProtocols(
  protocols: ConfigNode | undefined,
  vrf: string | null,
  links: InterfaceLinks,
  sessions: Sessions,
): void {
  const bgp = child(protocols, "bgp");
  // The number of the own system stood in front of everything up to 1.3.
  for (const at of bgp === undefined
    ? []
    : [
        bgp,
        ...children(bgp)
          .filter(({ word }) => /^\d+$/.test(word))
          .map(mark),
      ])
    readBgp(at, vrf, sessions);
  for (const protocol of ["ospf", "ospfv3"] as const)
    sessions.push(...readOspf(child(protocols, protocol), protocol, vrf, links.ospf));
  for (const protocol of ["rip", "ripng"] as const)
    sessions.push(...readRip(child(protocols, protocol), protocol, vrf, links.rip));
  readIsis(child(protocols, "isis"), vrf, sessions);
  readLdp(child(protocols, "mpls", "ldp"), vrf, sessions);
}

function passwordOf(node: ConfigNode | undefined): Value | undefined {
  return value(node, "password");
}

/** TCP's MD5 option (RFC 2385) with `password`, of the neighbour or of its peer group. */
function readBgp(bgp: ConfigNode, vrf: string | null, sessions: Sessions): void {
  const groups = new Map(entries(bgp, "peer-group").map((node) => [node.word, node] as const));
  for (const node of entries(bgp, "neighbor")) {
    const grouped =
      value(node, "peer-group") ??
      value(child(node, "interface", "v6only"), "peer-group") ??
      value(child(node, "interface"), "peer-group");
    const group = grouped === undefined ? undefined : groups.get(grouped.text);
    const password = passwordOf(node) ?? passwordOf(group);
    const name = `protocols bgp neighbor ${node.word}`;
    if (password === undefined) {
      const unsure = grouped !== undefined && group === undefined;
      const authentication: Fact<RoutingAuthentication> = unsure
        ? unknownFact(`Peer group ${grouped.text} is not defined.`, placeOf(node).at)
        : read(none, placeOf(node).at);
      sessions.push(session("bgp", name, vrf, node, authentication));
    } else {
      const digest: RoutingAuthentication = { kind: "digest", algorithm: stated("md5", password.node) };
      sessions.push(session("bgp", name, vrf, node, stated(digest, password.node), [clearPassword(password.text)]));
    }
  }
  for (const range of entries(child(bgp, "listen"), "range")) {
    const grouped = value(range, "peer-group");
    const password = passwordOf(grouped === undefined ? undefined : groups.get(grouped.text));
    const name = `protocols bgp listen range ${range.word}`;
    if (password === undefined) sessions.push(session("bgp", name, vrf, range, read(none, placeOf(range).at)));
    else {
      const digest: RoutingAuthentication = { kind: "digest", algorithm: stated("md5", password.node) };
      sessions.push(session("bgp", name, vrf, range, stated(digest, password.node), [clearPassword(password.text)]));
    }
  }
  for (const group of groups.values()) passwordOf(group);
}

/** `interface X password`, `area-password` and `domain-password`, each plaintext-password or md5. */
function readIsis(isis: ConfigNode | undefined, vrf: string | null, sessions: Sessions): void {
  if (isis === undefined) return;
  // Up to 1.3 the instance has a name.
  const named = children(isis).filter((node) => node.children.has("net"));
  for (const at of [isis, ...named.map(mark)]) {
    for (const keyword of ["area-password", "domain-password"]) {
      const secret = child(at, keyword);
      if (secret !== undefined) sessions.push(isisSession(`protocols isis ${keyword}`, vrf, secret, secret));
    }
    for (const node of entries(at, "interface"))
      sessions.push(isisSession(`protocols isis interface ${node.word}`, vrf, node, child(node, "password")));
  }
}

function isisSession(
  name: string,
  vrf: string | null,
  node: ConfigNode,
  secret: ConfigNode | undefined,
): RoutingSession {
  if (secret === undefined) return session("isis", name, vrf, node, read(none, placeOf(node).at));
  const md5 = value(secret, "md5");
  const clear = value(secret, "plaintext-password");
  if (md5 !== undefined) {
    const digest: RoutingAuthentication = { kind: "digest", algorithm: stated("hmac-md5", md5.node) };
    return session("isis", name, vrf, node, stated(digest, md5.node), [clearPassword(md5.text)]);
  }
  if (clear !== undefined)
    return session("isis", name, vrf, node, stated<RoutingAuthentication>({ kind: "text" }, clear.node), [
      clearPassword(clear.text),
    ]);
  markTree(secret);
  return session(
    "isis",
    name,
    vrf,
    node,
    unknownFact("How this is authenticated is not understood.", placeOf(secret).at),
  );
}

/** A neighbour of LDP has TCP's MD5 option with `password`; every other one has none. */
function readLdp(ldp: ConfigNode | undefined, vrf: string | null, sessions: Sessions): void {
  if (ldp === undefined) return;
  const neighbours = entries(ldp, "neighbor");
  for (const node of neighbours) {
    const password = value(node, "password");
    const name = `protocols mpls ldp neighbor ${node.word}`;
    if (password === undefined) sessions.push(session("ldp", name, vrf, node, read(none, placeOf(node).at)));
    else {
      const digest: RoutingAuthentication = { kind: "digest", algorithm: stated("md5", password.node) };
      sessions.push(session("ldp", name, vrf, node, stated(digest, password.node), [clearPassword(password.text)]));
    }
  }
  if (neighbours.length === 0)
    sessions.push(session("ldp", "protocols mpls ldp", vrf, ldp, read(none, placeOf(ldp).at)));
}

/** `high-availability vrrp group X` (from 1.2 on), `interfaces … vrrp vrrp-group X` (before, EdgeOS). */
function readVrrp(context: Context, found: readonly FoundInterface[], sessions: Sessions): void {
  const groups = entries(child(context.root, "high-availability", "vrrp"), "group").map((node) => ({
    node,
    by: "high-availability vrrp group",
  }));
  for (const { name, node } of found)
    for (const group of entries(child(node, "vrrp"), "vrrp-group"))
      groups.push({ node: group, by: `interface ${name} vrrp-group` });
  for (const { node, by } of groups) {
    const authentication = child(node, "authentication");
    const kind = value(authentication, "type");
    const password = value(authentication, "password");
    const keys = password === undefined ? [] : [clearPassword(password.text)];
    const name = `${by} ${node.word}`;
    if (authentication === undefined) sessions.push(session("vrrp", name, null, node, read(none, placeOf(node).at)));
    else if (kind?.text === "ah" || kind?.text === "plaintext-password") {
      const how: RoutingAuthentication =
        kind.text === "ah" ? { kind: "digest", algorithm: stated("ah", kind.node) } : { kind: "text" };
      sessions.push(session("vrrp", name, null, node, stated(how, kind.node), keys));
    } else
      sessions.push(
        session(
          "vrrp",
          name,
          null,
          node,
          unknownFact("The kind of authentication is not stated.", placeOf(authentication).at),
          keys,
        ),
      );
  }
}
