import { isKnown, joinRanges, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { RoutingSession } from "../../src/model/routing.ts";
import { vrfOf, type Ports } from "./router-ports.ts";
import {
  digest,
  keyAt,
  nameOf,
  noneUnless,
  plainly,
  unlessOdd,
  unproved,
  type KeyChains,
  type Proof,
} from "./routing-keys.ts";
import { enabled, oneOf, type Source } from "./source.ts";
import type { Entry, Table } from "./tables.ts";

type Level = "1" | "2";

/** Hellos of IS-IS by interface and level, and the link states by level ("config router isis", CLI reference 8.0.0). */
export function isisSessions(source: Source, ports: Ports, chains: KeyChains): RoutingSession[] {
  return source.tables.all("router isis").flatMap((table) => sessionsOf(source, table, ports, chains));
}

function sessionsOf(source: Source, { own, scope }: Table, ports: Ports, chains: KeyChains): RoutingSession[] {
  const router = proofsOf(source, own, "router isis", chains);
  const spoken = levelsOf(source.word(own, "is-type"));
  const hellos = (own.tables.get("isis-interface")?.entries ?? []).flatMap((entry): RoutingSession[] => {
    const table = "router isis/isis-interface";
    const proofs = proofsOf(source, entry, table, chains);
    const levels = levelsOf(source.word(entry, "circuit-type"));
    const isLoopback = source.word(entry, "network-type") === "loopback";
    const status = [source.fact(entry, table, "status", enabled), source.fact(entry, table, "status6", enabled)];
    const isOn = status.some((fact) => isKnown(fact) && fact.value);
    const isOff = status.every((fact) => isKnown(fact) && !fact.value);
    if (isOff || isLoopback) return [];
    return proofs
      .filter(([level]) => spoken.includes(level) && levels.includes(level))
      .map(([level, proof]) => ({
        protocol: "isis",
        name: nameOf(scope, "router isis isis-interface", entry.name, `level-${level}`),
        vrf: vrfOf(ports, entry.name),
        ...(isOn ? proof : unproved("Whether IS-IS runs on the interface is not known.", entry.at, proof.keys)),
        at: entry.at,
      }));
  });
  if (hellos.length === 0) return [];
  const states = router
    .filter(([level]) => spoken.includes(level))
    .map(([level, proof]): RoutingSession => {
      const at = joinRanges(
        ["auth-password", "auth-keychain", "auth-mode"].flatMap(
          (key) => own.settings.get(`${key}-l${level}`)?.at ?? [],
        ),
      );
      const name = nameOf(scope, "router isis", `level-${level}`);
      return { protocol: "isis", name, vrf: null, ...proof, at: at.length === 0 ? firstLine(own) : at };
    });
  return [...hellos, ...states];
}

/** The line that opens the table: what stands in it is told by the interfaces. */
function firstLine({ at }: Entry): RoutingSession["at"] {
  const [first] = at;
  return first === undefined ? [] : [[first[0], first[0]]];
}

/** Without a word, and with one that nobody knows, it is both. */
function levelsOf(word: string | null): readonly Level[] {
  if (word === "level-1") return ["1"];
  return word === "level-2" || word === "level-2-only" ? ["2"] : ["1", "2"];
}

/** Both levels are read before what nobody has read is looked for. */
function proofsOf(
  source: Source,
  entry: Entry,
  table: string,
  chains: KeyChains,
): readonly (readonly [Level, Proof])[] {
  const proofs = (["1", "2"] as const).map((level) => [level, proofOf(source, entry, table, level, chains)] as const);
  return proofs.map(([level, proof]) => [level, unlessOdd(source, entry, table, proof)]);
}

function proofOf(source: Source, entry: Entry, table: string, level: Level, chains: KeyChains): Proof {
  const key = keyAt(source, entry, `auth-password-l${level}`);
  const chain = source.word(entry, `auth-keychain-l${level}`);
  const mode = source.fact(entry, table, `auth-mode-l${level}`, oneOf("password", "md5"));
  // The interface and the router spell it differently.
  const oneWay = [`auth-send-only-l${level}`, `auth-sendonly-l${level}`].find(
    (word) => source.parsed(entry, word, enabled) === true,
  );
  const keys = key === null ? [] : [key.password];
  return proofBy();

  function proofBy(): Proof {
    const at = key?.at ?? entry.settings.get(`auth-keychain-l${level}`)?.at ?? entry.at;
    // Messages that come in are believed as they are.
    if (oneWay !== undefined) return plainly("none", entry.settings.get(oneWay)?.at ?? entry.at, keys);
    if (key === null && chain === null) return noneUnless(`auth-password-l${level}`);
    if (key !== null && chain !== null)
      return unproved("Which of password and key chain holds is not known.", at, keys);
    const algorithm = chain === null ? null : chains(entry.scope, chain);
    if (chain !== null && algorithm === null) return unproved("The key chain has no keys.", at, keys);
    if (!isKnown(mode)) return { authentication: mode, keys };
    return mode.value === "password" ? plainly("text", at, keys) : digest(hashOf(algorithm, at), at, keys);
  }
}

/** Mode md5 with keys of another algorithm is not told by any manual. */
function hashOf(algorithm: Fact<string> | null, at: RoutingSession["at"]): Fact<string> {
  if (algorithm === null) return read("md5", at);
  return isKnown(algorithm) && algorithm.value === "md5"
    ? algorithm
    : unknownFact("The mode is md5, and the keys of the chain name another algorithm.", at);
}
