import { isMask, Secret, type HashKind, type Password } from "../../src/model/secret.ts";
import { hashedAs } from "../lib/shipped-passwords.ts";

/** A password that stands in clear. */
export function clearPassword(text: string): Password {
  return isMask(text) ? { hash: "unrecognised" } : { hash: "cleartext", secret: new Secret(text) };
}

/** A value of `encrypted-password`: crypt(5), and DES without a prefix (vyos-1x, system-login.xml.in, encrypted-password). */
export function hashedPassword(text: string): Password {
  return hashedAs(isMask(text) ? "unrecognised" : hashKind(text), text);
}

function hashKind(text: string): HashKind {
  if (text.startsWith("$1$")) return "md5-crypt";
  if (text.startsWith("$5$")) return "sha256-crypt";
  if (text.startsWith("$6$")) return "sha512-crypt";
  if (text.startsWith("$sha1$")) return "sha1";
  return /^[./0-9A-Za-z]{13}$/.test(text) ? "des-crypt" : "unrecognised";
}

/** "*" and "!" in front of nothing or of a hash: nobody gets in by this password (crypt(5), shadow(5)). */
export function isLocked(text: string): boolean {
  return text === "*" || text.startsWith("!");
}
