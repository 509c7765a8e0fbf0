import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packageRoot } from "../../src/package-root.ts";
import { cases, seed } from "./cases.ts";
import { iosText } from "./ios-text.ts";

/** What one kind and size of list costs, medians over fresh processes. */
export interface CaseFigures {
  readonly name: string;
  readonly size: number;
  readonly lists: number;
  /** Null where the process did not end in time; then nothing else is known. */
  readonly seconds: number | null;
  readonly warm: number | null;
  readonly warmCpu: number | null;
  readonly cpu: number;
  readonly before: number;
  readonly peak: number;
  /** CPU seconds of the base; null where the list has no text. */
  readonly base: number | null;
  readonly found: Readonly<Record<string, number>>;
}

/** What deciding one packet costs once the list is loaded; seconds. */
export interface LoadedFigures {
  readonly name: string;
  readonly size: number;
  readonly load: number;
  readonly mean: number;
  readonly slowest: number;
  readonly packets: number;
}

/** One whole `redoubt acl lint`, from start to end of the process. */
export interface ProcessFigures {
  readonly name: string;
  readonly size: number;
  readonly lists: number;
  readonly megabytes: number;
  readonly seconds: number;
  readonly cpu: number;
}

const limit = 300_000;
const child = join(import.meta.dirname, "child.ts");
const command = join(packageRoot, "src", "bin.ts");

export function measureCase(name: string, size: number): CaseFigures {
  return measureMany(name, size, 1);
}

export function measureMany(name: string, size: number, lists: number): CaseFigures {
  const runs = repeated(() => run("analyse", name, size, lists));
  if (runs.length === 0) {
    return {
      name,
      size,
      lists,
      seconds: null,
      warm: null,
      warmCpu: null,
      cpu: 0,
      before: 0,
      peak: 0,
      base: null,
      found: {},
    };
  }
  const of = (key: string) => median(runs.map((figures) => figures[key]));
  const bases = hasText(name) ? repeated(() => run("parse", name, size, lists)) : [];
  const kinds = ["entries", "redundant", "shadowed", "empty", "covered", "overlaps", "unknown", "byMany", "smallest"];
  return {
    name,
    size,
    lists,
    seconds: of("seconds"),
    warm: of("warm"),
    warmCpu: of("warmCpu"),
    cpu: of("cpu") ?? 0,
    before: of("before") ?? 0,
    peak: of("peak") ?? 0,
    base: median(bases.map((figures) => figures["cpu"])),
    found: Object.fromEntries(kinds.map((kind) => [kind, of(kind) ?? 0])),
  };
}

export function measureLoaded(name: string, size: number): LoadedFigures {
  const runs = repeated(() => run("test", name, size, 1));
  const of = (key: string) => median(runs.map((figures) => figures[key])) ?? Number.NaN;
  return { name, size, load: of("load"), mean: of("mean"), slowest: of("slowest"), packets: of("packets") };
}

/** The text of the lists in one file, read, parsed, analysed and written out as JSON by the command itself. */
export function measureProcess(name: string, size: number, lists: number): ProcessFigures {
  const folder = mkdtempSync(join(tmpdir(), "redoubt-bench-"));
  try {
    const file = join(folder, "device.cfg");
    const text = textOf(name, size, lists);
    writeFileSync(file, text);
    const script = '"$0" "$1" acl lint "$2" --format json > "$2.json"; times';
    const runs = repeated(() => {
      const start = performance.now();
      const { stdout, error } = spawnSync("/bin/sh", ["-c", script, process.execPath, command, file], {
        encoding: "utf8",
        timeout: limit,
      });
      if (error !== undefined) return null;
      return { seconds: (performance.now() - start) / 1000, cpu: childSeconds(stdout) };
    });
    const of = (key: string) => median(runs.map((figures) => figures[key])) ?? Number.NaN;
    return { name, size, lists, megabytes: text.length / 1e6, seconds: of("seconds"), cpu: of("cpu") };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Several lists are renamed apart, as one device has them. */
function textOf(name: string, size: number, lists: number): string {
  const shape = cases.find((known) => known.name === name);
  if (shape === undefined) throw new Error(`There is no case "${name}".`);
  return Array.from({ length: lists }, (_, number) => {
    const list = shape.make(size, seed + number);
    const text = iosText({ ...list, acl: { ...list.acl, name: `${list.acl.name}-${number}` } }) ?? "";
    const last = number === lists - 1;
    return (number === 0 ? text : text.split("\n").slice(2).join("\n")).replace(/end\n$/, last ? "end\n" : "");
  }).join("");
}

/** User and system seconds of the children, the second line that the shell's `times` prints: "0m1.20s 0m0.10s". */
function childSeconds(text: string): number {
  const words =
    text
      .trimEnd()
      .split("\n")
      .at(-1)
      ?.match(/\d+m[\d.]+s/g) ?? [];
  return words.reduce((sum, word) => {
    const [minutes = "0", seconds = "0"] = word.slice(0, -1).split("m");
    return sum + Number(minutes) * 60 + Number(seconds);
  }, 0);
}

function hasText(name: string): boolean {
  return cases.some((shape) => shape.name === name && shape.text);
}

type Figures = Readonly<Record<string, number | null>>;

/** Three runs, or one where it takes more than ten seconds; none where it does not end in time. */
function repeated(once: () => Figures | null): readonly Figures[] {
  const runs: Figures[] = [];
  while (runs.length < 3) {
    const start = performance.now();
    const figures = once();
    if (figures === null) break;
    runs.push(figures);
    if (performance.now() - start > 10_000) break;
  }
  return runs;
}

function run(what: string, name: string, size: number, lists: number): Figures | null {
  const { stdout, stderr, status, error } = spawnSync(
    process.execPath,
    ["--expose-gc", child, what, name, String(size), String(lists)],
    { encoding: "utf8", timeout: limit, maxBuffer: 2 ** 26 },
  );
  if (error !== undefined && "code" in error && error.code === "ETIMEDOUT") return null;
  if (status !== 0) throw new Error(`${what} ${name} ${size} failed: ${stderr}`);
  const figures: unknown = JSON.parse(stdout);
  if (!isFigures(figures)) throw new Error(`${what} ${name} ${size} printed no figures: ${stdout}`);
  return figures;
}

function isFigures(value: unknown): value is Figures {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.values(value).every((figure) => figure === null || typeof figure === "number")
  );
}

function median(values: readonly (number | null | undefined)[]): number | null {
  const known = values.filter((value) => typeof value === "number");
  return known.toSorted((a, b) => a - b)[Math.floor(known.length / 2)] ?? null;
}
