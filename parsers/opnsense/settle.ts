import type { ModelArea } from "../../src/model/device-config.ts";
import type { SkippedStatement } from "../parser.ts";
import type { Ledger } from "../lib/ledger.ts";
import { PathState } from "../lib/path-states.ts";
import { pathTable } from "../lib/path-table.ts";
import type { XmlElement } from "../lib/xml.ts";
import { bearings } from "./bearings.ts";
import { skippedLayout } from "./layout.ts";
import { skippedBlocks, skippedLeaves } from "./skipped.ts";
import type { Source } from "./source.ts";

type Touches = readonly (ModelArea | "*")[];

interface Skip {
  readonly reason: string;
  /** Together with everything in it. */
  readonly deep: boolean;
}

function rowsOf(
  table: Readonly<Record<string, readonly string[]>>,
  deep: boolean,
): readonly (readonly [path: string, skip: Skip])[] {
  return Object.entries(table).flatMap(([reason, paths]) =>
    paths.map((path) => [wordsOf(path), { reason, deep }] as const),
  );
}

function wordsOf(path: string): string {
  return path.replaceAll("/", " ");
}

const firstSkip = new PathState([pathTable([...rowsOf(skippedLeaves, false), ...rowsOf(skippedBlocks, true)])]);
const firstTouch = new PathState<Touches>(
  [pathTable(bearings.map(([path, touches]) => [wordsOf(path), touches] as const))],
  ["*"],
);

/** Every element that is passed over, by its path below the root. */
export const skips: readonly SkippedStatement[] = [
  ...skippedLayout,
  ...[skippedLeaves, skippedBlocks].flatMap((table) =>
    Object.entries(table).flatMap(([reason, paths]) => paths.map((statement) => ({ statement, reason }))),
  ),
].toSorted((a, b) => (a.statement < b.statement ? -1 : 1));

/** "read", "unread", or the reason for which it is skipped. */
type Outcome = string;

/** A line is read or skipped where everything on it is; one element that nobody knows leaves it unread. */
export function settle(source: Source, lines: readonly string[], ledger: Ledger): void {
  const unread = new Map<number, Set<ModelArea | "*">>();
  const read = new Uint8Array(lines.length + 2);
  const reasons: string[] = [""];
  const skipped = new Uint16Array(lines.length + 2);

  const note = (line: number, outcome: Outcome, touches: Touches): void => {
    if (outcome === "read") read[line] = 1;
    else if (outcome !== "unread") {
      const known = reasons.indexOf(outcome);
      skipped[line] = known === -1 ? reasons.push(outcome) - 1 : known;
    } else {
      let areas = unread.get(line);
      if (areas === undefined) unread.set(line, (areas = new Set()));
      for (const area of touches) areas.add(area);
    }
  };

  const walk = (
    element: XmlElement,
    skip: PathState<Skip>,
    touch: PathState<Touches>,
    around: string | null,
  ): Outcome => {
    const { children, line, endLine } = element;
    const reason = skip.here?.deep === true ? skip.here.reason : around;
    const touches = touch.value ?? [];
    let inside: Outcome | null = null;
    for (const child of children) {
      const outcome = walk(child, skip.step(child.name), touch.step(child.name), reason);
      // A section is understood where something in it is.
      if (inside === null || outcome === "read" || inside === "unread") inside = outcome;
    }
    const outcome = source.isRead(element) ? "read" : outcomeOf(element, skip.here, reason, inside);
    note(line, outcome, touches);
    if (children.length > 0) note(endLine, outcome, touches);
    else for (let within = line + 1; within <= endLine; within += 1) note(within, outcome, touches);
    return outcome;
  };

  walk(source.root, firstSkip, firstTouch, null);
  for (let line = 1; line <= lines.length; line += 1) {
    const touches = unread.size === 0 ? undefined : unread.get(line);
    if (touches !== undefined) ledger.leave(line, [...touches]);
    else if (read[line] === 1) ledger.read(line);
    else {
      const reason = reasons[skipped[line] ?? 0] ?? "";
      if (reason !== "") ledger.skip(line, reason);
    }
  }
}

/** What becomes of an element that nobody took. */
function outcomeOf(
  { children, text }: XmlElement,
  skip: Skip | undefined,
  reason: string | null,
  inside: Outcome | null,
): Outcome {
  // Text beside elements is no setting that anybody knows.
  if (children.length > 0 && text !== "") return "unread";
  if (skip !== undefined && children.length === 0) return skip.reason;
  if (reason !== null) return reason;
  return inside !== null && inside !== "unread" ? "read" : "unread";
}
