import { read, unknownFact, type Fact, type LineRange } from "../../src/model/fact.ts";
import type { RoutingAuthentication, RoutingProtocol } from "../../src/model/routing.ts";
import type { Password } from "../../src/model/secret.ts";
import type { Statement } from "../lib/indented.ts";
import { passwordAt } from "../lib/cisco/passwords.ts";
import { placeOf } from "../lib/cisco/places.ts";
import type { Draft } from "./draft.ts";

/** How a level authenticates, with the keys that stand there; undefined where it says nothing. */
export interface Authentication {
  readonly fact: Fact<RoutingAuthentication>;
  readonly keys: readonly Password[];
}

export interface Level {
  readonly draft: Draft;
  readonly protocol: RoutingProtocol;
  readonly name: string;
  readonly vrf: string | null;
}

/** Statements that say how a level authenticates. */
export const authenticationWords: ReadonlySet<string> = new Set([
  "authentication",
  "authentication-key",
  "message-digest-key",
  "password",
  "text-authentication",
  "keychain",
  "ao",
  "key-source",
  "hello-password",
  "lsp-password",
  "encryption",
]);

/** What the statements of one level say, before anything is inherited. */
export interface Said {
  readonly authentication: Authentication | undefined;
  readonly passive: boolean;
  /** Keys that stand there and do not say by themselves that they are asked for. */
  readonly keys: readonly Password[];
}

/** Settings of "neighbor-group" and "session-group" by their words. */
export type Groups = Map<string, Authentication | undefined>;

/** Reads what a level's statements say; a group that it uses counts where it says nothing of itself. */
export function saidBy(level: Level, statements: readonly Statement[], groups: Groups): Said {
  let own: Authentication | undefined;
  let group: Authentication | undefined;
  let passive = false;
  const keys: Password[] = [];
  for (const statement of statements) {
    const { words } = statement;
    const [word = ""] = words;
    if (word === "passive") passive = words[1] !== "disable" && !statement.negated;
    else if (word === "use" && !statement.negated) group ??= usedGroup(words, groups);
    // What protects a whole area's database does not tell a neighbour's hellos from forged ones.
    else if (authenticationWords.has(word) && word !== "lsp-password") {
      const stated = readAuthentication(level, statement);
      if (stated === undefined)
        own = { fact: unknownFact("An authentication was not understood.", placeOf(statement)), keys: [] };
      else if (stated !== "key") own = stated;
      else if (word === "authentication-key" || word === "message-digest-key") keys.push(...keyOf(words));
    }
  }
  return { authentication: own ?? group, passive, keys };
}

function usedGroup(words: readonly string[], groups: Groups): Authentication | undefined {
  const name = words.slice(1).join(" ");
  if (groups.has(name)) return groups.get(name);
  return words[1] === "neighbor-group" || words[1] === "session-group"
    ? { fact: unknownFact(`"${name}" is not defined.`), keys: [] }
    : undefined;
}

/** Where the key itself stands: after "encrypted" or "clear", or at the end. */
function keyAt(words: readonly string[]): number {
  const marked = words.findIndex((word) => word === "encrypted" || word === "clear");
  return marked >= 0 ? marked + 1 : words.length - 1;
}

/** What one statement says: an authentication, a key to one, or undefined where it was not understood. */
export function readAuthentication(level: Level, statement: Statement): Authentication | "key" | undefined {
  const { words } = statement;
  const [word = "", first = "", second = ""] = words;
  const at = placeOf(statement);
  if (statement.negated) return undefined;
  const chainAt = words.findIndex((each) => each === "keychain" || each === "key-chain" || each === "ao");
  const chain = words[chainAt + 1];
  if (chainAt >= 0 && chain !== undefined)
    return words.at(-1) === "text" && words.at(-2) === "mode" ? text(at, []) : digest(algorithmOf(level, chain), at);
  switch (word) {
    case "password":
      if (first === "disable" || first === "inheritance-disable") return none(at);
      return level.protocol === "hsrp" || level.protocol === "vrrp"
        ? text(at, keyOf(words))
        : digest(read("md5", at), at, keyOf(words));
    case "authentication":
      if (first === "null" || first === "disable") return none(at);
      if (first === "message-digest") return digest(read("md5", at), at);
      if (first === "ipsec") return digest(read(words[words.indexOf("spi") + 2]?.toLowerCase() ?? "ipsec", at), at);
      // RSVP states its key chain under the word.
      if (first === "" && statement.children.length > 0)
        return (
          saidBy(level, statement.children, new Map()).authentication ??
          digest(unknownFact("A block of authentication states no algorithm.", at), at)
        );
      return text(at, first === "" ? [] : keyOf(words));
    case "text-authentication":
      return text(at, first === "" ? [] : keyOf(words));
    case "encryption":
      return first === "disable" || first === "null" ? none(at) : digest(read("esp", at), at);
    case "hello-password":
      if (first === "accepts" || first === "") return "key";
      return first === "text"
        ? text(at, keyOf(words))
        : first === "hmac-md5"
          ? digest(read("hmac-md5", at), at, keyOf(words))
          : text(at, keyOf(words));
    case "lsp-password":
    case "authentication-key":
    case "message-digest-key":
      return first === "" && second === "" ? undefined : "key";
    default:
      return undefined;
  }
}

function keyOf(words: readonly string[]): readonly Password[] {
  const at = keyAt(words);
  const encrypted = words[at - 1] === "encrypted";
  const key = passwordAt(encrypted ? ["7", words[at] ?? ""] : words, encrypted ? 0 : at);
  return key === null ? [] : [key];
}

function algorithmOf({ draft }: Level, chain: string): Fact<string> {
  return draft.keyChains(chain) ?? unknownFact(`Key chain "${chain}" is not defined.`);
}

const none = (at: readonly LineRange[]): Authentication => ({ fact: read({ kind: "none" }, at), keys: [] });
const text = (at: readonly LineRange[], keys: readonly Password[]): Authentication => ({
  fact: read({ kind: "text" }, at),
  keys,
});
const digest = (algorithm: Fact<string>, at: readonly LineRange[], keys: readonly Password[] = []): Authentication => ({
  fact: read({ kind: "digest", algorithm }, at),
  keys,
});
