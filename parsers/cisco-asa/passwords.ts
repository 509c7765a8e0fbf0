import { isMask, Secret, type HashKind, type Password } from "../../src/model/secret.ts";

/**
 * "PASSWORD [encrypted|pbkdf2|nt-encrypted|mschap]" ("username", "enable password" and "passwd", Command Reference):
 * "encrypted" is an MD5 (of eleven to sixteen bytes, hashcat 2400 and 2410), "pbkdf2" PBKDF2 with SHA-512 for passwords
 * set on 9.6 or later, "nt-encrypted" MD4 as Windows has it. Without a word the password is in clear text; "*****" is
 * what the device or a collector shows in place of what is stored.
 */
export function storedPassword(stored: string, kind: string | undefined): Password {
  if (isMask(stored)) return { hash: masked[kind ?? ""] ?? "unrecognised" };
  switch (kind) {
    case "encrypted": {
      // What is no such hash was written there by hand, and may be the password itself.
      if (!/^[./0-9A-Za-z]{16}$/.test(stored)) return { hash: "unrecognised" };
      const known = wellKnown.get(stored);
      return known === undefined ? { hash: "cisco-asa-md5" } : { hash: "cisco-asa-md5", secret: new Secret(known) };
    }
    case "pbkdf2":
      return { hash: stored.startsWith("$sha512$") ? "cisco-asa-pbkdf2" : "unrecognised" };
    case "nt-encrypted":
    case "mschap":
      return { hash: "nt-hash" };
    case undefined:
      return { hash: "cleartext", secret: new Secret(stored) };
    default:
      return { hash: "unrecognised" };
  }
}

const masked: Readonly<Record<string, HashKind>> = {
  encrypted: "cisco-asa-md5",
  pbkdf2: "cisco-asa-pbkdf2",
  "nt-encrypted": "nt-hash",
};

/** Hashes without salt that every device of a kind is shipped with: of no password, and of "cisco". */
const wellKnown: ReadonlyMap<string, string> = new Map([
  ["8Ry2YjIyt7RRXU24", ""],
  ["2KFQnbNIdI.2KYOU", "cisco"],
]);

/** A key shared with a server: "[0|8] KEY", where 8 is encrypted with the device's own passphrase. */
export function sharedKey(words: readonly string[]): Password | null {
  const [first, ...rest] = words;
  if (first === undefined) return null;
  if (first === "8" && rest.length > 0) return { hash: "cisco-type-6" };
  const stored = (first === "0" && rest.length > 0 ? rest : words).join(" ");
  if (isMask(stored)) return { hash: "unrecognised" };
  return { hash: "cleartext", secret: new Secret(stored) };
}
