import type { ModelArea } from "../../src/model/device-config.ts";
import type { Ledger } from "../lib/ledger.ts";
import { PathState } from "../lib/path-states.ts";
import type { PanosNode } from "./node.ts";
import { skips } from "./skips.ts";
import { touches } from "./touches.ts";
import type { ConfigText } from "./tree.ts";

type Touched = readonly (ModelArea | "*")[];
/** "read", "unread", or the reason for which it is skipped. */
type Outcome = string;

const firstSkip = new PathState<string>([skips]);
const firstTouch = new PathState<Touched>([touches]);
const anything: Touched = ["*"];

/** Hands the outcome of every line to the ledger: a line is read or skipped only where nothing on it is unread. */
export function settle(text: ConfigText, ledger: Ledger, lineCount: number): void {
  const unread = new Map<number, Set<ModelArea | "*">>();
  const reasons: string[] = [""];
  const skippedLines = new Uint16Array(lineCount + 1);
  const readLines = new Uint8Array(lineCount + 1);

  const numberOf = (reason: string): number => {
    const known = reasons.indexOf(reason);
    return known === -1 ? reasons.push(reason) - 1 : known;
  };
  const mark = (line: number, outcome: Outcome, bearing: Touched): void => {
    if (outcome === "read") readLines[line] = 1;
    else if (outcome !== "unread") skippedLines[line] = numberOf(outcome);
    else {
      let areas = unread.get(line);
      if (areas === undefined) unread.set(line, (areas = new Set()));
      for (const area of bearing) areas.add(area);
    }
  };
  const markOwn = (node: PanosNode, outcome: Outcome, bearing: Touched): void => {
    for (let place = 0; place < node.statements; place += 1) {
      const first = node.firstOf(place);
      const last = node.lastOf(place);
      mark(first, outcome, bearing);
      if (node.encloses) mark(last, outcome, bearing);
      else for (let line = first + 1; line <= last; line += 1) mark(line, outcome, bearing);
    }
  };
  const visit = (node: PanosNode, skip: PathState<string>, touch: PathState<Touched>): Outcome => {
    let whole: Outcome | null = null;
    const { children } = node;
    for (let place = 0; place < children.size; place += 1) {
      const child = children.at(place);
      if (child === undefined) continue;
      const outcome = visit(child, skip.step(child.word), touch.step(child.word));
      // A block is understood as soon as something in it is.
      if (whole === null || whole === "unread" || outcome === "read") whole = outcome;
    }
    const own: Outcome = node.read ? "read" : (skip.value ?? whole ?? "unread");
    markOwn(node, own, touch.value ?? anything);
    return node.read ? "read" : (whole ?? own);
  };
  for (const child of text.root.children.values())
    visit(child, firstSkip.step(child.word), firstTouch.step(child.word));
  for (const line of text.settled) readLines[line] = 1;
  for (const [line, reason] of text.leftOut) if (skippedLines[line] === 0) skippedLines[line] = numberOf(reason);
  for (let line = 1; line <= lineCount; line += 1) {
    const areas = unread.size === 0 ? undefined : unread.get(line);
    if (areas !== undefined) ledger.leave(line, [...areas]);
    else if (readLines[line] === 1) ledger.read(line);
    else {
      const reason = reasons[skippedLines[line] ?? 0] ?? "";
      if (reason !== "") ledger.skip(line, reason);
    }
  }
}
