import { unknownFact, type Fact } from "../../src/model/fact.ts";
import type { RoutingAuthentication, RoutingProtocol, RoutingSession } from "../../src/model/routing.ts";
import { keyedPassword } from "./aaa.ts";
import { absent, type Context } from "./context.ts";
import { placeOf, type PanosNode } from "./node.ts";
import { child, entries, markTree, note, stated, value, word } from "./reading.ts";

/**
 * Neighbours and interfaces of `network virtual-router * protocol`, and the profile that tells their messages from
 * forged ones (PAN-OS Administrator's Guide, "BGP", "OSPF", "RIP": none unless a profile is chosen).
 */
export function readRouting(context: Context): Fact<readonly RoutingSession[]> {
  const network = child(context.root, "network");
  const sessions: RoutingSession[] = [];
  for (const router of entries(network, "virtual-router")) {
    const protocol = child(router, "protocol");
    sessions.push(...bgpPeers(context, router.word, child(protocol, "bgp")));
    for (const name of ["ospf", "ospfv3"] as const)
      sessions.push(...ospfPorts(context, router.word, name, child(protocol, name)));
    sessions.push(...ripPorts(context, router.word, child(protocol, "rip")));
  }
  // Advanced routing keeps its profiles elsewhere, and nobody has read them here.
  const [logical] = entries(network, "logical-router");
  if (logical !== undefined) return unknownFact("What logical routers believe is not read.", placeOf(logical).at);
  const [first] = sessions;
  if (first === undefined) return absent(context, [], "no routes are exchanged unless configured");
  return { value: sessions, at: sessions.flatMap(({ at }) => at) };
}

const plain = [
  "allow-redist-default-route",
  "as-format",
  "enable",
  "global-bfd",
  "graceful-restart",
  "install-route",
  "local-as",
  "reject-default-route",
  "rfc1583",
  "router-id",
  "confederation-member-as",
  "ecmp-multi-as",
  "enforce-first-as",
] as const;

type Authentication = Pick<RoutingSession, "authentication" | "keys">;

function noneOf(context: Context, protocol: RoutingProtocol): Authentication {
  return {
    authentication: absent(context, { kind: "none" }, `${protocol} believes every message unless a profile is chosen`),
    keys: [],
  };
}

function profilesOf(protocol: PanosNode | undefined): ReadonlyMap<string, PanosNode> {
  const profiles = entries(protocol, "auth-profile");
  for (const profile of profiles) markTree(profile);
  return new Map(profiles.map((profile) => [profile.word, profile]));
}

function isOff(node: PanosNode | undefined): boolean {
  return word(node, "enable") === "no";
}

function bgpPeers(context: Context, router: string, bgp: PanosNode | undefined): readonly RoutingSession[] {
  note(bgp, ...plain);
  const profiles = profilesOf(bgp);
  const found: RoutingSession[] = [];
  for (const group of entries(bgp, "peer-group")) {
    note(group, "type", "soft-reset-with-stored-info", "aggregated-confed-as-path");
    for (const peer of entries(group, "peer")) {
      const off = isOff(bgp) || isOff(group) || isOff(peer);
      note(
        peer,
        "peer-as",
        "local-address",
        "max-prefixes",
        "bfd",
        "peering-type",
        "reflector-client",
        "enable-mp-bgp",
        "address-family-identifier",
        "subsequent-address-family-identifier",
        "enable-sender-side-loop-detection",
      );
      const options = child(peer, "connection-options");
      note(
        options,
        "hold-time",
        "idle-hold-time",
        "keep-alive-interval",
        "min-route-adv-interval",
        "multihop",
        "open-delay-time",
        "incoming-bgp-connection",
        "outgoing-bgp-connection",
      );
      const chosen = value(options, "authentication");
      const address = word(peer, "peer-address", "ip") ?? word(peer, "peer-address", "fqdn") ?? peer.word;
      if (off) continue;
      const name = `virtual-router ${router} bgp peer ${address}`;
      const profile = chosen === undefined ? undefined : profiles.get(chosen.word);
      const secret = value(profile, "secret");
      const told: Authentication =
        chosen === undefined || chosen.word === "none"
          ? noneOf(context, "bgp")
          : secret === undefined
            ? { authentication: unknownFact("The profile is not in the text.", placeOf(chosen).at), keys: [] }
            : {
                authentication: stated({ kind: "digest", algorithm: stated("md5", chosen) }, chosen),
                keys: [keyedPassword(secret.word)],
              };
      found.push({ protocol: "bgp", name, vrf: router, ...placeOf(peer), ...told });
    }
  }
  return found;
}

