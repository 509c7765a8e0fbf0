import { cpus, loadavg, totalmem } from "node:os";
import { cases } from "./cases.ts";
import type { CaseFigures, LoadedFigures, ProcessFigures } from "./measure.ts";

/** The machine that figures were measured on. */
export function machine(): string {
  const model = cpus()[0]?.model.trim() ?? "unknown processor";
  return `Machine: ${model}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB of memory, Node ${process.versions.node}; load ${loadavg()[0]?.toFixed(1) ?? "unknown"} when it began.`;
}

export function caseTable(figures: readonly CaseFigures[]): readonly string[] {
  return [
    "",
    "| list | entries | cold | CPU | warm | CPU, warm | peak memory | of it before | growth | to the base | unreachable | by several | partial overlaps | unknown |",
    "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ...figures.map((figure, index) => row(figure, figures[index - 1])),
    "",
    ...cases.map(({ name, says }) => `- \`${name}\`: ${says}.`),
  ];
}

function row(figure: CaseFigures, before: CaseFigures | undefined): string {
  const { name, size, lists, seconds, warm, warmCpu, cpu, peak, base, found } = figure;
  const entries = lists === 1 ? count(size) : `${lists} × ${count(size)}`;
  if (seconds === null) return `| ${name} | ${entries} | not finished${" |".repeat(12)}`;
  const grown =
    before !== undefined && before.name === name && before.lists === lists && before.seconds !== null
      ? `${(cpu / before.cpu).toFixed(1)} ×`
      : "";
  const of = (...kinds: readonly string[]) => count(kinds.reduce((sum, kind) => sum + (found[kind] ?? 0), 0));
  return `| ${[
    name,
    entries,
    time(seconds),
    time(cpu),
    warm === null ? "" : time(warm),
    warmCpu === null ? "" : time(warmCpu),
    `${peak.toFixed(0)} MB`,
    `${figure.before.toFixed(0)} MB`,
    grown,
    base === null ? "" : (cpu / base).toFixed(1),
    of("redundant", "shadowed", "empty", "covered"),
    of("byMany"),
    of("overlaps"),
    of("unknown"),
  ].join(" | ")} |`;
}

export function loadedTable(figures: readonly LoadedFigures[]): readonly string[] {
  if (figures.length === 0) return [];
  return [
    "",
    "| one packet against | loading | mean | slowest | packets |",
    "|---|--:|--:|--:|--:|",
    ...figures.map(
      ({ name, size, load, mean, slowest, packets }) =>
        `| ${name}, ${count(size)} | ${time(load)} | ${micro(mean)} | ${micro(slowest)} | ${count(packets)} |`,
    ),
  ];
}

export function processTable(figures: readonly ProcessFigures[]): readonly string[] {
  if (figures.length === 0) return [];
  return [
    "",
    "Whole processes: `redoubt acl lint FILE --format json`, from start to end, run from its TypeScript source.",
    "",
    "| list | input | seconds | CPU |",
    "|---|--:|--:|--:|",
    ...figures.map(
      ({ name, size, lists, megabytes, seconds, cpu }) =>
        `| ${name}, ${lists === 1 ? "" : `${lists} × `}${count(size)} | ${megabytes.toFixed(1)} MB | ${time(seconds)} | ${cpu.toFixed(2)} s |`,
    ),
  ];
}

function time(seconds: number): string {
  return seconds < 1 ? `${(seconds * 1000).toFixed(0)} ms` : `${seconds.toFixed(2)} s`;
}

function micro(seconds: number): string {
  return `${(seconds * 1e6).toFixed(1)} µs`;
}

function count(value: number): string {
  return value.toLocaleString("en-US");
}
