import type { Password } from "../../src/model/secret.ts";
import { passwordAt } from "../lib/cisco/passwords.ts";

/**
 * "[0|3|6|7] KEY", the key in quotes or not. Type 3 is Triple DES ("password", Unicast Routing Command Reference), with
 * a key that nothing read tells of.
 */
export function keyAt(words: readonly string[], index: number): Password | null {
  const type = words[index] ?? "";
  const typed = /^\d$/.test(type) && words[index + 1] !== undefined;
  const key = words[typed ? index + 1 : index]?.replace(/^"(.*)"$/, "$1");
  if (key === undefined) return null;
  if ((typed && type === "3") || key.startsWith("<")) return { hash: "unrecognised" };
  return passwordAt(typed ? [type, key] : [key], 0);
}
