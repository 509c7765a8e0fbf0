import { isMask, Secret, type HashKind, type Password } from "../../src/model/secret.ts";

/** How a value of `encrypted-password`, `secret` or `authentication-key` is protected, by its prefix (crypt(5); "$9$" is Juniper's own). */
export function passwordOf(text: string): Password {
  const hash = hashKind(text);
  if (hash === "cleartext") return { hash, secret: new Secret(text) };
  const plain = hash === "juniper-type-9" ? decodeType9(text) : null;
  return plain === null ? { hash } : { hash, secret: new Secret(plain) };
}

/** A hashed login password: clear text never stands there, so that what is of no known kind stays unrecognised. */
export function loginPasswordOf(text: string): Password {
  const password = passwordOf(text);
  if (password.hash !== "cleartext") return password;
  return { hash: /^[./0-9A-Za-z]{13}$/.test(text) ? "des-crypt" : "unrecognised" };
}

function hashKind(text: string): HashKind {
  if (isScrubbed(text)) return "unrecognised";
  if (text.startsWith("$9$")) return "juniper-type-9";
  if (text.startsWith("$8$")) return "juniper-type-8";
  if (text.startsWith("$1$")) return "md5-crypt";
  if (text.startsWith("$5$")) return "sha256-crypt";
  if (text.startsWith("$6$")) return "sha512-crypt";
  if (text.startsWith("$sha1$")) return "sha1";
  return text.startsWith("$") ? "unrecognised" : "cleartext";
}

/** What tools put in place of a secret; an empty text is one of them. */
export function isScrubbed(text: string): boolean {
  return /^(?:\*|x{1,2}|)$/i.test(text) || isMask(text);
}

const families = ["QzF3n6/9CAtpu0O", "B1IREhcSyrleKvMW8LXx", "7N-dVbwsY2g4oaJZGUDj", "iHkq.mPf5T"];
const alphabet = families.join("");
const weights = [
  [1, 4, 32],
  [1, 16, 32],
  [1, 8, 32],
  [1, 64],
  [1, 32],
  [1, 4, 16, 128],
  [1, 32, 64],
] as const;

/** Undoes "$9$": each character stands for its distance from the one before (public; as in Crypt::Juniper). Null where it is malformed. */
export function decodeType9(text: string): string | null {
  const body = text.slice(3);
  const first = body[0];
  if (first === undefined) return null;
  // The first character tells how many random ones follow it.
  const random = 3 - families.findIndex((family) => family.includes(first));
  if (random > 3) return null;
  let previous = alphabet.indexOf(first);
  let plain = "";
  let at = 1 + random;
  while (at < body.length) {
    const factors = weights[plain.length % weights.length] ?? [];
    let code = 0;
    for (const factor of factors) {
      const place = alphabet.indexOf(body[at] ?? " ");
      if (place === -1) return null;
      code += factor * (((((place - previous) % alphabet.length) + alphabet.length) % alphabet.length) - 1);
      previous = place;
      at += 1;
    }
    plain += String.fromCodePoint(((code % 256) + 256) % 256);
  }
  return plain;
}
