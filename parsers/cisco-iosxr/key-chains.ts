import type { Fact } from "../../src/model/fact.ts";
import { joinRanges, read, unknownFact } from "../../src/model/fact.ts";
import type { Statement } from "../lib/indented.ts";
import { define } from "../lib/cisco/objects.ts";
import { placeOf } from "../lib/cisco/places.ts";
import type { Ledger } from "../lib/ledger.ts";
import { block, on, readStatements, skip, table, touching } from "../lib/statements.ts";
import type { Draft } from "./draft.ts";

interface KeyContext {
  readonly ledger: Ledger;
}

export const keyTable: ReturnType<typeof table<KeyContext>> = table<KeyContext>([
  block("key", (context, statement) => readStatements(context, statement.children, keyTable, ["routing"])),
  on(["key-string", "cryptographic-algorithm"], () => true),
  skip("key-lifetimes", "accept-lifetime", "send-lifetime", "lifetime", "accept-tolerance", "timezone", "description"),
  block("macsec", (context, statement) => readStatements(context, statement.children, keyTable, ["routing"])),
]);

/** "key chain NAME" ("Keychain Management Commands", System Security Command Reference). */
export const keyChainStatements = [
  block<Draft>("key chain", (draft, statement) => {
    define(draft, "key-chain", statement.words[2], statement);
    readStatements({ ledger: draft.ledger }, statement.children, keyTable, ["routing"]);
    return !statement.negated && statement.words.length === 3;
  }),
  touching(["routing", "objects"], "key"),
];

/** The algorithm of a key chain of a text: known where every key states the same. Looked up when one is first asked for. */
export function keyChainAlgorithms(statements: readonly Statement[]): (name: string) => Fact<string> | undefined {
  let found: ReadonlyMap<string, Fact<string>> | null = null;
  return (name) => (found ??= algorithmsOf(statements)).get(name);
}

function algorithmsOf(statements: readonly Statement[]): ReadonlyMap<string, Fact<string>> {
  const found = new Map<string, Fact<string>>();
  for (const chain of statements) {
    const [word, kind, name] = chain.words;
    if (word !== "key" || kind !== "chain" || name === undefined) continue;
    const keys = chain.children.filter(({ words }) => words[0] === "key");
    const stated = keys.map(({ children }) => children.find(({ words }) => words[0] === "cryptographic-algorithm"));
    const [first] = stated;
    const alike = stated.every((each) => each !== undefined && each.words[1] === first?.words[1]);
    found.set(
      name,
      first?.words[1] !== undefined && alike
        ? read(
            first.words[1].toLowerCase(),
            joinRanges(stated.flatMap((each) => (each === undefined ? [] : placeOf(each)))),
          )
        : unknownFact(`The keys of key chain "${name}" state no algorithm, or different ones.`, placeOf(chain)),
    );
  }
  return found;
}
