import type { Level } from "./levels.ts";
import type { PanosNode } from "./node.ts";
import { entries } from "./reading.ts";

/** More rules than devices hold, those of the levels above counted once for each level below. */
const mostRules = 300_000;

/**
 * Rules of one sort at each level, in the order in which a session is held against them (Panorama Administrator's Guide,
 * "Device Group Policies"): shared pre-rules, those of the device groups from the top down, local rules, post-rules from
 * the bottom up, shared post-rules. Null for a level whose rules are too many.
 */
export function* rulesInOrder(
  levels: readonly Level[],
  sort: "security" | "nat",
): Iterable<{ readonly level: Level; readonly rules: readonly PanosNode[] | null }> {
  const known = new Map<PanosNode, Rules>();
  const at = (node: PanosNode): Rules => {
    let found = known.get(node);
    if (found === undefined) known.set(node, (found = rulesAt(node, sort)));
    return found;
  };
  const isAlone = !levels.some(({ kind }) => kind === "vsys" || kind === "device-group");
  let budget = mostRules;
  for (const level of levels) {
    // What all share is told with each level, and on its own where there is no other.
    if (level.kind === "gateway" || (level.kind === "shared" && !isAlone)) continue;
    const chain = [level.node, ...level.above].map(at);
    const count = chain.reduce((sum, { before, after }) => sum + before.length + after.length, 0);
    budget -= count;
    const local = at(level.node).local;
    const rules =
      budget < 0
        ? null
        : [...chain.toReversed().flatMap(({ before }) => before), ...local, ...chain.flatMap(({ after }) => after)];
    yield { level, rules };
  }
}

interface Rules {
  readonly before: readonly PanosNode[];
  readonly local: readonly PanosNode[];
  readonly after: readonly PanosNode[];
}

function rulesAt(node: PanosNode, sort: "security" | "nat"): Rules {
  return {
    before: entries(node, "pre-rulebase", sort, "rules"),
    local: entries(node, "rulebase", sort, "rules"),
    after: entries(node, "post-rulebase", sort, "rules"),
  };
}
