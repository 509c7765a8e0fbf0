import type { ModelArea } from "../../../src/model/device-config.ts";
import { wordsOf } from "../words.ts";
import { bearingOf, type Table } from "../statements.ts";

/** Statements of blocks that hold secrets; which block a comment stood in is not told. */
const ofBlocks: ReadonlyMap<string, readonly ModelArea[]> = new Map<string, readonly ModelArea[]>([
  ["neighbor", ["routing"]],
  ["pre-shared-key", ["vpn"]],
  ["key", ["aaa", "passwords", "routing", "vpn", "ntp"]],
  ["key-string", ["routing"]],
  ["password", ["passwords", "management.logins", "users", "routing"]],
  ["secret", ["passwords", "management.logins", "users"]],
]);

/**
 * RANCID makes a comment of a statement that it takes a secret out of ("!snmp-server community <removed> RO"): what it
 * said is not known, and not absent. What such a line may bear on; null where a comment is none.
 */
export function removedBearing<C>(by: Table<C>, comment: string): readonly (ModelArea | "*")[] | null {
  if (!comment.includes("<removed>")) return null;
  const all = wordsOf(comment.trim().slice(1));
  const words = all[0] === "no" ? all.slice(1) : all;
  return ofBlocks.get(words[0] ?? "") ?? bearingOf(by, words) ?? ["*"];
}
