import { grow, type ConfigNode } from "./node.ts";
import { markTree } from "./reading.ts";
import type { Draft } from "./statements.ts";

type Words = readonly (string | readonly string[])[];

/** Nodes of the words, which may hold lists; none where one is not there. */
export function findNodes(root: ConfigNode, words: Words): ConfigNode[] {
  let found = [root];
  for (const word of words) {
    const items = typeof word === "string" ? [word] : word;
    found = found.flatMap((node) =>
      items.map((item) => node.children.get(item)).filter((child) => child !== undefined),
    );
  }
  if (found[0] === root) return [];
  for (const node of found) node.growAll();
  return found;
}

/** More nodes than this beside one another are moved in no text that somebody wrote by hand. */
const mostNodes = 5000;

/**
 * `insert PATH NAME before NAME`, `rename PATH NAME to NAME`, `copy PATH NAME to NAME`; the keyword of the name may stand
 * before the second one too (CLI User Guide, "insert", "rename", "copy"). False where it could not be done.
 */
export function edit(draft: Draft, verb: "insert" | "rename" | "copy", words: Words): boolean {
  const joints = verb === "insert" ? ["before", "after"] : ["to"];
  const at = words.findLastIndex((word) => typeof word === "string" && joints.includes(word));
  const [node, ...others] = findNodes(draft.root, words.slice(0, Math.max(at, 0)));
  const around = node?.parent;
  const target = words.slice(at + 1);
  const name = target.at(-1);
  // What stands between is the keyword that the first name had.
  const keyword = target.length === 2 ? target[0] : around?.word;
  if (node === undefined || around == null || others.length > 0 || typeof name !== "string") return false;
  if (target.length > 2 || keyword !== around.word || around.children.size > mostNodes) return false;
  if (verb === "insert") {
    if (!around.children.has(name)) return false;
    around.children.move(node.word, words[at] === "before" ? "before" : "after", name);
    return true;
  }
  if (around.children.has(name) || draft.copies <= 0) return false;
  const copied = copyTree(draft, node, grow(around, name).node);
  if (verb === "copy" || !copied) return copied;
  around.children.move(name, "before", node.word);
  around.children.delete(node.word);
  // The old name has no effect; what stood below it is told by its copy.
  markTree(node);
  return true;
}

/** Gives `to` what `from` has, and the lines of the statements that were copied. */
function copyTree(draft: Draft, from: ConfigNode, to: ConfigNode): boolean {
  draft.copies -= 1;
  if (draft.copies < 0) return false;
  for (const range of from.own) {
    to.addLines(range[0], range[1]);
    draft.statements.add(range[0], range[1], to, false);
  }
  to.inactive = from.inactive;
  to.order = from.order;
  return from.children.values().every((child) => copyTree(draft, child, grow(to, child.word).node));
}
