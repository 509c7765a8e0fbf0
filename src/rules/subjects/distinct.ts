import type { Judgement } from "../rule.ts";

/** Each judgement once: an entry that stands in the lists of both IP versions is one entry, and one finding. */
export function* distinct(judgements: Iterable<Judgement>): Iterable<Judgement> {
  const seen = new Set<string>();
  for (const judgement of judgements) {
    const { outcome, subject, message, evidence } = judgement;
    const key = JSON.stringify([outcome, subject, message, evidence.lines]);
    if (seen.has(key)) continue;
    seen.add(key);
    yield judgement;
  }
}
