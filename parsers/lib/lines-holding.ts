import type { LazyLines } from "./lazy-lines.ts";

/**
 * Numbers of the lines (from 1, in order) that hold one of the texts or a match of one of the patterns: a search over the
 * whole text costs a small part of one over each line. A pattern must be global.
 */
export function linesHolding(lines: LazyLines, sought: readonly (string | RegExp)[]): readonly number[] {
  const found: number[] = [];
  let line = 0;
  for (const hit of hitsIn(lines.text, sought)) {
    if (line > 0 && hit <= lines.endOf(line - 1)) continue;
    while (line < lines.length && lines.endOf(line) < hit) line += 1;
    line += 1;
    found.push(line);
  }
  return found;
}

function hitsIn(text: string, sought: readonly (string | RegExp)[]): number[] {
  const hits = sought.flatMap((each) => (typeof each === "string" ? textHits(text, each) : patternHits(text, each)));
  return hits.sort((a, b) => a - b);
}

/** Where the text stands, once for each line. */
function textHits(text: string, sought: string): number[] {
  const hits: number[] = [];
  for (let at = text.indexOf(sought); at !== -1; at = text.indexOf(sought, nextLine(text, at))) hits.push(at);
  return hits;
}

function patternHits(text: string, sought: RegExp): number[] {
  const hits: number[] = [];
  sought.lastIndex = 0;
  for (let match = sought.exec(text); match !== null; match = sought.exec(text)) {
    hits.push(match.index);
    sought.lastIndex = nextLine(text, match.index);
  }
  return hits;
}

function nextLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end === -1 ? text.length : end + 1;
}
