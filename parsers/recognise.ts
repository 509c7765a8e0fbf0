import { parsers } from "./index.ts";
import type { Parser } from "./parser.ts";

/** Below this a text is of no known type: a wrong parser would leave lines unread and say so, but its defaults would mislead. */
const least = 0.5;

/** The parser that is surest of the text, or null where none is sure enough. */
export function recognise(text: string): Parser | null {
  let best: Parser | null = null;
  let bestScore = 0;
  for (const parser of parsers) {
    const score = parser.recognise(text);
    if (score >= least && score > bestScore) {
      best = parser;
      bestScore = score;
    }
  }
  return best;
}
