import { lines as places } from "../../../src/model/fact.ts";
import type { ParseProblem } from "../../parser.ts";
import { readIndented, type Statement } from "../indented.ts";
import type { Ledger, Lines } from "../ledger.ts";
import type { LineStarts } from "../line-starts.ts";
import { NextOf } from "../next-of.ts";
import type { Table } from "../statements.ts";
import type { LazyLines } from "../lazy-lines.ts";
import type { Search } from "./literal-text.ts";
import { removedBearing } from "./removed-statements.ts";

const commentMark = 33; // !

/** How a Cisco-like language tells statements from what is none. */
export interface CiscoText {
  /** Why a line that is not blank is no statement, such as "comment"; null where it is one. */
  reasonOf(line: string): string | null;
  /** Texts of which each such line holds one, besides those that begin with "!". */
  readonly marks: readonly string[];
  /** Other reasons whose lines tell of the device as comments do. */
  readonly telling?: ReadonlySet<string>;
  /** Keeps what a comment tells of the device. */
  readComment(line: string, number: number): void;
  /** How each line begins that starts a literal text. */
  readonly literalStarts: LineStarts;
  /** Index of the last line of the literal text that the statement at `index` starts, or `index` itself. */
  literalEnd(
    words: readonly string[],
    index: number,
    lines: Lines,
    search: Search,
  ): { readonly end: number; readonly closed: boolean };
  /** What a literal text should have ended with, where it is always the same. */
  readonly closedBy?: string;
}

/**
 * The statements of a text, after its comments and literal texts: lines that are none are skipped by name, and comments
 * that a secret was taken out of are left with what they may bear on.
 */
export function readCiscoText<C>(
  { ledger, problems }: { readonly ledger: Ledger; readonly problems: ParseProblem[] },
  source: LazyLines,
  topLevel: Table<C>,
  text: CiscoText,
): readonly Statement[] {
  const search: Search = { failed: 0 };
  const marks = new NextOf(source.text, text.marks);
  return readIndented(source, {
    comment(from, to, number) {
      if (from === to) {
        ledger.skip(number, "blank");
        return true;
      }
      if (source.codes[from] !== commentMark && !marks.isWithin(from, to)) return false;
      const line = source.text.slice(from, to);
      const reason = text.reasonOf(line);
      if (reason === null) return false;
      const removed = reason === "comment" ? removedBearing(topLevel, line) : null;
      if (removed !== null) {
        ledger.leave(number, removed);
        return true;
      }
      ledger.skip(number, reason);
      const tells = reason === "comment" ? line !== "!" : text.telling?.has(reason) === true;
      if (tells) text.readComment(line, number);
      return true;
    },
    mayStartLiteral: (from, to) => text.literalStarts.isAt(source, from, to),
    literalEnd(words, index) {
      const { end, closed } = text.literalEnd(words, index, source, search);
      if (closed) return end;
      const by = text.closedBy === undefined ? "" : ` by "${text.closedBy}"`;
      problems.push({
        code: "unbalanced",
        message: `The text that starts on line ${index + 1} is never closed${by}.`,
        at: places(index + 1),
      });
      return null;
    },
  });
}
