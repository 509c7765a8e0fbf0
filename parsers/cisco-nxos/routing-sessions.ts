import { joinRanges, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { RoutingAuthentication, RoutingProtocol, RoutingSession } from "../../src/model/routing.ts";
import type { Password } from "../../src/model/secret.ts";
import type { Statement } from "../lib/indented.ts";
import { placeOf, readAt } from "../lib/cisco/places.ts";
import { digestAt, md5At, noneAt, noneBy, textAt } from "../lib/cisco/session-keys.ts";
import { gatheredOf, type Draft, type InterfaceDraft } from "./draft.ts";
import { keyAt } from "./keys.ts";

const onInterfaces = ["ospf", "ospfv3", "eigrp", "isis", "rip", "pim"] as const;

/** Neighbours of BGP and MSDP, groups that share an address, and interfaces on which a protocol runs. */
export function sessionsOf(draft: Draft): readonly RoutingSession[] {
  const found = [...draft.sessions, ...msdpSessions(draft)];
  for (const each of draft.interfaces.values()) {
    if (each.groups.length > 0) found.push(...each.groups);
    if (each.routing.size === 0) continue;
    for (const protocol of onInterfaces) {
      const statement = each.routing.get(protocol);
      if (statement === undefined || statement.negated || isPassive(draft, each, protocol, statement)) continue;
      found.push(session(each, protocol, statement, authenticationOf(draft, each, protocol, statement)));
    }
    const bfd = each.routing.get("bfd authentication");
    if (bfd !== undefined && !bfd.negated)
      found.push(
        session(
          each,
          "bfd",
          bfd,
          readAt({ kind: "digest", algorithm: readAt((bfd.words[2] ?? "").toLowerCase(), bfd) }, bfd),
        ),
      );
  }
  for (const [name, statement] of draft.routerSettings) {
    if (!name.endsWith(" network")) continue;
    const [, protocol = "", tag = ""] = name.split(" ");
    found.push({
      protocol: protocol === "ospf" ? "ospf" : "eigrp",
      name: `router ${protocol} ${tag} ${statement.words.join(" ")}`,
      vrf: null,
      authentication: unknownFact(
        "On which interfaces the protocol runs by this network is not worked out.",
        placeOf(statement),
      ),
      keys: [],
      at: placeOf(statement),
    });
  }
  return found;
}

function msdpSessions({ msdpPeers }: Draft): readonly RoutingSession[] {
  return [...msdpPeers].map(([address, { password, at }]) => ({
    protocol: "msdp",
    name: `ip msdp peer ${address}`,
    vrf: null,
    authentication:
      password === null
        ? noneBy('NX-OS: none unless "ip msdp password" (Configuring MSDP)')
        : read({ kind: "digest", algorithm: read("md5", password.at) }, password.at),
    keys: password === null ? [] : [password.key],
    at: joinRanges(at),
  }));
}

/** A passive interface has no neighbours: by its own word, or by "passive-interface default" of its router. */
function isPassive(draft: Draft, each: InterfaceDraft, protocol: string, running: Statement): boolean {
  const own = each.routing.get(`${protocol} passive`);
  if (own !== undefined) return !own.negated;
  const tag = running.words[3] ?? "";
  const all = draft.routerSettings.get(`router ${protocol} ${tag} ${each.vrf ?? ""} passive-interface default`);
  return all !== undefined && !all.negated;
}

function session(
  each: InterfaceDraft,
  protocol: RoutingProtocol,
  statement: Statement,
  authentication: Fact<RoutingAuthentication>,
): RoutingSession {
  const words = keyWords[protocol] ?? [];
  const keys = words.flatMap((word): Password | readonly Password[] => {
    const key = each.routing.get(word);
    if (key === undefined || key.negated) return [];
    const at = key.words.findIndex((name) => name === "authentication-key" || name === "md5" || name === "ah-md5");
    return at < 0 ? [] : (keyAt(key.words, at + 1) ?? []);
  });
  return {
    protocol,
    name: `interface ${each.name} ${protocol}`,
    vrf: each.vrf,
    authentication,
    keys,
    at: placeOf(statement),
  };
}

const keyWords: Partial<Record<RoutingProtocol, readonly string[]>> = {
  ospf: ["ospf key", "ospf digest key"],
  pim: ["pim authentication"],
};

const silent = (word: string): Fact<RoutingAuthentication> => noneBy(`NX-OS: none unless "${word}"`);

function authenticationOf(
  draft: Draft,
  each: InterfaceDraft,
  protocol: "ospf" | "ospfv3" | "eigrp" | "isis" | "rip" | "pim",
  running: Statement,
): Fact<RoutingAuthentication> {
  const stated = (name: string) => {
    const statement = each.routing.get(name);
    return statement === undefined || statement.negated ? undefined : statement;
  };
  switch (protocol) {
    case "ospf":
      return ospf(draft, each, stated("ospf authentication"), running);
    case "ospfv3": {
      const own = stated("ospfv3 authentication");
      if (own !== undefined) return digestAt(unknownFact("The security parameter decides the algorithm."), own);
      return areaOf(draft, each, "ospfv3", running) ?? silent("ospfv3 authentication");
    }
    case "eigrp": {
      const mode = stated("eigrp mode");
      const chain = stated("eigrp key-chain");
      if (mode !== undefined && chain !== undefined) return md5At(mode);
      const tag = running.words[3] ?? "";
      const router = draft.routerSettings.get(`router eigrp ${tag} ${each.vrf ?? ""} authentication mode`);
      if (router !== undefined && !router.negated) return md5At(router);
      return mode === undefined
        ? silent("ip authentication mode eigrp")
        : unknownFact("The mode has no key chain.", placeOf(mode));
    }
    case "isis": {
      const type = stated("isis type");
      const chain = stated("isis key-chain");
      if (chain === undefined) return silent("isis authentication key-chain");
      if (type?.words.includes("cleartext") === true) return textAt(type);
      if (type === undefined) return unknownFact('The key chain has no "isis authentication-type".', placeOf(chain));
      return digestAt(type.words.includes("md5") ? readAt("md5", type) : unknownFact("The type is not known."), type);
    }
    case "rip": {
      const mode = stated("rip mode");
      const chain = stated("rip key-chain");
      if (chain === undefined) return silent("ip rip authentication key-chain");
      return mode?.words.at(-1) === "md5" ? digestAt(readAt("md5", mode), chain) : textAt(chain);
    }
    case "pim":
    default: {
      const own = stated("pim authentication");
      return own === undefined
        ? silent("ip pim hello-authentication")
        : digestAt(own.words.includes("ah-md5") ? readAt("ah-md5", own) : unknownFact("The key chain decides."), own);
    }
  }
}

/** "ip ospf authentication [message-digest|key-chain K|null]" of the interface, or that of its area. */
function ospf(
  draft: Draft,
  each: InterfaceDraft,
  own: Statement | undefined,
  running: Statement,
): Fact<RoutingAuthentication> {
  const word = own?.words[3];
  if (own === undefined) return areaOf(draft, each, "ospf", running) ?? silent("ip ospf authentication");
  if (word === "null") return noneAt(own);
  if (word === "key-chain") return digestAt(algorithmOf(draft, own.words[4] ?? "", own), own);
  if (word === "message-digest") return md5At(own);
  return word === undefined ? textAt(own) : unknownFact("The way of authentication is not known.", placeOf(own));
}

/** What the keys of a chain use; without a word for it MD5 ("Configuring OSPFv2", Unicast Routing Configuration Guide). */
function algorithmOf(draft: Draft, chain: string, statement: Statement): Fact<string> {
  const stated = gatheredOf(draft, `key chain ${chain}`);
  if (stated === undefined) return readAt("md5", statement);
  const [first, ...others] = stated.value;
  return first !== undefined && others.every((other) => other === first)
    ? read(first, stated.at)
    : unknownFact("The keys of the chain use several algorithms.", stated.at);
}

/** "area A authentication [message-digest]" of the router; areas are written as numbers or dotted. */
function areaOf(
  draft: Draft,
  each: InterfaceDraft,
  protocol: string,
  running: Statement,
): Fact<RoutingAuthentication> | null {
  const tag = running.words[3] ?? "";
  const area = areaNumber(running.words[5]);
  for (const [name, statement] of draft.routerSettings) {
    const prefix = `router ${protocol} ${tag} ${each.vrf ?? ""} area `;
    if (statement.negated || !name.startsWith(prefix) || areaNumber(statement.words[1]) !== area) continue;
    if (protocol === "ospfv3") return digestAt(unknownFact("The security parameter decides the algorithm."), statement);
    return statement.words.includes("message-digest") ? md5At(statement) : textAt(statement);
  }
  return null;
}

function areaNumber(text: string | undefined): number | null {
  if (text === undefined) return null;
  const parts = text.split(".").map(Number);
  return parts.length === 4 ? parts.reduce((sum, part) => sum * 256 + part, 0) : Number(text);
}

/** Lines of a session, for a reader that wants them joined. */
export function sessionLines(sessions: readonly RoutingSession[]): ReturnType<typeof joinRanges> {
  return joinRanges(sessions.flatMap(({ at }) => at));
}
