import { byDefault, joinRanges, read, unknownFact, type Fact, type LineRange } from "../../src/model/fact.ts";
import type { RoutingAuthentication } from "../../src/model/routing.ts";
import type { Password } from "../../src/model/secret.ts";
import { encrypted } from "./passwords.ts";
import { oneOf, type Source } from "./source.ts";
import type { Entry } from "./tables.ts";
import { isAtLeast } from "./version.ts";

/** How one session is proved, with the keys that stand at it. */
export interface Proof {
  readonly authentication: Fact<RoutingAuthentication>;
  readonly keys: readonly Password[];
}

/**
 * Nothing is proved without a key: `word` is what would state one (CLI reference 8.0.0, "config router bgp" and its
 * siblings: no password has a default; "Technical Tip: How to configure and troubleshoot BGP MD5 password").
 */
export function noneUnless(word: string): Proof {
  return { authentication: byDefault({ kind: "none" }, `FortiOS: none unless "${word}" is set`), keys: [] };
}

export function plainly(kind: "none" | "text", at: readonly LineRange[], keys: readonly Password[] = []): Proof {
  return { authentication: read({ kind }, at), keys };
}

export function digest(algorithm: Fact<string>, at: readonly LineRange[], keys: readonly Password[] = []): Proof {
  return { authentication: read({ kind: "digest", algorithm }, at), keys };
}

export function md5(at: readonly LineRange[], keys: readonly Password[]): Proof {
  return digest(read("md5", at), at, keys);
}

export function unproved(why: string, at: readonly LineRange[], keys: readonly Password[] = []): Proof {
  return { authentication: unknownFact(why, at), keys };
}

/** A key and where it stands; null where it is empty or not there. */
export interface StatedKey {
  readonly password: Password;
  readonly at: readonly LineRange[];
}

export function keyAt(source: Source, entry: Entry | undefined, key: string): StatedKey | null {
  const value = source.take(entry, key);
  return value === undefined ? null : keyOf(source, value.words, value.at);
}

/** How a key is stored is not known where nothing tells whether the device has a key of its own for that. */
export function keyOf(source: Source, words: readonly string[], at: readonly LineRange[]): StatedKey | null {
  const stored = encrypted(source, words, at);
  if (!("value" in stored)) return { password: { hash: "unrecognised" }, at };
  return stored.value === null ? null : { password: stored.value, at };
}

/** Keys of a nested table whose entries hold one each: `config md5-keys / edit 1 / set key-string`. */
export function keysIn(source: Source, entry: Entry, table: string, key: string): readonly StatedKey[] {
  return (entry.tables.get(table)?.entries ?? []).flatMap((each) => keyAt(source, each, key) ?? []);
}

/** Finds what the keys of a chain use; null where it has no key or is not there. */
export type KeyChains = (scope: string | null, name: string) => Fact<string> | null;

const algorithms = oneOf("md5", "hmac-sha1", "hmac-sha256", "hmac-sha384", "hmac-sha512", "cmac-aes128");

/** `config router key-chain`, of each VDOM its own. */
export function keyChains(source: Source): KeyChains {
  const chains = new Map<string, Fact<string>>();
  for (const chain of source.tables.entries("router key-chain")) {
    const keys = chain.tables.get("key")?.entries ?? [];
    const found = keys.map((key) => {
      source.note(key, "accept-lifetime", "send-lifetime");
      return {
        secret: keyAt(source, key, "key-string"),
        algorithm: algorithmOf(source, key),
      };
    });
    const [first] = found;
    if (first === undefined || found.some(({ secret }) => secret === null)) continue;
    const doubt = found.find(({ algorithm }) => !("value" in algorithm))?.algorithm;
    const same = found.every(({ algorithm }) => valueOf(algorithm) === valueOf(first.algorithm));
    chains.set(
      nameIn(chain.scope, chain.name),
      doubt ?? (same ? first.algorithm : unknownFact("The keys of the chain use several algorithms.", chain.at)),
    );
  }
  return (scope, name) => chains.get(nameIn(scope, name)) ?? null;
}

/** "Prior to 7.0.1, only MD5 was supported" ("OSPF HMAC-SHA authentication", New Features 7.0). */
function algorithmOf(source: Source, key: Entry): Fact<string> {
  const isOld = source.version !== null && !isAtLeast(source.version, [7, 0, 1]);
  return isOld && !key.settings.has("algorithm")
    ? byDefault("md5", "FortiOS before 7.0.1 has no other algorithm")
    : source.fact(key, "router key-chain/key", "algorithm", algorithms);
}

function nameIn(scope: string | null, name: string): string {
  return `${scope ?? ""}\n${name}`;
}

function valueOf<T>(fact: Fact<T>): T | undefined {
  return "value" in fact ? fact.value : undefined;
}

/** Statements that may bear on the proof and that nobody has read. */
const bearing = /auth|passw|secret|key(?!-rollover|alive)|ipsec|digest|md5/;

/** The proof, unless the entry states something about it that nobody knows. */
export function unlessOdd(source: Source, entry: Entry, table: string, proof: Proof): Proof {
  const odd = source.untaken(entry, table).find((key) => bearing.test(key));
  if (odd === undefined) return proof;
  const at = joinRanges((entry.settings.get(odd)?.statements ?? []).map(({ first, last }): LineRange => [first, last]));
  return unproved(`"${odd}" is not read.`, at, proof.keys);
}

/** Name of a session in the vendor's words, after the VDOM where there are several. */
export function nameOf(scope: string | null, ...words: readonly string[]): string {
  return [...(scope === null ? [] : [`vdom ${scope}`]), ...words].join(" ");
}
