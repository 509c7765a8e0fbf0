import type { Context } from "./context.ts";
import type { FirewallGroups } from "./firewall-groups.ts";
import type { ConfigNode } from "./node.ts";
import { children, markTree } from "./reading.ts";

/** What the rules of one list share. */
export interface RuleSurroundings {
  readonly context: Context;
  readonly groups: FirewallGroups;
  readonly family: 4 | 6;
  /** The list in the configuration's own words. */
  readonly list: string;
  /** "set" instead of an action changes packets and lets them go on: a policy that routes (`modify`, `policy route`). */
  readonly changesPackets: boolean;
}

/** A condition as text, for `unresolved`; everything below is read by being named. */
export function textOf(node: ConfigNode): string {
  markTree(node);
  const words = [node.word];
  const add = (at: ConfigNode): void => {
    for (const part of children(at)) {
      if (words.length >= 16) return;
      words.push(part.word);
      add(part);
    }
  };
  add(node);
  return words.join(" ");
}
