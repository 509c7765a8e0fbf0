import type { RoutingSession } from "../../src/model/routing.ts";
import {
  digest,
  keyAt,
  md5,
  nameOf,
  noneUnless,
  unlessOdd,
  unproved,
  type KeyChains,
  type Proof,
} from "./routing-keys.ts";
import { vrfOf, type Ports } from "./router-ports.ts";
import { enabled, type Source } from "./source.ts";
import type { Entry, Table } from "./tables.ts";

/** Neighbours of BGP, each with its own proof, and ranges of addresses, whose group has it. */
export function bgpSessions(source: Source, ports: Ports, chains: KeyChains): RoutingSession[] {
  return source.tables.all("router bgp").flatMap((table) => sessionsOf(source, table, ports, chains));
}

function sessionsOf(source: Source, { own, scope }: Table, ports: Ports, chains: KeyChains): RoutingSession[] {
  const entries = (name: string): readonly Entry[] => own.tables.get(name)?.entries ?? [];
  const groups = new Map(
    entries("neighbor-group").map((group) => [group.name, peer(source, group, "router bgp/neighbor-group", chains)]),
  );
  const session = (entry: Entry, word: string, { authentication, keys }: Proof, port: string | null) => ({
    protocol: "bgp" as const,
    name: nameOf(scope, "router bgp", word, entry.name),
    vrf: vrfOf(ports, port),
    authentication,
    keys,
    at: entry.at,
  });
  const neighbors = entries("neighbor").flatMap((entry): RoutingSession[] => {
    const { proof, port, isShut } = peer(source, entry, "router bgp/neighbor", chains);
    return isShut ? [] : [session(entry, "neighbor", proof, port)];
  });
  const ranges = ["neighbor-range", "neighbor-range6"].flatMap((word) =>
    entries(word).flatMap((entry): RoutingSession[] => {
      source.note(entry, "prefix", "prefix6", "max-neighbor-num");
      const found = groups.get(source.word(entry, "neighbor-group") ?? "");
      if (found === undefined)
        return [session(entry, word, unproved("The group of the neighbours is not there.", entry.at), null)];
      return found.isShut ? [] : [session(entry, word, found.proof, found.port)];
    }),
  );
  // "0 to disable BGP" (CLI reference 6.0.0, router bgp), which is also what is left out.
  const system = source.word(own, "as");
  return system === "0" || (system === null && source.whole) ? [] : [...neighbors, ...ranges];
}

interface Peer {
  readonly proof: Proof;
  readonly isShut: boolean;
  /** Interface whose VRF it is in. */
  readonly port: string | null;
}

/**
 * `password` is TCP MD5, `auth-options` names the key chain of the TCP authentication option; the CLI offers one
 * only without the other ("How to configure the BGP neighbor 'set auth-options'", FortiOS 7.4.2 and later).
 */
function peer(source: Source, entry: Entry, table: string, chains: KeyChains): Peer {
  const password = keyAt(source, entry, "password");
  const chain = source.word(entry, "auth-options");
  const chainAt = entry.settings.get("auth-options")?.at ?? [];
  const port = source.word(entry, "interface") ?? source.word(entry, "update-source");
  source.note(entry, "update-source", "remote-as", "description");
  const isShut = source.parsed(entry, "shutdown", enabled) === true;
  return { proof: unlessOdd(source, entry, table, proofOf()), isShut, port };

  function proofOf(): Proof {
    const keys = password === null ? [] : [password.password];
    if (chain === null) return password === null ? noneUnless("password") : md5(password.at, keys);
    if (password !== null) return unproved("Which of password and key chain holds is not known.", password.at, keys);
    const algorithm = chains(entry.scope, chain);
    return algorithm === null ? unproved("The key chain has no keys.", chainAt) : digest(algorithm, chainAt);
  }
}
