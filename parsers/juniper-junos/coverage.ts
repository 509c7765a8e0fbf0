import type { ModelArea } from "../../src/model/device-config.ts";
import { denied } from "./device-output.ts";
import { knownAreas, knownBelow, knownPaths, knownReason, type Known } from "./known-paths.ts";
import type { Ledger } from "../lib/ledger.ts";
import { linesHolding } from "../lib/lines-holding.ts";
import type { LazyLines } from "../lib/lazy-lines.ts";
import type { ConfigNode } from "./node.ts";
import { markTree } from "./reading.ts";
import type { ConfigText } from "./statements.ts";
import { systemNodes } from "./systems.ts";

type Touched = readonly (ModelArea | "*")[];

const READ = 2;
const UNREAD = 3;
const DENIED = 4;
const SKIPPED = 1;

/** Marks what is knowingly left out, and fills the ledger from the statements: of several on one line the least understood decides. */
export function settle(text: ConfigText, ledger: Ledger, lines: LazyLines): void {
  const lineCount = lines.length;
  const bearings = new Bearings();
  const groups = text.root.children.get("groups");
  settleSystems(text.root, groups === undefined ? [] : [groups], bearings);
  if (groups !== undefined) {
    groups.read = true;
    for (const group of groups.children.values()) {
      markGroup(group);
      settleSystems(group, [], bearings);
    }
  }

  const states = new Uint8Array(lineCount + 2);
  const reasons: string[] = [];
  const reasonOf = new Uint16Array(lineCount + 2);
  const bearingOf = new Uint16Array(lineCount + 2);
  const note = (line: number, end: ConfigNode): void => {
    const state = end.read ? READ : end.skipped !== null ? SKIPPED : UNREAD;
    if (state === UNREAD) {
      bearingOf[line] = bearings.joined(bearingOf[line] ?? 0, end.bearing === 0 ? bearings.anything : end.bearing);
    } else if (state === SKIPPED && states[line] !== SKIPPED) {
      let known = reasons.indexOf(end.skipped ?? "other");
      if (known === -1) known = reasons.push(end.skipped ?? "other") - 1;
      reasonOf[line] = known;
    }
    if (state > (states[line] ?? 0)) states[line] = state;
  };
  const { statements } = text;
  for (let row = 0; row < statements.count; row += 1) {
    const node = statements.end(row);
    if (node === null) continue;
    // All lines of a block that was read as a whole are its own.
    if (node.plain?.isRead === true) {
      const end = statements.closing(row);
      for (let line = statements.first(row); line <= end; line += 1) states[line] = READ;
      continue;
    }
    const last = statements.last(row);
    for (let line = statements.first(row); line <= last; line += 1) note(line, node);
    if (statements.closing(row) > last) note(statements.closing(row), node);
  }
  // What stands beside such a mark was read, and what the mark stands for was not.
  for (const line of linesHolding(lines, [denied])) states[line] = DENIED;
  for (let line = 1; line <= lineCount; line += 1) {
    if (states[line] === READ) ledger.read(line);
    else if (states[line] === SKIPPED) ledger.skip(line, reasons[reasonOf[line] ?? 0] ?? "other");
    else if (states[line] === UNREAD) ledger.leave(line, bearings.of(bearingOf[line] ?? 0));
    else if (states[line] === DENIED) ledger.leave(line, ["*"]);
    else {
      const reason = text.leftOut.reasonOf(line);
      if (reason !== null) ledger.skip(line, reason);
    }
  }
}

const mostSets = 60_000;

/** Sets of areas by number, since millions of lines share a few. */
class Bearings {
  /** 0 is no set. */
  readonly #sets: Touched[] = [[]];
  readonly #numbers = new Map<string, number>();
  readonly #seen = new Map<Touched, number>();
  /** The number of "*". */
  readonly anything = this.numberOf(["*"]);

  of(number: number): Touched {
    return this.#sets[number] ?? ["*"];
  }

  numberOf(areas: Touched): number {
    const seen = this.#seen.get(areas);
    if (seen !== undefined) return seen;
    const key = areas.join(" ");
    let number = this.#numbers.get(key);
    if (number === undefined) {
      // More sets than a text of a device makes: whatever is left may bear on anything.
      if (this.#sets.length >= mostSets) return this.anything;
      number = this.#sets.push(areas) - 1;
      this.#numbers.set(key, number);
    }
    if (this.#seen.size < mostSets) this.#seen.set(areas, number);
    return number;
  }

  joined(one: number, other: number): number {
    if (one === 0 || one === other) return other;
    if (other === 0) return one;
    const areas = this.of(one);
    const added = this.of(other).filter((area) => !areas.includes(area));
    return added.length === 0 ? one : this.numberOf([...areas, ...added]);
  }
}

/** A logical system or tenant holds what a whole device does, and paths within it begin anew. */
function settleSystems(root: ConfigNode, apart: readonly ConfigNode[], bearings: Bearings): void {
  const systems = systemNodes(root).map(({ node }) => node);
  settleTree(root, new Set([...apart, ...systems]), bearings);
  for (const system of systems) settleTree(system, new Set(), bearings);
}

/** Skips by name, reads what is not in force, and notes what unread nodes may bear on. */
function settleTree(root: ConfigNode, leaveAlone: ReadonlySet<ConfigNode>, bearings: Bearings): void {
  const visitBelow = (
    node: ConfigNode,
    known: readonly Known[],
    reason: string | null,
    areas: Touched | null,
  ): void => {
    const { children } = node;
    let child: ConfigNode | undefined;
    for (let place = 0; (child = children.at(place)) !== undefined; place += 1) visit(child, known, reason, areas);
  };
  const visit = (
    node: ConfigNode,
    around: readonly Known[],
    outer: string | null,
    outerAreas: Touched | null,
  ): void => {
    // All lines of a block that was read as a whole are read, whatever is known of its path.
    if (node.plain?.isRead === true || (leaveAlone.size > 0 && leaveAlone.has(node))) return;
    if (node.inactive) {
      markTree(node);
      return;
    }
    const known = knownBelow(around, node.word);
    const reason = knownReason(known) ?? outer;
    const areas = knownAreas(known) ?? outerAreas;
    if (node.odd || node.parent?.odd === true) node.odd = true;
    else if (node.word === "apply-macro") node.skipped ??= "macro";
    else if (node.parent?.skipped != null) node.skipped ??= node.parent.skipped;
    else if (reason !== null && !node.read) node.skipped ??= reason;
    visitBelow(node, known, reason, areas);
    if (node.read || node.skipped !== null) return;
    // A block is known where something that stands in it is known by its path.
    node.skipped = reasonBelow(node);
    if (node.skipped === null) node.bearing = areas === null ? bearings.anything : bearings.numberOf(areas);
  };
  visitBelow(root, knownPaths, null, null);
}

function reasonBelow(node: ConfigNode): string | null {
  for (const child of node.children.values()) if (child.skipped !== null) return child.skipped;
  return null;
}

/** A group that nothing applies has no effect, and what of an applied one nothing inherits has none either. */
function markGroup(group: ConfigNode): void {
  if (group.read) markUntaken(group);
  else group.skipped = "group-not-applied";
}

function markUntaken(node: ConfigNode): void {
  for (const child of node.children.values()) {
    if (child.taken || child.read) markUntaken(child);
    else child.skipped = "group-without-effect";
  }
}
