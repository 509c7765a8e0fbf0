import { grow, wordsTo, type ConfigNode } from "./node.ts";

/** Words that hold configuration machinery and are no names a wildcard could mean. */
const machinery = new Set(["apply-groups", "apply-groups-except", "apply-macro", "apply-path"]);
const noInterface = new Set([...machinery, "interface-range", "interface-set", "traceoptions"]);

/** Inherited nodes at most; nested groups can multiply without bound. */
const mostInherited = 1_000_000;

export interface Inheritance {
  /** apply-groups nodes that name something that could not be resolved, and so leave facts open. */
  readonly unresolved: readonly ConfigNode[];
  readonly complete: boolean;
}

/** A node of a group that stands at the same path as a node of the configuration. */
interface Source {
  readonly group: string;
  readonly node: ConfigNode;
}

interface Work {
  readonly groups: ConfigNode | undefined;
  readonly unresolved: ConfigNode[];
  budget: number;
}

/**
 * Applies `groups` where `apply-groups` names them. A statement in place wins over an inherited one, an inner
 * apply-groups over an outer, the first of a list over the next; `<*>` matches what is there otherwise
 * (CLI User Guide, "Use Configuration Groups to Quickly Configure Devices").
 */
export function inherit(root: ConfigNode): Inheritance {
  const groups = root.children.get("groups");
  const work: Work = { groups, unresolved: [], budget: mostInherited };
  visit(work, root, []);
  return { unresolved: work.unresolved, complete: work.budget > 0 };
}

function visit(work: Work, target: ConfigNode, inheritedSources: readonly Source[]): void {
  if (target.inactive) return;
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
    visit(work, child, sources.length === 0 ? sources : sourcesBelow(target, child, sources));
    if (work.budget <= 0) return;
  }
}

function appliedNames(node: ConfigNode, word: "apply-groups" | "apply-groups-except"): Map<string, ConfigNode> {
  const applied = node.children.get(word);
  if (applied === undefined) return new Map();
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
  // The routing engine or cluster node that the text was taken from is not known from the text.
  if (name.word.includes("${")) {
    work.unresolved.push(name);
    return [];
  }
  const group = work.groups?.children.get(name.word);
  if (group === undefined || group.inactive) return [];
  group.read = true;
  let nodes = [group];
  let at: ConfigNode | null = null;
  for (const word of wordsTo(target)) {
    const container: ConfigNode | null = at;
    nodes = nodes.flatMap((node) => matching(node, word, container?.word ?? ""));
    at = nodes[0] ?? null;
  }
  return nodes.map((node) => ({ group: name.word, node }));
}

function matching(node: ConfigNode, word: string, container: string): ConfigNode[] {
  const found: ConfigNode[] = [];
  for (const child of node.children.values()) {
    if (child.inactive) continue;
    if (child.word === word || (isWildcard(child.word) && matchesWildcard(child.word, word, container))) {
      child.read = true;
      found.push(child);
    }
  }
  return found;
}

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
  for (const { node } of sources) {
    for (const child of node.children.values()) {
      if (child.inactive || isWildcard(child.word) || machinery.has(child.word)) continue;
      const { node: made, isNew } = grow(target, child.word);
      if (isNew) {
        made.inherited = true;
        work.budget -= 1;
      }
      // What is switched off in place stays off.
      if (!made.inactive) made.origins.push(child);
      if (work.budget <= 0) return;
    }
  }
}

function sourcesBelow(target: ConfigNode, child: ConfigNode, sources: readonly Source[]): Source[] {
  const below: Source[] = [];
  for (const { group, node } of sources) {
    const literal = node.children.get(child.word);
    if (literal !== undefined && !literal.inactive) below.push({ group, node: literal });
    for (const candidate of node.children.values()) {
      if (candidate.inactive || !isWildcard(candidate.word) || candidate === literal) continue;
      if (!matchesWildcard(candidate.word, child.word, target.word)) continue;
      candidate.read = true;
      // A wildcard that ends a path sets nothing; what is below it does.
      below.push({ group, node: candidate });
    }
  }
  return below;
}

export function isWildcard(word: string): boolean {
  return word.length >= 2 && word.startsWith("<") && word.endsWith(">");
}

/** `<*>`, `<ge-*>`, `<xe-0/0/[01]>`, `<v?>`: shell patterns within angle brackets. */
export function matchesWildcard(wildcard: string, word: string, container: string): boolean {
  if (machinery.has(word) || (container === "interfaces" && noInterface.has(word))) return false;
  const pattern = wildcard.slice(1, -1);
  if (pattern === "*") return true;
  return matchesGlob(pattern, word);
}

/** Shell pattern with `*`, `?` and `[…]`, without backtracking further than to the last star. */
export function matchesGlob(pattern: string, text: string): boolean {
  let at = 0;
  let p = 0;
  let star = -1;
  let retry = 0;
  while (at < text.length) {
    if (pattern[p] === "*") {
      star = p;
      retry = at;
      p += 1;
      continue;
    }
    const step = matchOne(pattern, p, text[at] ?? "");
    if (step > 0) {
      p += step;
      at += 1;
    } else if (star >= 0) {
      retry += 1;
      at = retry;
      p = star + 1;
    } else return false;
  }
  while (pattern[p] === "*") p += 1;
  return p === pattern.length;
}

/** Pattern characters used up by one character of text; 0 where it does not match. */
function matchOne(pattern: string, at: number, char: string): number {
  const expected = pattern[at];
  if (expected === undefined) return 0;
  if (expected === "?") return 1;
  const close = expected === "[" ? pattern.indexOf("]", at + 1) : -1;
  if (close === -1) return expected === char ? 1 : 0;
  const body = pattern.slice(at + 1, close);
  const negated = body.startsWith("!") || body.startsWith("^");
  let matched = false;
  for (let index = negated ? 1 : 0; index < body.length; index += 1) {
    const low = body[index] ?? "";
    if (body[index + 1] === "-" && index + 2 < body.length) {
      matched ||= char >= low && char <= (body[index + 2] ?? "");
      index += 2;
    } else matched ||= low === char;
  }
  return matched === negated ? 0 : close - at + 1;
}
