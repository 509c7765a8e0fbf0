import type { LineRange } from "../../src/model/fact.ts";
import type { ParseProblem } from "../parser.ts";
import { branches } from "./one-liners.ts";
import { addLines, deepestWord, grow, newNode, type ConfigNode } from "./node.ts";

/** What one statement of the text became; the ledger is filled from these. */
export interface Statement {
  readonly at: LineRange;
  /** The line that closes its block; 0 where it has none. */
  close: number;
  readonly ends: readonly ConfigNode[];
}

/** The tree and what it was made of, whatever the form of the text. */
export interface ConfigText {
  readonly form: "braces" | "set" | "xml";
  readonly root: ConfigNode;
  readonly statements: readonly Statement[];
  /** Lines that are no statement, with the reason for leaving them out. */
  readonly leftOut: readonly { readonly line: number; readonly reason: string }[];
  readonly problems: readonly ParseProblem[];
}

export interface Draft {
  readonly root: ConfigNode;
  readonly statements: Statement[];
  readonly leftOut: { line: number; reason: string }[];
  readonly problems: ParseProblem[];
}

export function newDraft(): Draft {
  return { root: newNode("", null), statements: [], leftOut: [], problems: [] };
}

/** More paths than this from one statement come from no device. */
const mostPaths = 4096;

/**
 * Adds the words of a statement below `from`, one path for each item of its lists, and returns the last
 * nodes; null where it is too long or has too many lists. "inactive" marks new words from the
 * second on (`inactive: server 192.0.2.1 key 1` switches off that server, not all), or the only one; "active"
 * clears the mark of words that an active statement shares, "keep" leaves it (`set` does not activate).
 */
export function addWords(
  from: readonly ConfigNode[],
  words: readonly (string | readonly string[])[],
  mark: "active" | "inactive" | "keep",
): ConfigNode[] | null {
  const ends: ConfigNode[] = [];
  for (const path of branches(from[0], words)) {
    const added = addPath(from, path, mark);
    if (added === null) return null;
    for (const end of added) ends.push(end);
  }
  return ends;
}

function addPath(
  from: readonly ConfigNode[],
  words: readonly (string | readonly string[])[],
  mark: "active" | "inactive" | "keep",
): ConfigNode[] | null {
  let ends = [...from];
  for (const [index, word] of words.entries()) {
    const items = typeof word === "string" ? [word] : word;
    if (items.length === 0) continue;
    if (ends.length * items.length > mostPaths && ends.length > 1) return null;
    const next: ConfigNode[] = [];
    for (const end of ends) {
      if (end.depth >= deepestWord) return null;
      for (const item of items) {
        const { node, isNew } = grow(end, item);
        const identifies = index >= Math.min(1, words.length - 1);
        if (mark === "inactive" && identifies && isNew) node.inactive = true;
        else if (mark === "active") node.inactive = false;
        // A statement that leads through a block from outside puts lines below it that the block does not hold.
        if (index < words.length - 1) node.encloses = false;
        next.push(node);
      }
    }
    ends = next;
  }
  return ends;
}

/** Notes a statement and that its last words were set by it. */
export function addStatement(draft: Draft, ends: readonly ConfigNode[], at: LineRange): Statement {
  const statement: Statement = { at, close: 0, ends };
  draft.statements.push(statement);
  for (const end of ends) {
    addLines(end, at);
    end.order = draft.statements.length;
  }
  return statement;
}
