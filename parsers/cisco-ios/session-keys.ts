import { joinRanges, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { RoutingAuthentication } from "../../src/model/routing.ts";
import { noneBy } from "../lib/cisco/session-keys.ts";
import { placeOf, wholePlace } from "../lib/cisco/places.ts";
import type { Statement } from "../lib/indented.ts";
import { beginsWith } from "./stated.ts";

/** `word` is what would switch it on; the manual that says so is named with it. */
export function noneUnless(word: string, manual: string): Fact<RoutingAuthentication> {
  return noneBy(`IOS: none unless "${word}" (${manual})`);
}

/** What the keys of each chain use, by its name. */
export type KeyChains = ReadonlyMap<string, Fact<string>>;

/**
 * What the keys of the chains use: each key names its algorithm by "cryptographic-algorithm" ("IP Routing Protocol-
 * Independent Command Reference"); where one names none, the protocol that uses the chain decides.
 */
export function keyChains(top: readonly Statement[]): KeyChains {
  const chains = top.filter((each) => !each.negated && beginsWith(each, ["key", "chain"]));
  return new Map(
    [...Map.groupBy(chains, ({ words }) => words[2] ?? "")].map(([name, blocks]) => {
      const keys = blocks.flatMap(({ children }) => children.filter(({ words }) => words[0] === "key"));
      const named = keys.map(({ children }) =>
        children.findLast(({ words }) => words[0] === "cryptographic-algorithm"),
      );
      const [first] = named;
      const algorithm = first?.words[1];
      const same = first !== undefined && named.every((each) => each?.words[1] === algorithm);
      return [
        name,
        same
          ? read((algorithm ?? "").toLowerCase(), placeOf(first))
          : unknownFact(
              "Which algorithm the keys of the chain use is not stated.",
              joinRanges(blocks.flatMap(wholePlace)),
            ),
      ] as const;
    }),
  );
}

export function algorithmOf(chains: KeyChains, chain: string | undefined, by: Statement): Fact<string> {
  return chains.get(chain ?? "") ?? unknownFact("The key chain is not defined.", placeOf(by));
}
