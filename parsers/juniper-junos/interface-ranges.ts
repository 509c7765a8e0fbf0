import { addOrigin, grow, type ConfigNode } from "./node.ts";
import { mark, value } from "./reading.ts";
import { matchesGlob } from "./wildcards.ts";

const ownWords = new Set([
  "member",
  "member-range",
  "description",
  "apply-groups",
  "apply-groups-except",
  "apply-macro",
]);
/** Copied nodes, and names compared with patterns, at most. */
const mostCopies = 500_000;
const mostLooks = 10_000_000;

interface Work {
  budget: number;
  looks: number;
}

/** Gives what [edit interfaces interface-range] says to its members, as if it stood there (Interfaces User Guide, "Interface Ranges"). False where ranges multiplied beyond all reason, and the rest was left out. */
export function expandRanges(root: ConfigNode): boolean {
  const interfaces = root.children.get("interfaces");
  const ranges = interfaces?.children.get("interface-range");
  if (interfaces === undefined || ranges === undefined || ranges.inactive) return true;
  mark(ranges);
  const work: Work = { budget: mostCopies, looks: mostLooks };
  for (const range of ranges.children.values()) {
    if (range.inactive) continue;
    mark(range);
    value(range, "description");
    for (const name of membersOf(range, interfaces, work)) {
      const { node, isNew } = grow(interfaces, name);
      if (isNew) node.inherited = true;
      if (!node.inactive) copyBelow(range, node, work, true);
    }
  }
  return work.budget > 0 && work.looks > 0;
}

function membersOf(range: ConfigNode, interfaces: ConfigNode, work: Work): Set<string> {
  const names = new Set<string>();
  const members = range.children.get("member");
  if (members !== undefined) mark(members);
  for (const member of members?.children.values() ?? []) {
    mark(member);
    if (member.inactive) continue;
    if (!/[*?[]/.test(member.word)) names.add(member.word);
    else if (work.looks > 0) {
      work.looks -= interfaces.children.size;
      for (const port of interfaces.children.keys()) if (matchesGlob(member.word, port)) names.add(port);
    }
  }
  const spans = range.children.get("member-range");
  if (spans !== undefined) mark(spans);
  for (const first of spans?.children.values() ?? []) {
    mark(first);
    const last = value(first, "to");
    if (!first.inactive && last !== undefined) for (const name of namesBetween(first.word, last.word)) names.add(name);
  }
  return names;
}

/** "ge-0/0/0" to "ge-0/0/3": names that differ in the last number; for others only the two ends are known. */
function namesBetween(first: string, last: string): string[] {
  const low = /^(.*?)(\d{1,5})$/.exec(first);
  const high = /^(.*?)(\d{1,5})$/.exec(last);
  const [from, to] = [Number(low?.[2]), Number(high?.[2])];
  if (low === null || high === null || low[1] !== high[1] || from > to || to - from > 512) return [first, last];
  return Array.from({ length: to - from + 1 }, (_, index) => `${low[1] ?? ""}${from + index}`);
}

function copyBelow(from: ConfigNode, to: ConfigNode, work: Work, top: boolean): void {
  for (const child of from.children.values()) {
    if (child.inactive || (top && ownWords.has(child.word)) || work.budget <= 0) continue;
    const { node, isNew } = grow(to, child.word);
    if (isNew) {
      node.inherited = true;
      work.budget -= 1;
    }
    if (node.inactive) continue;
    addOrigin(node, child);
    copyBelow(child, node, work, false);
  }
}
