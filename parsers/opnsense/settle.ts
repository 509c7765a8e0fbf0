import type { ModelArea } from "../../src/model/device-config.ts";
import type { SkippedStatement } from "../parser.ts";
import type { Ledger } from "../lib/ledger.ts";
import type { XmlElement } from "../lib/xml.ts";
import { bearings } from "./bearings.ts";
import { skippedLayout } from "./layout.ts";
import { skippedBlocks, skippedLeaves } from "./skipped.ts";
import type { Source } from "./source.ts";

type Touches = readonly (ModelArea | "*")[];

/** What is known of the elements below a path; "*" stands for any one name. */
interface Node {
  readonly next: Map<string, Node>;
  skip: { readonly reason: string; readonly deep: boolean } | null;
  touches: Touches | null;
}

const tree: Node = { next: new Map(), skip: null, touches: null };

function nodeAt(path: string): Node {
  let node = tree;
  for (const name of path.split("/")) {
    let next = node.next.get(name);
    if (next === undefined) node.next.set(name, (next = { next: new Map(), skip: null, touches: null }));
    node = next;
  }
  return node;
}

for (const [reason, paths] of Object.entries(skippedLeaves))
  for (const path of paths) nodeAt(path).skip = { reason, deep: false };
for (const [reason, paths] of Object.entries(skippedBlocks))
  for (const path of paths) nodeAt(path).skip = { reason, deep: true };
for (const [path, touches] of bearings) nodeAt(path).touches = touches;

/** Every element that is passed over, by its path below the root. */
export const skips: readonly SkippedStatement[] = [
  ...skippedLayout,
  ...[skippedLeaves, skippedBlocks].flatMap((table) =>
    Object.entries(table).flatMap(([reason, paths]) => paths.map((statement) => ({ statement, reason }))),
  ),
].toSorted((a, b) => (a.statement < b.statement ? -1 : 1));

type State = { readonly kind: "read" } | { readonly kind: "skip"; readonly reason: string } | Unread;
type Unread = { readonly kind: "unread"; readonly touches: Touches };

/** A line is read or skipped where everything on it is; one element that nobody knows leaves it unread. */
export function settle(source: Source, lines: readonly string[], ledger: Ledger): void {
  const unread = new Map<number, Set<ModelArea | "*">>();
  const read = new Uint8Array(lines.length + 2);
  const skipped = new Map<number, string>();

  const note = (line: number, state: State): void => {
    if (state.kind === "read") read[line] = 1;
    else if (state.kind === "skip") skipped.set(line, state.reason);
    else {
      const known = unread.get(line) ?? new Set();
      for (const area of state.touches) known.add(area);
      unread.set(line, known);
    }
  };

  const walk = (element: XmlElement, nodes: readonly Node[], around: Touches, reason: string | null): State => {
    const own = nodes.find(({ touches }) => touches !== null)?.touches ?? around;
    const skip = nodes.find((node) => node.skip !== null)?.skip ?? null;
    const inherited = skip?.deep === true ? skip.reason : reason;
    let inside: State | null = null;
    for (const child of element.children) {
      const state = walk(child, below(nodes, child.name), own, inherited);
      // A section is understood where something in it is.
      if (inside === null || state.kind === "read" || inside.kind === "unread") inside = state;
    }
    const state = stateOf(element, { read: source.isRead(element), skip, inherited, inside, own });
    if (element.children.length === 0) {
      for (let line = element.line; line <= element.endLine; line += 1) note(line, state);
    } else {
      note(element.line, state);
      note(element.endLine, state);
    }
    return state;
  };

  walk(source.root, [tree], ["*"], null);
  for (let line = 1; line <= lines.length; line += 1) {
    const touches = unread.get(line);
    if (touches !== undefined) ledger.leave(line, [...touches]);
    else if (read[line] === 1) ledger.read(line);
    else {
      const reason = skipped.get(line);
      if (reason !== undefined) ledger.skip(line, reason);
    }
  }
}

interface Known {
  readonly read: boolean;
  readonly skip: Node["skip"];
  readonly inherited: string | null;
  readonly inside: State | null;
  readonly own: Touches;
}

function stateOf(element: XmlElement, { read, skip, inherited, inside, own }: Known): State {
  if (read) return { kind: "read" };
  // Text beside elements is no setting that anybody knows.
  if (element.children.length > 0 && element.text !== "") return { kind: "unread", touches: own };
  if (skip !== null && element.children.length === 0) return { kind: "skip", reason: skip.reason };
  if (inherited !== null) return { kind: "skip", reason: inherited };
  if (inside !== null && inside.kind !== "unread") return { kind: "read" };
  return { kind: "unread", touches: own };
}

function below(nodes: readonly Node[], name: string): readonly Node[] {
  return nodes.flatMap(({ next }) => [next.get(name), next.get("*")].filter((node) => node !== undefined));
}
