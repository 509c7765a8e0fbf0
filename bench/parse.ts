/**
 * Parse time per language against a stated base: reading the same text as lines in the same process (split at line
 * ends). Sizes double, so that growth shows; a figure is the median of five runs after one that is not counted.
 * Run by hand: `npm run bench:parse`. Inputs are the project's own golden cases of each language, repeated.
 */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../src/package-root.ts";
import { parsers } from "../parsers/index.ts";
import { splitLines } from "../parsers/lib/ledger.ts";

const sizes = [1, 2, 4, 8];
const runs = 5;

process.stdout.write("language            MB  parse ms  split ms  ratio  growth\n");
for (const parser of parsers) {
  const unit = caseText(parser.id);
  let before: number | null = null;
  for (const size of sizes) {
    const text = unit.repeat(Math.ceil((size * 1_000_000) / unit.length));
    const parse = median(() => parser.parse(text));
    const split = median(() => splitLines(text));
    const growth = before === null ? "" : (parse / before).toFixed(2);
    process.stdout.write(
      `${parser.id.padEnd(18)} ${(text.length / 1_000_000).toFixed(0).padStart(3)} ${parse.toFixed(0).padStart(9)} ${split.toFixed(1).padStart(9)} ${(parse / split).toFixed(1).padStart(6)} ${growth.padStart(7)}\n`,
    );
    before = parse;
  }
}

/** Every golden case that is whole; sections of it may come again and again, as in a long configuration. */
function caseText(id: string): string {
  const folder = join(packageRoot, "test", "parsers", id);
  return globSync("*.cfg", { cwd: folder })
    .toSorted()
    .map((file) => readFileSync(join(folder, file), "utf8"))
    .filter(
      (text) => !text.startsWith("<") && parsers.find((parser) => parser.id === id)?.parse(text).problems.length === 0,
    )
    .map((text) => (text.endsWith("\n") ? text : `${text}\n`))
    .join("");
}

function median(work: () => unknown): number {
  const times: number[] = [];
  for (let run = 0; run <= runs; run += 1) {
    const start = performance.now();
    work();
    if (run > 0) times.push(performance.now() - start);
  }
  return times.toSorted((a, b) => a - b)[Math.floor(runs / 2)] ?? 0;
}
