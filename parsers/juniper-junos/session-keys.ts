import { byDefault, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { RoutingAuthentication, RoutingProtocol, RoutingSession } from "../../src/model/routing.ts";
import type { Password } from "../../src/model/secret.ts";
import { define, use, type Context } from "./context.ts";
import { placeOf, wordsTo, type ConfigNode } from "./node.ts";
import { passwordOf } from "./passwords.ts";
import { child, children, entries, leaveOdd, mark, stated, value } from "./reading.ts";

export type Proof = Pick<RoutingSession, "authentication" | "keys">;

/** The session of a node; its words are its name. */
export function sessionOf(
  protocol: RoutingProtocol,
  node: ConfigNode,
  vrf: string | null,
  proof: Proof,
  name = wordsTo(node).join(" "),
): RoutingSession {
  return { ...placeOf(node), protocol, name, vrf, ...proof };
}

const noKeys: readonly Password[] = [];

/** `word` is what would switch it on (CLI reference, the statement of that name). */
export function noneUnless(word: string): Proof {
  return { authentication: byDefault({ kind: "none" }, `Junos: none unless "${word}"`), keys: noKeys };
}

export function unproved(why: string, node: ConfigNode): Proof {
  const { at, path } = placeOf(node);
  return { authentication: unknownFact(why, at, path), keys: noKeys };
}

export function withDigest(algorithm: Fact<string>, by: ConfigNode, keys: readonly ConfigNode[] = []): Proof {
  return { authentication: stated({ kind: "digest", algorithm }, by), keys: keys.map((key) => passwordOf(key.word)) };
}

export function plainly(kind: "none" | "text", by: ConfigNode, key?: ConfigNode): Proof {
  const authentication: Fact<RoutingAuthentication> = stated({ kind }, by);
  return { authentication, keys: key === undefined ? noKeys : [passwordOf(key.word)] };
}

/** What sessions refer to by name: key chains and manual security associations. */
export interface Keyrings {
  chain(name: ConfigNode, by: string): Fact<string>;
  association(name: ConfigNode): Fact<string>;
}

/** [edit security authentication-key-chains] and the security associations of [edit security ipsec]. */
export function readKeyrings(context: Context): Keyrings {
  const chains = new Map<string, Fact<string>>();
  for (const chain of entries(child(context.root, "security", "authentication-key-chains"), "key-chain")) {
    define(context, "key-chain", chain);
    const keys = entries(chain, "key");
    const algorithms = keys.map((key) => {
      value(key, "secret");
      value(key, "start-time");
      return value(key, "algorithm");
    });
    chains.set(chain.word, sameOf(algorithms, chain, "The keys of the chain do not state one algorithm."));
  }
  const associations = new Map<string, Fact<string>>();
  for (const found of entries(child(context.root, "security", "ipsec"), "security-association")) {
    const directions = entries(child(found, "manual"), "direction");
    const algorithms = directions.map((direction) => value(child(direction, "authentication"), "algorithm"));
    associations.set(found.word, sameOf(algorithms, found, "The security association states no one algorithm."));
  }
  return {
    chain(name, by) {
      use(context, "key-chain", name, by);
      return chains.get(name.word) ?? unknownFact("The key chain is not defined.", placeOf(name).at);
    },
    association: (name) =>
      associations.get(name.word) ?? unknownFact("The security association is not defined.", placeOf(name).at),
  };
}

function sameOf(found: readonly (ConfigNode | undefined)[], around: ConfigNode, why: string): Fact<string> {
  const [first] = found;
  return first !== undefined && found.every((each) => each?.word === first.word)
    ? stated(first.word.toLowerCase(), first)
    : unknownFact(why, placeOf(around).at);
}

const bearing = /authent|^ipsec-sa$|^tcp-ao$|-md5$/;
/** Their values change nothing in how messages are told from forged ones. */
const aside = new Set(["authentication-order", "no-authentication-order"]);

/** Statements of the node that bear on authentication and that nobody has read: they stay unread, and the first one is told. */
export function oddOf(node: ConfigNode | undefined, known: ReadonlySet<string>): ConfigNode | undefined {
  let first: ConfigNode | undefined;
  for (const item of children(node)) {
    if (known.has(item.word) || aside.has(item.word) || !bearing.test(item.word)) continue;
    leaveOdd(item);
    first ??= item;
  }
  return first;
}

/** What TCP sessions of BGP, LDP and MSDP are proved by. */
const tcpWords = new Set(["authentication-key", "authentication-algorithm", "authentication-key-chain", "ipsec-sa"]);

/** What one level says of TCP sessions; read once for all that inherit from it. */
export interface TcpLevel {
  readonly found: readonly ConfigNode[];
  readonly algorithm: ConfigNode | undefined;
  readonly odd: Proof | null;
}

export function tcpLevel(node: ConfigNode): TcpLevel {
  const odd = oddOf(node, tcpWords);
  return {
    found: ways.flatMap((way) => value(node, way) ?? []),
    algorithm: value(node, "authentication-algorithm"),
    odd: odd === undefined ? null : unproved(`"${odd.word}" is not read.`, odd),
  };
}

/**
 * The proof of a TCP session from the levels it inherits from, the nearest first: what a neighbour says replaces
 * what its group and the protocol say (BGP User Guide, "Router Authentication for BGP"). `authentication-key` is
 * TCP MD5 (RFC 2385). Where levels mix kinds, which one holds is not told by the manual: unknown.
 */
export function tcpProof(levels: readonly TcpLevel[], rings: Keyrings, by: string): Proof {
  const odd = levels.find((level) => level.odd !== null)?.odd;
  if (odd != null) return odd;
  const found = levels.flatMap((level) => level.found);
  const algorithm = levels.find((level) => level.algorithm !== undefined)?.algorithm;
  const [nearest] = found;
  if (nearest === undefined)
    return algorithm === undefined
      ? noneUnless("authentication-key")
      : unproved("An algorithm is stated, and no key.", algorithm);
  const way = nearest.parent?.word;
  if (found.some((each) => each.parent?.word !== way))
    return unproved("Which of several ways of authentication holds is not worked out.", nearest);
  mark(nearest);
  if (way === "ipsec-sa") return withDigest(rings.association(nearest), nearest);
  if (way === "authentication-key-chain") {
    const own = rings.chain(nearest, by);
    if (algorithm !== undefined) return withDigest(stated(algorithm.word.toLowerCase(), algorithm), nearest);
    // Of what its keys name only "ao" holds for TCP sessions (RFC 5925).
    const holds = !("value" in own) || own.value === "ao";
    const unsaid = unknownFact("No algorithm is stated beside the key chain.", placeOf(nearest).at);
    return withDigest(holds ? own : unsaid, nearest);
  }
  // The algorithm of the protocol is for key chains alone.
  return withDigest(stated("md5", nearest), nearest, [nearest]);
}

const ways = ["authentication-key", "authentication-key-chain", "ipsec-sa"];
