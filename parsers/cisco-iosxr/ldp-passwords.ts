import { unknownFact } from "../../src/model/fact.ts";
import { withWordsOf, type Statement } from "../lib/indented.ts";
import { placeOf } from "../lib/cisco/places.ts";
import { saidBy, type Authentication, type Level } from "./authentication.ts";
import type { Draft } from "./draft.ts";

/** Statements of "neighbor" under "mpls ldp" that state a password, each cut down to it; with whom they are for. */
function ldpPasswords(neighbor: Statement): readonly (readonly [subject: string, statement: Statement])[] {
  const own = withWordsOf(neighbor, neighbor.words.slice(1));
  return [own, ...neighbor.children].flatMap((each) => {
    const at = each.words.indexOf("password");
    return at < 0 ? [] : [[each.words.slice(0, at).join(" "), withWordsOf(each, each.words.slice(at))] as const];
  });
}

/** The password for every LDP neighbour; unknown where some have one of their own alone. */
export function ldpPassword(level: Level, { children }: Statement): Authentication | undefined {
  if (level.protocol !== "ldp") return undefined;
  const stated = children.filter(({ words }) => words[0] === "neighbor").flatMap(ldpPasswords);
  const [first] = stated;
  if (first === undefined) return undefined;
  const all = stated.find(([subject]) => subject === "");
  const apart = stated.find(([subject]) => subject !== "");
  if (all !== undefined && apart === undefined) return saidBy(level, [all[1]], new Map()).authentication;
  return {
    fact: unknownFact("Passwords stand at some neighbours, by their identifiers.", placeOf(first[1])),
    keys: [],
  };
}

export function readLdpNeighbor(draft: Draft, neighbor: Statement): void {
  const passwords = ldpPasswords(neighbor);
  draft.ledger.read(neighbor.line);
  for (const [, { line }] of passwords) draft.ledger.read(line);
  for (const child of neighbor.children) {
    if (child.words[1] === "targeted") draft.ledger.skip(child.line, "routing");
    else if (!draft.ledger.isRead(child.line)) draft.ledger.leave(child.line, ["routing", "objects"]);
  }
}
