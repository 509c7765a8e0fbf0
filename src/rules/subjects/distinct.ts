import type { Judgement } from "../rule.ts";

/**
 * Each judgement once: an entry that stands in the lists of both IP versions is one entry, and one finding. A list that
 * has one for each version is not called clean on account of one of them.
 */
export function* distinct(judgements: Iterable<Judgement>): Iterable<Judgement> {
  const all = [...judgements];
  const troubled = new Set(all.flatMap(({ outcome, subject }) => (outcome === "pass" ? [] : [listIn(subject)])));
  const seen = new Set<string>();
  for (const judgement of all) {
    const { outcome, subject, message, evidence } = judgement;
    if (outcome === "pass" && troubled.has(listIn(subject))) continue;
    const key = JSON.stringify([outcome, subject, message, evidence.lines]);
    if (seen.has(key)) continue;
    seen.add(key);
    yield judgement;
  }
}

/** The list that a subject is of: itself, or the one whose entry it is. */
function listIn(subject: string): string {
  const end = subject.indexOf('" entry ');
  return end === -1 ? subject : subject.slice(0, end + 1);
}
