import { addOrigin, grow, wordsTo, type ConfigNode } from "./node.ts";
import { isWildcard, machinery, matchesWildcard } from "./wildcards.ts";

/** Inherited nodes at most; nested groups can multiply without bound. */
const mostInherited = 1_000_000;
/** Places where a group is looked at, at most: many groups applied to many statements multiply too. */
const mostLooks = 10_000_000;

export interface Inheritance {
  /** False where groups multiplied beyond all reason, and the rest was left out. */
  readonly complete: boolean;
}

/** A node of a group that stands at the same path as a node of the configuration. */
interface Source {
  readonly group: string;
  readonly node: ConfigNode;
  /** In force on one node of a cluster or one routing engine only. */
  readonly partial: boolean;
}

interface Work {
  readonly groups: ConfigNode | undefined;
  budget: number;
  looks: number;
}

/**
 * Applies `groups` where `apply-groups` names them. A statement in place wins over an inherited one, an inner
 * apply-groups over an outer, the first of a list over the next; `<*>` matches what is there otherwise
 * (CLI User Guide, "Use Configuration Groups to Quickly Configure Devices").
 */
export function inherit(root: ConfigNode): Inheritance {
  const groups = root.children.get("groups");
  const work: Work = { groups, budget: mostInherited, looks: mostLooks };
  visit(work, root, []);
  return { complete: work.budget > 0 && work.looks > 0 };
}

function visit(work: Work, target: ConfigNode, inheritedSources: readonly Source[]): void {
  if (target.inactive || (inheritedSources.length === 0 && !target.applies)) return;
  const excepted = appliedNames(target, "apply-groups-except");
  let sources = inheritedSources;
  const names = appliedNames(target, "apply-groups");
  if (names.size > 0 || excepted.size > 0) {
    sources = [
      ...[...names.values()].flatMap((name) => lookUp(work, name, target)),
      ...inheritedSources.filter((source) => !excepted.has(source.group)),
    ];
  }
  if (sources.length > 0) {
    sources = withNested(work, target, sources, excepted);
    mergeLiterals(work, target, sources);
  }
  for (const child of target.children.values()) {
    if (machinery.has(child.word) || (target.parent === null && child.word === "groups")) continue;
    work.looks -= sources.length;
    visit(work, child, sources.length === 0 ? sources : sourcesBelow(target, child, sources));
    if (work.budget <= 0 || work.looks <= 0) return;
  }
}

const noNames: ReadonlyMap<string, ConfigNode> = new Map();

function appliedNames(node: ConfigNode, word: "apply-groups" | "apply-groups-except"): ReadonlyMap<string, ConfigNode> {
  const applied = node.children.get(word);
  if (applied === undefined) return noNames;
  applied.read = true;
  const names = new Map<string, ConfigNode>();
  for (const name of applied.children.values()) {
    name.read = true;
    if (!applied.inactive && !name.inactive) names.set(name.word, name);
  }
  return names;
}

/** Nodes of the group at the target's own path, which is where an inner apply-groups takes from. */
function lookUp(work: Work, name: ConfigNode, target: ConfigNode): Source[] {
  if (name.word.includes("${")) {
    // `${node}` is the cluster node that runs the configuration; the text does not tell which that is.
    return [...(work.groups?.children.values() ?? [])]
      .filter((candidate) => oneNode.test(candidate.word))
      .flatMap((candidate) => lookUpGroup(candidate, target, true));
  }
  const group = work.groups?.children.get(name.word);
  // A group that the text does not hold leaves open what it would add.
  if (group === undefined) name.read = name.word === "junos-defaults";
  return group === undefined ? [] : lookUpGroup(group, target, oneNode.test(name.word));
}

/** Groups of one cluster node or one routing engine (CLI User Guide, "Apply a Configuration Group"). */
export const oneNode = /^(?:node|re)\d+$/;

/** What such a group usually holds: nothing that differs there bears on more than the node's own name and port. */
function mayDiffer(path: readonly string[]): boolean {
  const [top, second] = path;
  return top !== "system" || second === undefined || second === "host-name" || second.startsWith("backup-router");
}

function lookUpGroup(group: ConfigNode, target: ConfigNode, partial: boolean): Source[] {
  if (group.inactive) return [];
  group.read = true;
  let nodes = [group];
  let at: ConfigNode | null = null;
  for (const word of wordsTo(target)) {
    const container: ConfigNode | null = at;
    nodes = nodes.flatMap((node) => matching(node, word, container?.word ?? ""));
    at = nodes[0] ?? null;
  }
  return nodes.map((node) => ({ group: group.word, node, partial }));
}

function matching(node: ConfigNode, word: string, container: string): ConfigNode[] {
  const found: ConfigNode[] = [];
  const literal = node.children.get(word);
  for (const child of literal === undefined ? wildcardsOf(node) : [literal, ...wildcardsOf(node)]) {
    if (child.inactive) continue;
    if (child === literal || matchesWildcard(child.word, word, container)) {
      child.read = true;
      child.taken = true;
      found.push(child);
    }
  }
  return found;
}

/** Wildcards among a node's children; asked for again for every statement that a group may match. */
function wildcardsOf(node: ConfigNode): readonly ConfigNode[] {
  let found = wildcards.get(node);
  if (found === undefined) {
    found = node.children.values().filter((child) => isWildcard(child.word));
    wildcards.set(node, found);
  }
  return found;
}

const wildcards = new WeakMap<ConfigNode, readonly ConfigNode[]>();

/** Groups that the applied groups apply themselves, each once. */
function withNested(
  work: Work,
  target: ConfigNode,
  sources: readonly Source[],
  excepted: ReadonlyMap<string, ConfigNode>,
): Source[] {
  const all: Source[] = [];
  const seen = new Set<ConfigNode>();
  const queue = [...sources];
  for (const source of queue) {
    if (seen.has(source.node)) continue;
    seen.add(source.node);
    all.push(source);
    for (const name of appliedNames(source.node, "apply-groups").values()) {
      if (!excepted.has(name.word)) queue.push(...lookUp(work, name, target));
    }
  }
  return all;
}

function mergeLiterals(work: Work, target: ConfigNode, sources: readonly Source[]): void {
  for (const { node, partial } of sources) {
    for (const child of node.children.values()) {
      if (child.inactive || isWildcard(child.word) || machinery.has(child.word)) continue;
      child.taken = true;
      // What is in force on one node only stays unread, unless it is what such groups are for.
      if (partial && !mayDiffer([...wordsTo(target), child.word])) continue;
      const { node: made, isNew } = grow(target, child.word);
      if (isNew) {
        made.inherited = true;
        work.budget -= 1;
      }
      // What is switched off in place stays off.
      if (!made.inactive) addOrigin(made, child);
      if (work.budget <= 0) return;
    }
  }
}

function sourcesBelow(target: ConfigNode, child: ConfigNode, sources: readonly Source[]): Source[] {
  const below: Source[] = [];
  for (const { group, node, partial } of sources) {
    const literal = node.children.get(child.word);
    if (literal !== undefined && !literal.inactive) below.push({ group, node: literal, partial });
    for (const candidate of wildcardsOf(node)) {
      if (candidate.inactive || candidate === literal) continue;
      if (!matchesWildcard(candidate.word, child.word, target.word)) continue;
      candidate.read = true;
      candidate.taken = true;
      below.push({ group, node: candidate, partial });
    }
  }
  return below;
}
