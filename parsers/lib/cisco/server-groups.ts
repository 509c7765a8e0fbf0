import type { Aaa } from "../../../src/model/accounts.ts";
import { joinRanges, type LineRange } from "../../../src/model/fact.ts";
import type { Statement } from "../indented.ts";
import { wholePlace } from "./places.ts";

/** Groups of AAA servers by name while a text is read. */
export type GroupMembers = Map<string, { readonly at: LineRange[]; isEmpty: boolean }>;

/** Keeps whether the block of a group names a server; a group may have several blocks. */
export function keepGroup(groups: GroupMembers, name: string, block: Statement): void {
  const group = groups.get(name) ?? { at: [], isEmpty: true };
  groups.set(name, group);
  group.at.push(...wholePlace(block));
  if (block.children.some(({ words, negated }) => !negated && /^server(?:-private)?$/.test(words[0] ?? "")))
    group.isEmpty = false;
}

/** The groups that name no server, as the model has them. */
export function emptyGroupsOf(groups: GroupMembers): Pick<Aaa, "emptyGroups"> {
  const empty = [...groups].flatMap(([name, { at, isEmpty }]) => (isEmpty ? [{ name, at: joinRanges(at) }] : []));
  return empty.length === 0 ? {} : { emptyGroups: empty };
}
