import { isMask, Secret, type HashKind, type Password } from "../../src/model/secret.ts";
import { decodeType7 } from "../lib/cisco/passwords.ts";

/** Words before an account's secret: its clear text, MD5 crypt and SHA-512 crypt ("username", EOS User Manual). */
const accountKinds: Readonly<Record<string, HashKind>> = {
  "0": "cleartext",
  "5": "md5-crypt",
  sha512: "sha512-crypt",
};

/** "[0|5|sha512] SECRET" of an account. A secret without a kind is clear text; "*" is no hash and lets nobody in. */
export function accountSecretAt(words: readonly string[], index: number): Password | null {
  const first = words[index];
  if (first === undefined) return null;
  const kind = accountKinds[first];
  const stored = words[index + 1];
  if (kind !== undefined && stored !== undefined) return secretOf(kind, stored);
  if (first === "*" || words.length > index + 1) return { hash: "unrecognised" };
  if (first.startsWith("$6$")) return { hash: "sha512-crypt" };
  return first.startsWith("$1$") ? { hash: "md5-crypt" } : secretOf("cleartext", first);
}

/**
 * "[0|7|8a] KEY" of a server, a neighbour or a clock. Type 7 is Cisco's for servers; for neighbours it is base64 of a
 * cipher whose key stands in the configuration itself. 8a is AES-256-GCM with a key of the device ("password encryption
 * reversible aes-256-gcm").
 */
export function keyAt(words: readonly string[], index: number): Password | null {
  const first = words[index];
  const stored = words[index + 1];
  if (first === undefined) return null;
  if (stored === undefined) return secretOf("cleartext", first);
  if (first === "0") return secretOf("cleartext", stored);
  if (first === "7") {
    const clear = decodeType7(stored);
    return clear === null ? { hash: "eos-type-7" } : { hash: "cisco-type-7", secret: new Secret(clear) };
  }
  if (first === "8a") return { hash: "eos-type-8a" };
  return { hash: "unrecognised" };
}

function secretOf(hash: HashKind, stored: string): Password {
  if (hash === "cleartext" && isMask(stored)) return { hash: "unrecognised" };
  return hash === "cleartext" ? { hash, secret: new Secret(stored) } : { hash };
}
