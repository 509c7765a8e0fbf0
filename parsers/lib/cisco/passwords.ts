import { isMask, Secret, type HashKind, type Password } from "../../../src/model/secret.ts";

// The fixed key of Cisco's type 7 obfuscation, public since 1995.
const type7Key = "dsfd;kfoA,.iyewrkldJKDHSUBsgvca69834ncxv9873254k;fg87";

/** Clear text of a type 7 string, or null where it is none. */
export function decodeType7(text: string): string | null {
  if (!/^\d{2}(?:[0-9a-f]{2}){1,512}$/i.test(text)) return null;
  const salt = Number(text.slice(0, 2));
  if (salt >= type7Key.length) return null;
  let clear = "";
  for (let index = 2; index < text.length; index += 2) {
    const key = type7Key.charCodeAt((salt + index / 2 - 1) % type7Key.length);
    clear += String.fromCharCode(Number.parseInt(text.slice(index, index + 2), 16) ^ key);
  }
  return clear;
}

const kindOfType: Readonly<Record<string, HashKind>> = {
  "0": "cleartext",
  "4": "cisco-type-4",
  "5": "cisco-type-5",
  "6": "cisco-type-6",
  "7": "cisco-type-7",
  "8": "cisco-type-8",
  "9": "cisco-type-9",
};

export function isPasswordType(word: string | undefined): word is string {
  return word !== undefined && word in kindOfType;
}

/**
 * Reads "[type] password" at the end of a statement. A password without type is clear text; what follows
 * type 0, or no type, may hold blanks.
 */
export function passwordAt(words: readonly string[], index: number): Password | null {
  const first = words[index];
  if (first === undefined) return null;
  const typed = isPasswordType(first) && words.length > index + 1;
  const stored = words.slice(typed ? index + 1 : index).join(" ");
  const hash = typed ? (kindOfType[first] ?? "unrecognised") : untyped(stored);
  if (hash === "cleartext" && isMask(stored)) return { hash: "unrecognised" };
  if (hash === "cleartext") return { hash, secret: new Secret(stored) };
  if (hash !== "cisco-type-7") return { hash };
  const clear = decodeType7(stored);
  return clear === null ? { hash } : { hash, secret: new Secret(clear) };
}

/** A hash that somebody left the type away from still shows what it is. */
function untyped(stored: string): HashKind {
  if (stored.startsWith("$1$")) return "cisco-type-5";
  if (stored.startsWith("$8$")) return "cisco-type-8";
  return stored.startsWith("$9$") ? "cisco-type-9" : "cleartext";
}

/** A community as it is; one that is encrypted, and cannot be read back, is a mask to whoever compares it. */
export function communityOf(type: string | undefined, stored: string): string {
  if (type === "7" || type === "encrypted") return decodeType7(stored) ?? "<encrypted>";
  return type === "6" || type === "8" ? "<encrypted>" : stored;
}
