import type { CaseFigures, LoadedFigures } from "./measure.ts";

/** The lists that goals are judged on: what networks have, and what other tools were measured with. */
export const judged = ["realistic", "random"] as const;

/**
 * Each goal with what was measured, met or not. Judged cold: the first analysis of a fresh process. Where the machine is
 * busy, CPU seconds of all threads are judged in place of wall: an idle machine takes no longer than these.
 */
export function goalLines(
  figures: readonly CaseFigures[],
  many: readonly CaseFigures[],
  loaded: readonly LoadedFigures[],
): readonly string[] {
  const lines = ["", "| goal | list | measured | CPU | met |", "|---|---|--:|--:|---|"];
  const row = (
    goal: string,
    name: string,
    value: number | null | undefined,
    limit: number,
    unit: string,
    cpu = "",
    judgedBy = value,
  ) => {
    if (value === undefined) return;
    lines.push(
      `| ${goal} | ${name} | ${value === null ? "not finished" : words(value, unit)} | ${cpu} | ${typeof judgedBy === "number" && judgedBy < limit ? "yes" : "**no**"} |`,
    );
  };
  const seconds = (goal: string, name: string, figure: CaseFigures | undefined, limit: number) => {
    if (figure === undefined) return;
    const least = figure.seconds === null ? null : Math.min(figure.seconds, figure.cpu);
    row(goal, name, figure.seconds, limit, "s", words(figure.cpu, "s"), least);
  };
  const warm = (goal: string, name: string, figure: CaseFigures | undefined, limit: number) => {
    if (figure === undefined || figure.warm === null || figure.warmCpu === null) return;
    row(goal, name, figure.warm, limit, "s", words(figure.warmCpu, "s"), Math.min(figure.warm, figure.warmCpu));
  };
  for (const name of judged) {
    const of = (size: number) => figures.find((figure) => figure.name === name && figure.size === size);
    seconds("1,000 entries under 60 ms", name, of(1000), 0.06);
    warm("1,000 entries under 60 ms, warm", name, of(1000), 0.06);
    seconds("10,000 entries under 0.5 s", name, of(10_000), 0.5);
    warm("10,000 entries under 0.5 s, warm", name, of(10_000), 0.5);
    seconds("50,000 entries under 3 s", name, of(50_000), 3);
    row("10,000 to 50,000 at most 8 times (CPU)", name, ratio(of(50_000), of(10_000)), 8, "×");
    row("50,000 entries below 500 MB", name, of(50_000)?.peak, 500, "MB");
  }
  for (const figure of many) {
    seconds("20 lists of 2,500 under 0.6 s", figure.name, figure, 0.6);
    warm("20 lists of 2,500 under 0.6 s, warm", figure.name, figure, 0.6);
  }
  for (const { name, mean } of loaded) row("one packet against 50,000 under 1 ms", name, mean * 1000, 1, "ms");
  return lines.length === 3 ? [] : lines;
}

function ratio(of: CaseFigures | undefined, to: CaseFigures | undefined): number | null | undefined {
  if (of === undefined || to === undefined) return undefined;
  return of.seconds === null || to.seconds === null ? null : of.cpu / to.cpu;
}

function words(value: number, unit: string): string {
  if (unit === "s") return value < 1 ? `${(value * 1000).toFixed(0)} ms` : `${value.toFixed(2)} s`;
  if (unit === "ms") return `${value.toFixed(4)} ms`;
  return unit === "×" ? `${value.toFixed(1)} ×` : `${value.toFixed(0)} ${unit}`;
}