function ospfPorts(
  context: Context,
  router: string,
  protocol: "ospf" | "ospfv3",
  ospf: PanosNode | undefined,
): readonly RoutingSession[] {
  note(ospf, ...plain);
  if (word(ospf, "enable") === "no") {
    for (const area of entries(ospf, "area")) markTree(area);
    return [];
  }
  const profiles = profilesOf(ospf);
  const found: RoutingSession[] = [];
  for (const area of entries(ospf, "area")) {
    note(area, "type", "range", "vr-range");
    const ofArea = value(area, "authentication");
    for (const sort of ["interface", "virtual-link"]) {
      for (const port of entries(area, sort)) {
        note(
          port,
          "enable",
          "passive",
          "metric",
          "priority",
          "hello-interval",
          "dead-counts",
          "retransmit-interval",
          "transit-delay",
          "gr-delay",
          "link-type",
          "neighbor",
          "bfd",
          "instance-id",
          "neighbor-id",
          "transit-area-id",
        );
        // A port that is off, or that sends and hears nothing, has no neighbour.
        const chosen = value(port, "authentication") ?? ofArea;
        if (isOff(port) || word(port, "passive") === "yes") continue;
        const name = `virtual-router ${router} ${protocol} area ${area.word} ${sort} ${port.word}`;
        found.push({
          protocol,
          name,
          vrf: router,
          ...placeOf(port),
          ...byProfile(context, protocol, chosen, profiles),
        });
      }
    }
  }
  return found;
}

function byProfile(
  context: Context,
  protocol: RoutingProtocol,
  chosen: PanosNode | undefined,
  profiles: ReadonlyMap<string, PanosNode>,
): Authentication {
  if (chosen === undefined || chosen.word === "none") return noneOf(context, protocol);
  const profile = profiles.get(chosen.word);
  if (profile === undefined)
    return { authentication: unknownFact("The profile is not in the text.", placeOf(chosen).at), keys: [] };
  const password = value(profile, "password");
  const digests = entries(profile, "md5");
  const keys = digests.flatMap((digest) => value(digest, "key") ?? []);
  for (const digest of digests) markTree(digest);
  if (digests.length > 0) {
    const authentication: RoutingAuthentication = { kind: "digest", algorithm: stated("md5", profile) };
    return { authentication: stated(authentication, chosen), keys: keys.map((key) => keyedPassword(key.word)) };
  }
  if (password !== undefined)
    return { authentication: stated({ kind: "text" }, chosen), keys: [keyedPassword(password.word)] };
  const sort = profile.children.get("esp") ?? profile.children.get("ah");
  if (sort === undefined)
    return { authentication: unknownFact("The profile holds no key.", placeOf(chosen).at), keys: [] };
  const algorithm = entries(sort, "authentication")[0];
  markTree(profile);
  const told: RoutingAuthentication = {
    kind: "digest",
    algorithm:
      algorithm === undefined ? unknownFact("No algorithm.", placeOf(chosen).at) : stated(algorithm.word, algorithm),
  };
  return { authentication: stated(told, chosen), keys: [] };
}

function ripPorts(context: Context, router: string, rip: PanosNode | undefined): readonly RoutingSession[] {
  note(rip, ...plain, "timers");
  const profiles = profilesOf(rip);
  const found: RoutingSession[] = [];
  for (const port of entries(rip, "interface")) {
    note(port, "enable", "mode", "default-route", "bfd");
    const chosen = value(port, "authentication");
    if (isOff(rip) || isOff(port)) continue;
    const name = `virtual-router ${router} rip interface ${port.word}`;
    found.push({
      protocol: "rip",
      name,
      vrf: router,
      ...placeOf(port),
      ...byProfile(context, "rip", chosen, profiles),
    });
  }
  return found;
}
