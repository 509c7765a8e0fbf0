import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { cases } from "./cases.ts";

/** What one kind and size of list costs, medians over fresh processes. */
export interface CaseFigures {
  readonly name: string;
  readonly size: number;
  readonly lists: number;
  /** Null where the process did not end in time; then nothing else is known. */
  readonly seconds: number | null;
  readonly warm: number | null;
  readonly cpu: number;
  readonly before: number;
  readonly peak: number;
  /** Seconds of the base; null where the list has no text. */
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

const limit = 300_000;
const child = join(import.meta.dirname, "child.ts");

export function measureCase(name: string, size: number): CaseFigures {
  return measureMany(name, size, 1);
}

export function measureMany(name: string, size: number, lists: number): CaseFigures {
  const runs = repeated(() => run("analyse", name, size, lists));
  if (runs.length === 0) {
    return { name, size, lists, seconds: null, warm: null, cpu: 0, before: 0, peak: 0, base: null, found: {} };
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
    cpu: of("cpu") ?? 0,
    before: of("before") ?? 0,
    peak: of("peak") ?? 0,
    base: median(bases.map((figures) => figures["seconds"])),
    found: Object.fromEntries(kinds.map((kind) => [kind, of(kind) ?? 0])),
  };
}

export function measureLoaded(name: string, size: number): LoadedFigures {
  const runs = repeated(() => run("test", name, size, 1));
  const of = (key: string) => median(runs.map((figures) => figures[key])) ?? Number.NaN;
  return { name, size, load: of("load"), mean: of("mean"), slowest: of("slowest"), packets: of("packets") };
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
    [child, what, name, String(size), String(lists)],
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
