/**
 * What parsing costs in each language, against reading the same file and splitting it into lines in the same process.
 * `npm run bench:parse` measures 2 MB each, and doubles the text from 1 to 64 MB for growth; `-- --quick` leaves out
 * what is above 4 MB, `-- --language ID` all others, `-- --write` writes docs/parse-performance.md.
 */
import { spawnSync, type SpawnSyncReturns } from "node:child_process";
import { writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { packageRoot } from "../../src/package-root.ts";
import { parsers } from "../../parsers/index.ts";
import { inXml } from "./texts.ts";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
    language: { type: "string" },
  },
});
const sizes = values.quick ? [1, 2, 4] : [1, 2, 4, 8, 16, 32, 64];
/** Megabytes of heap that Node and the modules of the parsers take. */
const heapOfNode = 48;
/** Enough that V8 has compiled what is to be compiled: with seven the same parse took up to twice as long. */
const enoughRuns = 40;
/** Each so often: the same code takes up to half as long again in one process as in another. */
const processes = 3;
/** Parses of each size of which the least tells growth. */
const growthRuns = 5;
const goals = { text: 10, xml: 25, memory: 12 } as const;

const rows: string[] = [];
const growth: string[] = [];
for (const { id, title } of parsers) {
  if (values.language !== undefined && values.language !== id) continue;
  process.stderr.write(`${title}\n`);
  const usual = leastMeasured(id, 2);
  const once = measure(id, 16, 0);
  const fits = parses(id, 16, heapOfNode + 16 * goals.memory);
  const ratio = (usual["parse"] ?? 0) / (usual["base"] ?? 1);
  const memory = (once["kept"] ?? 0) / ((once["bytes"] ?? 1) / 2 ** 20);
  const goal = inXml.has(id) ? goals.xml : goals.text;
  rows.push(
    `| ${id} | ${usual["lines"]} | ${figure(usual["base"])} | ${figure(usual["parse"])} | ${ratio.toFixed(1)} | ${ratio <= goal ? "yes" : `**no** (${goal})`} | ${memory.toFixed(1)} | ${fits ? "yes" : "**no**"} |`,
  );
  const times = sizes.map((size) => measure(id, size, growthRuns)["parse"] ?? Number.NaN);
  growth.push(
    `| ${id} | ${times.map((time) => figure(time)).join(" | ")} | ${averageDoubling(times).toFixed(2)} | ${steepest(times).toFixed(2)} |`,
  );
}

const first = [1, 2, 3].map(() => measure("cisco-ios", 0, 0)["cold"] ?? Number.NaN).sort((a, b) => a - b)[1];
const lists = leastMeasured("cisco-ios", 0);

const page = [
  "# What parsing costs",
  "",
  `Written by \`npm run bench:parse -- --write\` on ${cpus()[0]?.model ?? "an unknown processor"}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}, with other work on the machine.`,
  `Milliseconds, the least of ${enoughRuns} runs in each of ${processes} processes, of the base as of the parse, which take turns; a first parse takes several times as long. The base reads the same file and splits it into lines. The texts are generated (bench/parse/texts.ts).`,
  `Kept is what the result of parsing 16 MB holds, as a multiple of the text; and whether such a parse ends in a heap of ${goals.memory} times the text beside the ${heapOfNode} MB of Node and the program.`,
  "",
  "| language | lines of 2 MB | base | parse | ratio | goal met | kept | within 12 times |",
  "|---|--:|--:|--:|--:|---|--:|---|",
  ...rows,
  "",
  `An IOS text of 20 realistic lists of 2,500 entries, ${figure((lists["bytes"] ?? 0) / 1e6)} MB: the first parse of a fresh process ${figure(first)} ms (goal 300; the median of three), the least of those runs ${figure(lists["parse"])} ms, ${figure((lists["parse"] ?? 0) / (lists["base"] ?? 1))} times the base; kept ${figure((lists["kept"] ?? 0) / ((lists["bytes"] ?? 1) / 2 ** 20))} times the text.`,
  "",
  `Growth: milliseconds by megabytes of text, the least of ${growthRuns} parses after a first one, and what a doubling costs from 2 MB on: on average, and the steepest of them. How often the collector runs, and how much it then finds, differs from one size and process to the next.`,
  "",
  `| language | ${sizes.join(" | ")} | average | steepest |`,
  `|---|${sizes.map(() => "--:").join("|")}|--:|--:|`,
  ...growth,
  "",
].join("\n");
process.stdout.write(page);
if (values.write) writeFileSync(join(packageRoot, "docs", "parse-performance.md"), page);

function measure(id: string, megabytes: number, runs: number): Readonly<Record<string, number | null>> {
  const { stdout, stderr, status } = child(id, megabytes, runs, 12_000);
  if (status !== 0) throw new Error(`${id} at ${megabytes} MB failed: ${stderr}`);
  const figures: unknown = JSON.parse(stdout);
  if (!isFigures(figures)) throw new Error(`${id} printed no figures: ${stdout}`);
  return figures;
}

/** The least times of some processes; what else they tell is that of the first. */
function leastMeasured(id: string, megabytes: number): Readonly<Record<string, number | null>> {
  const all = Array.from({ length: processes }, () => measure(id, megabytes, enoughRuns));
  const least = (key: string) => Math.min(...all.map((figures) => figures[key] ?? Number.POSITIVE_INFINITY));
  return { ...all[0], parse: least("parse"), base: least("base") };
}

/** Whether a parse ends in a heap of so many megabytes. */
function parses(id: string, megabytes: number, heap: number): boolean {
  return child(id, megabytes, 0, heap).status === 0;
}

function child(id: string, megabytes: number, runs: number, heap: number): SpawnSyncReturns<string> {
  const file = join(import.meta.dirname, "child.ts");
  const options = ["--expose-gc", `--max-old-space-size=${heap}`];
  return spawnSync(process.execPath, [...options, file, id, String(megabytes), String(runs)], { encoding: "utf8" });
}

function isFigures(value: unknown): value is Readonly<Record<string, number | null>> {
  return typeof value === "object" && value !== null;
}

/** The factor of a doubling, from 2 MB to the greatest size: below, most of the time is the start. */
function averageDoubling(times: readonly number[]): number {
  const [, start = Number.NaN] = times;
  return ((times.at(-1) ?? Number.NaN) / start) ** (1 / (times.length - 2));
}

/** The greatest factor between a size and its double there. */
function steepest(times: readonly number[]): number {
  return Math.max(...times.map((time, place) => (place < 2 ? 0 : time / (times[place - 1] ?? time))));
}

function figure(value: number | null | undefined): string {
  return value === null || value === undefined ? "-" : value.toFixed(value < 10 ? 1 : 0);
}
