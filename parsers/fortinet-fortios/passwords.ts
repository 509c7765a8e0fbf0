import { Secret, type HashKind, type Password } from "../../src/model/secret.ts";

const kinds: readonly (readonly [string, HashKind])[] = [
  ["SH2", "fortios-sh2"],
  ["AK1", "fortios-ak1"],
  ["PB2", "fortios-pb2"],
];

/** The words after `set password`: clear text, or `ENC` and what is stored. Null is an empty password. */
export function password(words: readonly string[]): Password | null {
  const [first, stored] = words;
  if (first === undefined || first === "") return null;
  if (first !== "ENC") return { hash: "cleartext", secret: new Secret(first) };
  if (stored === undefined || stored === "") return { hash: "unrecognised" };
  const kind = kinds.find(([prefix]) => stored.startsWith(prefix));
  if (kind !== undefined) return { hash: kind[1] };
  return { hash: /^[A-Za-z0-9+/]+={0,2}$/.test(stored) ? "fortios-enc" : "unrecognised" };
}
