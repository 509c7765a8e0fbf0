import { codePointNames, codePointsOfPrecedence } from "../code-points.ts";
import { decimal } from "./addresses.ts";

/** "ef", "default" or 0–63. */
export function codePoint(word: string): readonly number[] | null {
  const point = word === "default" ? 0 : (codePointNames.get(word) ?? decimal(word));
  return point === null || point > 63 ? null : [point];
}

/** Names of IP precedence ("access-list (IP extended)", Cisco IOS Security Command Reference; RFC 791, 3.1). */
const precedences: readonly string[] = [
  "routine",
  "priority",
  "immediate",
  "flash",
  "flash-override",
  "critical",
  "internet",
  "network",
];

/** Code points of a precedence by name or number. */
export function precedencePoints(word: string): readonly number[] | null {
  const named = precedences.indexOf(word);
  const precedence = named === -1 ? decimal(word) : named;
  return precedence === null || precedence > 7 ? null : codePointsOfPrecedence(precedence);
}
