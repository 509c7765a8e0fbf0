/**
 * One measurement in a process of its own: `node --expose-gc child.ts LANGUAGE MEGABYTES RUNS` prints one JSON object;
 * for 0 megabytes the text is that of twenty long IOS lists.
 * `base` reads a file and splits it into lines, `parse` parses the same text; both are the least of some runs, in
 * milliseconds. `cold` is the first parse. `kept` is what the heap holds more after that parse than before it, in
 * megabytes, garbage collected both times.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parsers } from "../../parsers/index.ts";
import type { Parser } from "../../parsers/parser.ts";
import { splitLines } from "../../parsers/lib/ledger.ts";
import { twentyLists } from "./lists.ts";
import { textOf } from "./texts.ts";

const [id = "", megabytes = "1", runs = "5"] = process.argv.slice(2);
const found = parsers.find((candidate) => candidate.id === id);
if (found === undefined) throw new Error(`No parser reads "${id}".`);
const folder = mkdtempSync(join(tmpdir(), "redoubt-bench-"));
try {
  const file = join(folder, "text");
  writeFileSync(file, Number(megabytes) === 0 ? twentyLists() : textOf(id, Number(megabytes) * 1e6));
  const text = readFileSync(file, "utf8");
  const first = firstParse(found, text);
  // Its result is gone by now: beside it, collections would be measured that look through both.
  heap();
  // In turns, so that both meet the same minutes of a machine that others work on.
  const [parse, base] = leastOf([() => found.parse(text), () => splitLines(readFileSync(file, "utf8"))]);
  const figures = { bytes: text.length, ...first, parse, base };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
} finally {
  rmSync(folder, { recursive: true });
}

function firstParse(parser: Parser, text: string): { cold: number; kept: number; lines: number } {
  const before = heap();
  const start = performance.now();
  const result = parser.parse(text);
  const cold = performance.now() - start;
  const kept = heap() - before;
  return { cold, kept, lines: result.coverage.lines };
}

function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

function leastOf(works: readonly (() => unknown)[]): (number | null)[] {
  const best: (number | null)[] = works.map(() => null);
  for (let run = 0; run < Number(runs); run += 1) {
    for (const [place, work] of works.entries()) {
      const start = performance.now();
      work();
      best[place] = Math.min(best[place] ?? Number.POSITIVE_INFINITY, performance.now() - start);
    }
  }
  return best;
}
