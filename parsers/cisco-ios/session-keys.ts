import { byDefault, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { RoutingAuthentication } from "../../src/model/routing.ts";
import { placeOf, readAt, wholePlace } from "../lib/cisco/places.ts";
import type { Statement } from "../lib/indented.ts";

/** `word` is what would switch it on; the manual that says so is named with it. */
export function noneUnless(word: string, manual: string): Fact<RoutingAuthentication> {
  return byDefault({ kind: "none" }, `IOS: none unless "${word}" (${manual})`);
}

export function text(statement: Statement): Fact<RoutingAuthentication> {
  return readAt({ kind: "text" }, statement);
}

export function digest(algorithm: Fact<string>, statement: Statement): Fact<RoutingAuthentication> {
  return readAt({ kind: "digest", algorithm }, statement);
}

export function md5(statement: Statement): Fact<RoutingAuthentication> {
  return digest(readAt("md5", statement), statement);
}

/**
 * What the keys of a chain use: each names its algorithm by "cryptographic-algorithm" ("IP Routing Protocol-
 * Independent Command Reference"); where one names none, the protocol that uses the chain decides.
 */
export function algorithmOf(top: readonly Statement[], chain: string | undefined, by: Statement): Fact<string> {
  const chains = top.filter(
    ({ words, negated }) => words[0] === "key" && words[1] === "chain" && words[2] === chain && !negated,
  );
  const keys = chains.flatMap(({ children }) => children.filter(({ words }) => words[0] === "key"));
  const named = keys.map(({ children }) => children.findLast(({ words }) => words[0] === "cryptographic-algorithm"));
  const [first] = named;
  if (first === undefined || named.some((each) => each?.words[1] !== first.words[1]))
    return unknownFact("Which algorithm the keys of the chain use is not stated.", [
      ...placeOf(by),
      ...chains.flatMap(wholePlace),
    ]);
  return read((first.words[1] ?? "").toLowerCase(), placeOf(first));
}
