import type { Case, Judged } from "./judge-case.ts";

/** How often things occurred in the cases of a run: what never occurs was not tested. */
export type CaseCounts = Readonly<Record<string, number>>;

export const noCounts: CaseCounts = {
  cases: 0,
  entries: 0,
  packets: 0,
  reached: 0,
  redundant: 0,
  shadowed: 0,
  empty: 0,
  covered: 0,
  "covered by 2": 0,
  "covered by 3 or more": 0,
  overlap: 0,
  unresolved: 0,
  "answers left open": 0,
};

export function counted(counts: CaseCounts, { universe }: Case, { truths, open }: Judged): CaseCounts {
  const next: Record<string, number> = { ...counts };
  const add = (what: string, number = 1) => {
    next[what] = (next[what] ?? 0) + number;
  };
  add("cases");
  add(`universe "${universe.name}"`);
  add("packets", universe.count);
  add("answers left open", open);
  for (const { kind, smallest, overlaps, known } of truths) {
    add("entries");
    add(kind ?? "reached");
    if (smallest === 2) add("covered by 2");
    if (smallest > 2) add("covered by 3 or more");
    if (kind === null && overlaps) add("overlap");
    if (!known) add("unresolved");
  }
  return next;
}

/** One line a thing. */
export function countsText(counts: CaseCounts): string {
  return Object.entries(counts)
    .map(([what, number]) => `${String(number).padStart(12)}  ${what}`)
    .join("\n");
}
