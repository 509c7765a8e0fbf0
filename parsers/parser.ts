import type { DeviceConfig, ModelArea, OperatingSystem } from "../src/model/device-config.ts";
import type { LineRange } from "../src/model/fact.ts";

/** A line that the parser did not understand, and what it may bear on. */
export interface UnreadLine {
  readonly line: number;
  readonly text: string;
  /** Parts of the model that the line could change, by its context; "*" where nothing tells. */
  readonly touches: readonly (ModelArea | "*")[];
}

/** Characters of a line that hold a secret: columns from 0, end not included. */
export interface SecretSpan {
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/** Line counts; read + skipped + unread = lines, always. */
export interface Coverage {
  readonly lines: number;
  readonly read: number;
  readonly skipped: number;
  readonly unread: number;
}

/** A part that a whole configuration holds and this text does not: what it would say is unknown, not absent. */
export interface Uncollected {
  /** One sentence: what is missing. */
  readonly why: string;
  readonly touches: readonly ModelArea[];
}

/** Something wrong with the text as a whole, such as a block that is never closed. */
export interface ParseProblem {
  readonly code: ParseFailure;
  readonly message: string;
  readonly at: readonly LineRange[];
}

/** Closed list of what can be wrong with an input as a whole. */
export const parseFailures = {
  truncated: "The configuration stops before its end.",
  unbalanced: "A block is closed that was never opened, or opened and never closed.",
  "too-deep": "Blocks are nested deeper than any device writes.",
  "xml-malformed": "The XML is not well-formed.",
  "xml-entities": "The XML declares entities, which no device writes.",
} as const satisfies Readonly<Record<string, string>>;

export type ParseFailure = keyof typeof parseFailures;

export interface ParseResult {
  readonly config: DeviceConfig;
  readonly coverage: Coverage;
  readonly unread: readonly UnreadLine[];
  /** Counts of knowingly skipped lines by reason. */
  readonly skipped: Readonly<Record<string, number>>;
  readonly secrets: readonly SecretSpan[];
  readonly problems: readonly ParseProblem[];
  /** Empty or left out where nothing is known to be missing. */
  readonly uncollected?: readonly Uncollected[];
}

/** A statement that a parser passes over on purpose: it bears on no part of the model, for a reason. */
export interface SkippedStatement {
  /** The words it begins with, or its path; "*" stands for one name. */
  readonly statement: string;
  /** Short name, as in the counts of `skipped`. */
  readonly reason: string;
}

/** One configuration language. `parse` never throws on text and takes time linear in its length. */
export interface Parser {
  readonly id: OperatingSystem;
  readonly title: string;
  /** 0…1 from content alone: how sure it is that the text is of this language. */
  recognise(text: string): number;
  parse(text: string): ParseResult;
  /** Every statement it skips; docs/skipped.md is made of them. */
  readonly skips: readonly SkippedStatement[];
}
