import { isKnown, read, unknownFact, type Fact, type LineRange } from "../../src/model/fact.ts";
import { isMask, Secret, type HashKind, type Password } from "../../src/model/secret.ts";
import { enabled, type Source } from "./source.ts";

const hashes: readonly (readonly [string, HashKind])[] = [
  ["SH2", "fortios-sh2"],
  ["AK1", "fortios-ak1"],
  ["PB2", "fortios-pb2"],
];

/**
 * The words after `set password` of an administrator or `set api-key`: clear text, or `ENC` and a
 * hash, which its first letters name. What begins otherwise is not known. Null is an empty password.
 */
export function hashed(words: readonly string[]): Password | null {
  const [first, stored = ""] = words;
  if (first === undefined || first === "") return null;
  if (first !== "ENC") return clear(first);
  return { hash: hashes.find(([prefix]) => stored.startsWith(prefix))?.[1] ?? "unrecognised" };
}

/**
 * A secret that the device must read back, such as the key of a RADIUS server: clear text, or `ENC`
 * and what is encrypted with a key that every FortiGate shares (FG-IR-19-007, CVE-2019-6693), unless
 * `private-data-encryption` gives the device a key of its own. Null is an empty secret.
 */
export function encrypted(source: Source, words: readonly string[], at: readonly LineRange[]): Fact<Password | null> {
  const [first, stored = ""] = words;
  if (first === undefined || first === "") return read(null, at);
  if (first !== "ENC") return read(clear(first), at);
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(stored)) return read({ hash: "unrecognised" }, at);
  const global = source.tables.single("system global");
  const own = source.fact(global, "system global", "private-data-encryption", enabled);
  if (!isKnown(own))
    return unknownFact('The secret is encrypted, and whether "private-data-encryption" is on is not known.', at);
  return read({ hash: own.value ? "fortios-private-enc" : "fortios-enc" }, at);
}

function clear(text: string): Password {
  return isMask(text) ? { hash: "unrecognised" } : { hash: "cleartext", secret: new Secret(text) };
}
