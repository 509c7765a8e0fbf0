import type { CaseFigures, LoadedFigures } from "./measure.ts";

/** The lists that goals are judged on: what networks have, and what other tools were measured with. */
export const judged = ["realistic", "random"] as const;

/** Each goal with what was measured, met or not. Judged cold: the first analysis of a fresh process. */
export function goalLines(
  figures: readonly CaseFigures[],
  many: readonly CaseFigures[],
  loaded: readonly LoadedFigures[],
): readonly string[] {
  const lines = ["", "| goal | list | measured | CPU | met |", "|---|---|--:|--:|---|"];
  const row = (goal: string, name: string, value: number | null | undefined, limit: number, unit: string, cpu = "") => {
    if (value === undefined) return;
    lines.push(
      `| ${goal} | ${name} | ${value === null ? "not finished" : words(value, unit)} | ${cpu} | ${value !== null && value < limit ? "yes" : "**no**"} |`,
    );
  };
  for (const name of judged) {
    const of = (size: number) => figures.find((figure) => figure.name === name && figure.size === size);
    const cpu = (size: number) => words(of(size)?.cpu ?? 0, "s");
    row("1,000 entries under 60 ms", name, of(1000)?.seconds, 0.06, "s", cpu(1000));
    row("10,000 entries under 0.5 s", name, of(10_000)?.seconds, 0.5, "s", cpu(10_000));
    row("50,000 entries under 3 s", name, of(50_000)?.seconds, 3, "s", cpu(50_000));
    row("10,000 to 50,000 at most 8 times", name, ratio(of(50_000), of(10_000)), 8, "×");
    row("50,000 entries below 500 MB", name, of(50_000)?.peak, 500, "MB");
  }
  for (const { name, seconds, cpu } of many)
    row("20 lists of 2,500 under 0.6 s", name, seconds, 0.6, "s", words(cpu, "s"));
  for (const { name, mean } of loaded) row("one packet against 50,000 under 1 ms", name, mean * 1000, 1, "ms");
  return lines.length === 3 ? [] : lines;
}

function ratio(of: CaseFigures | undefined, to: CaseFigures | undefined): number | null | undefined {
  if (of === undefined || to === undefined) return undefined;
  return of.seconds === null || to.seconds === null ? null : of.seconds / to.seconds;
}

function words(value: number, unit: string): string {
  if (unit === "s") return value < 1 ? `${(value * 1000).toFixed(0)} ms` : `${value.toFixed(2)} s`;
  if (unit === "ms") return `${value.toFixed(4)} ms`;
  return unit === "×" ? `${value.toFixed(1)} ×` : `${value.toFixed(0)} ${unit}`;
}
