import { joinRanges, read, type LineRange, type ReadFact } from "../../../src/model/fact.ts";
import { linePlace } from "../line-places.ts";
import type { Statement } from "../indented.ts";

/** Lines of a statement, its block not included. */
export function placeOf(statement: Statement): readonly LineRange[] {
  return statement.line === statement.last ? linePlace(statement.line) : [[statement.line, statement.last]];
}

export function readAt<T>(value: T, statement: Statement): ReadFact<T> {
  return read(value, placeOf(statement));
}

/** Lines of a statement and of everything under it. */
export function wholePlace(statement: Statement): readonly LineRange[] {
  const range = wholeRange(statement);
  return range[0] === range[1] ? linePlace(range[0]) : [range];
}

/** A place of several ranges, joined where they overlap or touch; most are one. */
export function joinedPlace(at: readonly LineRange[]): readonly LineRange[] {
  return at.length === 1 ? at : joinRanges(at);
}

/** The same as the one range that it is. */
export function wholeRange(statement: Statement): LineRange {
  if (statement.end !== undefined) return [statement.line, statement.end];
  let last = statement;
  for (let next = last.children.at(-1); next !== undefined; next = last.children.at(-1)) last = next;
  return [statement.line, last.last];
}
